"""From the words of rules.toml to a Calendar: every sentence about what is wrong with one is written here."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from types import MappingProxyType

from triaged.hours.calendar import Calendar, Closure, SpecialDay, Window
from triaged.hours.errors import (
    BadClosure,
    BadWindow,
    NeverOpens,
    OverlappingWindows,
    UnknownWeekday,
)
from triaged.hours.public import split_country
from triaged.hours.zones import check_zone

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_DAY = 24 * 60
_WINDOW = re.compile(r"(\d{2}):(\d{2})-(\d{2}):(\d{2})", re.ASCII)
_LONGEST_CLOSURE = timedelta(days=366)


def build_calendar(
    *,
    name: str,
    zone: str,
    open: Iterable[str],  # noqa: A002 - the word of rules.toml
    holidays: str = "none",
    not_holiday: Iterable[date] = (),
    short: Mapping[date, str] = MappingProxyType({}),
    closed: Iterable[Closure] = (),
) -> Calendar:
    """The calendar that rules.toml describes.

    `open`: entries such as "Mon-Thu 08:00-12:00 12:30-17:00". `holidays`: "DE-HH", "DE" or "none". `short`: dates with
    their own windows, "08:00-12:00". Raises CalendarProblem: UnknownZone, UnknownWeekday, BadWindow,
    OverlappingWindows, UnknownHolidays, BadClosure, or NeverOpens for an empty week.
    """
    week: list[list[Window]] = [[] for _ in WEEKDAYS]
    for entry in open:
        days, windows = parse_windows(entry)
        for day in days:
            week[day].extend(windows)
    if not any(week):
        raise NeverOpens(f'the calendar "{name}" never opens', hint='write open = ["Mon-Fri 08:00-17:00"]')
    country, subdivision = split_country(holidays)
    return Calendar(
        name=name,
        zone=check_zone(zone),
        week=_week(week),
        special=_special(short, closed),
        country=country,
        subdivision=subdivision,
        not_holiday=frozenset(not_holiday),
    )


def parse_windows(text: str) -> tuple[tuple[int, ...], tuple[Window, ...]]:
    """The weekdays (0 = Monday) and the windows of one entry, "Mon-Thu,Sat 08:00-12:00 12:30-17:00".

    A window that ends at or before the clock time it starts at runs past midnight. Raises UnknownWeekday, BadWindow or
    OverlappingWindows.
    """
    days, *windows = text.split() or [""]
    if not windows:
        raise BadWindow(f'"{text}" names no hours', hint='write "Mon-Fri 08:00-17:00"')
    return _weekdays(days), parse_hours(" ".join(windows))


def parse_hours(text: str) -> tuple[Window, ...]:
    """The windows of one day, "08:00-12:00 12:30-17:00", in order. Raises BadWindow or OverlappingWindows."""
    windows = sorted(_window(part) for part in text.split())
    if not windows:
        raise BadWindow("a day with its own hours names none", hint='write "08:00-12:00", or list the date in closed')
    for one, next_one in pairwise(windows):
        if next_one.start < one.end:
            raise OverlappingWindows(f"{_clock(one)} and {_clock(next_one)} overlap")
    return tuple(windows)


def _window(text: str) -> Window:
    found = _WINDOW.fullmatch(text)
    if not found:
        raise BadWindow(f'"{text}" is not a window', hint='write "08:00-12:00": two times of 24 hours, no spaces')
    start_hour, start_minute, end_hour, end_minute = map(int, found.groups())
    start, end = start_hour * 60 + start_minute, end_hour * 60 + end_minute
    if start_minute > 59 or end_minute > 59 or start >= _DAY or end > _DAY:
        raise BadWindow(f'"{text}" is not a time of day', hint="times run from 00:00 to 24:00")
    if start == end:
        raise BadWindow(f'"{text}" lasts no time', hint='for a whole day write "00:00-24:00"')
    return Window(start, end if end > start else end + _DAY)


def _weekdays(text: str) -> tuple[int, ...]:
    days: list[int] = []
    for part in text.split(","):
        first, dash, last = part.partition("-")
        start = _weekday(first, text)
        length = (_weekday(last, text) - start) % 7 if dash else 0
        days.extend((start + step) % 7 for step in range(length + 1))
    if len(set(days)) < len(days):
        raise UnknownWeekday(f'"{text}" names a weekday twice')
    return tuple(days)


def _weekday(word: str, text: str) -> int:
    known = word.capitalize()
    if known in WEEKDAYS:
        return WEEKDAYS.index(known)
    close = difflib.get_close_matches(known[:3], WEEKDAYS, n=1)
    hint = f'did you mean "{close[0]}"? ' if close else ""
    raise UnknownWeekday(f'"{word}" in "{text}" is not a weekday', hint=f"{hint}weekdays are {' '.join(WEEKDAYS)}")


def _week(week: Sequence[list[Window]]) -> tuple[tuple[Window, ...], ...]:
    """The week with each day in order; what runs past midnight must end before the next day's windows."""
    ordered = [sorted(windows) for windows in week]
    for day, windows in enumerate(ordered):
        tomorrow = [Window(start + _DAY, end + _DAY) for start, end in ordered[(day + 1) % 7]]
        following = [*windows, *tomorrow]
        for one, next_one in pairwise(following):
            if next_one.start < one.end:
                raise OverlappingWindows(
                    f"on {WEEKDAYS[day]}, {_clock(one)} and {_clock(next_one)} overlap",
                    hint="a window that ends before it starts runs past midnight",
                )
    return tuple(tuple(windows) for windows in ordered)


def _special(short: Mapping[date, str], closed: Iterable[Closure]) -> tuple[SpecialDay, ...]:
    special = {day: SpecialDay(day=day, windows=parse_hours(hours), why={}) for day, hours in short.items()}
    for closure in closed:
        if closure.last < closure.first:
            raise BadClosure(f"closed from {closure.first} to {closure.last}: it ends before it starts")
        if closure.last - closure.first >= _LONGEST_CLOSURE:
            raise BadClosure(f"closed from {closure.first} to {closure.last} is longer than a year")
        for days in range((closure.last - closure.first).days + 1):
            day = closure.first + timedelta(days=days)
            if day in special:
                raise BadClosure(f"{day} stands twice among the short and closed days")
            special[day] = SpecialDay(day=day, windows=(), why=closure.why)
    return tuple(special[day] for day in sorted(special))


def _clock(window: Window) -> str:
    def time(minutes: int) -> str:
        minutes = minutes % _DAY or (_DAY if minutes == _DAY else 0)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"

    return f"{time(window.start)}-{time(window.end)}"
