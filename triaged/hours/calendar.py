"""When we work, as a frozen value: a week of windows in one zone, its holidays, its own short and closed days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class Window(NamedTuple):
    """Open from `start` to `end`, in minutes since local midnight of the day it begins. `end` may exceed 24 * 60."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialDay:
    """A date with its own windows, none when closed. `why` gives the reason by language; it may be empty."""

    day: date
    windows: tuple[Window, ...]
    why: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """Closed from `first` to `last`, both included. `why` gives the reason by language."""

    first: date
    last: date
    why: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """When we work. Build it with `build_calendar`, which refuses what cannot work.

    `zone` is an IANA key. `week` holds seven tuples of windows, Monday first. `special` days replace the week's windows
    and win over holidays. `country` (ISO 3166-1, "" = no public holidays) and `subdivision` name the public holidays,
    on which we are closed, except those in `not_holiday`.
    """

    name: str
    zone: str
    week: tuple[tuple[Window, ...], ...]
    special: tuple[SpecialDay, ...] = ()
    country: str = ""
    subdivision: str = ""
    not_holiday: frozenset[date] = frozenset()

    def __hash__(self) -> int:
        """Cheap, because every look-up in the cache of compiled years asks for it."""
        return hash((self.name, self.zone))
