"""Every thread whose customer was shown an article has one fate, and it is told by article."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.report.entries import DAY, HOUR, MONDAY
from triaged.model.stored import OFFERED, SOLVED, LedgerEntry
from triaged.report.offered import Offering, Shown

A, B = "https://help.example/a", "https://help.example/b"
UNTIL = MONDAY + 14 * DAY
OFFER: tuple[str, dict[str, Any]] = (OFFERED, {"row": A})
CLOSED: tuple[str, dict[str, Any]] = ("closed unanswered", {"promise_id": 1, "told": True})


def fate(*events: tuple[str, dict[str, Any]], since: timedelta = timedelta()) -> tuple[Shown, ...]:
    """What is counted of one thread to which these things happened, an hour apart."""
    offering = Offering(until=UNTIL, since=MONDAY + since)
    for number, (event, more) in enumerate(events):
        offering.add(LedgerEntry(at=MONDAY + number * HOUR, event=event, thread_id=1, **more))
    return offering.by_article()


def shown(**counts: int) -> tuple[Shown, ...]:
    return (Shown(**({"url": A, "offered": 1, "solved": 0, "closed": 0, "answered": 0, "open": 0} | counts)),)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("events", "counted"),
    [
        ((OFFER,), shown(open=1)),
        ((OFFER, OFFER), shown(open=1)),
        ((OFFER, (SOLVED, {})), shown(solved=1)),
        ((OFFER, (SOLVED, {}), CLOSED, ("answered", {})), shown(solved=1)),
        ((OFFER, ("answered", {}), (SOLVED, {})), shown(answered=1)),
        ((OFFER, CLOSED), shown(closed=1)),
        ((OFFER, CLOSED, ("answered", {})), shown(answered=1)),
        ((OFFER, ("closed unanswered", {"promise_id": 2, "told": False})), shown(open=1)),
        ((OFFER, ("kept", {"promise_id": 1, "told": True})), shown(open=1)),
        ((OFFER, ("released", {"promise_id": 1, "told": True})), ()),
        (((SOLVED, {}), CLOSED), ()),
        ((("answered", {}), OFFER), shown(open=1)),
    ],
)
def test_a_thread_has_one_fate(events: tuple[tuple[str, dict[str, Any]], ...], counted: tuple[Shown, ...]) -> None:
    """The first of answered and solved stays; closed can still be answered; targets and withdrawals say nothing."""
    assert fate(*events) == counted


def test_only_letters_of_the_period_count() -> None:
    """By when the letter left; what became of it may be known later."""
    assert fate(OFFER, CLOSED, since=HOUR) == ()
    assert fate(CLOSED, OFFER, CLOSED, since=HOUR) == shown(closed=1)


def test_articles_are_told_apart_the_most_offered_first() -> None:
    """Two articles in one letter share its fate."""
    offering = Offering(until=UNTIL, since=None)
    for thread, url in ((1, B), (1, A), (2, B)):
        offering.add(LedgerEntry(at=MONDAY, event=OFFERED, thread_id=thread, row=url))
    offering.add(LedgerEntry(at=MONDAY, event="answered", thread_id=1))
    offering.add(LedgerEntry(at=UNTIL, event=SOLVED, thread_id=2))
    assert [(one.url, one.offered, one.answered, one.open) for one in offering.by_article()] == [
        (B, 2, 1, 1),
        (A, 1, 1, 0),
    ]
