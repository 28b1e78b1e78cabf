"""The seam to the store for deadlines, lists for people, and switches."""

from datetime import datetime
from typing import Protocol

from triaged.model.stored import Attention, Figures, OpenBreaker
from triaged.model.thread import Thread


class WatchTx(Protocol):
    """Deadlines, lists for people, switches."""

    def to_look_at(self, now: datetime, *, limit: int = 1000) -> tuple[Thread, ...]:
        """Threads whose `look_at` has come, longest ago first."""

    def next_look(self) -> datetime | None:
        """The earliest `look_at` of all threads."""

    def look_at_all(self, now: datetime) -> None:
        """What would be looked at later, threads and incidents, is looked at now."""

    def work_ahead(self, team: str, rank: int) -> int:
        """How many open threads of the team, of at least this urgency (by rank), wait for us; at most 2,000."""

    def next_due(self, now: datetime) -> datetime | None:
        """The next time after `now` at which a thread becomes overdue."""

    def queue(self, now: datetime, *, limit: int = 1000) -> tuple[Thread, ...]:
        """What is ours to answer: broken times (latest first), nearest time, urgency, longest waiting."""

    def waiting(self, *, limit: int = 1000) -> tuple[Thread, ...]:
        """Threads that wait for the customer, latest mail first."""

    def machines(self, *, limit: int = 1000) -> tuple[Thread, ...]:
        """Open threads written by machines, latest mail first."""

    def attention(self) -> Attention:
        """What waits for a person's decision."""

    def figures(self, now: datetime) -> Figures:
        """The store's part of `status`."""

    def begun(self, since: datetime, until: datetime) -> dict[tuple[str, str], int]:
        """How many threads of persons began from `since` on, before `until`, by inbox and topic ("" for none).

        Each counts once, whatever became of it: spam, parts of others and those of incidents too.
        """

    def open_breaker(self, inbox: str, reason: str, at: datetime) -> bool:
        """Stop acknowledgements of the inbox ("" = all); False when that breaker is open already."""

    def reset_breaker(self, at: datetime, inbox: str | None = None) -> int:
        """A person closes the inbox's breaker (None: every one); counting begins anew. How many were open."""

    def breakers(self) -> tuple[OpenBreaker, ...]:
        """Open breakers, oldest first."""

    def pause(self, at: datetime) -> bool:
        """No letter is claimed from now on; False when paused already."""

    def resume(self) -> bool:
        """Letters go again; False when not paused."""

    def paused_since(self) -> datetime | None:
        """Since when letters are paused."""

    def remember(self, name: str, value: str) -> None:
        """Keep a short text under a name, in place of the one before (a rotated refresh token)."""

    def remembered(self, name: str) -> str:
        """The text kept under `name`, "" when there is none."""
