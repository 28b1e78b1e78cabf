"""Reads our letters as their receivers do: what time they name, which threads they speak of."""

from __future__ import annotations

import quopri
import re
from datetime import datetime

from tests.simulate.desk.mails import BERLIN

_MONTHS = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "de": [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
}
_NUMBER = {name: number for names in _MONTHS.values() for number, name in enumerate(names, 1)}
_MOMENT = re.compile(rf"(\d{{1,2}})\.? ({'|'.join(_NUMBER)})(?: (\d{{4}}))?,? (\d{{1,2}}):(\d\d)")
_ELSE = re.compile("something else|etwas anderes")
_REFERENCE = re.compile(r"\b[A-Z]{1,8}-([0-9A-Z]{4,8})\b")


def text(octets: bytes) -> str:
    """The words of a letter."""
    return quopri.decodestring(octets.partition(b"\r\n\r\n")[2]).decode()


def told_time(octets: bytes, now: datetime) -> datetime | None:
    """The last moment that a letter names (a renewal names the old one first); the nearest year where it names none.

    An incident's letter says besides what holds if the customer's mail was about something else.
    """
    found = _MOMENT.findall(_ELSE.split(text(octets))[0])
    if not found:
        return None
    day, month, year, hour, minute = found[-1]
    years = [int(year)] if year else [now.year, now.year + 1]
    moments = (_moment(each, _NUMBER[month], int(day), int(hour), int(minute)) for each in years)
    at = min((moment for moment in moments if moment is not None), key=lambda when: abs(when - now), default=None)
    return None if at is None else at.astimezone(now.tzinfo)


def _moment(*parts: int) -> datetime | None:
    """The moment on the desk's clock; None for a 29 February of a common year."""
    try:
        return datetime(*parts, tzinfo=BERLIN)  # type: ignore[misc, arg-type]
    except ValueError:
        return None


def references(octets: bytes) -> tuple[str, ...]:
    """The references of the threads that a notice lists."""
    return tuple(dict.fromkeys(_REFERENCE.findall(text(octets))))
