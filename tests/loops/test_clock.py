"""The clock the loops go by does not jump with the wall clock (P12)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triaged.loops.clock import PATIENCE, TOLERANCE, SteadyClock, boot, wall

START = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
"""Half an hour before the clocks change in Europe."""


class Time:
    """What really passes, and what the wall clock shows."""

    def __init__(self) -> None:
        self.passed, self.wrong = 1000.0, timedelta(0)
        self.clock = SteadyClock(wall=lambda: self.true + self.wrong, passed=lambda: self.passed)

    @property
    def true(self) -> datetime:
        return START + timedelta(seconds=self.passed - 1000.0)

    def passes(self, span: timedelta) -> None:
        self.passed += span.total_seconds()


@pytest.mark.parametrize("jump", [timedelta(days=1), -timedelta(days=1), timedelta(minutes=3), -timedelta(days=4000)])
def test_a_jump_is_doubted_then_believed(jump: timedelta) -> None:
    """For a quarter of an hour the old time goes on, the jump is told; then the new time is taken for right."""
    time = Time()
    assert time.clock() == time.true
    time.wrong = jump
    for _ in range(15):
        assert time.clock() == time.true
        assert time.clock.jump == jump
        time.passes(timedelta(minutes=1))
    assert time.clock() == time.true + jump
    assert time.clock.jump is None


def test_a_jump_that_is_taken_back_was_never_there() -> None:
    """A clock that is set right again within patience changes nothing, and the next doubt begins anew."""
    time = Time()
    time.clock()
    for _ in range(5):
        time.wrong = timedelta(days=1)
        time.clock()
        time.passes(PATIENCE - timedelta(minutes=1))
        assert time.clock() == time.true
        time.wrong = timedelta(0)
        assert time.clock() == time.true
        assert time.clock.jump is None
        time.passes(timedelta(minutes=1))


def test_the_machine_slept() -> None:
    """After a suspend both clocks went on: nothing is doubted (CLOCK_BOOTTIME counts sleep)."""
    time = Time()
    time.clock()
    time.passes(timedelta(days=3))
    assert time.clock() == time.true
    assert time.clock.jump is None


def test_the_jump_is_told_in_the_same_words_while_it_lasts() -> None:
    """Whole seconds: what is told of it does not change with each look."""
    time = Time()
    time.clock()
    told = set()
    for step in range(50):
        time.wrong = timedelta(hours=1, microseconds=step * 7)
        time.clock()
        told.add(str(time.clock.jump))
        time.passes(timedelta(seconds=1))
    assert told == {"1:00:00"}


@given(
    st.lists(
        st.tuples(
            st.floats(min_value=0, max_value=3600, allow_nan=False),
            st.floats(min_value=-0.9, max_value=0.9, allow_nan=False),
        ),
        max_size=40,
    )
)
def test_small_corrections_are_followed(steps: list[tuple[float, float]]) -> None:
    """What NTP does, within the tolerance at a time, is never doubted, over the change to summer time as ever."""
    time = Time()
    for seconds, drift in steps:
        time.passes(timedelta(seconds=seconds))
        time.wrong += TOLERANCE * drift
        assert time.clock() == time.true + time.wrong
        assert time.clock.jump is None


def test_the_clocks_of_the_machine() -> None:
    """Aware UTC, and seconds that do not go back."""
    assert wall().tzinfo is UTC
    assert boot() <= boot()
