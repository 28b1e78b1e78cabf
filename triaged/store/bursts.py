"""What mails are about, as numbers of their words, and bursts that people were told of."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, ColumnElement, Integer, bindparam, case, delete, func, or_, select, update

from triaged.errors import StaleState
from triaged.model.burst import Arrivals, Burst, Like, packed, unpacked
from triaged.store import tables as t
from triaged.store.run import Row, Runner, Upsert, insert_into
from triaged.store.times import DAY, micros, moment, span_micros

WEEK = 7 * DAY
_like, _thread, _burst = t.likeness.c, t.thread.c, t.burst.c
_IN_INBOX = _like.inbox == bindparam("in_inbox")
_SINCE = _like.at >= bindparam("since")
_MOST = bindparam("most", type_=Integer)
_OF_INCIDENTS = select(_thread.id).where(_thread.incident_id.is_not(None))
_UNTIL = bindparam("until", type_=BigInteger)
_WITHIN = bindparam("within", type_=BigInteger)

NOTE = insert_into(t.likeness)
FORGET = delete(t.likeness).where(_IN_INBOX, _like.at < bindparam("before"))
INBOXES = select(_like.inbox).distinct()
NEWEST = select(func.max(_like.thread_id))
LIKES = (
    select(_like.thread_id, _thread.customer_key, _like.at, _like.numbers)
    .select_from(t.likeness.join(t.thread, _thread.id == _like.thread_id))
    .where(_IN_INBOX, _SINCE, _thread.incident_id.is_(None), _thread.merged_id.is_(None))
    .where(or_(_thread.closed_at.is_(None), _thread.answered_at.is_not(None)))
    .order_by(_like.at.desc(), _like.thread_id.desc())
    .limit(_MOST)
)
_BEFORE = (_IN_INBOX, _SINCE, _like.at < _UNTIL, _like.thread_id.not_in(_OF_INCIDENTS))
BEFORE = select(_like.at, _like.numbers).where(*_BEFORE).order_by(_like.at.desc()).limit(_MOST)


def _lately(every: int) -> ColumnElement[int]:
    """1 for what arrived in the last `within` of each of these times, counted back from `until`."""
    return case(((_UNTIL - _like.at) % every < _WITHIN, 1), else_=0)


ARRIVALS = select(
    func.count(),
    func.coalesce(func.sum(_lately(DAY)), 0),
    func.coalesce(func.sum(_lately(WEEK)), 0),
    func.min(_like.at),
).where(_IN_INBOX, _SINCE, _like.at < _UNTIL)

BURST = tuple(c for c in _burst)
ADD_BURST = Upsert(
    table=t.burst, columns=tuple(c.name for c in BURST if c.name != "id"), keys=("id",), returning=("id",)
)
UPDATE_BURST = update(t.burst).where(_burst.id == bindparam("key"))
UPDATE_BURST = UPDATE_BURST.values(core=bindparam("words"), last_at=bindparam("last"), grown_at=bindparam("grown"))
ONE_BURST = select(*BURST).where(_burst.id == bindparam("key"))
BURSTS = select(*BURST).where(_burst.last_at >= bindparam("since")).order_by(_burst.id)


class BurstQueries:
    """Part of Transaction: see triaged.model.tx.BurstTx for what each method promises."""

    _run: Runner

    def note_numbers(self, inbox: str, begun: Iterable[tuple[int, datetime, bytes]]) -> None:
        """Keep of these threads when their mail arrived, and the numbers of its words."""
        rows = [
            {"thread_id": thread_id, "inbox": inbox, "at": micros(at), "numbers": numbers}
            for thread_id, at, numbers in begun
        ]
        self._run.many(NOTE, rows)

    def forget_numbers(self, before: datetime) -> None:
        """What arrived before then is not needed any more."""
        for (inbox,) in self._run.all(INBOXES):
            self._run.count(FORGET, in_inbox=inbox, before=micros(before))

    def newest_like(self) -> int:
        """The highest number of a thread of which numbers are kept, in any inbox; 0 when there is none."""
        return int(self._run.one(NEWEST)[0] or 0)

    def likes(self, inbox: str, since: datetime, *, limit: int = 500) -> tuple[Like, ...]:
        """Threads whose first mail arrived since then, the newest so many, oldest first."""
        rows = self._run.all(LIKES, in_inbox=inbox, since=micros(since), most=limit)
        return tuple(
            Like(thread_id=row[0], customer=row[1], at=moment(row[2]), numbers=frozenset(unpacked(row[3])))
            for row in reversed(rows)
        )

    def numbers_before(
        self, inbox: str, until: datetime, *, since: datetime, limit: int = 20_000
    ) -> list[tuple[datetime, bytes]]:
        """When mails arrived in that time, and their numbers as they were kept; newest first, without incidents'."""
        rows = self._run.all(BEFORE, in_inbox=inbox, since=micros(since), until=micros(until), most=limit)
        return [(moment(row[0]), row[1]) for row in rows]

    def arrivals(self, inbox: str, until: datetime, *, since: datetime, within: timedelta) -> Arrivals:
        """How many such mails arrived in that time, and in the last `within` of each day and week before `until`."""
        end = micros(until)
        in_all, hourly, weekly, first = self._run.one(
            ARRIVALS, in_inbox=inbox, since=micros(since), until=end, within=span_micros(within)
        )
        span = end - (first if first is not None else end)
        return Arrivals(
            in_all=in_all,
            this_hour=float(hourly) / max(span / DAY, 1.0),
            this_weekday=float(weekly) / max(span / WEEK, 1.0),
        )

    def add_burst(self, burst: Burst) -> int:
        """People are told of a burst; returns its number."""
        row = self._run.one(
            ADD_BURST,
            inbox=burst.inbox,
            core=packed(burst.core),
            since=micros(burst.since),
            told_at=micros(burst.told_at),
            customers=burst.customers,
            last_at=micros(burst.last_at),
            grown_at=micros(burst.grown_at),
        )
        return int(row[0])

    def update_burst(self, burst: Burst) -> None:
        """Write `core`, `last_at` and `grown_at`. Raises StaleState when there is none."""
        written = self._run.count(
            UPDATE_BURST,
            key=burst.burst_id,
            words=packed(burst.core),
            last=micros(burst.last_at),
            grown=micros(burst.grown_at),
        )
        if written != 1:
            raise StaleState(f"there is no burst number {burst.burst_id}")

    def burst(self, burst_id: int) -> Burst | None:
        """One burst."""
        row = self._run.first(ONE_BURST, key=burst_id)
        return _burst_of(row) if row else None

    def bursts(self, since: datetime) -> tuple[Burst, ...]:
        """Bursts whose newest mail is not older, of all inboxes, oldest first."""
        return tuple(_burst_of(row) for row in self._run.all(BURSTS, since=micros(since)))


def _burst_of(row: Row) -> Burst:
    number, inbox, core, since, told_at, customers, last_at, grown_at = row
    return Burst(
        burst_id=number,
        inbox=inbox,
        core=frozenset(unpacked(core)),
        since=moment(since),
        told_at=moment(told_at),
        customers=customers,
        last_at=moment(last_at),
        grown_at=moment(grown_at),
    )
