"""A sample of `make crash`: what customers get does not depend on when the daemon dies."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.crash import order
from tests.crash.house import House
from tests.crash.run import Run

pytestmark = [pytest.mark.needs_dovecot, pytest.mark.needs_postfix, pytest.mark.needs_strace, pytest.mark.slow]

SEED = int(os.environ.get("TRIAGED_SEED", "1"))


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    """Servers of the crash run's own."""
    started = House.start()
    yield started
    started.stop()


def test_a_sample_of_system_calls_to_die_at(house: House) -> None:
    """Killed at a system call of fetch, commit, send and mark: nothing is lost, doubled or left lying about."""
    run = Run(house, seed=SEED)

    [row] = run.walk(10)

    assert run.well, run.notes
    assert row.count.mails == 20
    assert row.count.clean, row


def test_kills_at_random_with_evidence(house: House) -> None:
    """Killed 24 times at random: every customer has exactly one letter."""
    run = Run(house, seed=SEED)

    [row] = run.kill(24, journal=True)

    assert run.well, run.notes
    assert row.count.mails == 96
    assert row.count.clean, row


def test_kills_at_random_without_evidence(house: House) -> None:
    """Where no copy comes back: killed once, nothing is lost, and a second letter is octet by octet the first.

    A letter that several kills hit while it is handed over is shown to people in the end, not sent again for ever.
    """
    for seed in range(SEED, SEED + 4):
        run = Run(house, seed=seed)

        [row] = run.kill(1, journal=False)

        assert run.well, run.notes
        assert row.good, row


def test_no_letter_leaves_before_its_intent_is_on_the_disk(house: House) -> None:
    """At each MAIL FROM the letter is `sending` in what the disk holds; it is not in what was only written."""
    seen = order.observe(house.lane(), mails=3)

    assert (seen.sent, seen.early, seen.early_without_flush) == (3, 0, 3)
