"""The seam to the store for what a forecast learns from, what it is asked with, and what came of it."""

from datetime import datetime
from typing import Protocol

from triaged.model.lore import FirstMail, Later


class LoreTx(Protocol):
    """First mails: how long each waited, how many wait now, and which were told a later time."""

    def first_mails(self, team: str, since: datetime, *, limit: int = 10_000) -> tuple[FirstMail, ...]:
        """The newest so many mails that began a conversation of the team since then, oldest first.

        Answered ones with a person's first answer, and those that wait for us. What was closed without an answer, or
        waits for the customer without one, is left out: nobody knows how long it would have waited.
        """

    def first_ahead(self, team: str, rank: int) -> int:
        """How many conversations of the team, of at least this urgency (by rank), wait for a first answer; to 2,000."""

    def told_later(self, since: datetime, *, limit: int = 2_000) -> tuple[Later, ...]:
        """Of the newest so many promises and targets those since then that a forecast made later than their row."""
