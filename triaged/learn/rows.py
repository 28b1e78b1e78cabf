"""Examples as the matrix a model is fitted to: which numbers are kept, how rare they are, how long each row is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from triaged.learn.features import Floats, Sparse, letters, words
from triaged.learn.labels import Example, Task, numbers
from triaged.learn.model import BUCKETS, LETTERS_COUNT, VECTOR, Scale, dense_of

MOST_WEIGHTS = 2_000_000
"""Weights of an artefact at most (4 MB): with more classes fewer numbers are kept."""
RARE_FROM = 200
"""Examples from which a number that occurs in one mail only is left out."""
NARROWEST, NARROWEST_SHARES = 0.3, 0.05
"""Added to the width of day-one opinions, of points and of shares: three equal ones are no measure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The kept buckets of one kind and their rarity."""

    places: npt.NDArray[np.int32]
    rarity: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """All examples. `matrix` is (rows, kept words + kept letter groups + dense numbers), sparse, float32."""

    matrix: Any
    truth: npt.NDArray[np.int64]
    weight: npt.NDArray[np.float64]
    words: Columns
    letters: Columns
    scale: Scale
    sentences: bool

    @property
    def opinions(self) -> int:
        """How many numbers a day-one opinion has."""
        return len(self.scale.middle)


def rows_of(examples: Sequence[Example], task: Task) -> Rows:
    """The matrix of at least one example. Vectors and opinions count only where every example has them."""
    sentences = all(each.vector is not None and each.vector.shape == (VECTOR,) for each in examples)
    scale = _scale(examples, task)
    most = MOST_WEIGHTS // (2 * len(task.classes))
    word_part, word_columns = _part(examples, words, most, 1.0)
    letter_part, letter_columns = _part(examples, letters, most, LETTERS_COUNT)
    dense = np.stack(
        [
            dense_of(each.text, prior=scale.of(each.prior), vector=each.vector if sentences else None)
            for each in examples
        ]
    )
    return Rows(
        matrix=sparse.hstack([word_part, letter_part, sparse.csr_matrix(dense)], format="csr", dtype=np.float32),
        truth=numbers(examples, task),
        weight=np.fromiter((each.weight for each in examples), dtype=np.float64, count=len(examples)),
        words=word_columns,
        letters=letter_columns,
        scale=scale,
        sentences=sentences,
    )


def _scale(examples: Sequence[Example], task: Task) -> Scale:
    opinions = 1 if task.ordered else len(task.classes)
    if any(len(each.prior) != opinions for each in examples):
        return Scale(middle=(), width=())
    table = np.array([each.prior for each in examples], dtype=np.float64)
    narrowest = NARROWEST if task.ordered else NARROWEST_SHARES
    return Scale(middle=(float(table.mean()),) * opinions, width=(float(table.std()) + narrowest,) * opinions)


def _part(
    examples: Sequence[Example], look: Callable[[str, int], Sparse], most: int, length: float
) -> tuple[Any, Columns]:
    """One kind of number: the `most` frequent are kept; each row has the same `length`."""
    found = [look(each.text, BUCKETS) for each in examples]
    ends = np.cumsum([0, *(each.places.size for each in found)])
    places = np.concatenate([each.places for each in found])
    values = np.concatenate([each.values for each in found])
    mails = np.bincount(places, minlength=BUCKETS)
    kept = _kept(mails, most, 2 if len(examples) >= RARE_FROM else 1)
    rarity = (np.log((1 + len(examples)) / (1 + mails[kept])) + 1).astype(np.float32)
    whole = sparse.csr_matrix((values, places, ends), shape=(len(examples), BUCKETS))
    part = whole[:, kept] @ sparse.diags_array(rarity)
    norms = np.sqrt(np.asarray(part.multiply(part).sum(axis=1)).ravel())
    part = sparse.diags_array(length / np.maximum(norms, 1e-9)) @ part
    return part, Columns(places=kept.astype(np.int32), rarity=rarity)


def _kept(mails: npt.NDArray[np.int64], most: int, at_least: int) -> npt.NDArray[np.int64]:
    """The buckets that occur in enough mails, raising what is enough until they fit."""
    counts = np.bincount(np.minimum(mails, 1000))
    while counts[at_least:].sum() > most and at_least < counts.size - 1:
        at_least += 1
    return np.flatnonzero(mails >= at_least)[:most]
