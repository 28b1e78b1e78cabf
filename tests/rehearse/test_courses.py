"""What became of each conversation, one by one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from tests.rehearse.conftest import Rehearse
from tests.rehearse.month import march, write_month
from triaged.model.stored import PROMISED, LedgerEntry
from triaged.rehearse.courses import MOST, Course, courses

DUE, LATER, END = march(2, "13:00"), march(2, "17:00"), march(31, "17:00")


def entry(event: str, at: datetime, *, promise: int | None = None, **changes: object) -> LedgerEntry:
    given: dict[str, object] = {"thread_id": 1, "what": "reply", "told": True}
    return LedgerEntry(at=at, event=event, promise_id=promise, **(given | changes))  # type: ignore[arg-type]


MADE = entry(PROMISED, march(2, "09:00"), promise=1, due_at=DUE)
LEFT = entry("acknowledged", march(2, "09:00"))
CASES: dict[str, tuple[list[LedgerEntry], Course]] = {
    "kept": (
        [MADE, LEFT, entry("kept", march(2, "11:00"), promise=1), entry("answered", march(2, "11:00"))],
        Course(acknowledged=True, promised=DUE, outcome="kept", answered=march(2, "11:00")),
    ),
    "renewed, and the new time missed: what became of the first one": (
        [
            MADE,
            LEFT,
            entry("renewed", march(2, "12:30"), promise=1),
            entry(PROMISED, march(2, "12:30"), promise=2, due_at=LATER, number=1),
            entry("missed", march(3, "10:00"), promise=2),
            entry("answered", march(3, "10:00")),
        ],
        Course(acknowledged=True, promised=DUE, outcome="renewed", answered=march(3, "10:00")),
    ),
    "held: promised, and no letter left": ([MADE], Course(promised=DUE, outcome="missed")),
    "its time lies ahead": (
        [entry(PROMISED, march(31, "16:00"), promise=1, due_at=march(31, "18:00")), LEFT],
        Course(acknowledged=True, promised=march(31, "18:00"), outcome="open"),
    ),
    "not acknowledged": (
        [entry(PROMISED, march(2, "09:00"), promise=1, due_at=DUE, told=False), entry("silence", DUE, row="N8")],
        Course(silence="N8"),
    ),
    "a later silence changes nothing": ([MADE, LEFT, entry("silence", march(2, "09:05"), row="N28")],
        Course(acknowledged=True, promised=DUE, outcome="missed"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("entries", "expected"), CASES.values(), ids=CASES)
def test_a_course_is_told_up_to_its_first_answer(entries: list[LedgerEntry], expected: Course) -> None:
    """From the ledger alone."""
    assert courses(entries, until=END) == {1: expected}


def test_only_the_newest_are_told() -> None:
    """The newest first, however many there were."""
    entries = [entry("silence", DUE, thread_id=n) for n in range(3 * MOST)]
    assert list(courses(entries, until=END)) == list(range(3 * MOST - 1, 2 * MOST - 1, -1))


async def test_a_month_is_told_mail_by_mail(rehearsed: Rehearse, tmp_path: Path) -> None:
    """The comments beside the month's mails say the same."""
    seen = await rehearsed(*write_month(tmp_path))
    became = {thread.subject: course for thread, course in seen.newest}
    assert len(became) == 27
    assert became["My order 1"].outcome == "kept"
    assert (became["My order 2"].outcome, became["My order 2"].answered) == ("missed", march(3, "15:00"))
    assert (became["My order 3"].outcome, became["My order 3"].answered) == ("missed", None)
    assert became["My order 40"].outcome == "renewed"
    assert became["My order 42"].outcome == "open"
    assert became["Our offers"] == Course(silence="N8")
