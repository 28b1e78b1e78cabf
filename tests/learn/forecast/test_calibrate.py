"""The aim follows broken promises, and hears of a promise only when its time has passed."""

import numpy as np
import pytest

from triaged.learn.forecast.calibrate import ENOUGH, Outstanding, Step, needed


def test_a_promise_is_heard_of_when_its_time_has_passed_and_not_at_the_answer() -> None:
    """Answered at 10, due at 100: nothing moves at 99."""
    waiting, first = Outstanding(), Step.first(0.95)
    waiting.add(100.0, 10.0)
    assert waiting.passed(99.0, first) == first
    assert waiting.passed(100.0, first).aim > first.aim


def test_it_is_heard_of_once() -> None:
    """A second look at the same moment moves nothing."""
    waiting, first = Outstanding(), Step.first(0.95)
    waiting.add(100.0, 10.0)
    heard = waiting.passed(100.0, first)
    assert waiting.passed(200.0, heard) == heard


@pytest.mark.parametrize(("replied", "tighter"), [(99.0, False), (100.0, False), (101.0, True), (np.inf, True)])
def test_broken_promises_make_the_next_more_cautious(*, replied: float, tighter: bool) -> None:
    """An answer at the very moment is in time."""
    waiting, first = Outstanding(), Step.first(0.95)
    waiting.add(100.0, replied)
    assert (waiting.passed(500.0, first).aim < first.aim) is tighter


def test_the_aim_stays_where_as_many_break_as_are_wanted() -> None:
    """One in twenty broken leaves one in twenty aimed at."""
    step = Step.first(0.95)
    for each in range(2000):
        step = step.after(broken=each % 20 == 0, waiting=0)
    assert step.aim == pytest.approx(0.05, abs=0.01)


def test_the_aim_has_bounds() -> None:
    """No run of luck makes it reckless, no bad month absurd."""
    kept = broken = Step.first(0.95)
    for _ in range(5000):
        kept, broken = kept.after(broken=False, waiting=0), broken.after(broken=True, waiting=0)
    assert kept.aim == pytest.approx(0.1)
    assert broken.aim == pytest.approx(0.04)


def test_the_more_are_out_the_smaller_the_step() -> None:
    """Half a promise's weight spread over those that wait."""
    first = Step.first(0.95)
    few, many = first.after(broken=True, waiting=10), first.after(broken=True, waiting=10_000)
    assert first.aim - few.aim == pytest.approx(0.005 * 0.95)
    assert first.aim - many.aim == pytest.approx(0.5 / 10_000 * 0.95)


def _passed(scale: float, mails: int = 4000) -> np.ndarray:
    """Hazards as a model's would be that is wrong by a factor; of a right one they are exponential."""
    return np.random.default_rng(1).exponential(scale, mails)


@pytest.mark.parametrize(("wrong_by", "factor"), [(1.0, 1.0), (1.3, 1.3), (0.8, 0.8), (5.0, 1.6), (0.2, 0.75)])
def test_a_model_that_is_wrong_is_read_further_up_or_down_within_bounds(wrong_by: float, factor: float) -> None:
    """Waits 1.3 times as long: the curve is read 1.3 times as far."""
    passed = _passed(wrong_by)
    found = needed(passed, np.ones(len(passed), dtype=bool), np.zeros(len(passed), dtype=int), 0.05)
    assert found[-1] == pytest.approx(-np.log(0.05) * factor, rel=0.05)


def test_open_mails_do_not_make_it_look_quicker() -> None:
    """A third of them is cut off, and the factor is the same."""
    passed, until = _passed(1.3), np.random.default_rng(2).exponential(3.0, 4000)
    found = needed(np.minimum(passed, until), passed <= until, np.zeros(4000, dtype=int), 0.05)
    assert found[-1] == pytest.approx(-np.log(0.05) * 1.3, rel=0.1)


def test_a_small_class_is_drawn_to_all_and_a_large_one_is_its_own() -> None:
    """25 mails change little, 2,000 nearly all."""
    passed = np.concatenate([_passed(1.0), _passed(1.5, 2000), _passed(1.5, 25)])
    of_class = np.repeat([0, 1, 2], [4000, 2000, 25])
    found = needed(passed, np.ones(len(passed), dtype=bool), of_class, 0.05)
    assert found[0] < found[-1] < found[1]
    assert abs(found[2] - found[-1]) < abs(found[1] - found[-1])


def test_few_forecasts_correct_nothing() -> None:
    """One fewer than enough: the model is believed."""
    found = needed(_passed(5.0, ENOUGH - 1), np.ones(ENOUGH - 1, dtype=bool), np.zeros(ENOUGH - 1, dtype=int), 0.1)
    assert found == {-1: pytest.approx(-np.log(0.1))}
