"""Rows ↔ values: which columns a thread, a letter, a mail is read from, and how they become frozen values."""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, select

from triaged.model.finding import Finding
from triaged.model.letter import Letter, LetterKind, LetterState
from triaged.model.stored import Direction, Quarantined, StoredMessage
from triaged.model.thread import Kind, Outcome, Promise, Thread, Triage, Turn, Urgency
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
    t.promise.c.calendar,
    t.promise.c.row,
    t.promise.c.basis,
    t.promise.c.holidays_version,
    t.promise.c.outcome,
    t.promise.c.outcome_at,
)


def promise_of(row: Row) -> Promise:
    """A promise from the columns PROMISE."""
    key, reply_by, told, calendar, name, basis, holidays, outcome, outcome_at = row
    return Promise(
        promise_id=key,
        reply_by=moment(reply_by),
        told=bool(told),
        calendar=calendar,
        row=name,
        basis=basis,
        holidays_version=holidays,
        outcome=Outcome(outcome),
        outcome_at=moment(outcome_at),
    )


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
    t.thread.c.opened_at,
    t.thread.c.last_mail_at,
    t.thread.c.due_at,
    t.thread.c.answered_at,
    t.thread.c.closed_at,
    t.thread.c.overdue_told_at,
    t.thread.c.asks,
    t.thread.c.acknowledged,
    t.thread.c.unanswered_mails,
)
_WIDTH = len(THREAD) + len(PROMISE)


def threads_where(
    *conditions: ColumnElement[bool], extra: Iterable[Any] = (), source: FromClause = t.thread
) -> Select[Any]:
    """Threads with their open promise (else target): SELECT THREAD, PROMISE, then `extra`."""
    other = t.promise.alias("other")
    current = (
        select(other.c.id)
        .where(other.c.thread_id == t.thread.c.id, other.c.outcome == word("open"))
        .order_by(other.c.told.desc(), other.c.id)
        .limit(1)
        .scalar_subquery()
    )
    joined = source.outerjoin(t.promise, t.promise.c.id == current)
    return select(*THREAD, *PROMISE, *extra).select_from(joined).where(*conditions)


def thread_of(row: Row) -> Thread:
    """A thread from the columns THREAD and PROMISE."""
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
        ),
        opened_at=moment(row[15]),
        last_mail_at=moment(row[16]),
        due_at=moment(row[17]),
        answered_at=moment(row[18]),
        closed_at=moment(row[19]),
        overdue_told_at=moment(row[20]),
        asks=row[21],
        acknowledged=bool(row[22]),
        unanswered_mails=row[23],
        promise=promise_of(row[24:_WIDTH]) if row[24] is not None else None,
    )


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
        "opened_at": micros(thread.opened_at),
        "last_mail_at": micros(thread.last_mail_at),
        "due_at": micros(thread.due_at),
        "answered_at": micros(thread.answered_at),
        "closed_at": micros(thread.closed_at),
        "overdue_told_at": micros(thread.overdue_told_at),
        "asks": thread.asks,
        "acknowledged": thread.acknowledged,
        "unanswered_mails": thread.unanswered_mails,
    }


# ---- letters

LETTER_NAMES = (
    *("id", "once_key", "kind", "inbox", "account", "thread_id", "sender", "recipient", "journal", "message_id"),
    *("mark", "octets", "state", "created_at", "send_before", "next_attempt_at", "attempts", "resends"),
    *("doubt_since", "denied", "sent_at", "reason", "proven_sender", "first_time"),
)
LETTER = tuple(t.letter.c[name] for name in LETTER_NAMES)


def letter_of(row: Row) -> Letter:
    """A letter from the columns LETTER."""
    return Letter(
        letter_id=row[0],
        once_key=row[1],
        kind=LetterKind(row[2]),
        inbox=row[3],
        account=row[4],
        thread_id=row[5],
        sender=row[6],
        recipient=row[7],
        journal=row[8],
        message_id=row[9],
        mark=row[10],
        octets=bytes(row[11]),
        state=LetterState(row[12]),
        created_at=moment(row[13]),
        send_before=moment(row[14]),
        next_attempt_at=moment(row[15]),
        attempts=row[16],
        resends=row[17],
        doubt_since=moment(row[18]),
        denied=bool(row[19]),
        sent_at=moment(row[20]),
        reason=row[21],
        proven_sender=bool(row[22]),
        first_time=bool(row[23]),
    )


def letter_values(letter: Letter) -> dict[str, Any]:
    """Every column of a new letter. Letters go in the order of the time they must leave by; notices as they come."""
    return {
        "once_key": letter.once_key,
        "kind": letter.kind.value,
        "inbox": letter.inbox,
        "account": letter.account,
        "thread_id": letter.thread_id,
        "sender": letter.sender,
        "recipient": letter.recipient,
        "recipient_key": letter.recipient.lower(),
        "domain": letter.recipient.rpartition("@")[2].lower(),
        "journal": letter.journal,
        "message_id": letter.message_id,
        "mark": letter.mark,
        "octets": letter.octets,
        "state": letter.state.value,
        "created_at": micros(letter.created_at),
        "send_before": micros(letter.send_before),
        "sort_at": micros(letter.send_before or letter.created_at),
        "next_attempt_at": micros(letter.next_attempt_at),
        "attempts": letter.attempts,
        "resends": letter.resends,
        "doubt_since": micros(letter.doubt_since),
        "denied": letter.denied,
        "evidence_at": None,
        "sent_at": micros(letter.sent_at),
        "reason": clean(letter.reason),
        "proven_sender": letter.proven_sender,
        "first_time": letter.first_time,
    }


# ---- mails, quarantine, findings

MESSAGE_NAMES = (
    *("id", "inbox", "identity", "digest", "message_id", "thread_id", "direction", "kind", "author", "subject"),
    *("received_at", "size", "automatic", "text"),
)
MESSAGE = tuple(t.message.c[name] for name in MESSAGE_NAMES)


def message_of(row: Row) -> StoredMessage:
    """A mail from the columns MESSAGE."""
    values = dict(zip(MESSAGE_NAMES, row, strict=True))
    return StoredMessage(
        stored_id=values.pop("id"),
        direction=Direction(values.pop("direction")),
        kind=Kind(values.pop("kind")),
        received_at=moment(values.pop("received_at")),
        automatic=bool(values.pop("automatic")),
        **values,
    )


QUARANTINED_NAMES = ("id", "inbox", "folder", "uidvalidity", "uid", "reason", "at", "size", "retry")
QUARANTINED = tuple(t.quarantine.c[name] for name in QUARANTINED_NAMES)


def quarantined_of(row: Row) -> Quarantined:
    """An entry from the columns QUARANTINED."""
    values = dict(zip(QUARANTINED_NAMES, row, strict=True))
    return Quarantined(
        quarantine_id=values.pop("id"), at=moment(values.pop("at")), retry=bool(values.pop("retry")), **values
    )


def findings_text(findings: tuple[Finding, ...]) -> str:
    """Findings as they are kept: a JSON list of [question, answer, evidence, row]."""
    lines = [(f.question, f.answer, f.evidence, f.row) for f in findings]
    return clean(json.dumps(lines, ensure_ascii=False, separators=(",", ":")))


def findings_of(text: str) -> tuple[Finding, ...]:
    """Findings as they were."""
    return tuple(Finding(question=q, answer=a, evidence=e, row=r) for q, a, e, r in json.loads(text))
