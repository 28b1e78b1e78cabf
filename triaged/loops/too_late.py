"""Letters that waited until the time they name was too near: none of them goes any more.

Where an acknowledgement could not leave, the customer knows nothing yet: it is written anew with a later time, until
one leaves. A renewal is written anew by the watcher, when it looks at the thread (decide/late).
"""

from dataclasses import replace
from datetime import datetime

from triaged.decide.happened import with_owed
from triaged.decide.late import new_time
from triaged.decide.owe import work_before
from triaged.decide.plan import planned
from triaged.decide.reword import nameless
from triaged.loops.desk import desk_now
from triaged.loops.handle import answered_mail, open_promises, untell, written_before
from triaged.model.letter import TOO_LATE, Letter, LetterKind, LetterState
from triaged.model.stored import TrailEntry
from triaged.model.thread import Thread, Turn
from triaged.model.tx import Tx
from triaged.policy.shape import Policy
from triaged.rules.promise import Unpromised, send_before
from triaged.scribe import Scribe


def give_up_late(tx: Tx, policy: Policy, scribe: Scribe, now: datetime) -> bool:
    """Cancel every letter that waited too long, and tell the customer anew where that is right; whether any was."""
    late = tx.expired_letters(now)
    for letter in late:
        tx.cancel(letter.stored, TOO_LATE, expected=letter.state)
        untell(tx, letter, policy=policy, now=now, why="it could not leave in time")
        thread = None if letter.thread_id is None else tx.thread(letter.thread_id)
        if thread is not None and _is_told_anew(tx, letter, thread, policy, now):
            _tell_anew(tx, letter, thread, policy=policy, scribe=scribe, now=now)
    return bool(late)


def _is_told_anew(tx: Tx, letter: Letter, thread: Thread, policy: Policy, now: datetime) -> bool:
    """Whether the customer still waits to hear from us at all, and nobody else is to say so first.

    What a person was to release is theirs to write. A letter that may have left once is not followed by another one.
    """
    inbox = policy.inboxes.get(thread.inbox)
    return (
        letter.kind is LetterKind.ACKNOWLEDGEMENT
        and letter.state is LetterState.READY
        and letter.promise_id is not None
        and not letter.resends
        and thread.turn is Turn.OURS
        and thread.promise is None
        and thread.incident_id is None
        and not thread.asks
        and inbox is not None
        and inbox.send == "on"
        and not tx.is_blocked(thread.customer, now)
    )


def _tell_anew(tx: Tx, letter: Letter, thread: Thread, *, policy: Policy, scribe: Scribe, now: datetime) -> None:
    answering = answered_mail(tx, letter, thread)
    [released] = [p for p in tx.promises(thread.thread_id) if p.promise_id == letter.promise_id]
    desk = desk_now(tx, thread.inbox, policy, now)
    promise, findings = new_time(released, thread, work_before(thread, desk, policy, now), policy, now)
    if answering is None or isinstance(promise, Unpromised):
        return
    promise = replace(promise, promise_id=tx.open_promise(thread.thread_id, promise, now))
    calendar = policy.calendar(promise.calendar)
    before = replace(letter, promise_id=promise.promise_id, send_before=send_before(promise, calendar, now=now))
    number = written_before(tx.letters_of_thread(thread.thread_id)) + 1
    facts = nameless(thread, promise, policy, now)
    anew, _ = scribe.reworded(facts, before=before, answering=answering, number=number, now=now)
    tx.add_letter(anew)
    told = with_owed(thread, open_promises(tx, thread.thread_id))
    tx.update_thread(planned(replace(told, acknowledged_at=now), policy, now))
    tx.add_trail(TrailEntry(at=now, event="told anew", findings=findings, thread_id=thread.thread_id))
