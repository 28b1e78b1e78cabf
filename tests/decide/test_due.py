"""Time passes: who hears of a thread, when, and what the customer hears."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.decide.house import MONDAY, at, heard, policy, promise, run, target, thread, watched
from triaged.decide.due import BROKEN, DUE, decide_due
from triaged.decide.late import ASKED
from triaged.decide.plan import planned
from triaged.model.people import Absence
from triaged.model.thread import Owed, Turn, Urgency

HOUR = timedelta(hours=1)
OFF = '[renewal]\nsend = "off"\n'
AUTO = '[renewal]\nsend = "auto"\n'


def test_the_ladder_climbs_from_the_owner_to_the_manager() -> None:
    """At half of the working time the owner hears, at 80 % the lead, at its end the manager, then hourly again."""
    rules = policy(OFF)
    assert heard(run(thread(owner="ben"), rules, 6)) == [
        (2.0, "ben", DUE),
        (3.25, "anna", DUE),
        (4.0, "greta", BROKEN),
        (5.0, "greta", BROKEN),
        (6.0, "greta", BROKEN),
    ]


def test_a_thread_without_an_owner_goes_to_the_team_on_duty() -> None:
    """Who is at work hears: Cem has gone home at noon."""
    rules = policy(OFF)
    assert {person for hour, person, _ in heard(run(thread(), rules, 2)) if hour == 2.0} == {"anna", "ben", "cem"}
    afternoon = thread(promise(7, counted_from=at(1), made_at=at(1)))
    assert {person for _, person, about in heard(run(afternoon, rules, 4.1))} == {"anna", "ben"}


def test_who_is_away_is_passed_over_for_the_next_above() -> None:
    """An ill owner's notice goes to the team, an ill lead's to the manager; nobody who is away hears anything."""
    away = (Absence(person="ben", since=MONDAY, until=at(48)), Absence(person="anna", since=MONDAY, until=at(48)))
    people = {person for _, person, _ in heard(run(thread(owner="ben"), policy(OFF), 6, absences=away))}
    assert people == {"cem", "greta"}


@pytest.mark.parametrize(
    ("absent", "people"),
    [
        ("greta", ["ben", "anna", "anna"]),
        ("anna greta", ["ben", "ben cem", "ben"]),
        ("anna greta ben", ["cem", "cem", "greta"]),
    ],
)
def test_who_stands_on_a_rung_is_somebody_who_is_there(absent: str, people: list[str]) -> None:
    """Lead and manager stand in for each other, while both are away the people on duty: Cem until noon, at eleven."""
    away = tuple(Absence(person=one, since=MONDAY, until=at(48)) for one in absent.split())
    one = thread(promise(3.5), owner="ben")
    notices = heard(run(one, policy(OFF), 3.6, absences=away))
    rungs = dict.fromkeys(hour for hour, *_ in notices)
    assert [" ".join(sorted(p for at_, p, _ in notices if at_ == hour)) for hour in rungs] == people


def test_an_owner_who_has_gone_home_before_the_time_hides_nothing() -> None:
    """Cem works until noon, the time is at five: at one the people on duty hear, and Cem as well once it has passed."""
    rules = policy(OFF + '[[ladder.rung]]\nat = 50\ntell = "owner"\n[[ladder.rung]]\nat = 100\ntell = "owner"\n')
    one = thread(promise(8), owner="cem", owned_since=MONDAY)
    assert heard(run(one, rules, 8)) == [
        (4.0, "anna", DUE),
        (4.0, "ben", DUE),
        (8.0, "anna", BROKEN),
        (8.0, "cem", BROKEN),
    ]
    assert heard(run(thread(promise(3), owner="cem"), rules, 2)) == [(1.5, "cem", DUE)], "there until noon"
    by_eleven = [(1.0, "cem", DUE), (2.0, "cem", BROKEN)]
    assert heard(run(thread(promise(2), owner="cem"), rules, 2)) == by_eleven, "there, and it is theirs"
    assert heard(run(thread(promise(2), owner="gone"), rules, 1)) == [(1.0, p, DUE) for p in ("anna", "ben", "cem")]


def test_the_ladder_does_not_repeat_itself_once_somebody_took_the_thread() -> None:
    """Repeats go on until somebody acts (docs/promises.md 7)."""
    one = thread(owner="anna", owned_since=at(4.5), rungs=3)
    assert not heard([(hour, change) for hour, change in run(one, policy(OFF), 7) if hour > 4.5])


def test_a_critical_thread_reaches_who_is_on_call() -> None:
    """Only what is critical does, and it is marked so that it goes out at any hour."""
    rules = policy(OFF)
    critical = thread(promise(1), urgency=Urgency.CRITICAL, owner="cem")
    notices = [notice for _, change in run(critical, rules, 1) for notice in change.notices]
    assert {notice.person for notice in notices} == {"cem", "ben", "anna", "greta"}
    assert all(notice.critical for notice in notices)
    assert not any(notice.critical for _, change in run(thread(), rules, 4) for notice in change.notices)


def test_a_rung_at_0_tells_at_once() -> None:
    """`at = 0` exists: the first look after the mail tells of it."""
    rules = policy(OFF + '[[ladder.rung]]\nat = 0\ntell = "lead"\n')
    assert heard(run(thread(), rules, 1)) == [(0.0, "anna", DUE)]


def test_the_ladder_runs_on_the_earlier_of_promise_and_target() -> None:
    """A correction at ten gives a sooner inner time: people hear by it, not by the promise (situation 14)."""
    sooner = target(2, counted_from=at(1), made_at=at(1))
    one = thread(promise(8), sooner, owner="ben")
    assert [hour for hour, *_ in heard(run(one, policy(OFF), 2))] == [1.5, 1.83, 2.0]


def test_a_sooner_target_hides_nothing_of_the_promise() -> None:
    """Who nudged, or was judged more urgent, hears that we are late all the same; the ladder goes on to the promise."""
    sooner = replace(target(4), promise_id=2)
    one = thread(replace(promise(8), promise_id=1), sooner, owner="ben")
    happened = run(one, policy(), 7.6)
    assert next(round(hour, 2) for hour, change in happened if change.renewal) == 7.5
    notices = [(hour, about) for hour, _, about in heard(happened)]
    assert (4.0, BROKEN) in notices
    assert [hour for hour, about in notices if about == ASKED] == [6.42, 6.42]


def test_what_was_missed_long_ago_hides_no_later_promise() -> None:
    """The solution is overdue for days; the next answer that a customer is told has its ladder and its apology."""
    unsolved = replace(target(-30, what=Owed.SOLVE), promise_id=1)
    one = thread(replace(promise(4), promise_id=2), unsolved, owner="ben", climbing=1, rungs=40)
    happened = run(one, policy(), 3.6)
    assert next(round(hour, 2) for hour, change in happened if change.renewal) == 3.5
    assert {about for _, _, about in heard(happened)} >= {DUE, ASKED}


def test_an_overdue_solution_hides_no_later_target() -> None:
    """Nobody was told a time: the next answer is a target beside the solution's, and its ladder is climbed too."""
    unsolved = replace(target(-30, what=Owed.SOLVE), promise_id=1)
    next_answer = replace(target(4, what=Owed.NEXT), promise_id=2)
    one = thread(unsolved, next_answer, owner="ben", owned_since=MONDAY, climbing=1, rungs=40)
    assert [(hour, about) for hour, _, about in heard(run(one, policy(), 4))] == [
        (2.0, DUE),
        (3.25, DUE),
        (4.0, BROKEN),
    ]


