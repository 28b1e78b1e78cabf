"""What an incident makes of its threads, by which words threads are alike, and when customers are written to."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.loops.house import MONDAY, policy
from tests.loops.incident_house import CLOUD
from triaged.decide.alike import Told, attachable, by_words, not_kept, words_of
from triaged.decide.incident import (
    alone,
    attached,
    condition_of,
    given_back,
    knows,
    looked_at_by,
    missing_texts,
    next_news,
    passed,
    too_long,
    writable,
)
from triaged.model.stored import Incident
from triaged.model.thread import Kind, Outcome, Owed, Promise, Thread, Triage, Turn, Urgency
from triaged.policy.shape import When

POLICY = policy()
TEAM = next(iter(POLICY.teams.values()))
HOUR = timedelta(hours=1)


def promise(hours: float, *, told: bool = True, what: Owed = Owed.REPLY) -> Promise:
    return Promise(
        reply_by=MONDAY + hours * HOUR, told=told, calendar="office", row="all", what=what, promise_id=7, made_at=MONDAY
    )


def thread(**changes: object) -> Thread:
    plain = Thread(
        thread_id=1,
        reference="7K3F",
        inbox="support",
        customer="kim@customer.test",
        customer_name="Kim",
        subject="My order",
        base_subject="My order",
        kind=Kind.PERSON,
        turn=Turn.OURS,
        triage=Triage(urgency=Urgency.NORMAL, rank=0.5, language="en", language_sure=True, team=TEAM.key),
        opened_at=MONDAY,
        last_mail_at=MONDAY,
        promise=promise(4),
        acknowledged_at=MONDAY,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def incident(**changes: object) -> Incident:
    plain = Incident(
        name="the cloud",
        inbox="support",
        team=TEAM.key,
        says={"en": "It is down.", "de": "Es steht."},
        since=MONDAY,
        opened_by="anna",
        news_every=HOUR,
        promise=promise(1, what=Owed.UPDATE),
        incident_id=3,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "may"),
    [
        ({}, True),
        ({"kind": Kind.MACHINE}, False),
        ({"turn": Turn.THEIRS}, False),
        ({"closed_at": MONDAY}, False),
        ({"incident_id": 2}, False),
        ({"customer": ""}, False),
        ({"acknowledged_at": None}, False),
    ],
)
def test_what_may_be_attached(changes: dict[str, object], may: bool) -> None:
    """A thread that waits for us, of a customer who was told a time."""
    assert attachable(thread(**changes)) is may


def test_attached_a_thread_waits_for_the_shared_news() -> None:
    """The own promise stands until it is told, targets are gone, nothing of its own is due."""
    aim = promise(2, told=False)
    change = attached(thread(target=aim), incident(), (promise(4), aim), told=True, policy=POLICY, now=MONDAY)
    assert change.settle == ((aim, Outcome.RELEASED),)
    assert (change.thread.incident_id, change.thread.promise, change.thread.due_at) == (3, promise(4), None)


@pytest.mark.parametrize(("hours", "outcome"), [(1, Outcome.RENEWED), (4, Outcome.RENEWED), (4.1, Outcome.MISSED)])
def test_told_in_time_the_own_promise_was_renewed(hours: float, outcome: Outcome) -> None:
    """By the time at which the letter left."""
    at = MONDAY + hours * HOUR
    change = knows(thread(incident_id=3), POLICY, at=at, now=at)
    assert change.settle == ((promise(4), outcome),)
    assert change.thread.proposal == promise(4)


@pytest.mark.parametrize(("hours", "told"), [(1, True), (3.9, True), (4, False), (6, False)])
def test_alone_again_it_has_its_own_time_or_a_target(hours: float, told: bool) -> None:
    """The time that was told holds while it lies ahead; else people aim at a new one, and nobody is told it."""
    now = MONDAY + hours * HOUR
    within = thread(incident_id=3, promise=None, proposal=promise(4))
    change = alone(within, (), POLICY, now, why="a person")
    [begun] = change.open
    assert begun.told is told
    assert (begun.reply_by == promise(4).reply_by) is told
    assert change.thread.incident_id is None
    assert change.thread.due_at == begun.reply_by


def test_a_renewal_that_was_proposed_is_no_time_to_give_back() -> None:
    """Outside an incident `proposal` is what a customer would be told: they were not."""
    assert given_back(thread(proposal=promise(4)), MONDAY) is None


@pytest.mark.parametrize(
    ("now", "by"),
    [
        (datetime(2026, 3, 9, 9, 0, tzinfo=UTC), datetime(2026, 3, 9, 10, 0, tzinfo=UTC)),
        (datetime(2026, 3, 9, 9, 10, tzinfo=UTC), datetime(2026, 3, 9, 10, 30, tzinfo=UTC)),
        (datetime(2026, 3, 13, 15, 50, tzinfo=UTC), datetime(2026, 3, 16, 8, 0, tzinfo=UTC)),
        (datetime(2026, 3, 14, 12, 0, tzinfo=UTC), datetime(2026, 3, 16, 8, 0, tzinfo=UTC)),
        (datetime(2026, 3, 28, 12, 0, tzinfo=UTC), datetime(2026, 3, 30, 7, 0, tzinfo=UTC)),
    ],
)
def test_news_come_at_a_friendly_time_in_working_hours(now: datetime, by: datetime) -> None:
    """An hour of clock time, on the half hour, an hour after opening at the earliest, across a clock change too."""
    assert next_news(TEAM, HOUR, POLICY, now).reply_by == by


def test_who_answers_that_it_is_over_is_looked_at_as_after_any_answer() -> None:
    """The last promise row's working time."""
    assert looked_at_by(TEAM, POLICY, MONDAY).reply_by == MONDAY + 4 * HOUR


