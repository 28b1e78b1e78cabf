"""Writes letters: from what was decided to frozen octets in the outbox. Needs nothing but its arguments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from triaged.mail.compose import Automatic, Parent, compose
from triaged.mail.letter_headers import ascii_address
from triaged.mail.mark import mark, message_id
from triaged.mail.plain import reply_subject
from triaged.mail.reference import printed
from triaged.mail.safe_words import NO_SUBJECT
from triaged.mail.wording import Worded, Wording
from triaged.model.article import Offer
from triaged.model.letter import Acknowledgement, IncidentLetter, Letter, LetterKind, LetterState, Renewal
from triaged.model.mail import Message
from triaged.model.stored import StoredMessage
from triaged.model.thread import Proof, Thread
from triaged.policy.ours import bare
from triaged.policy.shape import AccountEntry, InboxEntry, Policy
from triaged.rules.promise import send_before
from triaged.rules.resend import GIVE_UP_AFTER

MOST_REWORDED = 3
"""So often a letter that waits is written anew without a name; then it stays as it is."""


def once_key(inbox: str, identity: str, reworded: int = 0) -> str:
    """The key of a mail's acknowledgement: one per mail, whatever UID it has, and one each time it is written anew."""
    return f"ack{reworded or ''}|{inbox}|{identity}"


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
class Purpose:
    """What a letter is for. `key`: there is never a second one with it. `promise_id`: the promise that it is about."""

    kind: LetterKind
    key: str
    inbox: InboxEntry
    recipient: str
    language: str = ""
    thread_id: int | None = None
    parent: Parent | None = None
    promise_id: int | None = None


