"""Writes what a person did with a thread, and what becomes of a promise that its customer never heard."""

from dataclasses import replace
from datetime import datetime

from triaged.model.finding import Finding
from triaged.model.letter import Letter, LetterKind, LetterState
from triaged.model.stored import TrailEntry
from triaged.model.thread import Outcome, Thread, Turn
from triaged.model.tx import Tx
from triaged.rules.handling import Action, Refusal, handle

WAITING = (LetterState.HELD, LetterState.READY)


def act(
    tx: Tx, thread: Thread, action: Action, *, at: datetime, now: datetime, who: str, findings: tuple[Finding, ...] = ()
) -> Refusal | None:
    """Carry out `action`, done at `at` (an answer's own time may be earlier than now).

    The promise gets its outcome, and letters that wait are not sent any more.
    """
    handled = handle(thread, action, at=at, who=who)
    if isinstance(handled, Refusal):
        return handled
    if thread.promise is not None and thread.promise.promise_id is not None and handled.outcome is not None:
        tx.settle_promise(thread.promise.promise_id, handled.outcome, now)
    tx.update_thread(handled.thread)
    for letter in tx.letters_of_thread(thread.thread_id):
        if letter.state in WAITING and letter.kind is LetterKind.ACKNOWLEDGEMENT:
            tx.cancel(letter.stored, f"{action.value} before it left", expected=letter.state)
    tx.add_trail(
        TrailEntry(at=now, event=action.value, findings=(*findings, handled.finding), thread_id=thread.thread_id)
    )
    return None


def overtaken(tx: Tx, letter: Letter) -> bool:
    """Cancel an acknowledgement that is ready to go again if a person was faster; whether it was cancelled."""
    now = tx.letter(letter.stored)
    thread = None if letter.thread_id is None else tx.thread(letter.thread_id)
    if now is None or now.state is not LetterState.READY or now.kind is not LetterKind.ACKNOWLEDGEMENT:
        return False
    if thread is None or thread.turn is Turn.OURS:
        return False
    tx.cancel(letter.stored, "a person was faster", expected=LetterState.READY)
    return True


def untell(tx: Tx, letter: Letter, *, now: datetime, why: str) -> None:
    """The customer could not be told: the promise becomes a target, a time only we know (product: target)."""
    thread = None if letter.thread_id is None else tx.thread(letter.thread_id)
    if thread is None or thread.promise is None or not thread.promise.told or thread.promise.promise_id is None:
        return
    tx.settle_promise(thread.promise.promise_id, Outcome.RELEASED, now)
    target = replace(thread.promise, told=False, promise_id=None, outcome=Outcome.OPEN, outcome_at=None)
    tx.open_promise(thread.thread_id, target, now)
    finding = Finding(
        question="Was the customer told?",
        answer=f"no: {why}",
        evidence=f"letter {letter.letter_id}" if letter.letter_id is not None else "",
    )
    tx.add_trail(TrailEntry(at=now, event="not told", findings=(finding,), thread_id=thread.thread_id))
