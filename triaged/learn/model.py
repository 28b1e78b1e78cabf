"""A model as arrays: how probable is each class? Judges with numpy alone, whoever taught it."""

import math
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from triaged.learn.card import Card
from triaged.learn.features import HAND, Floats, Sparse, hand, letters, words
from triaged.learn.labels import Task, Vector

BUCKETS = 1 << 18
"""Into how many places words, and letter groups, are counted."""
LETTERS_COUNT = 0.5
"""Length of the vector of letter groups beside that of words (1)."""
HAND_COUNT, PRIOR_COUNT = 0.3, 2.0
"""How large the figures of `hand`, and the day-one opinion, stand beside them. Large means: learned with less doubt."""
PRIOR_LIMIT = 6.0
"""What an opinion far from the middle comes near to, and never reaches: the order of opinions is kept."""
VECTOR = 512
"""Length of a sentence vector."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """The weights of one kind of number. `places` are the buckets that were kept, in rising order.

    `rarity` (kept,) says how much more a rare one counts, `weights` is (kept, `width_of_logits`).
    """

    places: npt.NDArray[np.int32]
    rarity: Floats
    weights: Floats
    _lookup: npt.NDArray[np.int32] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        lookup = np.full(BUCKETS, -1, dtype=np.int32)
        lookup[self.places] = np.arange(self.places.size, dtype=np.int32)
        object.__setattr__(self, "_lookup", lookup)

    def logits(self, found: Sparse, length: float) -> Floats:
        """(columns of `weights`,) what these numbers say, as a vector of this length."""
        kept = self._lookup.take(found.places)
        there = np.flatnonzero(kept >= 0)
        kept = kept.take(there)
        values = found.values.take(there) * self.rarity.take(kept)
        norm = float(np.sqrt(values @ values))
        if norm == 0:
            return np.zeros(self.weights.shape[1], dtype=np.float32)
        return np.asarray((values * np.float32(length / norm)) @ self.weights.take(kept, axis=0), dtype=np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The middle and the width of day-one opinions among the examples, one each an opinion."""

    middle: tuple[float, ...]
    width: tuple[float, ...]

    def of(self, prior: tuple[float, ...]) -> Floats:
        """An opinion in widths from the middle. No opinion, or one of another length, is the middle."""
        if len(prior) != len(self.middle):
            return np.zeros(len(self.middle), dtype=np.float32)
        each = zip(prior, self.middle, self.width, strict=True)
        return np.array([_limited((opinion - middle) / width) for opinion, middle, width in each], dtype=np.float32)


def _limited(away: float) -> float:
    """Near to PRIOR_LIMIT however far away; no opinion where it is no number."""
    if not math.isfinite(away):
        return 0.0 if math.isnan(away) else math.copysign(PRIOR_LIMIT, away)
    return PRIOR_LIMIT * away / (PRIOR_LIMIT + abs(away))


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What a model thinks of a mail. `probabilities` are in the order of the task's classes.

    `rank` orders mails of an ordered task: 0 (surely the least class) to 1 (surely the highest). The highest class
    counts for more than its place, so that a small chance of it is worth a look.
    """

    label: str
    probabilities: tuple[float, ...]
    rank: float

    @property
    def confidence(self) -> float:
        """The probability of the label."""
        return max(self.probabilities)


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """What was learned for one task. `dense` is (HAND + VECTOR if `card.sentences` + opinions, `width_of_logits`).

    `temperature` divides the logits: above 1 it makes the model less sure.
    """

    task: Task
    words: Block
    letters: Block
    dense: Floats
    bias: Floats
    scale: Scale
    temperature: float
    card: Card

    def judge(self, text: str, *, prior: tuple[float, ...] = (), vector: Vector | None = None) -> Judged:
        """What a text (`features.text_of`) is. Total. Without a vector a model that learned with one is less good."""
        probabilities = self.probabilities(text, prior=prior, vector=vector)
        return Judged(
            label=self.task.classes[int(probabilities.argmax())],
            probabilities=tuple(probabilities.tolist()),
            rank=rank_of(probabilities),
        )

    def probabilities(
        self, text: str, *, prior: tuple[float, ...] = (), vector: Vector | None = None
    ) -> npt.NDArray[np.float64]:
        """(classes,) as an array."""
        plain = dense_of(text, prior=self.scale.of(prior), vector=self._vector(vector))
        logits = (
            self.words.logits(words(text, BUCKETS), 1.0)
            + self.letters.logits(letters(text, BUCKETS), LETTERS_COUNT)
            + plain @ self.dense
            + self.bias
        )
        return softmax(_spread(logits.tolist()) if self.task.ordered else logits, self.temperature)

    def _vector(self, vector: Vector | None) -> Vector | None:
        if not self.card.sentences:
            return None
        return np.zeros(VECTOR, dtype=np.float32) if vector is None else vector


def dense_of(text: str, *, prior: Floats, vector: Vector | None) -> Floats:
    """The few numbers that are always there: how it is written, the sentence vector, the scaled opinion."""
    parts = [hand(text) * np.float32(HAND_COUNT)]
    if vector is not None:
        parts.append(np.asarray(vector, dtype=np.float32))
    parts.append(prior * np.float32(PRIOR_COUNT))
    return np.concatenate(parts)


def width_of(*, sentences: bool, opinions: int) -> int:
    """How many such numbers there are."""
    return HAND + (VECTOR if sentences else 0) + opinions


def width_of_logits(task: Task) -> int:
    """How many logits are learned: of an ordered task one for each border between classes, else one for each class."""
    return len(task.classes) - 1 if task.ordered else len(task.classes)


def spread(borders: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """(…, classes) logarithms of probabilities of ordered classes, from (…, classes - 1) logits of their borders.

    A border says how probable it is that a mail that came so far is of a higher class (continuation ratios).
    """
    logits = np.asarray(borders, dtype=np.float64)
    ends = np.zeros((*logits.shape[:-1], 1))
    passed = np.cumsum(np.concatenate([ends, -np.logaddexp(0, -logits)], axis=-1), axis=-1)
    return np.asarray(passed + np.concatenate([-np.logaddexp(0, logits), ends], axis=-1), dtype=np.float64)


def _spread(borders: list[float]) -> list[float]:
    """The same of one mail: numpy takes longer for so few numbers."""
    passed, found = 0.0, []
    for border in borders:
        found.append(passed - _softplus(border))
        passed -= _softplus(-border)
    return [*found, passed]


def _softplus(logit: float) -> float:
    return max(logit, 0.0) + math.log1p(math.exp(-abs(logit)))


def softmax(logits: npt.ArrayLike, temperature: float) -> npt.NDArray[np.float64]:
    """Probabilities along the last axis."""
    scaled = np.asarray(logits, dtype=np.float64) / temperature
    grown = np.exp(scaled - scaled.max(axis=-1, keepdims=True))
    return np.asarray(grown / grown.sum(axis=-1, keepdims=True), dtype=np.float64)


def rank_of(probabilities: npt.NDArray[np.float64]) -> float:
    """The expected square of the class, 0 to 1."""
    places = np.arange(probabilities.size) / max(1, probabilities.size - 1)
    return float(probabilities @ places**2)
