"""triaged hold · pause · resume · breaker: letters that wait for a person, and the switches."""

from triaged.errors import CommandRefused
from triaged.loops.commands.request import Request, number
from triaged.loops.held import too_late
from triaged.loops.told import untell
from triaged.model.letter import TOO_LATE, LetterState
from triaged.model.tx import Tx
from triaged.report.json import Json
from triaged.report.shown import letter_json


def breaker_reset(tx: Tx, request: Request) -> Json:
    """Close every open breaker."""
    count = tx.reset_breaker(request.now)
    return {"done": f"{count} breaker{'s' if count != 1 else ''} closed" if count else "no breaker was open"}


def hold_list(tx: Tx, request: Request) -> Json:
    """Letters that wait for a person."""
    return {"held": [letter_json(letter) for letter in tx.letters(LetterState.HELD)]}


def hold_release(tx: Tx, request: Request) -> Json:
    """Let one held letter go, or all."""
    if request.arguments.get("all"):
        held = [letter for letter in tx.letters(LetterState.HELD) if not too_late(letter, request.now)]
        for letter in held:
            tx.release(letter.stored, request.now)
        return {"done": f"{len(held)} letters released"}
    found = tx.letter(number(request))
    if found is not None and found.state is LetterState.HELD and too_late(found, request.now):
        raise CommandRefused(f"letter {number(request)} is {TOO_LATE}; write yourself")
    tx.release(number(request), request.now)
    return {"done": f"letter {number(request)} released"}


def hold_drop(tx: Tx, request: Request) -> Json:
    """Cancel one letter that is held, in doubt, or a notice that was refused.

    Held: the customer is not told, and the promise becomes a target. In doubt: it is not sent again; since it may have
    arrived, the promise stands. A refused letter to a customer is not dropped: it goes with its thread.
    """
    letter_id = number(request)
    letter = tx.letter(letter_id)
    state = LetterState.HELD if letter is None else letter.state
    if letter is not None and state is LetterState.FAILED and letter.thread_id is not None:
        raise CommandRefused(
            f"letter {letter_id} was refused and its customer knows nothing: reach them another way, then"
            " `triaged close` or `triaged called`"
        )
    expected = state if state in (LetterState.DOUBT, LetterState.FAILED) else LetterState.HELD
    tx.cancel(letter_id, f"dropped by {request.who}", expected=expected)
    if letter is not None and expected is LetterState.HELD:
        untell(tx, letter, policy=request.policy, now=request.now, why=f"{request.who} dropped the letter")
    return {"done": f"letter {letter_id} dropped"}


def pause(tx: Tx, request: Request) -> Json:
    """Send nothing until resumed; mail is still read and letters are still written."""
    return {"done": "paused: no letter leaves" if tx.pause(request.now) else "paused already"}


def resume(tx: Tx, request: Request) -> Json:
    """Send again."""
    return {"done": "letters leave again" if tx.resume() else "it was not paused"}


def renewal_on(tx: Tx, request: Request) -> Json:
    """A person looked: customers of this inbox may be told by themselves again that we are late."""
    inbox = request.text("inbox")
    state = tx.inbox_state(inbox)
    if inbox not in request.policy.inboxes or state is None:
        raise CommandRefused(f"there is no inbox {inbox!r}; inboxes: {', '.join(request.policy.inboxes)}")
    if not state.renewals_off:
        return {"done": f"renewals of {inbox} were not off"}
    tx.renewals_off(inbox, "")
    return {"done": f"renewals of {inbox} go again; they were off because {state.renewals_off}"}
