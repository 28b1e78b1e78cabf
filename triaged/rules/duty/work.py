"""How much do the people of a roster work between two moments, and when have they worked so long?

The number of people at work is constant between two events. A month is added up once and kept; after that, both
questions are one look into it. Work is the sum of everybody's time: two people in one hour work two.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import accumulate, pairwise

from triaged.hours import NeverOpens
from triaged.rules.duty.roster import Roster

SEARCHED = timedelta(days=3 * 366)
"""Work that is not done after so long has no end in sight."""

_NOTHING = timedelta(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """`starts[i]` to `starts[i + 1]`: `there[i]` are at work; `worked[i]` is the work from the beginning until then.

    `starts` and `worked` have one more entry than `there`: the end.
    """

    starts: tuple[datetime, ...]
    there: tuple[tuple[str, ...], ...]
    worked: tuple[timedelta, ...]

    def until(self, at: datetime) -> timedelta:
        """The work from the beginning to `at`, which lies in the month or at its end."""
        index = min(bisect_right(self.starts, at), len(self.there)) - 1
        return self.worked[index] + (at - self.starts[index]) * len(self.there[index])

    def reached(self, work: timedelta) -> datetime:
        """The earliest moment with so much work since the beginning: more than none, no more than all of it."""
        index = bisect_left(self.worked, work) - 1
        return self.starts[index] - (self.worked[index] - work) // len(self.there[index])

    def between(self, a: datetime, b: datetime) -> tuple[tuple[str, ...], ...]:
        """Who is at work from `a` to `b`, from event to event."""
        return self.there[max(bisect_right(self.starts, a) - 1, 0) : bisect_left(self.starts, b)]


def worked(roster: Roster, a: datetime, b: datetime) -> timedelta:
    """The work of all people of the roster from `a` to `b`; none when `b` is not after `a`."""
    done = _NOTHING
    for begin, end in _months(a, b) if a < b else ():
        month = _month(roster, begin, end)
        done += month.until(min(b, end)) - month.until(max(a, begin))
    return done


def there_between(roster: Roster, a: datetime, b: datetime) -> frozenset[str]:
    """Everybody who is at work at some time from `a` to `b`."""
    months = (_month(roster, begin, end) for begin, end in _months(a, b))
    return frozenset[str]().union(*(there for month in months for there in month.between(a, b)))


def reached(roster: Roster, start: datetime, work: timedelta) -> datetime:
    """The earliest moment by which so much work is done from `start` on. Raises NeverOpens after three years."""
    if work <= _NOTHING:
        return start
    left = work
    for begin, end in _months(start, start + SEARCHED):
        month = _month(roster, begin, end)
        before = month.until(max(start, begin))
        if before + left <= month.worked[-1]:
            return month.reached(before + left)
        left -= month.worked[-1] - before
    raise NeverOpens(f"nobody on duty can be done with it within three years of {start:%Y-%m-%d}")


def _months(start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The months in UTC from that of `start` to that of `end`."""
    begin = datetime(start.year, start.month, 1, tzinfo=UTC)
    while begin < end:
        following = (begin + timedelta(days=32)).replace(day=1)
        yield begin, following
        begin = following


@lru_cache(maxsize=128)
def _month(roster: Roster, begin: datetime, end: datetime) -> Month:
    starts = tuple(sorted({begin, end, *roster.events(begin, end)}))
    there = tuple(roster.there(at) for at in starts[:-1])
    parts = ((later - at) * len(who) for (at, later), who in zip(pairwise(starts), there, strict=True))
    return Month(starts=starts, there=there, worked=tuple(accumulate(parts, initial=_NOTHING)))
