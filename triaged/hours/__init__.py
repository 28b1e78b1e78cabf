"""Working time: calendars, spans, and arithmetic that is exact across clock changes. Pure; see docs/hours.md.

Every moment that goes in or out is an aware datetime in UTC. Inside, local windows become UTC intervals once, and all
arithmetic is done on those.
"""

from triaged.hours.calendar import Calendar, Closure, SpecialDay, Window
from triaged.hours.errors import (
    BadClosure,
    BadSpan,
    BadWindow,
    CalendarProblem,
    NeverOpens,
    OverlappingWindows,
    UnknownHolidays,
    UnknownWeekday,
    UnknownZone,
)
from triaged.hours.span import WorkSpan, parse_span

__all__ = [
    "BadClosure",
    "BadSpan",
    "BadWindow",
    "Calendar",
    "CalendarProblem",
    "Closure",
    "NeverOpens",
    "OverlappingWindows",
    "SpecialDay",
    "UnknownHolidays",
    "UnknownWeekday",
    "UnknownZone",
    "Window",
    "WorkSpan",
    "parse_span",
]
