"""Which mails got no letter, for example?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from triaged.model.stored import Direction, LedgerEntry
from triaged.model.tx import Tx

MOST = 3
"""Examples of one reason: enough to see whether it is right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A mail: when it arrived, who wrote it, its subject."""

    arrived: datetime
    author: str
    subject: str


def silent(tx: Tx, entries: Iterable[LedgerEntry]) -> Mapping[str, tuple[Example, ...]]:
    """The first mails that were not acknowledged for each reason, by the row that said so."""
    seen: dict[str, list[tuple[int, datetime]]] = {}
    for entry in entries:
        if entry.event == "silence" and entry.thread_id is not None:
            of_row = seen.setdefault(entry.row, [])
            if len(of_row) < MOST:
                of_row.append((entry.thread_id, entry.at))
    return {row: examples(tx, mails) for row, mails in seen.items()}


def examples(tx: Tx, mails: Iterable[tuple[int, datetime]]) -> tuple[Example, ...]:
    """Mails of customers: the last that had arrived in a thread at a moment."""
    found = (_example(tx, thread_id, at) for thread_id, at in mails)
    return tuple(example for example in found if example is not None)


def _example(tx: Tx, thread_id: int, at: datetime) -> Example | None:
    mails = (mail for mail in tx.messages(thread_id) if mail.direction is Direction.CUSTOMER and mail.received_at <= at)
    last = max(mails, key=lambda mail: mail.received_at, default=None)
    return None if last is None else Example(arrived=last.received_at, author=last.author, subject=last.subject)
