"""What the copy of a letter proves, and what it tells besides."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.loops.house import MONDAY, Hands, intake, mail, policy, take, threads, told
from tests.store import make
from triaged.loops.evidence import note_copies, note_draft
from triaged.model.letter import LetterState
from triaged.model.mail import Headline
from triaged.store import SqlStore


def test_an_answer_to_the_id_a_provider_gave_our_letter_finds_its_thread(store: SqlStore) -> None:
    """T1: large providers replace our Message-ID; the copy shows theirs, and customers' answers name it."""
    taking = intake(policy(), store, Hands())
    take(taking, store, mail(1, "Kim <kim@customer.test>"))
    [letter] = store.transact_now(lambda tx: tx.letters(LetterState.READY))
    copy = Headline(
        folder="INBOX",
        uidvalidity=1,
        uid=9,
        size=900,
        received=MONDAY,
        flags=frozenset(),
        mark=letter.mark,
        fields=f"X-Triaged: {letter.mark}\r\nMessage-ID:\r\n <their.own@provider.test>\r\n\r\n".encode(),
    )

    store.transact_now(lambda tx: note_copies(tx, (copy,), account="main", policy=policy(), now=MONDAY))
    take(taking, store, mail(2, "Kim <other@customer.test>", headers="In-Reply-To: <their.own@provider.test>\r\n"))

    [sent] = store.transact_now(lambda tx: tx.letters(LetterState.SENT))
    assert sent.letter_id == letter.letter_id
    linked = store.transact_now(lambda tx: tx.joined("support", ["<their.own@provider.test>"]))
    assert [(joined.thread.thread_id, joined.automatic) for joined in linked] == [(letter.thread_id, True)]
    assert [thread.acknowledged_at is not None for thread in threads(store)].count(True) == 1


@pytest.mark.parametrize(
    ("received", "seen", "lag"),
    [
        (timedelta(seconds=30), timedelta(seconds=31), timedelta(seconds=30)),
        (timedelta(seconds=0), timedelta(days=2), timedelta(0)),
        (timedelta(seconds=-1), timedelta(seconds=3), timedelta(0)),
        (timedelta(minutes=9), timedelta(seconds=40), timedelta(seconds=40)),
    ],
)
def test_how_long_copies_take_does_not_depend_on_when_we_look(
    store: SqlStore, received: timedelta, seen: timedelta, lag: timedelta
) -> None:
    """A copy found after a weekend's outage came at once: letters in doubt wait no longer for it (I3).

    The server's clock may differ: what it calls later than now is now, what it calls earlier than sent is at once.
    """
    letter = store.transact_now(lambda tx: make.put(tx, state=LetterState.SENT, sent_at=MONDAY))
    copy = Headline(
        folder="INBOX",
        uidvalidity=1,
        uid=9,
        size=900,
        received=MONDAY + received,
        flags=frozenset(),
        mark=letter.mark,
        fields=b"",
    )

    store.transact_now(lambda tx: note_copies(tx, (copy,), account="main", policy=policy(), now=MONDAY + seen))

    assert store.transact_now(lambda tx: tx.relay("main")).journal_lag == lag


def test_an_answer_to_the_id_a_provider_gave_a_notice_still_orders(store: SqlStore) -> None:
    """T1 for colleagues: they answer the id that arrived, not the one that we wrote."""
    take(intake(policy(), store, Hands()), store, mail(1, "Kim <kim@customer.test>"))
    notice = told(store)
    fields = f"Message-ID: <their.own@provider.test>\r\nX-Triaged: {notice.mark}\r\n".encode()
    copy = Headline(
        folder="Sent",
        uidvalidity=1,
        uid=9,
        received=MONDAY + timedelta(hours=5, minutes=7),
        size=900,
        flags=frozenset(),
        fields=fields,
        mark=notice.mark,
    )
    store.transact_now(lambda tx: note_copies(tx, (copy,), account="main", policy=policy(), now=MONDAY))
    answer = mail(
        2,
        "Anna <anna@nordlicht.example>",
        headers="In-Reply-To: <their.own@provider.test>\r\n",
        text="mine",
    )
    take(intake(policy(), store, Hands(MONDAY + timedelta(hours=6))), store, answer)

    [thread] = threads(store)
    assert thread.owner == "anna"


def test_a_draft_that_was_released_meanwhile_stays_released(store: SqlStore) -> None:
    """Between listing held letters and filing one in Drafts a person released it: nothing breaks, it goes."""
    rules = policy('[letters]\nsend = "drafts"')
    take(intake(rules, store, Hands()), store, mail(1, "Kim <kim@customer.test>"))
    [held] = store.transact_now(lambda tx: tx.letters(LetterState.HELD))
    store.transact_now(lambda tx: tx.release(held.stored, MONDAY))

    store.transact_now(lambda tx: note_draft(tx, letter=held))

    [ready] = store.transact_now(lambda tx: tx.letters(LetterState.READY))
    assert ready.letter_id == held.letter_id
