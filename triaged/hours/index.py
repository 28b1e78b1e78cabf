"""A calendar's working time as UTC intervals, compiled a year at a time and kept.

Moments are whole microseconds since 1970 in UTC. A local time that a clock change skips or repeats is read with the
offset that was valid before the change (PEP 495, fold = 0): a window 02:30-10:00 starts 03:30 on the day 02:00-03:00
does not exist, and an hour that is lived twice is worked twice when a window spans it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import accumulate
from types import MappingProxyType
from zoneinfo import ZoneInfo

from triaged.hours.calendar import Calendar, Window
from triaged.hours.public import holidays_of

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
FIRST_YEAR, LAST_YEAR = 1970, 2199
_DAY = 24 * 60

Interval = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Year:
    """The open intervals of one UTC year, in order, none touching another.

    `begin` and `end` bound the year. `worked[i]` is the working time from `begin` to the end of interval i.
    """

    begin: int
    end: int
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    worked: tuple[int, ...]

    @property
    def total(self) -> int:
        """The working time of the whole year."""
        return self.worked[-1] if self.worked else 0

    def worked_before(self, at: int) -> int:
        """The working time from the year's beginning to `at`."""
        past = bisect_right(self.starts, at)
        if not past:
            return 0
        return self.worked[past - 1] - max(0, self.ends[past - 1] - at)

    def reached(self, worked: int) -> int:
        """The earliest moment with `worked` since the beginning; 0 < worked <= total."""
        index = bisect_left(self.worked, worked)
        return self.ends[index] - (self.worked[index] - worked)

    def left(self, worked: int) -> int:
        """The latest moment with `worked` since the beginning; 0 <= worked < total."""
        index = bisect_right(self.worked, worked)
        return self.ends[index] - (self.worked[index] - worked)


def to_moment(at: datetime) -> int:
    """Whole microseconds since 1970 of an aware datetime."""
    return (at - EPOCH) // MICROSECOND


def to_time(moment: int) -> datetime:
    """The aware datetime in UTC."""
    return EPOCH + timedelta(microseconds=moment)


@lru_cache(maxsize=128)
def compile_year(calendar: Calendar, year: int) -> Year:
    """All intervals of a UTC year, clipped to it, touching ones joined. Empty outside FIRST_YEAR to LAST_YEAR."""
    begin, end = _new_year(year), _new_year(year + 1)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return Year(begin, end, (), (), ())
    joined: list[list[int]] = []
    clipped = ((max(start, begin), min(stop, end)) for start, stop in sorted(_intervals(calendar, year)))
    for start, stop in clipped:
        if start >= stop:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1][1] = max(joined[-1][1], stop)
        else:
            joined.append([start, stop])
    return Year(
        begin=begin,
        end=end,
        starts=tuple(start for start, _ in joined),
        ends=tuple(stop for _, stop in joined),
        worked=tuple(accumulate(stop - start for start, stop in joined)),
    )


def _new_year(year: int) -> int:
    return to_moment(datetime(min(max(year, MINYEAR), MAXYEAR), 1, 1, tzinfo=UTC))


def _intervals(calendar: Calendar, year: int) -> Iterator[Interval]:
    """Every interval that may touch the UTC year: local dates begin up to 14 h before or after it."""
    day = date(year, 1, 1) - timedelta(days=2)
    while day <= date(year + 1, 1, 1):
        yield from _intervals_of(calendar, day)
        day += timedelta(days=1)


@lru_cache(maxsize=2048)
def day_intervals(calendar: Calendar, day: date) -> tuple[Interval, ...]:
    """The intervals of the windows that begin on a local date, in order.

    A date with its own rule (holiday, short, closed) owns its 24 hours: what the evening before would run into it ends
    at midnight.
    """
    return _intervals_of(calendar, day)


def _intervals_of(calendar: Calendar, day: date) -> tuple[Interval, ...]:
    windows = windows_on(calendar, day)
    if not windows:
        return ()
    zone = ZoneInfo(calendar.zone)
    latest = _DAY if own_rule(calendar, day + timedelta(days=1)) is not None else 2 * _DAY
    found = ((_moment(day, start, zone), _moment(day, min(end, latest), zone)) for start, end in windows)
    return tuple((start, end) for start, end in found if start < end)


def windows_on(calendar: Calendar, day: date) -> tuple[Window, ...]:
    """The windows that begin on a local date."""
    own = own_rule(calendar, day)
    return calendar.week[day.weekday()] if own is None else own


def own_rule(calendar: Calendar, day: date) -> tuple[Window, ...] | None:
    """The windows of a date that does not follow the week, None when it does."""
    return _own_rules(calendar, day.year).get(day)


@lru_cache(maxsize=128)
def _own_rules(calendar: Calendar, year: int) -> Mapping[date, tuple[Window, ...]]:
    closed = holidays_of(calendar.country, calendar.subdivision, year, "") if calendar.country else {}
    rules: dict[date, tuple[Window, ...]] = {day: () for day in closed if day not in calendar.not_holiday}
    rules.update((special.day, special.windows) for special in calendar.special if special.day.year == year)
    return MappingProxyType(rules)


def local_moment(calendar: Calendar, day: date, microseconds: int) -> int:
    """The moment that stands `microseconds` of wall clock after a local date's midnight."""
    wall = datetime(day.year, day.month, day.day) + timedelta(microseconds=microseconds)  # noqa: DTZ001 - zone below
    return to_moment(wall.replace(tzinfo=ZoneInfo(calendar.zone)))


def _moment(day: date, minutes: int, zone: ZoneInfo) -> int:
    days, minutes = divmod(minutes, _DAY)
    hour, minute = divmod(minutes, 60)
    if days:
        day += timedelta(days=days)
    return int(datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone).timestamp()) * 1_000_000
