"""Writes what a person did with a thread: its promise gets its outcome, letters that wait are not sent any more."""

from datetime import datetime

from triaged.model.finding import Finding
from triaged.model.letter import LetterKind, LetterState
from triaged.model.stored import TrailEntry
from triaged.model.thread import Thread
from triaged.model.tx import Tx
from triaged.rules.handling import Action, Refusal, handle

WAITING = (LetterState.HELD, LetterState.READY)


def act(
    tx: Tx, thread: Thread, action: Action, *, at: datetime, now: datetime, who: str, findings: tuple[Finding, ...] = ()
) -> Refusal | None:
    """Carry out `action`, done at `at` (an answer's own time may be earlier than now)."""
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
