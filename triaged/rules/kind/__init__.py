"""Who wrote: a person, a machine, someone pretending, or not for us?

The table is asked from the top and the first row that says something decides. Row names are those of docs/silence.md.
"""

from collections.abc import Mapping

from triaged.model.addressee import Addressee, WayIn
from triaged.model.finding import Finding
from triaged.model.mail import Message
from triaged.model.thread import Kind, Proof
from triaged.policy.shape import InboxEntry, Policy
from triaged.rules.kind import bulk, machine, said, suspect
from triaged.rules.kind.asked import Asked, Row

QUESTION = "Who wrote?"

TABLE: tuple[Row, ...] = (
    Row(row="N15", kind=Kind.MACHINE, detect=suspect.own_letter, says="our own letter came back"),
    Row(row="N1", kind=Kind.MACHINE, detect=machine.null_return_path, says="a mail system: the envelope has no sender"),
    Row(row="N4", kind=Kind.MACHINE, detect=machine.report, says="a mail system's report"),
    Row(row="N5", kind=Kind.MACHINE, detect=machine.report_part, says="a mail system's report"),
    Row(row="N6", kind=Kind.MACHINE, detect=machine.failed_recipients, says="a mail system: mail came back"),
    Row(row="N7", kind=Kind.MACHINE, detect=machine.daemon, says="a mail system"),
    Row(row="N3", kind=Kind.MACHINE, detect=machine.auto_submitted, says="marked as automatic by the sender"),
    Row(row="N12", kind=Kind.MACHINE, detect=machine.exchange_away, says="an absence note of Exchange"),
    Row(row="N13", kind=Kind.MACHINE, detect=machine.responder, says="an autoresponder"),
    Row(row="N14", kind=Kind.MACHINE, detect=machine.loop_mark, says="another desk's automatic mail"),
    Row(row="N20", kind=Kind.MACHINE, detect=machine.receipt, says="a receipt or an answer to an invitation"),
    Row(row="N8", kind=Kind.MACHINE, detect=machine.listed, says="a mailing list or newsletter"),
    Row(row="N9", kind=Kind.MACHINE, detect=machine.list_software, says="a mailing list"),
    Row(row="N10", kind=Kind.MACHINE, detect=machine.precedence, says="bulk mail"),
    Row(row="N16", kind=Kind.MACHINE, detect=suspect.own_address, says="one of our own inboxes"),
    Row(row="N17", kind=Kind.MACHINE, detect=machine.no_reply, says="a sender that takes no answers"),
    Row(row="N18", kind=Kind.MACHINE, detect=machine.auto_reply_subject, says="an automatic reply, by its subject"),
    Row(row="N5", kind=Kind.MACHINE, detect=machine.returned_mail, says="a mail system's report without its marks"),
    Row(row="N5", kind=Kind.MACHINE, detect=said.complaint, says="a provider's complaint"),
    Row(row="N33", kind=Kind.MACHINE, detect=said.says_automatic, says="automatic, by its own words"),
    Row(row="N33", kind=Kind.MACHINE, detect=said.challenge, says="a service that wants a confirmation"),
    Row(row="N21", kind=Kind.MACHINE, detect=bulk.bulk, says="bulk mail, by several weak signs together"),
    Row(row="N22", kind=Kind.SUSPECT, detect=suspect.dmarc_failed, says="somebody pretending to be the author"),
    Row(row="N24", kind=Kind.SUSPECT, detect=suspect.pretends_to_be_ours, says="somebody pretending to be one of us"),
    Row(row="N22", kind=Kind.SUSPECT, detect=suspect.spam_flag, says="spam, says the filter before us"),
    Row(row="Reply-To", kind=Kind.SUSPECT, detect=suspect.forged_reply_to, says="perhaps a forged Reply-To"),
)

# Known ways in are asked first: what each way explains by itself is no sign of anything else.
EXPLAINED: Mapping[WayIn, frozenset[str]] = {
    WayIn.DIRECT: frozenset(),
    WayIn.LIST: frozenset({"N8", "N9", "N16", "N17", "N21", "N22", "N24", "Reply-To"}),
    WayIn.FORWARDER: frozenset({"N16", "N22", "N24", "Reply-To"}),
    WayIn.FORM: frozenset({"N16", "N17", "N21", "N22", "N24", "N33", "Reply-To"}),
}


def kind(
    message: Message,
    *,
    inbox: InboxEntry,
    policy: Policy,
    addressee: Addressee,
    proof: Proof,
    own: bool = False,
    by_rule: tuple[Kind, str] | None = None,
    leave_out: frozenset[str] = frozenset(),
) -> tuple[Kind, tuple[Finding, ...]]:
    """Who wrote; the last finding is the one that decided.

    `own`: the mail is one of our own letters (N15). `by_rule`: what an entry of rules.toml says, and its name; it wins
    over every row but N15. Rows in `leave_out` are not asked.
    """
    asked = Asked(message=message, inbox=inbox, policy=policy, addressee=addressee, proof=proof, own=own)
    if by_rule is not None and not own:
        return by_rule[0], (_finding(by_rule[0], "decided by rules.toml", "", f'rule "{by_rule[1]}"'),)
    skipped = leave_out | EXPLAINED[addressee.way]
    for row in TABLE:
        if row.row not in skipped and (evidence := row.detect(asked)):
            return row.kind, (_finding(row.kind, row.says, evidence, row.row),)
    return Kind.PERSON, (_finding(Kind.PERSON, "nothing says otherwise", "", ""),)


def _finding(kind: Kind, says: str, evidence: str, row: str) -> Finding:
    return Finding(question=QUESTION, answer=f"{kind.value}: {says}", evidence=evidence, row=row)
