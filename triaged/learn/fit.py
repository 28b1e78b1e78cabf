"""Fits a model to examples: logistic regression that begins at what day one thinks.

The opinion of day one is a feature, and PSEUDO examples that have nothing but an opinion say what it means. With few
labels they weigh more than the words of the labels, with many they are nothing: so that ten labels never make the
judgement worse than none.
"""

import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from triaged.learn.calibrate import ENOUGH, surprise, temperature
from triaged.learn.card import Card
from triaged.learn.labels import Task
from triaged.learn.model import PRIOR_COUNT, Block, Model, softmax, spread, width_of_logits
from triaged.learn.rows import Rows

PSEUDO = 25.0
"""As how many labels the opinion of day one counts."""
_OPINIONS = np.array([-1.8, -1.2, -0.7, -0.2, 0.3, 0.8, 1.3, 1.8])
_CLEAR = 1.5
"""How far above its middle the opinion of a class stands that day one is sure of."""
FREEDOM, HALF = 30.0, 300.0
"""How far weights may go with many labels, and with how many labels they may go half as far."""
FREEDOMS = (FREEDOM, 3.0, 1.0)
"""What is tried for the borders above the first: few rows reach them, and what is there to learn differs by desk."""
FIFTH = 5
"""Of so many rows one is unseen while a freedom is tried: rows of all ages."""
TOLERANCE = 1e-4
"""Looser ones stop before the first step, in silence, on rows of length one."""
STEPS = 40
"""More change nothing that held-out labels show."""

Floats64 = npt.NDArray[np.float64]


class Unfitted(ValueError):
    """The examples cannot be fitted."""


class Fitter:
    """Fits the same rows twice: first without those held out, then all, beginning where the first ended.

    Of an ordered task each border between classes is fitted by itself, to the rows that come so far: what tells what
    presses from what does not is seldom what tells the two highest classes apart.
    """

    def __init__(self, rows: Rows, task: Task) -> None:
        self._rows = rows
        self._task = task
        self._pseudo, self._truth, self._weight = _pseudo(rows, task)
        self._parts = [_regression() for _ in range(len(task.classes) - 1 if task.ordered else 1)]
        self._freedom: dict[int, float] = {0: FREEDOM}

    def fit(self, chosen: npt.NDArray[np.int64]) -> None:
        """Learn from the rows with these numbers. Raises Unfitted where nothing was learned."""
        for border, regression in enumerate(self._parts):
            reached = chosen[self._rows.truth[chosen] >= border]
            if border not in self._freedom:
                self._freedom[border] = self._freest(border, reached)
            self._fit(regression, border, reached, self._freedom[border])
        if not any(int(np.max(each.n_iter_)) for each in self._parts):
            raise Unfitted("nothing was learned: the fit stopped before its first step")

    def _fit(self, regression: Any, border: int, chosen: npt.NDArray[np.int64], freedom: float) -> None:
        """One border of an ordered task, to the rows that reach it; border 0 of another is all there is."""
        there = self._truth >= border
        truth, weight = self._rows.truth[chosen], self._rows.weight[chosen]
        classes = len(self._task.classes)
        counts = np.bincount(truth, weights=weight, minlength=classes) + 1.0
        balanced = weight * (counts[border:].sum() / (classes - border) / counts)[truth]
        labels = max(1.0, float(weight.sum()))
        regression.C = freedom * labels / (labels + HALF)
        with warnings.catch_warnings():
            # Labels that contradict each other need more steps than they are worth: the held-out labels decide.
            warnings.simplefilter("ignore", ConvergenceWarning)
            regression.fit(
                sparse.vstack([self._rows.matrix[chosen], self._pseudo[np.flatnonzero(there)]], format="csr"),
                self._side(np.concatenate([truth, self._truth[there]]), border),
                sample_weight=np.concatenate([balanced, self._weight[there]]),
            )

    def _side(self, truth: npt.NDArray[np.int64], border: int) -> npt.NDArray[np.int64]:
        """0 below and 1 above a border; without an order the class itself."""
        return (truth > border).astype(np.int64) if self._task.ordered else truth

    def _freest(self, border: int, chosen: npt.NDArray[np.int64]) -> float:
        """How far the weights of a border may go: what surprises least on each fifth row, learned from the others.

        Only where a fifth are enough rows to tell.
        """
        fifth = np.arange(chosen.size) % FIFTH == 0
        unseen = chosen[fifth]
        if unseen.size < ENOUGH:
            return FREEDOM
        truth = self._side(self._rows.truth[unseen], border)

        def surprising(freedom: float) -> float:
            regression = _regression()
            self._fit(regression, border, chosen[~fifth], freedom)
            logits = spread(regression.decision_function(self._rows.matrix[unseen])[:, None])
            return surprise(softmax(logits, temperature(logits, truth)), truth)

        return min(FREEDOMS, key=surprising)

    def logits(self, chosen: npt.NDArray[np.int64]) -> Floats64:
        """(rows, classes) for the rows with these numbers."""
        weights, bias = self._weights()
        logits = np.asarray(self._rows.matrix[chosen] @ weights + bias, dtype=np.float64)
        return spread(logits) if self._task.ordered else logits

    def _weights(self) -> tuple[Floats64, Floats64]:
        """(numbers, logits) and (logits,). With two classes scikit-learn gives the second's only."""
        weights = np.concatenate([each.coef_.T for each in self._parts], axis=1)
        bias = np.concatenate([each.intercept_ for each in self._parts])
        if weights.shape[1] < width_of_logits(self._task):
            weights = np.concatenate([np.zeros_like(weights), weights], axis=1)
            bias = np.array([0.0, bias[0]])
        return weights, bias

    def model(self, *, temperature: float, card: Card) -> Model:
        """What was learned, as arrays."""
        weights, bias = self._weights()
        first = self._rows.words.places.size
        second = first + self._rows.letters.places.size
        plain = np.asarray(weights, dtype=np.float32)
        return Model(
            task=self._task,
            words=Block(places=self._rows.words.places, rarity=self._rows.words.rarity, weights=_halved(plain[:first])),
            letters=Block(
                places=self._rows.letters.places, rarity=self._rows.letters.rarity, weights=_halved(plain[first:second])
            ),
            dense=plain[second:],
            bias=np.asarray(bias, dtype=np.float32),
            scale=self._rows.scale,
            temperature=temperature,
            card=card,
        )


