"""The seam to the store for what mails are about, and for bursts that were seen."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Protocol

from triaged.model.burst import Arrivals, Burst, Like


class BurstTx(Protocol):
    """What mails that began a conversation are about, as numbers of their words; bursts that people were told of."""

    def note_numbers(self, inbox: str, begun: Iterable[tuple[int, datetime, bytes]]) -> None:
        """Keep of these threads when their mail arrived, and the numbers of its words (decide/likeness.packed)."""

    def forget_numbers(self, before: datetime) -> None:
        """What arrived before then is not needed any more."""

    def newest_like(self) -> int:
        """The highest number of a thread of which numbers are kept, in any inbox; 0 when there is none."""

    def likes(self, inbox: str, since: datetime, *, limit: int = 500) -> tuple[Like, ...]:
        """Threads whose first mail arrived since then, the newest so many, oldest first.

        Without those of an incident, those that became part of another, and those that were put away unanswered.
        """

    def numbers_before(
        self, inbox: str, until: datetime, *, since: datetime, limit: int = 20_000
    ) -> list[tuple[datetime, bytes]]:
        """When mails arrived in that time, and their numbers as they were kept; newest first, without incidents'."""

    def arrivals(self, inbox: str, until: datetime, *, since: datetime, within: timedelta) -> Arrivals:
        """How many such mails arrived in that time, and in the last `within` of each day and week before `until`."""

    def add_burst(self, burst: Burst) -> int:
        """People are told of a burst; returns its number."""

    def update_burst(self, burst: Burst) -> None:
        """Write `core`, `last_at` and `grown_at`. Raises StaleState when there is none."""

    def burst(self, burst_id: int) -> Burst | None:
        """One burst."""

    def bursts(self, since: datetime) -> tuple[Burst, ...]:
        """Bursts whose newest mail is not older, of all inboxes, oldest first."""
