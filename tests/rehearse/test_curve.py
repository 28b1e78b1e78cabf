"""Which share was answered by when: the published example, and what holds of every curve."""

from __future__ import annotations

from datetime import timedelta
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triaged.rehearse.curve import NOTHING, curve

HOUR = timedelta(hours=1)
WAITS = st.lists(st.tuples(st.integers(0, 50).map(lambda n: n * HOUR), st.booleans()), max_size=80)

REMISSION = (6, 6, 6, 7, 10, 13, 16, 22, 23)
STILL = (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)
"""Weeks of remission under 6-mercaptopurine (Freireich and others 1963), the example of every textbook."""


def test_the_textbook_example_comes_out() -> None:
    """Ended, and still going on when the study ended: the shares after each time are the published ones."""
    seen = curve([*((n * HOUR, True) for n in REMISSION), *((n * HOUR, False) for n in STILL)])
    assert [time // HOUR for time in seen.times] == [6, 7, 10, 13, 16, 22, 23]
    published = [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    assert [1 - share for share in seen.shares] == pytest.approx(published, abs=0.0006)
    assert seen.when(0.5) == 23 * HOUR
    assert seen.when(0.6) is None


def test_nothing_says_nothing() -> None:
    """No wait, or none that ended: no share at any time."""
    for seen in (curve([]), curve([(HOUR, False)]), NOTHING):
        assert (seen.by(99 * HOUR), seen.when(0.5)) == (0.0, None)


@given(times=st.lists(st.integers(0, 50), min_size=1, max_size=80), level=st.sampled_from([0.5, 0.8, 0.9, 0.95]))
def test_where_nobody_waits_it_is_the_nearest_rank(times: list[int], level: float) -> None:
    """95 of 100 were answered within the time that the 95th took."""
    ranked = sorted(times)
    seen = curve((n * HOUR, True) for n in times)
    assert seen.when(level) == ranked[ceil(len(ranked) * level - 1e-9) - 1] * HOUR
    assert seen.by(ranked[-1] * HOUR) == pytest.approx(1.0)


@given(ended=WAITS)
def test_a_curve_rises_and_is_a_share(ended: list[tuple[timedelta, bool]]) -> None:
    """Times in order, shares between 0 and 1 that only grow."""
    seen = curve(ended)
    assert list(seen.times) == sorted(set(seen.times))
    assert list(seen.shares) == sorted(seen.shares)
    assert all(-1e-9 <= share <= 1 + 1e-9 for share in seen.shares)


@given(ended=WAITS)
def test_who_still_waits_makes_nobody_look_faster(ended: list[tuple[timedelta, bool]]) -> None:
    """Against leaving them out, at every time."""
    all_, finished = curve(ended), curve(one for one in ended if one[1])
    assert all(all_.by(n * HOUR) <= finished.by(n * HOUR) + 1e-9 for n in range(51))
