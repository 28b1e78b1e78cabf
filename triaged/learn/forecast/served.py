"""What a mail is judged by when nobody computes at its arrival: yesterday's state of the desk, and three live facts.

A daemon that reads mail asks a table (triaged/model/forecast.py), not a model. So the model is taught, calibrated and
replayed on what the table knows: the features of the last mail of the class before this day began (UTC), and of the
mail itself only its class, its stretch of the week and how many open mails of equal or higher class lie before it.
Classes count by their number: 0 is the highest.
"""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from triaged.learn.forecast.clock import WorkClock
from triaged.learn.forecast.features import hour_of_week, known_at_arrival
from triaged.learn.forecast.past import Floats, Ints, Past
from triaged.learn.forecast.replay import Way
from triaged.model.forecast import AHEAD, STRETCH

_DAY = 24.0
_HOUR, _AHEAD, _REST = 0, 3, slice(4, 7)
"""Columns of `known_at_arrival`: the hour, the work ahead; of what else waits nothing is known live."""
_BORDERS = np.array(AHEAD, dtype=np.float64)


def served_rows(past: Past, clock: WorkClock) -> Floats:
    """As `known_at_arrival`, as far as a table knows it."""
    rows = known_at_arrival(past, clock)
    ahead = _open_before(clock.at(past.arrived), clock.at(past.replied), past.of_class)
    pace = _pace(rows)
    known = _last_known(past)
    served = at_hours(rows[known], past.arrived)
    served[:, 2] = past.of_class
    return with_work(served, pace[known], ahead)


def _pace(rows: Floats) -> Floats:
    """Answers a worked hour, as the estimate of the work ahead has them."""
    return (rows[:, _AHEAD] + 1.0) / rows[:, -1]


def at_hours(rows: Floats, moments: Floats) -> Floats:
    """The rows as of mails that arrive at these moments; the hour is the middle of its stretch."""
    moved = rows.copy()
    moved[:, :2] = hour_of_week(moments)
    moved[:, _HOUR] = np.floor(moved[:, _HOUR] / STRETCH) * STRETCH + STRETCH / 2
    return moved


def with_work(rows: Floats, pace: Floats, ahead: Floats) -> Floats:
    """The rows with so many mails before them, rounded up to a border."""
    at = np.clip(np.searchsorted(_BORDERS, ahead, side="left"), 0, len(AHEAD) - 1)
    moved = rows.copy()
    moved[:, _AHEAD] = _BORDERS[at]
    moved[:, _REST] = np.nan
    moved[:, -1] = (_BORDERS[at] + 1.0) / pace
    return moved


def last_of_class(of_class: Ints, rows: Floats, each: int) -> tuple[Floats, float]:
    """The features of the class's last mail, of the last mail where it has none, and the pace in it."""
    mine = np.flatnonzero(of_class == each)
    row = rows[mine[-1] if len(mine) else -1].copy()
    row[2] = each
    return row, float(_pace(row[None, :])[0])


def _last_known(past: Past) -> Ints:
    """For each mail the last one of its class before its day, else the last of all, else the first mail."""
    until = np.searchsorted(past.arrived, np.floor(past.arrived / _DAY) * _DAY, side="left")
    known = np.maximum(until - 1, 0)
    for each in np.unique(past.of_class):
        mine = np.flatnonzero(past.of_class == each)
        before = np.searchsorted(mine, until[mine], side="left")
        known[mine] = np.where(before > 0, mine[np.maximum(before - 1, 0)], known[mine])
    return known


def _days(arrived: Floats) -> Iterator[tuple[int, int]]:
    """The mails of each day, UTC."""
    borders = np.flatnonzero(np.diff(np.floor(arrived / _DAY))) + 1
    edges = [0, *(int(each) for each in borders), len(arrived)]
    yield from ((first, last) for first, last in pairwise(edges) if first < last)


DAILY = Way(look=served_rows, batches=_days)
"""Each mail is looked up in a table that was learned when its day began."""


def _open_before(came: Floats, answered: Floats, of_class: Ints) -> Floats:
    """How many mails of equal or higher class were open when each came."""
    found = np.zeros(len(came))
    for each in range(int(of_class.max(initial=0)) + 1):
        at_least = of_class <= each
        ends = np.sort(answered[at_least])
        mine = np.flatnonzero(of_class == each)
        rank = np.searchsorted(np.flatnonzero(at_least), mine)
        found[mine] = rank - np.searchsorted(ends, came[mine], side="left")
    return np.maximum(found, 0.0)
