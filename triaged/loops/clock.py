"""The time the loops go by: the wall clock, but not its sudden jumps.

A wall clock that is set wrong by a day would send letters with wrong times and tell people of promises that are not
broken. `SteadyClock` compares the wall clock with the time that has really passed; while they disagree by more than
`TOLERANCE` it goes on from the last time it believed, and after `PATIENCE` it accepts the new time (P12).
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

TOLERANCE = timedelta(minutes=2)
PATIENCE = timedelta(minutes=15)


def wall() -> datetime:
    """The wall clock, aware UTC."""
    return datetime.now(UTC)


def boot() -> float:
    """Seconds that really passed, sleep of the machine included."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


class SteadyClock:
    """Callable: now, aware UTC. `jump` is how far the wall clock is from the believed time, None while they agree."""

    def __init__(self, *, wall: Callable[[], datetime] = wall, passed: Callable[[], float] = boot) -> None:
        self._wall = wall
        self._passed = passed
        self._believed = wall()
        self._believed_at = passed()
        self._doubted_at: float | None = None
        self.jump: timedelta | None = None

    def __call__(self) -> datetime:
        """The believed time."""
        passed = self._passed()
        expected = self._believed + timedelta(seconds=passed - self._believed_at)
        seen = self._wall()
        if abs(seen - expected) <= TOLERANCE:
            self._accept(seen, passed)
            return seen
        if self._doubted_at is None:
            self._doubted_at = passed
        self.jump = timedelta(seconds=round((seen - expected).total_seconds()))
        if passed - self._doubted_at >= PATIENCE.total_seconds():
            self._accept(seen, passed)
            return seen
        return expected

    def _accept(self, seen: datetime, passed: float) -> None:
        self._believed, self._believed_at = seen, passed
        self._doubted_at, self.jump = None, None