def test_of_three_times_each_has_its_ladder_when_the_one_before_has_passed() -> None:
    """A sooner target, then what was told, then the solution: what was missed hides nothing that lies ahead."""
    sooner, promised = replace(target(2), promise_id=1), replace(promise(4), promise_id=2)
    solution = replace(target(6, what=Owed.SOLVE), promise_id=3)
    happened = heard(run(thread(sooner, promised, solution, owner="ben"), policy(OFF), 6))
    assert [hour for hour, _, about in happened if about == BROKEN] == [2.0, 4.0, 6.0]
    assert {hour for hour, person, about in happened if about == DUE and hour > 4} == {4.83}


def test_a_thread_that_waits_for_the_customer_closes_by_itself() -> None:
    """After `close.after` of working time; targets that are left end with it."""
    one = thread(target(200, what=Owed.SOLVE), turn=Turn.THEIRS, answered_at=MONDAY)
    rules = policy('[close]\nafter = "2 days"\n')
    assert decide_due(watched(one, at(47)), policy=rules, now=at(47)).thread.turn is Turn.THEIRS
    change = decide_due(watched(one, at(48)), policy=rules, now=at(48))
    assert (change.thread.turn, change.thread.closed_at) == (Turn.NOBODY, at(48))


@pytest.mark.parametrize("solved_by", [-1, 0.5])
def test_a_solution_that_is_due_first_hides_no_news(solved_by: float) -> None:
    """While we wait for the customer only news are owed; the solution's time, sooner or missed, does not hide them."""
    solution, news = target(solved_by, what=Owed.SOLVE), target(1, what=Owed.UPDATE)
    one = thread(solution, news, turn=Turn.THEIRS, answered_at=MONDAY, owner="ben")
    assert (1.0, "greta", BROKEN) in heard(run(one, policy(OFF), 1))


def test_news_are_owed_also_while_we_wait_for_the_customer() -> None:
    """`update`: the ladder runs on it although the turn is theirs."""
    one = thread(target(1, what=Owed.UPDATE), turn=Turn.THEIRS, answered_at=MONDAY, owner="ben")
    assert (1.0, "greta", BROKEN) in heard(run(one, policy(), 1))


@given(
    hours=st.floats(0.2, 60),
    owner=st.sampled_from(["", "anna", "ben", "cem", "gone"]),
    number=st.integers(0, 2),
    looks=st.lists(st.floats(0.01, 9), min_size=1, max_size=12),
    answers=st.sampled_from([0, 20]),
    send=st.sampled_from(["", AUTO, OFF]),
)
def test_no_thread_of_ours_is_forgotten(
    *, hours: float, owner: str, number: int, looks: list[float], answers: int, send: str
) -> None:
    """However late it is looked at: it is looked at again, later than now, and nobody hears twice in one look."""
    rules, now = policy(send), MONDAY
    one = planned(thread(promise(hours, number=number), owner=owner), rules, MONDAY)
    for look in looks:
        now += timedelta(hours=look)
        known = watched(one, now)
        known = replace(known, inbox=replace(known.inbox, answers_seen=answers))
        change = decide_due(known, policy=rules, now=now)
        assert change.thread.look_at is not None
        assert change.thread.look_at > now
        people = [notice.person for notice in change.notices]
        assert len(people) == len(set(people))
        assert all(person in rules.people for person in people)
        one = change.thread
