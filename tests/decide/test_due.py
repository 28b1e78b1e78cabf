"""Time passes: who hears of a thread, when, and what the customer hears."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.decide.house import MONDAY, at, policy, promise, target, thread, watched
from triaged.decide.due import BROKEN, DUE, decide_due
from triaged.decide.late import ASKED, NO_NEW_TIME, Watched
from triaged.decide.plan import planned
from triaged.hours import build_calendar
from triaged.model.decision import Change
from triaged.model.letter import LetterState
from triaged.model.people import Absence, Workload
from triaged.model.thread import Kind, Owed, Promise, Thread, Turn, Urgency
from triaged.policy.shape import Policy

HOUR = timedelta(hours=1)
OFF = '[renewal]\nsend = "off"\n'
AUTO = '[renewal]\nsend = "auto"\n'


def told(change: Change) -> list[tuple[str, str]]:
    return [(notice.person, notice.about) for notice in change.notices]


def run(
    one: Thread, rules: Policy, until: float, *, every: float = 1 / 12, since: float = 0, **more: Any
) -> list[tuple[float, Change]]:
    """Look at the thread whenever it wants to be looked at, from hour to hour; what happened, by hour."""
    happened, one = [], planned(one, rules, MONDAY)
    for step in range(int(until / every) + 1):
        now = MONDAY + timedelta(hours=step * every)
        if step * every < since:
            continue
        if one.look_at is None or one.look_at > now:
            continue
        change = decide_due(watched(one, now, **more), policy=rules, now=now)
        assert change.thread.look_at is None or change.thread.look_at > now
        happened.append((step * every, change))
        one = change.thread
    return happened


def heard(happened: list[tuple[float, Change]]) -> list[tuple[float, str, str]]:
    return [(round(hour, 2), *one) for hour, change in happened for one in told(change)]


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


@pytest.mark.parametrize("begins", [3.45, 3.6, 3.9])
def test_who_is_asked_late_has_ten_minutes_and_then_the_letter_goes(begins: float) -> None:
    """A hold that ends late: they are asked at once, and the customer hears as soon as nobody stopped it."""
    happened = run(thread(owner="ben"), policy(), 5, since=begins)
    asked = next(hour for hour, change in happened if ASKED in {about for _, about in told(change)})
    written = next(hour for hour, change in happened if change.renewal)
    assert asked - begins < 0.1
    assert 10 <= round(60 * (written - asked)) <= 15


def test_owner_and_lead_see_the_letter_before_the_customer_gets_it() -> None:
    """At 80 % both are asked; at half an hour before the time the letter is written."""
    happened = run(thread(owner="ben"), policy(), 3.6)
    asked = [(round(hour, 2), told(change)) for hour, change in happened if ASKED in {a for _, a in told(change)}]
    assert asked == [(3.25, [("ben", ASKED), ("anna", ASKED)])]
    hour, letter = next((hour, change.renewal) for hour, change in happened if change.renewal)
    assert hour == 3.5
    assert letter is not None
    assert (letter.promise.number, letter.missed) == (1, False)
    assert letter.person is not None
    assert letter.person.name == "Ben Oduya"
    assert letter.promise.reply_by > letter.broken.reply_by


def test_nobody_who_is_not_there_is_named() -> None:
    """The letter names the owner only if on duty before the new time, and told; else the team."""
    away = (Absence(person="ben", since=MONDAY, until=at(48)),)
    for more in ({"absences": away}, {"heard": frozenset[str]()}):
        letters = [change.renewal for _, change in run(thread(owner="ben"), policy(AUTO), 3.6, **more)]
        first = next(letter for letter in letters if letter)
        assert first.person is None


@pytest.mark.parametrize(
    ("hours", "heard_before", "named"),
    [
        ("Mon-Fri 12:15-17:00", (), "cem"),
        ("Mon-Fri 12:20-17:00", (), ""),
        ("Mon-Fri 13:30-17:00", (), ""),
        ("Mon-Fri 13:30-17:00", ("cem",), "cem"),
    ],
)
def test_only_who_can_hear_before_the_letter_goes_is_named(
    hours: str, heard_before: tuple[str, ...], named: str
) -> None:
    """Asked at 12:12, the letter goes at 12:30: who comes too late to read of it is not named, if nobody told them."""
    rules = policy()
    own = build_calendar(name="person cem", zone="Europe/Berlin", open=[hours])
    rules = replace(rules, people={**rules.people, "cem": replace(rules.people["cem"], hours=own)})
    happened = run(thread(owner="cem"), rules, 3.6, heard=frozenset(heard_before), every=1 / 60)
    asked = next(change.thread for _, change in happened if change.thread.proposal)
    assert asked.proposal is not None
    assert asked.proposal.person == named
    letter = next(change.renewal for _, change in happened if change.renewal)
    assert (letter.person is not None) is bool(named)


def test_who_is_asked_ten_minutes_before_a_short_promise_ends_is_named() -> None:
    """The letter goes ten minutes after asking: who is there and stays hears in time."""
    happened = run(thread(promise(1), owner="ben"), policy(), 1)
    letter = next(change.renewal for _, change in happened if change.renewal)
    assert letter.person is not None


SET = {"basis": "a person", "number": 1, "promise_id": None}
"""A proposal as a person set it."""


@pytest.mark.parametrize(
    ("proposal", "absences", "words"),
    [
        (promise(3.9, **SET), (), "Mon 23 Nov, 12:54"),
        (promise(8, person="ben", **SET), (Absence(person="ben", since=at(3), until=at(48)),), "17:00 by ben"),
    ],
)
def test_what_a_person_set_is_never_replaced_unasked(
    proposal: Promise, absences: tuple[Absence, ...], words: str
) -> None:
    """Its time is too near, or who is named is ill: the letter waits, and owner and lead hear why."""
    one = thread(owner="cem", asked_at=at(3.2), proposal=proposal)
    change = decide_due(watched(one, at(3.5), absences=absences), policy=policy(), now=at(3.5))
    assert (change.renewal, change.thread.proposal) == (None, None)
    assert words in change.thread.held
    assert [person for person, about in told(change) if about == NO_NEW_TIME] == ["cem", "anna"]
    [notice, _] = [notice for notice in change.notices if notice.about == NO_NEW_TIME]
    assert "triaged renewal send 7K3F" in notice.text
    assert change.thread.look_at is not None
    let_go = replace(change.thread, held="")
    released = decide_due(watched(let_go, at(3.6)), policy=policy(), now=at(3.6))
    assert released.renewal is not None, "a person let it go: with a time made now"


def test_a_time_that_was_just_accepted_is_told() -> None:
    """Half an hour after the letter, which goes seconds later than it was to: nobody is asked again."""
    one = thread(owner="ben", asked_at=at(3.2), proposal=promise(4.3, **SET))
    now = at(3.8) + timedelta(seconds=65)
    change = decide_due(watched(one, now), policy=policy(), now=now)
    assert change.renewal is not None
    assert change.renewal.promise.reply_by == at(4.3)


def test_what_the_program_proposed_is_made_anew() -> None:
    """Nobody set it: a time that is too near by now gives way to one that can be told."""
    one = thread(owner="ben", asked_at=at(3.2), proposal=promise(3.9, number=1))
    change = decide_due(watched(one, at(3.5)), policy=policy(), now=at(3.5))
    assert change.renewal is not None
    assert change.renewal.promise.reply_by > at(4)


GUARDS: dict[str, tuple[Thread, str, dict[str, Any]]] = {
    "switched off": (thread(), OFF, {}),
    "letters are off": (thread(), AUTO + '[letters]\nsend = "off"\n', {}),
    "a target": (thread(target()), AUTO, {}),
    "the letter is still held": (thread(), AUTO, {"told": LetterState.HELD}),
    "the letter failed": (thread(), AUTO, {"told": LetterState.FAILED}),
    "the letter is in doubt": (thread(), AUTO, {"told": LetterState.DOUBT}),
    "a person holds it": (thread(held="anna holds it"), AUTO, {}),
    "answered?": (thread(asks="answered?"), AUTO, {}),
    "renewed twice": (thread(promise(number=2), owner="anna"), AUTO, {}),
    "the lead has not taken it": (thread(promise(number=1), owner="ben"), AUTO, {}),
    "too few answers seen": (thread(), AUTO, {"seen": 19}),
    "answers were missed": (thread(), AUTO, {"inbox": {"renewals_off": "a customer answered what we never saw"}}),
    "a letter came back": (thread(), AUTO, {"blocked": True}),
    "in an incident": (thread(incident_id=1), AUTO, {}),
    "a machine's": (thread(kind=Kind.MACHINE), AUTO, {}),
    "waits for the customer": (thread(turn=Turn.THEIRS), AUTO, {}),
    "a renewal is under way": (thread(), AUTO, {"under_way": True}),
}


@pytest.mark.parametrize("name", GUARDS)
def test_every_guard_keeps_the_letter_back(name: str) -> None:
    """Each reason alone, and the customer is not told by itself; without it the customer is."""
    one, rules, more = GUARDS[name]
    seen = more.get("seen", 20)
    for hour in (3.5, 3.9, 4.5):
        known = _known(one, at(hour), {key: value for key, value in more.items() if key != "seen"})
        known = replace(known, inbox=replace(known.inbox, answers_seen=seen))
        assert decide_due(known, policy=policy(rules), now=at(hour)).renewal is None
    assert decide_due(watched(thread(), at(3.5)), policy=policy(AUTO), now=at(3.5)).renewal is not None


@pytest.mark.parametrize("mode", ["hold", "drafts"])
@pytest.mark.parametrize("send", ["auto", "ask"])
def test_where_people_release_the_letters_a_person_says_send(send: str, mode: str) -> None:
    """Owner and lead are asked, whatever renewal.send says, and nothing goes until one of them says so."""
    rules = policy(f'[renewal]\nsend = "{send}"\n[letters]\nsend = "{mode}"\n')
    happened = run(thread(owner="ben"), rules, 5)
    assert any(ASKED in {about for _, about in told(change)} for _, change in happened)
    assert not any(change.renewal for _, change in happened)
    asked = next(change.thread for _, change in happened if change.thread.held)
    released = replace(asked, held="")
    assert decide_due(watched(released, at(3.6)), policy=rules, now=at(3.6)).renewal is not None


def _known(one: Thread, now: datetime, more: dict[str, Any]) -> Watched:
    return watched(one, now, **{key: dict(value) if isinstance(value, dict) else value for key, value in more.items()})


def test_the_letter_waits_for_a_fresh_look_at_the_sent_folders() -> None:
    """The last look is at most 60 seconds old when the letter is committed (docs/promises.md 8)."""
    known = watched(thread(), at(3.5))
    stale = replace(known, inbox=replace(known.inbox, sent_looked_at=at(3.5) - timedelta(seconds=61)))
    change = decide_due(stale, policy=policy(AUTO), now=at(3.5))
    assert change.renewal is None
    assert change.thread.look_at is not None
    assert change.thread.look_at <= at(3.5) + timedelta(seconds=5)
    fresh = replace(known, inbox=replace(known.inbox, sent_looked_at=at(3.5) - timedelta(seconds=60)))
    assert decide_due(fresh, policy=policy(AUTO), now=at(3.5)).renewal is not None


def test_who_was_asked_late_still_has_ten_minutes() -> None:
    """After an outage asking and telling do not fall together: there are ten minutes to stop it."""
    first = decide_due(watched(thread(owner="ben"), at(3.6)), policy=policy(), now=at(3.6))
    assert first.renewal is None
    assert first.thread.asked_at == at(3.6)
    again = decide_due(watched(first.thread, at(3.7)), policy=policy(), now=at(3.7))
    assert again.renewal is None
    later = at(3.6) + timedelta(minutes=10)
    assert decide_due(watched(first.thread, later), policy=policy(), now=later).renewal is not None


def test_what_is_told_after_the_time_says_that_it_was_missed() -> None:
    """Never "will not" after the fact (docs/letters.md, renewal)."""
    change = decide_due(watched(thread(), at(4.5)), policy=policy(AUTO), now=at(4.5))
    assert change.renewal is not None
    assert change.renewal.missed


def test_the_second_renewal_is_the_leads() -> None:
    """It goes once the lead has the thread, and names the lead."""
    one = thread(promise(number=1), owner="anna")
    change = decide_due(watched(one, at(3.5)), policy=policy(AUTO), now=at(3.5))
    assert change.renewal is not None
    assert change.renewal.promise.number == 2
    assert change.renewal.person is not None
    assert change.renewal.person.name == "Anna Petersen"


@pytest.mark.parametrize(
    ("owner", "absent", "goes"),
    [("greta", "anna", True), ("greta", "", False), ("anna", "", True), ("ben", "anna", False)],
)
def test_the_second_renewal_is_whos_who_leads_now(owner: str, absent: str, *, goes: bool) -> None:
    """While the lead is on leave the manager leads, and may take it."""
    away = tuple(Absence(person=one, since=MONDAY, until=at(48)) for one in absent.split())
    one = thread(promise(number=1), owner=owner)
    change = decide_due(watched(one, at(3.5), absences=away), policy=policy(AUTO), now=at(3.5))
    assert (change.renewal is not None) is goes


def test_letters_do_not_go_out_at_night() -> None:
    """`write_from` and `write_till` hold also where we never close."""
    night = promise(14.5, calendar="oncall", counted_from=at(10), made_at=at(10))
    change = decide_due(watched(thread(night), at(14)), policy=policy(AUTO), now=at(14))
    assert change.renewal is None
    morning = at(21)
    assert decide_due(watched(thread(night), morning), policy=policy(AUTO), now=morning).renewal is not None


def test_where_people_release_letters_a_person_says_send() -> None:
    """In `hold` mode owner and lead are asked, and nothing goes until one of them says so."""
    rules = policy('[letters]\nsend = "hold"\n')
    happened = run(thread(owner="ben"), rules, 5)
    assert ASKED in {about for _, _, about in heard(happened)}
    assert not any(change.renewal for _, change in happened)


def test_where_no_honest_time_is_left_the_lead_hears_why() -> None:
    """Beyond `at_most` nothing is promised (docs/promises.md 2): the customer hears nothing by itself."""
    endless = Workload(ahead=2000, people=3, pace=1, done_by=at(2000))
    known = watched(thread(owner="ben"), at(3.25), workload=endless)
    change = decide_due(known, policy=policy(), now=at(3.25))
    assert ("anna", NO_NEW_TIME) in told(change)
    assert change.thread.held


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
