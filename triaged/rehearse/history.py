"""What does past mail teach, before the first new one comes?

It goes through the desk's own intake, and no letter is written: who is a person, which mails are one conversation and
what is an answer is decided as of any mail. What is not seen is not taken for unanswered: before the first mail of
which an answer is known, and in files after the last answer, nothing is said about answers.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from triaged.mail.wording import Wording
from triaged.model.history import TEXT_KEPT, FiledMail, PastMail
from triaged.model.lesson import FirstWord
from triaged.model.mail import RawMessage
from triaged.model.stored import StoredMessage
from triaged.model.thread import Kind
from triaged.model.tx import Tx
from triaged.past.source import Past
from triaged.past.streams import Stream, next_of, streams_of
from triaged.policy.shape import Policy
from triaged.rehearse.desk import Desk, VirtualClock
from triaged.rehearse.replay import Progress, own_store

MOST, MOST_LESSONS = 10_000, 5_000
"""The newest so many conversations, and of them so many to learn topics from."""
LEAST_OUTSIDE = 0.25
"""Mails outside the folders to one inside, below which most of what is about other things would be named after one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What was read, and what it teaches. `undated` were left out; `unreadable` would be in quarantine.

    `mails` have an answer or were open for as long as answers were looked for. `inside`: how many were filed by topic,
    by its key; `outside`: how many people answered since and left where they were. `filed` are both, as far as topics
    can be learned from them.
    """

    names: tuple[str, ...]
    missing: tuple[str, ...]
    since: datetime
    read: int
    sent: int
    undated: int
    unreadable: int
    mails: tuple[PastMail, ...]
    inside: Mapping[str, int]
    outside: int
    filed: tuple[FiledMail, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Began:
    """The mail that began a conversation, and when a person answered first."""

    mail: StoredMessage
    language: str
    answered_at: datetime | None


async def read_history(past: Past, *, policy: Policy, inbox: str, wording: Wording, progress: Progress) -> History:
    """Read it once. Raises FileUnreadable and what a source's connection raises."""
    streams, since, _ = await streams_of(past)
    silent = replace(policy, inboxes={**policy.inboxes, inbox: replace(policy.inboxes[inbox], send="off")})
    async with own_store() as store:
        desk = Desk(policy=silent, entry=silent.inboxes[inbox], wording=wording, store=store, clock=VirtualClock(since))
        await _replay(desk, streams, progress)
        began = await store.transact(lambda tx: _began(tx, past))
        unreadable = await store.transact(lambda tx: len(tx.quarantined()))
    sources = (*past.mails, *past.sent)
    inside = [each for each in began if each.mail.folder in past.filed]
    outside = _outside(began, inside, past)
    return History(
        names=tuple(source.name for source in sources),
        missing=past.missing,
        since=since,
        read=desk.mails,
        sent=desk.sent,
        undated=sum(source.undated for source in sources),
        unreadable=unreadable,
        mails=_mails(began, past, _looked_until(past, streams)),
        inside=Counter(past.filed[each.mail.folder] for each in inside),
        outside=len(outside),
        filed=_lessons(inside, outside, past, policy),
    )


async def _replay(desk: Desk, streams: Sequence[Stream], progress: Progress) -> None:
    total, done = sum(len(stream.arrivals) for stream in streams), 0
    await desk.open()
    while (following := next_of(streams)) is not None:
        desk.clock.now, stream = following
        mail = await stream.take()
        if isinstance(mail, RawMessage):
            await desk.arrives(mail)
        elif mail is not None:
            await desk.was_sent(mail)
        done += 1
        progress(done, total, desk.clock.now)


def _looked_until(past: Past, streams: Sequence[Stream]) -> datetime:
    """Until when an answer would have been seen: files tell nothing after the last one in them."""
    if not past.ended:
        return past.now
    return max((stream.arrivals[-1].at for stream in streams if stream.sent and stream.arrivals), default=past.now)


def _began(tx: Tx, past: Past) -> tuple[_Began, ...]:
    """The newest conversations that a person began, oldest first."""
    first: dict[int, datetime | None] = {}
    for entry in tx.ledger(past.now):
        if entry.thread_id is not None:
            known = first.setdefault(entry.thread_id, None)
            if entry.event == "answered":
                first[entry.thread_id] = entry.at if known is None else min(known, entry.at)
    found: list[_Began] = []
    for thread_id in sorted(first, reverse=True):
        thread = tx.thread(thread_id)
        mail = next((mail for mail in tx.messages(thread_id) if mail.judged), None)
        if thread is not None and thread.kind is Kind.PERSON and mail is not None:
            found.append(_Began(mail=mail, language=thread.triage.language, answered_at=first[thread_id]))
        if len(found) == MOST:
            break
    return tuple(reversed(found))


def _mails(began: Sequence[_Began], past: Past, until: datetime) -> tuple[PastMail, ...]:
    """None where no answer is known at all: then people answer somewhere that we cannot see."""
    since = next((each.mail.received_at for each in began if each.answered_at is not None), until)
    return tuple(_mail(each, past, until) for each in began if since <= each.mail.received_at < until)


def _mail(began: _Began, past: Past, until: datetime) -> PastMail:
    mail, word = began.mail, FirstWord.of_text(began.mail.judged)
    answered = None if began.answered_at is None else max(began.answered_at, mail.received_at)
    return PastMail(
        key=mail.identity,
        inbox=mail.inbox,
        arrived_at=mail.received_at,
        answered_at=answered,
        seen_until=until,
        urgency=word.urgency,
        topic=past.filed.get(mail.folder, word.topic),
    )


def _outside(began: Sequence[_Began], inside: Sequence[_Began], past: Past) -> list[_Began]:
    """What people answered and left outside since they began to file by topic."""
    since = inside[0].mail.received_at if inside else past.now
    return [
        each
        for each in began
        if each.mail.folder not in past.filed and each.answered_at is not None and each.mail.received_at >= since
    ]


def _lessons(inside: Sequence[_Began], outside: Sequence[_Began], past: Past, policy: Policy) -> tuple[FiledMail, ...]:
    """What topics are learned from: at most as many from outside as from inside.

    None where too little from outside was read, unless people file under every topic there is: what never saw mail
    about other things takes it for one of the topics.
    """
    topics = {past.filed[each.mail.folder] for each in inside}
    if len(outside) < LEAST_OUTSIDE * len(inside) and topics != set(policy.topics):
        return ()
    others = outside[-min(len(inside), MOST_LESSONS // 2) :] if inside else []
    chosen = sorted((*inside[len(others) - MOST_LESSONS :], *others), key=lambda each: each.mail.received_at)
    return tuple(_filed(each, past) for each in chosen)


def _filed(began: _Began, past: Past) -> FiledMail:
    mail = began.mail
    return FiledMail(
        key=mail.identity,
        inbox=mail.inbox,
        subject=mail.subject[:TEXT_KEPT],
        text=mail.text[:TEXT_KEPT],
        language=began.language,
        received_at=mail.received_at,
        topic=past.filed.get(mail.folder, ""),
    )
