"""How many mails does one person on duty answer in an hour? Desks whose true pace is known, and what is measured."""

import random
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pytest

from tests.rules.duty_desk import CEM, OFFICE, at, away, desk, team
from triaged.hours import Calendar, Closure, WorkSpan, add, build_calendar, next_opening
from triaged.model.people import PersonAnswer
from triaged.rules.duty import measured_pace

MINUTE = timedelta(minutes=1)
BEGIN, NOW = at("2026-11-02T00:00"), at("2026-11-30T00:00")
HOUSE = desk(team("service", ("anna", "ben", "cem")), hours={"cem": CEM})
HOURS = {"anna": OFFICE, "ben": OFFICE, "cem": CEM}
ON_DUTY = 2 * 20 * 8.5 + 12 * 6
"""Person-hours in these four weeks: two people on twenty days, Cem on twelve short ones."""

Service = Callable[[random.Random, float], float]


def even(rng: random.Random, mean: float) -> float:
    """Every mail takes as long."""
    return mean


def chance(rng: random.Random, mean: float) -> float:
    """Short ones, and a few long ones."""
    return rng.expovariate(1 / mean)


def skewed(rng: random.Random, mean: float) -> float:
    """Mostly short ones, and some that take an hour."""
    return mean * (0.5 if rng.random() < 0.9 else 5.5)


@dataclass(frozen=True)
class Habits:
    """How people work.

    They send after `batch` mails, or when there is nothing left to write, perhaps `shuffled`; they may take the
    `newest` mail first; `hours` are when they are really there.
    """

    batch: int = 1
    newest: bool = False
    shuffled: bool = False
    hours: dict[str, Calendar] | None = None


def simulated(
    seed: int, *, pace: float, load: float, service: Service, habits: Habits = Habits()
) -> list[PersonAnswer]:
    """Four weeks: mail at any hour, `load` times what people can do; who is free first takes the next that is there."""
    rng = random.Random(seed)
    hours = habits.hours or HOURS
    mails = round(pace * load * ON_DUTY)
    waiting = sorted(BEGIN + rng.random() * (NOW - BEGIN) for _ in range(mails))
    free = {who: next_opening(calendar, BEGIN) for who, calendar in hours.items()}
    written: dict[str, list[PersonAnswer]] = {who: [] for who in hours}
    answers: list[PersonAnswer] = []
    while waiting:
        start, who = min((next_opening(hours[key], max(free[key], waiting[0])), key) for key in hours)
        if start > next_opening(hours[who], free[who]) or len(written[who]) == habits.batch:
            answers += sent(rng, written[who], habits)
            written[who] = []
        received = waiting.pop(bisect_right(waiting, start) - 1 if habits.newest else 0)
        free[who] = done = add(hours[who], start, WorkSpan(time=timedelta(hours=service(rng, 1 / pace))))
        written[who].append(PersonAnswer(person=who, received=received, at=done))
    return answers + [answer for own in written.values() for answer in sent(rng, own, habits)]


def sent(rng: random.Random, written: list[PersonAnswer], habits: Habits) -> list[PersonAnswer]:
    """What was written, as it leaves when the last is done: some seconds apart, perhaps in any order."""
    if not written:
        return []
    left, last = written[-1].at, len(written) - 1
    if habits.shuffled:
        rng.shuffle(written)
    return [replace(answer, at=left - (last - n) * timedelta(seconds=10)) for n, answer in enumerate(written)]


def measured(answers: list[PersonAnswer], now: datetime = NOW) -> float | None:
    return measured_pace(HOUSE, "service", answers, now=now, absences=())


@pytest.mark.parametrize("service", [even, chance, skewed])
@pytest.mark.parametrize(("pace", "load"), [(6, 0.3), (6, 0.9), (6, 2.0), (2, 0.6), (20, 0.7), (0.7, 0.8)])
def test_a_true_pace_is_measured(pace: float, load: float, service: Service) -> None:
    """Whether mail is scarce or piles up, whatever single mails take: within 15 % of the true pace."""
    found = measured(simulated(11, pace=pace, load=load, service=service))
    assert found == pytest.approx(pace, rel=0.15)


