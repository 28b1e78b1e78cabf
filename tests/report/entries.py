"""A small ledger, entry by entry: two teams, two weeks, one of everything."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

from triaged.model.stored import LedgerEntry

MONDAY = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class Desk:
    """Writes entries as the store does."""

    def __init__(self, **thread: Any) -> None:
        self.thread = {"inbox": "support", "team": "service", "topic": "printer", "urgency": "normal"} | thread
        self.entries: list[LedgerEntry] = []
        self._numbers = itertools.count(1)

    def promised(self, at: datetime, due_at: datetime, **more: Any) -> int:
        """A promise is made; its number."""
        number = next(self._numbers)
        values = {"told": True, "what": "reply", **self.thread, **more}
        self.entries.append(
            LedgerEntry(at=at, event="promised", thread_id=number, promise_id=number, due_at=due_at, **values)
        )
        return number

    def ended(self, number: int, outcome: str, at: datetime, **more: Any) -> None:
        """It gets its outcome."""
        made = next(e for e in self.entries if e.promise_id == number)
        assert made.due_at
        values = {"told": made.told, "what": made.what, **self.thread, **more}
        self.entries.append(
            LedgerEntry(
                at=at,
                event=outcome,
                thread_id=number,
                promise_id=number,
                due_at=made.due_at,
                delay=at - made.due_at,
                **values,
            )
        )

    def note(self, event: str, at: datetime, **more: Any) -> None:
        """Something that belongs to no promise."""
        self.entries.append(LedgerEntry(at=at, event=event, thread_id=1, **self.thread, **more))


def fortnight() -> list[LedgerEntry]:
    """Two weeks of a desk, whose figures tests/report/test_ledger.py works out by hand."""
    desk = Desk()
    first, second, third = (desk.promised(MONDAY, MONDAY + 4 * HOUR) for _ in range(3))
    desk.note("acknowledged", MONDAY + MINUTE, delay=MINUTE)
    desk.ended(first, "kept", MONDAY + HOUR, person="anna")
    desk.note("answered", MONDAY + HOUR, person="anna", delay=HOUR)
    desk.ended(second, "missed", MONDAY + 6 * HOUR, person="ben")
    desk.note("answered", MONDAY + 6 * HOUR, person="ben", delay=6 * HOUR)
    desk.ended(third, "renewed", MONDAY + 3 * HOUR)
    again = desk.promised(MONDAY + 3 * HOUR, MONDAY + DAY, number=1, person="anna")
    desk.note("silence", MONDAY + DAY, row="N8")
    desk.note("silence", MONDAY + DAY, row="N8")
    desk.note("silence", MONDAY + DAY, row="N28")
    inner = desk.promised(MONDAY, MONDAY + HOUR, told=False)
    desk.ended(inner, "missed", MONDAY + 2 * HOUR)
    own = desk.promised(MONDAY, MONDAY + DAY, what="commitment", person="ben")
    desk.ended(own, "kept", MONDAY + HOUR, person="ben")
    desk.thread = desk.thread | {"team": "billing", "topic": "invoice", "urgency": "high"}
    desk.ended(again, "missed", MONDAY + DAY + 3 * HOUR)
    week_later = MONDAY + 7 * DAY
    desk.promised(week_later, week_later + HOUR)
    closed = desk.promised(week_later, week_later + HOUR)
    desk.ended(closed, "closed unanswered", week_later + HOUR)
    spam = desk.promised(week_later, week_later + HOUR)
    desk.ended(spam, "released", week_later + MINUTE)
    desk.promised(week_later, week_later + 9 * DAY)
    return desk.entries


UNTIL = MONDAY + 14 * DAY
