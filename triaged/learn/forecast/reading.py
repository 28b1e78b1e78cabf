"""What a log taught by a moment, and by when it says that the next mails are answered. Asked with numpy alone."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from triaged.learn.forecast import ahead
from triaged.learn.forecast.abstain import Why
from triaged.learn.forecast.clock import WorkClock
from triaged.learn.forecast.curves import Curves
from triaged.learn.forecast.features import known_at_arrival
from triaged.learn.forecast.model import WaitModel
from triaged.learn.forecast.past import Floats, Ints, Past

_SOONEST = 1 / 60
"""A worked minute: what comes while we are closed is not foretold for the closing before it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reading:
    """`why` nothing is said, None where something is; then the rest counts.

    `model` and `hazards`, by class the hazard at which its curves are read: from 500 answers on. `factors`: by class
    the multiple of the work ahead, the forecast or a floor under the model's. -1 is of all classes. `cap`: worked hours
    beyond which nothing is told later.
    """

    why: Why | None
    model: WaitModel | None
    hazards: Mapping[int, float]
    factors: Mapping[int, float]
    cap: float

    def waits(self, work: Floats, of_class: Ints, curves: Curves | None) -> Floats:
        """Worked hours for each mail; infinite where nothing can be said.

        `work`: worked hours until the work ahead of it is done. `curves`: the model's, None without one.
        """
        found = ahead.bounds(work, of_class, self.factors)
        if curves is not None:
            floor = np.where(np.isfinite(found), found, 0.0)
            read_at = np.array([self.hazards.get(int(each), self.hazards[-1]) for each in of_class])
            found = np.maximum(curves.waits(read_at), floor)
        return np.maximum(np.minimum(found, self.cap), _SOONEST)

    def next_mails(self, past: Past, clock: WorkClock, count: int) -> tuple[float | None, ...]:
        """By when the last `count` mails of `past` are answered, hours since 1970; None where nothing is said.

        `past` holds what is known now: the mails of the log that taught, what happened since, and last the new mails,
        which are open.
        """
        if self.why is not None:
            return (None,) * count
        new, came = slice(len(past) - count, len(past)), clock.at(past.arrived)
        rows = known_at_arrival(past, clock)[new]
        curves = None if self.model is None else self.model.curves(rows, came[new], clock)
        due = clock.when(came[new] + self.waits(rows[:, -1], past.of_class[new], curves))
        return tuple(float(each) if np.isfinite(each) else None for each in due)
