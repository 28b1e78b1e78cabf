"""The simulated desk is the same for the same seed, and does what its page says."""

import numpy as np

from bench.judgement.simulated import CLASSES, clock, simulated


def test_the_same_seed_gives_the_same_desk() -> None:
    """And another one another."""
    one, again, other = simulated(1), simulated(1), simulated(2)
    assert np.array_equal(one.replied, again.replied)
    assert len(one) != len(other) or not np.array_equal(one.replied, other.replied)


def test_it_answers_in_working_hours_and_after_the_arrival() -> None:
    """No answer at night, at a weekend, or before the mail."""
    past, hours = simulated(3), clock()
    assert (past.replied >= past.arrived).all()
    weekday, hour = (past.replied // 24 + 3) % 7, past.replied % 24
    assert ((weekday < 5) & (hour >= 9.0) & (hour <= 17.0 + 1e-9)).all()
    assert np.isfinite(hours.at(past.replied)).all()


def test_higher_classes_wait_less() -> None:
    """Nineteen of twenty, in worked hours."""
    past, hours = simulated(4), clock()
    waits = hours.at(past.replied) - hours.at(past.arrived)
    slowest = [np.quantile(waits[past.of_class == each], 0.95) for each in range(len(CLASSES))]
    assert slowest == sorted(slowest)
