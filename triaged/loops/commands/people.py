"""triaged away · back · who: who is there, who is not, and how much each has."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from triaged.errors import CommandRefused
from triaged.loops.commands.orders import moment_of, person_named
from triaged.loops.commands.request import Request
from triaged.loops.people import Moved, come_back, go_away
from triaged.model.order import NoMoment
from triaged.model.people import Absence
from triaged.model.tx import Tx
from triaged.policy.shape import Team
from triaged.report.json import Json
from triaged.report.shown import at
from triaged.rules.duty import next_at_work, on_call, on_duty
from triaged.rules.moments import moment


def away(tx: Tx, request: Request) -> Json:
    """Somebody is away: from now, or from a day or time that is named."""
    person = _person(request)
    until = moment_of(request.text("until"), request, end_of_day=True)
    since = _since(request.text("from"), request)
    moved = go_away(
        tx,
        person,
        since=since,
        until=until,
        by=request.agent,
        policy=request.policy,
        scribe=request.scribe,
        now=request.now,
    )
    done = f"{request.policy.people[person].name} is away"
    return {
        "done": done + _in_words(moved),
        "person": person,
        "since": at(since),
        "until": at(until),
        "to_team": list(moved.team),
        "to_lead": list(moved.lead),
        "letters": list(moved.letters),
    }


def back(tx: Tx, request: Request) -> Json:
    """Somebody is there again."""
    person = _person(request)
    name = request.policy.people[person].name
    if not come_back(tx, person, request.now):
        raise CommandRefused(f"{name} is not away")
    later = next((absence for absence in tx.absences(request.now) if absence.person == person), None)
    stays = f"; away again from {later.since:%Y-%m-%d}, unless you say `back` once more" if later else ""
    return {"done": f"{name} is back{stays}", "person": person}


def who(tx: Tx, request: Request) -> Json:
    """The teams, or one: who is at work, who is on call, who is away until when, and how much each has."""
    wanted = request.text("team")
    teams = request.policy.teams
    if wanted and wanted not in teams:
        raise CommandRefused(f"rules.toml knows no team {wanted!r}; its teams: {', '.join(teams)}")
    absences, loads = tx.absences(request.now), tx.loads()
    shown = [_team(team, absences, loads, request) for key, team in teams.items() if wanted in {"", key}]
    return {"now": at(request.now), "teams": shown}


def _team(team: Team, absences: tuple[Absence, ...], loads: dict[str, int], request: Request) -> Json:
    there = on_duty(request.policy, team.key, request.now, absences)
    keys = dict.fromkeys((*team.people, team.lead, team.manager, *(team.on_call.people if team.on_call else ())))
    return {
        "team": team.key,
        "lead": team.lead,
        "on_duty": list(there),
        "on_call": on_call(request.policy, team.key, request.now, absences),
        "people": [_shown(key, there, absences, loads, request) for key in keys if key in request.policy.people],
    }


def _shown(
    key: str, there: tuple[str, ...], absences: tuple[Absence, ...], loads: dict[str, int], request: Request
) -> Json:
    own = [absence for absence in absences if absence.person == key]
    begun = [absence.until for absence in own if absence.since <= request.now]
    to_come = [absence for absence in own if absence.since > request.now]
    return {
        "person": key,
        "name": request.policy.people[key].name,
        "on_duty": key in there,
        "away_until": at(max(begun, default=None)),
        "next_away": at(to_come[0].since) if to_come else None,
        "next_at_work": at(next_at_work(request.policy, key, request.now, absences)),
        "threads": loads.get(key, 0),
    }


def _person(request: Request) -> str:
    """Who is meant: who is named, else who asks. Raises CommandRefused."""
    named = request.text("person")
    if named:
        return person_named(named, request)
    if not request.person:
        raise CommandRefused(f"rules.toml knows no person with the login name {request.who}: name one")
    return request.person


def _since(words: str, request: Request) -> datetime:
    """When an absence begins: now, at a time, or with the day that is named."""
    if not words:
        return request.now
    calendar = next(iter(request.policy.calendars.values()))
    found = moment(words, now=request.now, zone=calendar.zone, calendar=calendar)
    if not isinstance(found, NoMoment):
        return found
    ends = moment_of(words, request, end_of_day=True).astimezone(ZoneInfo(calendar.zone))
    return (ends - timedelta(days=1)).astimezone(request.now.tzinfo)


def _in_words(moved: Moved) -> str:
    if moved.later:
        return " then; what they have is handed over when it begins"
    parts = [
        f"{len(moved.team)} to the team" if moved.team else "",
        f"{len(moved.lead)} to the lead" if moved.lead else "",
        f"{len(moved.letters)} letters written anew" if moved.letters else "",
    ]
    told = ", ".join(part for part in parts if part)
    return f": {told}" if told else ": nothing of theirs was open"


PEOPLE = {"away": away, "back": back, "who": who}
"""The commands of this page."""
