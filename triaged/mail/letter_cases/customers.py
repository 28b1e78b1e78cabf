"""Every letter to a customer: each combination of its blocks, each sort of reader, each way the house signs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import product

from triaged.mail import letter_values as values
from triaged.mail.letter_cases.house import DESKS, READERS, REPLY_BY, WRITTEN_AT, ZONE, promise, somebody
from triaged.mail.letter_values.desk import ToCustomer
from triaged.mail.moments import Moment
from triaged.model.article import Offer
from triaged.model.fact import AskedFact
from triaged.model.letter import Acknowledgement, Closed, IncidentLetter, IncidentPhase, Renewal, Telephone

SAID = "The app cannot reach many devices at the moment. Your heating keeps running; operate it at the device itself."
_ARTICLES = (
    Offer(title="What to do if the app does not open again", url="https://help.example/app"),
    Offer(title="How to set up the app on a new phone", url="https://help.example/phone"),
)
_MONDAY = datetime(2026, 11, 30, 7, 0, tzinfo=UTC)
_PLAIN = Acknowledgement(
    inbox="support",
    to="petra@customer.example",
    subject="Rechnung Oktober",
    language="en",
    reference="7K3F",
    promise=promise(),
    zone=ZONE,
)


def _wants(*words: int, waits: bool = False) -> tuple[AskedFact, ...]:
    """Facts of so many words each."""
    asked = (dict.fromkeys(("en", "de", "fr", "es"), " ".join(["number"] * count)) for count in words)
    return tuple(AskedFact(name=f"fact {place}", ask=ask, waits=waits) for place, ask in enumerate(asked))


_CLOSED = Closed(opens_at=_MONDAY, why="New Year")
_ANSWERED = Telephone(until=WRITTEN_AT + timedelta(hours=3))
_COLUMNS: Mapping[str, Acknowledgement] = {
    "normal": _PLAIN,
    "articles": replace(_PLAIN, articles=_ARTICLES),
    "closed, articles": replace(_PLAIN, articles=_ARTICLES, closed=Closed(opens_at=_MONDAY, why="New Year")),
    "closed": replace(_PLAIN, closed=Closed(opens_at=_MONDAY)),
    "closed, why": replace(_PLAIN, closed=Closed(opens_at=_MONDAY, why="New Year")),
    "unproven": replace(_PLAIN, terse=True),
    "critical": replace(_PLAIN, critical=True),
    "critical, unproven": replace(_PLAIN, critical=True, terse=True),
    "again": replace(_PLAIN, again=True),
    "again, unproven": replace(_PLAIN, again=True, terse=True),
    "again, closed": replace(_PLAIN, again=True, closed=Closed(opens_at=_MONDAY, why="New Year")),
    "three facts": replace(_PLAIN, wants=_wants(5, 5, 6)),
    "a fact, closed": replace(_PLAIN, wants=_wants(3), closed=_CLOSED),
    "a fact awaited, closed": replace(_PLAIN, wants=_wants(10, waits=True), closed=_CLOSED),
    "three facts awaited": replace(_PLAIN, wants=_wants(5, 5, 4, waits=True)),
    "critical, a fact": replace(_PLAIN, critical=True, wants=_wants(10)),
    "critical, a fact awaited": replace(_PLAIN, critical=True, wants=_wants(10, waits=True)),
    "critical, unproven, a fact awaited": replace(_PLAIN, critical=True, terse=True, wants=_wants(10, waits=True)),
    "upset": replace(_PLAIN, upset=True),
    "upset, telephone": replace(_PLAIN, upset=True, telephone=_ANSWERED),
    "upset, telephone round the clock": replace(_PLAIN, upset=True, telephone=Telephone(until=None)),
    "upset, a fact awaited, telephone": replace(_PLAIN, upset=True, wants=_wants(10, waits=True), telephone=_ANSWERED),
    "critical, a fact, telephone": replace(_PLAIN, critical=True, wants=_wants(10), telephone=_ANSWERED),
    "upset, a fact awaited": replace(_PLAIN, upset=True, wants=_wants(10, waits=True)),
    "upset, unproven": replace(_PLAIN, upset=True, terse=True),
    "upset, critical": replace(_PLAIN, upset=True, critical=True),
    "upset, again": replace(_PLAIN, upset=True, again=True),
    "incident": replace(_PLAIN, incident=SAID),
    "incident, upset": replace(_PLAIN, incident=SAID, upset=True),
    "incident, again": replace(_PLAIN, incident=SAID, again=True),
    "incident, unproven": replace(_PLAIN, incident=SAID, terse=True),
}
_RENEWAL = Renewal(
    inbox="support",
    to="petra@customer.example",
    subject="Rechnung Oktober",
    language="en",
    reference="7K3F",
    broken=promise(WRITTEN_AT + timedelta(hours=1)),
    promise=promise(number=1),
    missed=False,
    zone=ZONE,
    team="service",
)
_INCIDENT = IncidentLetter(
    inbox="support",
    to="petra@customer.example",
    subject="App offline",
    language="en",
    reference="7K3F",
    phase=IncidentPhase.TOLD,
    say=SAID,
    since=WRITTEN_AT - timedelta(hours=2),
    promise=promise(),
    zone=ZONE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One combination: `label` in words, its `kind`, the values of its letter, and what it promises."""

    label: str
    kind: str
    facts: ToCustomer
    desk: values.Desk
    told: Mapping[str, object]
    promised: Moment


