"""The state of the desk for decisions: read once a batch, carried on from mail to mail."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache

from triaged.errors import ModelUnusable
from triaged.model.forecast import Forecast, of_text
from triaged.model.known import Desk
from triaged.model.thread import Kind, Thread, Turn
from triaged.model.tx import Tx
from triaged.policy.shape import Policy

RANKS = 4
PACE = "pace of"
"""The name under which a team's measured pace is kept."""
FORECAST = "forecast of"
"""The name under which is kept what a team's answers taught."""
LAST_ASSIGNED = "assigned last in"


def desk_now(tx: Tx, inbox: str, policy: Policy, now: datetime) -> Desk:
    """Everything that decisions about mail of `inbox` need to know of the desk as a whole."""
    desk = tx.desk(inbox, now)
    paces = measured_paces(tx, policy)
    assigned = any(team.assign != "nobody" for team in policy.teams.values())
    queued = policy.promise.basis != "fixed" and (paces or any(team.pace for team in policy.teams.values()))
    foretells = policy.promise.basis == "forecast"
    return replace(
        desk,
        absences=tx.absences(now),
        work={team: work_ahead(tx, team) for team in policy.teams} if queued else {},
        paces=paces,
        forecasts=forecasts(tx, policy) if foretells else {},
        first={team: first_ahead(tx, team) for team in policy.teams} if foretells else {},
        loads=tx.loads() if assigned else {},
        last_assigned={team: tx.remembered(f"{LAST_ASSIGNED} {team}") for team in policy.teams} if assigned else {},
        incidents=tx.open_incidents(),
    )


def measured_paces(tx: Tx, policy: Policy) -> dict[str, float]:
    """The pace of each team whose pace was measured."""
    kept = {team: tx.remembered(f"{PACE} {team}") for team in policy.teams}
    return {team: float(pace) for team, pace in kept.items() if pace}


def forecasts(tx: Tx, policy: Policy) -> dict[str, Forecast]:
    """What each team's own answers taught. One that cannot be read says so in every promise it would have moved."""
    kept = {team: tx.remembered(f"{FORECAST} {team}") for team in policy.teams}
    return {team: _forecast(text) for team, text in kept.items() if text}


@lru_cache(maxsize=64)
def _forecast(text: str) -> Forecast:
    """Kept, because every batch of mail asks for the same few."""
    try:
        return of_text(text)
    except ModelUnusable as error:
        why = f"what was learned {error}"
        return Forecast(level=0.5, calendar="", made_at=datetime.max.replace(tzinfo=UTC), answers=0, why=why)


def first_ahead(tx: Tx, team: str) -> tuple[int, int, int, int]:
    """How many mails of each rank or a higher one wait for the team's first answer."""
    first, second, third, fourth = (tx.first_ahead(team, rank) for rank in range(RANKS))
    return (first, second, third, fourth)


def work_ahead(tx: Tx, team: str) -> tuple[int, int, int, int]:
    """How many open threads of each rank or a higher one wait for the team."""
    first, second, third, fourth = (tx.work_ahead(team, rank) for rank in range(RANKS))
    return (first, second, third, fourth)


def with_thread(desk: Desk, thread: Thread, policy: Policy) -> Desk:
    """The desk with one thread more that is ours to answer."""
    if thread.turn is not Turn.OURS or thread.kind is not Kind.PERSON or thread.incident_id is not None:
        return desk
    team, owner = thread.triage.team, thread.owner
    if team in desk.work:
        desk = replace(desk, work={**desk.work, team: _one_more(desk.work[team], thread)})
    if team in desk.first and thread.answered_at is None:
        desk = replace(desk, first={**desk.first, team: _one_more(desk.first[team], thread)})
    if owner and team in policy.teams:
        desk = replace(
            desk,
            loads={**desk.loads, owner: desk.loads.get(owner, 0) + 1},
            last_assigned={**desk.last_assigned, team: owner},
        )
    return desk


def _one_more(counted: tuple[int, int, int, int], thread: Thread) -> tuple[int, int, int, int]:
    first, second, third, fourth = (count + (thread.triage.urgency.rank <= rank) for rank, count in enumerate(counted))
    return (first, second, third, fourth)


def remember_assigned(tx: Tx, before: Desk, after: Desk) -> None:
    """Keep who got a thread last, where it is somebody else now."""
    for team, owner in after.last_assigned.items():
        if owner != before.last_assigned.get(team):
            tx.remember(f"{LAST_ASSIGNED} {team}", owner)
