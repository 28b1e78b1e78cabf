"""The letter that says that we are late waits for the relay: what people order or do meanwhile decides about it."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes
from email import policy as email_policy

import pytest

from tests.loops.house import MONDAY, Hands, goes, goes_on, intake, letters, mail, take, threads
from tests.loops.staff import desk, run
from triaged.errors import CommandRefused
from triaged.loops.handle import act
from triaged.loops.waiting import MAY_HAVE_ARRIVED
from triaged.loops.watch import TOLD_PERHAPS
from triaged.model.letter import STOPPED, Letter, LetterKind, LetterState
from triaged.model.stored import LetterChange
from triaged.model.thread import Happening, Owed, Thread
from triaged.store import SqlStore

MINUTE = timedelta(minutes=1)
DESK = desk('[renewal]\nsend = "auto"\nneeds = "nothing"\n')
LATE = MONDAY + timedelta(hours=3, minutes=31)
"""The renewal is written by then: half an hour before one o'clock UTC."""


def late(store: SqlStore) -> Thread:
    """Kim was told a time that will not be kept; the letter that says so is ready."""
    take(intake(DESK, store, Hands()), store, mail(1, "kim@customer.test"))
    goes(store, MONDAY, DESK)
    for half_hours in range(8):
        goes_on(store, MONDAY + timedelta(minutes=30 * half_hours), DESK)
    goes_on(store, LATE, DESK)
    [thread] = threads(store)
    [_] = renewals(store, LetterState.READY)
    return thread


def renewals(store: SqlStore, state: LetterState) -> list[Letter]:
    return [letter for letter in letters(store, state) if letter.kind is LetterKind.RENEWAL]


def text(letter: Letter) -> str:
    part = message_from_bytes(letter.octets, policy=email_policy.default).get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def order(store: SqlStore, command: str, thread: Thread, **more: object) -> None:
    run(store, command, who="ben", rules=DESK, now=LATE, id=thread.reference, **more)


def test_a_letter_that_is_held_does_not_go(store: SqlStore) -> None:
    """`renewal hold` while it waits: it is taken back, no other is written, until a person says send."""
    thread = late(store)
    order(store, "renewal hold", thread)
    goes_on(store, LATE + MINUTE, DESK)
    assert not renewals(store, LetterState.READY)

    order(store, "renewal send", thread)
    goes_on(store, LATE + 2 * MINUTE, DESK)
    assert len(renewals(store, LetterState.READY)) == 1


def test_a_time_that_a_person_sets_is_the_one_that_is_told(store: SqlStore) -> None:
    """`promise` while the letter waits: another one goes, with the person's time; the first one does not."""
    thread = late(store)
    [first] = renewals(store, LetterState.READY)
    order(store, "promise", thread, until="Wed 12:00")
    goes_on(store, LATE + MINUTE, DESK)
    [second] = renewals(store, LetterState.READY)
    assert first.stored != second.stored
    assert "by Wednesday, 11 March, 12:00" in text(second)
    goes(store, LATE + 2 * MINUTE, DESK)
    [after] = threads(store)
    assert after.promise is not None
    assert after.promise.reply_by.hour == 11


def test_a_time_that_a_person_set_outlives_a_letter_that_could_not_leave(store: SqlStore) -> None:
    """The relay is away until the letter is too late: the next one tells the person's time as well."""
    thread = late(store)
    order(store, "promise", thread, until="Wed 12:00")
    goes_on(store, LATE + MINUTE, DESK)
    for minutes in range(10, 60, 10):
        goes_on(store, LATE + minutes * MINUTE, DESK)
    [letter] = renewals(store, LetterState.READY)
    assert letter.created_at > LATE + 10 * MINUTE
    assert "by Wednesday, 11 March, 12:00" in text(letter)


def test_a_name_that_a_person_sets_is_the_one_that_is_told(store: SqlStore) -> None:
    """`renewal name` while the letter waits: the one that goes names them."""
    thread = late(store)
    order(store, "renewal name", thread, person="ben")
    goes_on(store, LATE + MINUTE, DESK)
    [letter] = renewals(store, LetterState.READY)
    assert "Ben Oduya" in text(letter)


@pytest.mark.parametrize(
    ("command", "needs"),
    [("renewal hold", {}), ("promise", {"until": "Wed 12:00"}), ("renewal name", {"person": "ben"})],
)
@pytest.mark.parametrize("doubtful", [False, True])
def test_a_letter_that_is_being_sent_is_not_changed(
    store: SqlStore, command: str, needs: dict[str, object], *, doubtful: bool
) -> None:
    """Whoever orders hears that it is on its way: what it tells may be known to the customer already."""
    thread = late(store)
    store.transact_now(lambda tx: tx.claim_letters("main", LATE, 9))
    if doubtful:
        store.transact_now(lambda tx: tx.recover_sending(LATE))
    with pytest.raises(CommandRefused, match="is on its way"):
        order(store, command, thread, **needs)


def test_who_goes_away_meanwhile_does_not_change_what_it_tells(store: SqlStore) -> None:
    """The letter is in doubt and names Ben, who is ill: found sent, its time and name are the promise."""
    thread = late(store)
    order(store, "renewal name", thread, person="ben")
    goes_on(store, LATE + MINUTE, DESK)
    [letter] = renewals(store, LetterState.READY)
    store.transact_now(lambda tx: tx.claim_letters("main", LATE + MINUTE, 9))
    store.transact_now(lambda tx: tx.recover_sending(LATE + MINUTE))
    [proposed] = threads(store)
    run(store, "away", who="greta", rules=DESK, now=LATE + 2 * MINUTE, person="ben", until="in 3 days")

    store.transact_now(lambda tx: tx.mark_sent_by_evidence(letter.mark, LATE + MINUTE))
    goes_on(store, LATE + 5 * MINUTE, DESK)
    [after] = threads(store)
    assert proposed.proposal is not None
    assert after.promise is not None
    assert (after.promise.reply_by, after.promise.number) == (proposed.proposal.reply_by, 1)


