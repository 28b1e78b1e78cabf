"""Who is on duty, who is on call, and who gets a new thread? Tables."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.duty_desk import BERLIN, CALENDARS, CEM, DESK, MONDAY_8, OFFICE, ON_CALL, at, away, desk, team
from triaged.hours import Calendar, is_open
from triaged.model.people import Absence
from triaged.policy.shape import OnCall
from triaged.rules.duty import (
    assignee,
    at_work,
    hears_before,
    hours_of,
    leads_now,
    next_at_work,
    on_call,
    on_duty,
    present_before,
    reachable,
)

TUESDAY_9 = at("2026-11-24T09:00")
TUESDAY_17 = at("2026-11-24T17:00")
BEN_ILL = away("ben", "2026-11-24T08:30", "2026-11-26T08:00")


def test_people_work_their_own_hours_else_the_teams() -> None:
    """Own hours count in every team; who has none works as each team does."""
    assert hours_of(DESK, "cem", "service") == CEM
    assert hours_of(DESK, "eva", "service") == OFFICE
    assert hours_of(DESK, "eva", "watch") == CALENDARS["nights"]


@pytest.mark.parametrize(
    ("which", "moment", "absences", "there"),
    [
        ("service", "2026-11-24T09:00", [], ("anna", "ben", "cem", "eva")),
        ("service", "2026-11-24T14:00", [], ("anna", "ben", "eva")),  # part-time: closing time is not working time
        ("service", "2026-11-24T12:10", [], ("cem",)),  # the others' break
        ("service", "2026-11-26T09:00", [], ("anna", "ben", "eva")),  # Thursday is not Cem's day
        ("service", "2026-11-24T17:00", [], ()),
        ("service", "2027-01-01T10:00", [], ()),  # a public holiday
        ("service", "2026-11-24T08:29", [BEN_ILL], ("anna", "ben", "cem", "eva")),
        ("service", "2026-11-24T08:30", [BEN_ILL], ("anna", "cem", "eva")),
        ("service", "2026-11-26T07:59", [BEN_ILL], ()),
        ("service", "2026-11-26T08:00", [BEN_ILL], ("anna", "ben", "eva")),
        ("watch", "2026-11-24T23:00", [], ("eva", "nils")),
        ("watch", "2026-11-25T05:59", [BEN_ILL], ("eva", "nils")),  # somebody else's absence
        ("technik", "2026-11-24T19:00", [], ()),  # on call is not on duty
    ],
)
def test_who_is_on_duty(which: str, moment: str, absences: list[Absence], there: tuple[str, ...]) -> None:
    """On duty is who is within their hours for the team and not absent, in the team's order."""
    assert on_duty(DESK, which, at(moment), absences) == there


@pytest.mark.parametrize(
    ("moment", "absent", "who"),
    [
        ("2026-11-23T08:00", (), "dina"),
        ("2026-11-29T21:59", (), "dina"),
        ("2026-11-29T22:00", (), None),  # nobody while the calendar is closed
        ("2026-11-30T07:59", (), "dina"),
        ("2026-11-30T08:00", (), "finn"),
        ("2026-12-07T08:00", (), "eva"),
        ("2026-12-14T08:00", (), "dina"),
        ("2036-11-24T08:00", (), "dina"),  # 522 weeks later: as if nobody had ever restarted anything
        ("2026-11-23T08:00", ("dina",), "finn"),
        ("2026-12-07T09:00", ("eva",), "dina"),  # after the last comes the first
        ("2026-11-23T08:00", ("dina", "finn"), "eva"),
        ("2026-11-23T08:00", ("dina", "finn", "eva"), None),
    ],
)
def test_who_is_on_call(moment: str, absent: tuple[str, ...], who: str | None) -> None:
    """One person a week, changing at the change-over; who is absent is passed over for the next."""
    absences = [away(person, "2026-11-20T00:00", "2026-12-20T00:00") for person in absent]
    assert on_call(DESK, "technik", at(moment), absences) == who


def test_a_team_without_on_call_has_nobody_on_call() -> None:
    """Nobody is woken for a team that names nobody."""
    assert on_call(DESK, "service", TUESDAY_9, ()) is None


@pytest.mark.parametrize(
    ("changes", "before", "after"),
    [
        ((6, timedelta(hours=2, minutes=30)), "2026-03-29T01:29:59+01:00", "2026-03-29T03:30:00+02:00"),  # skipped
        ((6, timedelta(hours=2, minutes=30)), "2026-10-25T02:29:59+02:00", "2026-10-25T02:30:00+02:00"),  # the first
        ((6, timedelta(hours=2, minutes=30)), "2026-10-25T02:29:59+02:00", "2026-10-25T02:10:00+01:00"),  # lived again
    ],
)
def test_the_change_over_happens_once(changes: tuple[int, timedelta], before: str, after: str) -> None:
    """A change-over in the hour of a clock change happens at one moment and is not undone."""
    entry = OnCall(calendar="always", people=("dina", "finn"), changes=changes)
    nights = desk(team("technik", ("dina", "finn"), on_call=entry))
    earlier, later = (datetime.fromisoformat(text).astimezone(UTC) for text in (before, after))
    assert on_call(nights, "technik", earlier, ()) != on_call(nights, "technik", later, ())


