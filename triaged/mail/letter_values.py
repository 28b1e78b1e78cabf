"""The values a template may use, and which block of a letter shows when. Frozen; nothing else reaches a template.

`NAMES` is the whole list, as docs/letters.md documents it: a template that asks for anything else is refused.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from triaged.mail.moments import Moment
from triaged.mail.plain import greetable, one_line
from triaged.mail.reference import printed
from triaged.mail.safe_words import URGENCY
from triaged.model.letter import Acknowledgement, Trouble
from triaged.model.thread import Thread
from triaged.policy.shape import Policy, Texts

_SHOWN = 50
"""Lines in one notice; the others are counted."""

NAMES: Mapping[str, Mapping[str, frozenset[str]]] = {
    "acknowledgement": {
        "customer": frozenset({"name"}),
        "reference": frozenset(),
        "promise": frozenset({"by"}),
        "person": frozenset({"name", "role"}),
        "closed": frozenset({"opens_at", "why"}),
        "late_ack": frozenset(),
        "emergency": frozenset(),
        "automatic": frozenset(),
        "formal": frozenset(),
        "company": frozenset({"name", "phone"}),
        "team": frozenset({"name"}),
        "imprint": frozenset(),
    },
    "notice": {
        "promises": frozenset(),
        "targets": frozenset(),
        "threads": frozenset({"since", "who", "subject", "reference", "urgency", "promised"}),
        "more": frozenset(),
        "company": frozenset({"name", "phone"}),
        "team": frozenset({"name"}),
    },
    "health": {"troubles": frozenset({"since", "what"}), "company": frozenset({"name", "phone"})},
}
"""For each template: its values, and the attributes of each (of a list: of its items)."""


@dataclass(frozen=True, slots=True)
class Named:
    """A company, team, customer or person as letters speak of them."""

    name: str
    phone: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class PromiseValue:
    """When a person replies."""

    by: Moment


@dataclass(frozen=True, slots=True)
class ClosedValue:
    """Until when we are closed, and the name of the reason in the letter's language or ""."""

    opens_at: Moment
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadLine:
    """One overdue thread in a notice."""

    since: Moment
    who: str
    subject: str
    reference: str
    urgency: str
    promised: bool


@dataclass(frozen=True, slots=True)
class TroubleLine:
    """One thing wrong with triaged itself."""

    since: Moment
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a letter says of us, in one language: taken from the policy, the inbox's words before the company's."""

    company: Named
    team: Named
    emergency: str
    imprint: str
    formal: bool
    prefix: str | None


def desk_of(policy: Policy, inbox: str, language: str) -> Desk:
    """What letters from `inbox` say of us."""
    entry = policy.inboxes[inbox]
    return Desk(
        company=company_of(policy),
        team=Named(in_language(policy.teams[entry.team].name, language)),
        emergency=policy.company.emergency,
        imprint=in_language(entry.imprint or policy.company.imprint, language),
        formal=policy.company.formal,
        prefix=policy.letters.reference,
    )


def company_of(policy: Policy) -> Named:
    """The company's name and telephone."""
    return Named(policy.company.name, policy.company.phone)


def in_language(texts: Texts, language: str) -> str:
    """The text in that language, else the first there is: an imprint in another language is better than none."""
    return texts.get(language) or next(iter(texts.values()), "")


def promised_moment(facts: Acknowledgement, language: str, written_at: datetime, *, formal: bool) -> Moment:
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


def acknowledgement_values(
    facts: Acknowledgement, desk: Desk, language: str, written_at: datetime
) -> Mapping[str, object]:
    """The values of one acknowledgement in one language, and with them its blocks. The first column that holds:

    | block            | critical | sender unproven | closed > 18 h | normal |
    |------------------|----------|-----------------|---------------|--------|
    | name, person     | yes      | no              | yes           | yes    |
    | our delay told   | yes      | no              | yes           | yes    |
    | closed, and why  | no       | no              | yes           | no     |
    | emergency number | yes      | no              | no            | no     |
    | "automatic" line | no       | yes             | yes           | yes    |

    An unproven sender's critical mail gets the emergency number, and still neither name nor person.
    """
    plain = facts.terse or facts.critical
    told = not facts.terse
    return {
        "customer": Named(greetable(facts.greet) if told else ""),
        "reference": printed(facts.reference, desk.prefix),
        "promise": PromiseValue(promised_moment(facts, language, written_at, formal=desk.formal)),
        "person": _person(facts, language) if told else None,
        "closed": None if plain else _closed(facts, language, written_at),
        "late_ack": _moment(facts.late_since, facts.zone, language, written_at) if told else None,
        "emergency": desk.emergency if facts.critical else "",
        "automatic": not facts.critical,
        "formal": desk.formal,
        "company": desk.company,
        "team": desk.team,
        "imprint": desk.imprint,
    }


def notice_values(
    threads: Sequence[Thread], policy: Policy, *, team: str, zone: str, language: str, written_at: datetime
) -> Mapping[str, object]:
    """The values of the combined notice. `ladder.shows = "link"` keeps customers and subjects inside the mailbox."""
    waiting = [thread for thread in threads if thread.due_at is not None]
    promises = sum(_promised(thread) for thread in waiting)
    named = policy.ladder.shows == "subject"
    lines = [
        ThreadLine(
            since=Moment(at=thread.due_at, zone=zone, language=language, written_at=written_at),
            who=_who(thread) if named else "",
            subject=one_line(thread.subject, 60) if named else "",
            reference=printed(thread.reference, policy.letters.reference),
            urgency=URGENCY[language][thread.triage.urgency],
            promised=_promised(thread),
        )
        for thread in waiting[:_SHOWN]
        if thread.due_at is not None
    ]
    return {
        "promises": promises,
        "targets": len(waiting) - promises,
        "threads": lines,
        "more": len(waiting) - len(lines),
        "company": company_of(policy),
        "team": Named(in_language(policy.teams[team].name, language)),
    }


def health_values(
    troubles: Iterable[Trouble], company: Named, *, zone: str, language: str, written_at: datetime
) -> Mapping[str, object]:
    """The values of a health notice."""
    lines = [
        TroubleLine(
            Moment(at=trouble.since, zone=zone, language=language, written_at=written_at), one_line(trouble.what, 300)
        )
        for trouble in troubles
    ]
    return {"troubles": lines[:_SHOWN], "company": company}


def _promised(thread: Thread) -> bool:
    return thread.promise is not None and thread.promise.told


def _who(thread: Thread) -> str:
    """The customer's name if it looks like one, else the start of the address."""
    return greetable(thread.customer_name) or f"{one_line(thread.customer.partition('@')[0], 30)}@…"


def _person(facts: Acknowledgement, language: str) -> Named | None:
    if facts.person is None:
        return None
    return Named(one_line(facts.person.name, 60), role=in_language(facts.person.role, language))


def _closed(facts: Acknowledgement, language: str, written_at: datetime) -> ClosedValue | None:
    if facts.closed is None:
        return None
    why = facts.closed.why if language == facts.language else ""
    opens_at = Moment(at=facts.closed.opens_at, zone=facts.zone, language=language, written_at=written_at)
    return ClosedValue(opens_at, one_line(why, 80))


def _moment(at: datetime | None, zone: str, language: str, written_at: datetime) -> Moment | None:
    return None if at is None else Moment(at=at, zone=zone, language=language, written_at=written_at)
