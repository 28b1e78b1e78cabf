"""What every store knows of where customers' mails lie."""

from __future__ import annotations

from typing import Any

import pytest

from tests.store import make
from tests.store.make import DAY, MINUTE, NOW
from tests.store.stores import migrated_database, migrated_file, store
from triaged.model.stored import Direction, Lying, StoredMessage, Whereabouts
from triaged.model.thread import Kind, Thread, Turn
from triaged.model.tx import Tx
from triaged.store import SqlStore

__all__ = ["migrated_database", "migrated_file", "store"]

HERE: dict[str, Any] = {"folder": "INBOX", "uidvalidity": 7, "lies": Whereabouts.WATCHED}


def put(tx: Tx, thread: Thread, uid: int, **changes: Any) -> Lying:
    """A customer's mail of the thread, as it lies in INBOX."""
    mail = make.message(**{**HERE, "thread_id": thread.thread_id, "uid": uid, "inbox": thread.inbox, **changes})
    key = tx.add_message(mail)
    assert key is not None
    return Lying(thread_id=thread.thread_id, stored_id=key, uid=mail.uid, message_id=mail.message_id, turn=thread.turn)


def known(tx: Tx, mail: StoredMessage) -> StoredMessage | None:
    """The stored mail with the same identity and text."""
    return tx.stored_message(mail.inbox, mail.identity, mail.digest)


def test_a_mail_is_remembered_with_its_place(store: SqlStore) -> None:
    """Folder, UIDVALIDITY, UID and what is known since; found by inbox, identity and text, all three."""

    def step(tx: Tx) -> None:
        mail = make.message(**HERE, uid=2**32 - 1, thread_id=make.add(tx).thread_id)
        tx.add_message(mail)
        found = known(tx, mail)
        assert found is not None
        assert (found.folder, found.uidvalidity, found.uid, found.lies) == ("INBOX", 7, 2**32 - 1, Whereabouts.WATCHED)
        assert tx.stored_message("billing", mail.identity, mail.digest) is None
        assert tx.stored_message(mail.inbox, mail.identity, "another text") is None
        agents = make.message(direction=Direction.AGENT)
        tx.add_message(agents)
        written = known(tx, agents)
        assert written is not None
        assert (written.folder, written.uid, written.lies) == ("", 0, Whereabouts.UNKNOWN)

    store.transact_now(step)


def test_open_threads_tell_which_mails_lie_in_a_folder(store: SqlStore) -> None:
    """By UID, with the turn of each thread; mails of two threads, and two of one."""

    def step(tx: Tx) -> None:
        ours, theirs = make.add(tx), make.add(tx, turn=Turn.THEIRS)
        lie = [put(tx, ours, 9), put(tx, theirs, 5), put(tx, ours, 6)]
        assert tx.lying("support", "INBOX", 7) == tuple(sorted(lie, key=lambda each: each.uid))

    store.transact_now(step)


@pytest.mark.parametrize(
    ("thread", "mail"),
    [
        ({"turn": Turn.NOBODY, "closed_at": NOW}, {}),
        ({"kind": Kind.MACHINE}, {}),
        ({"kind": Kind.SUSPECT}, {}),
        ({"inbox": "billing"}, {}),
        ({}, {"folder": "Orders"}),
        ({}, {"uidvalidity": 8}),
        *(({}, {"lies": lies}) for lies in Whereabouts if lies is not Whereabouts.WATCHED),
    ],
)
def test_what_does_not_lie_there_is_not_told(store: SqlStore, thread: dict[str, Any], mail: dict[str, Any]) -> None:
    """Closed threads, machines' mail, another inbox, folder or numbering, and mail that is known to have left."""

    def step(tx: Tx) -> None:
        put(tx, make.add(tx, **thread), 9, **mail)
        assert tx.lying("support", "INBOX", 7) == ()

    store.transact_now(step)


def test_of_many_threads_those_with_the_newest_mail_are_told(store: SqlStore) -> None:
    """The question stays cheap however many threads are open."""

    def step(tx: Tx) -> None:
        for age in range(5):
            put(tx, make.add(tx, last_mail_at=NOW - age * DAY), 100 - age)
        assert [each.uid for each in tx.lying("support", "INBOX", 7, limit=2)] == [99, 100]

    store.transact_now(step)


def test_a_mail_that_was_moved_lies_elsewhere(store: SqlStore) -> None:
    """Its place is written anew; one without a place lies in no folder that is asked for, and comes back with one."""

    def step(tx: Tx) -> None:
        mail = put(tx, make.add(tx), 9)
        tx.note_place(mail.stored_id, Whereabouts.WATCHED, folder="Orders", uidvalidity=3, uid=1)
        assert tx.lying("support", "INBOX", 7) == ()
        assert [each.uid for each in tx.lying("support", "Orders", 3)] == [1]
        tx.note_place(mail.stored_id, Whereabouts.JUNK)
        [stored] = tx.messages(mail.thread_id)
        assert (stored.lies, stored.folder, stored.uidvalidity, stored.uid) == (Whereabouts.JUNK, "", 0, 0)
        assert tx.lying("support", "Orders", 3) == ()
        tx.note_place(mail.stored_id, Whereabouts.WATCHED, folder="INBOX", uidvalidity=7, uid=10)
        assert [each.stored_id for each in tx.lying("support", "INBOX", 7)] == [mail.stored_id]

    store.transact_now(step)


def test_people_hear_that_many_left(store: SqlStore) -> None:
    """The last time it happened in each inbox; nothing where it never did."""

    def step(tx: Tx) -> None:
        for inbox in ("support", "billing"):
            tx.begin_inbox(inbox, NOW)
        tx.note_many_left("support", "21 mails left INBOX", NOW)
        tx.note_many_left("support", "38 mails left INBOX", NOW + MINUTE)
        states = {state.inbox: (state.many_left, state.many_left_at) for state in tx.figures(NOW).inboxes}
        assert states == {"support": ("38 mails left INBOX", NOW + MINUTE), "billing": ("", None)}

    store.transact_now(step)
