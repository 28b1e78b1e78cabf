"""What the command line asks of the store: one function a command, the same through the socket or without a daemon.

Each takes the transaction and the request; it returns a JSON value, or raises CommandRefused with a sentence for the
person.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from triaged.errors import CommandRefused
from triaged.loops.handle import act, untell
from triaged.model.letter import Letter, LetterState
from triaged.model.thread import Thread
from triaged.model.tx import Tx
from triaged.report.json import Json
from triaged.report.shown import at, letter_json, quarantined_json, thread_json, trail_json
from triaged.rules.handling import Action, Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Who asks (the peer's user name), when, with which arguments (JSON values)."""

    who: str
    now: datetime
    arguments: Mapping[str, object] = field(default_factory=dict)


Command = Callable[[Tx, Request], Json]


def queue(tx: Tx, request: Request) -> Json:
    """The agents' queue, what needs attention, and machine mail."""
    attention = tx.attention()
    return {
        "now": at(request.now),
        "queue": [thread_json(thread, request.now) for thread in tx.queue(request.now)],
        "waiting": [thread_json(thread, request.now) for thread in tx.waiting(limit=100)],
        "machine": [thread_json(thread, request.now) for thread in tx.machines(limit=100)],
        "attention": {
            "failed": [letter_json(letter) for letter in attention.failed],
            "held": [letter_json(letter) for letter in attention.held],
            "in_doubt": [letter_json(letter) for letter in attention.in_doubt],
            "quarantined": [quarantined_json(item) for item in attention.quarantined],
            "asks": [thread_json(thread, request.now) for thread in attention.asks],
            "suspect": [thread_json(thread, request.now) for thread in attention.suspects],
        },
    }


def explain(tx: Tx, request: Request) -> Json:
    """Everything about one thread: mails, promises, letters, and why."""
    thread = _thread(tx, request)
    return {
        "thread": thread_json(thread, request.now),
        "mails": [
            {
                "at": at(mail.received_at),
                "direction": mail.direction.value,
                "kind": mail.kind.value,
                "author": mail.author,
                "subject": mail.subject,
            }
            for mail in tx.messages(thread.thread_id)
        ],
        "promises": [
            {
                "reply_by": at(promise.reply_by),
                "told": promise.told,
                "calendar": promise.calendar,
                "row": promise.row,
                "basis": promise.basis,
                "outcome": promise.outcome.value,
                "outcome_at": at(promise.outcome_at),
            }
            for promise in tx.promises(thread.thread_id)
        ],
        "letters": [letter_json(letter) for letter in tx.letters_of_thread(thread.thread_id)],
        "trail": [trail_json(entry) for entry in tx.trail(thread.thread_id)],
    }


def close(tx: Tx, request: Request) -> Json:
    """`triaged close ID`."""
    return _act(tx, request, Action.CLOSED)


def called(tx: Tx, request: Request) -> Json:
    """`triaged called ID`: answered by telephone."""
    return _act(tx, request, Action.CALLED)


def _act(tx: Tx, request: Request, action: Action) -> Json:
    thread = _thread(tx, request)
    refusal = act(tx, thread, action, at=request.now, now=request.now, who=request.who)
    if isinstance(refusal, Refusal):
        raise CommandRefused(refusal.reason)
    return {"done": f"{thread.reference} {action.value}"}


def quarantine_list(tx: Tx, request: Request) -> Json:
    """Mail that could not be handled."""
    return {"quarantined": [quarantined_json(item) for item in tx.quarantined()]}


def quarantine_retry(tx: Tx, request: Request) -> Json:
    """Try one again at the next poll."""
    item = tx.retry_quarantined(_number(request))
    return {"done": f"UID {item.uid} of {item.inbox} will be tried again"}


def quarantine_drop(tx: Tx, request: Request) -> Json:
    """Forget one (the mail itself stays where it is)."""
    item = tx.drop_quarantined(_number(request))
    return {"done": f"UID {item.uid} of {item.inbox} dropped from quarantine; the mail is still in {item.folder}"}


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
        held = [letter for letter in tx.letters(LetterState.HELD) if not _too_late(letter, request.now)]
        for letter in held:
            tx.release(letter.stored, request.now)
        return {"done": f"{len(held)} letters released"}
    found = tx.letter(_number(request))
    if found is not None and found.state is LetterState.HELD and _too_late(found, request.now):
        raise CommandRefused(f"letter {_number(request)} is too late: the time it names is too near; write yourself")
    tx.release(_number(request), request.now)
    return {"done": f"letter {_number(request)} released"}


def _too_late(letter: Letter, now: datetime) -> bool:
    """Whether it would be cancelled instead of sent."""
    return letter.send_before is not None and letter.send_before <= now


def hold_drop(tx: Tx, request: Request) -> Json:
    """Cancel one letter that is held, in doubt, or a notice that was refused.

    Held: the customer is not told, and the promise becomes a target. In doubt: it is not sent again; since it may have
    arrived, the promise stands. A refused letter to a customer is not dropped: it goes with its thread.
    """
    number = _number(request)
    letter = tx.letter(number)
    state = LetterState.HELD if letter is None else letter.state
    if letter is not None and state is LetterState.FAILED and letter.thread_id is not None:
        raise CommandRefused(
            f"letter {number} was refused and its customer knows nothing: reach them another way, then `triaged close`"
            " or `triaged called`"
        )
    expected = state if state in (LetterState.DOUBT, LetterState.FAILED) else LetterState.HELD
    tx.cancel(number, f"dropped by {request.who}", expected=expected)
    if letter is not None and expected is LetterState.HELD:
        untell(tx, letter, now=request.now, why=f"{request.who} dropped the letter")
    return {"done": f"letter {number} dropped"}


def pause(tx: Tx, request: Request) -> Json:
    """Send nothing until resumed; mail is still read and letters are still written."""
    return {"done": "paused: no letter leaves" if tx.pause(request.now) else "paused already"}


def resume(tx: Tx, request: Request) -> Json:
    """Send again."""
    return {"done": "letters leave again" if tx.resume() else "it was not paused"}


def _thread(tx: Tx, request: Request) -> Thread:
    name = str(request.arguments.get("id", ""))
    thread = tx.thread_by_reference(name)
    if thread is None:
        raise CommandRefused(f"there is no thread {name!r}; `triaged queue` lists them")
    return thread


def _number(request: Request) -> int:
    value = request.arguments.get("id")
    if not isinstance(value, int) or not 0 < value < 1 << 63:
        raise CommandRefused("give the number that the list shows")
    return value


COMMANDS: Mapping[str, Command] = {
    "queue": queue,
    "explain": explain,
    "close": close,
    "called": called,
    "quarantine list": quarantine_list,
    "quarantine retry": quarantine_retry,
    "quarantine drop": quarantine_drop,
    "breaker reset": breaker_reset,
    "hold list": hold_list,
    "hold release": hold_release,
    "hold drop": hold_drop,
    "pause": pause,
    "resume": resume,
}
"""Every command that is one transaction. `status` is answered by the daemon itself (report/status.py)."""
