"""Who gets a new thread?"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from triaged.model.people import Absence
from triaged.policy.shape import Policy
from triaged.rules.duty.presence import on_call, present
from triaged.rules.duty.roster import team_roster


def assignee(
    policy: Policy,
    team: str,
    *,
    now: datetime,
    by: datetime,
    absences: Sequence[Absence],
    loads: Mapping[str, int],
    last: str,
    critical: bool = False,
) -> str:
    """The person who gets a new thread of the team that is to be answered by `by`, "" for nobody.

    "in turn": the next after `last`, who got one last. "least busy": who has the fewest open threads (`loads`), in turn
    among equals. Who is absent now, or not on duty for a while before `by`, is passed over. When that is everybody, a
    critical thread goes to who is on call.
    """
    entry = policy.teams[team]
    if entry.assign == "nobody":
        return ""
    roster = team_roster(policy, team, absences)
    found = [person for person in _after(last, entry.people) if present(roster.only(person), person, now, by)]
    if not found:
        return (on_call(policy, team, now, absences) or "") if critical else ""
    return found[0] if entry.assign == "in turn" else min(found, key=lambda person: loads.get(person, 0))


def _after(last: str, people: tuple[str, ...]) -> tuple[str, ...]:
    """The people in turn, beginning with the one after `last`."""
    start = people.index(last) + 1 if last in people else 0
    return people[start:] + people[:start]
