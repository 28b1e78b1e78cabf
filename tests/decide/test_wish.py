"""What a lead reads of wished-for times that the team's own past does not bear out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.decide.house import policy
from tests.rules.forecasts import flat
from triaged.decide.wish import wishes_not_kept
from triaged.hours import parse_span
from triaged.model.forecast import Forecast
from triaged.model.lore import Later
from triaged.model.thread import Urgency

HOUR = timedelta(hours=1)
RULES = policy()
ROW = replace(RULES.promise.rows[-1], name="all", reply=parse_span("4h"))
UNKNOWN = replace(flat(6 * HOUR), within=((-1,) * 99,) * 4)


def later(urgency: Urgency = Urgency.NORMAL, *, told: bool = True, team: str = "service", row: str = "all") -> Later:
    return Later(team=team, row=row, urgency=urgency, told=told)


def texts(*found: Later, forecast: Forecast | None = None, reply: str = "4h") -> list[str]:
    rules = replace(RULES, promise=replace(RULES.promise, rows=(replace(ROW, reply=parse_span(reply)),)))
    return [each.text for each in wishes_not_kept(found, {"service": forecast or flat(6 * HOUR)}, rules)]


@pytest.mark.parametrize(
    ("found", "reply", "forecast", "text"),
    [
        (
            (later(), later()),
            "4h",
            None,
            'promise row "all" wishes 4h for normal mail. 95 of 100 of the last month\'s were answered within 6h of '
            "working time, 63 of 100 within 4h. 2 customers were told a later time since the last such notice. "
            'reply = "6h" could be kept; 4h needs more answers an hour.',
        ),
        (
            (later(told=False),),
            "1 day",  # what a day is in hours differs from day to day: no share of it is told
            None,
            'promise row "all" wishes 1 day for normal mail. 95 of 100 of the last month\'s were answered within 6h of '
            "working time. 1 could be told none: it lay beyond at_most. "
            'reply = "6h" could be kept; 1 day needs more answers an hour.',
        ),
        (
            (later(), later(told=False)),
            "4h",
            UNKNOWN,
            'promise row "all" wishes 4h for normal mail. 1 customer was told a later time since the last such notice. '
            "1 could be told none: it lay beyond at_most.",
        ),
    ],
)
def test_the_numbers_are_told(found: tuple[Later, ...], reply: str, forecast: Forecast | None, text: str) -> None:
    """What is wished, what is met, how many were told otherwise, what could be kept; nothing that is not known."""
    assert texts(*found, reply=reply, forecast=forecast) == [text]


def test_each_urgency_has_a_text_the_most_urgent_first() -> None:
    """Of one row and team."""
    told = texts(later(Urgency.LOW), later(Urgency.HIGH), later(Urgency.LOW))
    assert ["high" in text.partition(" mail")[0] for text in told] == [True, False]


@pytest.mark.parametrize("gone", [later(team="sales"), later(row="gone")])
def test_what_is_gone_from_the_rules_is_not_told_of(gone: Later) -> None:
    """A team or a row that is no more needs no other time."""
    assert texts(gone) == []
