"""Answers and letters out of order: what was overtaken is not sent, what was answered before is not kept by it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from tests.loops.house import MONDAY, RULES, Hands, goes, intake, mail, policy, take, threads
from tests.policy.texts import load_text
from triaged.loops.handle import act
from triaged.loops.sent import note_sent
from triaged.loops.waiting import overtaken
from triaged.mail.limits import ParseLimits
from triaged.mail.parse import parse
from triaged.model.letter import Letter, LetterState
from triaged.model.mail import Message
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


TWO_INBOXES = 'inbox.orders = { address = "orders@nordlicht.example", account = "main", watch = ["Orders"] }\n'


def sent(uid: int, folder: str = "Sent", *, to: str = "kim@customer.test", cc: str = "") -> Message:
    """Anna's answer to Kim's first mail, as it is found in a folder."""
    octets = (
        f"From: support@nordlicht.example\r\nTo: {to}\r\nCc: {cc}\r\nSubject: Re: My order 1\r\n"
        "Message-ID: <a1@customer.test>\r\nIn-Reply-To: <1@customer.test>\r\n\r\nIt is done.\r\n"
    ).encode()
    raw = replace(mail(uid, ""), octets=octets, size=len(octets), folder=folder, received=MONDAY + MINUTE)
    message = parse(raw, ParseLimits())
    assert isinstance(message, Message)
    return message


def answers_counted(store: SqlStore) -> list[str]:
    ledger = store.transact_now(lambda tx: tuple(tx.ledger(MONDAY + 60 * MINUTE)))
    return [entry.event for entry in ledger if entry.event == "answered"]


def test_two_inboxes_that_share_sent_folders_count_an_answer_once(store: SqlStore) -> None:
    """Both inboxes of the account read the same Sent folder: the answer is the thread's own inbox's."""
    rules = load_text(TWO_INBOXES + RULES.format(account="", more=""))
    take(intake(rules, store, Hands()), store, mail(1, "Kim <kim@customer.test>"))
    for inbox in ("orders", "support", "orders"):
        message = replace(sent(9), inbox=inbox)
        store.transact_now(
            lambda tx, inbox=inbox, message=message: note_sent(  # type: ignore[misc]
                tx, [message], inbox=rules.inboxes[inbox], policy=rules, now=MONDAY + 2 * MINUTE
            )
        )
    assert answers_counted(store) == ["answered"]


def test_an_answer_and_its_copy_count_once(store: SqlStore) -> None:
    """Anna writes from her own mail program with Cc to us: the copy comes to the inbox, the mail lies in Sent."""
    rules = policy()
    take(intake(rules, store, Hands()), store, mail(1, "Kim <kim@customer.test>"))
    names = "Cc: support@nordlicht.example\r\nIn-Reply-To: <1@customer.test>\r\n"
    copy = mail(2, "Anna <anna@nordlicht.example>", headers=names, received=MONDAY + MINUTE)
    copy = replace(
        copy,
        octets=copy.octets.replace(b"To: support@nordlicht.example", b"To: kim@customer.test").replace(b"<2@", b"<a1@"),
    )
    take(intake(rules, store, Hands(MONDAY + 2 * MINUTE)), store, copy)
    assert answers_counted(store) == ["answered"]

    store.transact_now(
        lambda tx: note_sent(tx, [sent(9)], inbox=rules.inboxes["support"], policy=rules, now=MONDAY + 3 * MINUTE)
    )
    assert answers_counted(store) == ["answered"]


def test_a_copy_of_what_went_to_others_asks_while_it_is_our_turn(store: SqlStore) -> None:
    """Anna wrote to a supplier with Cc to us: did she answer Kim elsewhere? Once she has, there is nothing to ask."""
    rules = policy()
    take(intake(rules, store, Hands()), store, mail(1, "Kim <kim@customer.test>"))
    [thread] = threads(store)
    supplier = mail(
        3,
        "Anna <anna@nordlicht.example>",
        headers="Cc: support@nordlicht.example\r\nIn-Reply-To: <1@customer.test>\r\n",
        received=MONDAY + 3 * MINUTE,
    )
    supplier = replace(
        supplier, octets=supplier.octets.replace(b"To: support@nordlicht.example", b"To: jo@supplier.test")
    )
    for is_answered in (False, True):
        if is_answered:
            answered(store, thread, MONDAY + MINUTE, MONDAY + 2 * MINUTE)
            supplier = replace(supplier, uid=4, octets=supplier.octets.replace(b"<3@", b"<4@"))
        take(intake(rules, store, Hands(MONDAY + 4 * MINUTE)), store, supplier)
        found = store.transact_now(lambda tx: tx.thread(thread.thread_id))
        assert found is not None
        assert found.asks == ("" if is_answered else "answered?")


def test_what_a_program_names_leads_to_people(store: SqlStore) -> None:
    """A holiday notice comes back to a colleague's answer before that was read: thanks that name it join no notice."""
    back = "In-Reply-To: <anna1@nordlicht.example>\r\nAuto-Submitted: auto-replied\r\n"
    names = "References: <1@customer.test> <anna1@nordlicht.example>\r\n"
    kim = "Kim <kim@customer.test>"
    take(
        intake(policy(), store, Hands()),
        store,
        mail(1, kim),
        mail(2, kim, subject="Out of office: Re: My order 1", headers=back, text="I am back on Monday."),
        mail(3, kim, subject="Re: My order 1", headers=names, text="Thank you very much!"),
    )
    [thread] = threads(store)
    assert thread.subject == "My order 1"
