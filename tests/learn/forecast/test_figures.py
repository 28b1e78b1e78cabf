"""On logs that nobody here wrote, and on a desk whose truth is known, as many are answered in time as were said."""

from datetime import UTC
from pathlib import Path

import pytest

from bench.judgement.simulated import clock, simulated
from tests.support.shared import shared_directory
from triaged.learn.forecast.clock import WorkClock
from triaged.learn.forecast.log import Columns, lines_of, read_log
from triaged.learn.forecast.measure import Measured, measured
from triaged.learn.forecast.past import Past
from triaged.learn.forecast.replay import replay
from triaged.learn.forecast.served import DAILY

pytestmark = pytest.mark.slow


def _past(name: str) -> Past:
    folder = shared_directory() or Path()
    return read_log(lines_of(folder / "tickets" / f"{name}.csv.gz"), Columns(), UTC, name).past


def _found(past: Past, hours: WorkClock, level: float = 0.95) -> Measured:
    return measured(past, replay(past, hours, level), level)


@pytest.mark.needs_shared
def test_first_replies_of_a_large_service_desk() -> None:
    """In every week too, and in well under the time that is told without looking at the mail."""
    found = _found(_past("servicenow_first_reply"), WorkClock.always())
    assert found.worst is not None
    assert found.share.met == pytest.approx(0.95, abs=0.015)
    assert (found.worst.share.met or 0) >= 0.92
    assert (found.median or 0) <= 0.70 * (found.plain or 0)
    assert found.told == found.mails


@pytest.mark.needs_shared
@pytest.mark.parametrize("level", [0.8, 0.95])
def test_a_small_and_slow_help_desk(level: float) -> None:
    """Twenty-five mails a week that wait for days."""
    found = _found(_past("italian_helpdesk"), WorkClock.always(), level)
    assert found.share.met == pytest.approx(level, abs=0.02)
    assert found.told > 0.9 * found.mails


def test_a_desk_whose_truth_is_known() -> None:
    """Through an outage and a week with two people away."""
    found = _found(simulated(100), clock())
    assert found.worst is not None
    assert found.share.met == pytest.approx(0.95, abs=0.015)
    assert (found.worst.share.met or 0) >= 0.82
    assert (found.median or 0) <= 0.36 * (found.plain or 0)


def test_a_table_that_is_learned_once_a_day_keeps_its_word_too() -> None:
    """Though it knows only urgency, hour and work ahead of a mail."""
    found = measured(simulated(100), replay(simulated(100), clock(), 0.95, way=DAILY), 0.95)
    assert found.worst is not None
    assert found.share.met == pytest.approx(0.95, abs=0.015)
    assert (found.worst.share.met or 0) >= 0.82
    assert (found.median or 0) <= 0.36 * (found.plain or 0)
