"""Is a new model good enough to replace what is there? Only on labels that neither has seen."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from triaged.learn.labels import Example, Task, numbers
from triaged.learn.metrics import auc, confusion, macro_f1
from triaged.learn.model import Model, rank_of

SHARE = 0.2
"""Of all labels are held out for the first model: the newest."""
LEAST = 25
"""Labels below which nothing is learned."""
LEAST_HELD = 10
"""Labels that are held out at least, and new ones since the current model."""
MOST_HELD = 1_000


def held_out(examples: Sequence[Example], current: Model | None) -> int:
    """How many of the newest examples (in the order of time) are held out; 0 where there are too few to judge by.

    With a current model they are those it has not seen, but a fifth of all and MOST_HELD at most.
    """
    if len(examples) < LEAST:
        return 0
    most = min(MOST_HELD, max(LEAST_HELD, round(SHARE * len(examples))))
    if current is None:
        return most
    unseen = sum(each.at > current.card.until for each in examples)
    return 0 if unseen < LEAST_HELD else min(most, unseen)


def score(probabilities: npt.NDArray[np.float64], truth: npt.NDArray[np.int64], task: Task) -> float:
    """How good judgements are, 0 to 1: of an ordered task how well they rank, else macro-F1. NaN: all alike."""
    if task.ordered:
        return order([rank_of(row) for row in probabilities], truth)
    return macro_f1(confusion(truth, probabilities.argmax(axis=1), len(task.classes)))


def order(ranks: npt.ArrayLike, truth: npt.NDArray[np.int64]) -> float:
    """The mean, over the borders between classes that occur, of the share of pairs in order."""
    borders = range(int(truth.min()) + 1, int(truth.max()) + 1)
    found = [auc(truth >= border, ranks) for border in borders]
    return float(np.mean(found)) if found else float("nan")


def before(examples: Sequence[Example], task: Task, current: Model | None) -> float:
    """How good what is there is on these: the current model, or day one, or (where that is not known) chance."""
    truth = numbers(examples, task)
    if current is not None and current.task == task:
        return score(np.stack([_said(each, current) for each in examples]), truth, task)
    if all(each.day_one in task.classes for each in examples):
        named = np.array([task.classes.index(each.day_one) for each in examples])
        return macro_f1(confusion(truth, named, len(task.classes)))
    if any(not each.prior for each in examples):
        return order(np.zeros(truth.size), truth) if task.ordered else 0.0
    opinions = np.array([each.prior for each in examples])
    if task.ordered:
        return order(opinions[:, 0], truth)
    return macro_f1(confusion(truth, opinions.argmax(axis=1), len(task.classes)))


def _said(example: Example, model: Model) -> npt.NDArray[np.float64]:
    """What a model says, starting from what it learned to start from: with sentences, or by words alone."""
    prior = example.prior if model.card.sentences or not example.by_words else example.by_words
    return model.probabilities(example.text, prior=prior, vector=example.vector)
