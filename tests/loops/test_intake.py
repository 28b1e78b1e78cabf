"""A mail that cannot be answered by letter is still a mail: it waits in the queue, and the daemon goes on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.loops.house import MONDAY, RULES, Hands, intake, mail, policy, take, threads
from tests.policy.texts import load_text
from triaged.model.letter import LetterState
from triaged.model.thread import Outcome, Owed
from triaged.rules.further_mail import QUESTION, Further
from triaged.store import SqlStore

FIRST = "In-Reply-To: <1@customer.test>\r\n"


@pytest.mark.parametrize(
    "address",
    [
        "kïm@customer.test",
        '"kim lee"@customer.test',
        "kim..lee@customer.test",
        ".kim@customer.test",
        f"{'k' * 65}@customer.test",
        f"kim@{'.'.join(['d' * 60] * 4)}.test",
        "kim@[192.0.2.1]",
        "kim@customer_test.example",
        "kim@-customer.test",
        "kim@customer..test",
        "kim@xn--\udc80.test".encode("utf-8", "surrogateescape").decode("utf-8", "replace"),
    ],
)
@pytest.mark.parametrize("field", ["From", "Reply-To"])
def test_an_address_no_letter_can_go_to_is_silence(store: SqlStore, address: str, field: str) -> None:
    """Whatever stands as the address, no exception, no letter, no promise told; the mail is there for people (S11)."""
    desk = policy()
    taking = intake(desk, store, Hands())
    odd = (
        mail(1, f"Kim <{address}>")
        if field == "From"
        else mail(1, "Kim <kim@customer.test>", headers=f"Reply-To: {address}\r\n")
    )

    take(taking, store, odd, mail(2, "Jo <jo@customer.test>"))

    letters = store.transact_now(lambda tx: (*tx.letters(LetterState.READY), *tx.letters(LetterState.HELD)))
    assert "jo@customer.test" in {letter.recipient for letter in letters}
    assert all(letter.recipient.isascii() for letter in letters)
    for thread in threads(store):
        written = [letter for letter in letters if letter.thread_id == thread.thread_id]
        assert (thread.acknowledged_at is not None) is bool(written)
        assert (thread.promise is not None) is bool(written)
        assert thread.owed


def test_a_domain_with_umlauts_gets_its_letter(store: SqlStore) -> None:
    """The envelope holds the domain as servers know it (RFC 5890)."""
    take(intake(policy(), store, Hands()), store, mail(1, "Kim <kim@bücher.example>"))

    [letter] = store.transact_now(lambda tx: tx.letters(LetterState.READY))
    assert letter.recipient == "kim@xn--bcher-kva.example"


def test_who_sends_the_same_again_asks_where_things_stand(store: SqlStore) -> None:
    """The text of an earlier mail once more, in the same thread: a nudge, also where no word of it asks for news."""
    taking, text = intake(policy(), store, Hands()), "Please change the address on our invoice."

    def writes(uid: int, text: str) -> str:
        """What the mail is for its thread."""
        take(taking, store, mail(uid, "Kim <kim@customer.test>", text=text, subject="Re: My order 1", headers=FIRST))
        [thread] = threads(store)
        trail = store.transact_now(lambda tx: tx.trail(thread.thread_id))
        return next(found.answer for found in trail[-1].findings if found.question == QUESTION)

    take(taking, store, mail(1, "Kim <kim@customer.test>", text=text))

    assert writes(2, "And our phone number.") == Further.MAIL
    assert writes(3, text) == Further.NUDGE


def test_a_second_mail_that_would_have_been_told_a_sooner_time_is_aimed_at_it(store: SqlStore) -> None:
    """The same customer hears the first one's time again; people see the time of what the second mail alone asks."""
    later, about = MONDAY + timedelta(minutes=10), "The door"
    slow = load_text(RULES.format(account="", more="").replace('"4h"', '"8h"'))
    take(intake(slow, store, Hands()), store, mail(1, "Kim <kim@customer.test>", subject=about))
    take(
        intake(policy(), store, Hands(later)), store, mail(2, "Kim <kim@customer.test>", subject=about, received=later)
    )

    first, second = sorted(threads(store), key=lambda thread: thread.thread_id)
    assert first.promise is not None
    assert second.promise is not None
    assert second.promise.reply_by == first.promise.reply_by
    assert second.target is not None
    assert second.due_at == second.target.reply_by == MONDAY + timedelta(hours=4, minutes=30), "rounded up"


def test_a_further_mail_that_is_critical_takes_the_place_of_the_target_before(store: SqlStore) -> None:
    """Nobody was told a time; then the customer writes that it burns: people aim at the time of what is critical."""
    fire = """next = "4h"
[[rule]]
name = "fire"
when = { text = ["fire"] }
urgency = "critical"
[letters]
send = "off"
"""
    text = RULES.format(account="", more=fire)
    urgent = '[[promise.row]]\nwhen = { urgency = "critical" }\nreply = "1h"\n[[promise.row]]\n'
    rules, later = load_text(text.replace("[[promise.row]]\n", urgent)), MONDAY + timedelta(minutes=10)
    take(intake(rules, store, Hands()), store, mail(1, "Kim <kim@customer.test>"))
    kim, text = "Kim <kim@customer.test>", "There is a fire in it now!"
    again = mail(2, kim, subject="Re: My order 1", headers=FIRST, received=later, text=text)
    take(intake(rules, store, Hands(later)), store, again)

    [thread] = threads(store)
    owed = store.transact_now(lambda tx: tx.promises(thread.thread_id))
    assert [(p.reply_by, p.outcome) for p in owed] == [
        (MONDAY + timedelta(hours=4), Outcome.RELEASED),
        (later + timedelta(hours=1), Outcome.OPEN),
    ]
    assert thread.due_at == later + timedelta(hours=1)


def test_what_is_to_be_solved_sooner_takes_no_target_away(store: SqlStore) -> None:
    """No letter tells a time, and rounding moved the reply behind the solution: both are open, and watched."""
    desk = load_text(RULES.format(account="", more='solve = "4h"\n[letters]\nsend = "off"'))
    later = MONDAY + timedelta(minutes=15)
    take(intake(desk, store, Hands(later)), store, mail(1, "Kim <kim@customer.test>", received=later))

    [thread] = threads(store)
    stored = store.transact_now(lambda tx: tx.promises(thread.thread_id))
    by = {promise.what: promise.reply_by for promise in stored}
    assert by == {
        Owed.REPLY: MONDAY + timedelta(hours=4, minutes=30),
        Owed.SOLVE: MONDAY + timedelta(hours=4, minutes=15),
    }
    assert set(thread.owed) == set(stored)
