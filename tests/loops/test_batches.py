"""After a crash the mail that kills is found, and the others are not blamed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triaged.loops.alone import deadly
from triaged.loops.batches import BATCH, MOST_TRIES, batches
from triaged.model.mail import RawMessage


@pytest.mark.parametrize(
    ("uids", "tries", "expected"),
    [
        ((), {}, []),
        ((1, 2, 3), {}, [(1, 2, 3)]),
        ((1, 2, 3), {2: 1}, [(1, 2, 3)]),
        ((1, 2, 3), {2: 2}, [(1,), (2,), (3,)]),
        ((1, 2, 3), {1: 2, 2: 3, 3: 2}, [(1,), (2,), (3,)]),
    ],
)
def test_what_killed_twice_is_read_alone(
    uids: tuple[int, ...], tries: Mapping[int, int], expected: list[tuple[int, ...]]
) -> None:
    """Mails with two tries behind them are read alone, all others together and in order."""
    assert list(batches(uids, tries)) == expected


@given(st.sets(st.integers(1, 500)), st.dictionaries(st.integers(1, 500), st.integers(0, 5)))
def test_every_mail_is_read_once_and_in_order(uids: set[int], tries: dict[int, int]) -> None:
    """Batches hold every UID exactly once, ascending, never more than a batch may hold."""
    asked = tuple(sorted(uids))

    found = list(batches(asked, tries))

    assert tuple(uid for batch in found for uid in batch) == asked
    assert all(0 < len(batch) <= BATCH for batch in found)


@given(st.integers(1, 60), st.data())
def test_only_the_mail_that_kills_ends_in_quarantine(count: int, data: st.DataObject) -> None:
    """Whichever mail kills the program at every reading, after enough restarts it alone is in quarantine."""
    killer = data.draw(st.integers(1, count))
    tries: dict[int, int] = {}
    quarantined: list[int] = []
    cursor = 0
    for _ in range(10):
        died = False
        for batch in batches(tuple(range(cursor + 1, count + 1)), tries):
            condemned = [uid for uid in batch if tries.get(uid, 0) >= MOST_TRIES]
            for uid in batch:
                tries[uid] = tries.get(uid, 0) + 1
            quarantined += condemned
            if killer in batch and killer not in condemned:
                died = True
                break
            for uid in batch:
                tries.pop(uid)
            cursor = batch[-1]
        if not died:
            break

    assert quarantined == [killer]
    assert cursor == count


async def test_a_child_says_which_mail_it_died_of() -> None:
    """Mails that parse are told from one that does not fit into a child's memory."""
    small = b"From: kim@customer.test\r\nSubject: hello\r\n\r\nhello\r\n"
    raws = [
        RawMessage(
            inbox="support",
            folder="INBOX",
            uidvalidity=1,
            uid=uid,
            received=datetime(2026, 11, 21, tzinfo=UTC),
            size=1,
            octets=octets,
        )
        for uid, octets in ((1, small), (2, b"x" * (600 << 20)), (3, small))
    ]

    assert await deadly(raws) == {2}
