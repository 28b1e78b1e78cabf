"""What every store does with deadlines, the queue, notices and switches."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.store import make
from tests.store.make import DAY, HOUR, MINUTE, NOW
from tests.store.stores import migrated_database, migrated_file, store
from triaged.model.letter import LetterState
from triaged.model.stored import Attention, Figures, OpenBreaker, Quarantined
from triaged.model.thread import Kind, Thread, Turn, Urgency
from triaged.store import SqlStore

__all__ = ["migrated_database", "migrated_file", "store"]


def add(store: SqlStore, **changes: Any) -> Thread:
    """A stored thread."""
    return store.transact_now(lambda tx: make.add(tx, **changes))


def test_the_queue_is_in_the_order_of_the_product(store: SqlStore) -> None:
    """Broken times, latest first; then the nearest time; then urgency; then who waits longest."""
    expected = [
        add(store, due_at=NOW),
        add(store, due_at=NOW - HOUR),
        add(store, due_at=NOW - DAY, urgency=Urgency.CRITICAL),
        add(store, due_at=NOW + MINUTE, urgency=Urgency.LOW),
        add(store, due_at=NOW + HOUR, urgency=Urgency.HIGH, opened_at=NOW),
        add(store, due_at=NOW + HOUR, urgency=Urgency.NORMAL, opened_at=NOW - DAY),
        add(store, due_at=NOW + HOUR, urgency=Urgency.NORMAL, opened_at=NOW - HOUR),
        add(store, urgency=Urgency.CRITICAL),
        add(store, urgency=Urgency.LOW, opened_at=NOW - DAY),
        add(store, urgency=Urgency.LOW),
    ]
    for other in ({"turn": Turn.THEIRS}, {"closed_at": NOW}, {"kind": Kind.MACHINE}, {"kind": Kind.SUSPECT}):
        add(store, due_at=NOW, **other)
    assert store.transact_now(lambda tx: tx.queue(NOW)) == tuple(expected)
    assert store.transact_now(lambda tx: tx.queue(NOW, limit=5)) == tuple(expected[:5])


def test_threads_are_looked_at_when_their_time_has_come(store: SqlStore) -> None:
    """Whoever's turn it is: those whose `look_at` has come, longest ago first; the rest wait."""
    second = add(store, look_at=NOW)
    first = add(store, look_at=NOW - HOUR, turn=Turn.THEIRS)
    add(store, look_at=NOW + MINUTE)
    add(store)
    assert store.transact_now(lambda tx: tx.to_look_at(NOW)) == (first, second)
    assert store.transact_now(lambda tx: tx.to_look_at(NOW, limit=1)) == (first,)
    assert store.transact_now(lambda tx: tx.next_look()) == NOW - HOUR
    store.transact_now(lambda tx: [tx.update_thread(replace(t, look_at=None)) for t in (first, second)])
    assert store.transact_now(lambda tx: (tx.to_look_at(NOW), tx.next_look())) == ((), NOW + MINUTE)


def test_the_next_time_that_breaks_is_ours_and_open(store: SqlStore) -> None:
    """The nearest time after now of a thread that waits for us."""
    add(store, due_at=NOW)
    add(store, due_at=NOW + HOUR)
    for other in ({"turn": Turn.THEIRS}, {"closed_at": NOW}):
        add(store, due_at=NOW + MINUTE, **other)
    assert store.transact_now(lambda tx: tx.next_due(NOW)) == NOW + HOUR
    assert store.transact_now(lambda tx: tx.next_due(NOW + HOUR)) is None


def test_threads_that_began_are_counted_by_inbox_and_topic(store: SqlStore) -> None:
    """Persons' only, from a time on and before another; each once, spam, merged ones and those of incidents too."""
    printer, sales = replace(make.triage(), topic="printer"), {"inbox": "sales"}
    incident = store.transact_now(lambda tx: tx.add_incident(make.incident()))
    for changes in ({}, {"closed_at": NOW}, {"incident_id": incident}, {"turn": Turn.THEIRS}, sales):
        add(store, triage=printer, **changes)
    merged, into = add(store, triage=printer), add(store)
    store.transact_now(lambda tx: tx.join_thread(merged.thread_id, into.thread_id))
    for kind in (Kind.MACHINE, Kind.SUSPECT):
        add(store, kind=kind)
    for opened_at in (NOW - HOUR, NOW - HOUR - MINUTE, NOW + HOUR):
        add(store, opened_at=opened_at)
    counted = store.transact_now(lambda tx: tx.begun(NOW - HOUR, NOW + HOUR))
    assert counted == {("support", "printer"): 5, ("sales", "printer"): 1, ("support", ""): 2}


