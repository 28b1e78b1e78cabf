"""The table says what the replay says, for every mail of the next day; and where nothing may be said, why."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from bench.judgement.simulated import clock, simulated
from tests.learn.forecast.desk import as_known_at, small_log, until
from triaged.learn.forecast.clock import HOUR, WorkClock
from triaged.learn.forecast.past import Past
from triaged.learn.forecast.replay import replay
from triaged.learn.forecast.served import DAILY, served_rows
from triaged.learn.forecast.table import table
from triaged.model.forecast import Forecast, of_text
from triaged.model.thread import Urgency

ALWAYS = WorkClock.always()


def learned_at(past: Past, hours: float, clock: WorkClock = ALWAYS, level: float = 0.9) -> Forecast:
    """The table as it is learned at a moment."""
    known = as_known_at(until(past, int(np.searchsorted(past.arrived, hours))), hours)
    return table(known, clock, level, datetime.fromtimestamp(hours * HOUR, UTC), "office")


def looked_up(forecast: Forecast, past: Past, at: int) -> timedelta | None:
    urgency = list(Urgency)[int(past.of_class[at])]
    ahead = int(served_rows(past, ALWAYS)[at, 3])
    return forecast.wait(urgency, datetime.fromtimestamp(float(past.arrived[at]) * HOUR, UTC), ahead)


@pytest.mark.parametrize("mails", [300, 900], ids=["by the work ahead", "by the model"])
def test_the_table_says_what_the_replay_says(mails: int) -> None:
    """For the mails of the day that begins when it is learned.

    Not to the minute: a cell stands for three hours, and the replay learns when the first mail comes, not at midnight.
    """
    past = replace(small_log(9, mails + 90, classes=4, gap=0.5), traits=np.zeros((mails + 90, 0), dtype=np.int64))
    midnight = float(np.ceil(past.arrived[mails - 1] / 24.0) * 24.0)
    first = int(np.searchsorted(past.arrived, midnight))
    forecast, due = learned_at(past, midnight), replay(past, ALWAYS, 0.9, way=DAILY).due
    day = [at for at in range(first, len(past)) if past.arrived[at] < midnight + 24.0]
    assert len(day) > 5
    said = [looked_up(forecast, past, at) or timedelta() for at in day]
    apart = np.abs(np.log([each / timedelta(hours=1) for each in said] / (due[day] - past.arrived[day])))
    assert np.median(apart) < 0.02
    assert apart.max() < 0.2


def test_more_work_ahead_never_makes_a_time_sooner_by_the_work_alone() -> None:
    """Below 500 answers a time is a multiple of the work ahead."""
    past = small_log(9, 300, classes=4)
    forecast = learned_at(past, float(past.arrived[-1]) + 1.0)
    cells = np.array(forecast.waits).reshape(4, 56, -1)
    assert (np.diff(cells, axis=2) >= 0).all()
    assert (cells > 0).all()


@pytest.mark.slow
def test_half_of_the_mails_meet_the_middle() -> None:
    """On a desk whose truth is known; and nearly all, on few quiet days, the time that is told."""
    past, hours, met, half = simulated(101), clock(), [], []
    ahead = served_rows(past, hours)[:, 3]
    begins = np.floor(past.arrived[7000] / 24.0)
    for day in (begins + np.arange(0, 21, 3)) * 24.0:
        forecast = learned_at(past, float(day), hours, 0.95)
        for at in np.flatnonzero((past.arrived >= day) & (past.arrived < day + 24.0)):
            asked = (
                list(Urgency)[int(past.of_class[at])],
                datetime.fromtimestamp(float(past.arrived[at]) * HOUR, UTC),
                int(ahead[at]),
            )
            waited = float(hours.at(past.replied[at : at + 1])[0] - hours.at(past.arrived[at : at + 1])[0])
            told, middle = forecast.wait(*asked), forecast.half(*asked)
            assert told is not None
            assert middle is not None
            met.append(waited <= told / timedelta(hours=1))
            half.append(waited <= middle / timedelta(hours=1))
    assert len(met) > 300
    assert np.mean(met) > 0.92
    assert np.mean(half) == pytest.approx(0.5, abs=0.25)


def test_few_answers_say_how_many_there_are() -> None:
    """And that sixty are needed."""
    past = small_log(11, 60)
    forecast = learned_at(past, float(np.sort(past.replied)[40]))
    assert (forecast.why, forecast.waits, forecast.within) == ("41 of 60 answers known", (), ())
    assert of_text(forecast.as_text()) == forecast


def test_a_log_that_is_mostly_open_says_nothing() -> None:
    """With the reason of the replay."""
    past = small_log(11, 400)
    opened = np.random.default_rng(0).random(400) < 0.8
    forecast = learned_at(replace(past, replied=np.where(opened, np.inf, past.replied)), float(past.arrived[-1]) + 300)
    assert forecast.why == "more than half of the last month's mail is open"


def test_a_class_without_mail_is_told_what_is_known_of_all() -> None:
    """No urgency is without figures because nothing of that kind came."""
    past = small_log(9, 300, classes=2)
    four = replace(past, classes=tuple(Urgency))
    forecast = learned_at(four, float(past.arrived[-1]) + 1.0)
    assert forecast.wait(Urgency.LOW, datetime(2026, 11, 23, tzinfo=UTC), 3) is not None
    assert forecast.of_hundred(Urgency.LOW, timedelta(days=30)) == 99


def test_few_late_mails_say_nothing_of_late_mails() -> None:
    """Sixty that were late are needed; then their time is that of all late ones."""
    past = small_log(9, 2400, gap=0.2)
    few, many = learned_at(until(past, 300), float(past.arrived[299]) + 9.0), learned_at(past, float(past.arrived[-1]))
    assert few.late == -1
    assert 0 < many.late < 60 * 24 * 30