def test_a_change_over_that_the_clock_skips_waits_for_its_moment() -> None:
    """02:30 on the morning without one is 03:30: at 03:10 the week before goes on."""
    entry = OnCall(calendar="always", people=("dina", "finn"), changes=(6, timedelta(hours=2, minutes=30)))
    nights = desk(team("technik", ("dina", "finn"), on_call=entry))
    moments = [
        datetime.fromisoformat(f"2026-03-29T{clock}").astimezone(UTC) for clock in ("01:00+01:00", "03:10+02:00")
    ]
    assert len({on_call(nights, "technik", moment, ()) for moment in moments}) == 1


@settings(deadline=None)
@given(st.integers(0, 20 * 365 * 24 * 60), st.sampled_from([0, 6]), st.integers(5 * 60, 24 * 60 - 1))
def test_every_week_is_somebodys_and_all_get_as_many(minute: int, weekday: int, clock: int) -> None:
    """From any moment on, n weeks on call are n people's, in their order, in every year and through clock changes."""
    entry = OnCall(calendar="always", people=("a", "b", "c"), changes=(weekday, timedelta(minutes=clock)))
    house = desk(team("t", ("a", "b", "c"), on_call=entry))
    local = datetime(2020, 1, 1, 12, tzinfo=BERLIN) + timedelta(minutes=minute)
    if local.hour < 5:  # where clocks change, a wall clock names no moment
        local += timedelta(hours=5)
    weeks = [on_call(house, "t", (local + timedelta(weeks=week)).astimezone(UTC), ()) for week in range(6)]
    assert set(weeks[:3]) == {"a", "b", "c"}
    assert weeks[:3] == weeks[3:]
    assert "abc".find(str(weeks[1])) == ("abc".find(str(weeks[0])) + 1) % 3


@pytest.mark.parametrize(
    ("who", "moment", "works"),
    [
        ("eva", "2026-11-24T09:00", True),  # in the service
        ("eva", "2026-11-24T23:00", True),  # at night in the other team
        ("eva", "2026-11-24T19:00", False),
        ("cem", "2026-11-24T15:00", False),  # own hours
        ("greta", "2026-11-24T09:00", True),  # a manager works as those do whom she manages
        ("greta", "2026-11-22T15:00", False),
        ("zoe", "2026-11-24T09:00", True),  # named nowhere else: as anybody does
        ("zoe", "2026-11-24T19:00", False),
    ],
)
def test_who_is_at_work(who: str, moment: str, *, works: bool) -> None:
    """At work is who is within the hours of any of their teams; everybody has some hours."""
    assert at_work(DESK, who, at(moment), ()) is works


@pytest.mark.parametrize(
    ("who", "after", "absences", "next_time"),
    [
        ("ben", "2026-11-24T09:00", [], "2026-11-24T09:00"),
        ("ben", "2026-11-24T17:00", [], "2026-11-25T08:00"),
        ("ben", "2026-11-24T09:00", [BEN_ILL], "2026-11-26T08:00"),
        ("ben", "2026-11-24T09:00", [away("ben", "2026-11-24T08:30", "2026-11-24T10:15")], "2026-11-24T10:15"),
        (
            "ben",
            "2026-11-24T09:00",
            [BEN_ILL, away("ben", "2026-11-26T00:00", "2026-11-28T00:00")],
            "2026-11-30T08:00",
        ),
        ("cem", "2026-11-25T14:00", [], "2026-11-30T08:00"),
        ("eva", "2026-11-24T17:00", [], "2026-11-24T22:00"),  # whichever team is first
    ],
)
def test_when_somebody_works_next(who: str, after: str, absences: list[Absence], next_time: str) -> None:
    """The next time at work passes over closed hours and absences, one after the other."""
    assert next_at_work(DESK, who, at(after), absences) == at(next_time)


def test_who_never_works_again_has_no_next_time() -> None:
    """None where no hours open within three years."""
    gone = Calendar(name="person gone", zone="Europe/Berlin", week=((),) * 7)
    house = desk(team("service", ("anna",)), hours={"anna": gone})
    assert next_at_work(house, "anna", TUESDAY_9, ()) is None


