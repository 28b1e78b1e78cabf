"""Deadlines, lists for people, and the switches a person turns."""

from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Integer, Select, bindparam, delete, func, select, update

from triaged.model.stored import OpenBreaker
from triaged.model.thread import Thread
from triaged.store import tables as t
from triaged.store.kept import KeptQueries
from triaged.store.rows import clean, thread_of, threads_where
from triaged.store.run import Params, Runner, Statement, Upsert, word
from triaged.store.times import micros, moment

_thread = t.thread.c
_OPEN = _thread.closed_at.is_(None)
_OURS = _thread.turn == word("ours")
_DATED = _thread.due_at.is_not(None)
_PERSON = _thread.kind == word("person")
_most: BindParameter[int] = bindparam("most", type_=Integer)

_DUE = _thread.look_at.is_not(None)
TO_LOOK_AT = threads_where(_DUE, _thread.look_at <= bindparam("now")).order_by(_thread.look_at, _thread.id).limit(_most)
LOOK_AT_ALL = tuple(
    update(table).where(table.c.look_at > bindparam("now")).values(look_at=bindparam("now"))
    for table in (t.thread, t.incident)
)
NEXT_LOOK = select(func.min(_thread.look_at)).where(_DUE)
_in_rank = (
    select(_thread.id)
    .where(_OURS, _OPEN, _PERSON, _thread.team == bindparam("in_team"), _thread.urgency_rank <= bindparam("rank"))
    .where(_thread.incident_id.is_(None))  # one text answers all of an incident
    .limit(_most)
)
AHEAD = select(func.count()).select_from(_in_rank.subquery())
NEXT_DUE = select(func.min(_thread.due_at)).where(_OURS, _OPEN, _DATED, _thread.due_at > bindparam("now"))

BROKEN = threads_where(_OURS, _OPEN, _DATED, _PERSON, _thread.due_at <= bindparam("now"))
BROKEN = BROKEN.order_by(_thread.due_at.desc(), _thread.urgency_rank, _thread.opened_at, _thread.id).limit(_most)
NEAREST = threads_where(_OURS, _OPEN, _DATED, _PERSON, _thread.due_at > bindparam("now"))
NEAREST = NEAREST.order_by(_thread.due_at, _thread.urgency_rank, _thread.opened_at, _thread.id).limit(_most)
UNDATED = threads_where(_OURS, _OPEN, _thread.due_at.is_(None), _PERSON, _thread.incident_id.is_(None))
UNDATED = UNDATED.order_by(_thread.urgency_rank, _thread.opened_at, _thread.id).limit(_most)


def latest_first(statement: Select[Any]) -> Select[Any]:
    """The `most` threads with the newest mail."""
    return statement.order_by(_thread.last_mail_at.desc(), _thread.id.desc()).limit(_most)


WAITING = latest_first(threads_where(_thread.turn == word("theirs"), _OPEN))
MACHINES = latest_first(threads_where(_thread.kind == word("machine"), _OPEN))

OPEN_BREAKER = Upsert(table=t.breaker, columns=("inbox", "reason", "since"), keys=("inbox",), returning=("inbox",))
RESET_ALL = delete(t.breaker)
RESET = delete(t.breaker).where(t.breaker.c.inbox == bindparam("in_inbox"))
BREAKERS = select(t.breaker.c.inbox, t.breaker.c.reason, t.breaker.c.since).order_by(t.breaker.c.since)
BREAKER_RESET = "breaker reset"
PAUSE = Upsert(table=t.pause, columns=("id", "since"), keys=("id",), returning=("id",))
RESUME = delete(t.pause)
PAUSED = select(t.pause.c.since)


MOST_AHEAD = 2_000
"""More work than this is ahead of nobody: no promise reaches that far."""


class WatchQueries(KeptQueries):
    """Part of Transaction: see triaged.model.tx.WatchTx for what each method promises."""

    _run: Runner

    # ---- deadlines

    def to_look_at(self, now: datetime, *, limit: int = 1000) -> tuple[Thread, ...]:
        """Threads whose `look_at` has come, longest ago first."""
        return self._threads(TO_LOOK_AT, {"now": micros(now)}, limit)

    def next_look(self) -> datetime | None:
        """The earliest `look_at` of all threads."""
        return moment(self._run.one(NEXT_LOOK)[0])

    def look_at_all(self, now: datetime) -> None:
        """What would be looked at later, threads and incidents, is looked at now."""
        for statement in LOOK_AT_ALL:
            self._run.count(statement, now=micros(now))

    def work_ahead(self, team: str, rank: int) -> int:
        """How many open threads of the team, of at least this urgency (by rank), wait for us; at most MOST_AHEAD."""
        return int(self._run.one(AHEAD, in_team=team, rank=rank, most=MOST_AHEAD)[0])

    def next_due(self, now: datetime) -> datetime | None:
        """The next time after `now` at which a thread becomes overdue."""
        return moment(self._run.one(NEXT_DUE, now=micros(now))[0])

    # ---- lists

    def queue(self, now: datetime, *, limit: int = 1000) -> tuple[Thread, ...]:
        """What is ours to answer: broken times (latest first), nearest time, urgency, longest waiting."""
        listed = self._threads(BROKEN, {"now": micros(now)}, limit)
        listed += self._threads(NEAREST, {"now": micros(now)}, limit - len(listed))
        return listed + self._threads(UNDATED, {}, limit - len(listed))

    def waiting(self, *, limit: int = 1000) -> tuple[Thread, ...]:
        """Threads that wait for the customer, latest mail first."""
        return self._threads(WAITING, {}, limit)

    def machines(self, *, limit: int = 1000) -> tuple[Thread, ...]:
        """Open threads written by machines, latest mail first."""
        return self._threads(MACHINES, {}, limit)

    def _threads(self, statement: Statement, params: Params, limit: int) -> tuple[Thread, ...]:
        if limit <= 0:
            return ()
        return tuple(thread_of(row) for row in self._run.all(statement, most=limit, **params))

    # ---- switches

    def open_breaker(self, inbox: str, reason: str, at: datetime) -> bool:
        """Stop acknowledgements of the inbox ("" = all); False when that breaker is open already."""
        return self._run.first(OPEN_BREAKER, inbox=inbox, reason=clean(reason), since=micros(at)) is not None

    def reset_breaker(self, at: datetime, inbox: str | None = None) -> int:
        """A person closes the inbox's breaker (None: every one); counting begins anew. How many were open."""
        self.remember(BREAKER_RESET if inbox is None else f"{BREAKER_RESET} {inbox}", str(micros(at)))
        return self._run.count(RESET_ALL) if inbox is None else self._run.count(RESET, in_inbox=inbox)

    def breakers(self) -> tuple[OpenBreaker, ...]:
        """Open breakers, oldest first."""
        return tuple(OpenBreaker(inbox=row[0], reason=row[1], since=moment(row[2])) for row in self._run.all(BREAKERS))

    def pause(self, at: datetime) -> bool:
        """No letter is claimed from now on; False when paused already."""
        return self._run.first(PAUSE, id=1, since=micros(at)) is not None

    def resume(self) -> bool:
        """Letters go again; False when not paused."""
        return self._run.count(RESUME) > 0

    def paused_since(self) -> datetime | None:
        """Since when letters are paused."""
        row = self._run.first(PAUSED)
        return moment(row[0]) if row else None
