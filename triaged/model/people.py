"""People's time: when they are away, what they answered, and the work that lies ahead of them."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """`person` is away from `since` up to, not including, `until` (aware, UTC). `by`: who recorded it, "" = themselves.

    Illness and leave, not the end of the working day: those are `PersonEntry.hours`. `begun`: their work was handed
    over.
    """

    person: str
    since: datetime
    until: datetime
    by: str = ""
    begun: bool = False
    absence_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonAnswer:
    """An answer of `person` (a key) at `at` to a mail that waited for it since `received`. Aware, UTC."""

    person: str
    received: datetime
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """The work ahead of a team when a mail comes in.

    `ahead`: mails of equal or higher rank, the new one included. `people`: how many are on duty at some time until it
    is done. `pace`: mails that one of them answers in an hour. `done_by`: when they can be done with it (aware, UTC),
    None where that is not within three years, because all of them are away.
    """

    ahead: int
    people: int
    pace: float
    done_by: datetime | None
