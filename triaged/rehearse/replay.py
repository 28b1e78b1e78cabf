"""Replays past mail, and tells what became of it."""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from triaged.mail.wording import Wording
from triaged.model.mail import Headline, RawMessage
from triaged.model.ports import Judge
from triaged.model.thread import Thread
from triaged.model.tx import Store, Tx
from triaged.past.source import Past
from triaged.past.streams import Stream, next_of, streams_of
from triaged.policy.shape import Policy, RenewalPolicy
from triaged.rehearse.anonymous import unnamed_house, unnamed_letters, unnamed_rows
from triaged.rehearse.courses import Course, courses
from triaged.rehearse.desk import Desk, VirtualClock, as_if_sent
from triaged.rehearse.examples import Example, examples, silent
from triaged.rehearse.judged import Judged, judged
from triaged.rehearse.samples import Sample, Sort, samples
from triaged.rehearse.suggest import Suggestion, suggest
from triaged.rehearse.times import Times, times
from triaged.rehearse.waits import waits
from triaged.report.ledger import By, Report, report
from triaged.report.rehearsal import Disturbed, Shape, Stopped, disturbed, shape
from triaged.rules.articles import NO_SHELF, Shelf
from triaged.store.open import Role, open_store

SHOWN_UNANSWERED = 20
USUAL_LEVEL = 0.95

Progress = Callable[[int, int, datetime], None]
"""Told how many of how many mails were replayed, and up to which moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """What time was replayed, and in which zone its days begin."""

    since: datetime
    until: datetime
    zone: ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be told, and how: see `rehearse`. `assumed_on`: rules.toml does not send letters yet."""

    level: float
    nobody: bool
    assumed_on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsed:
    """What would have been.

    `mails` and `sent` were replayed, `undated` left out. `unreadable`: mails that would be in quarantine. `assumed_on`:
    letters are not switched on in rules.toml. `weeks`: the report, by week. `silent`: mails that were not acknowledged,
    by the row that said so. `written`: letters to customers by sort, `samples` some of them. `held`: letters that
    waited for a person, by reason, `held_mails` what they would have answered. `newest`: the newest conversations.
    """

    inbox: str
    names: tuple[str, ...]
    period: Period
    mails: int
    sent: int
    undated: int
    unreadable: int
    assumed_on: bool
    report: Report
    weeks: Report
    shape: Shape
    times: Times
    judged: Judged
    silent: Mapping[str, tuple[Example, ...]]
    samples: tuple[Sample, ...]
    written: Mapping[Sort, int]
    suggestion: Suggestion
    disturbed: tuple[Disturbed, ...]
    unanswered: tuple[Thread, ...]
    newest: tuple[tuple[Thread, Course], ...]
    held: Mapping[str, int]
    held_mails: Mapping[str, tuple[Example, ...]]
    renewal: RenewalPolicy
    enough_answers: datetime | None
    doubted: Stopped | None
    stopped: tuple[Stopped, ...]


async def rehearse(
    past: Past,
    *,
    policy: Policy,
    inbox: str,
    wording: Wording,
    progress: Progress,
    level: float = USUAL_LEVEL,
    nobody: bool = False,
    shelf: Shelf = NO_SHELF,
    judge: Judge | None = None,
) -> Rehearsed:
    """Replay it on a desk of its own; `level` is the share of promises that a suggested policy is to keep.

    `shelf`: the help articles that letters may name. `judge`: who judges, None: the words alone. `nobody`: letters and
    rows name nobody; the rest is left to anonymous.without_names. Raises FileUnreadable and what a source's connection
    raises.
    """
    asked = Asked(level=level, nobody=nobody, assumed_on=policy.inboxes[inbox].send != "on")
    streams, since, until = await streams_of(past)
    rehearsed = as_if_sent(policy, inbox)
    async with own_store() as store:
        desk = Desk(
            policy=rehearsed,
            entry=rehearsed.inboxes[inbox],
            wording=wording,
            store=store,
            clock=VirtualClock(since),
            shelf=shelf,
            judge=judge,
        )
        await _replay(desk, streams, until, progress)
        period = Period(since=since, until=until, zone=ZoneInfo(next(iter(policy.calendars.values())).zone))
        return await store.transact(lambda tx: _told(tx, desk, past, period, asked))


