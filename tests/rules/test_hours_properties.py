"""What must hold for every calendar, and a walk by the minute that shares nothing with the arithmetic."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays
from hypothesis import given, settings
from hypothesis import strategies as st

from triaged.hours import (
    Calendar,
    Closure,
    WorkSpan,
    add,
    build_calendar,
    closes_at,
    is_open,
    next_opening,
    open_hours,
    parse_span,
    subtract,
    working_time,
)

MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)
INSTANT = timedelta(microseconds=1)
CALENDARS = (
    build_calendar(
        name="office",
        zone="Europe/Berlin",
        open=["Mon-Thu 08:00-12:00 12:30-17:00", "Fri 08:00-12:00 12:30-15:15"],
        holidays="DE-HH",
        not_holiday=[date(2026, 10, 31)],
        short={date(2026, 12, 23): "08:00-12:00"},
        closed=[Closure(first=date(2026, 12, 24), last=date(2026, 12, 31), why={"de": "Betriebsferien"})],
    ),
    build_calendar(name="always", zone="Europe/Berlin", open=["Mon-Sun 00:00-24:00"]),
    build_calendar(
        name="nights",
        zone="Europe/Berlin",
        open=["Mon-Sun 22:00-06:00", "Sat 09:00-13:00"],
        holidays="DE-HH",
        short={date(2026, 3, 31): "20:00-03:00"},
    ),
    build_calendar(name="small hours", zone="America/New_York", open=["Sun-Tue 01:30-02:10 02:40-03:20"]),
    build_calendar(name="half an hour", zone="Australia/Lord_Howe", open=["Mon-Sun 01:45-02:15", "Wed 09:00-17:00"]),
)
GERMAN = frozenset(holidays.country_holidays("DE", subdiv="HH", years=range(2024, 2031)))
calendars = st.sampled_from(CALENDARS)
moments = st.integers(0, 4 * 365 * 86_400).map(lambda second: datetime(2025, 1, 1, tzinfo=UTC) + second * SECOND)
amounts = st.timedeltas(INSTANT, timedelta(hours=200))
spans = st.one_of(
    st.builds(lambda time: WorkSpan(time=time), amounts),
    st.sampled_from([parse_span(text) for text in ("1 day", "2 days", "5 days", "end of day", "end of next day")]),
)


@settings(deadline=None)
@given(calendars, moments, amounts)
def test_adding_then_measuring_gives_the_span(calendar: Calendar, start: datetime, time: timedelta) -> None:
    """The working time between a moment and that moment plus a span is the span."""
    assert working_time(calendar, start, add(calendar, start, WorkSpan(time=time))) == time


@settings(deadline=None)
@given(calendars, moments, amounts)
def test_subtracting_then_measuring_gives_the_span(calendar: Calendar, end: datetime, time: timedelta) -> None:
    """The working time between a moment less a span and that moment is the span."""
    assert working_time(calendar, subtract(calendar, end, time), end) == time


@settings(deadline=None)
@given(calendars, moments, amounts)
def test_the_stretches_between_two_moments_hold_their_working_time(
    calendar: Calendar, start: datetime, length: timedelta
) -> None:
    """One after the other, none before the first moment, none begun after the second; together what was worked."""
    end = start + length
    found = list(open_hours(calendar, start, end))
    edges = [edge for stretch in found for edge in stretch]
    assert edges == sorted(edges)
    assert all(start <= opens < end for opens, _ in found)
    assert sum((min(closes, end) - opens for opens, closes in found), timedelta()) == working_time(calendar, start, end)


@settings(deadline=None)
@given(calendars, moments, amounts, amounts)
def test_spans_of_time_add_up(calendar: Calendar, start: datetime, one: timedelta, other: timedelta) -> None:
    """Adding two spans one after the other is adding their sum."""
    after_one = add(calendar, start, WorkSpan(time=one))
    assert add(calendar, after_one, WorkSpan(time=other)) == add(calendar, start, WorkSpan(time=one + other))


@settings(deadline=None)
@given(calendars, moments, st.timedeltas(timedelta(0), timedelta(days=20)), amounts)
def test_who_writes_later_is_not_promised_earlier(
    calendar: Calendar, start: datetime, later: timedelta, time: timedelta
) -> None:
    """A later start never gives an earlier end, for spans of time."""
    span = WorkSpan(time=time)
    assert add(calendar, start, span) <= add(calendar, start + later, span)


@settings(deadline=None)
@given(st.sampled_from(CALENDARS[:2]), moments, st.timedeltas(timedelta(0), timedelta(days=20)), spans)
def test_who_writes_later_is_not_promised_earlier_in_days(
    calendar: Calendar, start: datetime, later: timedelta, span: WorkSpan
) -> None:
    """A later start never gives an earlier end, for days too, except within the hour that is lived twice."""
    zone = ZoneInfo(calendar.zone)
    if any(lived_twice(next_opening(calendar, t).astimezone(zone)) for t in (start, start + later)):
        return
    assert add(calendar, start, span) <= add(calendar, start + later, span)


@settings(deadline=None)
@given(calendars, moments, spans)
def test_the_end_of_a_span_is_working_time_or_its_close(calendar: Calendar, start: datetime, span: WorkSpan) -> None:
    """No span ends outside hours."""
    end = add(calendar, start, span)
    assert is_open(calendar, end) or is_open(calendar, end - INSTANT)
    assert end >= start


@settings(deadline=None)
@given(calendars, moments)
def test_opening_and_closing_enclose_what_is_open(calendar: Calendar, t: datetime) -> None:
    """Between the opening and the close of a stretch everything is working time, and nothing just outside it."""
    opens, closes = next_opening(calendar, t), closes_at(calendar, t)
    assert is_open(calendar, opens)
    assert (opens == t) == is_open(calendar, t)
    assert not working_time(calendar, t, opens)
    if closes is None:
        assert calendar.name == "always"
        return
    assert working_time(calendar, opens, closes) == closes - opens
    assert not is_open(calendar, closes)
    assert opens == t or not is_open(calendar, opens - INSTANT)


@settings(max_examples=60, deadline=None)
@given(calendars, moments.map(lambda t: t.replace(second=0, microsecond=0)), st.integers(1, 4 * 24 * 60))
def test_a_walk_by_the_minute_agrees(calendar: Calendar, start: datetime, minutes: int) -> None:
    """Counting the minutes that a clock on the wall shows inside hours gives `working_time`."""
    open_minutes = sum(open_by_the_wall(calendar, start + MINUTE * step) for step in range(minutes))
    assert working_time(calendar, start, start + MINUTE * minutes) == MINUTE * open_minutes


def test_a_walk_over_every_clock_change_agrees() -> None:
    """The walk agrees around each of the clock changes of 2026, where a clock on the wall jumps or repeats itself."""
    for calendar in CALENDARS[:3]:  # the others have edges within the change, which the wall cannot tell apart
        for day in (date(2026, 3, 28), date(2026, 10, 24)):
            start = datetime.combine(day, time(12), UTC)
            counted = sum(open_by_the_wall(calendar, start + MINUTE * step) for step in range(36 * 60))
            assert working_time(calendar, start, start + timedelta(hours=36)) == MINUTE * counted


def lived_twice(local: datetime) -> bool:
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


def open_by_the_wall(calendar: Calendar, t: datetime) -> bool:
    """Whether a person who looks at the wall calendar and the wall clock would say that we are open."""
    local = t.astimezone(ZoneInfo(calendar.zone))
    minute = local.hour * 60 + local.minute
    if any(start <= minute < end for start, end in hours_on(calendar, local.date())[0]):
        return True
    if hours_on(calendar, local.date())[1]:
        return False
    evening_before = hours_on(calendar, local.date() - timedelta(days=1))[0]
    return any(start <= minute + 24 * 60 < end for start, end in evening_before)


def hours_on(calendar: Calendar, day: date) -> tuple[tuple[tuple[int, int], ...], bool]:
    """The windows that begin on a date, and whether the date has a rule of its own."""
    for special in calendar.special:
        if special.day == day:
            return special.windows, True
    german = calendar.country == "DE" and day in GERMAN
    if german and day not in calendar.not_holiday:
        return (), True
    return calendar.week[day.weekday()], False
