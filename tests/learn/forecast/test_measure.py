"""The figures count what was told, what was met, and nothing that is not known."""

import numpy as np
import pytest

from triaged.learn.forecast.abstain import Why
from triaged.learn.forecast.log import Log
from triaged.learn.forecast.measure import WEEK_OF, Measured, measured
from triaged.learn.forecast.past import Past
from triaged.learn.forecast.replay import Replayed
from triaged.learn.forecast.told import forecast_json

MONDAY = 490_992.0
"""5 January 2026."""


def _past(waits: list[float], *, apart: float = 1.0, of_class: list[int] | None = None) -> Past:
    arrived = MONDAY + apart * np.arange(len(waits))
    classes = of_class or [0] * len(waits)
    return Past(
        arrived=arrived,
        replied=arrived + np.array(waits),
        of_class=np.array(classes),
        classes=tuple(f"class {each}" for each in range(max(classes) + 1)),
        traits=np.empty((len(waits), 0), dtype=np.int64),
    )


def _told(past: Past, bounds: list[float]) -> Replayed:
    why = tuple(Why.FEW if np.isnan(each) else None for each in bounds)
    return Replayed(due=past.arrived + np.array(bounds), why=why)


def _all(past: Past, bounds: list[float]) -> Measured:
    return measured(past, _told(past, bounds), 0.9, last=1.0)


def test_an_answer_at_the_very_moment_is_in_time() -> None:
    """And one after it is not."""
    past = _past([1.0, 2.0, 3.0, 4.0])
    assert _all(past, [1.0, 2.0, 2.5, 9.0]).share.met == 0.75


def test_a_mail_without_a_time_is_counted_apart() -> None:
    """It is neither met nor broken."""
    past = _past([1.0, 2.0, 3.0, 4.0])
    found = _all(past, [np.nan, np.nan, 9.0, 1.0])
    assert (found.told, found.share.mails, found.share.met) == (2, 2, 0.5)
    assert found.silent == {Why.FEW: 2}


def test_an_open_mail_is_broken_when_its_time_has_passed_and_unknown_before() -> None:
    """The log ends with the last arrival, 2 hours after the first."""
    past = _past([np.inf, 0.5, np.inf])
    found = _all(past, [1.0, 1.0, 1.0])
    assert (found.share.mails, found.share.met) == (2, 0.5)


def test_only_the_last_part_is_measured() -> None:
    """What came before only teaches; the reasons of the whole log are kept."""
    past = _past([1.0] * 10)
    found = measured(past, _told(past, [np.nan] * 5 + [0.5] * 3 + [2.0] * 2), 0.9)
    assert (found.mails, found.told, found.share.met, found.since) == (5, 5, 0.4, MONDAY + 5)
    assert (found.silent, found.silent_ever) == ({}, {Why.FEW: 5})


def test_the_worst_week_is_one_with_enough_forecasts() -> None:
    """Weeks begin on Monday; one mail in the third week is no week."""
    past = _past([1.0] * (2 * 56 + 1), apart=3.0)
    bounds = [2.0] * 56 + [0.5] * 14 + [2.0] * 42 + [0.5]
    worst = _all(past, bounds).worst
    assert worst is not None
    assert (worst.monday, worst.share.mails, worst.share.met) == (MONDAY + 168.0, 56, 0.75)


def test_no_week_with_enough_forecasts_is_no_worst_week() -> None:
    """One mail fewer than enough."""
    assert _all(_past([1.0] * (WEEK_OF - 1)), [2.0] * (WEEK_OF - 1)).worst is None


def test_each_class_has_its_own_figures() -> None:
    """In the order of their names."""
    past = _past([1.0] * 4, of_class=[1, 0, 1, 1])
    found = _all(past, [2.0, 0.5, 4.0, 0.5])
    assert [(each.name, each.share.mails, each.share.met, each.median) for each in found.classes] == [
        ("class 0", 1, 0.0, 0.5),
        ("class 1", 3, pytest.approx(2 / 3), 2.0),
    ]


def test_the_plain_bound_is_of_the_same_mails() -> None:
    """A hundred mails that wait an hour each; the first sixty have no plain bound."""
    past = _past([1.0] * 200)
    found = _all(past, [0.25] * 200)
    assert (found.median, found.plain) == (0.25, 1.0)


def test_what_is_not_known_is_null() -> None:
    """Not nought."""
    past = _past([1.0] * 3)
    log = Log(past=past, of_class="", used=(), problems=((7, "no time"),))
    answer = forecast_json("log.csv", log, 0.95, "", _all(past, [np.nan] * 3))
    assert (answer["coverage"], answer["worst_week"], answer["median_bound_hours"]) == (None, None, None)
    assert (answer["told"], answer["abstained"]) == (0, {"few": {"mails": 3, "why": "fewer than 60 answers"}})
    assert (answer["left_out"], answer["problems"]) == (1, [{"line": 7, "why": "no time"}])
