"""hours against workclock, an independent library in another language (Rust) by another author.

One difference is meant: of a night shift that begins on a holiday, workclock keeps the hours after midnight, and we do
not. So calendars with holidays have no night shifts here; test_hours_properties.py walks through those by the minute.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays
import pytest
import workclock

from triaged.hours import Calendar, WorkSpan, add, build_calendar, is_open, next_opening, subtract, working_time

ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "Pacific/Auckland")
YEARS = range(2024, 2031)
HOLIDAYS_OF = range(1990, 2070)  # as far as 200 hours of the shortest week reach, both ways
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
CASES = 10_000
CALENDARS = 60


@dataclass(frozen=True)
class Pair:
    ours: Calendar
    theirs: workclock.Schedule


def random_day(rng: random.Random, *, nights: bool) -> list[tuple[int, int]]:
    """Windows in minutes that never overlap; one day in five runs past midnight where `nights`, some are whole days."""
    shape = rng.randrange(10)
    if shape == 0:
        return [(0, 1440)]
    if shape in {1, 2} and nights:
        return [(rng.randrange(18 * 60, 24 * 60), 1440 + rng.randrange(0, 6 * 60))]
    if shape == 3:  # the hours in which clocks change
        start = rng.randrange(60)
        return [(start, start + rng.randrange(10, 200)), (260, 261 + rng.randrange(0, 60))]
    edges = sorted(rng.sample(range(6 * 60, 18 * 60, 5), 4))
    return [(edges[0], edges[1]), (edges[2], edges[3])] if shape < 8 else [(edges[0], edges[3])]


def random_pair(rng: random.Random, zone: str) -> Pair:
    german = rng.random() < 0.5
    days = {day: random_day(rng, nights=not german) for day in rng.sample(range(7), rng.randint(1, 7))}
    for day, windows in days.items():  # a night shift must end before the next day's windows
        following = days.get((day + 1) % 7)
        if windows[-1][1] > 1440 and following and following[0][0] < 360:
            days[day] = [(8 * 60, 12 * 60)]
    closed = (
        [day for year in HOLIDAYS_OF for day in holidays.country_holidays("DE", subdiv="HH", years=year)]
        if german
        else []
    )
    ours = build_calendar(
        name="random",
        zone=zone,
        open=[f"{WEEKDAYS[day]} " + " ".join(f"{clock(a)}-{clock(b)}" for a, b in ws) for day, ws in days.items()],
        holidays="DE-HH" if german else "none",
    )
    rules: list[workclock.Rule] = [
        workclock.WorkDay(clock_time(a), clock_time(b), [day]) for day, ws in days.items() for a, b in ws
    ]
    if closed:
        rules.append(workclock.Holidays(closed))
    return Pair(ours, workclock.Schedule(rules, time_zone=zone))


def clock(minutes: int) -> str:
    return "24:00" if minutes == 1440 else f"{minutes % 1440 // 60:02d}:{minutes % 60:02d}"


def clock_time(minutes: int) -> time:
    return time(minutes % 1440 // 60, minutes % 60)


def clock_changes(zone: str) -> list[datetime]:
    """Every moment, to the minute, at which the zone's offset changes within YEARS."""
    found = []
    t = datetime(YEARS[0], 1, 2, tzinfo=UTC)
    while t.year < YEARS[-1]:
        after = t + timedelta(hours=12)
        if t.astimezone(ZoneInfo(zone)).utcoffset() != after.astimezone(ZoneInfo(zone)).utcoffset():
            low, high = t, after
            while high - low > timedelta(minutes=1):
                middle = low + (high - low) / 2
                same = middle.astimezone(ZoneInfo(zone)).utcoffset() == low.astimezone(ZoneInfo(zone)).utcoffset()
                low, high = (middle, high) if same else (low, middle)
            found.append(high.replace(second=0, microsecond=0))
        t = after
    return found


def starts(rng: random.Random, zone: str, count: int) -> Iterator[datetime]:
    """Half near a clock change, each of them in turn; half anywhere."""
    changes = clock_changes(zone)
    assert len(changes) >= 12, "two changes a year"
    for number in range(count):
        if number % 2:
            near = changes[number // 2 % len(changes)]
            yield near + timedelta(seconds=rng.randint(-36 * 3600, 36 * 3600))
        else:
            yield datetime(rng.choice(YEARS[:-2]), 1, 1, tzinfo=UTC) + timedelta(seconds=rng.randrange(365 * 86_400))


def test_the_random_cases_reach_every_clock_change_of_five_zones() -> None:
    """Each zone's starts come within 36 h of each of its clock changes."""
    for zone in ZONES:
        seen = list(starts(random.Random(1), zone, CASES // len(ZONES)))
        for change in clock_changes(zone):
            assert any(abs(start - change) <= timedelta(hours=36) for start in seen)


@pytest.mark.parametrize("zone", ZONES)
def test_ten_thousand_random_cases_agree(zone: str) -> None:
    """Adding, subtracting, measuring and looking for the next opening give what workclock gives, to the microsecond."""
    rng = random.Random(f"hours {zone}")
    pairs = [random_pair(rng, zone) for _ in range(CALENDARS // len(ZONES))]
    for start in starts(rng, zone, CASES // len(ZONES)):
        pair = rng.choice(pairs)
        amount = timedelta(
            minutes=rng.choice((1, 30, 60, 240, 480, 2400)) * rng.randint(1, 5), seconds=rng.randint(0, 59)
        )
        end = start + timedelta(seconds=rng.randint(0, 40 * 86_400))
        case = f"{pair.ours} at {start} by {amount} to {end}"
        assert add(pair.ours, start, WorkSpan(time=amount)) == pair.theirs.add(start, amount), case
        assert subtract(pair.ours, start, amount) == pair.theirs.sub(start, amount), case
        assert working_time(pair.ours, start, end) == pair.theirs.between(start, end), case
        opens, closes = pair.theirs.next_period(start)
        assert next_opening(pair.ours, start) == opens, case
        assert is_open(pair.ours, start) == (opens == start), case
        assert not is_open(pair.ours, closes), case
