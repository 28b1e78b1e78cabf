"""The seam to the store: what one transaction can ask and write, in the words of the product.

A step is a plain function of one `Tx`. Everything it writes becomes durable together, or nothing does; what it wrote it
also reads. Every transition names the state it expects and raises StaleState when the row is in another one.
"""

from collections.abc import Callable
from typing import Protocol, TypeVar

from triaged.model.tx.bursts import BurstTx
from triaged.model.tx.history import HistoryTx
from triaged.model.tx.intake import IntakeTx
from triaged.model.tx.learned import LearnedTx
from triaged.model.tx.lore import LoreTx
from triaged.model.tx.notices import NoticeTx
from triaged.model.tx.outbox import OutboxTx
from triaged.model.tx.people import PeopleTx
from triaged.model.tx.places import PlaceTx
from triaged.model.tx.promises import PromiseTx
from triaged.model.tx.rearrange import RearrangeTx
from triaged.model.tx.threads import ThreadTx
from triaged.model.tx.watch import WatchTx
from triaged.model.tx.ways import WayTx

T = TypeVar("T")


class Tx(
    IntakeTx,
    ThreadTx,
    PlaceTx,
    PromiseTx,
    OutboxTx,
    WayTx,
    WatchTx,
    NoticeTx,
    PeopleTx,
    RearrangeTx,
    LearnedTx,
    BurstTx,
    HistoryTx,
    LoreTx,
    Protocol,
):
    """One transaction."""


class Store(Protocol):
    """The open store. One transaction at a time, in the order asked."""

    @property
    def secret(self) -> bytes:
        """32 random octets made with the store: the key of Message-IDs and marks."""

    async def transact(self, step: Callable[[Tx], T]) -> T:
        """Run `step` in one durable transaction, in the store's own thread; its exception undoes everything.

        Raises StoreFailed when the disk or the database server refuses; after a failed fsync or a lost lock every
        later call raises it too (`broken`).
        """

    def transact_now(self, step: Callable[[Tx], T]) -> T:
        """The same, waiting for the store's thread: for one-shot commands and tests, never in the event loop."""

    @property
    def broken(self) -> str:
        """Why the store must not be used any more, "" while it may: then the process ends (P3)."""

    async def close(self) -> None:
        """Finish the transaction under way, give up the lock."""