@pytest.mark.parametrize(
    "habits",
    [
        Habits(batch=5),
        Habits(batch=12, shuffled=True),
        Habits(newest=True),
        Habits(newest=True, batch=4, shuffled=True),
    ],
)
def test_how_people_send_does_not_matter(habits: Habits) -> None:
    """Answers in bursts, in any order, the newest mail first: within 15 % of the true pace."""
    found = measured(simulated(12, pace=6, load=0.9, service=chance, habits=habits))
    assert found == pytest.approx(6, rel=0.15)


def test_days_without_any_answer_do_not_count() -> None:
    """A week's course that nobody recorded, while mail waits: the pace of the days at mail is measured."""
    course = build_calendar(
        name="ben really",
        zone="Europe/Berlin",
        open=["Mon-Fri 08:00-12:00 12:30-17:00"],
        closed=[Closure(first=date(2026, 11, 9), last=date(2026, 11, 17), why={})],
    )
    answers = simulated(13, pace=6, load=1.5, service=chance, habits=Habits(hours={**HOURS, "ben": course}))
    assert measured(answers) == pytest.approx(6, rel=0.15)


def test_recorded_absences_cost_nothing() -> None:
    """Two hours at the dentist, recorded, are not time at mail."""
    nine = at("2026-11-24T09:00")
    minutes = [*range(0, 60, 6), *range(216, 282, 6)]
    times = [nine - timedelta(days=day) + minute * MINUTE for day in (0, 1, 4) for minute in minutes]
    answers = [PersonAnswer(person="ben", received=BEGIN, at=time) for time in times]
    dentist = [away("ben", f"2026-11-{day}T09:55", f"2026-11-{day}T11:55") for day in (24, 23, 20)]
    with_it = measured_pace(HOUSE, "service", answers, now=NOW, absences=dentist)
    without = measured_pace(HOUSE, "service", answers, now=NOW, absences=())
    assert with_it is not None
    assert without is not None
    assert with_it > 1.3 * without


def test_waiting_for_mail_costs_nothing() -> None:
    """One mail an hour, answered within five minutes, is a pace of twelve and not of one."""
    received = [at(f"2026-11-{day:02}T{hour:02}:00") for day in range(9, 23) for hour in (9, 10, 11, 13, 14, 15)]
    answers = [PersonAnswer(person="anna", received=time, at=time + 5 * MINUTE) for time in received]
    weekdays = [answer for answer in answers if answer.at.weekday() < 5]
    assert len(weekdays) == 60
    assert measured(weekdays) == pytest.approx(12)
    assert measured(answers) == pytest.approx(12), "answers on a Saturday are not relied on"
    assert measured(weekdays[1:]) is None, "59 answers are not enough"


def test_a_burst_costs_the_time_since_its_first_mail() -> None:
    """Six mails written from nine to ten and sent at ten, the one that came last first, are six an hour."""
    answers = []
    for day in (9, 10, 11, 12, 13, 16, 17, 18, 19, 20):
        nine = at(f"2026-11-{day:02}T09:00")
        came = [nine + 55 * MINUTE, *[nine] * 5]
        sent_at = [nine + timedelta(hours=1, seconds=10 * number) for number in range(6)]
        answers += [PersonAnswer(person="anna", received=r, at=t) for r, t in zip(came, sent_at, strict=True)]
    assert measured(answers) == pytest.approx(6, rel=0.02)


def test_only_the_last_four_weeks_and_the_teams_people_count() -> None:
    """Older answers, later ones, and those of people of other teams are left out."""
    answers = simulated(14, pace=6, load=0.9, service=chance)
    assert measured(answers, NOW + timedelta(days=60)) is None
    assert measured(answers, BEGIN) is None
    others = [replace(answer, person="greta") for answer in answers]
    assert measured(others) is None
    assert measured([*answers, *others]) == measured(answers)


def test_the_order_of_the_list_does_not_matter() -> None:
    """The answers may come in any order."""
    answers = simulated(15, pace=6, load=0.9, service=chance)
    assert measured(answers[::-1]) == measured(answers)


def test_answers_that_cost_no_time_tell_no_pace() -> None:
    """Sixty answers in the moment in which the mail came are no pace."""
    times = [at("2026-11-24T09:00")] * 60
    assert measured([PersonAnswer(person="anna", received=time, at=time) for time in times]) is None
