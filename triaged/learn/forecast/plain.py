"""What would be promised without looking at the mail: within how long were so many of the last month's answered?

The figure every forecast is compared with, and the base of the cap that keeps one from being absurd.
"""

import numpy as np

from triaged.learn.forecast.censored import quantile
from triaged.learn.forecast.past import Floats

MONTH = 30 * 24.0
"""Hours."""
LEAST = 60
"""Arrivals. A window of fewer mails tells nothing about the slowest of twenty."""
MOST = 20_000


def window(arrived: Floats, at: int) -> int:
    """The first of the mails that arrived within a month before mail `at`.

    Earlier where the month has fewer than LEAST, later where it has more than MOST.
    """
    first = int(np.searchsorted(arrived[:at], arrived[at] - MONTH))
    return max(0, min(max(first, at - MOST), at - LEAST))


def plain_bounds(arrived: Floats, replied: Floats, level: float, *, every: int = 25) -> Floats:
    """For each mail the wait in hours that `level` of the window's mails met; infinite where that is not known.

    Measured anew every so many mails, from what was known when the first of them arrived.
    """
    bounds = np.full(len(arrived), np.inf)
    for at in range(0, len(arrived), every):
        first = window(arrived, at)
        if at - first >= LEAST:
            now = arrived[at]
            waits = np.minimum(replied[first:at], now) - arrived[first:at]
            bounds[at : at + every] = quantile(waits, replied[first:at] <= now, level)
    return bounds
