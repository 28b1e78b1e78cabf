"""What a table is asked with was known when the day of the mail began, but for the mail itself and the work ahead."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.learn.forecast.desk import as_known_at, small_log, until
from triaged.learn.forecast.clock import WorkClock
from triaged.learn.forecast.features import known_at_arrival
from triaged.learn.forecast.past import Past
from triaged.learn.forecast.replay import replay
from triaged.learn.forecast.served import DAILY, served_rows
from triaged.model.forecast import AHEAD

ALWAYS = WorkClock.always()
LIVE = [0, 1, 2, 3, -1]
"""Hour, day, class, work ahead in mails and in hours."""


def _same(one: np.ndarray, other: np.ndarray) -> bool:
    return bool(np.array_equal(one, other, equal_nan=True))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 299))
def test_nothing_of_the_future_is_known(seed: int, at: int) -> None:
    """Neither later mails nor later answers change what was known of a mail."""
    past = small_log(seed, 300, classes=3)
    known = as_known_at(until(past, at + 1), float(past.arrived[at]))
    assert _same(served_rows(past, ALWAYS)[: at + 1], served_rows(known, ALWAYS)[: at + 1])


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(100, 299))
def test_of_the_day_itself_only_the_mail_and_the_work_ahead_are_known(seed: int, at: int) -> None:
    """All else stands in a row that was there when the day began."""
    past = small_log(seed, 300, classes=3)
    midnight = np.floor(past.arrived[at] / 24.0) * 24.0
    before = as_known_at(until(past, int(np.searchsorted(past.arrived, midnight))), float(midnight))
    rest = np.delete(served_rows(past, ALWAYS)[at], LIVE)
    assert any(_same(rest, row) for row in _at_arrival(before))


def _at_arrival(past: Past) -> list[np.ndarray]:
    rows = known_at_arrival(past, ALWAYS)
    rows[:, 4:7] = np.nan
    return [np.delete(row, LIVE) for row in rows]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_the_work_ahead_counts_open_mails_of_equal_or_higher_class(seed: int) -> None:
    """As a plain count says, up to the next border."""
    past = small_log(seed, 120, classes=3)
    found = served_rows(past, ALWAYS)[:, 3]
    for at, arrived in enumerate(past.arrived):
        before = slice(0, at)
        waits = (past.replied[before] >= arrived) & (past.of_class[before] <= past.of_class[at])
        assert found[at] == next(most for most in AHEAD if int(waits.sum()) <= most)


def test_the_mails_of_a_day_share_a_calibration() -> None:
    """Every mail is in one batch, every batch in one day, and no day has two."""
    arrived = np.array([0.0, 1.0, 23.9, 24.0, 47.0, 120.0])
    assert list(DAILY.batches(arrived)) == [(0, 3), (3, 5), (5, 6)]
    assert list(DAILY.batches(np.empty(0))) == []


def test_a_replay_by_day_knows_nothing_of_the_future() -> None:
    """The forecasts of a log begin with those of its beginning."""
    past = small_log(5, 400, classes=4)
    whole = replay(past, ALWAYS, 0.9, way=DAILY).due
    assert np.isfinite(whole[-100:]).any()
    assert _same(whole[:300], replay(until(past, 300), ALWAYS, 0.9, way=DAILY).due)
