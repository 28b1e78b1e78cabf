"""How likely is an answer in the next hours, given that there is none yet? A hazard model by boosted trees.

The time after a mail's arrival is cut into steps, short ones first. For each step that a mail has lived through, the
model learns whether the answer came in it. A mail that is still open teaches that nothing came so far, and nothing
about later: so open mails are neither left out nor taken for slow. sklearn grows the trees (`fit`); asking them needs
numpy.
"""

from dataclasses import dataclass

import numpy as np

from triaged.learn.forecast.clock import WorkClock
from triaged.learn.forecast.curves import Curves
from triaged.learn.forecast.features import hour_of_week
from triaged.learn.forecast.past import Floats, Ints
from triaged.learn.forecast.trees import Trees, grown

STEPS = 24
_LEAST, _MOST = 1e-4, 1.0 - 1e-6
"""The chance of an answer in one step: a curve always rises, and never ends."""
_ROUNDS, _RATE, _LEAVES, _STEPS_A_LEAF = 40, 0.05, 6, 500
"""Few, small trees: those that fit the past more closely were too sure of what came next."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WaitModel:
    """`steps`: the STEPS + 1 borders in worked hours, from 0. `trees`: of rows of `_design`."""

    steps: Floats
    trees: Trees

    def curves(self, rows: Floats, came: Floats, clock: WorkClock) -> Curves:
        """What the model says of mails with these features that came at these worked hours."""
        steps = np.tile(np.arange(STEPS), len(rows))
        each = np.repeat(np.arange(len(rows)), STEPS)
        odds = self.trees.ask(_design(rows[each], came[each], steps, self.steps, clock))
        chance = np.clip(1.0 / (1.0 + np.exp(-odds)), _LEAST, _MOST).reshape(len(rows), STEPS)
        hazard = np.cumsum(-np.log1p(-chance), axis=1)
        return Curves(steps=np.tile(self.steps, (len(rows), 1)), hazard=np.hstack([np.zeros((len(rows), 1)), hazard]))


def fit(rows: Floats, came: Floats, answered: Floats, now: float, clock: WorkClock) -> WaitModel:
    """The model as it could be learned at the worked hour `now`: answers after it count as not there yet.

    `rows`: the features of mails that came at the worked hours `came`, all before `now`.
    """
    seen = answered <= now
    waits = np.minimum(answered, now) - came
    steps = _steps(waits[seen], float(waits.max()))
    last = np.clip(np.searchsorted(steps, waits, side="right") - 1, 0, STEPS - 1)
    lived = np.where(seen, last + 1, last)
    each = np.repeat(np.arange(len(waits)), lived)
    step = np.arange(len(each)) - np.repeat(np.cumsum(lived) - lived, lived)
    came_then = (step == last[each]) & seen[each]
    design = _design(rows[each], came[each], step, steps, clock)
    trees = grown(design, came_then, rounds=_ROUNDS, rate=_RATE, leaves=_LEAVES, in_a_leaf=_STEPS_A_LEAF)
    return WaitModel(steps=steps, trees=trees)


def _steps(waits: Floats, longest: float) -> Floats:
    """Borders: where most answers come, by their quantiles; from there to the longest wait, each longer."""
    dense = np.quantile(waits, np.linspace(0.1, 0.8, STEPS // 3))
    start = max(0.05, float(dense[-1]))
    tail = np.geomspace(start, max(longest, 2 * start), STEPS - STEPS // 3)
    borders = np.unique(np.round(np.concatenate([[0.0], dense, tail]), 4))
    missing = STEPS + 1 - len(borders)
    return np.concatenate([borders, borders[-1] * 1.5 ** np.arange(1, missing + 1)])


def _design(rows: Floats, came: Floats, step: Ints, steps: Floats, clock: WorkClock) -> Floats:
    """A mail's features with those of one step: which, how it lies to the work ahead, and its time of the week."""
    begins, ends = steps[step], steps[step + 1]
    middle = (begins + ends) / 2
    return np.column_stack(
        [
            rows,
            step,
            np.log((middle + 0.05) / (rows[:, -1] + 0.05)),
            hour_of_week(clock.when(came + begins)),
            hour_of_week(clock.when(came + ends)),
        ]
    )
