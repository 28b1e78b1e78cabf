"""What letters say of us, and the small values all letters share."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from triaged.mail.moments import Moment
from triaged.mail.plain import greetable, one_line
from triaged.mail.reference import printed
from triaged.model.letter import Acknowledgement, IncidentLetter, Person, Renewal
from triaged.policy.shape import Policy, Texts

ToCustomer = Acknowledgement | Renewal | IncidentLetter
"""The decisions that become letters to customers."""


class Value:
    """What a template may look into: only the attributes that letter_values/names.py names."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Named(Value):
    """A company, team, customer or person as letters speak of them."""

    name: str
    phone: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class PromiseValue(Value):
    """When a person replies."""

    by: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a letter says of us, in one language: taken from the policy, the inbox's words before the company's."""

    company: Named
    team: Named
    emergency: str
    imprint: str
    formal: bool
    prefix: str | None


def desk_of(policy: Policy, inbox: str, language: str, *, team: str = "") -> Desk:
    """What letters from `inbox` say of us; `team` is the one that signs, "" = the inbox's."""
    entry = policy.inboxes[inbox]
    signs = policy.teams.get(team) or policy.teams[entry.team]
    return Desk(
        company=company_of(policy),
        team=Named(in_language(signs.name, language)),
        emergency=policy.company.emergency,
        imprint=in_language(entry.imprint or policy.company.imprint, language),
        formal=policy.company.formal,
        prefix=policy.letters.reference,
    )


def company_of(policy: Policy) -> Named:
    """The company's name and telephone."""
    return Named(policy.company.name, policy.company.phone)


def team_of(policy: Policy, team: str, language: str) -> Named:
    """A team as notices name it; the company where the policy does not know that team any more."""
    known = policy.teams.get(team)
    return Named(in_language(known.name, language) if known else policy.company.name)


def in_language(texts: Texts, language: str) -> str:
    """The text in that language, else the first there is: an imprint in another language is better than none."""
    return texts.get(language) or next(iter(texts.values()), "")


def named(person: Person | None, language: str) -> Named | None:
    """A colleague as a letter names them, with the role in that language or any."""
    if person is None:
        return None
    return Named(one_line(person.name, 60), role=in_language(person.role, language))


def promised_moment(facts: ToCustomer, language: str, written_at: datetime, *, formal: bool) -> Moment:
    """The promised time as this letter tells it."""
    return Moment(
        at=facts.promise.reply_by,
        zone=facts.zone,
        language=language,
        written_at=written_at,
        offset=facts.customer_offset,
        name_zone=facts.name_zone,
        formal=formal,
    )


def shared_values(facts: ToCustomer, desk: Desk, language: str, written_at: datetime) -> Mapping[str, object]:
    """What every letter to a customer may say: greeting, promise, signature."""
    return {
        "customer": Named(greetable(facts.greet)),
        "promise": PromiseValue(promised_moment(facts, language, written_at, formal=desk.formal)),
        "formal": desk.formal,
        "reference": printed(facts.reference, desk.prefix),
        "company": desk.company,
        "team": desk.team,
        "imprint": desk.imprint,
    }
