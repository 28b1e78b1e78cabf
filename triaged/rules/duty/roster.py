"""Whose hours count, and who of them is there?"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from triaged.hours import Calendar, NeverOpens, closes_at, is_open, next_opening
from triaged.model.people import Absence
from triaged.policy.shape import OnCall, Policy
from triaged.rules.duty.oncall import changes_between, turn

Hours = tuple[str, tuple[Calendar, ...]]
"""A person's key and their calendars: they are at work while one of them is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """Who works when: people with their hours, and what keeps them away.

    With `on_call`, the person on call counts as there while `on_call_calendar` is open.
    """

    people: tuple[Hours, ...]
    absences: tuple[Absence, ...]
    on_call: OnCall | None = None
    on_call_calendar: Calendar | None = None

    def there(self, at: datetime) -> tuple[str, ...]:
        """Who is at work at `at`, in the order of `people`; then who is on call, if that is nobody of them."""
        found = [
            person
            for person, calendars in self.people
            if any(is_open(calendar, at) for calendar in calendars) and not away(person, at, self.absences)
        ]
        if self.on_call is not None and self.on_call_calendar is not None:
            caught = turn(self.on_call, self.on_call_calendar, at, self.absences)
            if caught is not None and caught not in found:
                found.append(caught)
        return tuple(found)

    def only(self, person: str) -> "Roster":
        """That person alone, by their hours here."""
        return Roster(
            people=tuple(hours for hours in self.people if hours[0] == person),
            absences=tuple(absence for absence in self.absences if absence.person == person),
        )

    def events(self, begin: datetime, end: datetime) -> Iterator[datetime]:
        """Every moment from `begin` up to `end` at which somebody may come or go, in no order, some of them twice."""
        calendars = {calendar for _, several in self.people for calendar in several}
        if self.on_call is not None and self.on_call_calendar is not None:
            calendars.add(self.on_call_calendar)
            yield from changes_between(self.on_call, self.on_call_calendar, begin, end)
        for calendar in calendars:
            yield from _doors(calendar, begin, end)
        for absence in self.absences:
            yield from (at for at in (absence.since, absence.until) if begin <= at < end)


def team_roster(policy: Policy, team: str, absences: Sequence[Absence], *, critical: bool = False) -> Roster:
    """The people of a team, in its order. `critical`: with the one who is on call."""
    entry = policy.teams[team]
    people = tuple((person, (hours_of(policy, person, team),)) for person in entry.people)
    on_call = entry.on_call if critical else None
    keys = {*entry.people, *(on_call.people if on_call else ())}
    return Roster(
        people=people,
        absences=tuple(absence for absence in absences if absence.person in keys),
        on_call=on_call,
        on_call_calendar=policy.calendars[on_call.calendar] if on_call else None,
    )


def person_roster(policy: Policy, person: str, absences: Sequence[Absence]) -> Roster:
    """One person, with all their hours."""
    return Roster(
        people=((person, all_hours_of(policy, person)),),
        absences=tuple(absence for absence in absences if absence.person == person),
    )


def hours_of(policy: Policy, person: str, team: str) -> Calendar:
    """The hours of a person in a team: their own, else the team's."""
    return policy.people[person].hours or policy.calendars[policy.teams[team].calendar]


def all_hours_of(policy: Policy, person: str) -> tuple[Calendar, ...]:
    """The calendars a person works by: their own; else those of their teams.

    Who belongs to no team works the hours of the teams they lead or manage, and who has none of these any team's: also
    their notices wait for the morning.
    """
    own = policy.people[person].hours
    if own is not None:
        return (own,)
    teams = policy.teams.values()
    found = (
        [team for team in teams if person in team.people]
        or [team for team in teams if person in {team.lead, team.manager}]
        or teams
    )
    return tuple(policy.calendars[key] for key in dict.fromkeys(team.calendar for team in found))


def away(person: str, at: datetime, absences: Iterable[Absence]) -> bool:
    """Whether a recorded absence of the person covers `at`."""
    return any(absence.person == person and absence.since <= at < absence.until for absence in absences)


def _doors(calendar: Calendar, begin: datetime, end: datetime) -> Iterator[datetime]:
    """The openings and closings from `begin` up to `end`."""
    at: datetime | None = begin
    try:
        while at is not None:
            opens = next_opening(calendar, at)
            if opens >= end:
                return
            yield opens
            at = closes_at(calendar, opens)
            if at is None or at >= end:
                return
            yield at
    except NeverOpens:
        return
