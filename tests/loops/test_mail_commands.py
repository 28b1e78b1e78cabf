"""A colleague answers a notice with a few words: each order is carried out once, and answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email import policy as email_policy

import pytest

from tests.loops.house import (
    MONDAY,
    Hands,
    answer_to,
    goes,
    intake,
    letters,
    mail,
    notices,
    policy,
    take,
    threads,
    told,
)
from triaged.loops.mail_orders import MOST_CONFIRMED
from triaged.model.letter import Letter, LetterState
from triaged.model.thread import Outcome, Thread, Turn
from triaged.policy.shape import Policy
from triaged.store import SqlStore

KIM = mail(1, "Kim <kim@customer.test>")
JO = mail(2, "Jo <jo@customer.test>")
ANNA = "Anna <anna@nordlicht.example>"
BERLIN_TRUST = '[trust]\nresults_of = ["mx.nordlicht.example"]'
PROVEN = "Authentication-Results: mx.nordlicht.example; dmarc=pass header.from=nordlicht.example\r\n"
FAILED = "Authentication-Results: mx.nordlicht.example; dmarc=fail header.from=nordlicht.example\r\n"
LATER = MONDAY + timedelta(hours=5, minutes=10)


def begin(store: SqlStore, rules: Policy | None = None) -> Letter:
    """Two customers wrote, the promises broke, and Anna was told."""
    rules = rules or policy()
    take(intake(rules, store, Hands()), store, KIM, JO)
    goes(store, MONDAY, rules)
    return told(store, rules)


def order(
    store: SqlStore,
    notice: Letter,
    text: str,
    *,
    rules: Policy | None = None,
    uid: int = 50,
    sender: str = ANNA,
    headers: str = "",
) -> str:
    """What the answer to the order says; "" where there is none."""
    before = {letter.stored for letter in letters(store)}
    raw = answer_to(notice, uid, text, sender=sender, headers=headers)
    take(intake(rules or policy(), store, Hands(LATER)), store, raw)
    recipient = sender.partition("<")[2].rstrip(">")
    added = [
        letter
        for letter in notices(store, recipient)
        if letter.once_key.startswith("confirm|") and letter.stored not in before
    ]
    return body(added[-1]) if added else ""


def body(letter: Letter) -> str:
    """A letter's text."""
    part = message_from_bytes(letter.octets, policy=email_policy.default).get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def thread_of(store: SqlStore, customer: str) -> Thread:
    """The thread of one of the two customers."""
    found = [store.transact_now(lambda tx, n=n: tx.thread(n)) for n in (1, 2)]
    return next(thread for thread in found if thread is not None and thread.customer == f"{customer}@customer.test")


def test_an_order_is_carried_out_and_answered(store: SqlStore) -> None:
    """The word "mine" in answer to a notice: the thread is Anna's; the answer is a reply to her mail, and automatic."""
    notice = begin(store)
    kim = thread_of(store, "kim")
    said = order(store, notice, f"mine {kim.reference}\n\n> quoted notice\n")

    assert thread_of(store, "kim").owner == "anna"
    assert thread_of(store, "jo").owner == ""
    assert kim.reference in said
    [answer] = [letter for letter in notices(store) if letter.created_at == LATER]
    headers = message_from_bytes(answer.octets, policy=email_policy.default)
    assert headers["In-Reply-To"] == "<50@customer.test>"
    assert headers["Auto-Submitted"] == "auto-replied"
    assert len(threads(store)) == 2, "an order begins no conversation"


def test_several_orders_are_carried_out_in_their_order(store: SqlStore) -> None:
    """Done and refused stand in one answer: what cannot be done is refused with its reason."""
    notice = begin(store)
    kim, jo = thread_of(store, "kim"), thread_of(store, "jo")
    said = order(store, notice, f"called {kim.reference}\nclose {jo.reference}\nmine {jo.reference}\n")

    assert thread_of(store, "kim").turn is Turn.THEIRS
    assert thread_of(store, "jo").turn is Turn.NOBODY
    assert "Not done (mine" in said
    assert kim.reference in said


def test_what_is_not_understood_changes_nothing(store: SqlStore) -> None:
    """One bad line: nothing is done, and the answer quotes it and says what is understood."""
    notice = begin(store)
    kim = thread_of(store, "kim")
    said = order(store, notice, f"mine {kim.reference}\nfrobnicate {kim.reference}\n")

    assert thread_of(store, "kim").owner == ""
    assert "frobnicate" in said
    assert "mine" in said


