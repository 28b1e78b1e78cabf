"""Conversations put together and taken apart by hand: mails, ids, letters and promises go with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.loops.house import MONDAY, Hands, goes, intake, mail, take, threads, tick
from tests.loops.staff import desk, run
from tests.store import make
from triaged.errors import CommandRefused
from triaged.model.letter import LetterState
from triaged.model.thread import Outcome, Promise, Thread, Turn
from triaged.store import SqlStore

HOUR = timedelta(hours=1)
DESK = desk()


def one(store: SqlStore, reference: str) -> Thread:
    found = store.transact_now(lambda tx: tx.thread_by_reference(reference))
    assert found is not None
    return found


def promises(store: SqlStore, thread: Thread) -> tuple[Promise, ...]:
    return store.transact_now(lambda tx: tx.promises(thread.thread_id))


def two(store: SqlStore, *, sender: str = "kim@customer.test", leaves: bool = True) -> tuple[Thread, Thread]:
    """Two threads, the second an hour later; their acknowledgements have left, or wait."""
    take(intake(DESK, store, Hands()), store, mail(1, "kim@customer.test"))
    later = MONDAY + HOUR
    take(intake(DESK, store, Hands(later)), store, mail(2, sender, received=later))
    if leaves:
        for letter in store.transact_now(lambda tx: tx.claim_letters("main", later, 9)):
            store.transact_now(lambda tx, letter=letter: tx.mark_sent_by_evidence(letter.mark, later))  # type: ignore[misc]
        store.transact_now(lambda tx: tx.recover_sending(later))
    first, second = sorted(threads(store), key=lambda thread: thread.thread_id)
    return first, second


def test_a_thread_becomes_part_of_another(store: SqlStore) -> None:
    """Its mails, ids and letters are the other's, its promise is released, and both trails say so."""
    first, second = two(store)
    done = run(store, "merge", rules=DESK, id=second.reference, into=first.reference, now=MONDAY + HOUR)
    assert done["done"] == f"{second.reference} is part of {first.reference} now"

    gone, whole = store.transact_now(lambda tx: tx.thread(second.thread_id)), one(store, first.reference)
    assert gone is not None
    assert (gone.turn, gone.closed_at, gone.due_at) == (Turn.NOBODY, MONDAY + HOUR, None)
    assert [p.outcome for p in promises(store, gone)] == [Outcome.RELEASED]
    assert (whole.turn, whole.unanswered_mails, whole.last_mail_at) == (Turn.OURS, 2, MONDAY + HOUR)
    assert whole.promise == first.promise, "the customer's earlier time stands"
    shown = run(store, "explain", rules=DESK, id=first.reference)
    assert [row["mail"] for row in shown["mails"]] == [1, 2]
    assert len(shown["letters"]) == 2
    assert [entry["event"] for entry in shown["trail"]][-2:] == ["merged", "merged"]
    assert store.transact_now(lambda tx: tx.trail(second.thread_id))[-1].event == "merged"
    [joined] = store.transact_now(lambda tx: tx.joined("support", ["<2@customer.test>"]))
    assert joined.thread.reference == first.reference


def test_whoever_names_the_old_reference_means_the_whole(store: SqlStore) -> None:
    """A colleague's command, and the customer's mail with the reference in its subject; also after a second merge."""
    first, second = two(store)
    take(intake(DESK, store, Hands()), store, mail(3, "Kim <kim@customer.test>", received=MONDAY + 2 * HOUR))
    third = next(thread for thread in threads(store) if thread.thread_id not in {first.thread_id, second.thread_id})
    run(store, "merge", rules=DESK, id=third.reference, into=second.reference, now=MONDAY + 2 * HOUR)
    run(store, "merge", rules=DESK, id=second.reference, into=first.reference, now=MONDAY + 2 * HOUR)

    further = mail(4, "Kim <kim@customer.test>", subject=f"About [#{third.reference}]", received=MONDAY + 3 * HOUR)
    take(intake(DESK, store, Hands()), store, further)

    assert [thread.thread_id for thread in threads(store)] == [first.thread_id]
    for reference in (first.reference, second.reference, third.reference):
        shown = run(store, "explain", rules=DESK, id=reference)
        assert (shown["thread"]["id"], len(shown["mails"])) == (first.reference, 4)


@pytest.mark.parametrize("headers", ["In-Reply-To: <2@customer.test>\r\n", ""])
def test_whoever_answers_what_was_merged_means_the_whole(store: SqlStore, headers: str) -> None:
    """Its letters had a subject of their own: neither by an id nor by that subject does a new conversation begin."""
    first, second = two(store)
    run(store, "merge", rules=DESK, id=second.reference, into=first.reference, now=MONDAY + 2 * HOUR)
    later = MONDAY + 3 * HOUR
    further = mail(3, "Kim <kim@customer.test>", subject=f"Re: {second.subject}", received=later, headers=headers)
    take(intake(DESK, store, Hands(later)), store, further)

    assert [thread.thread_id for thread in threads(store)] == [first.thread_id]
    assert one(store, first.reference).unanswered_mails == 3


