"""A replay knows nothing of the future, says nothing while it must not, and says the same each time."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.learn.forecast.desk import as_known_at, small_log, until
from triaged.hours import build_calendar
from triaged.learn.forecast.abstain import Why, why_not
from triaged.learn.forecast.clock import WorkClock
from triaged.learn.forecast.features import known_at_arrival
from triaged.learn.forecast.past import Past
from triaged.learn.forecast.plain import plain_bounds, window
from triaged.learn.forecast.replay import replay

ALWAYS = WorkClock.always()
OFFICE = WorkClock.of(
    build_calendar(name="office", zone="Europe/Berlin", open=["Mon-Fri 09:00-17:00"]), 490_900.0, 530_000.0
)


def _same(one: np.ndarray, other: np.ndarray) -> bool:
    return bool(np.array_equal(one, other, equal_nan=True))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 299))
def test_later_mails_change_no_earlier_forecast(seed: int, kept: int) -> None:
    """The forecasts of a log begin with those of its beginning."""
    past = small_log(seed, 300)
    assert _same(replay(past, ALWAYS, 0.9).due[:kept], replay(until(past, kept), ALWAYS, 0.9).due)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 299))
def test_an_answer_that_comes_later_changes_no_earlier_forecast(seed: int, at: int) -> None:
    """Up to a moment, a mail that is answered after it is an open mail."""
    past = small_log(seed, 300)
    known = as_known_at(past, float(past.arrived[at]))
    assert _same(replay(past, ALWAYS, 0.9).due[: at + 1], replay(known, ALWAYS, 0.9).due[: at + 1])


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 199))
def test_what_is_known_at_an_arrival_is_older_than_it(seed: int, at: int) -> None:
    """The features too are made of the past alone."""
    past = small_log(seed, 200, traits=2)
    known = as_known_at(until(past, at + 1), float(past.arrived[at]))
    assert _same(known_at_arrival(past, ALWAYS)[at], known_at_arrival(known, ALWAYS)[at])


def test_with_a_model_too_nothing_of_the_future_is_used() -> None:
    """Past 500 answers, where trees are grown."""
    past = small_log(3, 1100)
    whole, at = replay(past, ALWAYS, 0.9).due, 900
    known = until(as_known_at(past, float(past.arrived[at])), at + 1)
    assert np.isfinite(whole[at])
    assert _same(whole[: at + 1], replay(known, ALWAYS, 0.9).due)


def test_the_same_log_gives_the_same_forecasts() -> None:
    """Chance has a fixed seed."""
    past = small_log(4, 900)
    assert _same(replay(past, ALWAYS, 0.9).due, replay(past, ALWAYS, 0.9).due)


@pytest.mark.parametrize("level", [0.8, 0.95])
def test_so_many_are_met_as_were_asked_for(level: float) -> None:
    """On a desk whose waits have one law."""
    past = small_log(5, 4000)
    due = replay(past, ALWAYS, level).due[2000:]
    assert np.isfinite(due).all()
    assert (past.replied[2000:] <= due).mean() == pytest.approx(level, abs=0.025)


def test_a_trait_that_tells_the_wait_tells_the_forecast() -> None:
    """Quick kinds get sooner times than a forecast that does not look at the mail."""
    past = small_log(6, 4000, classes=1)
    bounds, kind = (replay(past, ALWAYS, 0.95).due - past.arrived)[2000:], past.traits[2000:, 0]
    plain = plain_bounds(past.arrived, past.replied, 0.95)[2000:]
    assert np.median(bounds[kind == 0]) < 0.75 * np.median(plain)
    assert np.median(bounds[kind == 2]) > np.median(plain)


def test_before_sixty_answers_nothing_is_said() -> None:
    """And soon after, something is."""
    past = small_log(7, 200)
    found = replay(past, ALWAYS, 0.95)
    answers = (past.replied[None, :] < past.arrived[:, None]).sum(axis=1)
    assert all(why is Why.FEW for why, count in zip(found.why, answers, strict=True) if count < 60)
    assert np.isnan(found.due[answers < 60]).all()
    assert np.isfinite(found.due[-25:]).all()


def test_a_log_whose_last_month_is_mostly_open_is_not_believed() -> None:
    """A snapshot, of whose last month 85 of 100 mails are open."""
    past = small_log(8, 2000)
    month, chance = past.arrived > past.arrived[-1] - 720.0, np.random.default_rng(8)
    replied = np.where(month & (chance.random(2000) < 0.85), np.inf, past.replied)
    snapshot = Past(
        arrived=past.arrived, replied=replied, of_class=past.of_class, classes=past.classes, traits=past.traits
    )
    found = replay(snapshot, ALWAYS, 0.95)
    assert set(found.why[-400:]) <= {Why.OPEN, Why.OVERDUE}
    assert np.isnan(found.due[-400:]).all()


WINDOWS = {
    "few answers": (59, 0.0, 0.0, Why.FEW),
    "enough": (60, 0.0, 0.0, None),
    "young ones are open": (500, 0.45, 0.0, None),
    "most are open": (500, 0.5, 0.1, Why.OPEN),
    "old ones are open": (500, 0.0, 0.3, Why.OVERDUE),
    "some old ones are open": (500, 0.0, 0.1, None),
}


@pytest.mark.parametrize(("answers", "young", "old", "why"), WINDOWS.values(), ids=WINDOWS)
def test_when_nothing_is_said(*, answers: int, young: float, old: float, why: Why | None) -> None:
    """A thousand mails, the first half older than every answer took, the others younger."""
    ages, waits = np.concatenate([np.full(500, 100.0), np.full(500, 3.0)]), np.full(1000, 3.5)
    answered = np.ones(1000, dtype=bool)
    answered[: int(500 * old)] = False
    answered[500 : 500 + int(1000 * young)] = False
    assert why_not(answers, ages, np.where(answered, waits, ages), answered) is why


def test_a_window_without_an_answer_is_not_believed() -> None:
    """However many answers there were before it."""
    assert why_not(500, np.ones(5), np.ones(5), np.zeros(5, dtype=bool)) is Why.OPEN


@pytest.mark.parametrize(
    ("at", "apart", "first"),
    [(30, 1.0, 0), (1000, 1.0, 280), (1000, 100.0, 940), (25_000, 0.01, 5_000)],
    ids=["the beginning", "a month", "a quiet desk", "a busy one"],
)
def test_the_window_is_a_month_with_enough_mails_and_not_too_many(*, at: int, apart: float, first: int) -> None:
    """At least 60, at most 20,000."""
    assert window(apart * np.arange(at + 1), at) == first


GAPS = st.sampled_from([0.0, 0.01, 1.0, 30.0, 2000.0])
WAITS = st.sampled_from([0.0, 1e-6, 0.5, 3.0, 200.0, 1e5, np.inf])
MAILS = st.lists(st.tuples(GAPS, WAITS, st.integers(0, 3)), min_size=1, max_size=12)


@settings(max_examples=40, deadline=None)
@given(MAILS, st.sampled_from([0.5, 0.95, 0.99]), st.sampled_from([ALWAYS, OFFICE]))
def test_any_log_has_an_answer(mails: list[tuple[float, float, int]], level: float, clock: WorkClock) -> None:
    """Mails at one moment, answers at once, after years, or never: a time after the arrival, or a reason."""
    gaps, waits, classes = (np.array(each) for each in zip(*(mails * 60), strict=True))
    arrived = 490_992.0 + np.cumsum(np.minimum(gaps, 30_000.0 / len(gaps)))
    past = Past(
        arrived=arrived,
        replied=arrived + waits,
        of_class=classes,
        classes=("a", "b", "c", "d"),
        traits=classes[:, None],
    )
    found = replay(past, clock, level)
    told = np.isfinite(found.due)
    assert (found.due[told] >= arrived[told]).all()
    assert [why is None for why in found.why] == list(told)


def test_a_model_is_not_made_of_a_history_without_answers() -> None:
    """Answered once, then ten thousand mails that never are."""
    past = small_log(12, 12_000, gap=0.2)
    replied = np.where(np.arange(12_000) < 700, past.replied, np.inf)
    dead = Past(arrived=past.arrived, replied=replied, of_class=past.of_class, classes=past.classes, traits=past.traits)
    assert np.isnan(replay(dead, ALWAYS, 0.95).due[-5000:]).all()
