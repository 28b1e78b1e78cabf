"""An encoder for tests, as triaged[sentences] brings it; tests skip where the extra is absent."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest

from triaged.learn.labels import Vector
from triaged.learn.sentences import Sentences, installed, sentences

needs_sentences = pytest.mark.skipif(not installed(), reason="triaged[sentences] is not installed")


def encoder() -> Sentences:
    """The real one. Only in tests marked with `needs_sentences`."""
    found = sentences()
    assert found is not None
    return found


class Letters(Sentences):
    """One that anybody can follow: a text is the letters in it, in any order."""

    def __init__(self) -> None:
        self.asked = 0

    def vectors(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        self.asked += len(texts)
        made = np.zeros((len(texts), 512), dtype=np.float32)
        for row, text in zip(made, texts, strict=True):
            for letter in text.lower():
                row[ord(letter) % 512] += 1
            row[0] += 1e-3
        lengths = np.linalg.norm(made, axis=1, keepdims=True)
        return np.asarray(made / lengths, dtype=np.float32)

    def vector(self, text: str) -> Vector:
        vector: Vector = self.vectors((text,))[0]
        return vector
