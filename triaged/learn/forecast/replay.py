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
from triaged.learn.forecast.reading import Reading

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
Look = Callable[[Past, WorkClock], Floats]
Batches = Callable[[Floats], Iterator[tuple[int, int]]]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """What is known of each mail when it arrives, and which mails share a calibration, by their arrivals."""

    look: Look
    batches: Batches


def replay(
    past: Past, clock: WorkClock, level: float, *, way: Way | None = None, progress: Progress = lambda _done, _all: None
) -> Replayed:
    """All forecasts of a log: moments that the share `level` of mails meets. Needs sklearn from 500 answers on.

    `way`: AT_ARRIVAL, where it is not said.
    """
    way = way or AT_ARRIVAL
    run = _Run(past, clock, level, way.look)
    for first, last in way.batches(past.arrived):
        run.say(first, last)
        progress(last, len(past))
    return Replayed(due=run.due, why=tuple(run.why))


def learned(past: Past, clock: WorkClock, level: float) -> Reading:
    """What the mails before the last one had taught when it arrived, for it and for those that follow."""
    return learned_with(past, clock, level, AT_ARRIVAL)[0]


def learned_with(past: Past, clock: WorkClock, level: float, way: Way) -> tuple[Reading, Floats]:
    """The same, and what had been said of the mails before: moments, NaN where nothing was and for the last one."""
    run, last = _Run(past, clock, level, way.look), len(past) - 1
    for first, until in way.batches(past.arrived[:last]):
        run.say(first, until)
    return run.reading(last), run.due


def _few_at_once(arrived: Floats) -> Iterator[tuple[int, int]]:
    """At most 25 mails, of at most a day."""
    first = 0
    while first < len(arrived):
        until = int(np.searchsorted(arrived, arrived[first] + _BATCH_HOURS))
        last = min(max(until, first + 1), first + _BATCH)
        yield first, last
        first = last


AT_ARRIVAL = Way(look=known_at_arrival, batches=_few_at_once)
"""Each mail is asked for when it arrives: the best that can be said of it."""


class _Run:
    """One replay on its way: all that is asked is of mails before the batch."""

    def __init__(self, past: Past, clock: WorkClock, level: float, look: Look) -> None:
        self._past, self._clock, self._level = past, clock, level
        self._rows = look(past, clock)
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
        reading = self.reading(first)
        new = slice(first, last)
        curves = None
        if reading.model is not None:
            curves = reading.model.curves(self._rows[new], self._came[new], self._clock)
            self._curves.steps[new], self._curves.hazard[new] = curves.steps, curves.hazard
        if reading.why is not None:
            self.why += [reading.why] * (last - first)
            return
        waits = reading.waits(self._rows[new, -1], self._past.of_class[new], curves)
        due = self._clock.when(self._came[new] + waits)
        known = np.isfinite(due)
        self.due[new] = np.where(known, due, np.nan)
        self.why += [None if each else Why.UNKNOWN for each in known]
        for each in np.flatnonzero(known):
            self._outstanding.add(float(due[each]), float(self._past.replied[first + each]))

    def reading(self, at: int) -> Reading:
        """What the mails before `at` taught when it arrived."""
        now = self._past.arrived[at]
        self._step = self._outstanding.passed(now, self._step)
        answers = int(np.searchsorted(self._ends, now, side="left"))
        if answers > MODEL_FROM and at >= self._next_fit:
            self._learn(at)
        seen = self._window(at)
        why = why_not(answers, seen.ages, seen.waits, seen.answered)
        if why is not None:
            return Reading(why=why, model=self._model, hazards={}, factors={}, cap=0.0)
        return Reading(
            why=None,
            model=self._model,
            hazards={} if self._model is None else self._hazards(seen),
            factors=self._factors(seen),
            cap=_CAP * quantile(seen.waits, seen.answered, self._level),
        )

    def _window(self, first: int) -> _Window:
        begin, now = window(self._past.arrived, first), self._came[first]
        came, answered = self._came[begin:first], self._past.replied[begin:first] <= self._past.arrived[first]
        waits = np.where(answered, self._answered[begin:first], now) - came
        return _Window(first=begin, last=first, ages=now - came, waits=waits, answered=answered)

    def _learn(self, first: int) -> None:
        """The model anew from the last mails, unless too few of them are answered."""
        seen, now = slice(max(0, first - _HISTORY), first), self._came[first]
        answered = np.where(self._past.replied[seen] <= self._past.arrived[first], self._answered[seen], np.inf)
        self._next_fit = first + int(np.clip(_GROWTH * first, _LEAST_NEW, _MOST_NEW))
        if int(np.isfinite(answered).sum()) < _LEAST_NEW:
            return
        if self._model is None:
            # What the work ahead alone had promised says nothing about the model.
            self._modelled, self._outstanding = first, Outstanding()
            self._step = Step.first(self._level)
        self._model = fit(self._rows[seen], self._came[seen], answered, now, self._clock)

    def _factors(self, seen: _Window) -> dict[int, float]:
        """Those of the forecast itself, or with a model those of the floor under it."""
        missed = self._step.aim if self._model is None else min(1.0, _FLOOR * (1.0 - self._level))
        work, of_class = self._rows[seen.mails, -1], self._past.of_class[seen.mails]
        return ahead.factors(seen.waits, seen.answered, work, of_class, 1.0 - missed)

    def _hazards(self, seen: _Window) -> dict[int, float]:
        """The hazard at which each class's curves are read, from what the window's mails had passed."""
        skipped = max(0, self._modelled - seen.first)
        mails = slice(seen.first + skipped, seen.last)
        curves = Curves(steps=self._curves.steps[mails], hazard=self._curves.hazard[mails])
        passed = curves.passed(seen.waits[skipped:])
        return needed(passed, seen.answered[skipped:], self._past.of_class[mails], self._step.aim)
