"""Many customers write about one thing: what is kept of mails so that it is seen, and what was seen."""

import sys
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

MOST = 48
"""Numbers of one mail: 192 octets."""


def packed(numbers: Iterable[int]) -> bytes:
    """The `MOST` smallest numbers (32 bits each) as they are kept: 4 octets each, the smallest octet first."""
    return _turned(array("I", sorted(numbers)[:MOST])).tobytes()


def unpacked(octets: bytes) -> "array[int]":
    """What `packed` made. Octets behind the last whole number are left out."""
    return _turned(array("I", octets[: len(octets) // 4 * 4]))


def _turned(kept: "array[int]") -> "array[int]":
    if sys.byteorder == "big":
        kept.byteswap()
    return kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Like:
    """A conversation that a customer began: who, when their mail arrived, and the numbers of its words."""

    thread_id: int
    customer: str
    at: datetime
    numbers: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrivals:
    """How many conversations began in an inbox.

    `in_all`: since the beginning of the time that is looked back on. `this_hour`: at this hour of an average day of it,
    `this_weekday`: of an average week, each within the time that is looked at.
    """

    in_all: int
    this_hour: float
    this_weekday: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Burst:
    """Many customers wrote about one thing, and people were told.

    `core` are the numbers of the words that their mails share; `since` is when the first of them came, `last_at` the
    newest that was seen. `customers`: how many they were when people were told at `told_at`; `grown_at`: when people
    were told that they are twice as many, None while they are not.
    """

    inbox: str
    core: frozenset[int]
    since: datetime
    told_at: datetime
    customers: int
    last_at: datetime
    grown_at: datetime | None = None
    burst_id: int | None = None

    @property
    def number(self) -> int:
        """`burst_id` of a burst that is in the store. Raises ValueError for one that is not."""
        if self.burst_id is None:
            raise ValueError("this burst was never stored")
        return self.burst_id