def test_a_promise_that_the_customer_knows_goes_along(store: SqlStore) -> None:
    """Where the other thread waits for nobody, the told time is its promise from now on."""
    first, second = two(store)
    run(store, "called", rules=DESK, id=first.reference, now=MONDAY + HOUR)
    run(store, "merge", rules=DESK, id=second.reference, into=first.reference, now=MONDAY + HOUR)
    whole = one(store, first.reference)
    assert whole.turn is Turn.OURS
    assert second.promise is not None
    assert whole.promise is not None
    assert (whole.promise.reply_by, whole.promise.told) == (second.promise.reply_by, True)
    assert whole.due_at == second.promise.reply_by


def test_a_sooner_time_goes_along_as_a_target(store: SqlStore) -> None:
    """Two told times: the later one's thread takes the sooner one as what only we know."""
    first, second = two(store)
    run(store, "merge", rules=DESK, id=first.reference, into=second.reference, now=MONDAY + HOUR)
    whole = one(store, second.reference)
    assert whole.promise == second.promise
    assert first.promise is not None
    assert whole.target is not None
    assert whole.due_at == whole.target.reply_by == first.promise.reply_by


def test_a_letter_that_waits_is_not_sent_any_more(store: SqlStore) -> None:
    """The customer is told once; what was not told is a target."""
    first, second = two(store, leaves=False)
    run(store, "called", rules=DESK, id=first.reference, now=MONDAY + HOUR)
    run(store, "merge", rules=DESK, id=second.reference, into=first.reference, now=MONDAY + HOUR)
    assert store.transact_now(lambda tx: tx.letters(LetterState.READY)) == ()
    whole = one(store, first.reference)
    assert whole.promise is None
    assert whole.target is not None


@pytest.mark.parametrize("doubtful", [False, True])
def test_an_acknowledgement_that_is_being_sent_keeps_them_apart(store: SqlStore, doubtful: bool) -> None:
    """The customer may know its time already; once it has left it goes along. One that only waits is dropped."""
    first, second = two(store, leaves=False)
    store.transact_now(lambda tx: tx.claim_letters("main", MONDAY + HOUR, 1))
    if doubtful:
        store.transact_now(lambda tx: tx.recover_sending(MONDAY + HOUR))
    for one_way in ((first, second), (second, first)):
        with pytest.raises(CommandRefused, match=f"the letter about {first.reference} is on its way: it cannot be"):
            run(store, "merge", rules=DESK, id=one_way[0].reference, into=one_way[1].reference, now=MONDAY + HOUR)

    run(store, "called", rules=DESK, id=first.reference, now=MONDAY + HOUR)
    run(store, "merge", rules=DESK, id=second.reference, into=first.reference, now=MONDAY + HOUR)
    assert one(store, first.reference).turn is Turn.OURS, "answered: the letter is about nothing that is open"


def test_other_customers_are_not_merged_by_accident(store: SqlStore) -> None:
    """A sentence, and nothing is changed; with --force it is done."""
    first, second = two(store, sender="jo@elsewhere.test")
    with pytest.raises(CommandRefused, match="different customers"):
        run(store, "merge", rules=DESK, id=second.reference, into=first.reference)
    assert one(store, second.reference).turn is Turn.OURS
    with pytest.raises(CommandRefused, match="with itself"):
        run(store, "merge", rules=DESK, id=first.reference, into=first.reference, force=True)
    run(store, "merge", rules=DESK, id=second.reference, into=first.reference, force=True)
    assert one(store, second.reference).thread_id == first.thread_id


def _further(store: SqlStore, thread: Thread) -> None:
    """A third mail in the thread, by its customer."""
    answers = "In-Reply-To: <1@customer.test>\r\n"
    later = MONDAY + 2 * HOUR
    text = "By the way, my second device makes strange noises since the update of last week."
    further = mail(3, "kim@customer.test", received=later, headers=answers, text=text)
    further = replace(further, octets=further.octets.replace(b"My order 3", b"Re: My order 1"))
    take(intake(DESK, store, Hands(later)), store, further)
    assert len(store.transact_now(lambda tx: tx.messages(thread.thread_id))) == 2


