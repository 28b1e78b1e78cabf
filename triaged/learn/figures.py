"""The figures of a judgement: of a model's probabilities, or of day one's ranking."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from triaged.learn.labels import Task
from triaged.learn.metrics import (
    Bin,
    Ints,
    accuracy,
    auc,
    calibration_error,
    confusion,
    kappa,
    macro_f1,
    recall_within,
    reliability,
)
from triaged.learn.model import rank_of

BUDGET = 0.1
"""The share of mails that may be shown as pressing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What was measured; None where it cannot be said. Shares, 0 to 1.

    `auc` is of the highest class of an ordered task against the rest, of a topic the mean of each against the rest.
    `recall` is how many of the highest class are among the tenth that ranks highest, `possible` how many could be.
    """

    task: str
    classes: tuple[str, ...]
    mails: int
    how: str
    auc: float | None
    recall: float | None
    possible: float | None
    accuracy: float | None
    macro_f1: float | None
    kappa: float | None
    calibration_error: float | None
    confusion: tuple[tuple[int, ...], ...]
    reliability: tuple[Bin, ...]

    def as_json(self) -> dict[str, Any]:
        """For `--json`."""
        told = {name: getattr(self, name) for name in self.__slots__ if name != "reliability"}
        bins = [{"mails": one.count, "sure": one.sure, "right": one.right} for one in self.reliability]
        return {**told, "reliability": bins}


def figures_of(probabilities: npt.NDArray[np.float64], truth: npt.NDArray[np.int64], task: Task) -> Figures:
    """The figures of a model: (rows, classes) probabilities, class numbers."""
    table = confusion(truth, probabilities.argmax(axis=1), len(task.classes))
    bins = reliability(truth, probabilities)
    if task.ordered:
        ranks = np.fromiter((rank_of(row) for row in probabilities), dtype=np.float64, count=truth.size)
        area, (found, possible) = _top(truth, ranks, task), recall_within(_is_top(truth, task), ranks, BUDGET)
    else:
        each = [auc(truth == one, probabilities[:, one]) for one in np.unique(truth)]
        area, found, possible = float(np.mean(each)), float("nan"), float("nan")
    return _figures(
        task,
        truth.size,
        how="learned, each fifth judged by what the others teach",
        area=area,
        top=(found, possible),
        table=table,
        bins=bins,
    )


def day_one(opinions: Sequence[float], said: Sequence[str], truth: npt.NDArray[np.int64], task: Task) -> Figures:
    """The figures of a ranking without labels, and of its classes where it says them in the task's words."""
    ranks = np.asarray(opinions, dtype=np.float64)
    known = [one in task.classes for one in said]
    table = None
    if said and all(known):
        table = confusion(truth, [task.classes.index(one) for one in said], len(task.classes))
    top = recall_within(_is_top(truth, task), ranks, BUDGET)
    area = _top(truth, ranks, task)
    return _figures(task, truth.size, how="day one, nothing learned", area=area, top=top, table=table, bins=())


def _is_top(truth: npt.NDArray[np.int64], task: Task) -> npt.NDArray[np.bool_]:
    return np.asarray(truth == len(task.classes) - 1)


def _top(truth: npt.NDArray[np.int64], ranks: npt.NDArray[np.float64], task: Task) -> float:
    return auc(_is_top(truth, task), ranks)


def _figures(
    task: Task,
    mails: int,
    *,
    how: str,
    area: float,
    top: tuple[float, float],
    table: Ints | None,
    bins: tuple[Bin, ...],
) -> Figures:
    return Figures(
        task=task.name,
        classes=task.classes,
        mails=mails,
        how=how,
        auc=_finite(area),
        recall=_finite(top[0]),
        possible=_finite(top[1]),
        accuracy=None if table is None else _finite(accuracy(table)),
        macro_f1=None if table is None else _finite(macro_f1(table)),
        kappa=None if table is None else _finite(kappa(table, ordered=task.ordered)),
        calibration_error=_finite(calibration_error(bins)),
        confusion=() if table is None else tuple(tuple(row) for row in table.tolist()),
        reliability=bins,
    )


def _finite(value: float) -> float | None:
    return value if np.isfinite(value) else None
