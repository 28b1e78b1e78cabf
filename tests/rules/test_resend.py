"""When a letter may go, go again, or must be shown to people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest

from tests.store import make
from tests.store.make import HOUR, MINUTE, NOW
from triaged.errors import StaleState
from triaged.model.letter import Attempt, Delivered, InDoubt, Letter, LetterState, Phase, Refused, TryLater
from triaged.model.stored import LetterChange
from triaged.rules import resend
from triaged.rules.resend import (
    BLIND_RESENDS,
    PROVEN_RESENDS,
    TRANSITIONS,
    Event,
    Verdict,
    back_off,
    event_of,
    settle_doubt,
)
from triaged.store import SqlStore, open_store

WAIT = timedelta(minutes=2)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlStore]:
    """A store of this file's own."""
    opened = open_store(f"sqlite:{tmp_path_factory.mktemp('resend') / 'triaged.db'}")
    yield opened
    opened.close_now()


def in_state(store: SqlStore, state: LetterState) -> Letter:
    """A stored letter that came into `state` by the transitions there are."""
    born = LetterState.HELD if state is LetterState.HELD else LetterState.READY
    letter = store.transact_now(lambda tx: make.put(tx, state=born))
    ways: dict[LetterState, tuple[LetterState, ...]] = {
        LetterState.SENDING: (LetterState.SENDING,),
        LetterState.DOUBT: (LetterState.SENDING, LetterState.DOUBT),
        LetterState.SENT: (LetterState.SENDING, LetterState.SENT),
        LetterState.FAILED: (LetterState.SENDING, LetterState.FAILED),
        LetterState.CANCELLED: (LetterState.CANCELLED,),
    }
    before = born
    for after in ways.get(state, ()):
        assert after in {TRANSITIONS[key] for key in TRANSITIONS if key[0] is before}
        change = LetterChange(letter_id=letter.stored, expected=before, state=after, doubt_since=NOW)
        store.transact_now(lambda tx, change=change: tx.change_letters([change]))  # type: ignore[misc]
        before = after
    return letter


@pytest.mark.parametrize(("actual", "named"), [p for p in product(LetterState, repeat=2) if p[0] is not p[1]])
def test_the_store_moves_a_letter_only_from_the_state_that_was_expected(
    store: SqlStore, actual: LetterState, named: LetterState
) -> None:
    """Who believes a letter to be in another state than it is changes nothing."""
    letter = in_state(store, actual)
    change = LetterChange(letter_id=letter.stored, expected=named, state=LetterState.READY)

    with pytest.raises(StaleState):
        store.transact_now(lambda tx: tx.change_letters([change]))

    found = store.transact_now(lambda tx: tx.letter(letter.stored))
    assert found is not None
    assert found.state is actual


@pytest.mark.parametrize(("state", "event"), TRANSITIONS, ids=str)
def test_every_transition_of_the_table_can_be_made(store: SqlStore, state: LetterState, event: Event) -> None:
    """Each row of the table is a change that the store performs."""
    letter = in_state(store, state)
    after = TRANSITIONS[state, event]

    store.transact_now(
        lambda tx: tx.change_letters([LetterChange(letter_id=letter.stored, expected=state, state=after)])
    )

    found = store.transact_now(lambda tx: tx.letter(letter.stored))
    assert found is not None
    assert found.state is after


def test_what_is_sent_or_cancelled_stays_so_and_what_is_refused_can_only_be_given_up() -> None:
    """Nothing leads out of a final state but a return; a refused letter is never tried again."""
    assert set(LetterState) - {state for state, _ in TRANSITIONS} == {LetterState.CANCELLED}
    sent = {event: after for (state, event), after in TRANSITIONS.items() if state is LetterState.SENT}
    assert sent == {Event.RETURNED: LetterState.FAILED}
    out = {event: after for (state, event), after in TRANSITIONS.items() if state is LetterState.FAILED}
    assert out == {Event.DROPPED: LetterState.CANCELLED}


def test_only_a_claimed_letter_can_become_doubtful_and_only_looking_ends_a_doubt() -> None:
    """The hole that makes doubles: a doubt that falls through to a resend. Only `resent` leads from doubt to ready."""
    into = {key for key, after in TRANSITIONS.items() if after is LetterState.DOUBT}
    out = {event: after for (state, event), after in TRANSITIONS.items() if state is LetterState.DOUBT}
    assert into == {(LetterState.SENDING, Event.LOST)}
    assert out == {
        Event.FOUND: LetterState.SENT,
        Event.RESENT: LetterState.READY,
        Event.DROPPED: LetterState.CANCELLED,
    }
    assert {key for key, after in TRANSITIONS.items() if after is LetterState.SENDING} == {
        (LetterState.READY, Event.CLAIMED)
    }


def test_the_diagram_names_the_states_and_the_events_of_the_table() -> None:
    """The drawing at the head of the module and the table say the same words."""
    drawing = (resend.__doc__ or "").split("\n\n")[2]
    words = set(re.findall(r"in doubt|[a-z]+", drawing))
    states = {state.value for state in LetterState}
    events = {event.value for event in Event}
    assert words == states | events