@pytest.mark.parametrize(
    "happening", [Happening.SOLVED, Happening.BOUNCE, Happening.ELSEWHERE, Happening.GONE], ids=lambda each: each.value
)
def test_what_people_must_look_at_first_takes_it_back(store: SqlStore, happening: Happening) -> None:
    """Solved, bounced, flagged as answered, deleted: a question is open, and the customer hears no apology."""
    thread = late(store)
    store.transact_now(lambda tx: act(tx, thread, happening, policy=DESK, at=LATE, now=LATE, who="anna"))
    goes_on(store, LATE + MINUTE, DESK)
    assert not renewals(store, LetterState.READY)
    [after] = threads(store)
    assert after.asks


def may_have_arrived(store: SqlStore) -> tuple[Thread, Letter]:
    """The relay took the letter and its answer was lost; no copy was seen, and it is ready to go once more."""
    thread = late(store)
    [letter] = renewals(store, LetterState.READY)
    again = LetterChange(letter_id=letter.stored, expected=LetterState.DOUBT, state=LetterState.READY, resends=1)
    store.transact_now(lambda tx: tx.claim_letters("main", LATE, 9))
    store.transact_now(lambda tx: tx.recover_sending(LATE))
    store.transact_now(lambda tx: tx.change_letters([again]))
    return thread, letter


def only_one(store: SqlStore, thread: Thread) -> Letter:
    """The one renewal that was ever written: no other follows it, and people are asked to write."""
    [one] = [m for state in LetterState for m in renewals(store, state)]
    [after] = threads(store)
    assert (after.held, after.proposal) == (TOLD_PERHAPS, None)
    assert after.promise == thread.promise
    return one


def test_a_letter_that_may_have_arrived_is_followed_by_no_other(store: SqlStore) -> None:
    """Too late to go once more: a second one would tell the customer another time, so a person writes."""
    thread, letter = may_have_arrived(store)
    assert letter.send_before is not None
    for minutes in (0, 5, 10):
        goes_on(store, letter.send_before + minutes * MINUTE, DESK)
    assert only_one(store, thread).state is LetterState.CANCELLED
    trail = store.transact_now(lambda tx: tx.trail(thread.thread_id))
    assert [f.answer for e in trail if e.event == "not told" for f in e.findings] == [
        "not for certain: it could not leave in time"
    ]


def test_what_was_stopped_and_may_have_arrived_is_followed_by_no_other(store: SqlStore) -> None:
    """The question "answered?" takes it back; when a person says send it may be in the customer's hands already."""
    thread, _ = may_have_arrived(store)
    store.transact_now(lambda tx: act(tx, thread, Happening.ELSEWHERE, policy=DESK, at=LATE, now=LATE, who="anna"))
    order(store, "renewal send", thread)
    goes_on(store, LATE + MINUTE, DESK)
    assert only_one(store, thread).reason == f"{MAY_HAVE_ARRIVED}: {STOPPED}"


def test_what_a_person_promises_after_that_is_their_own(store: SqlStore) -> None:
    """No letter is proposed any more whose time it could be: what they told the customer is the promise."""
    thread, letter = may_have_arrived(store)
    assert letter.send_before is not None
    goes_on(store, letter.send_before, DESK)
    goes_on(store, letter.send_before + 5 * MINUTE, DESK)
    run(
        store,
        "promise",
        who="ben",
        rules=DESK,
        now=letter.send_before + 6 * MINUTE,
        id=thread.reference,
        until="Wed 12:00",
    )
    [after] = threads(store)
    assert after.promise is not None
    assert after.promise.what is Owed.COMMITMENT


@pytest.mark.parametrize("into", [False, True])
@pytest.mark.parametrize("state", [LetterState.SENDING, LetterState.DOUBT, LetterState.READY])
def test_a_thread_is_not_merged_while_a_letter_is_on_its_way(store: SqlStore, state: LetterState, into: bool) -> None:
    """What it tells belongs to the thread's own promise: merged meanwhile, it would stand in no ledger."""
    take(intake(DESK, store, Hands()), store, mail(2, "kim@customer.test", subject="The manual"))
    goes(store, MONDAY, DESK)
    other = next(t for t in threads(store) if t.subject == "The manual")
    run(store, "called", who="ben", rules=DESK, now=MONDAY, id=other.reference)
    thread = late(store)
    [letter] = renewals(store, LetterState.READY)
    first, second = (other, thread) if into else (thread, other)
    change = LetterChange(letter_id=letter.stored, expected=LetterState.READY, state=state, resends=1)
    store.transact_now(lambda tx: tx.change_letters([change]))
    with pytest.raises(CommandRefused, match=f"the letter about {thread.reference} is on its way"):
        order(store, "merge", first, into=second.reference)

    sent = LetterChange(letter_id=letter.stored, expected=state, state=LetterState.SENT, sent_at=LATE)
    store.transact_now(lambda tx: tx.change_letters([sent]))
    goes_on(store, LATE + 5 * MINUTE, DESK)
    order(store, "merge", first, into=second.reference)
    [whole] = threads(store)
    assert whole.promise is not None
    assert whole.promise.number == 1, "what the customer was told goes along"
