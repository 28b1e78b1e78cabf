"""Rows ↔ values: which columns a letter, a mail and what was found about them are read from."""

import json
from typing import Any

from triaged.model.article import Offer
from triaged.model.finding import Finding
from triaged.model.letter import Letter, LetterKind, LetterState
from triaged.model.stored import Direction, Quarantined, StoredMessage, Whereabouts
from triaged.model.thread import Kind
from triaged.store import tables as t
from triaged.store.rows import clean
from triaged.store.run import Row
from triaged.store.times import micros, moment

# ---- letters

LETTER_NAMES = (
    *("id", "once_key", "kind", "inbox", "account", "thread_id", "sender", "recipient", "journal", "message_id"),
    *("mark", "octets", "state", "created_at", "send_before", "next_attempt_at", "attempts", "resends"),
    *("doubt_since", "denied", "sent_at", "reason", "proven_sender", "first_time", "answers_at", "promise_id"),
    *("person", "offers"),
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
        answers_at=moment(row[24]),
        promise_id=row[25],
        person=row[26],
        offers=offers_of(row[27]),
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
        "answers_at": micros(letter.answers_at),
        "promise_id": letter.promise_id,
        "person": clean(letter.person),
        "offers": offers_values(letter.offers),
    }


def offers_of(text: str) -> tuple[Offer, ...]:
    """The articles that a letter names; none is the usual case."""
    return tuple(Offer(title=title, url=url) for title, url in json.loads(text)) if text else ()


def offers_values(offers: tuple[Offer, ...]) -> str:
    """The same as one text, "" for none."""
    return json.dumps([[offer.title, offer.url] for offer in offers]) if offers else ""


# ---- mails, quarantine, findings

MESSAGE_NAMES = (
    *("id", "inbox", "identity", "digest", "message_id", "thread_id", "direction", "kind", "author", "subject"),
    *("received_at", "size", "automatic", "text", "folder", "uidvalidity", "uid", "lies", "judged"),
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
        lies=Whereabouts(values.pop("lies")),
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
