"""Measures once a day how fast each team answers, from the ledger."""

from datetime import datetime, timedelta

from triaged.loops.desk import PACE
from triaged.model.people import PersonAnswer
from triaged.model.tx import Tx
from triaged.policy.shape import Policy
from triaged.rules.duty import measured_pace

MEASURED = "paces measured on"
WINDOW = timedelta(days=28)


def measure_paces(tx: Tx, policy: Policy, now: datetime) -> bool:
    """Keep what each team's answers of the last weeks show; whether that was done now (once a day)."""
    today = now.date().isoformat()
    if tx.remembered(MEASURED) == today:
        return False
    by_team: dict[str, list[PersonAnswer]] = {}
    for person, at, team, waited in tx.answers_since(now - WINDOW):
        if person in policy.people:
            by_team.setdefault(team, []).append(PersonAnswer(person=person, received=at - waited, at=at))
    absences = tx.absences(now - WINDOW)
    for team in policy.teams:
        pace = measured_pace(policy, team, by_team.get(team, ()), now=now, absences=absences)
        tx.remember(f"{PACE} {team}", "" if pace is None else repr(pace))
    tx.remember(MEASURED, today)
    return True
