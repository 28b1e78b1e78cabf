"""How cautious must the curves be read, so that the share that was asked for is really met?

Two corrections. `needed`: the hazard that so many of the last month's mails had passed when they were answered,
measured on forecasts made before the answers were known, open mails counted as still waiting; of a class, as far as it
has enough of them. `Step`: the share of broken promises that is aimed at moves against those that broke. A promise
counts only when its time has passed, never at the answer: kept ones are known sooner than broken ones and would loosen
the aim.
"""

from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Self

import numpy as np

from triaged.learn.forecast.censored import quantile
from triaged.learn.forecast.past import Flags, Floats, Ints

ENOUGH = 60
"""Forecasts of the window, before they correct anything."""
_OF_CLASS = 20
_PRIOR = 200.0
"""A class is drawn to all as if so many of its mails had been like all."""
_LEAST, _MOST = 0.75, 1.6
"""The hazard asked for is between so many times what the model itself says."""
_GAIN = 0.005
_DAMPING = 0.5
_LEAST_AIM, _MOST_AIM = 0.8, 2.0


def needed(passed: Floats, answered: Flags, of_class: Ints, aim: float) -> dict[int, float]:
    """By class, the hazard at which to read the curves so that the share `aim` is missed; -1 is of all.

    `passed`: the hazard each mail of the window had passed at its answer, or now. Where the open ones do not let us
    know, it is the model's own.
    """
    own = -np.log(aim)

    def of(which: Flags) -> float:
        found = quantile(passed[which], answered[which], 1.0 - aim)
        return float(np.clip(found, _LEAST * own, _MOST * own)) if np.isfinite(found) else float(own)

    everything = np.ones(len(passed), dtype=np.bool_)
    if len(passed) < ENOUGH:
        return {-1: float(own)}
    found = {-1: of(everything)}
    for each in np.unique(of_class):
        mine = of_class == each
        count = int(mine.sum())
        if count >= _OF_CLASS:
            found[int(each)] = (count * of(mine) + _PRIOR * found[-1]) / (count + _PRIOR)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The share of broken promises aimed at now, when `wanted` are wanted in the long run."""

    wanted: float
    aim: float

    @classmethod
    def first(cls, level: float) -> Self:
        """Before anything was seen."""
        return cls(wanted=1.0 - level, aim=1.0 - level)

    def after(self, *, broken: bool, waiting: int) -> Self:
        """When the time of one promise has passed and `waiting` others' have not.

        The more of them wait, the smaller the step: what was aimed at is seen that much later, and large steps would
        swing.
        """
        gain = min(_GAIN, _DAMPING / max(1, waiting))
        aim = self.aim + gain * (self.wanted - broken)
        return type(self)(wanted=self.wanted, aim=min(_MOST_AIM * self.wanted, max(_LEAST_AIM * self.wanted, aim)))


class Outstanding:
    """The promises whose time has not passed yet."""

    def __init__(self) -> None:
        self._due: list[tuple[float, bool]] = []

    def add(self, due: float, replied: float) -> None:
        """A promise for the moment `due`, and when the answer came; it is looked at when `due` has passed."""
        heappush(self._due, (due, replied > due))

    def passed(self, now: float, step: Step) -> Step:
        """`step` after every promise whose time was up to `now`."""
        while self._due and self._due[0][0] <= now:
            _, broken = heappop(self._due)
            step = step.after(broken=broken, waiting=len(self._due))
        return step
