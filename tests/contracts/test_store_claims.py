"""What every store knows of a customer's earlier claims to be urgent."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from tests.store import make
from tests.store.make import DAY, MINUTE, NOW
from tests.store.stores import migrated_database, migrated_file, store
from triaged.model.lesson import Correction, FirstWord, Judged
from triaged.model.thread import Kind
from triaged.model.tx import Tx
from triaged.store import SqlStore

__all__ = ["migrated_database", "migrated_file", "store"]

CLAIMED = FirstWord(urgency="normal", topic="", tone="neutral", claimed=True)


def begun(
    store: SqlStore, word: FirstWord, *, people: tuple[str, ...] = (), at: datetime = NOW, **thread: object
) -> None:
    """A thread that began with a mail so judged; `people`: what they said of its urgency, one after the other."""

    def step(tx: Tx) -> None:
        kept = make.add(tx, last_mail_at=at, **thread)
        tx.add_message(make.message(thread_id=kept.thread_id, judged=word.as_text(), received_at=at))
        tx.add_message(make.message(thread_id=kept.thread_id, received_at=at))
        for value in people:
            said = Correction(what=Judged.URGENCY, was=word.urgency, value=value, person="ben", at=NOW)
            tx.add_correction(kept.thread_id, said)
            tx.add_correction(kept.thread_id, replace(said, what=Judged.TONE, value="upset"))

    store.transact_now(step)


def claims(store: SqlStore, customer: str = "jo@customer.test", *, asked: bool = True) -> tuple[bool, ...]:
    """What is known when another mail of theirs claims to be urgent."""
    return store.transact_now(lambda tx: tx.known(make.lookup(customer=customer, claims=asked))).claims


@pytest.mark.parametrize(
    ("word", "people", "answered", "known"),
    [
        (CLAIMED, (), True, (False,)),
        (replace(CLAIMED, urgency="low"), (), True, (False,)),
        (replace(CLAIMED, urgency="high"), (), True, (True,)),
        (replace(CLAIMED, urgency="high"), ("normal",), True, (False,)),
        (CLAIMED, ("low", "critical"), True, (True,)),
        (CLAIMED, ("normal",), False, (False,)),
        (CLAIMED, (), False, ()),
        (replace(CLAIMED, claimed=False), (), True, ()),
        (replace(CLAIMED, ruled=frozenset({Judged.URGENCY})), (), True, ()),
        (replace(CLAIMED, ruled=frozenset({Judged.URGENCY})), ("high",), True, (True,)),
    ],
)
def test_people_say_whether_a_claim_was_true(
    store: SqlStore, word: FirstWord, people: tuple[str, ...], answered: bool, known: tuple[bool, ...]
) -> None:
    """A correction, or an answer without one; what waits, what claimed nothing and what a rule decided says nothing."""
    begun(store, word, people=people, answered_at=NOW if answered else None)
    assert claims(store) == known


def test_claims_are_the_senders_own_of_the_last_90_days(store: SqlStore) -> None:
    """The newest first; those of others, of machines, of another inbox and older ones are left out."""
    begun(store, CLAIMED, answered_at=NOW, at=NOW - 91 * DAY)
    begun(store, replace(CLAIMED, urgency="high"), answered_at=NOW, at=NOW - 89 * DAY)
    begun(store, CLAIMED, answered_at=NOW, at=NOW - MINUTE)
    begun(store, CLAIMED, answered_at=NOW, kind=Kind.MACHINE)
    begun(store, CLAIMED, answered_at=NOW, inbox="sales")
    begun(store, CLAIMED, answered_at=NOW, customer="kim@customer.test")
    assert claims(store) == (False, True)
    assert claims(store, "KIM@customer.test") == (False,)
    assert claims(store, "nobody@customer.test") == ()


def test_only_a_mail_that_claims_asks(store: SqlStore) -> None:
    """An ordinary mail costs no question."""
    begun(store, CLAIMED, answered_at=NOW)
    assert claims(store, asked=False) == ()


def test_only_the_newest_threads_are_looked_at(store: SqlStore) -> None:
    """However many a customer has: twenty."""
    for number in range(24):
        begun(store, CLAIMED, answered_at=NOW, at=NOW - number * MINUTE)
    assert len(claims(store)) == 20
