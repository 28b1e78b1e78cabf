"""Rows ↔ values: which columns a promise and a thread are read from, and how they become frozen values."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, FromClause, ScalarSelect, Select, func, select

from triaged.model.fact import Fact
from triaged.model.thread import Kind, Outcome, Owed, Promise, Thread, Tone, Triage, Turn, Urgency
from triaged.store import tables as t
from triaged.store.run import Row, word
from triaged.store.times import micros, moment


def clean(text: str) -> str:
    """Text that both engines can keep: without NUL (PostgreSQL) and lone surrogates (SQLite)."""
    if "\0" in text:
        text = text.replace("\0", "�")
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text


# ---- promises

PROMISE = (
    t.promise.c.id,
    t.promise.c.reply_by,
    t.promise.c.told,
    t.promise.c.what,
    t.promise.c.calendar,
    t.promise.c.row,
    t.promise.c.basis,
    t.promise.c.holidays_version,
    t.promise.c.counted_from,
    t.promise.c.made_at,
    t.promise.c.number,
    t.promise.c.person,
    t.promise.c.outcome,
    t.promise.c.outcome_at,
)


def promise_of(row: Row) -> Promise:
    """A promise from the columns PROMISE."""
    return Promise(
        promise_id=row[0],
        reply_by=moment(row[1]),
        told=bool(row[2]),
        what=Owed(row[3]),
        calendar=row[4],
        row=row[5],
        basis=row[6],
        holidays_version=row[7],
        counted_from=moment(row[8]),
        made_at=moment(row[9]),
        number=row[10],
        person=row[11],
        outcome=Outcome(row[12]),
        outcome_at=moment(row[13]),
    )


def promise_values(promise: Promise, at: datetime) -> dict[str, Any]:
    """The columns of a promise that is made at `at`, without what it belongs to."""
    return {
        "reply_by": micros(promise.reply_by),
        "told": promise.told,
        "what": promise.what.value,
        "calendar": promise.calendar,
        "row": promise.row,
        "basis": promise.basis,
        "holidays_version": promise.holidays_version,
        "counted_from": micros(promise.counted_from or at),
        "made_at": micros(at),
        "number": promise.number,
        "person": promise.person,
        "outcome": Outcome.OPEN.value,
        "outcome_at": None,
    }


# ---- threads

THREAD = (
    t.thread.c.id,
    t.thread.c.reference,
    t.thread.c.inbox,
    t.thread.c.customer,
    t.thread.c.customer_name,
    t.thread.c.subject,
    t.thread.c.base_subject,
    t.thread.c.kind,
    t.thread.c.turn,
    t.thread.c.urgency,
    t.thread.c.score,
    t.thread.c.language,
    t.thread.c.language_sure,
    t.thread.c.team,
    t.thread.c.customer_group,
    t.thread.c.topic,
    t.thread.c.opened_at,
    t.thread.c.last_mail_at,
    t.thread.c.due_at,
    t.thread.c.look_at,
    t.thread.c.owner,
    t.thread.c.owned_since,
    t.thread.c.rungs,
    t.thread.c.held,
    t.thread.c.asked_at,
    t.thread.c.proposal,
    t.thread.c.answered_at,
    t.thread.c.closed_at,
    t.thread.c.snoozed_until,
    t.thread.c.incident_id,
    t.thread.c.asks,
    t.thread.c.acknowledged_at,
    t.thread.c.unanswered_mails,
    t.thread.c.proven,
    t.thread.c.utc_offset,
    t.thread.c.climbing,
    t.thread.c.facts,
    t.thread.c.tone,
)
NAMED = t.thread.alias("named")
_TOLD = t.promise.alias("told")
_TARGET = t.promise.alias("target")
_SOLUTION = t.promise.alias("solution")
_PROMISE_AT = len(THREAD)
_TARGET_AT = _PROMISE_AT + len(PROMISE)
_SOLUTION_AT = _TARGET_AT + len(PROMISE)
_WIDTH = _SOLUTION_AT + len(PROMISE)


def _columns_of(alias: Any) -> tuple[Any, ...]:
    return tuple(alias.c[column.name].label(f"{alias.name}_{column.name}") for column in PROMISE)


def _nearest() -> ScalarSelect[Any]:
    """The open target of a thread that comes first."""
    other = t.promise.alias("other")
    return (
        select(other.c.id)
        .where(other.c.thread_id == t.thread.c.id, other.c.outcome == word("open"), ~other.c.told)
        .where(other.c.what != word("solve"))
        .order_by(other.c.reply_by, other.c.id)
        .limit(1)
        .scalar_subquery()
    )


# Once for all statements below and in other files: built anew for each, they take another megabyte of memory.
_PROMISES = (*_columns_of(_TOLD), *_columns_of(_TARGET), *_columns_of(_SOLUTION))
_IS_TOLD = (_TOLD.c.thread_id == t.thread.c.id) & (_TOLD.c.outcome == word("open")) & _TOLD.c.told
_IS_TARGET = _TARGET.c.id == _nearest()
_IS_SOLUTION = (
    (_SOLUTION.c.thread_id == t.thread.c.id)
    & (_SOLUTION.c.outcome == word("open"))
    & ~_SOLUTION.c.told
    & (_SOLUTION.c.what == word("solve"))
)


def threads_where(
    *conditions: ColumnElement[bool], extra: Iterable[Any] = (), source: FromClause = t.thread
) -> Select[Any]:
    """Threads with their open promise, nearest open target and solution: SELECT THREAD, three PROMISE, then `extra`."""
    joined = source.outerjoin(_TOLD, _IS_TOLD).outerjoin(_TARGET, _IS_TARGET).outerjoin(_SOLUTION, _IS_SOLUTION)
    return select(*THREAD, *_PROMISES, *extra).select_from(joined).where(*conditions)


def named_threads(*conditions: ColumnElement[bool]) -> Select[Any]:
    """Threads by what is asked of `NAMED`: it, or the thread that it became part of. Its own reference comes last."""
    source = t.thread.join(NAMED, t.thread.c.id == func.coalesce(NAMED.c.merged_id, NAMED.c.id))
    return threads_where(*conditions, extra=(NAMED.c.reference,), source=source)


def thread_of(row: Row) -> Thread:
    """A thread from the columns THREAD and three times PROMISE."""
    given, asked = facts_of(row[36])
    return Thread(
        thread_id=row[0],
        reference=row[1],
        inbox=row[2],
        customer=row[3],
        customer_name=row[4],
        subject=row[5],
        base_subject=row[6],
        kind=Kind(row[7]),
        turn=Turn(row[8]),
        triage=Triage(
            urgency=Urgency(row[9]),
            rank=row[10],
            language=row[11],
            language_sure=bool(row[12]),
            team=row[13],
            customer_group=row[14],
            topic=row[15],
            tone=Tone(row[37]),
        ),
        opened_at=moment(row[16]),
        last_mail_at=moment(row[17]),
        due_at=moment(row[18]),
        look_at=moment(row[19]),
        owner=row[20],
        owned_since=moment(row[21]),
        rungs=row[22],
        held=row[23],
        asked_at=moment(row[24]),
        proposal=proposal_of(row[25]),
        answered_at=moment(row[26]),
        closed_at=moment(row[27]),
        snoozed_until=moment(row[28]),
        incident_id=row[29],
        asks=row[30],
        acknowledged_at=moment(row[31]),
        unanswered_mails=row[32],
        proven=bool(row[33]),
        offset=row[34],
        climbing=row[35],
        given=given,
        asked=asked,
        promise=_open(row[_PROMISE_AT:_TARGET_AT]),
        target=_open(row[_TARGET_AT:_SOLUTION_AT]),
        solution=_open(row[_SOLUTION_AT:_WIDTH]),
    )


def facts_text(given: Iterable[Fact], asked: Iterable[str]) -> str:
    """What the customer gave and was asked for, as JSON; "" for nothing."""
    pairs, names = [[fact.name, clean(fact.value)] for fact in given], list(asked)
    return json.dumps({"given": pairs, "asked": names}, ensure_ascii=False) if pairs or names else ""


def facts_of(text: str) -> tuple[tuple[Fact, ...], tuple[str, ...]]:
    """The facts and names that `facts_text` wrote."""
    if not text:
        return (), ()
    values = json.loads(text)
    return tuple(Fact(name=name, value=value) for name, value in values["given"]), tuple(values["asked"])


_PROPOSED = ("reply_by", "what", "calendar", "row", "basis", "holidays_version", "counted_from", "number", "person")


def proposal_text(proposal: Promise | None) -> str:
    """A promise that was not made yet, as JSON; "" for none."""
    if proposal is None:
        return ""
    values = promise_values(proposal, proposal.reply_by)
    return json.dumps({name: values[name] for name in _PROPOSED}, ensure_ascii=False)


def proposal_of(text: str) -> Promise | None:
    """The promise that `proposal_text` wrote."""
    if not text:
        return None
    values = json.loads(text)
    return Promise(
        told=True,
        reply_by=moment(values.pop("reply_by")),
        what=Owed(values.pop("what")),
        counted_from=moment(values.pop("counted_from")),
        **values,
    )


def _open(row: Row) -> Promise | None:
    return None if row[0] is None else promise_of(row)


def thread_values(thread: Thread) -> dict[str, Any]:
    """The columns of a thread that may change."""
    return {
        "customer": clean(thread.customer),
        "customer_key": clean(thread.customer).lower(),
        "customer_name": clean(thread.customer_name),
        "subject": clean(thread.subject),
        "base_subject": clean(thread.base_subject),
        "kind": thread.kind.value,
        "turn": thread.turn.value,
        "urgency": thread.triage.urgency.value,
        "urgency_rank": thread.triage.urgency.rank,
        "score": float(thread.triage.rank),
        "language": thread.triage.language,
        "language_sure": thread.triage.language_sure,
        "team": thread.triage.team,
        "customer_group": thread.triage.customer_group,
        "topic": thread.triage.topic,
        "tone": thread.triage.tone.value,
        "opened_at": micros(thread.opened_at),
        "last_mail_at": micros(thread.last_mail_at),
        "due_at": micros(thread.due_at),
        "look_at": micros(thread.look_at),
        "owner": thread.owner,
        "owned_since": micros(thread.owned_since),
        "rungs": thread.rungs,
        "climbing": thread.climbing,
        "held": thread.held,
        "asked_at": micros(thread.asked_at),
        "proposal": proposal_text(thread.proposal),
        "answered_at": micros(thread.answered_at),
        "closed_at": micros(thread.closed_at),
        "snoozed_until": micros(thread.snoozed_until),
        "incident_id": thread.incident_id,
        "asks": thread.asks,
        "acknowledged_at": micros(thread.acknowledged_at),
        "unanswered_mails": thread.unanswered_mails,
        "proven": thread.proven,
        "utc_offset": thread.offset,
        "facts": facts_text(thread.given, thread.asked),
    }
