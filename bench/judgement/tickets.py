"""The labelled tickets of ../shared/tickets (its README says whence they are) as values."""

from __future__ import annotations

import csv
import gzip
import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.support.shared import shared_directory


class NoShared(Exception):
    """../shared is not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """One labelled text. `group` is a language, a domain or an official split, "" where there is none.

    `time` is ISO 8601, "" where there is none. `split` is frozen: nothing is ever fitted or chosen on "test".
    """

    text: str
    y: str
    split: str
    group: str
    time: str


def folder() -> Path:
    """Where the tickets are. Raises NoShared."""
    shared = shared_directory()
    if shared is None or not (shared / "tickets").is_dir():
        raise NoShared("there is no ../shared/tickets beside the checkout (or set TRIAGED_SHARED)")
    return shared / "tickets"


@cache
def tickets(name: str) -> tuple[Ticket, ...]:
    """All rows of a set, in the order of the file ("endava_urgency", "complaints", …). Raises NoShared."""
    octets = gzip.decompress((folder() / f"{name}.csv.gz").read_bytes())
    rows = csv.DictReader(io.StringIO(octets.decode("utf-8"), newline=""))
    return tuple(
        Ticket(
            text=row["text"],
            y=row["y"],
            split=row.get("split") or "",
            group=row.get("group") or "",
            time=row.get("time") or "",
        )
        for row in rows
    )


def halves(name: str) -> tuple[tuple[Ticket, ...], tuple[Ticket, ...]]:
    """The rows to fit and choose on ("train"), and those to report on ("test")."""
    rows = tickets(name)
    return tuple(row for row in rows if row.split != "test"), tuple(row for row in rows if row.split == "test")