def test_a_thread_that_the_notice_did_not_name_is_refused(store: SqlStore) -> None:
    """Only threads of the notice can be ordered about, whoever asks."""
    notice = begin(store)
    take(intake(policy(), store, Hands()), store, mail(3, "Max <max@customer.test>"))
    other = next(thread for thread in threads(store) if thread.customer == "max@customer.test")
    said = order(store, notice, f"close {other.reference}")

    after = store.transact_now(lambda tx: tx.thread(other.thread_id))
    assert after is not None
    assert after.turn is Turn.OURS
    assert other.reference in said


def test_the_same_mail_orders_once(store: SqlStore) -> None:
    """I1: read again after a lost cursor, it is neither obeyed nor answered again."""
    notice = begin(store)
    kim = thread_of(store, "kim")
    order(store, notice, f"snooze {kim.reference} 16:00")
    asleep = thread_of(store, "kim")
    assert asleep.snoozed_until is not None or asleep == kim
    count = len(letters(store))
    trail = store.transact_now(lambda tx: tx.trail(kim.thread_id))

    assert order(store, notice, f"snooze {kim.reference} 16:00") == ""
    assert len(letters(store)) == count
    assert store.transact_now(lambda tx: tx.trail(kim.thread_id)) == trail


def test_what_is_ordered_counts_from_when_it_was_written(store: SqlStore) -> None:
    """Read two days late: "today" was Monday; a call of then kept its promise, a time that has passed is refused."""
    notice = begin(store)
    kim, jo = thread_of(store, "kim"), thread_of(store, "jo")
    raw = answer_to(notice, 50, f"called {kim.reference}\nsnooze {jo.reference} 17:00")
    raw = replace(raw, received=MONDAY + timedelta(hours=3))
    take(intake(policy(), store, Hands(MONDAY + timedelta(days=2))), store, raw)

    assert thread_of(store, "kim").answered_at == MONDAY + timedelta(hours=3)
    [promise] = store.transact_now(lambda tx: tx.promises(kim.thread_id))
    assert promise.outcome is Outcome.KEPT
    assert thread_of(store, "jo").snoozed_until is None
    [answer] = [body(letter) for letter in notices(store) if letter.once_key.startswith("confirm|")]
    assert f"Not done (snooze NR-{jo.reference})" in answer


@pytest.mark.parametrize("word", ["called", "done", "close"])
def test_what_the_customer_wrote_after_the_order_still_waits(store: SqlStore, word: str) -> None:
    """Ordered at noon, read after two; the customer wrote at half past twelve: that mail was not meant."""
    notice = begin(store)
    kim = thread_of(store, "kim")
    wrote = MONDAY + timedelta(hours=3, minutes=30)
    names = "In-Reply-To: <1@customer.test>\r\n"
    again = mail(3, "Kim <kim@customer.test>", subject="Re: My order 1", received=wrote, headers=names)
    take(intake(policy(), store, Hands(wrote)), store, again)
    raw = replace(answer_to(notice, 50, f"{word} {kim.reference}"), received=MONDAY + timedelta(hours=3))
    take(intake(policy(), store, Hands(LATER)), store, raw)

    after = thread_of(store, "kim")
    assert (after.turn, after.closed_at, after.promise) == (Turn.OURS, None, None)
    assert after.target is not None
    assert after.look_at is not None
    first, aim = store.transact_now(lambda tx: tx.promises(kim.thread_id))
    ended = Outcome.CLOSED_UNANSWERED if word == "close" else Outcome.KEPT
    assert (first.outcome, aim.outcome) == (ended, Outcome.OPEN)


@pytest.mark.parametrize(
    ("sender", "headers", "trust", "obeyed", "kept"),
    [
        (ANNA, "", "", True, False),
        (ANNA, PROVEN, BERLIN_TRUST, True, False),
        (ANNA, "", BERLIN_TRUST, False, True),
        (ANNA, FAILED, BERLIN_TRUST, False, True),
        (ANNA, "X-Our: secret\r\n", '[trust]\nown_mail = "header:X-Our=secret"', True, False),
        (ANNA, "", '[trust]\nown_mail = "header:X-Our=secret"', False, True),
        ("Ben <ben@nordlicht.example>", "", "", False, True),
        ("Ben <ben@nordlicht.example>", PROVEN, BERLIN_TRUST, True, False),
        ("Kim <kim@customer.test>", "", "", False, False),
    ],
)
def test_only_a_proven_colleague_orders(
    store: SqlStore, sender: str, headers: str, trust: str, *, obeyed: bool, kept: bool
) -> None:
    """What nothing proves is not obeyed and not answered, but it is there, and a person is asked to look."""
    ben = '[person.ben]\nname = "Ben Ali"\nmail = ["ben@nordlicht.example"]\n[team.all]\nlead = "anna"\n'
    ben += 'people = ["anna", "ben"]\n'
    rules = policy(f"{ben}{trust}")
    notice = begin(store, rules)
    kim = thread_of(store, "kim")
    said = order(store, notice, f"close {kim.reference}", rules=rules, sender=sender, headers=headers)

    assert (thread_of(store, "kim").turn is Turn.NOBODY) is obeyed
    assert bool(said) is obeyed
    asked = [thread.asks for thread in store.transact_now(lambda tx: tx.attention()).asks]
    assert asked == (["an unproven mail bears a colleague's address and orders something"] if kept else [])


