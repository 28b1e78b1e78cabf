"""What every store promises of mail that was there before triaged was."""

from __future__ import annotations

from dataclasses import replace

from tests.store import make
from tests.store.make import DAY, HOUR, NOW
from tests.store.stores import migrated_database, migrated_file, store
from triaged.model.history import FiledMail, PastMail
from triaged.store import SqlStore
from triaged.store.history import MOST_FILED

__all__ = ["migrated_database", "migrated_file", "store"]

FIRST = PastMail(
    key="a",
    inbox="support",
    arrived_at=NOW - 3 * DAY,
    answered_at=NOW - 2 * DAY,
    seen_until=NOW,
    urgency="high",
    topic="billing",
)
SECOND = replace(FIRST, key="b", arrived_at=NOW - 2 * DAY, answered_at=None, urgency="normal", topic="")


def kept(store: SqlStore, **more: int) -> tuple[PastMail, ...]:
    return store.transact_now(lambda tx: tx.history(**more))


def add(store: SqlStore, *mails: PastMail) -> None:
    store.transact_now(lambda tx: tx.add_history(mails))


def test_what_was_kept_is_found_again(store: SqlStore) -> None:
    """As it was, oldest first, the newest so many; an open one has no answer."""
    assert kept(store) == ()
    add(store, SECOND, FIRST)
    assert kept(store) == (FIRST, SECOND)
    assert kept(store, limit=1) == (SECOND,)


def test_reading_the_same_mail_twice_changes_nothing(store: SqlStore) -> None:
    """The key tells: no row more, and none other."""
    add(store, FIRST, SECOND)
    add(store, FIRST, SECOND)
    assert kept(store) == (FIRST, SECOND)


def test_a_later_look_knows_more(store: SqlStore) -> None:
    """An answer that came since is added; one that was seen stays, whatever is read later; topic and urgency anew."""
    add(store, FIRST, SECOND)
    unseen = replace(FIRST, answered_at=None, seen_until=NOW + DAY, topic="fault", urgency="low")
    answered = replace(SECOND, answered_at=NOW + HOUR, seen_until=NOW + DAY)
    add(store, unseen, answered)
    assert kept(store) == (replace(unseen, answered_at=FIRST.answered_at), answered)


def test_a_mail_that_came_since_is_known_by_its_thread(store: SqlStore) -> None:
    """It is left out: counting it twice would make the desk look busier than it was."""
    add(store, FIRST, SECOND)
    store.transact_now(lambda tx: tx.add_message(make.message(inbox="support", identity="a")))
    store.transact_now(lambda tx: tx.add_message(make.message(inbox="other", identity="b")))
    assert kept(store) == (SECOND,)


FILED = FiledMail(
    key="a",
    inbox="support",
    subject="My bill",
    text="Please send it again.\x00",
    language="en",
    received_at=NOW - 3 * DAY,
    topic="billing",
)


def filed(store: SqlStore, **more: int) -> tuple[FiledMail, ...]:
    return store.transact_now(lambda tx: tx.filed(**more))


def test_a_filed_mail_is_kept_with_its_words(store: SqlStore) -> None:
    """Once, oldest first; the topic is that of the last look; what came as mail since is left out."""
    first = replace(FILED, text="Please send it again.\ufffd")
    second, third = (replace(first, key=key, received_at=NOW - days * DAY) for key, days in (("b", 2), ("c", 1)))
    store.transact_now(lambda tx: tx.add_filed([third, FILED, second]))
    store.transact_now(lambda tx: tx.add_filed([replace(second, topic="fault"), FILED]))
    assert filed(store) == (first, replace(second, topic="fault"), third)
    assert filed(store, limit=1) == (third,)
    store.transact_now(lambda tx: tx.add_message(make.message(inbox="support", identity="a")))
    assert filed(store) == (replace(second, topic="fault"), third)


def test_of_filed_mails_the_newest_thousands_are_kept(store: SqlStore) -> None:
    """What is older than that many is dropped, whichever came first."""
    many = [replace(FILED, key=f"{number:05}", received_at=NOW - number * HOUR) for number in range(MOST_FILED)]
    old = replace(FILED, key="old", received_at=NOW - 2 * MOST_FILED * HOUR)
    store.transact_now(lambda tx: tx.add_filed([old, *many[1:]]))
    assert filed(store)[0].key == "old"
    store.transact_now(lambda tx: tx.add_filed([many[0]]))
    assert len(filed(store, limit=2 * MOST_FILED)) == MOST_FILED
    assert filed(store)[0].key == f"{MOST_FILED - 1:05}"


def test_all_of_it_can_be_forgotten(store: SqlStore) -> None:
    """Nothing is left."""
    add(store, FIRST, SECOND)
    store.transact_now(lambda tx: tx.add_filed([FILED]))
    store.transact_now(lambda tx: tx.forget_history())
    assert kept(store) == ()
    assert filed(store) == ()
