"""From tables without a mistake to the Policy: nothing is refused here, every default is filled in."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from triaged.policy.assemble_rules import ladder, promise, rules, trust
from triaged.policy.checker import Built
from triaged.policy.defaults import EVERYONE, PROVIDERS, TEAM_NAMES, own_domains, reference_prefix
from triaged.policy.ours import bare
from triaged.policy.read import Entry, Tables
from triaged.policy.shape import (
    AcknowledgePolicy,
    Company,
    Health,
    InboxEntry,
    LettersPolicy,
    Limits,
    PersonEntry,
    Policy,
    StorePolicy,
    Team,
    Texts,
)
from triaged.policy.sources import Sources

T = TypeVar("T")


def assemble(sources: Sources, tables: Tables, built: Built, default_store: str) -> Policy:
    """The whole policy."""
    company = _company(tables)
    teams = _teams(tables, company)
    return Policy(
        company=company,
        calendars=_frozen(built.calendars),
        people=_frozen({key: _person(key, entry) for key, entry in tables.named["person"].items()}),
        teams=_frozen(teams),
        inboxes=_frozen(_inboxes(tables, company, teams)),
        accounts=_frozen(built.accounts),
        customers=_frozen(built.customers),
        promise=promise(sources, tables),
        rules=rules(sources, tables),
        trust=trust(tables),
        ladder=ladder(tables),
        letters=_letters(tables, company),
        acknowledge=_acknowledge(tables),
        limits=_limits(tables),
        health=_health(tables, teams.values()),
        store=_store(tables, default_store),
        source=sources.main,
        fingerprint=sources.digest,
        files=tuple(sources.files),
    )


def _frozen(values: Mapping[str, T]) -> Mapping[str, T]:
    return MappingProxyType(dict(values))


def _every(company: Company, text: str) -> Texts:
    return _frozen(dict.fromkeys(company.languages, text))


def _company(tables: Tables) -> Company:
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
        imprint=_frozen(table.imprint),
    )


def _person(key: str, entry: Entry[Any]) -> PersonEntry:
    table = entry.table
    return PersonEntry(key=key, name=table.name, role=_frozen(table.role), mail=tuple(table.mail))


def _teams(tables: Tables, company: Company) -> dict[str, Team]:
    everybody = tuple(tables.named["person"])
    calendar = next(iter(tables.named["calendar"]))
    usual = _frozen({language: TEAM_NAMES[language] for language in company.languages})
    teams = {}
    for key, entry in tables.named["team"].items():
        table = entry.table
        people = tuple(table.people or everybody)
        teams[key] = Team(
            key=key,
            name=_frozen(table.name) if table.name else usual,
            lead=table.lead or people[0],
            manager=table.manager,
            people=people,
            calendar=table.calendar or calendar,
        )
    everyone = Team(key=EVERYONE, name=usual, lead=everybody[0], manager="", people=everybody, calendar=calendar)
    return teams or {EVERYONE: everyone}


def _inboxes(tables: Tables, company: Company, teams: Mapping[str, Team]) -> dict[str, InboxEntry]:
    usual_send = tables.single["letters"].table.send
    inboxes = {}
    for key, entry in tables.named["inbox"].items():
        table = entry.table
        addresses = [bare(address) for address in (table.address, *table.also)]
        inboxes[key] = InboxEntry(
            key=key,
            addresses=tuple(addresses),
            account=table.account or next(iter(tables.named["account"])),
            watch=tuple(table.watch),
            sent=tuple(table.sent),
            look_every=table.look_every,
            sender=_frozen(table.sender) if table.sender else _every(company, company.name),
            team=table.team or next(iter(teams)),
            own_lists=frozenset(name.lower().strip("<>") for name in table.own_lists),
            trusted_forwarders=frozenset(table.trusted_forwarders),
            forms=frozenset(table.forms),
            blind_copies=table.blind_copies,
            send=table.send or usual_send,
            imprint=_frozen(table.imprint) if table.imprint is not None else company.imprint,
        )
    return inboxes


def _letters(tables: Tables, company: Company) -> LettersPolicy:
    table = tables.single["letters"].table
    reference = reference_prefix(company.name) if table.reference is True else table.reference or None
    return LettersPolicy(
        send=table.send,
        templates=table.templates,
        reference=reference,
        greet_name=table.greet_name,
        zone=table.zone,
        doubt_wait=table.doubt_wait,
    )


def _acknowledge(tables: Tables) -> AcknowledgePolicy:
    table = tables.single["acknowledge"].table
    return AcknowledgePolicy(
        new=table.new,
        late=table.late,
        late_above=table.late_above,
        max_recipients=table.max_recipients,
        unsure_language=table.unsure_language,
    )


def _limits(tables: Tables) -> Limits:
    table = tables.single["limits"].table
    return Limits(
        sender_unproven=table.sender,
        sender_proven=table.sender_proven,
        domain=table.domain,
        domain_exempt=PROVIDERS if table.domain_exempt is None else frozenset(table.domain_exempt),
        inbox=table.inbox,
        inbox_always=table.inbox_always,
        mail=table.mail,
    )


def _health(tables: Tables, teams: Iterable[Team]) -> Health:
    table = tables.single["health"].table
    leads = tuple(dict.fromkeys(team.lead for team in teams))
    return Health(
        tell=tuple(table.tell) if table.tell else leads, silent=table.silent, ping=table.ping, metrics=table.metrics
    )


def _store(tables: Tables, default_store: str) -> StorePolicy:
    table = tables.single["store"].table
    return StorePolicy(url=table.url or default_store, socket=table.socket, secret=table.secret)
