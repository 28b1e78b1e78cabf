"""Working time: how much lies between two moments, and which moment lies so much later.

Moments are aware datetimes in UTC. An interval is open from its start up to, not including, its end.
"""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import islice
from zoneinfo import ZoneInfo

from triaged.hours.calendar import Calendar
from triaged.hours.errors import NeverOpens
from triaged.hours.index import (
    MICROSECOND,
    Interval,
    Year,
    compile_year,
    day_intervals,
    local_moment,
    to_moment,
    to_time,
)
from triaged.hours.span import WorkSpan

# Answers are kept: many mails are counted from the same second, or from the one moment at which a batch is decided.
_KEPT = 1024
_EMPTY_YEARS = 3
_DAYS_SEARCHED = 366 * _EMPTY_YEARS


@lru_cache(maxsize=_KEPT)
def add(calendar: Calendar, start: datetime, span: WorkSpan) -> datetime:
    """The earliest moment at which `span` has passed since `start`; a span that ends at closing time ends there.

    Days count from the first open moment at or after `start`: mail of Saturday stands as if it came when we open. Where
    the same clock time n open days later falls in a break or before opening, it is the opening after it; where that day
    closes earlier, its close. Raises NeverOpens.
    """
    if span.days or span.end_of_day:
        return to_time(_days_later(calendar, to_moment(next_opening(calendar, start)), span))
    return to_time(_later(calendar, start, span.time // MICROSECOND))


def subtract(calendar: Calendar, end: datetime, time: timedelta) -> datetime:
    """The latest moment from which `time` of working time passes until `end`. Raises NeverOpens."""
    left = time // MICROSECOND
    if not left:
        return end
    for year, at in _years(calendar, end, -1):
        done = year.worked_before(at)
        if left <= done:
            return to_time(year.left(done - left))
        left -= done
    raise _never(calendar, end)


def working_time(calendar: Calendar, a: datetime, b: datetime) -> timedelta:
    """The working time from `a` to `b`, negative when `b` is before `a`."""
    if b < a:
        return -working_time(calendar, b, a)
    worked = compile_year(calendar, b.year).worked_before(to_moment(b))
    worked -= compile_year(calendar, a.year).worked_before(to_moment(a))
    worked += sum(compile_year(calendar, year).total for year in range(a.year, b.year))
    return timedelta(microseconds=worked)


def is_open(calendar: Calendar, t: datetime) -> bool:
    """Whether `t` is working time: opening time is, closing time is not."""
    return _around(compile_year(calendar, t.year), to_moment(t)) is not None


def open_hours(calendar: Calendar, a: datetime, b: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The stretches of working time that begin at or after `a` and before `b`, from `a` itself while we are open.

    A stretch that has not ended within three years ends at `b`. Raises NeverOpens.
    """
    at = a
    while at < b:
        opens = next_opening(calendar, at)
        if opens >= b:
            return
        closes = closes_at(calendar, opens) or b
        yield opens, closes
        at = closes


@lru_cache(maxsize=_KEPT)
def next_opening(calendar: Calendar, t: datetime) -> datetime:
    """The first open moment at or after `t`: `t` itself while we are open. Raises NeverOpens."""
    for year, at in _years(calendar, t, +1):
        if _around(year, at):
            return to_time(at)
        following = bisect_right(year.starts, at)
        if following < len(year.starts):
            return to_time(year.starts[following])
    raise _never(calendar, t)


def closes_at(calendar: Calendar, t: datetime) -> datetime | None:
    """When we close next: the end of the stretch `t` lies in, else of the next. None when not within three years."""
    opened = next_opening(calendar, t)
    for year, at in islice(_years(calendar, opened, +1), _EMPTY_YEARS + 1):
        stretch = _around(year, at)
        if stretch is None:
            return to_time(at)
        if stretch[1] < year.end:
            return to_time(stretch[1])
    return None


@lru_cache(maxsize=_KEPT)
def day_opening(calendar: Calendar, t: datetime) -> datetime | None:
    """When the working day that `t` is part of began, breaks left aside.

    None while closed, and when we were already open just before (24/7, or a night shift into the day).
    """
    day = _day_of(calendar, to_moment(t))
    if day is None:
        return None
    first = day_intervals(calendar, day)[0][0]
    return None if is_open(calendar, to_time(first - 1)) else to_time(first)


def _later(calendar: Calendar, start: datetime, left: int) -> int:
    if not left:
        return to_moment(start)
    for year, at in _years(calendar, start, +1):
        done = year.worked_before(at)
        if done + left <= year.total:
            return year.reached(done + left)
        left -= year.total - done
    raise _never(calendar, start)


def _days_later(calendar: Calendar, opened: int, span: WorkSpan) -> int:
    """`span` in days from an open moment."""
    day = _day_of(calendar, opened)
    if day is None:
        raise _never(calendar, to_time(opened))
    wall = to_time(opened).astimezone(ZoneInfo(calendar.zone)).replace(tzinfo=None)
    clock = (wall - datetime(day.year, day.month, day.day)) // MICROSECOND  # noqa: DTZ001 - both are wall clock
    for _ in range(span.days):
        day = _next_open_day(calendar, day)
    intervals = day_intervals(calendar, day)
    if span.end_of_day:
        return intervals[-1][1]
    moment = local_moment(calendar, day, clock)
    for start, end in intervals:
        if moment < end:
            return max(start, moment)
    return intervals[-1][1]


def _next_open_day(calendar: Calendar, day: date) -> date:
    for _ in range(_DAYS_SEARCHED):
        day += timedelta(days=1)
        if day_intervals(calendar, day):
            return day
    raise NeverOpens(f'the calendar "{calendar.name}" does not open within three years after {day}')


def _day_of(calendar: Calendar, moment: int) -> date | None:
    """The local date on which the window that `moment` lies in begins, None while closed."""
    today = to_time(moment).astimezone(ZoneInfo(calendar.zone)).date()
    for day in (today, today - timedelta(days=1)):
        if any(start <= moment < end for start, end in day_intervals(calendar, day)):
            return day
    return None


def _around(year: Year, at: int) -> Interval | None:
    index = bisect_right(year.starts, at) - 1
    return (year.starts[index], year.ends[index]) if index >= 0 and at < year.ends[index] else None


def _years(calendar: Calendar, t: datetime, step: int) -> Iterator[tuple[Year, int]]:
    """The years from that of `t` on (`step` +1) or back (-1), each with the moment at which it is entered.

    Ends after three whole years in a row without working time.
    """
    number, at, empty = t.year, to_moment(t), 0
    while empty <= _EMPTY_YEARS:
        year = compile_year(calendar, number)
        yield year, at
        empty = 0 if year.starts else empty + 1
        number += step
        at = year.end if step > 0 else year.begin


def _never(calendar: Calendar, t: datetime) -> NeverOpens:
    return NeverOpens(f'the calendar "{calendar.name}" does not open within three years of {t:%Y-%m-%d}')
