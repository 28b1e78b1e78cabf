"""A letter to a customer that was refused needs somebody as long as its thread waits for us, and nobody after that."""

from __future__ import annotations

import pytest

from tests.loops.house import MONDAY, Hands, intake, letters, mail, policy, take, threads
from tests.loops.staff import run
from triaged.loops.deliver import record
from triaged.loops.handle import act
from triaged.model.letter import Letter, LetterState, Phase, Refused
from triaged.model.thread import Happening, Thread
from triaged.model.tx import Tx
from triaged.store import SqlStore

DESK = policy()


def asked(store: SqlStore) -> Thread:
    """Kim asked; the acknowledgement waits."""
    take(intake(DESK, store, Hands()), store, mail(1, "kim@customer.test"))
    [thread] = threads(store)
    return thread


def claims(store: SqlStore) -> tuple[Letter, ...]:
    """The relay has them, and has not said anything yet."""
    return store.transact_now(lambda tx: tx.claim_letters("main", MONDAY, 9))


def refuses(store: SqlStore, claimed: tuple[Letter, ...]) -> None:
    """The relay wants none of them."""
    no = Refused(phase=Phase.RCPT, code=550, answer="no such user")

    def step(tx: Tx) -> None:
        results = tuple((letter, no) for letter in claimed)
        record(tx, DESK.accounts["main"], results, policy=DESK, now=MONDAY, jitter=0)

    store.transact_now(step)


def over(store: SqlStore, thread: Thread) -> list[tuple[LetterState, str]]:
    """The letters of the thread, none of which is among those that something may still become of."""
    assert letters(store, LetterState.FAILED) == ()
    found = store.transact_now(lambda tx: tx.letters_of_thread(thread.thread_id))
    return [(letter.state, letter.reason) for letter in found]


@pytest.mark.parametrize("order", ["close", "called", "spam"])
def test_a_refused_letter_is_over_with_its_thread(store: SqlStore, order: str) -> None:
    """It is in no list of unfinished letters any more, which would grow for years; why it was refused is kept."""
    thread = asked(store)
    refuses(store, claims(store))
    assert len(letters(store, LetterState.FAILED)) == 1, "the customer knows nothing: somebody must reach them"

    run(store, order, rules=DESK, id=thread.reference)
    assert over(store, thread) == [(LetterState.CANCELLED, "refused: no such user")]


def test_a_letter_that_is_refused_after_its_thread_ended_is_over_at_once(store: SqlStore) -> None:
    """A person answered while the relay had it: nobody needs to look at it."""
    thread = asked(store)
    claimed = claims(store)
    store.transact_now(
        lambda tx: act(tx, thread, Happening.ANSWER, policy=DESK, at=MONDAY, now=MONDAY, who="anna")  # type: ignore[misc]
    )
    refuses(store, claimed)
    assert over(store, thread) == [(LetterState.CANCELLED, "refused: no such user")]
