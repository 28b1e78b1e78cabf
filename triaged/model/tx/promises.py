"""The seam to the store for promises, and the ledger that remembers each event of theirs."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Protocol

from triaged.model.stored import LedgerEntry
from triaged.model.thread import Outcome, Promise


class PromiseTx(Protocol):
    """Promises, and the ledger that remembers each event of theirs: one is never written without the other."""

    def open_promise(self, thread_id: int, promise: Promise, at: datetime) -> int:
        """Record what was promised, or aimed at, at `at`. Raises StaleState when one of that sort is open."""

    def open_shared_promise(self, incident_id: int, promise: Promise, at: datetime) -> int:
        """Record the one promise of an incident. Raises StaleState when one is open."""

    def settle_promise(self, promise_id: int, outcome: Outcome, at: datetime, *, person: str = "") -> None:
        """Give an open promise its outcome, once; `person` did it. Raises StaleState when it has one already."""

    def name_nobody(self, promise_id: int) -> None:
        """Nobody is named any more for a promise that its customer was not told yet. Raises StaleState: not open."""

    def promises(self, thread_id: int) -> tuple[Promise, ...]:
        """Every promise and target of the thread, oldest first."""

    def shared_promises(self, incident_id: int) -> tuple[Promise, ...]:
        """Every promise of the incident, oldest first."""

    def note_event(
        self,
        thread_id: int,
        event: str,
        at: datetime,
        *,
        person: str = "",
        delay: timedelta | None = None,
        row: str = "",
    ) -> None:
        """Write an event of a thread that belongs to no promise into the ledger. Raises StaleState: no such thread."""

    def ledger(self, until: datetime, *, since: datetime | None = None) -> Iterator[LedgerEntry]:
        """Every entry before `until`, in the order in which they were written.

        `since`: begin at the first one from then on. What was written after it is there, whatever its time: an answer
        that was seen late has a time before the promise that it keeps.
        """

    def ledger_page(
        self, until: datetime, *, since: datetime | None, after: int | None
    ) -> tuple[tuple[LedgerEntry, ...], int | None]:
        """A part of the same, and `after` of the next one; None behind the last. The first is asked for with None."""

    def missed(self, since: datetime, now: datetime, *, limit: int = 1000) -> tuple[tuple[int, Promise], ...]:
        """Promises to customers of single threads whose time lay since then and passed unkept, with their thread.

        Those that were missed, and those that are open past their time; the latest time first.
        """

    def missed_news(self, since: datetime, now: datetime, *, limit: int = 1000) -> tuple[tuple[int, Promise], ...]:
        """The same of promises to all customers of an incident, each with the incident's number."""

    def answers_since(self, since: datetime) -> tuple[tuple[str, datetime, str, timedelta], ...]:
        """Who answered when, for which team, and how long the mail had waited; oldest first."""