def _regression() -> Any:
    return LogisticRegression(tol=TOLERANCE, max_iter=STEPS, warm_start=True)


def _halved(weights: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """As the artefact keeps them, so that a model judges the same before and after it was written."""
    return np.ascontiguousarray(weights.astype(np.float16).astype(np.float32))


def _pseudo(rows: Rows, task: Task) -> tuple[Any, npt.NDArray[np.int64], Floats64]:
    """Rows that hold an opinion only, their classes, their weights (PSEUDO together). Every class is among them."""
    classes = len(task.classes)
    if rows.opinions == 0:
        opinions, truth = np.zeros((classes, 0)), np.arange(classes)
        weight = np.full(classes, PSEUDO / classes)
    elif task.ordered:
        opinions = np.repeat(_OPINIONS, classes)[:, None]
        truth = np.tile(np.arange(classes), _OPINIONS.size)
        weight = PSEUDO * _believed(classes).ravel()
    else:
        opinions = np.full((classes, classes), -_CLEAR / max(1, classes - 1))
        np.fill_diagonal(opinions, _CLEAR)
        truth, weight = np.arange(classes), np.full(classes, PSEUDO / classes)
    empty = sparse.csr_matrix((len(truth), rows.matrix.shape[1] - rows.opinions), dtype=np.float32)
    filled = sparse.csr_matrix((opinions * PRIOR_COUNT).astype(np.float32))
    return sparse.hstack([empty, filled], format="csr"), truth, weight


def _believed(classes: int) -> Floats64:
    """(opinions, classes) shares: how often an opinion occurs, times how probable each class then is."""
    logits = 2 * np.outer(_OPINIONS, np.linspace(-1.2, 1.2, classes))
    shares = np.exp(logits)
    shares /= shares.sum(axis=1, keepdims=True)
    often = np.exp(-(_OPINIONS**2) / 2)
    return np.asarray(shares * (often / often.sum())[:, None], dtype=np.float64)


def versions(found: Mapping[str, str]) -> dict[str, str]:
    """The programs a model was made with, for its card."""
    import sklearn

    return {**found, "numpy": np.__version__, "scikit-learn": sklearn.__version__}
