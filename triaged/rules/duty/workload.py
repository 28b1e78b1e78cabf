"""When can the people on duty be done with the work ahead?"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from triaged.hours import NeverOpens
from triaged.model.people import Absence, Workload
from triaged.policy.shape import Policy
from triaged.rules.duty.roster import team_roster
from triaged.rules.duty.work import reached, there_between, worked

_HOUR = timedelta(hours=1)


def workload(
    policy: Policy,
    team: str,
    *,
    ahead: int,
    now: datetime,
    absences: Sequence[Absence],
    pace: float,
    critical: bool = False,
) -> Workload:
    """The work ahead and when the team can be done with it, as a promise wants to know it.

    `ahead`: mails of equal or higher rank that wait for us, the new one included. `critical`: who is on call works too.
    People come and go by their own calendars and absences; nothing is answered while nobody is on duty. Exact to the
    microsecond; nobody knows when it takes more than three years.
    """
    roster = team_roster(policy, team, absences, critical=critical)
    try:
        done = reached(roster, now, ahead * _HOUR / pace)
    except NeverOpens:
        return Workload(ahead=ahead, people=0, pace=pace, done_by=None)
    return Workload(ahead=ahead, people=len(there_between(roster, now, done)), pace=pace, done_by=done)


def capacity(policy: Policy, team: str, a: datetime, b: datetime, *, absences: Sequence[Absence], pace: float) -> float:
    """How many mails the people on duty can answer between `a` and `b`."""
    return worked(team_roster(policy, team, absences), a, b) / _HOUR * pace
