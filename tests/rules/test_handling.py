"""What a person may do with a thread, and what becomes of its promise."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.store import make
from tests.store.make import DAY, HOUR, NOW
from triaged.model.thread import Kind, Outcome, Promise, Thread, Turn
from triaged.rules.handling import Action, Handled, Refusal, handle

TOLD, TARGET = make.promise(NOW + HOUR), make.promise(NOW + HOUR, told=False)


def waiting(promise: Promise | None = TOLD, **changes: Any) -> Thread:
    """A thread that is ours to answer by `promise`."""
    made = make.thread(
        promise=promise,
        due_at=promise.reply_by if promise else None,
        overdue_told_at=NOW,
        asks="answered?",
        unanswered_mails=3,
    )
    return replace(made, reference="KF3QZR", **changes)


@pytest.mark.parametrize("promise", [TOLD, TARGET], ids=["promise", "target"])
@pytest.mark.parametrize(
    ("action", "after", "outcome", "turn"),
    [
        (Action.ANSWERED, timedelta(0), Outcome.KEPT, Turn.THEIRS),
        (Action.ANSWERED, HOUR, Outcome.KEPT, Turn.THEIRS),
        (Action.ANSWERED, HOUR + timedelta(microseconds=1), Outcome.MISSED, Turn.THEIRS),
        (Action.CALLED, HOUR, Outcome.KEPT, Turn.THEIRS),
        (Action.CALLED, DAY, Outcome.MISSED, Turn.THEIRS),
        (Action.CLOSED, timedelta(0), Outcome.CLOSED_UNANSWERED, Turn.NOBODY),
        (Action.CLOSED, DAY, Outcome.CLOSED_UNANSWERED, Turn.NOBODY),
    ],
)
def test_an_action_ends_the_promise_and_the_waiting(
    *, promise: Promise, action: Action, after: timedelta, outcome: Outcome, turn: Turn
) -> None:
    """In time, up to the very moment, is kept; later is missed; closed is neither. Nobody is reminded any more."""
    handled = handle(waiting(promise), action, at=NOW + after, who="anna")

    assert isinstance(handled, Handled)
    assert handled.outcome is outcome
    thread = handled.thread
    assert thread.turn is turn
    assert (thread.promise, thread.due_at, thread.overdue_told_at) == (None, None, None)
    assert (thread.asks, thread.unanswered_mails) == ("", 0)
    assert thread.closed_at == (NOW + after if action is Action.CLOSED else None)
    assert thread.answered_at == (None if action is Action.CLOSED else NOW + after)
    assert (handled.finding.answer, handled.finding.evidence) == (action.value, "anna")


@pytest.mark.parametrize("action", Action)
def test_a_thread_without_a_promise_has_no_outcome(action: Action) -> None:
    """Nothing was promised, nothing can be kept or missed."""
    handled = handle(waiting(None), action, at=NOW, who="anna")
    assert isinstance(handled, Handled)
    assert handled.outcome is None


@pytest.mark.parametrize("kind", [Kind.MACHINE, Kind.SUSPECT, Kind.NOT_OURS])
def test_what_no_customer_wrote_can_be_closed(kind: Kind) -> None:
    """Somebody has looked at it: it leaves "needs attention" and the list of machines' mail."""
    handled = handle(waiting(None, turn=Turn.NOBODY, kind=kind), Action.CLOSED, at=NOW, who="anna")

    assert isinstance(handled, Handled)
    assert (handled.thread.closed_at, handled.thread.turn, handled.outcome) == (NOW, Turn.NOBODY, None)


@pytest.mark.parametrize(
    ("action", "changes", "words"),
    [
        (Action.CLOSED, {"closed_at": NOW}, "is closed already"),
        (Action.CLOSED, {"closed_at": NOW, "kind": Kind.SUSPECT}, "is closed already"),
        (Action.CALLED, {"closed_at": NOW}, "is closed already"),
        (Action.CALLED, {"kind": Kind.MACHINE}, "was written by a machine"),
        (Action.CALLED, {"kind": Kind.SUSPECT}, "looks forged"),
        (Action.CALLED, {"kind": Kind.NOT_OURS}, "is not for us"),
        (Action.CALLED, {}, "is closed"),
    ],
)
def test_what_waits_for_nobody_cannot_be_handled(action: Action, changes: dict[str, Any], words: str) -> None:
    """The person is told why, with the thread's name."""
    refusal = handle(waiting(None, turn=Turn.NOBODY, **changes), action, at=NOW, who="anna")

    assert isinstance(refusal, Refusal)
    assert words in refusal.reason
    assert "KF3QZR" in refusal.reason


def test_an_answer_by_mail_counts_whatever_the_turn_was() -> None:
    """A person who writes to the customer has answered, also in a thread that was closed."""
    handled = handle(waiting(None, turn=Turn.NOBODY, closed_at=NOW), Action.ANSWERED, at=NOW + DAY, who="anna")
    assert isinstance(handled, Handled)
    assert handled.thread.turn is Turn.THEIRS


@pytest.mark.parametrize("action", Action)
def test_a_thread_that_waits_for_the_customer_may_be_handled_again(action: Action) -> None:
    """A second answer, a call after the answer, and the closing of an answered thread are all in order."""
    handled = handle(waiting(None, turn=Turn.THEIRS, answered_at=NOW), action, at=NOW + HOUR, who="anna")
    assert isinstance(handled, Handled)
