"""What every store does when conversations are put together and taken apart."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.store import make
from tests.store.make import HOUR, NOW
from tests.store.stores import migrated_database, migrated_file, store
from triaged.errors import StaleState
from triaged.model.finding import Finding
from triaged.model.letter import LetterKind
from triaged.model.people import Absence
from triaged.model.stored import Notice, StoredMessage, TrailEntry
from triaged.model.thread import Thread
from triaged.model.tx import Tx
from triaged.store import SqlStore

__all__ = ["migrated_database", "migrated_file", "store"]

DAY = timedelta(days=1)


def full(tx: Tx) -> Thread:
    """A thread with two mails, a letter, a trail, a told notice and one that waits."""
    made = make.add(tx, promise=make.promise())
    for _ in range(2):
        stored = tx.add_message(make.message(thread_id=made.thread_id))
        finding = Finding(question="Who wrote?", answer="a person")
        tx.add_trail(TrailEntry(at=NOW, event="mail", findings=(finding,), thread_id=made.thread_id, stored_id=stored))
    make.put(tx, thread_id=made.thread_id)
    tx.add_notice(Notice(person="anna", about="due", at=NOW, thread_id=made.thread_id))
    waiting = tx.notices_of_thread(made.thread_id)
    tx.notices_told([notice.notice_id for notice in waiting if notice.notice_id], NOW)
    tx.add_notice(Notice(person="anna", about="broken", at=NOW, thread_id=made.thread_id))
    return made


def mails(tx: Tx, thread: Thread) -> tuple[StoredMessage, ...]:
    return tx.messages(thread.thread_id)


def test_everything_of_a_thread_becomes_anothers(store: SqlStore) -> None:
    """Mails, ids, letters, trail, told notices move; promises stay; what nobody was told is forgotten."""
    one, other = store.transact_now(lambda tx: (full(tx), full(tx)))
    store.transact_now(lambda tx: tx.join_thread(one.thread_id, other.thread_id))

    assert store.transact_now(lambda tx: mails(tx, one)) == ()
    moved = store.transact_now(lambda tx: mails(tx, other))
    assert len(moved) == 4
    for mail in moved:
        ids = [mail.message_id or ""]
        [joined] = store.transact_now(lambda tx, ids=ids: tx.joined("support", ids))  # type: ignore[misc]
        assert joined.thread.thread_id == other.thread_id
    for thread, count in ((one, 0), (other, 2)):
        key = thread.thread_id
        assert len(store.transact_now(lambda tx, key=key: tx.letters_of_thread(key))) == count  # type: ignore[misc]
        assert len(store.transact_now(lambda tx, key=key: tx.trail(key))) == 2 * count  # type: ignore[misc]
        assert len(store.transact_now(lambda tx, key=key: tx.promises(key))) == 1  # type: ignore[misc]
    told = store.transact_now(lambda tx: tx.notices_of_thread(other.thread_id))
    assert sorted(notice.about for notice in told) == ["broken", "due", "due"]
    assert store.transact_now(lambda tx: tx.notices_of_thread(one.thread_id)) == ()


def test_a_trail_of_the_same_transaction_moves_too(store: SqlStore) -> None:
    """What was gathered and not written yet is not left behind."""
    one, other = store.transact_now(lambda tx: (make.add(tx), make.add(tx)))

    def step(tx: Tx) -> None:
        tx.add_trail(TrailEntry(at=NOW, event="seen", thread_id=one.thread_id))
        tx.join_thread(one.thread_id, other.thread_id)
        tx.add_trail(TrailEntry(at=NOW, event="merged", thread_id=one.thread_id))

    store.transact_now(step)
    assert [e.event for e in store.transact_now(lambda tx: tx.trail(other.thread_id))] == ["seen"]
    assert [e.event for e in store.transact_now(lambda tx: tx.trail(one.thread_id))] == ["merged"]


def test_mails_move_with_their_ids_and_their_trail(store: SqlStore) -> None:
    """Only those named; a mail without an id moves as well."""
    one, other = store.transact_now(lambda tx: (full(tx), make.add(tx)))
    bare = make.message(thread_id=one.thread_id, message_id=None, received_at=NOW + HOUR)
    store.transact_now(lambda tx: tx.add_message(bare))
    first, second, third = store.transact_now(lambda tx: mails(tx, one))

    store.transact_now(lambda tx: tx.move_mails([second, third], other.thread_id))

    assert [m.stored_id for m in store.transact_now(lambda tx: mails(tx, one))] == [first.stored_id]
    moved = store.transact_now(lambda tx: mails(tx, other))
    assert [m.stored_id for m in moved] == [second.stored_id, third.stored_id]
    ids = [first.message_id or "", second.message_id or ""]
    found = store.transact_now(lambda tx: tx.joined("support", ids))
    assert [joined.thread.thread_id for joined in found] == [one.thread_id, other.thread_id]
    assert [e.stored_id for e in store.transact_now(lambda tx: tx.trail(other.thread_id))] == [second.stored_id]
    assert len(store.transact_now(lambda tx: tx.letters_of_thread(one.thread_id))) == 1


def test_an_absence_begins_once(store: SqlStore) -> None:
    """Recorded as not begun; marked when it is; one that is not there is refused."""
    store.transact_now(lambda tx: tx.add_absence(Absence(person="ben", since=NOW, until=NOW + DAY, by="anna")))
    [absence] = store.transact_now(lambda tx: tx.absences(NOW))
    assert absence.begun is False
    assert absence.absence_id is not None
    number = absence.absence_id
    store.transact_now(lambda tx: tx.absence_begun(number))
    assert store.transact_now(lambda tx: tx.absences(NOW))[0].begun is True
    with pytest.raises(StaleState, match="no absence number 99"):
        store.transact_now(lambda tx: tx.absence_begun(99))


def test_a_promise_may_name_nobody_any_more(store: SqlStore) -> None:
    """While it is open; the ledger keeps what was."""
    named = make.promise()
    thread = store.transact_now(lambda tx: make.add(tx, promise=named))
    assert thread.promise is not None
    assert thread.promise.promise_id is not None
    number = thread.promise.promise_id
    store.transact_now(lambda tx: tx.name_nobody(number))
    with pytest.raises(StaleState, match="not open"):
        store.transact_now(lambda tx: tx.name_nobody(99))


def test_who_wrote_a_reply_comes_back(store: SqlStore) -> None:
    """A letter is read back with the person who wrote it; its id is no machine's."""
    thread = store.transact_now(make.add)
    reply = store.transact_now(lambda tx: make.put(tx, kind=LetterKind.REPLY, person="ben", thread_id=thread.thread_id))
    assert store.transact_now(lambda tx: tx.letter(reply.stored)) == reply
    [joined] = store.transact_now(lambda tx: tx.joined("support", [reply.message_id]))
    assert joined.automatic is False
