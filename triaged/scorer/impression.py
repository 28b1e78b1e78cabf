"""Which impression do the words of a mail leave, one by one, whatever they say together?

Phrases hear what somebody thought of when they were written down. Single words tell what mails about damage, or of
upset people, have in common besides: a night nurse, a depot, "again", "still". What each word counts was learned from
mails written for it (corpus/README.md) and is in impression.bin, which tools/teach_impression.py writes.
"""

import json
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from zlib import crc32, decompress

from triaged.scorer.text import plain

FILE = Path(__file__).with_name("impression.bin")
BUCKETS = 1 << 16
"""Words are told apart by their hash: few share a place with another one, and the file holds no word."""
_LAST = BUCKETS - 1
COLUMNS = ("urgent", "upset")
"""What is told of a mail: that it cannot wait, that its writer is upset."""
SQUARE, SEAL, WIDTH = 2, 3, 4
"""What else stands in a cell of the table, and its octets."""
NEUTRAL = 128
"""How a word that says nothing is kept: octets have no sign."""
MARKS = frozenset("?!")
SHORTEST = 50.0
"""A mail is at least as long as about forty ordinary words: few are no impression."""
SHOWN = 3
"""Words that a finding quotes at most."""
MUCH = 140
"""From which step on a word says much."""
TELLING = 20.0
"""The squared rarity of words that are quoted: "the" and "is" count, but tell a reader nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What each word counts: four octets a place, side by side, as most time goes into fetching them.

    COLUMNS are steps of 1 … 255 around NEUTRAL, in units of `unit[column]`. SQUARE is 0 … 255: the squared rarity of a
    word in units of `square`, 0 for a word never met. SEAL is the `seal` of the word that was learned from at this
    place; another one is never quoted. `cells` is (BUCKETS,) of four octets each.
    """

    cells: "array[int]"
    unit: Mapping[str, float]
    bias: Mapping[str, float]
    square: float


@dataclass(frozen=True, slots=True)
class Impression:
    """The words of a mail with their cells in a table, and how long the mail is in the measure of that table."""

    table: Table
    words: Sequence[str]
    cells: bytes
    length: float

    def of(self, column: str) -> float:
        """Log odds, about -4 to 4; 0 where no word is known."""
        if not self.length:
            return 0.0
        steps = sum(self.cells[COLUMNS.index(column) :: WIDTH]) - NEUTRAL * len(self.words)
        return self.table.bias[column] + self.table.unit[column] * steps / self.length

    def shown(self, column: str, *, towards: bool = True) -> tuple[str, ...]:
        """The words that say so most (`towards` False: most against it), as the mail has them.

        Only words that were learned from: what else a customer writes, a name perhaps, is quoted nowhere.
        """
        cells, least = self.cells, TELLING / self.table.square
        each = zip(
            cells[COLUMNS.index(column) :: WIDTH], cells[SQUARE::WIDTH], cells[SEAL::WIDTH], self.words, strict=True
        )
        said = [
            (step, word)
            for step, square, sealed, word in each
            if (step > MUCH if towards else step < 2 * NEUTRAL - MUCH) and square >= least and sealed == seal(word)
        ]
        return tuple(dict.fromkeys(word for _, word in sorted(said, reverse=towards)))[:SHOWN]


def places(words: Iterable[str]) -> dict[int, str]:
    """The words (text.tokens) by their places, however their accents are written.

    Words of one or two letters are left out: they are a third of a mail and tell little for their time. A question and
    an exclamation count as words; other marks and figures do not.
    """
    heard = [word for word in set(words) if (len(word) > 2 and word >= "a") or word in MARKS]
    return dict(zip(map(_place_of, heard), heard, strict=True))


@lru_cache(maxsize=4096)
def _place_of(word: str) -> int:
    """Kept for frequent words, which most of a mail consists of."""
    return crc32(plain(word).encode()) & _LAST


def seal(word: str) -> int:
    """1 … 255 by which a word is told from another one that has the same place."""
    return crc32(plain(word).encode(), 2) % 255 + 1


def impression(words: Iterable[str]) -> Impression:
    """What these words leave. Each counts once, so that repeating one changes nothing. Linear time."""
    table, met = shipped(), places(words)
    cells = array("I", map(table.cells.__getitem__, met)).tobytes()
    length = (table.square * sum(cells[SQUARE::WIDTH])) ** 0.5
    return Impression(table, tuple(met.values()), cells, length and max(length, SHORTEST))


@cache
def shipped() -> Table:
    """The table that comes with triaged, read once."""
    head, _, packed = FILE.read_bytes().partition(b"\n")
    told = json.loads(head)
    return Table(cells=array("I", decompress(packed)), unit=told["unit"], bias=told["bias"], square=told["square"])
