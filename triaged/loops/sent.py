"""Sees answers wherever people file them: every mail in a sent folder that names a thread."""

from collections.abc import Iterable
from datetime import datetime

from triaged.decide.mailed import remembered
from triaged.loops.handle import act
from triaged.mail.limits import ParseLimits
from triaged.mail.parse import parse
from triaged.model.finding import Finding
from triaged.model.mail import Headline, Message, RawMessage
from triaged.model.stored import Direction, TrailEntry
from triaged.model.thread import Happening, Kind, Proof, Thread
from triaged.model.tx import Tx
from triaged.policy.shape import InboxEntry, Policy
from triaged.rules.answered import answered, flagged

FLAGGED = "flagged as answered"
"""The trail's word for it: people are asked once about the flag of a mail."""


def from_headline(headline: Headline, inbox: str, limits: ParseLimits) -> Message | None:
    """The mail as far as its headline shows it; None when it cannot be read."""
    raw = RawMessage(
        inbox=inbox,
        folder=headline.folder,
        uidvalidity=headline.uidvalidity,
        uid=headline.uid,
        received=headline.received,
        size=headline.size,
        octets=headline.fields,
        flags=headline.flags,
        whole=False,
    )
    message = parse(raw, limits)
    return message if isinstance(message, Message) else None


def note_sent(tx: Tx, messages: Iterable[Message], *, inbox: InboxEntry, policy: Policy, now: datetime) -> None:
    """Decide for mails in a sent folder whether they answer a thread, and write it. Each mail counts once."""
    for message in messages:
        ids = (*message.in_reply_to, *reversed(message.references))
        named = tx.joined(inbox.key, ids) if ids else ()
        if not named:
            continue
        answer, findings = answered(
            message, in_sent=True, own=False, named=named, proof=Proof.PROVEN, policy=policy, inbox=inbox
        )
        thread = None if answer.thread_id is None else tx.thread(answer.thread_id)
        if thread is None or not note_answer(tx, message, thread.thread_id):
            continue
        happening = Happening.ANSWER if answer.answered else Happening.ELSEWHERE if answer.asks else None
        if happening is not None:
            who = who_answered(message, policy)
            act(tx, thread, happening, policy=policy, at=message.received, now=now, who=who, findings=findings)
        if answer.answered:
            tx.answer_seen(thread.inbox)


def who_answered(message: Message, policy: Policy) -> str:
    """The colleague who wrote it, by key; their address where rules.toml knows nobody by it."""
    author = message.author
    if author is None:
        return message.inbox
    return next((key for key, person in policy.people.items() if author.key in person.mail), author.address)


def note_flagged(tx: Tx, messages: Iterable[Message], *, inbox: InboxEntry, policy: Policy, now: datetime) -> None:
    r"""Customers' mails that carry \Answered while the thread is still ours: ask, but never count it as an answer."""
    for message in messages:
        named = tx.joined(inbox.key, [message.message_id]) if message.message_id else ()
        for joined in named[:1]:
            question, findings = flagged(message, thread=joined.thread)
            if joined.thread.asks not in {"", question}:
                continue
            if question and _first_asked(tx, message, joined.thread, findings, now):
                who = "\\Answered"
                act(tx, joined.thread, Happening.ELSEWHERE, policy=policy, at=now, now=now, who=who)


def _first_asked(tx: Tx, message: Message, thread: Thread, findings: tuple[Finding, ...], now: datetime) -> bool:
    """Whether people must be asked about the flag of this mail; the trail remembers that they were.

    The flag stays on the mail and is read with each new connection: what people decided about it lasts. A mail that the
    thread only names says nothing of it. A question that is open already is about this flag, too.
    """
    mails = (mail for mail in tx.messages(thread.thread_id) if mail.direction is Direction.CUSTOMER)
    stored = next((mail.stored_id for mail in mails if mail.message_id == message.message_id), None)
    trail = tx.trail(thread.thread_id)
    if stored is None or any(entry.event == FLAGGED and entry.stored_id == stored for entry in trail):
        return False
    entry = TrailEntry(at=now, event=FLAGGED, findings=findings, thread_id=thread.thread_id, stored_id=stored)
    tx.add_trail(entry)
    return not thread.asks


def note_answer(tx: Tx, message: Message, thread_id: int) -> bool:
    """Remember a colleague's mail; False when it was there already, be it as a copy that came another way."""
    known = (mail for mail in tx.messages(thread_id) if mail.direction is Direction.AGENT)
    if message.message_id is not None and any(mail.message_id == message.message_id for mail in known):
        return False
    return tx.add_message(remembered(message, thread_id, Direction.AGENT, Kind.PERSON)) is not None
