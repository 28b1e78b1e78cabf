"""By when do we say we will reply, when the team's own answers say that the row's time cannot be kept?"""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.rules.test_promise import CALENDARS, POLICY, at, row
from triaged.model.forecast import Foretold
from triaged.model.people import Workload
from triaged.model.thread import Promise
from triaged.policy.shape import PromisePolicy
from triaged.rules.promise import Unpromised, promise

FORECAST = replace(POLICY, basis="forecast")
RECEIVED = "2026-11-24T08:00"
SILENT = Foretold(by=None, why="41 of 60 answers known")


def told(by: str, hours: float = 6, *, ahead: int = 12, late: bool = False) -> Foretold:
    return Foretold(by=at(by), within=timedelta(hours=hours), level=0.95, answers=812, ahead=ahead, late=late)


def work(done_by: str) -> Workload:
    return Workload(ahead=15, people=2, pace=6.0, done_by=at(done_by))


def asked_of(
    foretold: Foretold | None, work: Workload | None = None, *, policy: PromisePolicy = FORECAST, now: str = RECEIVED
) -> tuple[Promise | Unpromised, list[tuple[str, str]]]:
    """A mail to the office that wishes 4 h: what is promised, and each finding's answer and evidence."""
    outcome, findings = promise(
        policy,
        row("4h"),
        calendars=CALENDARS,
        team_calendar="office",
        received=at(RECEIVED),
        now=at(now),
        workload=work,
        foretold=foretold,
    )
    return outcome, [(found.answer, found.evidence) for found in findings]


@pytest.mark.parametrize(
    ("foretold", "done_by", "reply_by", "basis"),
    [
        (told("2026-11-24T09:10", 1), "", "2026-11-24T12:00", "fixed"),  # earlier than the row: the row stays
        (told("2026-11-24T11:59"), "", "2026-11-24T12:00", "fixed"),
        (told("2026-11-24T14:40"), "", "2026-11-24T15:00", "forecast"),
        (told("2026-11-24T16:59"), "", "2026-11-24T17:00", "forecast"),
        (told("2026-11-25T08:10"), "", "2026-11-25T09:00", "forecast"),  # rounded as ever
        (told("2026-11-24T14:40"), "2026-11-24T13:50", "2026-11-24T15:00", "forecast"),
        (told("2026-11-24T13:50"), "2026-11-24T14:40", "2026-11-24T15:00", "queue"),  # more work than was ever seen
        (told("2026-11-24T09:10"), "2026-11-24T14:40", "2026-11-24T15:00", "queue"),
        (SILENT, "2026-11-24T14:40", "2026-11-24T15:00", "queue"),
        (SILENT, "", "2026-11-24T12:00", "fixed"),
        (None, "2026-11-24T14:40", "2026-11-24T15:00", "queue"),
        (None, "", "2026-11-24T12:00", "fixed"),
    ],
)
def test_the_latest_of_wish_work_and_forecast_is_promised(
    foretold: Foretold | None, done_by: str, reply_by: str, basis: str
) -> None:
    """The row's time is the wish. What the team's answers or its work say takes its place where that is later."""
    outcome, _ = asked_of(foretold, work(done_by) if done_by else None)
    assert isinstance(outcome, Promise)
    assert (outcome.reply_by, outcome.basis, outcome.told) == (at(reply_by), basis, True)


@pytest.mark.parametrize("basis", ["fixed", "queue"])
def test_nobody_who_did_not_ask_for_a_forecast_gets_one(basis: str) -> None:
    """With another basis it is neither counted nor told of."""
    outcome, found = asked_of(told("2026-11-24T16:00"), policy=replace(POLICY, basis=basis))
    assert isinstance(outcome, Promise)
    assert outcome.reply_by == at("2026-11-24T12:00")
    assert len(found) == 1


def test_the_findings_tell_of_the_answers_it_was_learned_from() -> None:
    """Row, forecast with its level and numbers, rounding: every step of the way."""
    _, found = asked_of(told("2026-11-24T14:40", 6.1))
    assert found == [
        ("2026-11-24 15:00", "4h of working time from 2026-11-24 08:00, when it arrived"),
        (
            "by 2026-11-24 14:40",
            "95 of 100 comparable mails are answered within 6h6m of working time "
            "(812 answers known, 12 first mails ahead)",
        ),
        ("moved from 2026-11-24 14:40 to 2026-11-24 15:00", "up to the next 30 minutes within working hours"),
    ]


@pytest.mark.parametrize(
    ("foretold", "answer", "evidence"),
    [
        (SILENT, "no forecast", "forecast abstains: 41 of 60 answers known"),
        (
            told("2026-11-24T09:10", 1, ahead=1),
            "by 2026-11-24 09:10",
            "95 of 100 comparable mails are answered within 1h of working time (812 answers known, 1 first mail ahead)",
        ),
        (
            replace(told("2026-11-24T09:10", 1, late=True), level=0.975),
            "by 2026-11-24 09:10",
            "97.5 of 100 mails that were late are answered within 1h of working time from then on (812 answers known)",
        ),
    ],
)
def test_a_forecast_that_moves_nothing_is_told_too(foretold: Foretold, answer: str, evidence: str) -> None:
    """Why it abstains, or that the wish can be kept."""
    _, found = asked_of(foretold)
    assert found[1] == (answer, evidence)


def test_a_forecast_beyond_at_most_promises_nothing_and_says_why() -> None:
    """at_most counts whatever the basis; the lead hears the numbers, and the time stays our target."""
    outcome, _ = asked_of(told("2026-11-30T10:10", 38))
    assert isinstance(outcome, Unpromised)
    assert outcome.reason == (
        "2026-11-30 10:30 is more than 3 days away, the most that may be promised; 95 of 100 comparable mails are "
        "answered within 38h of working time (812 answers known, 12 first mails ahead)"
    )
    assert outcome.target is not None
    assert (outcome.target.told, outcome.target.basis) == (False, "forecast")
