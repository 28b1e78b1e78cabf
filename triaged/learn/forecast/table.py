"""What was learned, written out for every question that is asked: a daemon looks it up and computes nothing.

Each cell is the time a model reads from the state of the desk as it is now, for one class, one stretch of the week that
begins now, and one amount of work ahead.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from triaged.learn.forecast import ahead
from triaged.learn.forecast.abstain import LEAST, Why
from triaged.learn.forecast.censored import quantile
from triaged.learn.forecast.clock import HOUR, WorkClock
from triaged.learn.forecast.features import known_at_arrival
from triaged.learn.forecast.past import Flags, Floats, Ints, Past
from triaged.learn.forecast.plain import window
from triaged.learn.forecast.reading import Reading
from triaged.learn.forecast.replay import learned_with
from triaged.learn.forecast.served import DAILY, at_hours, last_of_class, served_rows, with_work
from triaged.model.forecast import AHEAD, HUNDREDTHS, STRETCH, STRETCHES, Forecast

_MIDDLE = 0.5
_LATE_OF = 2_000
"""Mails that were late, the newest ones, of which the time of a renewal is made."""
_MONDAY = 96.0
"""1970 began on a Thursday: the first Monday midnight, in hours."""
_WEEK = 168.0
_OF_CLASS = 20
"""Mails of a class in the window, before it has a line of its own."""
_MOST_MINUTES = 3660 * 24 * 60


def table(past: Past, clock: WorkClock, level: float, now: datetime, calendar: str) -> Forecast:
    """What `past` had taught at `now`; mails after it must not be in it. Needs sklearn from 500 answers on.

    The classes of `past` are the urgencies, the most urgent first.
    """
    hours = now.timestamp() / HOUR
    answers = int(np.isfinite(past.replied).sum())
    made = Forecast(level=level, calendar=calendar, made_at=now.astimezone(UTC), answers=answers)
    if answers < LEAST:
        return _silent(made, f"{answers} of {LEAST} answers known")
    asked = _with_one_more(past, hours)
    reading, due = learned_with(asked, clock, level, DAILY)
    if reading.why is not None:
        return _silent(made, reading.why.value if reading.why is not Why.FEW else f"{answers} of {LEAST} answers known")
    cells = _Cells.of(asked, clock, hours)
    seen = _Seen.of(asked, clock, hours)
    return Forecast(
        level=level,
        calendar=calendar,
        made_at=made.made_at,
        answers=answers,
        waits=_minutes(cells.waits(reading, clock)),
        middle=_minutes(cells.middle(reading, seen, clock)),
        late=_minutes(np.array([_late(asked, due, clock, hours, level)]))[0],
        within=seen.lines(),
    )


def _silent(made: Forecast, why: str) -> Forecast:
    return Forecast(level=made.level, calendar=made.calendar, made_at=made.made_at, answers=made.answers, why=why)


def _with_one_more(past: Past, hours: float) -> Past:
    """The log with a mail that arrives now: what was learned is asked for as of its arrival."""
    return Past(
        arrived=np.append(past.arrived, max(hours, past.arrived[-1])),
        replied=np.append(past.replied, np.inf),
        of_class=np.append(past.of_class, past.of_class[-1]),
        classes=past.classes,
        traits=np.zeros((len(past) + 1, 0), dtype=np.int64),
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Cells:
    """A row for each cell, in the order of the table: its features, its class and its arrival in worked hours."""

    rows: Floats
    of_class: Ints
    came: Floats

    @classmethod
    def of(cls, asked: Past, clock: WorkClock, hours: float) -> "_Cells":
        known, of_class = known_at_arrival(asked, clock)[:-1], asked.of_class[:-1]
        arrived = _stretches(hours)
        rows, classes, came = [], [], []
        for each in range(len(asked.classes)):
            row, pace = last_of_class(of_class, known, each)
            grid = np.repeat(at_hours(np.tile(row, (STRETCHES, 1)), arrived), len(AHEAD), axis=0)
            rows.append(with_work(grid, np.full(len(grid), pace), np.tile(np.array(AHEAD, float), STRETCHES)))
            classes.append(np.full(len(grid), each, dtype=np.int64))
            came.append(np.repeat(clock.at(arrived), len(AHEAD)))
        return cls(rows=np.vstack(rows), of_class=np.concatenate(classes), came=np.concatenate(came))

    def waits(self, reading: Reading, clock: WorkClock) -> Floats:
        """Worked hours that the level asked for meets."""
        curves = None if reading.model is None else reading.model.curves(self.rows, self.came, clock)
        return reading.waits(self.rows[:, -1], self.of_class, curves)

    def middle(self, reading: Reading, seen: "_Seen", clock: WorkClock) -> Floats:
        """Worked hours that half of the mails meet, where half of the last month's would have."""
        curves = _middle(reading, self.rows, self.came, clock)
        factors = seen.factors(_middle(reading, seen.rows, seen.came, clock))
        return np.minimum(ahead.bounds(curves, self.of_class, factors), reading.cap)


