"""What may an agent do with a thread?"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from triaged.model.finding import Finding
from triaged.model.thread import Kind, Outcome, Promise, Thread, Turn


class Action(StrEnum):
    """What a person says about a thread. ANSWERED is said by their mail, the others by command."""

    ANSWERED = "answered"
    CALLED = "called"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Handled:
    """The thread after an action, and the outcome of its open promise or target (None when it had none)."""

    thread: Thread
    outcome: Outcome | None
    finding: Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why an action cannot be done: one sentence for the person."""

    reason: str


def handle(thread: Thread, action: Action, *, at: datetime, who: str) -> Handled | Refusal:
    """The thread after `action` at `at` by `who` (a uid's name or an agent's address).

    What a machine or a forger wrote waits for nobody, but may be closed: then it leaves the lists.
    """
    looked_at = action is Action.CLOSED and thread.closed_at is None and thread.kind is not Kind.PERSON
    if action is not Action.ANSWERED and thread.turn is Turn.NOBODY and not looked_at:
        return Refusal(reason=f"{thread.reference} is closed already" if thread.closed_at else _no_turn(thread))
    finding = Finding(question="What did a person do?", answer=action.value, evidence=who)
    outcome = None if thread.promise is None else _outcome(thread.promise, action, at)
    changed = replace(thread, promise=None, due_at=None, overdue_told_at=None, asks="", unanswered_mails=0)
    match action:
        case Action.ANSWERED | Action.CALLED:
            changed = replace(changed, turn=Turn.THEIRS, answered_at=at)
        case Action.CLOSED:
            changed = replace(changed, turn=Turn.NOBODY, closed_at=at)
    return Handled(thread=changed, outcome=outcome, finding=finding)


def _outcome(promise: Promise, action: Action, at: datetime) -> Outcome:
    if action is Action.CLOSED:
        return Outcome.CLOSED_UNANSWERED
    return Outcome.KEPT if at <= promise.reply_by else Outcome.MISSED


def _no_turn(thread: Thread) -> str:
    what = {Kind.MACHINE: "was written by a machine", Kind.SUSPECT: "looks forged", Kind.NOT_OURS: "is not for us"}
    return f"{thread.reference} waits for nobody: it {what.get(thread.kind, 'is closed')}"
