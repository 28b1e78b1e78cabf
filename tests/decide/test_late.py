"""A promise is about to break: what the customer hears, who is asked, and what keeps the letter back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.decide.house import MONDAY, at, heard, policy, promise, run, target, thread, told, watched
from triaged.decide.due import decide_due
from triaged.decide.late import ASKED, NO_NEW_TIME, Watched, new_time
from triaged.hours import build_calendar
from triaged.model.forecast import Foretold
from triaged.model.letter import LetterState
from triaged.model.people import Absence, Workload
from triaged.model.thread import Kind, Promise, Thread, Turn

HOUR = timedelta(hours=1)
OFF = '[renewal]\nsend = "off"\n'
AUTO = '[renewal]\nsend = "auto"\n'


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


FORECAST = '[promise]\nbasis = "forecast"\n'
LATE = {"within": 3 * HOUR, "level": 0.95, "answers": 812, "late": True}


@pytest.mark.parametrize(
    ("foretold", "workload", "reply_by", "basis"),
    [
        (Foretold(by=at(6.5), **LATE), None, 6.5, "forecast"),
        (Foretold(by=at(3.6), **LATE), None, 4.5, "fixed"),  # never nearer than an hour
        (Foretold(by=at(6.5), **LATE), Workload(ahead=9, people=2, pace=6.0, done_by=at(7.2)), 7.5, "queue"),
        (Foretold(by=None, why="41 of 60 answers known"), None, 7.5, "fixed"),  # the row's four hours from now
    ],
)
def test_a_new_time_is_what_late_mails_took(
    foretold: Foretold, workload: Workload | None, reply_by: float, basis: str
) -> None:
    """Of a mail that is late the team's answers know something: that is promised in place of the row's time."""
    rules, now = policy(FORECAST), at(3.25)
    owed = replace(promise(4), row=rules.promise.rows[-1].name)
    made, findings = new_time(owed, thread(owed), rules, now, workload=workload, foretold=foretold)
    assert isinstance(made, Promise)
    assert (made.reply_by, made.basis) == (at(reply_by), basis)
    assert any("late" in finding.evidence or "abstains" in finding.evidence for finding in findings)


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
