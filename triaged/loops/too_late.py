"""Letters that waited until the time they name was too near: none of them goes any more.

Where an acknowledgement could not leave, the customer knows nothing yet: it is written anew with a later time, until
one leaves. A renewal is written anew by the watcher, when it looks at the thread (decide/late).
"""

from datetime import datetime

from triaged.loops.anew import Anew, has_looked, may_be_told
from triaged.loops.told import untell
from triaged.model.letter import TOO_LATE, Letter, LetterState
from triaged.model.thread import Thread
from triaged.model.tx import Tx
from triaged.policy.shape import Policy
from triaged.scribe import Scribe


def give_up_late(tx: Tx, policy: Policy, scribe: Scribe, now: datetime) -> bool:
    """Cancel every letter that waited too long, and tell the customer anew where that is right; whether any was.

    Nobody is told anew before the sent folders were read: a person may have answered meanwhile. Until then the letter
    waits, and no relay gets it. Where many are told at once, the lead releases them, as after every outage.
    """
    late = [(letter, _thread_told_anew(tx, letter, policy, now)) for letter in tx.expired_letters(now)]
    late = [(letter, thread) for letter, thread in late if thread is None or has_looked(tx, thread.inbox, now)]
    anew = Anew(policy=policy, scribe=scribe, now=now)
    anew.many.update(thread.inbox for _, thread in late if thread is not None)
    for letter, thread in late:
        tx.cancel(letter.stored, TOO_LATE, expected=letter.state)
        untell(tx, letter, policy=policy, now=now, why="it could not leave in time")
        if thread is not None and thread.promise is not None:
            anew.tell(tx, letter, thread.promise)
    return bool(late)


def _thread_told_anew(tx: Tx, letter: Letter, policy: Policy, now: datetime) -> Thread | None:
    """The thread whose customer still waits to hear from us at all. What a person was to release is theirs to write."""
    waits = letter.state is LetterState.READY and letter.promise_id is not None
    thread = tx.thread(letter.thread_id) if waits and letter.thread_id is not None else None
    if thread is None or thread.promise is None or thread.promise.promise_id != letter.promise_id:
        return None
    return thread if may_be_told(tx, thread, letter, policy, now) else None
