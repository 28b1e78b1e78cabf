"""How long so many wait is estimated with open mails as open: the textbook's figures come out."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from triaged.learn.forecast.censored import answered_by, quantile

# Worked out by hand, weeks in remission under 6-MP (Freireich et al., 1963), the table every textbook shows: the share
# that is left after each event. "+" in the book is an open one here.
WAITS = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
ANSWERED = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
LEFT = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}


def _arrays() -> tuple[np.ndarray, np.ndarray]:
    return np.array(WAITS, dtype=float), np.array(ANSWERED, dtype=bool)


@pytest.mark.parametrize(("after", "left"), LEFT.items())
def test_the_textbook_table(after: int, left: float) -> None:
    """The share that is left after each week, to the third digit."""
    waits, share = answered_by(*_arrays())
    assert 1 - share[np.flatnonzero(waits == after)[-1]] == pytest.approx(left, abs=5e-4)


@pytest.mark.parametrize(("level", "wait"), [(0.1, 6.0), (0.2, 10.0), (0.5, 23.0), (0.55, 23.0)])
def test_a_quantile_is_the_first_wait_that_reaches_it(level: float, wait: float) -> None:
    """Not one between two answers."""
    assert quantile(*_arrays(), level) == wait


@pytest.mark.parametrize("level", [0.6, 0.95])
def test_what_the_open_ones_hide_is_not_known(level: float) -> None:
    """Infinity, never the longest wait that was seen."""
    assert quantile(*_arrays(), level) == np.inf


def test_no_mails_tell_nothing() -> None:
    """An empty window is no mistake."""
    assert quantile(np.array([]), np.array([], dtype=bool), 0.5) == np.inf


@given(st.lists(st.integers(0, 50), min_size=1, max_size=80), st.floats(0.05, 0.95))
def test_with_nothing_open_it_is_the_plain_quantile(waits: list[int], level: float) -> None:
    """The least wait that so many met."""
    times = np.array(waits, dtype=float)
    found = quantile(times, np.ones(len(times), dtype=bool), level)
    assert (times <= found).mean() >= level - 1e-9
    assert (times < found).mean() < level + 1e-9


@given(st.lists(st.tuples(st.integers(0, 50), st.booleans()), min_size=1, max_size=80), st.floats(0.05, 0.95))
def test_leaving_open_mails_out_never_gives_a_longer_wait(mails: list[tuple[int, bool]], level: float) -> None:
    """What is finished is what was quick."""
    waits = np.array([wait for wait, _ in mails], dtype=float)
    answered = np.array([done for _, done in mails])
    if answered.any():
        assert quantile(waits[answered], answered[answered], level) <= quantile(waits, answered, level)
