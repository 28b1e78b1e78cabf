"""A thousand days of a desk in virtual time, with people, programs and faults: what must hold holds at every step."""

from __future__ import annotations

import pytest

from tests.simulate.desk.year import simulate

DAYS = 100


@pytest.mark.parametrize("seed", range(1, 11))
def test_a_hundred_days_of_a_desk(seed: int) -> None:
    """No promise is told twice or forgotten, nobody is bothered after an answer, every customer hears from us once."""
    run = simulate(seed, DAYS)

    assert not run.broken, str(run)
    assert run.days == DAYS
    assert run.mails > DAYS


def test_a_seed_repeats_itself() -> None:
    """The same seed leads to the same mails, step by step."""
    one, other = simulate(77, 5), simulate(77, 5)

    assert (one.steps, one.mails, one.checks) == (other.steps, other.mails, other.checks)
