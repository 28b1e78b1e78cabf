"""What every store says of first mails: how long they waited, how many wait, and which were told a later time."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from tests.store import make
from tests.store.make import DAY, HOUR, MINUTE, NOW
from tests.store.stores import migrated_database, migrated_file, store, url
from triaged.model.lore import FirstMail, Later
from triaged.model.stored import Direction
from triaged.model.thread import Kind, Outcome, Thread, Turn, Urgency
from triaged.model.tx import Tx
from triaged.store import SqlStore

__all__ = ["migrated_database", "migrated_file", "store", "url"]


def first(store: SqlStore, *, since: datetime = NOW - DAY, team: str = "support", limit: int = 100) -> list[FirstMail]:
    return list(store.transact_now(lambda tx: tx.first_mails(team, since, limit=limit)))


def begun(tx: Tx, at: datetime, *answers: datetime, urgency: Urgency = Urgency.NORMAL, **changes: object) -> Thread:
    """A thread that began with a mail a minute before it was seen, answered at these times."""
    thread = make.add(tx, urgency=urgency, opened_at=at + MINUTE, last_mail_at=at, **changes)
    tx.add_message(make.message(thread_id=thread.thread_id, received_at=at))
    for answer in answers:
        tx.note_event(thread.thread_id, "answered", answer, delay=timedelta())
    if answers and "answered_at" not in changes:
        thread = replace(thread, answered_at=answers[-1], turn=Turn.THEIRS)
        tx.update_thread(thread)
    return thread


def test_a_first_mail_is_known_with_its_first_answer(store: SqlStore) -> None:
    """The mail's own arrival, the first of the answers, the oldest mail first; later mails are none."""

    def step(tx: Tx) -> None:
        begun(tx, NOW + HOUR, urgency=Urgency.LOW)
        thread = begun(tx, NOW, NOW + 2 * HOUR, NOW + 5 * HOUR)
        tx.add_message(make.message(thread_id=thread.thread_id, received_at=NOW + 4 * HOUR))
        tx.add_message(make.message(thread_id=thread.thread_id, received_at=NOW - HOUR, direction=Direction.AGENT))

    store.transact_now(step)
    assert first(store) == [
        FirstMail(arrived_at=NOW, answered_at=NOW + 2 * HOUR, urgency=2),
        FirstMail(arrived_at=NOW + HOUR, answered_at=None, urgency=3),
    ]


def test_what_says_nothing_about_the_wait_is_left_out(store: SqlStore) -> None:
    """Machines, other teams, what is old, what was closed or waits for the customer without an answer."""

    def step(tx: Tx) -> None:
        begun(tx, NOW, kind=Kind.MACHINE)
        begun(tx, NOW, triage=replace(make.triage(), team="sales"))
        begun(tx, NOW - 2 * DAY, NOW - DAY)
        begun(tx, NOW, turn=Turn.NOBODY, closed_at=NOW + HOUR)
        begun(tx, NOW, turn=Turn.THEIRS)
        tx.join_thread(begun(tx, NOW, NOW + HOUR).thread_id, begun(tx, NOW + MINUTE).thread_id)

    store.transact_now(step)
    assert [mail.answered_at for mail in first(store)] == [None]


def test_an_answer_is_never_older_than_its_mail(store: SqlStore) -> None:
    """Whatever the clock of a mail program said."""
    store.transact_now(lambda tx: begun(tx, NOW, NOW - HOUR))
    assert first(store) == [FirstMail(arrived_at=NOW, answered_at=NOW, urgency=2)]


def test_of_many_the_newest_are_known(store: SqlStore) -> None:
    """As many as were asked for."""
    store.transact_now(lambda tx: [begun(tx, NOW + n * MINUTE) for n in range(5)])
    assert [mail.arrived_at for mail in first(store, limit=2)] == [NOW + 3 * MINUTE, NOW + 4 * MINUTE]


def test_the_work_ahead_of_a_first_mail_is_first_mails(store: SqlStore) -> None:
    """Of the team, of equal or higher rank, open, without an answer."""

    def step(tx: Tx) -> None:
        for urgency in (Urgency.CRITICAL, Urgency.NORMAL, Urgency.NORMAL, Urgency.LOW):
            begun(tx, NOW, urgency=urgency)
        begun(tx, NOW, triage=replace(make.triage(), team="sales"))
        begun(tx, NOW, turn=Turn.THEIRS)
        begun(tx, NOW, kind=Kind.MACHINE)
        begun(tx, NOW, answered_at=NOW)

    store.transact_now(step)
    found = store.transact_now(lambda tx: [tx.first_ahead("support", rank) for rank in range(4)])
    assert found == [1, 1, 3, 4]


def test_what_a_forecast_made_later_is_found_again(store: SqlStore) -> None:
    """Told or beyond what may be told; not what a row or the work ahead decided, not renewals, not the older ones."""

    def step(tx: Tx) -> None:
        for changes in (
            {"basis": "forecast", "row": "high"},
            {"basis": "forecast", "row": "high", "told": False},
            {"basis": "queue"},
            {"basis": "fixed"},
            {"basis": "forecast", "number": 1},
        ):
            make.add(tx, urgency=Urgency.HIGH, promise=make.promise(**changes))
        settled = make.add(tx, promise=make.promise(basis="forecast", row="all")).promise
        assert settled
        assert settled.promise_id
        tx.settle_promise(settled.promise_id, Outcome.KEPT, NOW)

    store.transact_now(step)
    found = store.transact_now(lambda tx: tx.told_later(NOW - DAY))
    assert sorted(found, key=repr) == sorted(
        [
            Later(team="support", row="high", urgency=Urgency.HIGH, told=True),
            Later(team="support", row="high", urgency=Urgency.HIGH, told=False),
            Later(team="support", row="all", urgency=Urgency.NORMAL, told=True),
        ],
        key=repr,
    )
    assert store.transact_now(lambda tx: tx.told_later(NOW + DAY)) == ()
    assert store.transact_now(lambda tx: tx.told_later(NOW - DAY, limit=1)) == (
        Later(team="support", row="all", urgency=Urgency.NORMAL, told=True),
    )
