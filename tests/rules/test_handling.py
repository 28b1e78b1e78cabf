"""What may be ordered about a thread, and the sentence that says why not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.store import make
from tests.store.make import HOUR, NOW
from triaged.model.order import OrderKind
from triaged.model.thread import Kind, Thread, Turn
from triaged.rules.handling import REFUSED, refused

K = OrderKind
TOLD = make.promise(NOW + HOUR)


def case(**changes: object) -> Thread:
    return replace(make.thread(), reference="KF3QZR", **changes)  # type: ignore[arg-type]


STATES: dict[str, Thread] = {
    "ours": case(),
    "promised": case(promise=TOLD),
    "proposed": case(promise=TOLD, proposal=TOLD),
    "theirs": case(turn=Turn.THEIRS),
    "closed": case(turn=Turn.NOBODY, closed_at=NOW),
    "machine": case(turn=Turn.NOBODY, kind=Kind.MACHINE),
    "suspect": case(turn=Turn.NOBODY, kind=Kind.SUSPECT),
    "not ours": case(turn=Turn.NOBODY, kind=Kind.NOT_OURS),
    "machine, closed": case(turn=Turn.NOBODY, kind=Kind.MACHINE, closed_at=NOW),
    "incident": case(incident_id=1),
}

OPEN = {"ours", "promised", "proposed", "theirs", "incident"}
OURS = OPEN - {"theirs"}
STANDING = {*OPEN, "machine", "suspect", "not ours"}
PERSONS = {*OPEN, "closed"}
MAY: dict[OrderKind, set[str]] = {
    K.MINE: OPEN,
    K.RELEASE: OPEN,
    K.GIVE: OPEN,
    K.DONE: OURS,
    K.CALLED: OURS,
    K.HOLD: {"promised", "proposed"},
    K.SEND: {"promised", "proposed"},
    K.NAME: {"proposed"},
    K.PROMISE: PERSONS,
    K.CLOSE: STANDING,
    K.REOPEN: {"theirs", "closed"},
    K.SNOOZE: OPEN,
    K.SPAM: STANDING,
    K.PERSON: {"machine", "suspect", "not ours", "machine, closed"},
    K.MACHINE: set(STATES) - {"machine", "machine, closed"},
    K.NOTE: set(STATES),
    K.URGENCY: OPEN,
    K.TOPIC: OPEN,
    K.TONE: OPEN,
    K.DETACH: {"incident"},
}
"""Which orders are carried out on which threads; everything else is refused."""


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("order", MAY, ids=str)
def test_each_order_is_done_or_refused(order: OrderKind, state: str) -> None:
    """As the table says; a refusal is one sentence that begins with the thread's name."""
    refusal = refused(order, STATES[state])
    assert (refusal is None) is (state in MAY[order])
    if refusal is not None:
        assert refusal.reason.startswith("KF3QZR ")
        assert len(refusal.reason) > 15


def test_every_order_about_a_thread_is_in_the_table() -> None:
    """All but away and back, which are about people."""
    assert set(MAY) == set(REFUSED) == set(OrderKind) - {K.AWAY, K.BACK}


@pytest.mark.parametrize(
    ("order", "state", "words"),
    [
        (K.MINE, "closed", "is closed"),
        (K.MINE, "machine", "waits for nobody: it was written by a machine"),
        (K.GIVE, "suspect", "waits for nobody: it looks forged"),
        (K.CALLED, "theirs", "waits for the customer already"),
        (K.CALLED, "not ours", "waits for nobody: it is not for us"),
        (K.CLOSE, "closed", "is closed already"),
        (K.SPAM, "machine, closed", "is closed already"),
        (K.REOPEN, "ours", "is open, and it is our turn"),
        (K.REOPEN, "machine", "was written by a machine: say first that it was a person"),
        (K.PROMISE, "suspect", "looks forged: say first that it was a person"),
        (K.PERSON, "ours", "counts as a person's already"),
        (K.MACHINE, "machine", "counts as a machine's already"),
        (K.HOLD, "ours", "has no promise that a customer knows"),
        (K.SEND, "closed", "is closed"),
        (K.NAME, "promised", "has no letter that would go: nobody was asked yet"),
        (K.DETACH, "ours", "belongs to no incident"),
    ],
)
def test_the_sentence_says_why(order: OrderKind, state: str, words: str) -> None:
    """What is wrong, in the words of the queue."""
    refusal = refused(order, STATES[state])
    assert refusal is not None
    assert refusal.reason == f"KF3QZR {words}"
