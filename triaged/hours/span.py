"""Spans of working time: "45m", "4h", "1h30m", "1 day", "end of day", "end of next day"."""

import re
from dataclasses import dataclass
from datetime import timedelta

from triaged.hours.errors import BadSpan

_CLOCK = re.compile(r"(?:(?P<hours>\d{1,4})\s*h)?\s*(?:(?P<minutes>\d{1,5})\s*m(?:in)?)?", re.ASCII)
_DAYS = re.compile(r"(?P<days>\d{1,3})\s*days?", re.ASCII)
_LONGEST_DAYS = 366
_LONGEST_TIME = timedelta(hours=24 * _LONGEST_DAYS)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkSpan:
    """A span of working time: either `time`, or `days`.

    `time`: that much working time. `days`: the same clock time on the open day that many open days later; with
    `end_of_day`, the end of that day instead (0 = the same day).
    """

    time: timedelta = timedelta(0)
    days: int = 0
    end_of_day: bool = False

    def __str__(self) -> str:
        """The span as `parse_span` reads it."""
        if self.end_of_day:
            return {0: "end of day", 1: "end of next day"}.get(self.days, f"end of day {self.days} days later")
        if self.days:
            return "1 day" if self.days == 1 else f"{self.days} days"
        hours, minutes = divmod(int(self.time.total_seconds()) // 60, 60)
        return (f"{hours}h" if hours else "") + (f"{minutes}m" if minutes or not hours else "")


def parse_span(text: str) -> WorkSpan:
    """The span that `text` says. Raises BadSpan with what was expected."""
    plain = " ".join(text.lower().split())
    if plain == "end of day":
        return WorkSpan(end_of_day=True)
    if plain == "end of next day":
        return WorkSpan(days=1, end_of_day=True)
    if found := _DAYS.fullmatch(plain):
        span = WorkSpan(days=int(found["days"]))
    elif plain and (found := _CLOCK.fullmatch(plain)):
        span = WorkSpan(time=timedelta(hours=int(found["hours"] or 0), minutes=int(found["minutes"] or 0)))
    else:
        raise BadSpan(
            f'"{text}" is not a span of working time',
            hint='write "45m", "4h", "1h30m", "1 day", "2 days", "end of day"',
        )
    if not span.time and not span.days:
        raise BadSpan(f'"{text}" lasts no time', hint='the shortest span is "1m"')
    if span.days > _LONGEST_DAYS or span.time > _LONGEST_TIME:
        raise BadSpan(f'"{text}" is longer than a year')
    return span
