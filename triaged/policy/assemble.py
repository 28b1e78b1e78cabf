"""From tables without a mistake to the Policy: nothing is refused here, every default is filled in."""

from collections.abc import Iterable, Mapping

from triaged.policy.assemble_kept import articles, burst, channels, close, facts, incidents, ladder, renewal, topics
from triaged.policy.assemble_rules import promise, rules, trust
from triaged.policy.assemble_who import every, frozen, whole_company, whole_people, whole_teams
from triaged.policy.checker import Built
from triaged.policy.defaults import PROVIDERS, reference_prefix
from triaged.policy.ours import bare
from triaged.policy.read import Tables
from triaged.policy.shape import (
    AcknowledgePolicy,
    Company,
    Health,
    InboxEntry,
    JudgePolicy,
    LettersPolicy,
    Limits,
    Policy,
    StorePolicy,
    Team,
)
from triaged.policy.sources import Sources


def assemble(sources: Sources, tables: Tables, built: Built, default_store: str) -> Policy:
    """The whole policy."""
    company = whole_company(tables)
    teams = whole_teams(tables, company)
    report = tables.single["report"].table
    return Policy(
        company=company,
        calendars=frozen(built.calendars),
        people=frozen(whole_people(tables, built)),
        teams=frozen(teams),
        inboxes=frozen(_inboxes(tables, company, teams)),
        accounts=frozen(built.accounts),
        customers=frozen(built.customers),
        promise=promise(sources, tables),
        judge=_judge(tables),
        rules=rules(sources, tables),
        trust=trust(tables),
        topics=frozen(topics(tables)),
        facts=frozen(facts(tables)),
        incidents=frozen(incidents(tables)),
        articles=articles(tables) if "articles" in sources.tree else None,
        burst=burst(tables),
        ladder=ladder(tables),
        renewal=renewal(tables),
        close=close(tables),
        channels=frozen(channels(tables)),
        digest=tables.single["digest"].table.at if "digest" in sources.tree else None,
        by_person=report.by_person,
        letters=_letters(tables, company),
        acknowledge=_acknowledge(tables),
        limits=_limits(tables),
        health=_health(tables, teams.values()),
        store=_store(tables, default_store),
        source=sources.main,
        fingerprint=sources.digest,
        files=tuple(sources.files),
    )


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
            sender=frozen(table.sender) if table.sender else every(company, company.name),
            team=table.team or next(iter(teams)),
            own_lists=frozenset(name.lower().strip("<>") for name in table.own_lists),
            trusted_forwarders=frozenset(table.trusted_forwarders),
            forms=frozenset(table.forms),
            blind_copies=table.blind_copies,
            send=table.send or usual_send,
            imprint=frozen(table.imprint) if table.imprint is not None else company.imprint,
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
        person=table.person,
        write_from=table.write_from,
        write_till=table.write_till,
    )


def _judge(tables: Tables) -> JudgePolicy:
    judge = tables.single["judge"].table
    return JudgePolicy(
        tone=judge.tone,
        look_first=judge.look_first,
        critical_needs=judge.critical_needs,
        sentences=judge.sentences,
        urgent_like=tuple(judge.urgent_like),
        patient_like=tuple(judge.patient_like),
    )


def _acknowledge(tables: Tables) -> AcknowledgePolicy:
    table = tables.single["acknowledge"].table
    return AcknowledgePolicy(
        new=table.new,
        again=table.again,
        wait=table.wait,
        same_customer=table.same_customer,
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
