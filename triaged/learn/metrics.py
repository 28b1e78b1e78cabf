"""How good is a judgement? The figures that are shown to people and that decide whether a model is accepted."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
BINS = 15


def auc(positive: npt.ArrayLike, scores: npt.ArrayLike) -> float:
    """The share of pairs (one positive, one not) that the scores put in order; a tie counts half. NaN without pairs."""
    truth, ranked = np.asarray(positive, dtype=np.bool_), _ranks(np.asarray(scores, dtype=np.float64))
    positives = int(truth.sum())
    pairs = positives * (truth.size - positives)
    if pairs == 0:
        return float("nan")
    return float((ranked[truth].sum() - positives * (positives + 1) / 2) / pairs)


def _ranks(values: Floats) -> Floats:
    """1 for the least; equal values share the mean of their ranks."""
    _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return np.asarray((last - (counts - 1) / 2)[places], dtype=np.float64)


def confusion(truth: npt.ArrayLike, said: npt.ArrayLike, classes: int) -> Ints:
    """(classes, classes) counts: rows are the truth, columns what was said. Both are given as class numbers."""
    table = np.zeros((classes, classes), dtype=np.int64)
    np.add.at(table, (np.asarray(truth, dtype=np.int64), np.asarray(said, dtype=np.int64)), 1)
    return table


def macro_f1(table: Ints) -> float:
    """The mean over classes of F1, from a confusion table. A class that neither occurs nor is said does not count."""
    right = np.diag(table).astype(np.float64)
    both = (table.sum(axis=0) + table.sum(axis=1)).astype(np.float64)
    there = both > 0
    return float(np.mean(2 * right[there] / both[there])) if there.any() else float("nan")


def accuracy(table: Ints) -> float:
    """The share that is right."""
    return float(np.trace(table) / table.sum()) if table.sum() else float("nan")


def kappa(table: Ints, *, ordered: bool) -> float:
    """Cohen's kappa of a confusion table; of ordered classes a miss counts by its square (Cohen 1968)."""
    count = table.sum()
    if count == 0:
        return float("nan")
    places = np.arange(table.shape[0])
    distance = places[:, None] - places[None, :]
    weight = distance.astype(np.float64) ** 2 if ordered else (distance != 0).astype(np.float64)
    by_chance = np.outer(table.sum(axis=1), table.sum(axis=0)) / count
    expected = float((weight * by_chance).sum())
    return 1.0 - float((weight * table).sum()) / expected if expected else 1.0


def recall_within(positive: npt.ArrayLike, scores: npt.ArrayLike, budget: float) -> tuple[float, float]:
    """How many of the positives are among the `budget` share with the highest scores, and how many could be.

    Scores that are equal at the edge share the places that are left.
    """
    truth, ranked = np.asarray(positive, dtype=np.bool_), np.asarray(scores, dtype=np.float64)
    places, positives = round(budget * truth.size), int(truth.sum())
    if places == 0 or positives == 0:
        return float("nan"), float("nan")
    edge = np.sort(ranked)[truth.size - places]
    above, at_edge = ranked > edge, ranked == edge
    share = (places - int(above.sum())) / int(at_edge.sum())
    found = float(truth[above].sum()) + share * float(truth[at_edge].sum())
    return found / positives, min(1.0, places / positives)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Judgements of like confidence: how many, how sure they were on average, how many were right (shares)."""

    count: int
    sure: float
    right: float


def reliability(truth: npt.ArrayLike, probabilities: npt.ArrayLike, bins: int = BINS) -> tuple[Bin, ...]:
    """The judgements by the probability of the class that was said, in `bins` equal steps; empty steps are left out.

    `probabilities` is (rows, classes), `truth` class numbers.
    """
    table = np.asarray(probabilities, dtype=np.float64)
    sure, right = table.max(axis=1), table.argmax(axis=1) == np.asarray(truth, dtype=np.int64)
    step = np.minimum((sure * bins).astype(np.int64), bins - 1)
    return tuple(
        Bin(count=int(here.sum()), sure=float(sure[here].mean()), right=float(right[here].mean()))
        for one in range(bins)
        if (here := step == one).any()
    )


def calibration_error(bins: tuple[Bin, ...]) -> float:
    """How far, on average over judgements, "sure" is from "right" (expected calibration error). NaN without any."""
    count = sum(one.count for one in bins)
    return sum(one.count * abs(one.sure - one.right) for one in bins) / count if count else float("nan")
