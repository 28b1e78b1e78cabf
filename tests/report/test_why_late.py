"""Why a promise was missed: the likely cause is the first that fits, and the story is in the order of time."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from tests.store import make
from tests.store.make import DAY, HOUR, MINUTE, NOW
from triaged.model.finding import Finding
from triaged.model.letter import LetterKind, LetterState
from triaged.model.stored import Direction, Notice, TrailEntry
from triaged.model.thread import Outcome, Turn
from triaged.report.why_late import CAUSES, Missed, cause, causes_counted, story

DUE = NOW + 4 * HOUR


def missed(**changes: Any) -> Missed:
    """A promise of four hours, answered two hours late; the owner and the lead heard of it in time."""
    made = Missed(
        promise=make.promise(DUE, made_at=NOW, outcome=Outcome.MISSED, outcome_at=DUE + 2 * HOUR),
        thread=make.thread(owner="anna", turn=Turn.THEIRS),
        mails=(make.message(received_at=NOW - MINUTE),),
        letters=(),
        trail=(),
        notices=(told("anna", NOW + 2 * HOUR), told("ben", NOW + 3 * HOUR)),
        absences=(),
        called=lambda person: {"anna": "the owner", "ben": "the lead"}.get(person, "a colleague"),
        worded=lambda text: text.replace("Anna", "the owner"),
        now=NOW + DAY,
    )
    return replace(made, **changes)


def told(person: str, at: datetime, *, after: Any = MINUTE, about: str = "due") -> Notice:
    """A notice that was gathered at `at`, and told a minute later."""
    return Notice(person=person, about=about, at=at, told_at=None if after is None else at + after, thread_id=1)


def happened(event: str, at: datetime = NOW + HOUR, answer: str = "") -> TrailEntry:
    findings = (Finding(question="?", answer=answer, evidence=""),) if answer else ()
    return TrailEntry(at=at, event=event, findings=findings)


FITS: list[tuple[str, dict[str, Any]]] = [
    ("only just", {"promise": make.promise(DUE, made_at=NOW, outcome=Outcome.MISSED, outcome_at=DUE + 15 * MINUTE)}),
    ("undelivered", {"notices": (told("ben", NOW + HOUR, about="undelivered"),)}),
    ("asked", {"trail": (happened("mail to others"),)}),
    ("deleted", {"trail": (happened("deleted"),)}),
    ("solved", {"trail": (happened("solved"),)}),
    ("returned", {"trail": (happened("our letter came back"),)}),
    ("owner away", {"absences": (make.absence(since=DUE - MINUTE, until=DUE + DAY),)}),
    ("held", {"trail": (happened("hold"),)}),
    ("no time", {"trail": (happened("no new time"),)}),
    ("nobody reached", {"notices": (told("ben", NOW + HOUR, after=None),)}),
    ("nobody reached", {"notices": (told("ben", NOW + HOUR, after=4 * HOUR),)}),
    ("nobody told", {"notices": ()}),
    ("nobody told", {"notices": (told("ben", DUE + MINUTE), told("anna", NOW - HOUR))}),
    ("not answered", {}),
    ("not answered", {"promise": make.promise(DUE, made_at=NOW)}),
    ("not answered", {"absences": (make.absence(since=DUE, until=DUE + DAY), make.absence(person="ben"))}),
    ("not answered", {"trail": (happened("hold", DUE + MINUTE), happened("deleted", NOW - MINUTE))}),
]


@pytest.mark.parametrize(("key", "changes"), FITS)
def test_the_likely_cause_is_what_happened_while_it_could_be_kept(key: str, changes: dict[str, Any]) -> None:
    """Only what lies between promise and time counts; what came later explains nothing."""
    assert cause(missed(**changes)).key == key


def test_every_cause_is_found_by_a_test() -> None:
    """No row of the table is without an example, and the first that fits is taken."""
    assert {key for key, _ in FITS} == {one.key for one in CAUSES}
    both = missed(trail=(happened("hold"), happened("mail to others")), notices=())
    assert cause(both).key == "asked"


def test_the_story_is_in_the_order_of_time() -> None:
    """From the mail to the answer: letters, notices and what people did, by role, with reasons."""
    found = missed(
        mails=(
            make.message(received_at=NOW - DAY),
            make.message(received_at=NOW - MINUTE),
            make.message(received_at=NOW + HOUR, automatic=True),
            make.message(received_at=DUE + 2 * HOUR, direction=Direction.AGENT),
            make.message(received_at=DUE + 3 * HOUR),
        ),
        letters=(
            make.letter(created_at=NOW, sent_at=NOW + MINUTE, state=LetterState.SENT),
            make.letter(
                created_at=NOW + 3 * HOUR + 2 * MINUTE,
                kind=LetterKind.RENEWAL,
                state=LetterState.CANCELLED,
                reason="Anna was faster",
            ),
            make.letter(created_at=NOW + HOUR, kind=LetterKind.NOTICE, state=LetterState.SENT, sent_at=NOW + HOUR),
        ),
        trail=(
            happened("mail", NOW),
            happened("hold", NOW + 3 * HOUR),
            happened("not renewed", NOW + 3 * HOUR + MINUTE / 2, "no: Anna holds it"),
        ),
        notices=(told("anna", NOW + 2 * HOUR), told("carla", NOW + 2 * HOUR + 2 * MINUTE, after=None)),
    )
    assert [(line.at, line.words) for line in story(found)] == [
        (NOW - MINUTE, "the customer wrote"),
        (NOW, "a time was promised"),
        (NOW + MINUTE, "the acknowledgement left"),
        (NOW + 2 * HOUR + MINUTE, "the owner was told (due)"),
        (NOW + 2 * HOUR + 2 * MINUTE, "a colleague should have been told (due), and was not reached"),
        (NOW + 3 * HOUR, "a colleague ordered: hold"),
        (NOW + 3 * HOUR + MINUTE / 2, "not renewed (the owner holds it)"),
        (NOW + 3 * HOUR + 2 * MINUTE, "the letter that says that we are late was not sent: the owner was faster"),
        (DUE, "the promised time passed"),
        (DUE + 2 * HOUR, "a person answered the customer"),
    ]


def test_one_that_nobody_answered_is_late_by_now() -> None:
    """How late it is grows until somebody answers."""
    assert missed(promise=make.promise(DUE, made_at=NOW)).late == NOW + DAY - DUE
    assert missed().late == 2 * HOUR


def test_causes_are_counted_the_most_frequent_first() -> None:
    """Each miss has one likely cause."""
    found = [missed(), missed(notices=()), missed(notices=())]
    assert [(one.key, n) for one, n in causes_counted(found)] == [("nobody told", 2), ("not answered", 1)]
