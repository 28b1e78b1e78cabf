"""Which round time is long enough to be promised?"""

from collections.abc import Iterable
from datetime import timedelta

from triaged.hours import Calendar, WorkSpan

MINUTES = (30, 60, 90, 120, 180, 240, 300, 360, 480, 720)
DAYS = (1, 2, 3, 4, 5, 6, 8, 10, 15, 20)
"""What people say. A time that is no shorter than a working day is said in days."""


def shortest_day(calendars: Iterable[Calendar]) -> timedelta:
    """Working time of the shortest weekday on which one of these calendars opens: a "day" is at least so long."""
    lengths = (sum(end - start for start, end in day) for calendar in calendars for day in calendar.week if day)
    return timedelta(minutes=min(lengths, default=24 * 60))


def length(span: WorkSpan, day: timedelta) -> timedelta:
    """The working time that a span lasts at least, where a day has at least `day`."""
    return span.days * day if span.days or span.end_of_day else span.time


def friendly(time: timedelta, day: timedelta) -> WorkSpan:
    """The shortest friendly span that lasts at least `time`; the longest there is, where none does."""
    for minutes in MINUTES:
        whole = timedelta(minutes=minutes)
        if time <= whole < day:
            return WorkSpan(time=whole)
    return WorkSpan(days=next((days for days in DAYS if time <= days * day), DAYS[-1]))
