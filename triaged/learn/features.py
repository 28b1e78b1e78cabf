"""What is looked at in a text: its words, pairs of words and letter groups by number, and how it is written.

No vocabulary: a number is made of the letters themselves, so that an artefact holds arrays and nothing of any mail.
All numbers of a text are made at once by numpy, which takes about a tenth of the time of one after the other.
"""

import math
import re
from collections.abc import Iterator
from typing import NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int32]
_Wide = npt.NDArray[np.uint64]

LOOKED_AT = 4_000
"""Characters of a text that are read."""
LONGEST_WORD = 24
"""Letters of a word that are read: longer ones are codes or noise."""
GROUPS = (3, 4, 5)
"""Letters in a group. A group lies within one word and may hold the blank before or after it."""
HAND = 8
"""How many figures `hand` gives."""

_WORD = re.compile(r"\w+|[!?]")
_ODD = np.uint64(0x9E3779B97F4A7C15)
_PRIME = np.uint64(1_000_003)
_BLANK = 32
_COUNTED = (1 + np.log(np.maximum(1, np.arange(6 * LOOKED_AT + 16)))).astype(np.float32)
"""What so many times of the same number count: no text has more numbers."""


class Sparse(NamedTuple):
    """The places of a long vector that are not zero, in rising order, and what stands there."""

    places: Numbers
    values: Floats


def text_of(subject: str, own_text: str) -> str:
    """What of a mail is read: the subject and what the customer wrote, without quotes and signature."""
    return f"{subject[:LOOKED_AT]}\n{own_text[:LOOKED_AT]}"


def words(text: str, buckets: int) -> Sparse:
    """Words and pairs of neighbours, counted as 1 + ln(times). `buckets` is a power of two."""
    found = [crc32(word[:LONGEST_WORD].encode()) for word in _WORD.findall(_read(text))]
    singles = np.asarray(found, dtype=np.uint64)
    pairs = (singles[:-1] * _PRIME) ^ (singles[1:] + _ODD)
    return _counted(np.concatenate((singles, pairs)), buckets)


def letters(text: str, buckets: int) -> Sparse:
    """Groups of three to five letters within words, counted as 1 + ln(times). `buckets` is a power of two."""
    plain = " " + " ".join(_read(text).split()) + " "
    codes = np.frombuffer(plain.encode("utf-32-le", "replace"), dtype=np.uint32).astype(np.uint64)
    blanks = np.cumsum(codes == _BLANK)
    rolled = codes * _PRIME
    made = []
    for length in range(2, min(GROUPS[-1], codes.size) + 1):
        rolled = (rolled[: codes.size - length + 1] + codes[length - 1 :]) * _PRIME
        if length in GROUPS:
            # Blanks between the second and the last but one character: the group would span two words.
            inner = blanks[length - 2 : codes.size - 1] - blanks[: codes.size - length + 1]
            made.append(rolled[inner == 0] + np.uint64(length))
    return _counted(np.concatenate(made) if made else rolled[:0], buckets)


def _read(text: str) -> str:
    """The text in small letters. Some grow by that, so that it is cut twice."""
    return text[: 2 * LOOKED_AT].lower()[: 2 * LOOKED_AT]


def _counted(numbers: _Wide, buckets: int) -> Sparse:
    """The upper bits of a product are the well mixed ones."""
    places = ((numbers * _ODD) >> np.uint64(64 - (buckets.bit_length() - 1))).astype(np.int32)
    places.sort()
    new = np.ones(places.size, dtype=bool)
    np.not_equal(places[1:], places[:-1], out=new[1:])
    first = np.flatnonzero(new)
    ends = np.append(first[1:], places.size)[: first.size]
    return Sparse(places=places[first], values=_COUNTED[ends - first])


def hand(text: str) -> Floats:
    """(HAND,) figures between 0 and about 2: length, questions, exclamations, figures, capitals, lines."""
    return np.fromiter(_hand(text[: 2 * LOOKED_AT]), dtype=np.float32, count=HAND)


def _hand(text: str) -> Iterator[float]:
    size = max(1, len(text))
    yield math.log1p(len(text)) / 5
    yield math.log1p(text.count("?"))
    yield math.log1p(text.count("!"))
    yield math.log1p(text.count("\n")) / 3
    yield min(1.0, 10 * sum(map(text.count, "0123456789")) / size)
    yield min(1.0, 5 * sum(map(str.isupper, text[:400])) / min(size, 400))
    yield float("://" in text)
    yield float("!!" in text or "??" in text)
