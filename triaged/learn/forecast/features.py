"""What was known when a mail arrived: the hour, the work that lay before it, how quickly others were answered.

Every figure of a mail is made of arrivals before it and of answers before its arrival. Nothing of the future is in it:
the rows of a longer log begin with the rows of the shorter one.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from triaged.learn.forecast.clock import WorkClock
from triaged.learn.forecast.past import Flags, Floats, Ints, Past

_PACE_OVER = (2.0, 8.0, 40.0, 160.0)
"""Worked hours over which answers are counted."""
_LATE_AFTER = (1.0, 8.0, 24.0, 96.0)
"""Worked hours: which share of mails waited longer than that?"""
_LATE_OF = 500
"""Mails that such a share is made of, at most."""
_PRIOR = 20.0
"""A share of few mails is drawn to that of all mails, as if so many had been like all."""
_RECENT = (5, 20, 200)
"""Answers whose mean wait is looked at."""
_DAY = 24.0
_WEEK = 7 * _DAY
_THURSDAY = 72.0
"""1970 began on a Thursday: hours from Monday midnight to then."""


def hour_of_week(moments: Floats) -> Floats:
    """The hour of the day and the day of the week in UTC, as two columns; NaN where a moment is not known."""
    hours = (np.where(np.isfinite(moments), moments, np.nan) + _THURSDAY) % _WEEK
    return np.column_stack([hours % _DAY, hours // _DAY])


def known_at_arrival(past: Past, clock: WorkClock) -> Floats:
    """One row a mail; the columns are the same for the same number of classes' and traits' columns.

    The last column is the estimate of `work_ahead`.
    """
    came, answered = clock.at(past.arrived), clock.at(past.replied)
    everything = np.zeros(len(past), dtype=np.int64)
    ahead = _ahead(came, answered, past.of_class)
    columns = [
        hour_of_week(past.arrived),
        past.of_class[:, None].astype(float),
        ahead,
        _flow(came, answered, everything),
        _flow(came, answered, past.of_class),
        _late(came, answered, past),
        work_ahead(came, answered, ahead[:, 0])[:, None],
    ]
    return np.hstack(columns)


def work_ahead(came: Floats, answered: Floats, ahead: Floats) -> Floats:
    """Worked hours until the open mails of equal or higher rank and this one are answered, at the measured pace.

    The pace is the highest of those over the last hours: an empty desk answers no more than arrives.
    """
    ends = np.sort(answered)
    done = np.searchsorted(ends, came, side="left")
    pace = np.zeros(len(came))
    for hours in _PACE_OVER[1:]:
        pace = np.maximum(pace, (done - np.searchsorted(ends, came - hours, side="left")) / hours)
    return (ahead + 1.0) / np.maximum(pace, 1.0 / _PACE_OVER[-1])


def _groups(of: Ints) -> Iterator[NDArray[np.intp]]:
    order = np.argsort(of, kind="stable")
    borders = np.flatnonzero(np.diff(of[order])) + 1
    yield from np.split(order, borders)


def _ahead(came: Floats, answered: Floats, of_class: Ints) -> Floats:
    """Open mails of classes answered as quickly or quicker than one's own; of one's own; of all; the oldest's age."""
    count = int(of_class.max(initial=0)) + 1
    open_now, typical = np.zeros((len(came), count)), np.zeros((len(came), count))
    oldest = np.zeros(len(came))
    for each in range(count):
        mine = of_class == each
        ends = np.sort(answered[mine])
        done = np.searchsorted(ends, came, side="left")
        open_now[:, each] = np.cumsum(mine) - mine - done
        typical[:, each] = _mean_of_last(came[mine], answered[mine], came, _RECENT[-1])
        oldest[mine] = _oldest(came[mine], answered[mine])
    own = np.take_along_axis(typical, of_class[:, None], axis=1)
    quicker = (typical <= own) | (np.arange(count) == of_class[:, None])
    same = np.take_along_axis(open_now, of_class[:, None], axis=1)
    return np.column_stack([(open_now * quicker).sum(axis=1), same[:, 0], open_now.sum(axis=1), oldest])


def _oldest(came: Floats, answered: Floats) -> Floats:
    """The age of the oldest open mail of those before each, 0 where none is open."""
    ages = np.zeros(len(came))
    first = 0
    for at, now in enumerate(came):
        while first < at and answered[first] < now:
            first += 1
        ages[at] = now - came[first]
    return ages


def _mean_of_last(came: Floats, answered: Floats, now: Floats, last: int) -> Floats:
    """The mean of log(1 + wait) of the `last` answers before each moment, NaN before the first."""
    order = np.argsort(answered, kind="stable")
    ends = answered[order]
    known = np.isfinite(ends)
    waits = np.log1p(ends[known] - came[order][known])
    sums = np.concatenate([[0.0], np.cumsum(waits)])
    until = np.searchsorted(ends[known], now, side="left")
    since = np.maximum(0, until - last)
    counted = until - since
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(counted > 0, (sums[until] - sums[since]) / counted, np.nan)


def _flow(came: Floats, answered: Floats, of: Ints) -> Floats:
    """In each group: answers and arrivals of the last hours, how long the last answered had waited, since when none."""
    found = np.full((len(came), len(_PACE_OVER) + len(_RECENT) + 2), np.nan)
    for mine in _groups(of):
        now, ends = came[mine], np.sort(answered[mine])
        done = np.searchsorted(ends, now, side="left")
        paces = [done - np.searchsorted(ends, now - hours, side="left") for hours in _PACE_OVER]
        arrivals = np.arange(len(now)) - np.searchsorted(now, now - _PACE_OVER[1], side="left")
        means = [_mean_of_last(now, answered[mine], now, last) for last in _RECENT]
        quiet = np.where(done > 0, now - ends[np.maximum(done - 1, 0)], np.nan)
        found[mine] = np.column_stack([*paces, arrivals, *means, quiet])
    return found


def _late(came: Floats, answered: Floats, past: Past) -> Floats:
    """Which share of the last mails old enough to tell waited longer than so many hours: of all, class, each trait.

    Open mails count once they are old enough, so these shares do not favour the quick ones.
    """
    columns: list[Floats] = []
    with np.errstate(invalid="ignore"):
        waits = answered - came
    for hours in _LATE_AFTER:
        late = waits > hours
        share = _share(came, late, hours, np.full(len(came), 0.5), 1.0)
        columns.append(share)
        for of in (past.of_class, *past.traits.T):
            own = np.empty(len(came))
            for mine in _groups(of):
                own[mine] = _share(came[mine], late[mine], hours, share[mine], _PRIOR)
            columns.append(own)
    return np.column_stack(columns)


def _share(came: Floats, late: Flags, hours: float, prior: Floats, weight: float) -> Floats:
    """Before each mail, of the last that came more than `hours` earlier: those that were late, drawn to `prior`."""
    until = np.searchsorted(came, came - hours, side="left")
    since = np.maximum(0, until - _LATE_OF)
    sums = np.concatenate([[0.0], np.cumsum(late)])
    counted = until - since
    shares: Floats = (sums[until] - sums[since] + weight * prior) / (counted + weight)
    return shares
