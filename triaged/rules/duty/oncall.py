"""Whose week is it to be on call?"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from triaged.hours import Calendar, is_open
from triaged.model.people import Absence
from triaged.policy.shape import OnCall

FIRST_MONDAY = datetime(1970, 1, 5)  # noqa: DTZ001 - local midnight in whatever zone the calendar has
"""Weeks are numbered from here, so that whose week it is depends on nothing that was ever stored."""

_WEEK = timedelta(weeks=1)


def turn(on_call: OnCall, calendar: Calendar, at: datetime, absences: Iterable[Absence]) -> str | None:
    """Who is on call at `at`: whose week it is, or the next who is not absent. None while nobody is."""
    if not is_open(calendar, at):
        return None
    missing = {absence.person for absence in absences if absence.since <= at < absence.until}
    first = week_of(on_call, calendar, at)
    count = len(on_call.people)
    in_turn = (on_call.people[(first + step) % count] for step in range(count))
    return next((person for person in in_turn if person not in missing), None)


def week_of(on_call: OnCall, calendar: Calendar, at: datetime) -> int:
    """The number of the week on call that `at` lies in; weeks begin at the change-over."""
    wall = at.astimezone(ZoneInfo(calendar.zone)).replace(tzinfo=None)
    number = (wall - _first(on_call)) // _WEEK
    # The clock may stand still or go back around the change-over: then the wall shows a week too many or too few.
    if at < change(on_call, calendar, number):
        return number - 1
    return number + 1 if at >= change(on_call, calendar, number + 1) else number


def change(on_call: OnCall, calendar: Calendar, number: int) -> datetime:
    """When week `number` begins: a local clock time, read as opening times are."""
    return (_first(on_call) + number * _WEEK).replace(tzinfo=ZoneInfo(calendar.zone)).astimezone(UTC)


def changes_between(on_call: OnCall, calendar: Calendar, begin: datetime, end: datetime) -> Iterator[datetime]:
    """The change-overs after `begin` and before `end`."""
    number = week_of(on_call, calendar, begin) + 1
    while (at := change(on_call, calendar, number)) < end:
        yield at
        number += 1


def _first(on_call: OnCall) -> datetime:
    weekday, clock = on_call.changes
    return FIRST_MONDAY + timedelta(days=weekday) + clock