@asynccontextmanager
async def own_store() -> AsyncIterator[Store]:
    """A store that nobody else has, and that is gone afterwards."""
    with TemporaryDirectory(prefix="triaged-rehearsal-") as folder:
        store = open_store(f"sqlite:{Path(folder) / 'rehearsal.db'}", role=Role.REHEARSAL)
        try:
            yield store
        finally:
            await store.close()


async def _replay(desk: Desk, streams: Sequence[Stream], until: datetime, progress: Progress) -> None:
    total, done = sum(len(stream.arrivals) for stream in streams), 0
    await desk.open()
    while (following := next_of(streams)) is not None:
        at, stream = following
        await desk.pass_until(at)
        await _happens(desk, await stream.take())
        done += 1
        progress(done, total, at)
    await desk.pass_until(until)


async def _happens(desk: Desk, mail: RawMessage | Headline | None) -> None:
    if isinstance(mail, RawMessage):
        await desk.arrives(mail)
    elif mail is not None:
        await desk.was_sent(mail)
    await desk.settle()


def _told(tx: Tx, desk: Desk, past: Past, period: Period, asked: Asked) -> Rehearsed:
    until, zone, policy = period.until, period.zone, desk.policy
    suggested = suggest(waits(tx.ledger(until), policy=policy, until=until), policy=policy, level=asked.level)
    seen = shape(tx.ledger(until), until=until, zone=zone)
    threads = (tx.thread(thread_id) for thread_id in seen.unanswered[:SHOWN_UNANSWERED])
    sources = (*past.mails, *past.sent)
    return Rehearsed(
        inbox=desk.entry.key,
        names=tuple(source.name for source in sources),
        period=period,
        mails=desk.mails,
        sent=desk.sent,
        undated=sum(source.undated for source in sources),
        unreadable=len(tx.quarantined()),
        assumed_on=asked.assumed_on,
        report=report(tx.ledger(until), until=until, zone=zone),
        weeks=report(tx.ledger(until), until=until, zone=zone, by=By.WEEK),
        shape=seen,
        times=times(tx.ledger(until), until=until, zone=zone),
        judged=judged(_threads(tx, until)),
        silent=silent(tx, tx.ledger(until)),
        samples=_letters(desk, nobody=asked.nobody),
        written=desk.noted.counts,
        suggestion=unnamed_rows(suggested) if asked.nobody else suggested,
        disturbed=disturbed(desk.heard, zone),
        unanswered=tuple(thread for thread in threads if thread is not None),
        newest=tuple(_newest(tx, until)),
        held=desk.noted.held,
        held_mails={why: examples(tx, mails) for why, mails in desk.noted.held_first.items()},
        renewal=policy.renewal,
        enough_answers=desk.enough_answers,
        doubted=desk.doubted,
        stopped=tuple(desk.stopped),
    )


def _letters(desk: Desk, *, nobody: bool) -> tuple[Sample, ...]:
    noted = desk.noted
    first = unnamed_letters(noted.first) if nobody else noted.first
    return samples(noted.counts, first, desk.wording, unnamed_house(desk.policy) if nobody else desk.policy)


def _newest(tx: Tx, until: datetime) -> Iterator[tuple[Thread, Course]]:
    for thread_id, course in courses(tx.ledger(until), until=until).items():
        thread = tx.thread(thread_id)
        if thread is not None:
            yield thread, course


def _threads(tx: Tx, until: datetime) -> Iterator[Thread]:
    """Every thread, once, as it is at the end."""
    for thread_id in {entry.thread_id for entry in tx.ledger(until)}:
        thread = None if thread_id is None else tx.thread(thread_id)
        if thread is not None:
            yield thread
