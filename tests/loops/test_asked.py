"""Owner and lead are asked before a customer hears that we are late: when they read of it, and what they order."""

from __future__ import annotations

from datetime import datetime, timedelta
from email import message_from_bytes
from email import policy as email_policy

import pytest

from tests.loops.house import MONDAY, Hands, answer_to, goes, goes_on, intake, letters, mail, notices, take, threads
from tests.loops.staff import desk, run
from triaged.errors import CommandRefused
from triaged.model.letter import Letter, LetterKind, LetterState
from triaged.model.thread import Outcome, Owed, Thread
from triaged.store import SqlStore

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
DESK = desk('[renewal]\nsend = "ask"\nneeds = "nothing"\n')
ASKED_AT = MONDAY + 3 * HOUR + 12 * MINUTE
"""80 % of four hours have passed; the letter goes 18 minutes later."""
GOES_AT = MONDAY + 3 * HOUR + 30 * MINUTE


def asked(store: SqlStore) -> Thread:
    """Kim's thread is Ben's; he and Anna were just asked."""
    take(intake(DESK, store, Hands()), store, mail(1, "kim@customer.test"))
    goes(store, MONDAY, DESK)
    [thread] = threads(store)
    run(store, "claim", who="ben", rules=DESK, id=thread.reference)
    for hours in (1, 2, 3):
        goes_on(store, MONDAY + hours * HOUR, DESK)
        goes(store, MONDAY + hours * HOUR, DESK)
    goes_on(store, ASKED_AT, DESK)
    [thread] = threads(store)
    assert thread.asked_at == ASKED_AT
    return thread


def text(letter: Letter) -> str:
    part = message_from_bytes(letter.octets, policy=email_policy.default).get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def renewals(store: SqlStore, state: LetterState = LetterState.READY) -> list[Letter]:
    return [letter for letter in letters(store, state) if letter.kind is LetterKind.RENEWAL]


def order(store: SqlStore, command: str, thread: Thread, **more: object) -> str:
    done = run(store, command, who="ben", rules=DESK, now=ASKED_AT + MINUTE, id=thread.reference, **more)["done"]
    return str(done).removeprefix(f"{thread.reference} ")


def open_times(store: SqlStore, thread: Thread) -> list[tuple[Owed, datetime]]:
    found = store.transact_now(lambda tx: tx.promises(thread.thread_id))
    return [(promise.what, promise.reply_by) for promise in found if promise.outcome is Outcome.OPEN]


def test_what_asks_to_stop_a_letter_is_not_gathered(store: SqlStore) -> None:
    """Ten minutes at least are left to stop it: owner and lead are told when they are asked, not five minutes later."""
    thread = asked(store)
    for person in ("ben", "anna"):
        told = [m for m in notices(store, f"{person}@nordlicht.example") if m.created_at == ASKED_AT]
        assert [thread.reference in text(notice) for notice in told] == [True]


def test_a_time_that_is_ordered_stands_in_the_letter(store: SqlStore) -> None:
    """The answer says that the letter tells it; nothing is promised until the letter has left."""
    thread = asked(store)
    assert order(store, "promise", thread, until="Tue 12:00") == "promised in the letter that says that we are late"
    assert thread.promise is not None
    assert open_times(store, thread) == [(Owed.REPLY, thread.promise.reply_by)]
    goes_on(store, GOES_AT, DESK)
    [letter] = renewals(store)
    assert "Tuesday, 10 March, 12:00" in text(letter)


def test_a_time_that_is_ordered_while_the_letter_is_held_is_recorded(store: SqlStore) -> None:
    """Ben holds the letter and tells Kim himself: it is a promise from now on, and the answer says so."""
    thread = asked(store)
    order(store, "renewal hold", thread)
    assert order(store, "promise", thread, until="Tue 12:00") == "promised, as you told the customer"
    assert open_times(store, thread) == [(Owed.COMMITMENT, datetime(2026, 3, 10, 11, 0, tzinfo=MONDAY.tzinfo))]
    goes_on(store, GOES_AT, DESK)
    assert not renewals(store)


