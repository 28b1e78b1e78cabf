"""Deadlines, lists for people, notices, and the switches a person turns."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Integer, Select, bindparam, delete, func, select, update

from triaged.errors import StaleState
from triaged.model.stored import Notice, OpenBreaker
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

OVERDUE = threads_where(_OURS, _OPEN, _DATED, _thread.due_at <= bindparam("now"))
OVERDUE = OVERDUE.order_by(_thread.due_at, _thread.id).limit(_most)
UNTOLD = threads_where(_OURS, _OPEN, _DATED, _thread.overdue_told_at.is_(None), _thread.due_at <= bindparam("now"))
UNTOLD = UNTOLD.order_by(_thread.due_at, _thread.id).limit(_most)
DUE = threads_where(_OURS, _OPEN, _DATED, _thread.due_at > bindparam("after"), _thread.due_at <= bindparam("until"))
DUE = DUE.order_by(_thread.due_at, _thread.id).limit(_most)
NEXT_DUE = select(func.min(_thread.due_at)).where(_OURS, _OPEN, _DATED, _thread.due_at > bindparam("now"))

BROKEN = threads_where(_OURS, _OPEN, _DATED, _PERSON, _thread.due_at <= bindparam("now"))
BROKEN = BROKEN.order_by(_thread.due_at.desc(), _thread.urgency_rank, _thread.opened_at, _thread.id).limit(_most)
NEAREST = threads_where(_OURS, _OPEN, _DATED, _PERSON, _thread.due_at > bindparam("now"))
NEAREST = NEAREST.order_by(_thread.due_at, _thread.urgency_rank, _thread.opened_at, _thread.id).limit(_most)
UNDATED = threads_where(_OURS, _OPEN, _thread.due_at.is_(None), _PERSON)
UNDATED = UNDATED.order_by(_thread.urgency_rank, _thread.opened_at, _thread.id).limit(_most)


def latest_first(statement: Select[Any]) -> Select[Any]:
    """The `most` threads with the newest mail."""
    return statement.order_by(_thread.last_mail_at.desc(), _thread.id.desc()).limit(_most)


WAITING = latest_first(threads_where(_thread.turn == word("theirs"), _OPEN))
MACHINES = latest_first(threads_where(_thread.kind == word("machine"), _OPEN))
ADD_NOTICE = Upsert(
    table=t.notice,
    columns=("person", "about", "thread_id", "text", "at"),
    keys=("person", "about", "thread_id"),
    keys_where=t.notice.c.told_at.is_(None),
    returning=("id",),
)
NOTICES = select(
    t.notice.c.id, t.notice.c.person, t.notice.c.about, t.notice.c.thread_id, t.notice.c.text, t.notice.c.at
)
NOTICES = NOTICES.where(t.notice.c.told_at.is_(None)).order_by(t.notice.c.person, t.notice.c.at, t.notice.c.id)
TOLD = update(t.notice).where(t.notice.c.id == bindparam("key"), t.notice.c.told_at.is_(None))
TOLD = TOLD.values(told_at=bindparam("told"))

OPEN_BREAKER = Upsert(table=t.breaker, columns=("inbox", "reason", "since"), keys=("inbox",), returning=("inbox",))
RESET_ALL = delete(t.breaker)
RESET = delete(t.breaker).where(t.breaker.c.inbox == bindparam("in_inbox"))
BREAKERS = select(t.breaker.c.inbox, t.breaker.c.reason, t.breaker.c.since).order_by(t.breaker.c.since)
BREAKER_RESET = "breaker reset"
PAUSE = Upsert(table=t.pause, columns=("id", "since"), keys=("id",), returning=("id",))
RESUME = delete(t.pause)
PAUSED = select(t.pause.c.since)


class WatchQueries(KeptQueries):
    """Part of Transaction: see triaged.model.tx.WatchTx for what each method promises."""

    _run: Runner

    # ---- deadlines

    def overdue_threads(self, now: datetime, *, untold: bool = True, limit: int = 1000) -> tuple[Thread, ...]:
        """Threads whose turn is ours and whose time has passed, oldest time first."""
        return self._threads(UNTOLD if untold else OVERDUE, {"now": micros(now)}, limit)

    def due_threads(self, after: datetime, until: datetime, *, limit: int = 1000) -> tuple[Thread, ...]:
        """Threads whose turn is ours and whose time lies in (after, until], nearest first."""
        return self._threads(DUE, {"after": micros(after), "until": micros(until)}, limit)

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

    # ---- notices

    def add_notice(self, notice: Notice) -> bool:
        """Gather a notice; False when this person waits to hear the same about the same thread already."""
        row = self._run.first(
            ADD_NOTICE,
            person=notice.person,
            about=notice.about,
            thread_id=notice.thread_id or 0,
            text=clean(notice.text),
            at=micros(notice.at),
        )
        return row is not None

    def notices(self) -> tuple[Notice, ...]:
        """Notices nobody was told yet, by person, oldest first."""
        return tuple(
            Notice(
                notice_id=row[0], person=row[1], about=row[2], thread_id=row[3] or None, text=row[4], at=moment(row[5])
            )
            for row in self._run.all(NOTICES)
        )

    def notices_told(self, notice_ids: Sequence[int], at: datetime) -> None:
        """These went into a letter. Raises StaleState when one was told already."""
        for notice_id in notice_ids:
            if self._run.count(TOLD, key=notice_id, told=micros(at)) != 1:
                raise StaleState(f"notice {notice_id} was told already")

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