def test_a_mail_leaves_into_a_thread_of_its_own(store: SqlStore) -> None:
    """It has an own target, counted from the mail's arrival; what was told stays with the old one; both trails tell."""
    first, _ = two(store)
    _further(store, first)
    now = MONDAY + 3 * HOUR
    done = run(store, "split", rules=DESK, id=first.reference, mail=2, now=now)
    begun, left = one(store, done["thread"]["id"]), one(store, first.reference)
    assert begun.thread_id != left.thread_id
    assert (begun.turn, begun.promise, begun.customer) == (Turn.OURS, None, "kim@customer.test")
    assert begun.target is not None
    assert begun.due_at == begun.target.reply_by
    assert begun.look_at is not None
    assert left.promise == first.promise
    assert (left.last_mail_at, left.unanswered_mails) == (MONDAY, 1)
    shown = run(store, "explain", rules=DESK, id=begun.reference)
    assert [row["author"] for row in shown["mails"]] == ["kim@customer.test"]
    assert shown["trail"][-1]["event"] == "split"
    assert run(store, "explain", rules=DESK, id=first.reference)["trail"][-1]["event"] == "split"
    [joined] = store.transact_now(lambda tx: tx.joined("support", ["<3@customer.test>"]))
    assert joined.thread.reference == begun.reference


def test_what_was_answered_waits_for_the_customer_when_the_mail_that_waits_leaves(store: SqlStore) -> None:
    """The time that was told for the mail goes with it; what stays was answered, and nobody is told that it is late."""
    first, _ = two(store)
    run(store, "called", rules=DESK, id=first.reference, now=MONDAY + HOUR)
    _further(store, first)
    goes(store, MONDAY + 2 * HOUR, DESK)
    told = one(store, first.reference).promise
    done = run(store, "split", rules=DESK, id=first.reference, mail=2, now=MONDAY + 3 * HOUR)

    begun, left = one(store, done["thread"]["id"]), one(store, first.reference)
    assert (left.turn, left.due_at, left.unanswered_mails) == (Turn.THEIRS, None, 0)
    assert [p.outcome for p in promises(store, left)] == [Outcome.KEPT, Outcome.RELEASED]
    assert told is not None
    assert begun.promise is not None
    assert (begun.promise.reply_by, begun.promise.told, begun.due_at) == (told.reply_by, True, told.reply_by)


def test_a_time_that_was_not_told_yet_goes_along_as_a_target(store: SqlStore) -> None:
    """The acknowledgement of the mail that leaves is not sent any more: the time is one that only we know."""
    first, _ = two(store)
    run(store, "called", rules=DESK, id=first.reference, now=MONDAY + HOUR)
    _further(store, first)
    done = run(store, "split", rules=DESK, id=first.reference, mail=2, now=MONDAY + 3 * HOUR)

    assert store.transact_now(lambda tx: tx.letters(LetterState.READY)) == ()
    begun = one(store, done["thread"]["id"])
    assert (begun.promise, one(store, first.reference).turn) == (None, Turn.THEIRS)
    assert begun.target is not None


@pytest.mark.parametrize(
    ("number", "words"), [(0, "mails 1 to 2"), (3, "mails 1 to 2"), (1, "would be left"), ("x", "number")]
)
def test_what_cannot_be_split_off_is_refused(store: SqlStore, number: object, words: str) -> None:
    """No such mail, or nothing would be left: a sentence."""
    first, _ = two(store)
    _further(store, first)
    with pytest.raises(CommandRefused, match=words):
        run(store, "split", rules=DESK, id=first.reference, mail=number)


def test_an_answer_that_either_had_stays_the_last_one(store: SqlStore) -> None:
    """`triaged reply` answered the thread that is merged: its letter is no answer to what the customer asked since."""
    first, second = two(store)
    run(store, "reply", who="anna", rules=DESK, id=second.reference, text="It is on its way.", now=MONDAY + HOUR)
    goes(store, MONDAY + HOUR, DESK)
    run(store, "merge", rules=DESK, id=second.reference, into=first.reference, now=MONDAY + 2 * HOUR)
    tick(store, MONDAY + 4 * HOUR, DESK)

    whole = one(store, first.reference)
    assert (whole.turn, whole.promise, whole.answered_at) == (Turn.OURS, first.promise, MONDAY + HOUR)


def test_what_holds_or_asks_goes_along(store: SqlStore) -> None:
    """A letter that a person holds is still held, a question still open, in whichever of the two it was."""
    first, second = two(store)
    run(store, "renewal hold", who="ben", rules=DESK, id=first.reference)
    asking = one(store, first.reference)
    store.transact_now(lambda tx: tx.update_thread(replace(asking, asks="answered?")))
    run(store, "merge", rules=DESK, id=first.reference, into=second.reference, now=MONDAY + HOUR)
    whole = one(store, second.reference)
    assert (whole.held, whole.asks) == ("ben holds it", "answered?")


@pytest.mark.parametrize("which", [0, 1])
def test_what_is_in_an_incident_is_taken_out_first(store: SqlStore, which: int) -> None:
    """Its promise is the incident's: neither way round are the two made one."""
    both = two(store)
    incident = store.transact_now(lambda tx: tx.add_incident(make.incident()))
    inside = replace(both[which], incident_id=incident)
    store.transact_now(lambda tx: tx.update_thread(inside))
    with pytest.raises(CommandRefused, match="is in an incident: take it out first"):
        run(store, "merge", rules=DESK, id=both[0].reference, into=both[1].reference)
