"""Quantities as people write them: clock times "60s", sizes "25 MB", rates "3 a day", times of day "06:00"."""

import re
from datetime import timedelta

from triaged.policy.problems import Wrong, shortened

_UNITS = {"s": 1, "m": 60, "min": 60, "h": 3600, "day": 86400, "days": 86400}
_CLOCK = re.compile(r"(\d{1,6})\s*(s|min|m|h|days?)", re.ASCII)
_LONGEST = timedelta(days=3660)
_SIZES = {"B": 1, "KB": 1 << 10, "MB": 1 << 20, "GB": 1 << 30}
_SIZE = re.compile(r"(\d{1,9})\s*(B|KB|MB|GB)", re.ASCII | re.IGNORECASE)
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