def _middle(reading: Reading, rows: Floats, came: Floats, clock: WorkClock) -> Floats:
    """Worked hours that half of the mails meet, as the model says it, else the work ahead."""
    if reading.model is None:
        return rows[:, -1]
    half = np.full(len(rows), -np.log(_MIDDLE))
    return np.maximum(reading.model.curves(rows, came, clock).waits(half), 1 / 60)


def _stretches(hours: float) -> Floats:
    """The middle of each stretch of the week, the first one that is still to come."""
    middles = _MONDAY + STRETCH * np.arange(STRETCHES) + STRETCH / 2
    weeks = np.ceil((hours - middles) / _WEEK)
    moments: Floats = middles + weeks * _WEEK
    return moments


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Seen:
    """The last month's mails as they stand now."""

    rows: Floats
    came: Floats
    waits: Floats
    answered: Flags
    of_class: Ints
    classes: int

    @classmethod
    def of(cls, asked: Past, clock: WorkClock, hours: float) -> "_Seen":
        last = len(asked) - 1
        mails = slice(window(asked.arrived, last), last)
        answered = asked.replied[mails] <= hours
        ends = clock.at(np.where(answered, asked.replied[mails], asked.arrived[last]))
        came = clock.at(asked.arrived[mails])
        return cls(
            rows=served_rows(asked, clock)[mails],
            came=came,
            waits=ends - came,
            answered=answered,
            of_class=asked.of_class[mails],
            classes=len(asked.classes),
        )

    def factors(self, middle: Floats) -> dict[int, float]:
        """By class, the multiple of `middle` that half of the mails met."""
        return ahead.factors(self.waits, self.answered, middle, self.of_class, _MIDDLE)

    def lines(self) -> tuple[tuple[int, ...], ...]:
        """For each class, within what 1 to 99 of 100 mails were answered; where it has few, those of all."""
        found = []
        for each in range(self.classes):
            mine = self.of_class == each
            which = mine if int(mine.sum()) >= _OF_CLASS else np.ones(len(mine), dtype=np.bool_)
            shares = [
                quantile(self.waits[which], self.answered[which], percent / 100) for percent in range(1, HUNDREDTHS + 1)
            ]
            found.append(_minutes(np.array(shares)))
        return tuple(found)


def _late(asked: Past, due: Floats, clock: WorkClock, hours: float, level: float) -> float:
    """Worked hours within which `level` of the mails that were late were answered, from when they were.

    Infinite where fewer than 60 were late.
    """
    late = np.flatnonzero((due <= hours) & (asked.replied > due))[-_LATE_OF:]
    if len(late) < LEAST:
        return float("inf")
    answered = asked.replied[late] <= hours
    ends = clock.at(np.where(answered, asked.replied[late], hours))
    return quantile(ends - clock.at(due[late]), answered, level)


def _minutes(worked: Floats) -> tuple[int, ...]:
    """Whole minutes, rounded up; -1 where it is not known."""
    known = np.isfinite(worked)
    minutes = np.ceil(np.where(known, worked, 0.0) * 60.0 - 1e-6)
    return tuple(int(each) for each in np.where(known & (minutes <= _MOST_MINUTES), minutes, -1))
