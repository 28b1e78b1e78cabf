"""When can the people on duty be done with the work ahead? Tables, and a slow walk by the minute that agrees."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.duty_desk import DESK, OFFICE, at, away, desk, team
from triaged.hours import Calendar, build_calendar
from triaged.model.people import Absence, Workload
from triaged.policy.shape import OnCall, Policy
from triaged.rules.duty import capacity, on_call, on_duty, workload

MINUTE = timedelta(minutes=1)
INSTANT = timedelta(microseconds=1)
TWO = desk(team("service", ("anna", "ben")))
BEN_OUT = away("ben", "2026-11-24T10:00", "2026-11-24T11:00")


def done_by(
    house: Policy,
    team: str,
    *,
    ahead: int,
    now: datetime,
    absences: Sequence[Absence],
    pace: float,
    critical: bool = False,
) -> datetime:
    """When it is done, where it ever is."""
    work = workload(house, team, ahead=ahead, now=now, absences=absences, pace=pace, critical=critical)
    assert work.done_by is not None
    return work.done_by


@pytest.mark.parametrize(
    ("house", "ahead", "now", "absences", "done"),
    [
        (TWO, 1, "2026-11-24T09:00", [], "2026-11-24T09:05"),
        (TWO, 12, "2026-11-24T09:00", [], "2026-11-24T10:00"),
        (TWO, 36, "2026-11-24T09:00", [], "2026-11-24T12:00"),  # done when the break begins
        (TWO, 37, "2026-11-24T09:00", [], "2026-11-24T12:35"),
        (TWO, 12, "2026-11-24T19:00", [], "2026-11-25T09:00"),  # nobody works in the evening
        (TWO, 60, "2026-12-31T17:30", [], "2027-01-04T13:30"),  # New Year's Day, a week-end, then five hours
        (TWO, 24, "2026-11-24T09:00", [BEN_OUT], "2026-11-24T11:30"),  # one hour at half the speed
        (TWO, 13, "2026-11-24T09:00", [BEN_OUT], "2026-11-24T10:10"),
        (DESK, 25, "2026-11-24T11:30", [], "2026-11-24T12:55"),  # four until 12:00, Cem in the break, four again
        (DESK, 0, "2026-11-24T19:00", [], "2026-11-24T19:00"),  # nothing is done at once
    ],
)
def test_when_it_can_be_done(house: Policy, ahead: int, now: str, absences: list[Absence], done: str) -> None:
    """Six mails an hour and person, through breaks, nights, holidays, part-time and absences."""
    assert done_by(house, "service", ahead=ahead, now=at(now), absences=absences, pace=6) == at(done)


def test_critical_mail_counts_who_is_on_call() -> None:
    """In the evening only critical mail gets done, by the one who is on call, at their pace alone."""
    evening = at("2026-11-24T19:00")
    when = {critical: _technik(evening, critical=critical) for critical in (False, True)}
    assert when == {False: at("2026-11-25T09:00"), True: at("2026-11-24T21:00")}


def test_who_is_on_call_is_counted_once() -> None:
    """During the day the one on call is one of those on duty already."""
    assert _technik(at("2026-11-24T09:00"), critical=True) == at("2026-11-24T10:00")


def test_a_change_over_of_those_on_call_counts() -> None:
    """Dina works through the night; from 03:00 on Finn is on call instead of her, and they are two."""
    entry = OnCall(calendar="always", people=("finn", "dina"), changes=(2, timedelta(hours=3)))
    always = build_calendar(name="person dina", zone="Europe/Berlin", open=["Mon-Sun 00:00-24:00"])
    house = desk(team("technik", ("dina", "finn"), on_call=entry), hours={"dina": always})
    two = at("2026-11-25T02:00")
    assert [on_call(house, "technik", two + hours * timedelta(hours=1), ()) for hours in (0, 1)] == ["dina", "finn"]
    done = done_by(house, "technik", ahead=12, now=two, absences=(), pace=6, critical=True)
    assert done == at("2026-11-25T03:30")


def _technik(now: datetime, *, critical: bool) -> datetime:
    return done_by(DESK, "technik", ahead=6, now=now, absences=(), pace=3, critical=critical)


def test_a_workload_tells_what_its_finding_says() -> None:
    """The value names the mails, the pace, the time, and how many work on it until then."""
    given = {"now": at("2026-11-24T09:00"), "absences": (), "pace": 6.0}
    assert workload(DESK, "service", ahead=24, **given) == Workload(  # type: ignore[arg-type]
        ahead=24, people=4, pace=6.0, done_by=at("2026-11-24T10:00")
    )
    later = workload(DESK, "service", ahead=6, now=at("2026-11-24T12:00"), absences=(), pace=6.0)
    assert (later.people, later.done_by) == (4, at("2026-11-24T12:37:30")), "Cem in the break, then everybody"
    alone = workload(DESK, "service", ahead=2, now=at("2026-11-24T12:00"), absences=(), pace=6.0)
    assert (alone.people, alone.done_by) == (1, at("2026-11-24T12:20"))


def test_a_team_that_never_works_is_never_done() -> None:
    """Nobody knows when, where nobody works within three years, or the work takes longer."""
    gone = Calendar(name="person anna", zone="Europe/Berlin", week=((),) * 7)
    house = desk(team("service", ("anna",)), hours={"anna": gone})
    nobody = workload(house, "service", ahead=1, now=at("2026-11-24T09:00"), absences=(), pace=6)
    endless = workload(TWO, "service", ahead=100_000, now=at("2026-11-24T09:00"), absences=(), pace=1)
    absences = [away(who, "2026-01-01T00:00", "2039-01-01T00:00") for who in ("anna", "ben")]
    away_ = workload(TWO, "service", ahead=1, now=at("2026-11-24T09:00"), absences=absences, pace=6)
    assert [(work.people, work.done_by) for work in (nobody, endless, away_)] == [(0, None)] * 3


def test_what_can_be_done_by_noon() -> None:
    """Capacity: two people at six an hour do 48 from eight to twelve, 36 when one comes two hours late."""
    morning = {"a": at("2027-01-04T08:00"), "b": at("2027-01-04T12:00")}
    late = away("ben", "2027-01-01T00:00", "2027-01-04T10:00")
    assert capacity(TWO, "service", **morning, absences=(), pace=6) == 48
    assert capacity(TWO, "service", **morning, absences=[late], pace=6) == 36
    assert capacity(TWO, "service", morning["b"], morning["a"], absences=(), pace=6) == 0
    year = capacity(TWO, "service", at("2026-01-01T00:00"), at("2027-01-01T00:00"), absences=(), pace=6)
    assert year == 12 * 8.5 * 254, "261 weekdays, seven of them holidays in Hamburg"


# What follows compares with a walk by the minute: calendars and absences begin and end on whole minutes.

CALENDARS = (
    OFFICE,
    build_calendar(name="part time", zone="Europe/Berlin", open=["Mon,Wed 08:15-11:45", "Sat 09:00-10:00"]),
    build_calendar(name="night shift", zone="Europe/Berlin", open=["Fri-Sun 22:00-06:00"]),
    build_calendar(name="far", zone="America/New_York", open=["Mon-Fri 09:00-17:00"]),
    build_calendar(name="all day", zone="Europe/Berlin", open=["Mon-Sun 00:00-24:00"]),
)
PEOPLE = ("anna", "ben", "cem")
STARTS = tuple(at(day) for day in ("2026-03-26T00:00", "2026-10-22T00:00", "2026-12-30T00:00", "2026-05-29T00:00"))


@st.composite
def houses(draw: st.DrawFn) -> Policy:
    """Up to three people with hours of their own, perhaps somebody on call."""
    people = PEOPLE[: draw(st.integers(1, 3))]
    hours = {who: draw(st.sampled_from(CALENDARS)) for who in people}
    changes = (draw(st.integers(0, 6)), timedelta(minutes=draw(st.integers(0, 24 * 60 - 1))))
    entry = OnCall(calendar="oncall", people=people, changes=changes)
    on_call = entry if draw(st.booleans()) else None
    return desk(team("t", people, on_call=on_call), hours=hours)


starts = st.tuples(st.sampled_from(STARTS), st.integers(0, 5 * 24 * 60)).map(lambda given: given[0] + given[1] * MINUTE)


@st.composite
def scenes(draw: st.DrawFn) -> tuple[Policy, datetime, tuple[Absence, ...], bool]:
    house, now, absences = draw(houses()), draw(starts), []
    for _ in range(draw(st.integers(0, 3))):
        since = now + draw(st.integers(-600, 3_000)) * MINUTE
        until = since + draw(st.integers(1, 3_000)) * MINUTE
        absences.append(Absence(person=draw(st.sampled_from(PEOPLE)), since=since, until=until))
    return house, now, tuple(absences), draw(st.booleans())


def _there(house: Policy, at: datetime, absences: tuple[Absence, ...], *, critical: bool) -> int:
    people = set(on_duty(house, "t", at, absences))
    caught = on_call(house, "t", at, absences) if critical else None
    return len(people | {caught} if caught else people)


@settings(deadline=None, max_examples=60)
@given(scenes(), st.integers(1, 30))
def test_a_walk_by_the_minute_agrees(scene: tuple[Policy, datetime, tuple[Absence, ...], bool], ahead: int) -> None:
    """Adding up who is there, minute for minute, reaches the work in the same minute and the same instant within it."""
    house, now, absences, critical = scene
    found = done_by(house, "t", ahead=ahead, now=now, absences=absences, pace=4, critical=critical)
    left, minute = ahead * timedelta(hours=1) / 4, now
    while left > timedelta(0):
        people = _there(house, minute, absences, critical=critical)
        if people * MINUTE >= left:
            assert found == minute - (-left // people)
            return
        left -= people * MINUTE
        minute += MINUTE
        assert minute < found + MINUTE, "the walk is not done where done_by is"
    pytest.fail("the walk ended without an end")


@settings(deadline=None, max_examples=100)
@given(scenes(), st.integers(1, 400), st.floats(0.1, 40))
def test_capacity_until_done_is_the_work(
    scene: tuple[Policy, datetime, tuple[Absence, ...], bool], ahead: int, pace: float
) -> None:
    """What can be done until it is done is the work ahead; a moment sooner it is less; more work is done no sooner."""
    house, now, absences, _ = scene
    done, more = (
        workload(house, "t", ahead=mails, now=now, absences=absences, pace=pace).done_by for mails in (ahead, ahead + 1)
    )
    if done is None or more is None:
        return
    assert capacity(house, "t", now, done, absences=absences, pace=pace) == pytest.approx(ahead, rel=1e-6)
    earlier = capacity(house, "t", now, done - MINUTE, absences=absences, pace=pace)
    assert earlier < ahead
    assert more > done


@settings(deadline=None, max_examples=50)
@given(scenes(), st.integers(1, 50))
def test_an_absence_never_makes_it_sooner(
    scene: tuple[Policy, datetime, tuple[Absence, ...], bool], ahead: int
) -> None:
    """With fewer people it takes as long or longer."""
    house, now, absences, _ = scene
    whole = done_by(house, "t", ahead=ahead, now=now, absences=(), pace=4)
    assert done_by(house, "t", ahead=ahead, now=now, absences=absences, pace=4) >= whole


def test_mails_of_one_second_are_done_one_after_the_other() -> None:
    """A thousand mails ahead: each is done later than the one before it, and the last after 83 hours and 20 minutes."""
    now = at("2026-11-24T08:00")
    times = [done_by(TWO, "service", ahead=n, now=now, absences=(), pace=6) for n in range(1, 1001)]
    assert times == sorted(set(times))
    assert capacity(TWO, "service", now, times[-1], absences=(), pace=6) == 1000


def test_random_desks_do_in_a_week_what_their_people_are_there() -> None:
    """Capacity of a week is the sum over its minutes, for fifty random desks."""
    rng = random.Random(7)
    for _ in range(50):
        hours = {who: rng.choice(CALENDARS) for who in PEOPLE}
        house = desk(team("t", PEOPLE), hours=hours)
        begin = rng.choice(STARTS)
        minutes = sum(_there(house, begin + n * 15 * MINUTE, (), critical=False) for n in range(7 * 24 * 4)) * 15
        assert capacity(house, "t", begin, begin + timedelta(days=7), absences=(), pace=60) == pytest.approx(minutes)