def test_the_state_drawn_in_the_documentation_is_the_table() -> None:
    """docs/delivery.md draws every state but the cancelled one, which its text explains."""
    text = (Path(__file__).parents[2] / "docs" / "delivery.md").read_text("utf-8")
    for state in LetterState:
        assert state.value in text


@pytest.mark.parametrize(
    ("failures", "minutes"), [(1, 5), (2, 10), (3, 20), (4, 40), (5, 66), (6, 66), (7, 66), (100, 66), (10**6, 66)]
)
def test_a_letter_waits_longer_each_time(failures: int, minutes: int) -> None:
    """5, 10, 20, 40, then every 66 minutes (S5); the jitter adds at most a tenth (S6)."""
    assert back_off(failures, 0.0) == minutes * MINUTE
    assert minutes * MINUTE < back_off(failures, 0.999) < minutes * MINUTE * 1.1


YES, NO = timedelta(0), None
DOUBTS = {
    "its copy may still come": (timedelta(seconds=119), YES, {}, Verdict.WAIT),
    "nobody can look, and too early": (timedelta(seconds=119), NO, {}, Verdict.WAIT),
    "the look began too early": (WAIT * 2, WAIT * -1.5, {}, Verdict.WAIT),
    "looked for late enough, not there": (WAIT, YES, {}, Verdict.RESEND),
    "nobody can look": (WAIT, NO, {}, Verdict.RESEND),
    "nobody can look, for the last time": (WAIT, NO, {"resends": BLIND_RESENDS - 1}, Verdict.RESEND),
    "nobody can look, too often": (WAIT, NO, {"resends": BLIND_RESENDS}, Verdict.SHOW),
    "absence proved, sent again before": (WAIT, YES, {"resends": 1}, Verdict.RESEND),
    "absence proved for the last time": (WAIT, YES, {"resends": PROVEN_RESENDS - 1}, Verdict.RESEND),
    "absence proved too often": (WAIT, YES, {"resends": PROVEN_RESENDS}, Verdict.SHOW),
    "too late to go again": (WAIT, YES, {"send_before": NOW + WAIT}, Verdict.SHOW),
    "just in time": (WAIT, YES, {"send_before": NOW + WAIT + MINUTE}, Verdict.RESEND),
    "the relay said no, not there": (WAIT, YES, {"denied": True, "resends": PROVEN_RESENDS}, Verdict.RESEND),
    "the relay said no, too late": (WAIT, YES, {"denied": True, "send_before": NOW}, Verdict.SHOW),
    "the relay said no, too early": (timedelta(0), YES, {"denied": True}, Verdict.WAIT),
}


@pytest.mark.parametrize(("passed", "looked", "letter", "expected"), DOUBTS.values(), ids=DOUBTS)
def test_a_doubt_is_settled(
    passed: timedelta, looked: timedelta | None, letter: dict[str, object], expected: Verdict
) -> None:
    """`looked`: when the last look began, counted from now; None: nobody can look (S1, I3)."""
    doubtful = make.letter(state=LetterState.DOUBT, doubt_since=NOW, **letter)
    now = NOW + passed

    answer = settle_doubt(doubtful, now=now, looked_at=None if looked is None else now + looked, wait=WAIT)

    assert answer.verdict is expected
    assert answer.reason


def test_a_clock_set_back_is_no_absence() -> None:
    """While the clock is behind the doubt nothing is sent again (P12)."""
    doubtful = make.letter(state=LetterState.DOUBT, doubt_since=NOW)
    answer = settle_doubt(doubtful, now=NOW - HOUR, looked_at=NOW - HOUR, wait=WAIT)
    assert answer.verdict is Verdict.WAIT


def later(phase: Phase, *, shared: bool = False) -> TryLater:
    return TryLater(phase=phase, code=451, answer="later", shared=shared)


@pytest.mark.parametrize(
    ("attempt", "with_evidence", "without"),
    [
        (Delivered(answer="250 ok", journal_ok=True), Event.ACCEPTED, Event.ACCEPTED),
        (Delivered(answer="250 ok", journal_ok=False), Event.ACCEPTED, Event.ACCEPTED),
        (Refused(phase=Phase.RCPT, code=550, answer="no"), Event.REFUSED, Event.REFUSED),
        (Refused(phase=Phase.PAYLOAD, code=554, answer="no"), Event.REFUSED, Event.REFUSED),
        (InDoubt(phase=Phase.PAYLOAD, answer=""), Event.LOST, Event.LOST),
        *((later(phase), Event.LATER, Event.LATER) for phase in Phase if phase is not Phase.PAYLOAD),
        (later(Phase.PAYLOAD), Event.LOST, Event.LATER),
        (later(Phase.PAYLOAD, shared=True), Event.LOST, Event.LATER),
    ],
)
def test_what_an_attempt_means(attempt: Attempt, with_evidence: Event, without: Event) -> None:
    """A no after the payload is looked for first, where a copy can show that it was a yes."""
    assert event_of(attempt, evidence=True) is with_evidence
    assert event_of(attempt, evidence=False) is without
    assert (LetterState.SENDING, with_evidence) in TRANSITIONS
    assert (LetterState.SENDING, without) in TRANSITIONS
