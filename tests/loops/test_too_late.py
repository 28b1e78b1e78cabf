"""A letter waited until the time it names was too near: it never goes, and the customer hears a later one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.loops.house import MONDAY, Hands, goes, goes_on, intake, letters, mail, policy, take, threads, tick
from tests.loops.staff import run
from tests.store import make
from triaged.loops.handle import act
from triaged.loops.held import LATE_HELD, waits_as_late
from triaged.model.letter import Letter, LetterKind, LetterState
from triaged.model.stored import LetterChange
from triaged.model.thread import Happening, Outcome, Thread
from triaged.model.tx import Tx
from triaged.store import SqlStore

HALF_AN_HOUR = timedelta(minutes=30)
PATIENT = policy('[renewal]\nsend = "off"\n')
HOLDING = policy('[letters]\nsend = "hold"\n[renewal]\nsend = "off"\n')


def acknowledgements(store: SqlStore, state: LetterState = LetterState.READY) -> list[Letter]:
    return [letter for letter in letters(store, state) if letter.kind is LetterKind.ACKNOWLEDGEMENT]


def test_a_customer_who_could_not_be_told_is_told_a_later_time(store: SqlStore) -> None:
    """The relay is away for two days: there is always one letter that can still go, and one goes in the end."""
    take(intake(PATIENT, store, Hands()), store, mail(1, "Kim <kim@customer.test>"))
    now = MONDAY
    for _ in range(96):
        goes_on(store, now, PATIENT)
        [letter] = acknowledgements(store)
        assert letter.send_before is not None
        assert letter.send_before > now
        now += HALF_AN_HOUR
    goes(store, letter.created_at, PATIENT)
    [thread] = threads(store)
    assert thread.promise is not None
    assert thread.promise.reply_by > letter.created_at
    assert thread.acknowledged_at is not None
    [told] = acknowledgements(store, LetterState.SENT)
    assert told.promise_id == thread.promise.promise_id
    never_told = [p for p in store.transact_now(lambda tx: tx.promises(thread.thread_id)) if p.told][:-1]
    assert never_told
    assert {p.outcome for p in never_told} == {Outcome.RELEASED}, "none of them was kept or missed"
    assert thread.target is not None
    assert thread.target.reply_by == MONDAY + timedelta(hours=4), "people go by the first one"


def test_what_a_person_was_to_release_is_theirs_to_write(store: SqlStore) -> None:
    """A held letter that is too late is cancelled; what was promised to nobody is a target that we alone know."""
    take(intake(HOLDING, store, Hands()), store, mail(1, "Kim <kim@customer.test>"))
    [letter] = acknowledgements(store, LetterState.HELD)
    [before] = threads(store)
    assert before.promise is not None
    assert letter.send_before is not None
    goes_on(store, letter.send_before, HOLDING)

    assert len(acknowledgements(store, LetterState.CANCELLED)) == 1
    assert not acknowledgements(store)
    assert not acknowledgements(store, LetterState.HELD)
    [thread] = threads(store)
    assert (thread.promise, thread.acknowledged_at) == (None, None)
    assert thread.target is not None
    assert (thread.target.reply_by, thread.target.told) == (before.promise.reply_by, False)
    ledger = store.transact_now(lambda tx: tx.promises(thread.thread_id))
    assert [promise.outcome for promise in ledger] == [Outcome.RELEASED, Outcome.OPEN]


def _may_have_left(tx: Tx, thread: Thread, letter: Letter) -> None:
    """Its sending was cut once; it was to go again."""
    ready = LetterState.READY
    tx.change_letters([LetterChange(letter_id=letter.stored, expected=ready, state=ready, resends=1)])


def _asks(tx: Tx, thread: Thread, letter: Letter) -> None:
    """People are asked whether it is answered already."""
    tx.update_thread(replace(thread, asks="answered?"))


def _in_an_incident(tx: Tx, thread: Thread, letter: Letter) -> None:
    """The incident's letter tells the customer."""
    tx.update_thread(replace(thread, incident_id=tx.add_incident(make.incident())))


def _came_back(tx: Tx, thread: Thread, letter: Letter) -> None:
    """A letter to the address came back."""
    tx.block(thread.customer, MONDAY + timedelta(days=60))


def _promised_by_a_person(tx: Tx, thread: Thread, letter: Letter) -> None:
    """Somebody rang, and promised another time."""
    act(tx, thread, Happening.CALLED, policy=PATIENT, at=MONDAY, now=MONDAY, who="anna")


@pytest.mark.parametrize(
    "happened",
    [_may_have_left, _asks, _in_an_incident, _came_back, _promised_by_a_person],
    ids=lambda each: each.__name__,
)
def test_who_hears_otherwise_or_may_have_heard_is_not_told_anew(
    store: SqlStore, happened: Callable[[Tx, Thread, Letter], None]
) -> None:
    """No second letter where a first one may have arrived, where people are to look first, or where others tell."""
    take(intake(PATIENT, store, Hands()), store, mail(1, "Kim <kim@customer.test>"))
    [letter], [thread] = acknowledgements(store), threads(store)
    store.transact_now(lambda tx: happened(tx, thread, letter))
    assert letter.send_before is not None
    goes_on(store, letter.send_before, PATIENT)
    assert not acknowledgements(store)


