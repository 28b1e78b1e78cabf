"""Writes letters: from what was decided to frozen octets in the outbox. Needs nothing but its arguments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from triaged.mail.compose import Parent, compose
from triaged.mail.letter_headers import ascii_address
from triaged.mail.mark import mark, message_id
from triaged.mail.wording import Worded, Wording
from triaged.model.letter import Acknowledgement, Letter, LetterKind, LetterState
from triaged.model.mail import Message
from triaged.model.thread import Proof, Thread
from triaged.policy.ours import bare
from triaged.policy.shape import AccountEntry, InboxEntry, Policy
from triaged.rules.promise import send_before
from triaged.rules.resend import GIVE_UP_AFTER


def once_key(inbox: str, identity: str) -> str:
    """The key of a mail's acknowledgement: one per mail, whatever UID it has."""
    return f"ack|{inbox}|{identity}"


def journal_of(account: AccountEntry, inbox: InboxEntry) -> str:
    """Who gets the journal copy: nobody where the provider files Sent itself or the envelope sender is empty."""
    if account.files_sent or account.journal == "off" or account.envelope == "<>":
        return ""
    return account.journal or inbox.addresses[0]


def envelope_of(account: AccountEntry, inbox: InboxEntry) -> str:
    """MAIL FROM: where bounces go, so that they are seen. "" is the null path, by choice only."""
    if account.envelope == "<>":
        return ""
    return account.envelope or inbox.addresses[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scribe:
    """Words and composes the letters of one policy."""

    policy: Policy
    wording: Wording
    secret: bytes

    def acknowledgement(
        self,
        facts: Acknowledgement,
        *,
        message: Message,
        thread: Thread,
        proof: Proof,
        first: bool,
        hold: str,
        now: datetime,
    ) -> tuple[Letter, Worded]:
        """The acknowledgement of `message`, held for a person where `hold` says why."""
        inbox = self.policy.inboxes[facts.inbox]
        account = self.policy.accounts[inbox.account]
        worded = self.wording.render_acknowledgement(facts, self.policy, now)
        key = once_key(inbox.key, message.identity)
        sender = next(
            (address for address in inbox.addresses if address in map(bare, message.addressed)), inbox.addresses[0]
        )
        own_id = message_id(self.secret, key, LetterKind.ACKNOWLEDGEMENT, 0, sender.rpartition("@")[2])
        own_mark = mark(self.secret, key)
        octets = compose(
            automatic="auto-replied",
            sender_name=inbox.sender.get(facts.language, self.policy.company.name),
            sender=sender,
            recipient=facts.to,
            subject=worded.subject,
            text=worded.text,
            message_id=own_id,
            mark=own_mark,
            date=now,
            parent=Parent(
                message_id=message.message_id, in_reply_to=message.in_reply_to, references=message.references
            ),
        )
        letter = Letter(
            once_key=key,
            kind=LetterKind.ACKNOWLEDGEMENT,
            inbox=inbox.key,
            account=account.key,
            thread_id=thread.thread_id,
            sender=envelope_of(account, inbox),
            recipient=ascii_address(facts.to),
            journal=journal_of(account, inbox),
            message_id=own_id,
            mark=own_mark,
            octets=octets,
            state=LetterState.HELD if hold else LetterState.READY,
            created_at=now,
            send_before=send_before(facts.promise, self.policy.calendars[facts.promise.calendar], now=now),
            next_attempt_at=now,
            reason=hold,
            proven_sender=proof is Proof.PROVEN,
            first_time=first,
        )
        return letter, worded

    def notice(self, worded: Worded, *, to: str, inbox: InboxEntry, key: str, now: datetime) -> Letter:
        """A notice to a colleague, sent from the inbox's own address."""
        account = self.policy.accounts[inbox.account]
        sender = inbox.addresses[0]
        once = f"notice|{key}"
        own_id = message_id(self.secret, once, LetterKind.NOTICE, 0, sender.rpartition("@")[2])
        own_mark = mark(self.secret, once)
        octets = compose(
            automatic="auto-generated",
            sender_name=self.policy.company.name,
            sender=sender,
            recipient=to,
            subject=worded.subject,
            text=worded.text,
            message_id=own_id,
            mark=own_mark,
            date=now,
        )
        return Letter(
            once_key=once,
            kind=LetterKind.NOTICE,
            inbox=inbox.key,
            account=account.key,
            thread_id=None,
            sender=envelope_of(account, inbox),
            recipient=ascii_address(to),
            journal=journal_of(account, inbox),
            message_id=own_id,
            mark=own_mark,
            octets=octets,
            created_at=now,
            send_before=now + GIVE_UP_AFTER,
            next_attempt_at=now,
            proven_sender=True,
        )


def marks_of(messages: Sequence[Message], secret: bytes, marks: frozenset[str]) -> frozenset[str]:
    """Identities of the mails whose acknowledgement's mark is among `marks`: they were answered already."""
    if not marks:
        return frozenset()
    return frozenset(m.identity for m in messages if mark(secret, once_key(m.inbox, m.identity)) in marks)
