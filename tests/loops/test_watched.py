"""A folder read batch by batch: what is at hand is written whatever becomes of the next; only deaths are counted."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.loops.house import threads
from tests.loops.test_filing import polling
from tests.servers import FaultProxy
from tests.servers.faultproxy import Link
from tests.servers.toxics import Toxic
from triaged.errors import ServerUnreachable
from triaged.loops.batches import BATCH
from triaged.store import SqlStore

if TYPE_CHECKING:
    from tests.conftest import Mailbox

MORE = 7
HEADLINES_OF_THE_SECOND, MAILS_OF_THE_SECOND = 3, 4


@dataclass(slots=True, kw_only=True)
class CutAtFetch(Toxic):
    """The connection ends at the FETCH with this number."""

    number: int
    directions: tuple[str, ...] = ("up",)

    async def feed(self, data: bytes, up: bool, link: Link) -> AsyncIterator[bytes]:
        self.number -= b"UID FETCH" in data
        if self.number:
            yield data
        else:
            link.cut()


def arrive(mailbox: Mailbox, count: int) -> None:
    for number in range(count):
        mailbox.deliver(
            f"From: Kim <kim{number}@customer.test>\r\nTo: {mailbox.address}\r\nSubject: Number {number}\r\n"
            f"Message-ID: <{number}@customer.test>\r\n\r\nHelp!\r\n".encode(),
            sender=f"kim{number}@customer.test",
        )


@pytest.mark.parametrize("at", [HEADLINES_OF_THE_SECOND, MAILS_OF_THE_SECOND])
async def test_a_batch_is_written_though_the_connection_ends_in_the_next(
    mailbox: Mailbox, store: SqlStore, fault_proxy: Callable[..., FaultProxy], at: int
) -> None:
    """The first fifty are there; the others come with the next connection, each once."""
    proxy = fault_proxy(mailbox.server.ports.imap)
    poll = polling(mailbox, store, port=proxy.port)
    await poll.round()
    arrive(mailbox, BATCH + MORE)
    proxy.add(CutAtFetch(number=at))

    with pytest.raises(ServerUnreachable):
        await poll.round()
    await poll.recover()
    assert len(threads(store)) == BATCH

    proxy.clear()
    await poll.round()
    await poll.recover()
    assert len(threads(store)) == BATCH + MORE


async def test_a_connection_that_breaks_again_and_again_condemns_no_mail(
    mailbox: Mailbox, store: SqlStore, fault_proxy: Callable[..., FaultProxy]
) -> None:
    """Three starts of the program count against a mail, not three lost connections, nor one daemon's second look."""
    proxy = fault_proxy(mailbox.server.ports.imap)
    poll = polling(mailbox, store, port=proxy.port)
    await poll.round()
    arrive(mailbox, BATCH + MORE)

    for at in (2, 2, 2, 2, MAILS_OF_THE_SECOND, 2, 2, 2, 2):
        proxy.add(CutAtFetch(number=at))
        with pytest.raises(ServerUnreachable):
            await poll.round()
        await poll.recover()
        proxy.clear()
    await poll.round()
    await poll.recover()

    assert len(threads(store)) == BATCH + MORE
    assert store.transact_now(lambda tx: tx.quarantined()) == ()
    assert store.transact_now(lambda tx: tx.tried("support")) == ()