@pytest.mark.parametrize(
    ("who", "now", "by", "absences", "named"),
    [
        ("ben", "2026-11-24T09:00", "2026-11-24T12:00", [], True),
        ("ben", "2026-11-24T16:50", "2026-11-24T17:00", [], False),  # leaves in ten minutes
        ("ben", "2026-11-24T16:45", "2026-11-24T17:00", [], True),
        ("ben", "2026-11-24T17:30", "2026-11-25T08:10", [], False),
        ("ben", "2026-11-24T17:30", "2026-11-25T09:00", [], True),
        ("cem", "2026-11-25T15:00", "2026-11-27T12:00", [], False),  # not here before Monday
        ("ben", "2026-11-24T09:00", "2026-11-26T12:00", [BEN_ILL], False),  # due back in time, but ill now
        ("ben", "2026-11-24T08:00", "2026-11-24T12:00", [BEN_ILL], True),  # half an hour is left
        ("ben", "2026-11-24T08:20", "2026-11-24T12:00", [BEN_ILL], False),
        ("ben", "2026-11-24T09:00", "2026-11-24T08:00", [], False),  # a time that has passed
    ],
)
def test_whom_a_letter_may_name(who: str, now: str, by: str, absences: list[Absence], *, named: bool) -> None:
    """A letter names only who works for a quarter of an hour before the promise and is not absent."""
    assert present_before(DESK, who, at(now), at(by), absences) is named


@pytest.mark.parametrize(
    ("who", "now", "by", "reads"),
    [
        ("ben", "2026-11-24T16:45", "2026-11-24T17:00", True),
        ("ben", "2026-11-24T16:50", "2026-11-24T17:00", False),  # leaves in ten minutes
        ("ben", "2026-11-24T09:00", "2026-11-24T09:10", True),  # the time is near, and they are here
        ("ben", "2026-11-24T09:00", "2026-11-24T08:00", True),  # it has passed, and they are here
        ("cem", "2026-11-24T13:00", "2026-11-24T17:00", True),
        ("cem", "2026-11-24T14:00", "2026-11-24T17:00", False),  # part-time: gone for today
        ("cem", "2026-11-24T13:50", "2026-11-24T13:40", False),
    ],
)
def test_who_reads_a_notice_in_time(who: str, now: str, by: str, *, reads: bool) -> None:
    """At work for a quarter of an hour before that time, or from now on."""
    assert hears_before(DESK, who, at(now), at(by), []) is reads


@pytest.mark.parametrize(
    ("moment", "absent", "lead", "manager"),
    [
        ("2026-11-24T09:00", "", ("anna",), ("greta",)),
        ("2026-11-24T09:00", "anna", ("greta",), ("greta",)),
        ("2026-11-24T09:00", "greta", ("anna",), ("anna",)),
        ("2026-11-24T09:00", "anna greta", ("ben", "cem", "eva"), ("ben", "cem", "eva")),
        ("2026-11-24T09:00", "anna greta ben cem eva", ("greta",), ("greta",)),
        ("2026-11-24T19:00", "anna greta", ("greta",), ("greta",)),  # nobody is on duty
    ],
)
def test_who_hears_for_lead_and_manager(
    moment: str, absent: str, lead: tuple[str, ...], manager: tuple[str, ...]
) -> None:
    """Each stands in for the other; while both are away the people on duty hear, so that somebody does."""
    missing = [away(one, "2026-11-20T00:00", "2026-12-20T00:00") for one in absent.split()]
    service = DESK.teams["service"]
    assert leads_now(DESK, service, at(moment), missing) == lead
    assert leads_now(DESK, service, at(moment), missing, manager=True) == manager


@pytest.mark.parametrize(
    ("who", "moment", "critical", "absent", "reached"),
    [
        ("dina", "2026-11-24T09:00", False, False, True),
        ("dina", "2026-11-24T19:00", False, False, False),  # notices respect people's hours
        ("dina", "2026-11-24T19:00", True, False, True),  # on call this week
        ("finn", "2026-11-24T19:00", True, False, False),
        ("finn", "2026-12-01T19:00", True, False, True),
        ("dina", "2026-11-24T23:00", True, False, False),  # nobody is on call at night
        ("anna", "2026-11-24T19:00", True, False, False),  # the lead is not on call
        ("anna", "2026-11-24T09:00", True, False, True),
        ("dina", "2026-11-24T19:00", True, True, False),
        ("dina", "2026-11-24T09:00", False, True, False),
    ],
)
def test_whom_a_notice_may_reach(who: str, moment: str, *, critical: bool, absent: bool, reached: bool) -> None:
    """Notices reach people at work; critical ones also who is on call, and nobody else is ever woken."""
    absences = [away(who, "2026-11-20T00:00", "2026-12-20T00:00")] if absent else []
    assert reachable(DESK, who, at(moment), critical=critical, absences=absences) is reached


