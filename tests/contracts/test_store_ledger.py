"""What every store does with the ledger: it is only ever added to, and it says what the promises say."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import Any

import psycopg
import pytest

from tests.store import make
from tests.store.make import DAY, HOUR, MINUTE, NOW
from tests.store.stores import migrated_database, migrated_file, store, url
from triaged.errors import StaleState
from triaged.model.stored import Counted, LedgerEntry
from triaged.model.thread import Outcome, Owed, Thread, Urgency
from triaged.model.tx import Tx
from triaged.store import SqlStore, open_store

__all__ = ["migrated_database", "migrated_file", "store", "url"]


def ledger(store: SqlStore, **period: Any) -> list[LedgerEntry]:
    """Everything until tomorrow."""
    return store.transact_now(lambda tx: list(tx.ledger(NOW + 9 * DAY, **period)))


def opened(tx: Tx, **promise: Any) -> tuple[Thread, int]:
    """A thread with an open promise or target; the number of that."""
    judged = replace(make.triage(Urgency.HIGH), topic="printer", customer_group="gold")
    thread = make.add(tx, promise=make.promise(**promise), triage=judged)
    (owed,) = thread.owed
    assert owed.promise_id
    return thread, owed.promise_id


@pytest.mark.parametrize("change", ["UPDATE ledger SET person = 'nobody'", "DELETE FROM ledger"])
def test_no_engine_lets_the_ledger_be_changed(url: str, change: str) -> None:
    """UPDATE and DELETE are refused by the database itself, and nothing is changed."""
    store = open_store(url)
    store.transact_now(opened)
    before = ledger(store)
    store.close_now()
    assert len(before) == 1
    if url.startswith("sqlite:"):
        with (
            closing(sqlite3.connect(url.removeprefix("sqlite:"))) as file,
            pytest.raises(sqlite3.IntegrityError, match="append-only"),
        ):
            file.execute(change)
    else:
        with psycopg.connect(url) as connection, pytest.raises(psycopg.errors.RaiseException, match="append-only"):
            connection.execute(change)
    again = open_store(url)
    assert ledger(again) == before
    again.close_now()


def test_a_promise_and_its_outcome_are_entries(store: SqlStore) -> None:
    """Each names thread, promise, team, topic, urgency, inbox, group and row; the outcome how late it was."""
    thread, number = store.transact_now(lambda tx: opened(tx, what=Owed.UPDATE, number=1, person="anna"))
    store.transact_now(lambda tx: tx.settle_promise(number, Outcome.MISSED, NOW + HOUR + MINUTE, person="ben"))
    made = LedgerEntry(
        at=NOW,
        event="promised",
        thread_id=thread.thread_id,
        promise_id=number,
        inbox="support",
        team="support",
        topic="printer",
        urgency="high",
        customer_group="gold",
        person="anna",
        told=True,
        what="update",
        number=1,
        due_at=NOW + HOUR,
        delay=-HOUR,
        row="everything",
    )
    missed = replace(made, at=NOW + HOUR + MINUTE, event="missed", person="ben", delay=MINUTE)
    assert ledger(store) == [made, missed]


def test_an_entry_says_where_the_thread_stood_then(store: SqlStore) -> None:
    """A correction changes what is written from then on, never what was written."""
    thread, number = store.transact_now(opened)
    moved = replace(thread, triage=replace(thread.triage, team="sales", urgency=Urgency.LOW))
    store.transact_now(lambda tx: (tx.update_thread(moved), tx.settle_promise(number, Outcome.KEPT, NOW)))
    assert [(e.team, e.urgency) for e in ledger(store)] == [("support", "high"), ("sales", "low")]


def test_an_incident_has_one_entry_for_all_its_threads(store: SqlStore) -> None:
    """Its promise names incident, inbox and team, and no thread."""

    def build(tx: Tx) -> int:
        number = tx.add_incident(make.incident())
        make.add(tx, incident_id=number)
        tx.settle_promise(tx.open_shared_promise(number, make.promise(), NOW), Outcome.KEPT, NOW + MINUTE)
        return number

    number = store.transact_now(build)
    assert [(e.event, e.incident_id, e.thread_id, e.inbox, e.team) for e in ledger(store)] == [
        ("promised", number, None, "support", "support"),
        ("kept", number, None, "support", "support"),
    ]


def test_events_of_a_thread_are_entries(store: SqlStore) -> None:
    """Answers, acknowledgements and silences, with person, delay and row; of a thread that is there."""
    key = store.transact_now(make.add).thread_id
    store.transact_now(lambda tx: tx.note_event(key, "acknowledged", NOW, delay=MINUTE))
    store.transact_now(lambda tx: tx.note_event(key, "answered", NOW + HOUR, person="anna", delay=HOUR))
    store.transact_now(lambda tx: tx.note_event(key, "silence", NOW + HOUR, row="N8"))
    assert [(e.event, e.person, e.delay, e.row, e.promise_id, e.team) for e in ledger(store)] == [
        ("acknowledged", "", MINUTE, "", None, "support"),
        ("answered", "anna", HOUR, "", None, "support"),
        ("silence", "", None, "N8", None, "support"),
    ]
    assert store.transact_now(lambda tx: tx.answers_since(NOW)) == (("anna", NOW + HOUR, "support", HOUR),)
    assert store.transact_now(lambda tx: tx.answers_since(NOW + DAY)) == ()
    with pytest.raises(StaleState, match="no thread number 99"):
        store.transact_now(lambda tx: tx.note_event(99, "silence", NOW))


def test_what_fails_leaves_no_entry(store: SqlStore) -> None:
    """A refused outcome, and a step that fails later, write nothing into the ledger."""
    _, number = store.transact_now(opened)
    store.transact_now(lambda tx: tx.settle_promise(number, Outcome.KEPT, NOW))
    before = ledger(store), store.transact_now(lambda tx: tx.figures(NOW)).ledger

    def fails(tx: Tx) -> None:
        opened(tx)
        tx.settle_promise(number, Outcome.MISSED, NOW)

    with pytest.raises(StaleState):
        store.transact_now(fails)
    assert (ledger(store), store.transact_now(lambda tx: tx.figures(NOW)).ledger) == before


def test_the_ledger_is_read_in_pages_and_in_the_order_of_writing(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many entries there are; those from `until` on are left out, those written after `since` are all there."""
    monkeypatch.setattr("triaged.store.promises.PAGE", 3)
    key = store.transact_now(make.add).thread_id
    minutes = [0, 1, 2, 3, 4, 1, 5, 9]
    for minute in minutes:
        store.transact_now(lambda tx, at=NOW + minute * MINUTE: tx.note_event(key, "answered", at))
    read = lambda **period: [(e.at - NOW) // MINUTE for e in ledger(store, **period)]  # noqa: E731
    assert read() == minutes
    assert read(since=NOW + 2 * MINUTE) == [2, 3, 4, 1, 5, 9]
    assert read(since=NOW + DAY) == []
    until = store.transact_now(lambda tx: list(tx.ledger(NOW + 4 * MINUTE)))
    assert [(e.at - NOW) // MINUTE for e in until] == [0, 1, 2, 3, 1]


def test_a_person_who_is_not_named_any_more_changes_no_entry(store: SqlStore) -> None:
    """The open promise names nobody; the ledger says what was said; a settled one is refused."""
    thread, number = store.transact_now(lambda tx: opened(tx, person="anna"))
    store.transact_now(lambda tx: tx.name_nobody(number))
    (found,) = store.transact_now(lambda tx: tx.promises(thread.thread_id))
    assert (found.person, ledger(store)[0].person) == ("", "anna")
    store.transact_now(lambda tx: tx.settle_promise(number, Outcome.KEPT, NOW))
    with pytest.raises(StaleState, match="not open"):
        store.transact_now(lambda tx: tx.name_nobody(number))


def test_missed_promises_are_found_with_their_thread(store: SqlStore) -> None:
    """Missed ones, and those open past their time, the latest first; no target, none that was kept, none before."""

    def build(tx: Tx) -> list[tuple[int, int]]:
        missed = opened(tx, reply_by=NOW - HOUR)
        tx.settle_promise(missed[1], Outcome.MISSED, NOW)
        unanswered = opened(tx, reply_by=NOW - MINUTE)
        tx.settle_promise(opened(tx, reply_by=NOW - MINUTE)[1], Outcome.KEPT, NOW)
        for other in ({"told": False, "reply_by": NOW - MINUTE}, {"reply_by": NOW}, {"reply_by": NOW - 2 * DAY}):
            opened(tx, **other)
        tx.open_shared_promise(tx.add_incident(make.incident()), make.promise(NOW - 3 * MINUTE), NOW - HOUR)
        return [(thread.thread_id, number) for thread, number in (unanswered, missed)]

    expected = store.transact_now(build)
    found = store.transact_now(lambda tx: tx.missed(NOW - DAY, NOW))
    assert [(thread, promise.promise_id) for thread, promise in found] == expected
    found = store.transact_now(lambda tx: tx.missed(NOW - DAY, NOW, limit=1))
    assert [(thread, promise.promise_id) for thread, promise in found] == expected[:1]
    [(incident, promise)] = store.transact_now(lambda tx: tx.missed_news(NOW - DAY, NOW))
    assert store.transact_now(lambda tx: tx.shared_promises(incident)) == (promise,)
    assert store.transact_now(lambda tx: tx.missed_news(NOW - MINUTE, NOW)) == ()


def test_the_running_figures_count_every_entry(store: SqlStore) -> None:
    """By event, told or not, and what was owed; and how many promises are past their time now."""
    _, number = store.transact_now(opened)
    store.transact_now(lambda tx: opened(tx, reply_by=NOW - MINUTE))
    store.transact_now(lambda tx: opened(tx, reply_by=NOW - MINUTE, told=False))
    store.transact_now(lambda tx: tx.settle_promise(number, Outcome.KEPT, NOW))
    figures = store.transact_now(lambda tx: tx.figures(NOW))
    assert figures.ledger == (
        Counted(event="kept", told=True, what="reply", number=1),
        Counted(event="promised", told=False, what="reply", number=1),
        Counted(event="promised", told=True, what="reply", number=2),
    )
    assert figures.promises_late == 1
    assert Counter({(c.event, c.told, c.what): c.number for c in figures.ledger}) == Counter(
        (e.event, e.told, e.what) for e in ledger(store)
    )
    assert store.transact_now(lambda tx: tx.figures(NOW - timedelta(days=1))).promises_late == 0
