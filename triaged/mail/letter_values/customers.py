"""The values of the letters to customers, and with them which block of a letter shows when."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from triaged.mail.letter_values.desk import Desk, Value, named, shared_values
from triaged.mail.moments import Moment
from triaged.mail.plain import one_line
from triaged.model.letter import Acknowledgement, IncidentLetter, IncidentPhase, Renewal

_SAID = 2_000
"""Characters of what a person wrote about an incident: far more than a letter should have."""


@dataclass(frozen=True, slots=True)
class ArticleValue(Value):
    """A help article: its title, and its address, which says nothing of who opens it."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class ClosedValue(Value):
    """Until when we are closed, and the name of the reason in the letter's language or ""."""

    opens_at: Moment
    why: str


@dataclass(frozen=True, slots=True)
class PhoneValue(Value):
    """Our telephone, and until when somebody answers it; nothing: round the clock."""

    number: str
    until: Moment | None


@dataclass(frozen=True, slots=True)
class FactValue(Value):
    """Something that is missing, as the house calls it in the letter's language."""

    label: str


def acknowledgement_values(
    facts: Acknowledgement, desk: Desk, language: str, written_at: datetime
) -> Mapping[str, object]:
    """The values of one acknowledgement in one language, and with them its blocks. The first column that holds:

    | block              | incident | critical | sender unproven | closed > 18 h | normal |
    |--------------------|----------|----------|-----------------|---------------|--------|
    | customer's name    | proven   | yes      | no              | yes           | yes    |
    | who replies        | no       | yes      | no              | yes           | yes    |
    | our delay told     | no       | yes      | no              | yes           | yes    |
    | incident sentence  | yes      | no       | no              | no            | no     |
    | closed, and why    | no       | no       | no              | yes           | no     |
    | emergency number   | no       | yes      | no              | no            | no     |
    | telephone, answered| no       | instead  | no              | no            | no     |
    | help articles      | no       | no       | no              | one           | two    |
    | "automatic" line   | no       | no       | yes             | yes           | first  |
    | missing facts      | no       | one      | no              | yes           | first  |

    To an upset customer (`facts.upset`) the column is kept without "closed" and the "automatic" line: who has the mail,
    and by when they answer, is all; and the telephone while somebody answers it, where
    neither a fact nor our delay stands there.

    An unproven sender's critical mail gets the emergency number, and still neither name nor person. The answer to a
    later mail (`again`) needs no "automatic" line: that customer has had an answer of a person. A letter that tells of
    our own delay asks for nothing, and one without whose facts nothing can be answered says no more. Articles stand
    only where no fact is asked for. What is said of an incident, and the articles, are in `facts.language`; a text in
    another one promises the same without them.
    """
    proven, incident = not facts.terse, bool(facts.incident)
    critical = facts.critical and not incident
    plain = facts.terse or facts.critical or incident or facts.upset
    asks = not (facts.again or incident or facts.late_since or (facts.terse and not critical))
    wants = [fact for fact in facts.wants if asks and language in fact.ask]
    waits = any(fact.waits for fact in wants)
    return {
        **shared_values(facts if proven else replace(facts, greet=""), desk, language, written_at),
        "person": named(facts.person, language) if proven and not incident else None,
        "closed": None if plain or waits else _closed(facts, language, written_at),
        "late_ack": None if facts.terse or incident else _moment(facts.late_since, facts.zone, language, written_at),
        "emergency": desk.emergency if critical else "",
        "phone": None
        if wants or not (critical or (facts.upset and proven))
        else _phone(facts, desk, written_at, language),
        "automatic": not (incident or critical or facts.upset) and (facts.terse or not facts.again),
        "again": facts.again,
        "hears": facts.again or incident,
        "facts": [FactValue(one_line(fact.ask[language], 200)) for fact in wants],
        "facts_wait": waits,
        "upset": facts.upset and not incident,
        "incident": one_line(facts.incident, _SAID) if language == facts.language else "",
        "articles": () if plain or wants or language != facts.language else _articles(facts),
    }


def _phone(facts: Acknowledgement, desk: Desk, written_at: datetime, language: str) -> PhoneValue | None:
    """Nothing beside the emergency number or an apology, and nothing where nobody would answer any more."""
    answered = facts.telephone
    if answered is None or facts.incident or facts.late_since or not desk.company.phone:
        return None
    if facts.critical and desk.emergency:
        return None
    if answered.until is not None and answered.until <= written_at:
        return None
    return PhoneValue(one_line(desk.company.phone, 60), _moment(answered.until, facts.zone, language, written_at))


def renewal_values(facts: Renewal, desk: Desk, language: str, written_at: datetime) -> Mapping[str, object]:
    """The values of one renewal in one language. Whom the answer reaches is told in the first one only."""
    second = facts.promise.number >= 2
    return {
        **shared_values(facts, desk, language, written_at),
        "broken": Moment(at=facts.broken.reply_by, zone=facts.zone, language=language, written_at=written_at),
        "missed": facts.missed,
        "second": second,
        "person": named(facts.person, language),
        "lead": None if second else named(facts.lead, language),
        "upset": facts.upset and not second,
    }


def incident_values(facts: IncidentLetter, desk: Desk, language: str, written_at: datetime) -> Mapping[str, object]:
    """The values of an incident's letter. An own promise whose time has passed is not told again as if it held."""
    own = facts.own if facts.phase is IncidentPhase.TOLD else None
    held = own.reply_by if own is not None and own.reply_by > written_at else None
    return {
        **shared_values(facts, desk, language, written_at),
        "phase": facts.phase.value,
        "say": one_line(facts.say, _SAID),
        "since": _moment(facts.since, facts.zone, language, written_at),
        "own": _moment(held, facts.zone, language, written_at),
    }


def _articles(facts: Acknowledgement) -> tuple[ArticleValue, ...]:
    """None beside an apology; one, where the letter also says until when we are closed: it stays short."""
    most = 0 if facts.late_since else 1 if facts.closed else 2
    return tuple(ArticleValue(one_line(offer.title, 80), offer.url) for offer in facts.articles[:most])


def _closed(facts: Acknowledgement, language: str, written_at: datetime) -> ClosedValue | None:
    if facts.closed is None:
        return None
    why = facts.closed.why if language == facts.language else ""
    opens_at = Moment(at=facts.closed.opens_at, zone=facts.zone, language=language, written_at=written_at)
    return ClosedValue(opens_at, one_line(why, 80))


def _moment(at: datetime | None, zone: str, language: str, written_at: datetime) -> Moment | None:
    return None if at is None else Moment(at=at, zone=zone, language=language, written_at=written_at)