@pytest.mark.parametrize(("until", "why"), [("13:50", "write Mon 14:30 or later"), ("Tue 3", "write Tue 08:00")])
def test_a_time_that_cannot_be_kept_or_told_is_refused(store: SqlStore, until: str, why: str) -> None:
    """Too near for the letter, or at night: nothing changes, and what is refused can be written better."""
    thread = asked(store)
    with pytest.raises(CommandRefused, match=why):
        order(store, "promise", thread, until=until)
    assert threads(store)[0].proposal == thread.proposal


@pytest.mark.parametrize("held", [False, True])
def test_the_answer_to_a_mail_says_which_of_the_two_was_done(store: SqlStore, *, held: bool) -> None:
    """A time alone, in answer to the notice: in the letter, or promised."""
    thread = asked(store)
    [notice] = [m for m in notices(store, "ben@nordlicht.example") if m.created_at == ASKED_AT]
    if held:
        order(store, "renewal hold", thread)
    proven = "Authentication-Results: mx.nordlicht.example; dmarc=pass header.from=nordlicht.example\r\n"
    raw = answer_to(notice, 50, "Wed 12:00", sender="Ben <ben@nordlicht.example>", headers=proven)
    take(intake(DESK, store, Hands(ASKED_AT + 2 * MINUTE)), store, raw)
    answer = text(notices(store, "ben@nordlicht.example")[-1])
    assert ("the letter that says that we are late names Wednesday" in answer) is not held
    assert ("the promised time is now Wednesday" in answer) is held


def test_who_set_the_time_goes_away_and_the_time_stays(store: SqlStore) -> None:
    """Ben set it and is ill: the letter tells the same time, in the name of the team."""
    thread = asked(store)
    order(store, "promise", thread, until="Tue 12:00")
    run(store, "away", who="anna", rules=DESK, now=ASKED_AT + 2 * MINUTE, person="ben", until="in 3 days")
    goes_on(store, GOES_AT, DESK)
    [letter] = renewals(store)
    assert "Tuesday, 10 March, 12:00" in text(letter)
    assert "Ben Oduya" not in text(letter)


def test_a_set_time_that_is_too_near_by_now_is_not_replaced(store: SqlStore) -> None:
    """The sent folder could not be read for an hour: no other time is told unasked, and owner and lead hear."""
    thread = asked(store)
    order(store, "promise", thread, until="Mon 14:30")
    late = GOES_AT + HOUR
    goes(store, GOES_AT, DESK)
    goes_on(store, late, DESK)
    goes_on(store, late + 6 * MINUTE, DESK)
    assert not renewals(store)
    for person in ("ben", "anna"):
        told = notices(store, f"{person}@nordlicht.example")[-1]
        assert f"triaged renewal send {thread.reference}" in text(told)


def test_while_lead_and_manager_are_away_the_people_on_duty_let_late_letters_go(store: SqlStore) -> None:
    """They are asked, and their "send" counts."""
    rules = desk("[acknowledge]\nlate_above = 2\n")
    for person in ("anna", "greta"):
        run(store, "away", who="cem", rules=rules, person=person, until="in 3 days")
    late = [mail(n, f"C{n} <c{n}@customer.test>", received=MONDAY - 2 * HOUR) for n in range(1, 5)]
    take(intake(rules, store, Hands()), store, *late)
    for minutes in (1, 7):
        goes_on(store, MONDAY + minutes * MINUTE, rules)
    [notice] = notices(store, "ben@nordlicht.example")
    assert "4 late letters" in text(notice)
    proven = "Authentication-Results: mx.nordlicht.example; dmarc=pass header.from=nordlicht.example\r\n"
    raw = answer_to(notice, 50, "send", sender="Ben <ben@nordlicht.example>", headers=proven)
    take(intake(rules, store, Hands(MONDAY + 10 * MINUTE)), store, raw)
    assert not letters(store, LetterState.HELD)
