"""Worked hours as an axis: the same as triaged/hours counts, and back again."""

from datetime import UTC, datetime, timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from triaged.hours import build_calendar, working_time
from triaged.learn.forecast.clock import HOUR, WorkClock

OFFICE = build_calendar(
    name="office", zone="Europe/Berlin", open=["Mon-Thu 08:00-12:00 12:30-17:00", "Fri 08:00-13:00"], holidays="DE"
)
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
LAST = datetime(2026, 12, 31, tzinfo=UTC)
CLOCK = WorkClock.of(OFFICE, FIRST.timestamp() / HOUR, LAST.timestamp() / HOUR)
MOMENTS = st.integers(0, 360 * 24 * 60).map(lambda minutes: FIRST + timedelta(minutes=minutes))


def _hours(at: datetime) -> np.ndarray:
    return np.array([at.timestamp() / HOUR])


@settings(deadline=None)
@given(MOMENTS, MOMENTS)
def test_it_counts_like_the_calendar(a: datetime, b: datetime) -> None:
    """Between any two moments of a year with breaks, holidays and both clock changes."""
    counted = (CLOCK.at(_hours(b)) - CLOCK.at(_hours(a)))[0]
    assert abs(counted - working_time(OFFICE, a, b).total_seconds() / HOUR) < 1e-6


@given(st.floats(0.01, 1500))
def test_a_moment_is_the_first_at_which_so_much_was_worked(worked: float) -> None:
    """Closing time, not the next opening."""
    at = CLOCK.when(np.array([worked]))
    assert abs(CLOCK.at(at)[0] - worked) < 1e-6
    assert CLOCK.at(at - 0.001)[0] < worked


def test_beyond_the_table_nothing_is_known() -> None:
    """Infinity, in both directions."""
    assert CLOCK.when(np.array([1e6]))[0] == np.inf
    assert CLOCK.at(np.array([np.inf]))[0] == np.inf


def test_without_a_calendar_every_hour_counts() -> None:
    """Moments and worked hours are the same."""
    always, moments = WorkClock.always(), np.array([1.0, 2.5, np.inf])
    assert (always.at(moments) == moments).all()
    assert (always.when(moments) == moments).all()
