"""By when are so many of a hundred such mails answered, as a team's own answers tell? What was learned, as values.

A forecast is a small table of whole numbers, kept as text: a line of JSON that says what it is, and a line of JSON with
the table. To read it executes nothing, and nothing of it is believed before its sum (sha256) and every number fit.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from triaged.errors import ModelUnusable
from triaged.model.thread import Urgency

FORMAT, VERSION = "triaged forecast", 1
LARGEST = 1_000_000
"""Characters that are read."""
AHEAD = (0, 1, 2, 3, 4, 6, 8, 11, 15, 20, 27, 36, 48, 64, 85, 115, 150, 200, 270, 360, 480, 640, 850, 1150, 1500, 2000)
"""Borders between which the work ahead is the same to a forecast; more counts as the last."""
STRETCH = 3
"""Hours of the clock that are the same to a forecast, by the time of the week in UTC."""
STRETCHES = 7 * 24 // STRETCH
HUNDREDTHS = 99
"""Points of the line "so many of a hundred were answered within"."""
_URGENCIES = len(Urgency)
_CELLS = _URGENCIES * STRETCHES * len(AHEAD)
_LONGEST = 3660 * 24 * 60
_UNKNOWN = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What a team's answers had taught at `made_at`. All waits are minutes of working time, -1 where it is not known.

    `level`: the share of mails that shall be answered within `waits`. `calendar`: the name of the calendar whose hours
    count. `answers`: how many were learned from. `why`: why nothing is said, "" where something is; then the tables
    are empty. `waits` and `middle` (which half of the mails meet) hold a figure for each urgency, stretch of the week
    and border of AHEAD, in this order. `late`: within what so many of the mails that were late were answered from then
    on. `within`: for each urgency, within what 1 to 99 of 100 of the last month's mails were answered.
    """

    level: float
    calendar: str
    made_at: datetime
    answers: int
    why: str = ""
    waits: tuple[int, ...] = ()
    middle: tuple[int, ...] = ()
    late: int = _UNKNOWN
    within: tuple[tuple[int, ...], ...] = ()

    def wait(self, urgency: Urgency, arrived: datetime, ahead: int) -> timedelta | None:
        """Within what so many such mails are answered; None where it is not known. `ahead`: mails before it."""
        return _span(self.waits, urgency, arrived, ahead)

    def half(self, urgency: Urgency, arrived: datetime, ahead: int) -> timedelta | None:
        """Within what half of such mails are answered; None where it is not known."""
        return _span(self.middle, urgency, arrived, ahead)

    def of_hundred(self, urgency: Urgency, within: timedelta) -> int | None:
        """How many of 100 mails of that urgency were answered within that working time; None where nothing is known."""
        line = self.within[urgency.rank] if self.within else ()
        if not line or line[0] == _UNKNOWN:
            return None
        minutes = within / timedelta(minutes=1)
        return sum(each != _UNKNOWN and each <= minutes for each in line)

    def as_text(self) -> str:
        """Read by `of_text`."""
        table = {"waits": self.waits, "middle": self.middle, "late": self.late, "within": self.within}
        body = json.dumps(table, separators=(",", ":"))
        head = {
            "format": FORMAT,
            "version": VERSION,
            "level": self.level,
            "calendar": self.calendar,
            "made_at": self.made_at.isoformat(),
            "answers": self.answers,
            "why": self.why,
            "sha256": hashlib.sha256(body.encode()).hexdigest(),
        }
        return f"{json.dumps(head)}\n{body}"


def of_text(text: str) -> Forecast:
    """What `as_text` wrote. Raises ModelUnusable and nothing else, whatever the text is."""
    if len(text) > LARGEST:
        raise ModelUnusable("is larger than a forecast can be")
    line, _, body = text.partition("\n")
    try:
        head = json.loads(line)
        if head["format"] != FORMAT or head["version"] != VERSION:
            raise ModelUnusable("is no forecast of this version of triaged")
        if head["sha256"] != hashlib.sha256(body.encode()).hexdigest():
            raise ModelUnusable("is damaged: its content is not what was written (sha256)")
        return _forecast(head, json.loads(body))
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise ModelUnusable(f"is no forecast ({type(error).__name__})") from error


def _forecast(head: Mapping[str, Any], table: Mapping[str, Any]) -> Forecast:
    made = Forecast(
        level=float(head["level"]),
        calendar=str(head["calendar"]),
        made_at=datetime.fromisoformat(head["made_at"]).astimezone(UTC),
        answers=int(head["answers"]),
        why=str(head["why"])[:300],
        waits=_whole(table["waits"]),
        middle=_whole(table["middle"]),
        late=_whole([table["late"]])[0],
        within=tuple(_whole(line) for line in table["within"]),
    )
    cells = 0 if made.why else _CELLS
    lines = 0 if made.why else _URGENCIES
    fits = len(made.waits) == len(made.middle) == cells and len(made.within) == lines
    if not (fits and all(len(line) == HUNDREDTHS for line in made.within) and 0.0 < made.level < 1.0):
        raise ValueError("shape")
    return made


def _whole(numbers: list[Any]) -> tuple[int, ...]:
    if not all(type(each) is int and _UNKNOWN <= each <= _LONGEST for each in numbers):
        raise ValueError("numbers")
    return tuple(numbers)


def stretch_of(moment: datetime) -> int:
    """Which stretch of the week a moment lies in: 0 begins on Monday at midnight, UTC."""
    there = moment.astimezone(UTC)
    return (there.weekday() * 24 + there.hour) // STRETCH


def _span(cells: tuple[int, ...], urgency: Urgency, arrived: datetime, ahead: int) -> timedelta | None:
    if not cells:
        return None
    border = next((at for at, most in enumerate(AHEAD) if ahead <= most), len(AHEAD) - 1)
    minutes = cells[(urgency.rank * STRETCHES + stretch_of(arrived)) * len(AHEAD) + border]
    return None if minutes == _UNKNOWN else timedelta(minutes=minutes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Foretold:
    """What a forecast says of one mail.

    `by`: so many of such mails are answered by then (aware, UTC), None where nothing is said; `why` tells why not, ""
    otherwise. `within`: the same as working time. `level`: how many, as a share. `answers`: how many were learned
    from. `ahead`: how many mails waited before it. `late`: such mails are those whose time had passed.
    """

    by: datetime | None
    why: str = ""
    within: timedelta = timedelta()
    level: float = 0.0
    answers: int = 0
    ahead: int = 0
    late: bool = False
