"""The model's curves are chances that came true, can be read both ways, and need no sklearn to be asked."""

import numpy as np
import pytest

from tests.learn.forecast.desk import small_log
from triaged.learn.forecast import ahead
from triaged.learn.forecast.clock import WorkClock
from triaged.learn.forecast.curves import Curves
from triaged.learn.forecast.features import known_at_arrival, work_ahead
from triaged.learn.forecast.model import WaitModel, fit
from triaged.learn.forecast.past import Past
from triaged.learn.forecast.trees import grown

ALWAYS = WorkClock.always()


def _learned(past: Past, mails: int) -> tuple[WaitModel, Curves]:
    """A model of the first mails, and its curves of the others."""
    rows, now = known_at_arrival(past, ALWAYS), float(past.arrived[mails])
    model = fit(rows[:mails], past.arrived[:mails], past.replied[:mails], now, ALWAYS)
    return model, model.curves(rows[mails:], past.arrived[mails:], ALWAYS)


def test_so_many_are_answered_by_each_chance() -> None:
    """On later mails of the same desk, at four chances."""
    past = small_log(1, 6000, gap=0.5)
    _, curves = _learned(past, 4000)
    passed = curves.passed((past.replied - past.arrived)[4000:])
    for chance in (0.25, 0.5, 0.8, 0.95):
        assert (passed <= -np.log(1 - chance)).mean() == pytest.approx(chance, abs=0.06)


def test_an_answer_after_the_day_of_learning_is_an_open_mail() -> None:
    """The same trees grow, whether it is in the file or not."""
    past = small_log(2, 900)
    rows, now = known_at_arrival(past, ALWAYS), float(past.arrived[800])
    later = np.where(past.replied > now, np.inf, past.replied)
    one, other = (fit(rows[:800], past.arrived[:800], each[:800], now, ALWAYS) for each in (past.replied, later))
    assert np.array_equal(one.trees.value, other.trees.value)


def test_curves_are_read_in_both_directions() -> None:
    """At a border, between two, and after the last."""
    steps = np.array([[0.0, 1.0, 5.0], [0.0, 2.0, 3.0]])
    curves = Curves(steps=steps, hazard=np.array([[0.0, 0.5, 4.0], [0.0, 1.0, 1.5]]))
    for hazard in (0.0, 0.3, 0.5, 2.0, 9.0):
        waits = curves.waits(np.full(2, hazard))
        assert curves.passed(waits) == pytest.approx([hazard, hazard])
    assert curves.waits(np.array([9.0, 0.5])) == pytest.approx([5.0 + 5.0 * 4.0 / 3.5, 1.0])


def test_numpy_asks_the_trees_as_sklearn_would() -> None:
    """Unknown values among them."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    chance = np.random.default_rng(0)
    rows = chance.normal(size=(3000, 8))
    rows[chance.random((3000, 8)) < 0.2] = np.nan
    yes = np.nan_to_num(rows[:, 0]) + chance.normal(size=3000) > 0.5
    trees = grown(rows, yes, rounds=10, rate=0.1, leaves=6, in_a_leaf=50)
    theirs = HistGradientBoostingClassifier(
        max_iter=10,
        learning_rate=0.1,
        max_leaf_nodes=6,
        min_samples_leaf=50,
        l2_regularization=10.0,
        max_features=0.15,
        early_stopping=False,
        random_state=0,
    ).fit(rows, yes)
    assert trees.ask(rows) == pytest.approx(theirs.decision_function(rows))


def test_the_work_ahead_is_the_open_mails_of_equal_or_higher_rank_at_the_measured_pace() -> None:
    """Eighty answers in eight hours, ten an hour; nineteen mails lie before the last one."""
    came = np.concatenate([np.full(80, 0.0), np.full(19, 8.0), [8.1]])
    answered = np.concatenate([np.linspace(0.2, 8.0, 80), np.full(20, np.inf)])
    ahead_of_it = np.arange(100) - np.searchsorted(np.sort(answered), came)
    assert work_ahead(came, answered, ahead_of_it.astype(float))[-1] == pytest.approx(20 / 10, rel=0.02)


def test_classes_answered_later_are_not_ahead() -> None:
    """Class 0 is answered in an hour, class 1 in ten: an open mail of 1 is not ahead of 0, one of 0 is ahead of 1."""
    came = np.concatenate([np.arange(40.0), [60.0, 60.0, 61.0, 61.0]])
    of_class = np.array([0, 1] * 20 + [0, 1, 0, 1])
    answered = np.concatenate([np.arange(40.0) + np.array([1.0, 10.0] * 20), np.full(4, np.inf)])
    past = Past(
        arrived=came,
        replied=answered,
        of_class=of_class,
        classes=("0", "1"),
        traits=np.empty((44, 0), dtype=np.int64),
    )
    rows = known_at_arrival(past, ALWAYS)
    assert list(rows[-2:, 3]) == [1.0, 3.0]


def test_a_factor_is_of_the_class_where_it_has_enough_mails() -> None:
    """Else that of all."""
    work, of_class = np.ones(120), np.repeat([0, 1], [100, 20])
    waits = np.concatenate([np.full(100, 2.0), np.full(20, 50.0)])
    found = ahead.factors(waits, np.ones(120, dtype=bool), work, of_class, 0.5)
    assert found == {-1: 2.0, 0: 2.0}
    assert list(ahead.bounds(np.array([3.0, 4.0]), np.array([0, 1]), found)) == [6.0, 8.0]


def test_a_factor_that_the_open_ones_hide_is_not_used() -> None:
    """Then there is no bound either."""
    found = ahead.factors(np.ones(100), np.zeros(100, dtype=bool), np.ones(100), np.zeros(100, dtype=int), 0.5)
    assert found == {}
    assert ahead.bounds(np.ones(1), np.zeros(1, dtype=int), found)[0] == np.inf


@pytest.mark.parametrize("answer", [False, True])
def test_where_the_answer_is_always_the_same_no_tree_grows(*, answer: bool) -> None:
    """Nor where a column is never known."""
    rows, yes = np.full((600, 3), np.nan), np.full(600, answer)
    odds = grown(rows, yes, rounds=5, rate=0.1, leaves=4, in_a_leaf=20).ask(rows)
    assert ((odds > 0) == answer).all()
    yes[:300] = not answer
    rows[:, 1] = yes
    odds = grown(rows, yes, rounds=40, rate=0.1, leaves=4, in_a_leaf=20).ask(rows)
    assert np.corrcoef(odds, yes)[0, 1] > 0.99
