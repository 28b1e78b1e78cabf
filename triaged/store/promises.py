"""Promises, and the ledger that remembers each event of theirs: one is never written without the other."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BindParameter,
    Integer,
    Select,
    bindparam,
    false,
    func,
    insert,
    literal,
    null,
    select,
    text,
    update,
)
from sqlalchemy.sql.elements import ColumnElement

from triaged.errors import StaleState
from triaged.model.stored import PROMISED, Counted, LedgerEntry
from triaged.model.thread import Outcome, Promise
from triaged.store import tables as t
from triaged.store.rows import PROMISE, promise_of, promise_values
from triaged.store.run import Row, Runner, Upsert, word
from triaged.store.times import micros, moment, span_micros

_COLUMNS = tuple(c.name for c in t.promise.c if c.name != "id")
_OPEN = t.promise.c.outcome == word("open")

OPEN_PROMISE = Upsert(
    table=t.promise,
    columns=_COLUMNS,
    keys=("thread_id",),
    keys_where=text("outcome = 'open' AND told"),
    returning=("id",),
)
OPEN_TARGET = Upsert(
    table=t.promise,
    columns=_COLUMNS,
    keys=("thread_id", "what"),
    keys_where=text("outcome = 'open' AND NOT told"),
    returning=("id",),
)
OPEN_SHARED = Upsert(
    table=t.promise,
    columns=_COLUMNS,
    keys=("incident_id",),
    keys_where=text("outcome = 'open' AND incident_id IS NOT NULL"),
    returning=("id",),
)
SETTLE = update(t.promise).where(t.promise.c.id == bindparam("key"), _OPEN)
SETTLE = SETTLE.values(outcome=bindparam("becomes"), outcome_at=bindparam("at"))
SETTLE = SETTLE.returning(t.promise.c.told, t.promise.c.what)
UNNAME = update(t.promise).where(t.promise.c.id == bindparam("key"), _OPEN).values(person="")
PROMISES = select(*PROMISE).where(t.promise.c.thread_id == bindparam("of")).order_by(t.promise.c.id)
SHARED = select(*PROMISE).where(t.promise.c.incident_id == bindparam("of")).order_by(t.promise.c.id)

LEDGER_NAMES = tuple(c.name for c in t.ledger.c if c.name != "id")
_late = bindparam("at", type_=t.ledger.c.at.type) - t.promise.c.reply_by
_settled: dict[str, ColumnElement[Any]] = {
    "at": bindparam("at", type_=t.ledger.c.at.type),
    "event": bindparam("event"),
    "thread_id": t.promise.c.thread_id,
    "promise_id": t.promise.c.id,
    "incident_id": t.promise.c.incident_id,
    "person": bindparam("person"),
    "told": t.promise.c.told,
    "what": t.promise.c.what,
    "number": t.promise.c.number,
    "due_at": t.promise.c.reply_by,
    "delay": _late,
    "row": t.promise.c.row,
}
_OF_THREAD = ("inbox", "team", "topic", "urgency", "customer_group")
_from_thread = {name: t.thread.c[name] for name in _OF_THREAD}
_from_incident = {"inbox": t.incident.c.inbox, "team": t.incident.c.team} | {
    name: literal("") for name in ("topic", "urgency", "customer_group")
}
NOTE_PROMISE = insert(t.ledger).from_select(
    LEDGER_NAMES,
    select(*((_settled | _from_thread)[name] for name in LEDGER_NAMES))
    .select_from(t.promise.join(t.thread, t.thread.c.id == t.promise.c.thread_id))
    .where(t.promise.c.id == bindparam("key")),
)
NOTE_SHARED = insert(t.ledger).from_select(
    LEDGER_NAMES,
    select(*((_settled | _from_incident)[name] for name in LEDGER_NAMES))
    .select_from(t.promise.join(t.incident, t.incident.c.id == t.promise.c.incident_id))
    .where(t.promise.c.id == bindparam("key")),
)
_of_event = {
    "at": bindparam("at", type_=t.ledger.c.at.type),
    "event": bindparam("event"),
    "thread_id": t.thread.c.id,
    "promise_id": null(),
    "incident_id": t.thread.c.incident_id,
    "person": bindparam("person"),
    "told": false(),
    "what": literal(""),
    "number": literal(0),
    "due_at": null(),
    "delay": bindparam("delay", type_=t.ledger.c.delay.type),
    "row": bindparam("row"),
}
NOTE_THREAD = insert(t.ledger).from_select(
    LEDGER_NAMES,
    select(*((_of_event | _from_thread)[name] for name in LEDGER_NAMES)).where(t.thread.c.id == bindparam("of")),
)

COUNT = Upsert(
    table=t.counted,
    columns=("event", "told", "what", "number"),
    keys=("event", "told", "what"),
    more=lambda new: {"number": t.counted.c.number + new.number},
)
COUNTED = select(t.counted.c.event, t.counted.c.told, t.counted.c.what, t.counted.c.number)
COUNTED = COUNTED.order_by(t.counted.c.event, t.counted.c.told, t.counted.c.what)
LATE = select(func.count()).where(_OPEN, text("told"), t.promise.c.reply_by < bindparam("now"))

_most: BindParameter[int] = bindparam("most", type_=Integer)


def _missed(owner: ColumnElement[Any]) -> tuple[Select[Any], Select[Any]]:
    """Missed ones, and those open past their time: each has its index."""
    found = select(*PROMISE, owner).where(
        text("told"),
        owner.is_not(None),
        t.promise.c.reply_by >= bindparam("since"),
        t.promise.c.reply_by < bindparam("now"),
    )
    found = found.order_by(t.promise.c.reply_by.desc(), t.promise.c.id.desc()).limit(_most)
    return found.where(t.promise.c.outcome == word("missed")), found.where(_OPEN)


MISSED = _missed(t.promise.c.thread_id)
MISSED_NEWS = _missed(t.promise.c.incident_id)
LEDGER = select(t.ledger.c.id, *(t.ledger.c[name] for name in LEDGER_NAMES))
LEDGER = LEDGER.where(t.ledger.c.id > bindparam("after"), t.ledger.c.at < bindparam("until"))
LEDGER = LEDGER.order_by(t.ledger.c.id).limit(_most)
FIRST = select(func.min(t.ledger.c.id)).where(t.ledger.c.at >= bindparam("since"))
ANSWERS = select(t.ledger.c.person, t.ledger.c.at, t.ledger.c.team, t.ledger.c.delay)
ANSWERS = ANSWERS.where(t.ledger.c.at >= bindparam("since"), t.ledger.c.event == word("answered"))
ANSWERS = ANSWERS.order_by(t.ledger.c.at)
PAGE = 2_000
"""Entries read at once: mail and letters wait no longer than for one page."""


class PromiseQueries:
    """Part of Transaction: see triaged.model.tx.PromiseTx for what each method promises."""

    _run: Runner
    _counts: Counter[tuple[str, bool, str]]

    def open_promise(self, thread_id: int, promise: Promise, at: datetime) -> int:
        """Record what was promised, or aimed at, at `at`."""
        statement = OPEN_PROMISE if promise.told else OPEN_TARGET
        row = self._run.first(statement, thread_id=thread_id, incident_id=None, **promise_values(promise, at))
        if row is None:
            sort = "promise" if promise.told else f"target for the {promise.what.value}"
            raise StaleState(f"thread number {thread_id} has an open {sort} already")
        return self._promised(int(row[0]), promise, at)

    def open_shared_promise(self, incident_id: int, promise: Promise, at: datetime) -> int:
        """Record the one promise of an incident."""
        row = self._run.first(OPEN_SHARED, thread_id=None, incident_id=incident_id, **promise_values(promise, at))
        if row is None:
            raise StaleState(f"incident number {incident_id} has an open promise already")
        return self._promised(int(row[0]), promise, at)

    def _promised(self, key: int, promise: Promise, at: datetime) -> int:
        self._note(key, PROMISED, at, person=promise.person, told=promise.told, what=promise.what.value)
        return key

    def settle_promise(self, promise_id: int, outcome: Outcome, at: datetime, *, person: str = "") -> None:
        """Give an open promise its outcome, once."""
        settled = self._run.first(SETTLE, key=promise_id, becomes=outcome.value, at=micros(at))
        if settled is None:
            raise StaleState(f"promise number {promise_id} is not open")
        self._note(promise_id, outcome.value, at, person=person, told=bool(settled[0]), what=settled[1])

    def _note(self, promise_id: int, event: str, at: datetime, *, person: str, told: bool, what: str) -> None:
        """The ledger's entry of a thread's promise, else of an incident's; and one more of its sort."""
        noted = {"key": promise_id, "at": micros(at), "event": event, "person": person}
        if self._run.count(NOTE_PROMISE, **noted) != 1:
            self._run.count(NOTE_SHARED, **noted)
        self._counts[event, told, what] += 1

    def name_nobody(self, promise_id: int) -> None:
        """Nobody is named any more for a promise that its customer was not told yet."""
        if self._run.count(UNNAME, key=promise_id) != 1:
            raise StaleState(f"promise number {promise_id} is not open")

    def promises(self, thread_id: int) -> tuple[Promise, ...]:
        """Every promise and target of the thread, oldest first."""
        return tuple(promise_of(row) for row in self._run.all(PROMISES, of=thread_id))

    def shared_promises(self, incident_id: int) -> tuple[Promise, ...]:
        """Every promise of the incident, oldest first."""
        return tuple(promise_of(row) for row in self._run.all(SHARED, of=incident_id))

    def note_event(
        self,
        thread_id: int,
        event: str,
        at: datetime,
        *,
        person: str = "",
        delay: timedelta | None = None,
        row: str = "",
    ) -> None:
        """Write an event of a thread that belongs to no promise into the ledger."""
        late = None if delay is None else span_micros(delay)
        noted = {"at": micros(at), "event": event, "person": person, "delay": late, "row": row}
        if self._run.count(NOTE_THREAD, of=thread_id, **noted) != 1:
            raise StaleState(f"there is no thread number {thread_id}")
        self._counts[event, False, ""] += 1

    def counted(self) -> tuple[Counted, ...]:
        """How often each event was written into the ledger, by event."""
        self._write_counts()
        return tuple(
            Counted(event=row[0], told=bool(row[1]), what=row[2], number=row[3]) for row in self._run.all(COUNTED)
        )

    def _write_counts(self) -> None:
        """What was counted in this transaction, all at once."""
        counts = ({"event": e, "told": told, "what": what, "number": n} for (e, told, what), n in self._counts.items())
        self._run.many(COUNT, list(counts))
        self._counts.clear()

    def promises_late(self, now: datetime) -> int:
        """How many promises are open although their time has passed."""
        return int(self._run.one(LATE, now=micros(now))[0])

    def ledger(self, until: datetime, *, since: datetime | None = None) -> Iterator[LedgerEntry]:
        """Every entry before `until`, in the order in which they were written."""
        entries, after = self.ledger_page(until, since=since, after=None)
        yield from entries
        while after is not None:
            entries, after = self.ledger_page(until, since=since, after=after)
            yield from entries

    def ledger_page(
        self, until: datetime, *, since: datetime | None, after: int | None
    ) -> tuple[tuple[LedgerEntry, ...], int | None]:
        """A part of the same, and `after` of the next one; None behind the last."""
        if after is None:
            first = 1 if since is None else self._run.one(FIRST, since=micros(since))[0]
            if first is None:
                return (), None
            after = first - 1
        rows = self._run.all(LEDGER, after=after, until=micros(until), most=PAGE)
        return tuple(_entry_of(row[1:]) for row in rows), rows[-1][0] if len(rows) == PAGE else None

    def missed(self, since: datetime, now: datetime, *, limit: int = 1000) -> tuple[tuple[int, Promise], ...]:
        """Promises of threads that were missed, or are open past their time; the latest time first."""
        return self._missed(MISSED, since, now, limit)

    def missed_news(self, since: datetime, now: datetime, *, limit: int = 1000) -> tuple[tuple[int, Promise], ...]:
        """The same of promises to all customers of an incident, each with the incident's number."""
        return self._missed(MISSED_NEWS, since, now, limit)

    def _missed(
        self, statements: tuple[Select[Any], ...], since: datetime, now: datetime, limit: int
    ) -> tuple[tuple[int, Promise], ...]:
        period = {"since": micros(since), "now": micros(now), "most": limit}
        rows = [row for statement in statements for row in self._run.all(statement, **period)]
        latest_first = sorted(rows, key=lambda row: (row[1], row[0]), reverse=True)
        return tuple((row[-1], promise_of(row)) for row in latest_first[:limit])

    def answers_since(self, since: datetime) -> tuple[tuple[str, datetime, str, timedelta], ...]:
        """Who answered when, for which team, and how long the mail had waited; oldest first."""
        rows = self._run.all(ANSWERS, since=micros(since))
        return tuple((row[0], moment(row[1]), row[2], timedelta(microseconds=row[3] or 0)) for row in rows)


def _entry_of(row: Row) -> LedgerEntry:
    """An entry from the columns LEDGER_NAMES. Written out: a report reads years of them."""
    at, event, thread_id, promise_id, incident_id, inbox, team, topic, urgency, group, person, *rest = row
    told, what, number, due_at, delay, by_row = rest
    return LedgerEntry(
        at=moment(at),
        event=event,
        thread_id=thread_id,
        promise_id=promise_id,
        incident_id=incident_id,
        inbox=inbox,
        team=team,
        topic=topic,
        urgency=urgency,
        customer_group=group,
        person=person,
        told=bool(told),
        what=what,
        number=number,
        due_at=moment(due_at),
        delay=None if delay is None else timedelta(microseconds=delay),
        row=by_row,
    )