def test_work_ahead_is_what_is_as_urgent_or_more(store: SqlStore) -> None:
    """Open threads of people, ours to answer, of this team and this urgency, in no incident: one text answers those."""
    for urgency in (Urgency.CRITICAL, Urgency.NORMAL, Urgency.NORMAL, Urgency.LOW):
        add(store, urgency=urgency)
    other = replace(make.triage(), team="sales")
    incident = store.transact_now(lambda tx: tx.add_incident(make.incident()))
    aside = ({"turn": Turn.THEIRS}, {"closed_at": NOW}, {"kind": Kind.MACHINE}, {"triage": other})
    for changes in (*aside, {"incident_id": incident}):
        add(store, **changes)
    ahead = lambda rank: store.transact_now(lambda tx: tx.work_ahead("support", rank))  # noqa: E731
    assert [ahead(urgency.rank) for urgency in Urgency] == [1, 1, 3, 4]


def test_waiting_threads_and_machines_have_lists_of_their_own(store: SqlStore) -> None:
    """Threads that wait for the customer, and machines' mail, latest mail first."""
    old = add(store, turn=Turn.THEIRS, last_mail_at=NOW - HOUR)
    new = add(store, turn=Turn.THEIRS)
    machine = add(store, kind=Kind.MACHINE, turn=Turn.NOBODY)
    add(store, kind=Kind.MACHINE, closed_at=NOW)
    assert store.transact_now(lambda tx: tx.waiting()) == (new, old)
    assert store.transact_now(lambda tx: tx.machines()) == (machine,)


def test_attention_is_what_waits_for_a_person(store: SqlStore) -> None:
    """Failed, held and doubtful letters, quarantine, questions and suspects; false when there is nothing."""
    assert store.transact_now(lambda tx: tx.attention()) == Attention()
    assert not Attention()
    put = lambda state: store.transact_now(lambda tx: make.put(tx, state=state))  # noqa: E731
    failed, held, doubt, _ = map(put, (LetterState.FAILED, LetterState.HELD, LetterState.DOUBT, LetterState.SENT))
    asks, suspect = add(store, asks="answered?"), add(store, kind=Kind.SUSPECT)
    add(store, asks="answered?", closed_at=NOW)
    item = Quarantined(inbox="support", folder="INBOX", uidvalidity=1, uid=1, reason="x", at=NOW)
    store.transact_now(lambda tx: tx.quarantine(item))
    quarantined = store.transact_now(lambda tx: tx.quarantined())
    expected = Attention(
        failed=(failed,), held=(held,), in_doubt=(doubt,), quarantined=quarantined, asks=(asks,), suspects=(suspect,)
    )
    assert store.transact_now(lambda tx: tx.attention()) == expected
    assert expected


def test_a_refused_letter_needs_nobody_once_its_thread_was_answered(store: SqlStore) -> None:
    """What is shown can be settled: an answered or closed thread needs no letter any more."""
    thread = add(store)
    failed = store.transact_now(lambda tx: make.put(tx, state=LetterState.FAILED, thread_id=thread.thread_id))
    shown = lambda: store.transact_now(lambda tx: (tx.attention().failed, tx.figures(NOW).letters))  # noqa: E731
    assert shown() == ((failed,), {LetterState.FAILED: 1})

    store.transact_now(lambda tx: tx.update_thread(replace(thread, turn=Turn.THEIRS)))
    assert shown() == ((), {})


def test_the_figures_of_status(store: SqlStore) -> None:
    """Status counts what is open, overdue, waiting to be sent, and names the switches."""
    state = store.transact_now(lambda tx: tx.begin_inbox("support", NOW))
    add(store, due_at=NOW)
    add(store, due_at=NOW + HOUR)
    add(store)
    for letter in (LetterState.READY, LetterState.READY, LetterState.HELD, LetterState.SENT):
        store.transact_now(lambda tx, letter=letter: make.put(tx, state=letter))
    store.transact_now(lambda tx: (tx.open_breaker("support", "too many", NOW), tx.pause(NOW)))
    assert store.transact_now(lambda tx: tx.figures(NOW)) == Figures(
        open_threads=3,
        overdue=1,
        next_due=NOW + HOUR,
        oldest_ready=NOW,
        quarantined=0,
        letters={LetterState.READY: 2, LetterState.HELD: 1},
        inboxes=(state,),
        breakers=(OpenBreaker(inbox="support", reason="too many", since=NOW),),
        paused_since=NOW,
    )


def test_a_breaker_is_closed_by_a_person(store: SqlStore) -> None:
    """A breaker opens once, stays open, and is closed for its inbox or for all."""
    opened = [
        store.transact_now(lambda tx, n=n: tx.open_breaker(n, "too many", NOW)) for n in ("support", "support", "")
    ]
    assert opened == [True, False, True]
    assert store.transact_now(lambda tx: (tx.reset_breaker(NOW, "support"), tx.reset_breaker(NOW, "support"))) == (1, 0)
    assert [b.inbox for b in store.transact_now(lambda tx: tx.breakers())] == [""]
    assert store.transact_now(lambda tx: tx.reset_breaker(NOW)) == 1
