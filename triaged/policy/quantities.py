"""Quantities as people write them: "60s", "25 MB", "3 a day", times of day "06:00", of a week "Mon 08:00"."""

import re
from datetime import timedelta

from triaged.hours import WEEKDAYS
from triaged.policy.problems import Wrong, listed, meant, shortened

_UNITS = {"s": 1, "m": 60, "min": 60, "h": 3600, "day": 86400, "days": 86400}
_CLOCK = re.compile(r"(\d{1,6})\s*(s|min|m|h|days?)", re.ASCII)
_LONGEST = timedelta(days=3660)
_SIZES = {"B": 1, "KB": 1 << 10, "MB": 1 << 20, "GB": 1 << 30}
_SIZE = re.compile(r"(\d{1,9})\s*(B|KB|MB|GB)", re.ASCII | re.IGNORECASE)
_TIME_OF_DAY = re.compile(r"(\d\d):([0-5]\d)", re.ASCII)
_MIDNIGHT = timedelta(days=1)
_RATE = re.compile(r"(\d{1,9})\s+an?\s+(minute|hour|day)", re.ASCII)


def parse_clock(text: str) -> timedelta:
    """The clock time that `text` says ("60s", "30m", "2h", "5 days"). Raises Wrong."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        raise Wrong(f'"{shortened(text)}" is not a length of time', expected='"60s", "30m", "2h" or "5 days"')
    length = timedelta(seconds=int(found[1]) * _UNITS[found[2]])
    if length > _LONGEST:
        raise Wrong(f'"{shortened(text)}" is too long', expected="at most ten years")
    return length


def show_clock(length: timedelta) -> str:
    """`length` in whole seconds, as `parse_clock` reads it."""
    seconds = int(length.total_seconds())
    if seconds and seconds % 86400 == 0:
        return f"{seconds // 86400} day{'s' if seconds > 86400 else ''}"
    for unit, size in (("h", 3600), ("m", 60)):
        if seconds and seconds % size == 0:
            return f"{seconds // size}{unit}"
    return f"{seconds}s"


def parse_size(text: str) -> int:
    """The octets that `text` says ("25 MB" = 25 * 1024 * 1024). Raises Wrong."""
    found = _SIZE.fullmatch(text.strip())
    if found is None or not int(found[1]):
        raise Wrong(f'"{shortened(text)}" is not a size', expected='"100 KB" or "25 MB"')
    return int(found[1]) * _SIZES[found[2].upper()]


def show_size(octets: int) -> str:
    """`octets` as `parse_size` reads it."""
    unit = max((unit for unit in _SIZES if octets % _SIZES[unit] == 0), key=_SIZES.__getitem__)
    return f"{octets // _SIZES[unit]} {unit}"


def parse_rate(text: str, per: str) -> int:
    """How many a `per` ("minute", "hour" or "day") `text` says ("3 a day", "30 an hour"). Raises Wrong."""
    found = _RATE.fullmatch(" ".join(text.split()))
    if found is None or found[2] != per:
        raise Wrong(f'"{shortened(text)}" is not a number a {per}', expected=f'"{show_rate(30, per)}"')
    return int(found[1])


def show_rate(number: int, per: str) -> str:
    """`number` a `per`, as `parse_rate` reads it."""
    return f"{number} {'an' if per == 'hour' else 'a'} {per}"


def show_time_of_day(minutes: int) -> str:
    """`minutes` since midnight, as windows of working hours are written."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def parse_time_of_day(text: str) -> timedelta:
    """The time since midnight that `text` says ("06:00"; "24:00" is the end of the day). Raises Wrong."""
    found = _TIME_OF_DAY.fullmatch(text.strip())
    time = timedelta(hours=int(found[1]), minutes=int(found[2])) if found else timedelta.max
    if time > _MIDNIGHT:
        raise Wrong(f'"{shortened(text)}" is not a time of day', expected='"06:00"')
    return time


def parse_time_of_week(text: str) -> tuple[int, timedelta]:
    """The weekday (0 = Monday) and the time since its midnight that `text` says ("Mon 08:00"). Raises Wrong."""
    day, _, time = text.strip().partition(" ")
    known = day.capitalize()
    if known not in WEEKDAYS:
        hint = meant(known[:3], WEEKDAYS)
        raise Wrong(f'"{shortened(text)}" does not begin with a weekday', expected='"Mon 08:00"', hint=hint)
    since = parse_time_of_day(time)
    if since == _MIDNIGHT:
        raise Wrong(f'"{shortened(text)}" is the next day', expected=listed([f"{known} 23:59"]))
    return WEEKDAYS.index(known), since


def show_time(since: timedelta) -> str:
    """`since` midnight, as `parse_time_of_day` reads it."""
    return show_time_of_day(int(since.total_seconds()) // 60)


def show_time_of_week(day: int, since: timedelta) -> str:
    """Weekday and time, as `parse_time_of_week` reads them."""
    return f"{WEEKDAYS[day]} {show_time(since)}"
