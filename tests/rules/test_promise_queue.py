"""By when do we say we will reply, when the work ahead takes longer than the row's time?"""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.rules.duty_desk import BERLIN, at, desk, team
from tests.rules.test_promise import CALENDARS, POLICY, QUEUE, row
from triaged.model.people import Workload
from triaged.model.thread import Promise
from triaged.policy.shape import OnCall, PromisePolicy
from triaged.rules.duty import workload
from triaged.rules.promise import Unpromised, promise


def asked_of(
    work: Workload | None, *, reply: str = "4h", received: str = "2026-11-24T08:00", policy: PromisePolicy = QUEUE
) -> tuple[Promise | Unpromised, list[tuple[str, str]]]:
    """A mail to the office: what is promised, and each finding's answer and evidence."""
    outcome, findings = promise(
        policy,
        row(reply),
        calendars=CALENDARS,
        team_calendar="office",
        received=at(received),
        now=at(received),
        workload=work,
    )
    return outcome, [(found.answer, found.evidence) for found in findings]


def work(done_by: str, ahead: int = 15, people: int = 2) -> Workload:
    return Workload(ahead=ahead, people=people, pace=6.0, done_by=at(done_by))


@pytest.mark.parametrize(
    ("done_by", "reply_by", "basis"),
    [
        ("2026-11-24T08:05", "2026-11-24T12:00", "fixed"),  # done long before the row's time
        ("2026-11-24T12:00", "2026-11-24T12:00", "fixed"),
        ("2026-11-24T12:31", "2026-11-24T13:00", "queue"),
        ("2026-11-24T16:59", "2026-11-24T17:00", "queue"),
        ("2026-11-25T08:10", "2026-11-25T09:00", "queue"),  # rounded as ever: not so near to opening
        ("2026-11-24T19:00", "2026-11-25T09:00", "queue"),  # done after the row's calendar has closed
    ],
)
def test_a_queue_moves_the_promise_to_when_it_can_be_kept(done_by: str, reply_by: str, basis: str) -> None:
    """Basis "queue": never before the work ahead can be done; it says "queue" only where that decided."""
    outcome, _ = asked_of(work(done_by))
    assert isinstance(outcome, Promise)
    assert (outcome.reply_by, outcome.basis) == (at(reply_by), basis)


def test_a_queue_that_changes_no_told_time_decides_nothing() -> None:
    """Ten minutes later than the row's time, but the same slot: the row has decided."""
    outcome, found = asked_of(work("2026-11-24T11:25"), received="2026-11-24T09:15", reply="2h")
    assert isinstance(outcome, Promise)
    assert (outcome.reply_by, outcome.basis) == (at("2026-11-24T11:30"), "fixed")
    assert not any("ahead" in evidence for _, evidence in found)


def test_without_a_known_workload_or_by_choice_the_row_decides() -> None:
    """Basis "fixed", and "queue" where nothing is known of the work ahead, promise the row's time."""
    for policy, known in ((QUEUE, None), (POLICY, work("2026-11-25T16:00"))):
        outcome, _ = asked_of(known, policy=policy)
        assert isinstance(outcome, Promise)
        assert (outcome.reply_by, outcome.basis) == (at("2026-11-24T12:00"), "fixed")


@pytest.mark.parametrize(
    ("known", "evidence"),
    [
        (
            work("2026-11-24T12:45"),
            "14 mails of equal or higher rank are ahead; 2 people on duty answer 6 an hour each",
        ),
        (
            work("2026-11-24T12:45", ahead=2, people=1),
            "1 mail of equal or higher rank is ahead; 1 person on duty answers 6 an hour",
        ),
        (
            replace(work("2026-11-24T12:45", ahead=1, people=1), pace=2.53333),
            "no mails of equal or higher rank are ahead; 1 person on duty answers 2.53 an hour",
        ),
    ],
)
def test_the_findings_tell_of_the_work_ahead(known: Workload, evidence: str) -> None:
    """The trail tells the row's time, what is ahead of whom, and what moved the time then."""
    _, found = asked_of(known)
    assert found == [
        ("2026-11-24 13:00", "4h of working time from 2026-11-24 08:00, when it arrived"),
        ("not before 2026-11-24 12:45", evidence),
        ("moved from 2026-11-24 12:45 to 2026-11-24 13:00", "up to the next 30 minutes within working hours"),
    ]


