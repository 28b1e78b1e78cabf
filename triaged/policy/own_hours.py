"""A person's own hours: their own windows in the zone, with the holidays and closed days, of their team."""

from collections.abc import Iterable
from dataclasses import replace

from triaged.hours import Calendar, SpecialDay, Window, build_calendar


def own_hours(person: str, written: Iterable[str], team: Calendar) -> Calendar:
    """The calendar of `person`, who works `written` ("Mon-Wed 08:00-14:00") in a team that works `team`.

    On the team's short days they work as long as both do. Raises CalendarProblem.
    """
    own = build_calendar(name=f"person {person}", zone=team.zone, open=written)
    special = tuple(_both(day, own.week[day.day.weekday()]) for day in team.special)
    return replace(
        own,
        special=special,
        country=team.country,
        subdivision=team.subdivision,
        not_holiday=team.not_holiday,
    )


def _both(day: SpecialDay, own: tuple[Window, ...]) -> SpecialDay:
    shared = (Window(max(one.start, other.start), min(one.end, other.end)) for one in day.windows for other in own)
    return replace(day, windows=tuple(sorted(window for window in shared if window.start < window.end)))
