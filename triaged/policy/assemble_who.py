"""Company, people and teams of the Policy."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from triaged.policy.checker import Built
from triaged.policy.defaults import EVERYONE, TEAM_NAMES, own_domains
from triaged.policy.read import Entry, Tables
from triaged.policy.shape import Company, OnCall, PersonEntry, Team, Texts
from triaged.policy.tables.who import OnCallTable

T = TypeVar("T")


def frozen(values: Mapping[str, T]) -> Mapping[str, T]:
    """A copy that nobody can change."""
    return MappingProxyType(dict(values))


def every(company: Company, text: str) -> Texts:
    """The same text in every language."""
    return frozen(dict.fromkeys(company.languages, text))


def whole_company(tables: Tables) -> Company:
    """[company]. Without `domains` they are those of people and inboxes."""
    table = tables.single["company"].table
    mail = [address for entry in tables.named["person"].values() for address in entry.table.mail]
    mail += [
        address for entry in tables.named["inbox"].values() for address in (entry.table.address, *entry.table.also)
    ]
    return Company(
        name=table.name,
        domains=own_domains(mail) if table.domains is None else frozenset(table.domains),
        languages=tuple(table.languages),
        formal=table.address.de == "Sie",
        phone=table.phone,
        emergency=table.emergency,
        imprint=frozen(table.imprint),
    )


def whole_people(tables: Tables, built: Built) -> dict[str, PersonEntry]:
    """Every [person.KEY]."""
    return {key: _person(key, entry, built) for key, entry in tables.named["person"].items()}


def _person(key: str, entry: Entry[Any], built: Built) -> PersonEntry:
    table = entry.table
    return PersonEntry(
        key=key,
        name=table.name,
        role=frozen(table.role),
        mail=tuple(table.mail),
        user=table.user or key,
        tell=tuple(table.tell),
        hours=built.hours.get(key),
    )


def whole_teams(tables: Tables, company: Company) -> dict[str, Team]:
    """Every [team.KEY]; where none is written, one of everybody."""
    everybody = tuple(tables.named["person"])
    calendar = next(iter(tables.named["calendar"]))
    usual = frozen({language: TEAM_NAMES[language] for language in company.languages})
    teams = {}
    for key, entry in tables.named["team"].items():
        table = entry.table
        people = tuple(table.people or everybody)
        teams[key] = Team(
            key=key,
            name=frozen(table.name) if table.name else usual,
            lead=table.lead or people[0],
            manager=table.manager,
            people=people,
            calendar=table.calendar or calendar,
            assign=table.assign,
            pace=table.pace,
            on_call=_on_call(table.on_call),
        )
    everyone = Team(key=EVERYONE, name=usual, lead=everybody[0], manager="", people=everybody, calendar=calendar)
    return teams or {EVERYONE: everyone}


def _on_call(table: OnCallTable | None) -> OnCall | None:
    if table is None:
        return None
    return OnCall(calendar=table.calendar, people=tuple(table.people), changes=table.changes)
