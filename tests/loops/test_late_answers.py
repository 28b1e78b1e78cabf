"""Answers and letters out of order: what was overtaken is not sent, what was answered before is not kept by it."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.loops.house import MONDAY, Hands, intake, mail, policy, take, threads
from triaged.loops.deliver import record
from triaged.loops.handle import act, overtaken
from triaged.model.letter import Delivered, Letter, LetterState
from triaged.model.stored import LetterChange
from triaged.model.thread import Happening, Outcome, Thread, Turn
from triaged.model.tx import Tx
from triaged.store import SqlStore

MINUTE = timedelta(minutes=1)


def answered(store: SqlStore, thread: Thread, at: datetime, now: datetime) -> None:
    """A person's answer of `at` is seen."""
    store.transact_now(
        lambda tx: act(tx, thread, Happening.ANSWER, policy=policy(), at=at, now=now, who="anna")  # type: ignore[misc]
    )


def goes(store: SqlStore, at: datetime) -> None:
    """All that is ready is taken over by the relay."""

    def step(tx: Tx) -> None:
        kept = Delivered(answer="250 kept", journal_ok=True)
        taken = tuple((letter, kept) for letter in tx.claim_letters("main", at, 99))
        record(tx, policy().accounts["main"], taken, policy=policy(), now=at, jitter=0)

    store.transact_now(step)


def writes_again(store: SqlStore, uid: int, at: datetime) -> Thread:
    """The customer's next mail in the same thread."""
    names = "In-Reply-To: <1@customer.test>\r\n"
    again = mail(uid, "Kim <kim@customer.test>", subject="Re: My order 1", received=at, headers=names)
    take(intake(policy(), store, Hands(at)), store, again)
    [thread] = threads(store)
    return thread


def test_an_older_answer_that_is_seen_late_leaves_the_newer_promise_open(store: SqlStore) -> None:
    """Called at ten, asked again and told a time at half past; then the mail of five to ten appears in Sent."""
    take(intake(policy(), store, Hands()), store, mail(1, "Kim <kim@customer.test>"))
    goes(store, MONDAY)
    [first] = threads(store)
    store.transact_now(
        lambda tx: act(
            tx, first, Happening.CALLED, policy=policy(), at=MONDAY + 10 * MINUTE, now=MONDAY + 10 * MINUTE, who="anna"
        )
    )
    waiting = writes_again(store, 2, MONDAY + 30 * MINUTE)
    assert waiting.promise is not None

    answered(store, waiting, MONDAY + 5 * MINUTE, MONDAY + 40 * MINUTE)

    [after] = threads(store)
    assert (after.turn, after.promise) == (Turn.OURS, waiting.promise)
    outcomes = store.transact_now(lambda tx: [p.outcome for p in tx.promises(after.thread_id)])
    assert outcomes == [Outcome.KEPT, Outcome.OPEN]
    [letter] = store.transact_now(lambda tx: tx.letters(LetterState.READY))
    assert letter.promise_id == waiting.promise.promise_id


def test_a_letter_of_an_earlier_round_does_not_go_again(store: SqlStore) -> None:
    """Ready to go once more after a doubt, while the customer was answered, wrote again and was told another time."""
    take(intake(policy(), store, Hands()), store, mail(1, "Kim <kim@customer.test>"))
    [claimed] = store.transact_now(lambda tx: tx.claim_letters("main", MONDAY, 9))
    [first] = threads(store)
    answered(store, first, MONDAY + 5 * MINUTE, MONDAY + 5 * MINUTE)
    writes_again(store, 2, MONDAY + 30 * MINUTE)
    store.transact_now(lambda tx: tx.recover_sending(MONDAY + 31 * MINUTE))

    def again(tx: Tx) -> tuple[bool, Letter | None]:
        ready = LetterChange(letter_id=claimed.stored, expected=LetterState.DOUBT, state=LetterState.READY)
        tx.change_letters([ready])
        return overtaken(tx, claimed), tx.letter(claimed.stored)

    gone, letter = store.transact_now(again)
    assert gone
    assert letter is not None
    assert (letter.state, letter.reason) == (LetterState.CANCELLED, "a person was faster")
