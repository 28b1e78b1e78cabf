"""Letters that wait to leave: what keeps them, ends them, or tells that they may be out already."""

from collections.abc import Collection

from triaged.model.letter import Letter, LetterKind, LetterState
from triaged.model.thread import Thread, Turn
from triaged.model.tx import Tx

WAITING = (LetterState.HELD, LetterState.READY)
MAY_HAVE_LEFT = (LetterState.SENDING, LetterState.DOUBT)
MAY_HAVE_ARRIVED = "it may have arrived, and was to go once more"
TELLS_A_PROMISE = (LetterKind.ACKNOWLEDGEMENT, LetterKind.RENEWAL)
TO_CUSTOMER = (*TELLS_A_PROMISE, LetterKind.INCIDENT)


def on_its_way(tx: Tx, thread: Thread, *, kinds: Collection[LetterKind] = (LetterKind.RENEWAL,)) -> bool:
    """Whether a letter about the open promise is being sent, or may have left: what it tells cannot be changed now."""
    promise = thread.promise
    return promise is not None and any(
        letter.kind in kinds
        and letter.promise_id in {None, promise.promise_id}
        and (letter.state in MAY_HAVE_LEFT or (letter.state in WAITING and letter.resends > 0))
        for letter in tx.letters_of_thread(thread.thread_id)
    )


def untold(tx: Tx, thread_id: int) -> frozenset[int]:
    """Promises whose acknowledgement still waits: the customer knows nothing of them, so none is kept or missed."""
    return frozenset(
        letter.promise_id
        for letter in tx.letters_of_thread(thread_id)
        if letter.kind is LetterKind.ACKNOWLEDGEMENT
        and letter.promise_id is not None
        and letter.state in WAITING
        and not letter.resends
    )


def drop_letters(tx: Tx, thread_id: int, why: str, *, only: Collection[LetterKind] = TO_CUSTOMER) -> bool:
    """Letters to the customer that wait are not sent any more; whether an acknowledgement was among them.

    Of one that was to go once more nobody knows whether it arrived: its reason says so, and is none of NEVER_LEFT.
    """
    dropped = [m for m in tx.letters_of_thread(thread_id) if m.state in WAITING and m.kind in only]
    for letter in dropped:
        reason = f"{MAY_HAVE_ARRIVED}: {why}" if letter.resends else why
        tx.cancel(letter.stored, reason, expected=letter.state)
    return any(letter.kind is LetterKind.ACKNOWLEDGEMENT for letter in dropped)


def overtaken(tx: Tx, letter: Letter) -> bool:
    """Cancel a letter to a customer that is ready to go again if another way was faster; whether it was cancelled.

    A person answered, or the letter about an incident left: that one tells the customer's own time too.
    """
    now = tx.letter(letter.stored)
    thread = None if letter.thread_id is None else tx.thread(letter.thread_id)
    if now is None or now.state is not LetterState.READY or now.kind not in TO_CUSTOMER:
        return False
    if thread is None:
        return False
    promise = thread.promise
    stands = now.promise_id is None or (promise is not None and promise.promise_id == now.promise_id)
    why = "a person was faster"
    if thread.turn is Turn.OURS and (stands or now.kind not in TELLS_A_PROMISE):
        if not _told_by_incident(tx, thread, now):
            return False
        why = "the letter about the incident was faster"
    tx.cancel(letter.stored, why, expected=LetterState.READY)
    return True


def _told_by_incident(tx: Tx, thread: Thread, letter: Letter) -> bool:
    """Whether a letter about the thread's incident has left that was written after this acknowledgement."""
    if letter.kind is not LetterKind.ACKNOWLEDGEMENT or thread.incident_id is None:
        return False
    return any(
        other.kind is LetterKind.INCIDENT and other.state is LetterState.SENT and other.created_at >= letter.created_at
        for other in tx.letters_of_thread(thread.thread_id)
    )


def end_refused(tx: Tx, thread_id: int) -> None:
    """Refused letters of a thread that waits for nobody here need nobody: kept unfinished they would be so for ever."""
    for letter in tx.letters_of_thread(thread_id):
        if letter.state is LetterState.FAILED:
            tx.cancel(letter.stored, f"refused: {letter.reason}", expected=LetterState.FAILED)