def given_to(
    last: str = "",
    now: datetime = TUESDAY_9,
    by: datetime = TUESDAY_17,
    absences: tuple[Absence, ...] = (),
    *,
    which: str = "service",
    assign: str = "in turn",
    loads: dict[str, int] | None = None,
    critical: bool = False,
) -> str:
    teams = dict(DESK.teams)
    teams[which] = replace(teams[which], assign=assign)
    return assignee(
        replace(DESK, teams=teams),
        which,
        now=now,
        by=by,
        absences=absences,
        loads=loads or {},
        last=last,
        critical=critical,
    )


@pytest.mark.parametrize(
    ("last", "who"), [("", "anna"), ("anna", "ben"), ("ben", "cem"), ("eva", "anna"), ("gone", "anna")]
)
def test_threads_go_round_in_turn(last: str, who: str) -> None:
    """In turn: the one after who got the last one; the first when that is nobody of the team."""
    assert given_to(last) == who


def test_in_turn_passes_over_who_cannot() -> None:
    """Who is absent, or leaves before there is time, is passed over."""
    assert given_to("anna", absences=(BEN_ILL,)) == "cem"
    assert given_to("ben", now=at("2026-11-24T13:50")) == "eva", "Cem leaves in ten minutes"
    assert given_to("ben", now=at("2026-11-24T13:50"), by=at("2026-11-25T09:00")) == "cem", (
        "he is back before it is due"
    )
    assert given_to("eva", by=TUESDAY_9) == "", "nobody has time before a time that has come"


def test_least_busy_gets_it() -> None:
    """Least busy: the fewest open threads; in turn among equals; who is not named has none."""
    loads = {"anna": 4, "ben": 2, "cem": 2, "eva": 3}
    assert given_to("", assign="least busy", loads=loads) == "ben"
    assert given_to("ben", assign="least busy", loads=loads) == "cem"
    assert given_to("", assign="least busy", loads={"anna": 1, "ben": 1, "cem": 1}) == "eva"
    assert given_to("", assign="least busy", loads=loads, absences=(BEN_ILL,)) == "cem"


def test_nobody_gets_what_people_take_themselves() -> None:
    """Where people take what they like, a thread is given to nobody; so it is when everybody is absent."""
    everybody = tuple(away(who, "2026-11-24T00:00", "2026-11-25T00:00") for who in ("anna", "ben", "cem", "eva"))
    assert given_to(assign="nobody") == ""
    assert given_to(absences=everybody) == ""


def test_a_critical_thread_in_the_evening_goes_to_who_is_on_call() -> None:
    """Where nobody is on duty before it is due, critical threads go to who is on call, others to nobody."""
    evening, soon = at("2026-11-24T19:00"), at("2026-11-24T20:00")
    assert given_to(now=evening, by=soon, which="technik", critical=True) == "dina"
    assert given_to(now=evening, by=soon, which="technik") == ""
    assert given_to(now=evening, by=soon, critical=True) == "", "no on call in the service"


def test_over_a_day_in_turn_everybody_gets_as_many() -> None:
    """Forty threads in turn are ten for each of four."""
    last, got = "", []
    for _ in range(40):
        last = given_to(last)
        got.append(last)
    assert {who: got.count(who) for who in set(got)} == {"anna": 10, "ben": 10, "cem": 10, "eva": 10}


absences_of = st.lists(
    st.tuples(st.sampled_from(["anna", "ben", "cem", "eva"]), st.integers(0, 14 * 24), st.integers(1, 100)).map(
        lambda given: Absence(
            person=given[0],
            since=at("2026-11-23T00:00") + timedelta(hours=given[1]),
            until=at("2026-11-23T00:00") + timedelta(hours=given[1] + given[2]),
        )
    ),
    max_size=5,
)


@settings(deadline=None, max_examples=100)
@given(absences_of, st.integers(0, 14 * 24 * 60), st.sampled_from(["anna", "ben", "cem", "eva", "greta"]))
def test_the_next_time_at_work_is_the_first(absences: list[Absence], minute: int, who: str) -> None:
    """At the next time at work the person is at work, and at no time before it."""
    after = at("2026-11-23T00:00") + timedelta(minutes=minute)
    found = next_at_work(DESK, who, after, absences)
    assert found is not None
    assert at_work(DESK, who, found, absences)
    earlier = (after + timedelta(minutes=n) for n in range(0, (found - after) // timedelta(minutes=1), 13))
    assert not any(at_work(DESK, who, moment, absences) for moment in earlier)


def test_on_call_follows_its_calendar() -> None:
    """Somebody is on call exactly while the on-call calendar is open."""
    for hour in range(14 * 24):
        moment = at("2026-11-23T00:00") + timedelta(hours=hour)
        assert (on_call(DESK, "technik", moment, ()) is not None) == is_open(CALENDARS["oncall"], moment)
    assert ON_CALL.changes == MONDAY_8
