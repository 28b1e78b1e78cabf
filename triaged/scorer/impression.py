"""Which impression do the words of a mail leave, one by one, whatever they say together?

Phrases hear what somebody thought of when they were written down. Single words tell what mails about damage, or of
upset people, have in common besides: a night nurse, a depot, "again", "still". What each word counts was learned from
mails written for it (corpus/README.md) and is in impression.bin, which tools/teach_impression.py writes.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from zlib import crc32, decompress

from triaged.scorer.text import plain

FILE = Path(__file__).with_name("impression.bin")
BUCKETS = 1 << 16
"""Words are told apart by their hash: few share a place with another one, and the file holds no word."""
_LAST = BUCKETS - 1
COLUMNS = ("urgent", "upset")
"""What is told of a mail: that it cannot wait, that its writer is upset."""
NEUTRAL = 128
"""How a word that says nothing is kept: octets have no sign."""
BEGINNING = 5
"""Letters of the beginning of a longer word, which counts as a word of its own: one for "fridge" and "fridges"."""
MARKS = frozenset("?!")
SHORTEST = 50.0
"""A mail is at least as long as about forty ordinary words: few are no impression."""
SHOWN = 3
"""Words that a finding quotes at most."""
LOOKED_THROUGH, MUCH = 8, 140
"""Among how many words those are chosen, and from which step on a word says much."""
TELLING = 20.0
"""The squared rarity of words that are quoted: "the" and "is" count, but tell a reader nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What each word counts. `steps[column]` is (BUCKETS,) of 1 … 255 around NEUTRAL, in units of `unit[column]`.

    `squares` is (BUCKETS,) of 0 … 255: the squared rarity of a word in units of `square`, 0 for a word never met.
    `seals` is (BUCKETS,): the `seal` of the word that was learned from at this place. Another one is never quoted.
    """

    steps: Mapping[str, bytes]
    unit: Mapping[str, float]
    bias: Mapping[str, float]
    squares: bytes
    square: float
    seals: bytes


@dataclass(frozen=True, slots=True)
class Impression:
    """The words of a mail by their places in a table, and how long the mail is in the measure of that table."""

    table: Table
    words: Mapping[int, str]
    length: float

    def of(self, column: str) -> float:
        """Log odds, about -4 to 4; 0 where no word is known."""
        if not self.length:
            return 0.0
        steps = sum(map(self.table.steps[column].__getitem__, self.words)) - NEUTRAL * len(self.words)
        return self.table.bias[column] + self.table.unit[column] * steps / self.length

    def shown(self, column: str, *, towards: bool = True) -> tuple[str, ...]:
        """The words that say so most (`towards` False: most against it), as the mail has them.

        Only words that were learned from: what else a customer writes, a name perhaps, is quoted nowhere.
        """
        steps, words = self.table.steps[column], self.words
        if towards:
            most = sorted((place for place in words if steps[place] > MUCH), key=steps.__getitem__, reverse=True)
        else:
            most = sorted((place for place in words if steps[place] < 2 * NEUTRAL - MUCH), key=steps.__getitem__)
        return tuple(dict.fromkeys(words[place] for place in most[:LOOKED_THROUGH] if self._telling(place)))[:SHOWN]

    def _telling(self, place: int) -> bool:
        table = self.table
        return table.squares[place] * table.square >= TELLING and table.seals[place] == seal(self.words[place])


def places(words: Iterable[str]) -> dict[int, str]:
    """The words (text.tokens) by their places, however their accents are written, and the beginnings of long ones.

    A question and an exclamation count as words; other marks and figures do not.
    """
    return {place: word for word in set(words) for place in _places_of(word)}


@lru_cache(maxsize=4096)
def _places_of(word: str) -> tuple[int, ...]:
    """Kept for frequent words: most of a mail."""
    if word < "a" and word not in MARKS:
        return ()
    octets = (word if word.isascii() else plain(word)).encode()
    whole = crc32(octets) & _LAST
    return (whole, crc32(octets[:BEGINNING], 1) & _LAST) if len(octets) > BEGINNING else (whole,)


def seal(word: str) -> int:
    """1 … 255 by which a word is told from another one that has the same place."""
    return crc32(plain(word).encode(), 2) % 255 + 1


def impression(words: Iterable[str]) -> Impression:
    """What these words leave. Each counts once, so that repeating one changes nothing. Linear time."""
    table, met = shipped(), places(words)
    squares = table.squares
    length = (table.square * sum(map(squares.__getitem__, met))) ** 0.5
    return Impression(table, met, length and max(length, SHORTEST))


@cache
def shipped() -> Table:
    """The table that comes with triaged, read once."""
    head, _, packed = FILE.read_bytes().partition(b"\n")
    return table_of(json.loads(head), decompress(packed))


def table_of(head: Mapping[str, Any], octets: bytes) -> Table:
    """A table from its head and its columns one behind the other, squares and seals last."""
    parts = [octets[at : at + BUCKETS] for at in range(0, len(octets), BUCKETS)]
    return Table(
        steps=dict(zip(COLUMNS, parts, strict=False)),
        unit=head["unit"],
        bias=head["bias"],
        squares=parts[-2],
        square=head["square"],
        seals=parts[-1],
    )
