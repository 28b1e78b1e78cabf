"""Over weeks of mail that comes by chance, people are told of a trouble soon, and of nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.decide.burst_desk import DAY, HOUR, START, Desk

LARGE_AND_SMALL = [(15.0, 1), (15.0, 2), (50.0, 3), (70.0, 4)]
NOON = START + 12 * HOUR


@pytest.mark.parametrize(("a_day", "seed"), LARGE_AND_SMALL)
def test_ordinary_weeks_raise_no_alarm(a_day: float, seed: int) -> None:
    """On an ordinary desk, small or large, there is at most one false alarm in 30 days."""
    assert len(Desk(seed=seed, a_day=a_day).alarms()) <= 1


@pytest.mark.parametrize(("a_day", "seed"), LARGE_AND_SMALL)
def test_a_trouble_of_many_is_told_once_and_soon(a_day: float, seed: int) -> None:
    """Of each trouble that 30 customers write about within an hour people hear once, in time."""
    begun = [START + day * DAY + hour * HOUR for day, hour in ((30, 9), (36, 14), (43, 3), (50, 11))]
    desk = Desk(seed=seed, a_day=a_day, troubles=tuple((at, 30) for at in begun))
    alarms = desk.alarms()
    assert [sorted(alarm.troubles - {0}) for alarm in alarms] == [[1], [2], [3], [4]]
    for alarm, at in zip(alarms, begun, strict=True):
        assert at < alarm.at < at + timedelta(minutes=45)


def test_a_new_desk_learns_what_is_usual_before_it_says_much() -> None:
    """In its first week, with nothing to compare with, a desk is told of no ordinary mail."""
    for seed in range(5):
        assert Desk(seed=seed, a_day=40.0, days=7).alarms(after=timedelta()) == []


def test_a_monday_full_of_mail_is_no_trouble() -> None:
    """Four times the usual mail about the usual things is much work, and nothing that is wrong."""
    desk = Desk(seed=7, a_day=40.0, days=36)
    busy = Desk(seed=8, a_day=160.0, days=36)
    day = START + 35 * DAY
    desk.mails = [mail for mail in desk.mails if mail.at < day] + [mail for mail in busy.mails if mail.at >= day]
    assert desk.alarms() == []
