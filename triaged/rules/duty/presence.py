"""Who is on duty, and who can be told?"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from triaged.hours import Calendar, NeverOpens, next_opening
from triaged.model.people import Absence
from triaged.policy.shape import Policy, Team
from triaged.rules.duty.oncall import turn
from triaged.rules.duty.roster import Roster, all_hours_of, away, person_roster, team_roster
from triaged.rules.duty.work import worked

LONG_ENOUGH = timedelta(minutes=15)
"""Who works for less than this before a time is not counted on for it."""


def on_duty(policy: Policy, team: str, at: datetime, absences: Sequence[Absence]) -> tuple[str, ...]:
    """The people of the team who are at work for it at `at`, in the team's order."""
    return team_roster(policy, team, absences).there(at)


def on_call(policy: Policy, team: str, at: datetime, absences: Sequence[Absence]) -> str | None:
    """Who of the team is on call at `at`: whose week it is, the next one when they are absent. None: nobody is."""
    entry = policy.teams[team].on_call
    return None if entry is None else turn(entry, policy.calendars[entry.calendar], at, absences)


def lead_now(team: Team, now: datetime, absences: Sequence[Absence]) -> str:
    """The lead; the manager, where there is one, while the lead is away."""
    return team.manager if team.manager and away(team.lead, now, absences) else team.lead


def leads_now(
    policy: Policy, team: Team, now: datetime, absences: Sequence[Absence], *, manager: bool = False
) -> tuple[str, ...]:
    """Who hears what is the lead's: the lead, else the manager; with `manager` the other way round.

    While both are away the people on duty hear it; where nobody is, it waits for the one who is away.
    """
    first = (team.manager, team.lead) if manager else (team.lead, team.manager)
    there = next((person for person in first if person and not away(person, now, absences)), "")
    if there:
        return (there,)
    return on_duty(policy, team.key, now, absences) or (team.manager or team.lead,)


def at_work(policy: Policy, person: str, at: datetime, absences: Sequence[Absence]) -> bool:
    """Whether the person works at `at`: by their own hours, else by those of any of their teams."""
    return bool(person_roster(policy, person, absences).there(at))


def next_at_work(policy: Policy, person: str, after: datetime, absences: Sequence[Absence]) -> datetime | None:
    """The first moment at or after `after` at which the person works. None when there is none within three years."""
    own = [absence for absence in absences if absence.person == person]
    moments = (_next_there(calendar, own, after) for calendar in all_hours_of(policy, person))
    return min((at for at in moments if at is not None), default=None)


def reachable(policy: Policy, person: str, at: datetime, *, critical: bool, absences: Sequence[Absence]) -> bool:
    """Whether a notice may reach the person at `at`: at work, or on call and the matter is critical."""
    if at_work(policy, person, at, absences):
        return True
    return critical and any(on_call(policy, team, at, absences) == person for team in policy.teams)


def present_before(policy: Policy, person: str, now: datetime, by: datetime, absences: Sequence[Absence]) -> bool:
    """Whether a letter may name the person for a promise by `by`: at work for a while before it, and not absent now.

    Who is absent is not named, not even when due back in time: illness lasts longer than thought, and nobody can have
    told them.
    """
    return present(person_roster(policy, person, absences), person, now, by)


def hears_before(policy: Policy, person: str, now: datetime, by: datetime, absences: Sequence[Absence]) -> bool:
    """Whether a notice of now is read before `by`: at work for a while until then, or from now on."""
    return present_before(policy, person, now, max(by, now + LONG_ENOUGH), absences)


def present(roster: Roster, person: str, now: datetime, by: datetime) -> bool:
    """The same for the hours of a roster with that one person."""
    return not away(person, now, roster.absences) and worked(roster, now, by) >= LONG_ENOUGH


def _next_there(calendar: Calendar, absences: Sequence[Absence], after: datetime) -> datetime | None:
    """The first moment by one calendar that no absence covers: every step passes an absence or reaches an opening."""
    at = after
    try:
        while True:
            at = next_opening(calendar, at)
            ends = [absence.until for absence in absences if absence.since <= at < absence.until]
            if not ends:
                return at
            at = max(ends)
    except NeverOpens:
        return None
