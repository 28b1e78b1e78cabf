"""A desk for the tests of duty: Nordlicht's people, some of them part-time, at night, or in two teams."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from tests.policy.texts import SMALLEST, load_text
from triaged.hours import Calendar, build_calendar
from triaged.model.people import Absence
from triaged.policy.shape import OnCall, PersonEntry, Policy, Team

BERLIN = ZoneInfo("Europe/Berlin")
OFFICE = build_calendar(name="office", zone="Europe/Berlin", open=["Mon-Fri 08:00-12:00 12:30-17:00"], holidays="DE-HH")
CALENDARS = {
    "office": OFFICE,
    "oncall": build_calendar(name="oncall", zone="Europe/Berlin", open=["Mon-Sun 06:00-22:00"]),
    "nights": build_calendar(name="nights", zone="Europe/Berlin", open=["Mon-Sun 22:00-06:00"]),
    "always": build_calendar(name="always", zone="Europe/Berlin", open=["Mon-Sun 00:00-24:00"]),
}
CEM = build_calendar(name="person cem", zone="Europe/Berlin", open=["Mon-Wed 08:00-14:00"])
MONDAY_8 = (0, timedelta(hours=8))


def at(text: str) -> datetime:
    """A clock time in Berlin; in the hour that is lived twice the first."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(UTC)


def away(person: str, since: str, until: str) -> Absence:
    return Absence(person=person, since=at(since), until=at(until))


def person(key: str, hours: Calendar | None = None) -> PersonEntry:
    return PersonEntry(key=key, name=key.title(), role={}, mail=(f"{key}@nordlicht.example",), user=key, hours=hours)


def team(
    key: str,
    people: Iterable[str],
    calendar: str = "office",
    *,
    assign: Literal["in turn", "least busy", "nobody"] = "in turn",
    on_call: OnCall | None = None,
) -> Team:
    return Team(
        key=key,
        name={"en": key},
        lead="anna",
        manager="greta",
        people=tuple(people),
        calendar=calendar,
        assign=assign,
        pace=6,
        on_call=on_call,
    )


def desk(*teams: Team, hours: dict[str, Calendar] | None = None) -> Policy:
    """A policy with these teams; everybody in them is known, `hours` are people's own."""
    own = hours or {}
    keys = dict.fromkeys(("anna", "greta", "zoe", *(key for each in teams for key in each.people)))
    return replace(
        load_text(SMALLEST),
        calendars=CALENDARS,
        people={key: person(key, own.get(key)) for key in keys},
        teams={each.key: each for each in teams},
    )


ON_CALL = OnCall(calendar="oncall", people=("eva", "dina", "finn"), changes=MONDAY_8)
DESK = desk(
    team("service", ("anna", "ben", "cem", "eva")),
    team("technik", ("dina", "finn"), on_call=ON_CALL),
    team("watch", ("eva", "nils"), "nights"),
    hours={"cem": CEM},
)