@pytest.mark.parametrize(
    ("now", "leaves"),
    [
        (datetime(2026, 3, 9, 9, 0, tzinfo=UTC), datetime(2026, 3, 9, 9, 0, tzinfo=UTC)),
        (datetime(2026, 3, 9, 20, 0, tzinfo=UTC), datetime(2026, 3, 10, 5, 0, tzinfo=UTC)),
        (datetime(2026, 3, 9, 3, 0, tzinfo=UTC), datetime(2026, 3, 9, 5, 0, tzinfo=UTC)),
        (datetime(2026, 3, 28, 23, 0, tzinfo=UTC), datetime(2026, 3, 29, 4, 0, tzinfo=UTC)),
    ],
)
def test_nobody_is_written_to_at_night(now: datetime, leaves: datetime) -> None:
    """From six to nine in the evening by the desk's clock, across a clock change too."""
    assert writable(POLICY.letters, "Europe/Berlin", now) == leaves


@pytest.mark.parametrize(
    ("says", "missing"), [({}, ("en", "de")), ({"en": "x", "de": " "}, ("de",)), ({"de": "x"}, ("en",))]
)
def test_every_language_says_something(says: dict[str, str], missing: tuple[str, ...]) -> None:
    """Blank is missing."""
    assert missing_texts(says, POLICY) == missing


def test_a_text_that_is_too_long_is_named_by_its_language() -> None:
    """Sixty words are enough."""
    assert too_long({"en": "word " * 60, "de": "Wort " * 61}) == ("de",)


def test_a_notice_tells_how_to_write_the_news() -> None:
    """Half way who opened it hears, once, with the commands; the lead and no other at the end of the ladder."""
    half = passed(incident(), customers=80, about=1, policy=POLICY, absences=(), now=MONDAY + timedelta(minutes=31))
    [notice] = half.notices
    assert notice.person == "anna"
    assert "80 customers wait" in notice.text
    assert "triaged incident update 3" in notice.text
    again = passed(half.incident, customers=80, about=1, policy=POLICY, absences=(), now=MONDAY + timedelta(minutes=40))
    assert again.notices == ()


def said(number: int, subject: str, text: str) -> Told:
    return Told(thread=thread(thread_id=number, subject=subject), text=text)


def test_alike_are_those_that_share_rare_words() -> None:
    """Three words that most mail does not use; what everybody writes makes nothing alike."""
    others = [said(n, "Order", f"Please tell me about my delivery of parcel {n}") for n in range(100, 120)]
    seed = said(1, "Thermostat", "Please help: error E17, delivery of the burner stopped, parcel")
    near = said(2, "Heating", "error E17 at the burner since today")
    far = said(3, "Order", "Please tell me about delivery and parcel of my burner")
    assert [(one.thread.thread_id, one.why) for one in by_words(seed, [seed, near, far], others)] == [
        (1, "the one that was named"),
        (2, "says burner, e17, error"),
    ]


def test_numbers_and_small_talk_say_nothing() -> None:
    """Greetings, short words and bare numbers are no subject."""
    assert words_of(said(1, "Hello", "Please help me with 12345 and E17, thank you")) == {"e17"}


def test_what_is_not_kept_of_a_mail_cannot_be_asked_later() -> None:
    """Headers, sizes, recipients, attachments: also where they must not fit."""
    assert not_kept(When()) == ()
    assert not_kept(When(larger_than=5)) == ("larger_than",)
    assert not_kept(When(not_=When(larger_than=5))) == ("larger_than",)


@pytest.mark.parametrize(
    ("prepared", "by_rule", "found"),
    [
        ("cloud", "", "like"),
        ("", "lists", "rule"),
        ("cloud", "lists", "rule"),
        ("", "", "none"),
        ("gone", "gone", "none"),
    ],
)
def test_which_new_mail_joins(prepared: str, by_rule: str, found: str) -> None:
    """The rule that was named when it was opened, else what it was prepared for; neither: only people put it in."""
    rules = policy(CLOUD)
    conditions = {"like": rules.incidents["cloud"].like, "rule": rules.rules[-1].when, "none": None}
    assert rules.rules[-1].name == "lists"
    assert condition_of(incident(prepared=prepared, by_rule=by_rule), rules) == conditions[found]