def test_an_inbox_that_sends_no_letters_now_tells_nothing_anew(store: SqlStore) -> None:
    """rules.toml was changed meanwhile: letters of this inbox are held by people now."""
    take(intake(PATIENT, store, Hands()), store, mail(1, "Kim <kim@customer.test>"))
    [letter] = acknowledgements(store)
    assert letter.send_before is not None
    goes_on(store, letter.send_before, HOLDING)
    assert not acknowledgements(store)


def test_nobody_is_told_anew_before_the_sent_folders_were_read(store: SqlStore) -> None:
    """The daemon was down for three days: the letter waits, unsent, until a look shows whether it was answered."""
    take(intake(PATIENT, store, Hands()), store, mail(1, "Kim <kim@customer.test>"))
    [letter] = acknowledgements(store)
    later = MONDAY + timedelta(days=3)
    tick(store, later, PATIENT)
    assert acknowledgements(store) == [letter]
    assert not store.transact_now(lambda tx: tx.claim_letters("main", later, 9)), "and no relay gets it"

    [thread] = threads(store)
    answer = MONDAY + timedelta(hours=2)
    store.transact_now(lambda tx: act(tx, thread, Happening.ANSWER, policy=PATIENT, at=answer, now=later, who="anna"))
    goes_on(store, later, PATIENT)
    assert not acknowledgements(store)
    assert {p.outcome for p in store.transact_now(lambda tx: tx.promises(thread.thread_id))} == {Outcome.RELEASED}


def test_who_wrote_the_mail_is_told_anew(store: SqlStore) -> None:
    """A colleague of the customer asked in their conversation: the later time goes to who heard nothing yet."""
    take(intake(PATIENT, store, Hands()), store, mail(1, "Kim <kim@customer.test>"))
    goes(store, MONDAY, PATIENT)
    [thread] = threads(store)
    store.transact_now(lambda tx: act(tx, thread, Happening.CALLED, policy=PATIENT, at=MONDAY, now=MONDAY, who="anna"))
    asked = MONDAY + timedelta(hours=2)
    lee = mail(2, "Lee <lee@customer.test>", received=asked, headers="In-Reply-To: <1@customer.test>\r\n")
    take(intake(PATIENT, store, Hands(asked)), store, lee)
    [letter] = acknowledgements(store)
    assert letter.recipient == "lee@customer.test"
    assert letter.send_before is not None
    goes_on(store, letter.send_before, PATIENT)
    [anew] = acknowledgements(store)
    assert anew.recipient == "lee@customer.test"
    assert b"Kim" not in anew.octets


def test_a_colleagues_own_reply_is_followed_by_no_confirmation(store: SqlStore) -> None:
    """It waits for the relay: the confirmation that waits beside it never goes, and no other is written."""
    take(intake(PATIENT, store, Hands()), store, mail(1, "Kim <kim@customer.test>"))
    [letter], [thread] = acknowledgements(store), threads(store)
    run(store, "reply", rules=PATIENT, id=thread.reference, text="It is done.")
    assert not acknowledgements(store)
    assert letter.send_before is not None
    goes_on(store, letter.send_before, PATIENT)
    assert not acknowledgements(store)
    [reply] = [each for each in letters(store) if each.kind is LetterKind.REPLY]
    assert reply.state is LetterState.READY


def test_what_is_older_than_any_letter_may_be_is_not_confirmed_any_more(store: SqlStore) -> None:
    """`acknowledge.late`, five days: after that a person writes."""
    take(intake(PATIENT, store, Hands()), store, mail(1, "Kim <kim@customer.test>"))
    for days in range(8):
        goes_on(store, MONDAY + timedelta(days=days, hours=5), PATIENT)
    assert not acknowledgements(store)


def test_many_that_are_told_at_once_are_released_by_the_lead(store: SqlStore) -> None:
    """More than `late_above` in one inbox wait for a person, who is told once; fewer go by themselves."""
    mails = [mail(n, f"Kim <kim{n}@c{n}.test>") for n in range(1, 24)]
    take(intake(PATIENT, store, Hands()), store, *mails)
    [letter, *_] = acknowledgements(store)
    assert letter.send_before is not None
    goes_on(store, letter.send_before, PATIENT)
    held = acknowledgements(store, LetterState.HELD)
    assert len(held) == len(mails)
    assert all(waits_as_late(each) for each in held)
    assert {each.created_at for each in held} == {MONDAY}, "limits count each customer's mail once"
    notices = store.transact_now(lambda tx: tx.notices())
    assert [notice.about for notice in notices if notice.about == LATE_HELD] == [LATE_HELD]
