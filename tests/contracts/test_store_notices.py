"""What every store does with notices to colleagues, and with the ways on which they go."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from tests.store import make
from tests.store.make import HOUR, MINUTE, NOW
from tests.store.stores import migrated_database, migrated_file, store
from triaged.errors import StaleState
from triaged.model.letter import LetterKind, LetterState
from triaged.model.stored import LetterChange, Notice, PostState
from triaged.model.tx import Tx
from triaged.store import SqlStore

__all__ = ["migrated_database", "migrated_file", "store"]


def gathered(tx: Tx, thread_id: int, *people: str, at: datetime = NOW) -> list[int]:
    """Notices to these people, and their numbers."""
    for person in people:
        tx.add_notice(Notice(person=person, about="due", at=at, thread_id=thread_id))
    return [n.notice_id for n in tx.notices() if n.notice_id is not None]


def test_notices_are_gathered_once(store: SqlStore) -> None:
    """A person hears of a thing once: again only after it was told."""
    thread = store.transact_now(make.add)
    late = Notice(person="anna", about="overdue", at=NOW, thread_id=thread.thread_id, text="late")
    general = Notice(person="anna", about="breaker", at=NOW + MINUTE)
    notices = (late, late, general, general)
    assert [store.transact_now(lambda tx, n=n: tx.add_notice(n)) for n in notices] == [True, False, True, False]
    waiting = store.transact_now(lambda tx: tx.notices())
    assert [(n.about, n.thread_id, n.text) for n in waiting] == [
        ("overdue", thread.thread_id, "late"),
        ("breaker", None, ""),
    ]
    keys = [n.notice_id for n in waiting if n.notice_id]
    store.transact_now(lambda tx: tx.notices_told(keys, NOW))
    with pytest.raises(StaleState, match="told already"):
        store.transact_now(lambda tx: tx.notices_told(keys, NOW))
    assert store.transact_now(lambda tx: (tx.notices(), tx.add_notice(late))) == ((), True)


def test_a_notice_comes_back_as_it_was_gathered(store: SqlStore) -> None:
    """By person, the oldest first; with its words, its ways, and whether it is critical."""
    key = store.transact_now(make.add).thread_id
    first = Notice(person="ben", about="due", at=NOW, thread_id=key, text="x\0y", critical=True, ways=("chat", "mail"))
    second, other = replace(first, about="broken", at=NOW - HOUR), replace(first, person="anna", ways=())
    for notice in (first, second, other):
        store.transact_now(lambda tx, notice=notice: tx.add_notice(notice))
    found = store.transact_now(lambda tx: tx.notices())
    assert [replace(n, notice_id=None) for n in found] == [
        replace(notice, text="x\ufffdy") for notice in (other, second, first)
    ]


def test_it_is_known_what_a_letter_or_a_post_told(store: SqlStore) -> None:
    """By the letter, by the post, by the thread: told ones too."""

    def tell(tx: Tx) -> tuple[int, int, int]:
        key = make.add(tx).thread_id
        by_mail, by_chat = gathered(tx, key, "anna", "ben")
        letter, post = make.put(tx, kind=LetterKind.NOTICE).stored, tx.add_post(make.post())
        tx.notices_told([by_mail], NOW, letter=letter)
        tx.notices_told([by_chat], NOW, post=post)
        gathered(tx, key, "carla", at=NOW + MINUTE)
        return key, letter, post

    key, letter, post = store.transact_now(tell)
    of = store.transact_now(lambda tx: (tx.notices_of_letter(letter), tx.notices_of_post(post)))
    assert [[n.person for n in notices] for notices in of] == [["anna"], ["ben"]]
    told = [(n.person, n.told_at) for n in store.transact_now(lambda tx: tx.notices_of_thread(key))]
    assert told == [("anna", NOW), ("ben", NOW), ("carla", None)]


def test_what_did_not_arrive_is_named_until_somebody_else_heard(store: SqlStore) -> None:
    """A refused letter or post, with its way and what the other side answered; once it climbed, no more."""

    def tell(tx: Tx) -> tuple[int, int]:
        by_mail, by_chat, fine = gathered(tx, make.add(tx).thread_id, "anna", "ben", "carla")
        letter = make.put(tx, kind=LetterKind.NOTICE, state=LetterState.SENDING).stored
        post = replace(make.post(), post_id=tx.add_post(make.post()))
        tx.notices_told([by_mail], NOW, letter=letter)
        tx.notices_told([by_chat], NOW, post=post.post_id)
        tx.notices_told([fine], NOW, letter=make.put(tx, kind=LetterKind.NOTICE).stored)
        failed = {"expected": LetterState.SENDING, "state": LetterState.FAILED}
        tx.change_letters([LetterChange(letter_id=letter, reason="550 no such user", **failed)])
        tx.update_post(replace(post, state=PostState.FAILED, reason="403", attempts=3))
        return by_mail, by_chat

    by_mail, by_chat = store.transact_now(tell)
    found = store.transact_now(lambda tx: tx.undelivered_notices())
    assert [(n.notice_id, n.person, n.way, n.failed) for n in found] == [
        (by_mail, "anna", "mail", "550 no such user"),
        (by_chat, "ben", "chat", "403"),
    ]
    store.transact_now(lambda tx: tx.notices_climbed([by_mail]))
    assert [n.person for n in store.transact_now(lambda tx: tx.undelivered_notices())] == ["ben"]


def test_a_post_goes_when_its_time_has_come(store: SqlStore) -> None:
    """Longest due first; after an attempt at its next time; never again once it is settled."""
    waits = (make.post(lines=("\u2028", "ü")), make.post(person="ben", next_attempt_at=NOW - HOUR))
    keys = store.transact_now(lambda tx: [tx.add_post(post) for post in waits])
    later, now = (replace(post, post_id=key) for post, key in zip(waits, keys, strict=True))
    assert store.transact_now(lambda tx: tx.ready_posts(NOW)) == (now, later)
    assert store.transact_now(lambda tx: tx.ready_posts(NOW, limit=1)) == (now,)
    assert store.transact_now(lambda tx: tx.next_post()) == NOW - HOUR
    store.transact_now(lambda tx: tx.update_post(replace(now, attempts=1, next_attempt_at=NOW + MINUTE, reason="503")))
    assert store.transact_now(lambda tx: tx.ready_posts(NOW)) == (later,)
    failed = replace(now, state=PostState.FAILED, attempts=2, reason="503")
    store.transact_now(lambda tx: (tx.update_post(failed), tx.update_post(replace(later, state=PostState.SENT))))
    assert store.transact_now(lambda tx: (tx.ready_posts(NOW + HOUR), tx.next_post())) == ((), None)
    assert store.transact_now(lambda tx: (tx.failed_posts(NOW), tx.failed_posts(NOW + MINUTE))) == ((failed,), ())
    with pytest.raises(StaleState, match="not ready"):
        store.transact_now(lambda tx: tx.update_post(now))