def acknowledgement_cases(language: str) -> Iterator[Case]:
    """Every acknowledgement there can be in one language, apart from names and times."""
    choices = product(_COLUMNS.items(), (True, False), (True, False), (True, False), READERS.items(), DESKS.items())
    for (column, facts), greeted, person, late, (reader, (offset, name_zone)), (desk_name, desk) in choices:
        case = replace(
            facts,
            language=language,
            greet="Petra Kranz" if greeted else "",
            person=somebody(language) if person else None,
            late_since=WRITTEN_AT - timedelta(days=2) if late else None,
            customer_offset=offset,
            name_zone=name_zone,
        )
        extras = [word for word, there in (("named", greeted), ("person", person), ("late", late)) if there]
        told = values.acknowledgement_values(case, desk, language, WRITTEN_AT)
        yield _case("acknowledgement", ", ".join((column, *extras, reader, desk_name)), case, desk, told)


def renewal_cases(language: str) -> Iterator[Case]:
    """Every renewal: first, to the upset too, and second, in time and missed, with and without each name."""
    brokens = {
        "in time": (False, WRITTEN_AT + timedelta(hours=1)),
        "missed": (True, WRITTEN_AT - timedelta(hours=1)),
        "missed long ago": (True, WRITTEN_AT - timedelta(days=9)),
    }
    turns = ((1, False), (1, True), (2, False))
    choices = product(turns, brokens.items(), (True, False), (True, False), READERS.items(), DESKS.items())
    for turn, (when, (missed, broken)), person, lead, (reader, (offset, name_zone)), (desk_name, desk) in choices:
        number, upset = turn
        case = replace(
            _RENEWAL,
            language=language,
            greet="Petra Kranz" if lead else "",
            broken=promise(broken),
            promise=promise(number=number),
            missed=missed,
            person=somebody(language) if person else None,
            lead=somebody(language) if lead else None,
            upset=upset,
            customer_offset=offset,
            name_zone=name_zone,
        )
        extras = [word for word, there in (("person", person), ("lead", lead), ("upset", upset)) if there]
        told = values.renewal_values(case, desk, language, WRITTEN_AT)
        yield _case("renewal", ", ".join((f"number {number}", when, *extras, reader, desk_name)), case, desk, told)


def incident_cases(language: str) -> Iterator[Case]:
    """Every letter about an incident: told with an own promise to come, passed or none, updated, over."""
    owns = {"no own promise": None, "own promise": promise(REPLY_BY), "own promise passed": promise(WRITTEN_AT)}
    choices = product(IncidentPhase, owns.items(), READERS.items(), DESKS.items())
    for phase, (whose, own), (reader, (offset, name_zone)), (desk_name, desk) in choices:
        if own and phase is not IncidentPhase.TOLD:
            continue
        case = replace(
            _INCIDENT,
            language=language,
            phase=phase,
            own=own,
            greet="Petra Kranz" if own else "",
            customer_offset=offset,
            name_zone=name_zone,
        )
        told = values.incident_values(case, desk, language, WRITTEN_AT)
        yield _case("incident", ", ".join((phase.value, whose, reader, desk_name)), case, desk, told)


def _case(kind: str, label: str, facts: ToCustomer, desk: values.Desk, told: Mapping[str, object]) -> Case:
    promised = values.promised_moment(facts, facts.language, WRITTEN_AT, formal=desk.formal)
    return Case(label=f"{kind}: {label}", kind=kind, facts=facts, desk=desk, told=told, promised=promised)
