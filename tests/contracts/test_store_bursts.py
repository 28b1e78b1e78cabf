"""What every store promises of the numbers of mails' words, and of bursts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.store import make
from tests.store.make import HOUR, NOW
from tests.store.stores import migrated_database, migrated_file, store
from triaged.errors import StaleState
from triaged.model.burst import Burst, packed
from triaged.model.thread import Thread
from triaged.model.tx import Tx
from triaged.store import SqlStore

__all__ = ["migrated_database", "migrated_file", "store"]

DAY = timedelta(days=1)
BIG = 2**32 - 1
BURST = Burst(
    inbox="support",
    core=frozenset({1, BIG}),
    since=NOW - HOUR,
    told_at=NOW,
    customers=6,
    last_at=NOW,
)


def begun(tx: Tx, hours_ago: float, numbers: tuple[int, ...] = (1, 2, BIG), inbox: str = "support") -> Thread:
    """A thread whose mail came so long ago."""
    thread = make.add(tx)
    tx.note_numbers(inbox, [(thread.thread_id, NOW - hours_ago * HOUR, packed(numbers))])
    return thread


def test_what_was_noted_is_found_again(store: SqlStore) -> None:
    """Numbers, customer and time as they were; oldest first; the newest so many; of one inbox."""

    def step(tx: Tx) -> None:
        assert tx.newest_like() == 0
        old, new = begun(tx, 1.5), begun(tx, 0.5, (3,))
        begun(tx, 3)
        begun(tx, 0.2, inbox="other")
        assert tx.newest_like() == new.thread_id + 2
        likes = tx.likes("support", NOW - 2 * HOUR)
        assert [one.thread_id for one in likes] == [old.thread_id, new.thread_id]
        assert likes[0].numbers == {1, 2, BIG}
        assert likes[0].customer == old.customer.lower()
        assert likes[0].at == NOW - 1.5 * HOUR
        assert [one.thread_id for one in tx.likes("support", NOW - 9 * HOUR, limit=1)] == [new.thread_id]

    store.transact_now(step)


def test_who_is_cared_for_already_is_left_out(store: SqlStore) -> None:
    """A thread of an incident, one that became part of another, one put away unanswered; an answered one stays."""

    def step(tx: Tx) -> None:
        incident = tx.add_incident(make.incident())
        tx.update_thread(replace(begun(tx, 1), incident_id=incident))
        tx.update_thread(replace(begun(tx, 1), closed_at=NOW))
        answered = begun(tx, 1)
        tx.update_thread(replace(answered, closed_at=NOW, answered_at=NOW))
        merged, into = begun(tx, 1), begun(tx, 1)
        tx.join_thread(merged.thread_id, into.thread_id)
        assert [one.thread_id for one in tx.likes("support", NOW - 2 * HOUR)] == [answered.thread_id, into.thread_id]

    store.transact_now(step)


def test_what_came_before_is_known_without_incidents(store: SqlStore) -> None:
    """The newest first, in that time only; mails of an incident say nothing about what is usual."""

    def step(tx: Tx) -> None:
        begun(tx, 40, (1,))
        begun(tx, 30, (2,))
        begun(tx, 1, (3,))
        tx.update_thread(replace(begun(tx, 35), incident_id=tx.add_incident(make.incident())))
        before = tx.numbers_before("support", NOW - 2 * HOUR, since=NOW - 50 * HOUR)
        assert before == [(NOW - 30 * HOUR, packed([2])), (NOW - 40 * HOUR, packed([1]))]
        assert len(tx.numbers_before("support", NOW, since=NOW - 50 * HOUR, limit=1)) == 1

    store.transact_now(step)


def test_arrivals_are_counted_at_this_hour(store: SqlStore) -> None:
    """All in four weeks; by day and by week those that came as long before this time of day."""

    def step(tx: Tx) -> None:
        nothing = tx.arrivals("support", NOW, since=NOW - 28 * DAY, within=2 * HOUR)
        assert (nothing.in_all, nothing.this_hour, nothing.this_weekday) == (0, 0.0, 0.0)
        for days in range(1, 29):
            begun(tx, 24 * days + 1)
            begun(tx, 24 * days + 5)
        begun(tx, 24 * 14 + 1.5)
        counted = tx.arrivals("support", NOW, since=NOW - 29 * DAY, within=2 * HOUR)
        assert counted.in_all == 57
        assert counted.this_hour == pytest.approx(29 / 28, rel=0.02)
        assert counted.this_weekday == pytest.approx(5 / 4, rel=0.02)

    store.transact_now(step)


def test_what_is_old_is_forgotten(store: SqlStore) -> None:
    """In every inbox."""

    def step(tx: Tx) -> None:
        begun(tx, 100, inbox="other")
        begun(tx, 100)
        begun(tx, 1)
        tx.forget_numbers(NOW - 50 * HOUR)
        assert len(tx.numbers_before("support", NOW, since=NOW - 900 * HOUR)) == 1
        assert tx.numbers_before("other", NOW, since=NOW - 900 * HOUR) == []

    store.transact_now(step)


def test_a_burst_is_kept_and_changed(store: SqlStore) -> None:
    """As it was told, with the words and the time of what came later; a burst that is not there is refused."""

    def step(tx: Tx) -> None:
        number = tx.add_burst(BURST)
        kept = tx.burst(number)
        assert kept == replace(BURST, burst_id=number)
        later = replace(kept, core=frozenset({1, 5}), last_at=NOW + HOUR, grown_at=NOW + HOUR)
        tx.update_burst(later)
        assert tx.burst(number) == later
        assert tx.bursts(NOW + HOUR) == (later,)
        assert tx.bursts(NOW + 2 * HOUR) == ()
        assert tx.burst(number + 1) is None
        with pytest.raises(StaleState):
            tx.update_burst(replace(BURST, burst_id=number + 1))

    store.transact_now(step)
