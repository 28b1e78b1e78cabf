"""What may an agent do with a thread?

Each order and the threads it is refused for, with the sentence that says so. What it does where it may is in
decide/action.
"""

from collections.abc import Callable, Mapping

from triaged.model.order import OrderKind, Refusal
from triaged.model.thread import Kind, Thread, Turn

_NOT_A_PERSON = {
    Kind.MACHINE: "was written by a machine",
    Kind.SUSPECT: "looks forged",
    Kind.NOT_OURS: "is not for us",
}


def _ours(thread: Thread) -> str:
    if thread.turn is Turn.OURS:
        return ""
    if thread.turn is Turn.THEIRS:
        return "waits for the customer already"
    return _open(thread)


def _open(thread: Thread) -> str:
    if thread.turn is not Turn.NOBODY:
        return ""
    if thread.closed_at is not None:
        return "is closed"
    return f"waits for nobody: it {_NOT_A_PERSON.get(thread.kind, 'is closed')}"


def _closable(thread: Thread) -> str:
    """What a machine or a forger wrote waits for nobody, but may be closed: then it leaves the lists."""
    return "is closed already" if thread.closed_at is not None else ""


def _closed(thread: Thread) -> str:
    if thread.turn is Turn.OURS:
        return "is open, and it is our turn"
    return "" if thread.kind is Kind.PERSON else f"{_NOT_A_PERSON[thread.kind]}: say first that it was a person"


def _no_person(thread: Thread) -> str:
    return "counts as a person's already" if thread.kind is Kind.PERSON else ""


def _person(thread: Thread) -> str:
    return "counts as a machine's already" if thread.kind is Kind.MACHINE else ""


def _promised(thread: Thread) -> str:
    if why := _ours(thread):
        return why
    return "" if thread.promise is not None else "has no promise that a customer knows"


def _proposed(thread: Thread) -> str:
    if why := _promised(thread):
        return why
    return "" if thread.proposal is not None else "has no letter that would go: nobody was asked yet"


def _promisable(thread: Thread) -> str:
    """A person may promise also where nobody waited: then it is our turn."""
    return "" if thread.kind is Kind.PERSON else f"{_NOT_A_PERSON[thread.kind]}: say first that it was a person"


def _attached(thread: Thread) -> str:
    return "" if thread.incident_id is not None else "belongs to no incident"


def _never(_: Thread) -> str:
    return ""


REFUSED: Mapping[OrderKind, Callable[[Thread], str]] = {
    OrderKind.MINE: _open,
    OrderKind.RELEASE: _open,
    OrderKind.GIVE: _open,
    OrderKind.DONE: _ours,
    OrderKind.CALLED: _ours,
    OrderKind.HOLD: _promised,
    OrderKind.SEND: _promised,
    OrderKind.NAME: _proposed,
    OrderKind.PROMISE: _promisable,
    OrderKind.CLOSE: _closable,
    OrderKind.REOPEN: _closed,
    OrderKind.SNOOZE: _open,
    OrderKind.SPAM: _closable,
    OrderKind.PERSON: _no_person,
    OrderKind.MACHINE: _person,
    OrderKind.NOTE: _never,
    OrderKind.URGENCY: _open,
    OrderKind.TOPIC: _open,
    OrderKind.TONE: _open,
    OrderKind.DETACH: _attached,
}
"""For each order about a thread: why not, as the end of a sentence that begins with the thread; "" where it may be."""


def refused(order: OrderKind, thread: Thread) -> Refusal | None:
    """Why `order` cannot be done with this thread, None where it can."""
    why = REFUSED[order](thread)
    return Refusal(reason=f"{thread.reference} {why}") if why else None
