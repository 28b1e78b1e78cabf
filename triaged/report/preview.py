"""What will be promised: every calendar and row, asked about mail that arrives at telling moments (`triaged check`)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from triaged.hours import (
    Calendar,
    Holiday,
    NeverOpens,
    WorkSpan,
    add,
    closed_days,
    is_open,
    next_clock_change,
    next_opening,
    public_holidays,
    subtract,
)
from triaged.model.thread import Promise
from triaged.policy.shape import Policy, PromiseRow
from triaged.rules.promise import Unpromised, promise

_FRIDAY, _SUNDAY = 4, 6
_AHEAD = timedelta(days=400)
_TWELVE_MONTHS = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """A mail that arrives at `arrival`; our letter leaves at `leaves`. Aware, UTC."""

    label: str
    arrival: datetime
    leaves: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """One line of the preview: what this calendar and row would promise in this situation. `row` is the row's name."""

    calendar: str
    zone: str
    row: str
    situation: Situation
    outcome: Promise | Unpromised


def next_promises(policy: Policy, now: datetime) -> tuple[Preview, ...]:
    """What each calendar and row would promise, in the order of the calendars, then of the rows.

    A row is asked with its own calendar, else with those of the teams it may fit.
    """
    found: list[Preview] = []
    for name, calendar in policy.calendars.items():
        met = situations(calendar, now, policy.company.languages[0])
        for row in policy.promise.rows:
            if name in calendars_of(policy, row):
                found.extend(_preview(policy, name, row, situation) for situation in met)
    return tuple(found)


def next_holidays(policy: Policy, now: datetime) -> Mapping[str, tuple[Holiday, ...]]:
    """The public holidays of the next twelve months by calendar, named in the company's first language."""
    language = policy.company.languages[0]
    return {
        name: public_holidays(calendar, today, today + _TWELVE_MONTHS, language)
        for name, calendar in policy.calendars.items()
        for today in [now.astimezone(ZoneInfo(calendar.zone)).date()]
    }


def calendars_of(policy: Policy, row: PromiseRow) -> frozenset[str]:
    """The calendars that may count for a row: its own, else those of the teams that its condition allows."""
    if row.calendar:
        return frozenset({row.calendar})
    return frozenset(team.calendar for key, team in policy.teams.items() if not row.when.team or key in row.when.team)


def situations(calendar: Calendar, now: datetime, language: str) -> tuple[Situation, ...]:
    """Up to ten telling arrivals from `now` on. What a calendar does not know (a holiday, say) is left out."""
    return (
        Situation(label="now", arrival=now, leaves=now),
        *(Situation(label=label, arrival=arrival, leaves=arrival) for label, arrival in _clock_times(calendar, now)),
        *(
            Situation(label=label, arrival=arrival, leaves=arrival)
            for label, arrival in _edges(calendar, now, language)
        ),
        Situation(
            label="Friday 16:00, our letter leaves Monday 9:00 (an outage)",
            arrival=_weekday(calendar, now, _FRIDAY, time(16)),
            leaves=_weekday(calendar, _weekday(calendar, now, _FRIDAY, time(16)), 0, time(9)),
        ),
    )


def _clock_times(calendar: Calendar, now: datetime) -> Iterator[tuple[str, datetime]]:
    """Arrivals that stand on the clock."""
    yield "tonight, 23:00", _next(calendar, now, time(23))
    yield "Friday 16:50", _weekday(calendar, now, _FRIDAY, time(16, 50))
    yield "Friday 17:05", _weekday(calendar, now, _FRIDAY, time(17, 5))
    yield "Sunday 12:00", _weekday(calendar, now, _SUNDAY, time(12))


def _edges(calendar: Calendar, now: datetime, language: str) -> Iterator[tuple[str, datetime]]:
    """Arrivals at an edge of the calendar: before it closes, opens, loses a day, changes its clocks."""
    try:
        closes = add(calendar, now + timedelta(minutes=10), WorkSpan(end_of_day=True))
        if not is_open(calendar, closes):
            yield "10 minutes before we close", closes - timedelta(minutes=10)
            yield "1 hour before we open", next_opening(calendar, closes) - timedelta(hours=1)
        today = now.astimezone(ZoneInfo(calendar.zone)).date()
        for lost in islice(closed_days(calendar, today + timedelta(days=1), today + _AHEAD, language), 1):
            midnight = _local(calendar, lost.day, time(0))
            label = (
                f"1 hour of work before {lost.why} ({lost.day})" if lost.why else f"1 hour of work before {lost.day}"
            )
            yield label, max(now, subtract(calendar, midnight, timedelta(hours=1)))
    except NeverOpens:
        return
    if change := next_clock_change(calendar.zone, now):
        label = f"3 hours before the clocks change ({change.astimezone(ZoneInfo(calendar.zone)).date()})"
        yield label, max(now, change - timedelta(hours=3))


def _preview(policy: Policy, name: str, row: PromiseRow, situation: Situation) -> Preview:
    outcome, _ = promise(
        policy.promise,
        row,
        calendars=policy.calendars,
        team_calendar=name,
        received=situation.arrival,
        now=situation.leaves,
    )
    zone = policy.calendars[name].zone
    return Preview(calendar=name, zone=zone, row=row.name, situation=situation, outcome=outcome)


def _weekday(calendar: Calendar, after: datetime, weekday: int, at: time) -> datetime:
    """The next moment after `after` at which the local clock shows `at` on that weekday."""
    day = after.astimezone(ZoneInfo(calendar.zone)).date()
    day += timedelta(days=(weekday - day.weekday()) % 7)
    found = _local(calendar, day, at)
    return found if found > after else _local(calendar, day + timedelta(days=7), at)


def _next(calendar: Calendar, after: datetime, at: time) -> datetime:
    day = after.astimezone(ZoneInfo(calendar.zone)).date()
    found = _local(calendar, day, at)
    return found if found > after else _local(calendar, day + timedelta(days=1), at)


def _local(calendar: Calendar, day: date, at: time) -> datetime:
    return datetime.combine(day, at, ZoneInfo(calendar.zone)).astimezone(UTC)
