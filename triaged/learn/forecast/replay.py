"""What would have been forecast, mail by mail in the order they arrived, from what was known at each moment?

Nothing of the future: at a mail's arrival an answer that came later is an open mail. The model is learned again as the
log grows, the calibration every few mails.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from triaged.learn.forecast import ahead
from triaged.learn.forecast.abstain import Why, why_not
from triaged.learn.forecast.calibrate import Outstanding, Step, needed
from triaged.learn.forecast.censored import quantile
from triaged.learn.forecast.clock import WorkClock
from triaged.learn.forecast.curves import Curves
from triaged.learn.forecast.features import known_at_arrival
from triaged.learn.forecast.model import STEPS, WaitModel, fit
from triaged.learn.forecast.past import Flags, Floats, Past
from triaged.learn.forecast.plain import window

MODEL_FROM = 500
"""Answers; with fewer the work ahead is the forecast."""
_BATCH = 25
_BATCH_HOURS = 24.0
_GROWTH, _LEAST_NEW, _MOST_NEW = 0.25, 250, 1500
_HISTORY = 10_000
"""Mails that a model learns from, the last ones."""
_CAP = 20.0
"""Times what is promised without looking at the mail."""
_FLOOR = 3.0
"""The work ahead is a floor under the model, which so many times as many mails may miss."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Replayed:
    """For each mail `due`, the moment in hours since 1970 (NaN where nothing is said), and `why` nothing is said."""

    due: Floats
    why: tuple[Why | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Window:
    """The mails of the last month as they stood when a batch arrived: mails `first` to before `last`."""

    first: int
    last: int
    ages: Floats
    waits: Floats
    answered: Flags

    @property
    def mails(self) -> slice:
        return slice(self.first, self.last)


def replay(past: Past, clock: WorkClock, level: float, *, progress: Progress = lambda _done, _all: None) -> Replayed:
    """All forecasts of a log: moments that the share `level` of mails meets. Needs sklearn from 500 answers on."""
    run = _Run(past, clock, level)
    for first, last in _batches(past.arrived):
        run.say(first, last)
        progress(last, len(past))
    return Replayed(due=run.due, why=tuple(run.why))


def _batches(arrived: Floats) -> Iterator[tuple[int, int]]:
    """Mails that share a calibration: at most 25, of at most a day."""
    first = 0
    while first < len(arrived):
        until = int(np.searchsorted(arrived, arrived[first] + _BATCH_HOURS))
        last = min(max(until, first + 1), first + _BATCH)
        yield first, last
        first = last


class _Run:
    """One replay on its way: all that is asked is of mails before the batch."""

    def __init__(self, past: Past, clock: WorkClock, level: float) -> None:
        self._past, self._clock, self._level = past, clock, level
        self._rows = known_at_arrival(past, clock)
        self._came, self._answered = clock.at(past.arrived), clock.at(past.replied)
        self._ends = np.sort(past.replied)
        self._model: WaitModel | None = None
        self._modelled = self._next_fit = 0
        shape = (len(past), STEPS + 1)
        self._curves = Curves(steps=np.zeros(shape), hazard=np.zeros(shape))
        self._step, self._outstanding = Step.first(level), Outstanding()
        self.due = np.full(len(past), np.nan)
        self.why: list[Why | None] = []

    def say(self, first: int, last: int) -> None:
        """The forecasts of the mails from `first` to before `last`."""
        now = self._past.arrived[first]
        self._step = self._outstanding.passed(now, self._step)
        answers = int(np.searchsorted(self._ends, now, side="left"))
        if answers > MODEL_FROM and first >= self._next_fit:
            self._learn(first)
        if self._model is not None:
            curves = self._model.curves(self._rows[first:last], self._came[first:last], self._clock)
            self._curves.steps[first:last], self._curves.hazard[first:last] = curves.steps, curves.hazard
        seen = self._window(first)
        why = why_not(answers, seen.ages, seen.waits, seen.answered, self._level)
        if why is not None:
            self.why += [why] * (last - first)
            return
        due = self._clock.when(self._came[first:last] + self._bounds(seen, slice(first, last)))
        known = np.isfinite(due)
        self.due[first:last] = np.where(known, due, np.nan)
        self.why += [None if each else Why.UNKNOWN for each in known]
        for each in np.flatnonzero(known):
            self._outstanding.add(float(due[each]), float(self._past.replied[first + each]))

    def _window(self, first: int) -> _Window:
        begin, now = window(self._past.arrived, first), self._came[first]
        came, answered = self._came[begin:first], self._past.replied[begin:first] <= self._past.arrived[first]
        waits = np.where(answered, self._answered[begin:first], now) - came
        return _Window(first=begin, last=first, ages=now - came, waits=waits, answered=answered)

    def _learn(self, first: int) -> None:
        seen, now = slice(max(0, first - _HISTORY), first), self._came[first]
        answered = np.where(self._past.replied[seen] <= self._past.arrived[first], self._answered[seen], np.inf)
        if self._model is None:
            # What the work ahead alone had promised says nothing about the model.
            self._modelled, self._outstanding = first, Outstanding()
            self._step = Step.first(self._level)
        self._model = fit(self._rows[seen], self._came[seen], answered, now, self._clock)
        self._next_fit = first + int(np.clip(_GROWTH * first, _LEAST_NEW, _MOST_NEW))

    def _bounds(self, seen: _Window, asked: slice) -> Floats:
        """Worked hours for each mail of the batch; infinite where nothing can be said."""
        work, of_class, aim = self._rows[:, -1], self._past.of_class, self._step.aim
        level = 1.0 - (aim if self._model is None else min(1.0, _FLOOR * (1.0 - self._level)))
        factors = ahead.factors(seen.waits, seen.answered, work[seen.mails], of_class[seen.mails], level)
        bounds = ahead.bounds(work[asked], of_class[asked], factors)
        if self._model is not None:
            floor = np.where(np.isfinite(bounds), bounds, 0.0)
            bounds = np.maximum(self._curves_at(asked).waits(self._hazards(seen, asked)), floor)
        cap = _CAP * quantile(seen.waits, seen.answered, self._level)
        return np.minimum(bounds, cap)

    def _hazards(self, seen: _Window, asked: slice) -> Floats:
        """The hazard at which each mail's curve is read, from what the window's mails had passed."""
        skipped = max(0, self._modelled - seen.first)
        mails = slice(seen.first + skipped, seen.last)
        passed = self._curves_at(mails).passed(seen.waits[skipped:])
        by_class = needed(passed, seen.answered[skipped:], self._past.of_class[mails], self._step.aim)
        return np.array([by_class.get(int(each), by_class[-1]) for each in self._past.of_class[asked]])

    def _curves_at(self, mails: slice) -> Curves:
        return Curves(steps=self._curves.steps[mails], hazard=self._curves.hazard[mails])
