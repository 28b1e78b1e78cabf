"""Which share was answered by when, where some have no answer yet? (Kaplan and Meier 1958)

Who still waits counts as waiting for as long as that is known, and in nothing after it: to leave them out would make
every team look faster than it is.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from triaged.learn.forecast.censored import steps

_STEP = timedelta(microseconds=1)
_ROUNDING = 1e-9
"""57 of 60 are 95 of 100, also where the steps to it were rounded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """After `times[i]` the share `shares[i]` was answered. It only rises; before the first time it is 0."""

    times: tuple[timedelta, ...] = ()
    shares: tuple[float, ...] = ()

    def by(self, time: timedelta) -> float:
        """The share that was answered within `time`."""
        at = bisect_right(self.times, time)
        return self.shares[at - 1] if at else 0.0

    def when(self, share: float) -> timedelta | None:
        """The first time within which at least `share` was answered, None where that was never seen."""
        least = share - _ROUNDING
        return next((time for time, reached in zip(self.times, self.shares, strict=True) if reached >= least), None)


NOTHING = Curve()
"""Nothing was answered."""


def curve(ended: Iterable[tuple[timedelta, bool]]) -> Curve:
    """The curve of waits: how long each took, and whether it ended with an answer. Needs n log n steps."""
    waits = list(ended)
    times, shares = steps([float(took // _STEP) for took, _ in waits], [answered for _, answered in waits])
    return Curve(times=tuple(int(time) * _STEP for time in times), shares=tuple(shares))
