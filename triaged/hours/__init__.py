"""Working time: calendars, spans, and arithmetic that is exact across clock changes. Pure; see docs/hours.md.

Every moment that goes in or out is an aware datetime in UTC. Inside, local windows become UTC intervals once, and all
arithmetic is done on those.
"""

from triaged.hours.arithmetic import (
    add,
    closes_at,
    day_opening,
    is_open,
    next_opening,
    open_hours,
    subtract,
    working_time,
)
from triaged.hours.build import WEEKDAYS, build_calendar, parse_hours, parse_windows
from triaged.hours.calendar import Calendar, Closure, SpecialDay, Window
from triaged.hours.closures import ClosedDay, Holiday, closed_days, public_holidays, why_closed
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
from triaged.hours.public import holidays_version
from triaged.hours.span import WorkSpan, parse_span
from triaged.hours.zones import check_zone, next_clock_change

__all__ = [
    "WEEKDAYS",
    "BadClosure",
    "BadSpan",
    "BadWindow",
    "Calendar",
    "CalendarProblem",
    "ClosedDay",
    "Closure",
    "Holiday",
    "NeverOpens",
    "OverlappingWindows",
    "SpecialDay",
    "UnknownHolidays",
    "UnknownWeekday",
    "UnknownZone",
    "Window",
    "WorkSpan",
    "add",
    "build_calendar",
    "check_zone",
    "closed_days",
    "closes_at",
    "day_opening",
    "holidays_version",
    "is_open",
    "next_clock_change",
    "next_opening",
    "open_hours",
    "parse_hours",
    "parse_span",
    "parse_windows",
    "public_holidays",
    "subtract",
    "why_closed",
    "working_time",
]
