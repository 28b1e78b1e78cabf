"""Letters that wait follow a changed rules.toml. Done before any loop runs: at the start, and after each reload."""

from triaged.loops.incident_letters import HELD_BY_MODE
from triaged.model.tx import Tx
from triaged.policy.shape import Policy
from triaged.rules.resend import stops
from triaged.scribe import envelope_of, journal_of

HELD_BY = {**HELD_BY_MODE, "off": "letters are switched off for this inbox"}
NO_INBOX = "its inbox is not in rules.toml any more"
NO_ACCOUNT = "no account of rules.toml sends it any more"


def follow_rules(tx: Tx, policy: Policy) -> None:
    """Give letters that wait the account their inbox has now; hold those that do not leave by themselves any more.

    What is held stays so: a person looks at it. The mode that held when they became ready is remembered, since a
    letter that a person released must not be held again.
    """
    served = {entry.account for entry in policy.inboxes.values()}
    ways = tx.ways()
    for inbox, account in ways:
        entry = policy.inboxes.get(inbox)
        if entry is not None and entry.account != account:
            now = policy.accounts[entry.account]
            sender, journal = envelope_of(now, entry), journal_of(now, entry)
            tx.change_way(inbox, account, to=now.key, sender=sender, journal=journal)
        elif entry is None and account not in served:
            tx.hold_account(inbox, account, NO_ACCOUNT)
    for inbox in sorted({*policy.inboxes, *(inbox for inbox, _ in ways)}):
        entry, kept = policy.inboxes.get(inbox), f"letters of {inbox} are sent"
        if entry is None:
            tx.hold_inbox(inbox, NO_INBOX)
            continue
        if stops(tx.remembered(kept), entry.send):
            tx.hold_inbox(inbox, HELD_BY[entry.send])
        tx.remember(kept, entry.send)