@pytest.mark.parametrize("header", ["Auto-Submitted: auto-replied", "X-Autoreply: yes", "Precedence: auto_reply"])
def test_a_program_never_orders_and_is_never_answered(store: SqlStore, header: str) -> None:
    """An absence note that quotes the notice is no order."""
    notice = begin(store)
    kim = thread_of(store, "kim")
    assert order(store, notice, f"close {kim.reference}", headers=f"{header}\r\n") == ""
    assert thread_of(store, "kim").turn is Turn.OURS


def test_answers_to_one_address_are_bounded(store: SqlStore) -> None:
    """Two programs that found each other stop after so many answers in an hour; orders are obeyed all the same."""
    notice = begin(store)
    kim = thread_of(store, "kim")
    for number in range(MOST_CONFIRMED):
        assert order(store, notice, f"nonsense {number}", uid=100 + number)
    assert order(store, notice, f"mine {kim.reference}", uid=99) == ""
    assert thread_of(store, "kim").owner == "anna"


def test_an_answer_to_our_answer_still_knows_its_notice(store: SqlStore) -> None:
    """After "not understood" a colleague answers that: the notice stands in References."""
    notice = begin(store)
    kim = thread_of(store, "kim")
    assert order(store, notice, "mien")
    [answer] = [letter for letter in notices(store) if letter.created_at == LATER]
    said = order(store, answer, f"mine {kim.reference}", uid=51, headers=f"References: {notice.message_id}\r\n")

    assert thread_of(store, "kim").owner == "anna"
    assert kim.reference in said


def test_away_and_back_need_no_notice(store: SqlStore) -> None:
    """A proven colleague's mail that says nothing else is enough; an unproven one is a mail like any other."""
    rules = policy(BERLIN_TRUST)
    store.transact_now(lambda tx: tx.begin_inbox("support", MONDAY - timedelta(days=1)))
    clock = Hands()

    def write(uid: int, text: str, headers: str) -> None:
        take(intake(rules, store, clock), store, mail(uid, ANNA, headers=headers, text=text))

    write(60, "away until Friday", "")
    assert not store.transact_now(lambda tx: tx.absences(clock()))
    write(61, "away until Friday", PROVEN)
    [absence] = store.transact_now(lambda tx: tx.absences(clock()))
    assert (absence.person, absence.since, absence.by) == ("anna", MONDAY, "anna")
    write(62, "back", PROVEN)
    assert not store.transact_now(lambda tx: tx.absences(clock()))
    write(63, "close 7K3F", PROVEN)
    assert len(notices(store)) == 2, "only what was obeyed is answered"


LATE_RULES = "[acknowledge]\nlate_above = 2\n"


def test_late_letters_are_asked_about_once_and_released_by_one_word(store: SqlStore) -> None:
    """After an outage the lead gets one notice; "send" lets every late letter go."""
    rules = policy(LATE_RULES)
    clock = Hands()
    late = [mail(n, f"C{n} <c{n}@customer.test>", received=MONDAY - timedelta(hours=2)) for n in range(1, 5)]
    take(intake(rules, store, clock), store, *late)
    assert len(letters(store, LetterState.HELD)) == 4
    notice = told(store, rules, after=0.2)
    assert "4 late letters" in body(notice)

    clock.passes(minutes=30)
    take(intake(rules, store, clock), store, answer_to(notice, 70, "send"))
    assert not letters(store, LetterState.HELD)
    assert len([letter for letter in letters(store) if letter.recipient.endswith("@customer.test")]) == 4

    take(intake(rules, store, clock), store, answer_to(notice, 71, "send"))
    assert "Not done" in body(notices(store)[-1])


def test_notices_that_cannot_be_answered_order_nothing(store: SqlStore) -> None:
    """`ladder.answer = false`: an answer to a notice is a mail like any other."""
    rules = policy("[ladder]\nanswer = false")
    notice = begin(store, rules)
    kim = thread_of(store, "kim")
    assert order(store, notice, f"close {kim.reference}", rules=rules) == ""
    assert thread_of(store, "kim").turn is Turn.OURS
