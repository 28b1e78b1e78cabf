"""How well does learning judge? A model is tested on labels that it has not seen."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np
import numpy.typing as npt

from triaged.learn.figures import Figures, figures_of
from triaged.learn.labels import Example, Task, numbers
from triaged.learn.train import learned

FOLDS = 5


def cross_validated(
    examples: Sequence[Example], task: Task, now: datetime, *, progress: Callable[[int], None] = lambda _: None
) -> Figures:
    """Learn from four fifths, judge the fifth, five times. The examples are those of the task, in any order.

    `progress` hears how many fifths are done. Folds hold each class in the same shares. When labels became known plays
    no part: a file may be in any order.
    """
    examples = _shuffled(examples, now)
    truth = numbers(examples, task)
    fold = folds_of(truth)
    said = np.zeros((truth.size, len(task.classes)))
    for one in range(FOLDS):
        seen = [each for each, place in zip(examples, fold, strict=True) if place != one]
        model = learned(seen, task, now, held=len(seen) // 5)
        for row in np.flatnonzero(fold == one).tolist():
            each = examples[row]
            said[row] = model.probabilities(each.text, prior=each.prior, vector=each.vector)
        progress(one + 1)
    return figures_of(said, truth, task)


def _shuffled(examples: Sequence[Example], now: datetime) -> list[Example]:
    """The same examples as if they had become known in another order, the same one every time."""
    order = np.random.default_rng(0).permutation(len(examples)).tolist()
    return [replace(examples[row], at=now - timedelta(seconds=place)) for place, row in enumerate(order)]


def folds_of(truth: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Each row's fold: the rows of a class go to the folds in turn."""
    fold = np.zeros(truth.size, dtype=np.int64)
    for one in np.unique(truth):
        rows = np.flatnonzero(truth == one)
        fold[rows] = np.arange(rows.size) % FOLDS
    return fold