AUTOMATIC: Mapping[LetterKind, Automatic] = MappingProxyType(
    {
        LetterKind.ACKNOWLEDGEMENT: "auto-replied",
        LetterKind.RENEWAL: "auto-generated",
        LetterKind.INCIDENT: "auto-generated",
        LetterKind.NOTICE: "auto-generated",
    }
)
"""Auto-Submitted of each kind of letter (RFC 3834). An agent's reply bears none: a person wrote it."""


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
        leaves_at: datetime,
        now: datetime,
    ) -> tuple[Letter, Worded]:
        """The acknowledgement of `message`, held for a person where `hold` says why; it leaves at `leaves_at`."""
        inbox = self.policy.inboxes[facts.inbox]
        worded = self.wording.render_acknowledgement(facts, self.policy, now)
        sender = next(
            (address for address in inbox.addresses if address in map(bare, message.addressed)), inbox.addresses[0]
        )
        purpose = Purpose(
            kind=LetterKind.ACKNOWLEDGEMENT,
            key=once_key(inbox.key, message.identity),
            inbox=inbox,
            recipient=facts.to,
            language=facts.language,
            thread_id=thread.thread_id,
            parent=Parent(
                message_id=message.message_id, in_reply_to=message.in_reply_to, references=message.references
            ),
            promise_id=None if thread.promise is None else thread.promise.promise_id,
        )
        letter = replace(
            self._letter(worded, purpose, sender=sender, now=now),
            state=LetterState.HELD if hold else LetterState.READY,
            next_attempt_at=leaves_at,
            send_before=send_before(facts.promise, self.policy.calendar(facts.promise.calendar), now=leaves_at),
            reason=hold,
            proven_sender=proof is Proof.PROVEN,
            first_time=first,
            answers_at=message.received,
            offers=_named_in(worded.text, facts.articles),
        )
        return letter, worded

    def reworded(
        self, facts: Acknowledgement, *, before: Letter, answering: StoredMessage, number: int, now: datetime
    ) -> tuple[Letter, Worded]:
        """An acknowledgement that waits, written anew in other words: it waits as the one before did."""
        worded = self.wording.render_acknowledgement(facts, self.policy, now)
        purpose = Purpose(
            kind=LetterKind.ACKNOWLEDGEMENT,
            key=once_key(before.inbox, answering.identity, number),
            inbox=self.policy.inboxes[before.inbox],
            recipient=facts.to,
            language=facts.language,
            thread_id=before.thread_id,
            parent=parent_of(answering.message_id),
            promise_id=before.promise_id,
        )
        letter = replace(
            self._letter(worded, purpose, now=now),
            state=before.state,
            send_before=before.send_before,
            next_attempt_at=before.next_attempt_at,
            reason=before.reason,
            proven_sender=before.proven_sender,
            first_time=before.first_time,
            answers_at=before.answers_at,
            offers=_named_in(worded.text, facts.articles),
        )
        return letter, worded

    def reply(
        self, text: str, *, thread: Thread, parent: Parent, number: int, digest: str, person: str, now: datetime
    ) -> Letter:
        """What a colleague wrote to the customer of the thread: their words and nothing else.

        `number` counts the replies of the thread, `digest` is that of the text. Raises UnsafeAddress where no letter
        can go to the customer.
        """
        prefix = self.policy.letters.reference
        tag = printed(thread.reference, prefix) if prefix else ""
        language = thread.triage.language
        empty = NO_SUBJECT.get(language, NO_SUBJECT["en"])
        worded = Worded(reply_subject(thread.subject, tag=tag, empty=empty), text)
        purpose = Purpose(
            kind=LetterKind.REPLY,
            key=f"reply|{thread.thread_id}|{number}|{digest}",
            inbox=self.policy.inboxes[thread.inbox],
            recipient=thread.customer,
            language=language,
            thread_id=thread.thread_id,
            parent=parent,
        )
        return replace(self._letter(worded, purpose, now=now), proven_sender=True, person=person)

    def renewal(
        self,
        facts: Renewal,
        *,
        thread: Thread,
        answering: str | None,
        promise_id: int,
        now: datetime,
        earlier: int = 0,
    ) -> tuple[Letter, Worded]:
        """The letter that says that we are late, in answer to the customer's mail with the id `answering`.

        What was not missed yet is told before the promise passes, or not in these words. `earlier`: so many letters
        that told it never left: the relay was away too long, or who they named is not there.
        """
        worded = self.wording.render_renewal(facts, self.policy, now)
        calendar = self.policy.calendar(facts.promise.calendar)
        latest = send_before(facts.promise, calendar, now=now) if facts.missed else facts.broken.reply_by
        purpose = Purpose(
            kind=LetterKind.RENEWAL,
            key=f"renewal|{promise_id}|{'missed' if facts.missed else 'late'}" + (f"|{earlier}" if earlier else ""),
            inbox=self.policy.inboxes[facts.inbox],
            recipient=facts.to,
            language=facts.language,
            thread_id=thread.thread_id,
            parent=parent_of(answering),
            promise_id=promise_id,
        )
        return replace(self._letter(worded, purpose, now=now), send_before=latest, proven_sender=thread.proven), worded

    def incident(
        self,
        facts: IncidentLetter,
        *,
        key: str,
        thread: Thread,
        answering: str | None,
        promise_id: int | None,
        hold: str,
        leaves_at: datetime,
        now: datetime,
    ) -> tuple[Letter, Worded]:
        """What a customer hears of an incident, held for a person where `hold` says why, not before `leaves_at`.

        `promise_id` is the shared promise that it tells, or keeps. Raises UnsafeAddress.
        """
        inbox = self.policy.inboxes[facts.inbox]
        worded = self.wording.render_incident(facts, self.policy, now)
        purpose = Purpose(
            kind=LetterKind.INCIDENT,
            key=key,
            inbox=inbox,
            recipient=facts.to,
            language=facts.language,
            thread_id=thread.thread_id,
            parent=parent_of(answering),
            promise_id=promise_id,
        )
        letter = replace(
            self._letter(worded, purpose, now=now),
            state=LetterState.HELD if hold else LetterState.READY,
            reason=hold,
            next_attempt_at=leaves_at,
            send_before=send_before(facts.promise, self.policy.calendar(facts.promise.calendar), now=now),
            proven_sender=thread.proven,
        )
        return letter, worded

    def notice(self, worded: Worded, *, to: str, inbox: InboxEntry, key: str, now: datetime) -> Letter:
        """A notice to a colleague, sent from the inbox's own address."""
        purpose = Purpose(kind=LetterKind.NOTICE, key=f"notice|{key}", inbox=inbox, recipient=to)
        return replace(self._letter(worded, purpose, now=now), send_before=now + GIVE_UP_AFTER, proven_sender=True)

    def confirmation(
        self, worded: Worded, *, to: str, inbox: InboxEntry, identity: str, parent: Parent, now: datetime
    ) -> Letter:
        """The answer to a mail that ordered something. There is one, however often that mail is read."""
        key = f"confirm|{inbox.key}|{identity}"
        purpose = Purpose(kind=LetterKind.NOTICE, key=key, inbox=inbox, recipient=to, parent=parent)
        return replace(self._letter(worded, purpose, now=now), send_before=now + GIVE_UP_AFTER, proven_sender=True)

    def _letter(self, worded: Worded, purpose: Purpose, *, now: datetime, sender: str = "") -> Letter:
        """A letter with its octets frozen, ready to go."""
        inbox, key = purpose.inbox, purpose.key
        account = self.policy.accounts[inbox.account]
        sender = sender or inbox.addresses[0]
        own_id = message_id(self.secret, key, purpose.kind, 0, sender.rpartition("@")[2])
        own_mark = mark(self.secret, key)
        name = self.policy.company.name
        octets = compose(
            automatic=_automatic(purpose),
            sender_name=inbox.sender.get(purpose.language, name) if purpose.language else name,
            sender=sender,
            recipient=purpose.recipient,
            subject=worded.subject,
            text=worded.text,
            message_id=own_id,
            mark=own_mark,
            date=now,
            parent=purpose.parent,
        )
        return Letter(
            once_key=key,
            kind=purpose.kind,
            inbox=inbox.key,
            account=account.key,
            thread_id=purpose.thread_id,
            sender=envelope_of(account, inbox),
            recipient=ascii_address(purpose.recipient),
            journal=journal_of(account, inbox),
            message_id=own_id,
            mark=own_mark,
            octets=octets,
            created_at=now,
            next_attempt_at=now,
            promise_id=purpose.promise_id,
        )


def _named_in(text: str, articles: tuple[Offer, ...]) -> tuple[Offer, ...]:
    """Those that the letter really names: the owner's templates, and the built-in words, may leave them out."""
    return tuple(offer for offer in articles if offer.url in text)


def _automatic(purpose: Purpose) -> Automatic | None:
    """What a letter says of itself: a notice that answers a mail is a reply as an acknowledgement is."""
    if purpose.kind is LetterKind.NOTICE and purpose.parent is not None:
        return "auto-replied"
    return AUTOMATIC.get(purpose.kind)


def parent_of(message_id: str | None) -> Parent | None:
    """What a letter answers, where only the id of the customer's mail is known."""
    return None if message_id is None else Parent(message_id=message_id, in_reply_to=(), references=())


def marks_of(messages: Sequence[Message], secret: bytes, marks: frozenset[str]) -> frozenset[str]:
    """Identities of the mails whose acknowledgement's mark is among `marks`: they were answered already."""
    if not marks:
        return frozenset()
    numbers = range(MOST_REWORDED + 1)
    return frozenset(
        m.identity for m in messages if any(mark(secret, once_key(m.inbox, m.identity, n)) in marks for n in numbers)
    )
