"""How a team stands now: who is there, what is open, what will be late."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from triaged.decide.breaks import LikelyBreak, likely_breaks
from triaged.hours import NeverOpens
from triaged.loops.desk import forecasts, measured_paces
from triaged.model.notice import Capacity, Present, Situation
from triaged.model.people import Absence
from triaged.model.thread import Thread
from triaged.model.tx import Tx
from triaged.policy.shape import Policy
from triaged.rules.duty import away, capacity, on_duty

MOST = 1_000


def situation_of(tx: Tx, team: str, policy: Policy, absences: Sequence[Absence], now: datetime) -> Situation:
    """The team's situation, for its lead and its manager."""
    today = due_today(tx, team, policy, now)
    can = can_do(tx, team, policy, absences, now, until=end_of_day(team, policy, now))
    return Situation(
        on_duty=tuple(Present(name=policy.people[key].name) for key in on_duty(policy, team, now, absences)),
        away=away_today(team, policy, absences, now),
        open=tx.work_ahead(team, 3),
        due=len(today),
        late_at_pace=None if can is None else max(len(today) - can, 0),
    )


def due_today(tx: Tx, team: str, policy: Policy, now: datetime) -> tuple[Thread, ...]:
    """The team's threads that are ours to answer until the end of the day, broken ones included."""
    until = end_of_day(team, policy, now)
    listed = tx.queue(now, limit=MOST)
    return tuple(t for t in listed if t.triage.team == team and t.due_at is not None and t.due_at <= until)


def likely_late(tx: Tx, policy: Policy, now: datetime) -> tuple[LikelyBreak, ...]:
    """The promises of today that will likely break, as each team's own answers tell."""
    if policy.promise.basis != "forecast":
        return ()
    ends = {team: end_of_day(team, policy, now) for team in policy.teams}
    return likely_breaks(tx.queue(now, limit=MOST), forecasts(tx, policy), ends, policy, now)


def end_of_day(team: str, policy: Policy, now: datetime) -> datetime:
    """Midnight at the end of the day by the team's clock."""
    zone = ZoneInfo(policy.calendars[policy.teams[team].calendar].zone)
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), zone).astimezone(now.tzinfo)


def can_do(
    tx: Tx, team: str, policy: Policy, absences: Sequence[Absence], now: datetime, *, until: datetime
) -> int | None:
    """How many mails the people on duty can answer until then; None where nobody knows their pace."""
    pace = measured_paces(tx, policy).get(team) or policy.teams[team].pace
    if not pace:
        return None
    try:
        return int(capacity(policy, team, now, until, absences=absences, pace=pace))
    except NeverOpens:
        return 0


def capacity_of(tx: Tx, team: str, policy: Policy, absences: Sequence[Absence], now: datetime) -> Capacity | None:
    """What is due until the last time that was promised for today, and how much of it can be done."""
    today = due_today(tx, team, policy, now)
    by = max((thread.due_at for thread in today if thread.due_at is not None and thread.due_at > now), default=None)
    can = None if by is None else can_do(tx, team, policy, absences, now, until=by)
    return None if by is None or can is None else Capacity(due=len(today), by=by, can=can)


def away_today(team: str, policy: Policy, absences: Sequence[Absence], now: datetime) -> tuple[Present, ...]:
    """Who of the team is away now, and until when."""
    return tuple(
        _away(person, policy, absences, now) for person in policy.teams[team].people if away(person, now, absences)
    )


def _away(person: str, policy: Policy, absences: Sequence[Absence], now: datetime) -> Present:
    until = max(absence.until for absence in absences if absence.person == person and absence.since <= now)
    return Present(name=policy.people[person].name, until=until)