def test_a_queue_beyond_at_most_promises_nothing_and_says_why() -> None:
    """at_most counts whatever the basis; the lead hears of the work ahead, and the time stays our target."""
    outcome, _ = asked_of(work("2026-11-30T10:10", ahead=301))
    assert isinstance(outcome, Unpromised)
    assert outcome.reason == (
        "2026-11-30 10:30 is more than 3 days away, the most that may be promised; "
        "300 mails of equal or higher rank are ahead; 2 people on duty answer 6 an hour each"
    )
    assert outcome.target is not None
    assert (outcome.target.told, outcome.target.basis) == (False, "queue")


def test_work_that_is_never_done_promises_nothing() -> None:
    """Where nobody will be there, the row's time is told to nobody and stays our target."""
    outcome, found = asked_of(Workload(ahead=3, people=0, pace=6.0, done_by=None))
    assert isinstance(outcome, Unpromised)
    assert outcome.reason == "the people on duty cannot be done with it within three years"
    assert found == [("nothing is promised", outcome.reason)]
    assert outcome.target is not None
    assert (outcome.target.reply_by, outcome.target.told) == (at("2026-11-24T12:00"), False)
    assert (outcome.target.basis, outcome.target.counted_from) == ("fixed", at("2026-11-24T08:00"))


def test_sixty_mails_of_a_week_end_are_spread() -> None:
    """Mail since New Year's Eve, two people at six an hour: 48 by noon as the row says, the others when they can be."""
    house = desk(team("service", ("anna", "ben")))
    told = Counter[str]()
    for number in range(60):
        received = at("2026-12-31T17:30") + number * timedelta(minutes=80)
        ahead = workload(house, "service", ahead=number + 1, now=received, absences=(), pace=6.0)
        outcome, _ = promise(
            QUEUE,
            row("4h"),
            calendars=house.calendars,
            team_calendar="office",
            received=received,
            now=received,
            workload=ahead,
        )
        assert isinstance(outcome, Promise)
        told[f"{outcome.reply_by.astimezone(BERLIN):%a %H:%M} {outcome.basis}"] += 1
    assert told == {"Mon 12:00 fixed": 48, "Mon 13:00 queue": 6, "Mon 13:30 queue": 6}


def test_a_critical_mail_in_the_evening_is_promised_what_who_is_on_call_can_do() -> None:
    """An hour after 19:00 by the calendar of those on call; the fourth such mail waits for the three before it."""
    calls = OnCall(calendar="oncall", people=("dina", "finn"), changes=(0, timedelta(hours=8)))
    house = desk(team("technik", ("dina", "finn"), on_call=calls))
    evening, told = at("2026-11-24T19:00"), []
    for ahead in (1, 3, 4):
        known = workload(house, "technik", ahead=ahead, now=evening, absences=(), pace=3.0, critical=True)
        outcome, _ = promise(
            QUEUE,
            row("1h", "oncall"),
            calendars=house.calendars,
            team_calendar="office",
            received=evening,
            now=evening,
            workload=known,
        )
        assert isinstance(outcome, Promise)
        told.append(outcome.reply_by)
    assert told == [at("2026-11-24T20:00"), at("2026-11-24T20:00"), at("2026-11-24T20:30")]


def test_mails_of_one_morning_are_spread() -> None:
    """Forty mails at eight with an hour each: twelve an hour is what two people can do, and no slot is told more."""
    house = desk(team("service", ("anna", "ben")))
    eight = "2026-11-24T08:00"
    told = Counter[datetime]()
    for number in range(40):
        ahead = workload(house, "service", ahead=number + 1, now=at(eight), absences=(), pace=6.0)
        outcome, _ = asked_of(ahead, reply="1h", received=eight)
        assert isinstance(outcome, Promise)
        told[outcome.reply_by] += 1
    assert max(told.values()) == 12, "the first hour's"
    assert all(
        sum(count for time, count in told.items() if time <= slot) <= 12 * ((slot - at(eight)) / timedelta(hours=1))
        for slot in told
        if slot <= at("2026-11-24T12:00")
    )
