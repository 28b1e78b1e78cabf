"""The Date header: when a mail was written, and in which offset (RFC 5322 3.3, 4.3)."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone

_MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], start=1
    )
}
_ZONES = {"ut": 0, "utc": 0, "gmt": 0, "z": 0, "edt": -240, "est": -300, "cdt": -300, "cst": -360, "mdt": -360}
_ZONES |= {"mst": -420, "pdt": -420, "pst": -480, "bst": 60, "cet": 60, "cest": 120, "met": 60, "mest": 120}
_CLOCK = r"([0-9]{1,2})[:.]([0-9]{2})(?:[:.]([0-9]{2}))?"
_DAY_FIRST = re.compile(
    rf"(?:[^0-9,]{{1,20}},?\s*)?([0-9]{{1,2}})[\s-]+([a-z]{{3}})[a-z]*\.?[\s-]+([0-9]{{2,4}}),?\s+{_CLOCK}",
    re.IGNORECASE,
)
_UNIX = re.compile(
    rf"[a-z]{{3}},?\s+([a-z]{{3}})\s+([0-9]{{1,2}})\s+{_CLOCK}\s+(?:([a-z]{{3,4}}|[+-][0-9]{{4}})\s+)?([0-9]{{4}})",
    re.IGNORECASE,
)
_ISO = re.compile(rf"([0-9]{{4}})-([0-9]{{2}})-([0-9]{{2}})[T\s]{_CLOCK}", re.IGNORECASE)
_OFFSET = re.compile(r"(?:\.[0-9]{1,9})?\s*(?:gmt|utc)?\s*([+-])([0-9]{1,2}):?([0-9]{2})(?![0-9])", re.IGNORECASE)
_ZONE = re.compile(r"(?:\.[0-9]{1,9})?\s*([a-z]{1,5})\b", re.IGNORECASE)
_LONGEST = 14 * 60
_YEARS = range(1900, 2200)

Moment = tuple[datetime | None, int | None]


def read(value: str) -> Moment:
    """The moment (aware UTC) and its offset from UTC in minutes; None, None for what is no date.

    A zone that is missing or that nobody knows counts as UTC with an unknown offset (RFC 5322 4.3).
    """
    value = value[:100].strip()
    if (day_first := _DAY_FIRST.match(value)) is not None:
        day, month, year, *clock = day_first.groups()
        return _moment(_year(year), _MONTHS.get(month.lower(), 0), int(day), clock, value[day_first.end() :])
    if (unix := _UNIX.match(value)) is not None:
        month, day, *clock, zone, year = unix.groups()
        return _moment(int(year), _MONTHS.get(month.lower(), 0), int(day), clock, zone or value[unix.end() :])
    if (iso := _ISO.match(value)) is not None:
        year, month, day, *clock = iso.groups()
        return _moment(int(year), int(month), int(day), clock, value[iso.end() :])
    return None, None


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (2000 if len(digits) == 2 and year < 50 else 1900)


def _moment(year: int, month: int, day: int, clock: Sequence[str | None], rest: str) -> Moment:
    hour, minute, second = (int(part or 0) for part in clock)
    offset = _offset(rest)
    if year not in _YEARS or (offset is not None and abs(offset) > _LONGEST):
        return None, None
    zone = timezone(timedelta(minutes=offset or 0))
    try:
        # A leap second is written as 60.
        local = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=zone)
    except ValueError:
        return None, None
    return local.astimezone(UTC), offset


def _offset(rest: str) -> int | None:
    """Minutes; None where no zone is named that anybody knows."""
    numeric = _OFFSET.match(rest)
    if numeric is not None:
        minutes = int(numeric[2]) * 60 + int(numeric[3])
        return -minutes if numeric[1] == "-" else minutes
    zone = _ZONE.match(rest)
    return _ZONES.get(zone[1].lower()) if zone is not None else None
