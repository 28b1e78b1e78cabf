"""Time that passes only when the simulation says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Time:
    """What time it is. `skew` is how wrong the daemon's wall clock is set; the mail server's is always right."""

    now: datetime
    skew: timedelta = timedelta()

    def __call__(self) -> datetime:
        """The true time."""
        return self.now

    def wall(self) -> datetime:
        """What the wall clock of the daemon's machine shows."""
        return self.now + self.skew

    def passed(self) -> float:
        """Seconds that really passed."""
        return (self.now - EPOCH).total_seconds()
