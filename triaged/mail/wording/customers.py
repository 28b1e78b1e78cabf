"""Letters to customers in words: one or two languages, the promise in each, safe words where a template fails."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from triaged.mail import letter_values as values
from triaged.mail.letter_values.desk import ToCustomer
from triaged.mail.moments import LANGUAGES, Moment
from triaged.mail.plain import reply_subject
from triaged.mail.reference import printed
from triaged.mail.safe_words import NO_SUBJECT, safe_promise
from triaged.mail.wording.engine import Engine, TemplateFailed, Worded
from triaged.model.letter import Acknowledgement, IncidentLetter, IncidentPhase, Renewal
from triaged.policy.shape import Policy

_BETWEEN = "\n———\n\n"
"""Between the two texts of a letter in two languages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """One letter before it is worded. `promise` is the safe sentence that stands in when its template fails."""

    kind: str
    facts: ToCustomer
    team: str
    links: bool
    promise: str
    told: Callable[[values.Desk, str], Mapping[str, object]]
    also_language: str = ""


def acknowledgement(engine: Engine, facts: Acknowledgement, policy: Policy, written_at: datetime) -> Worded:
    """The acknowledgement; also in `facts.also_language`, if asked. An unproven sender's subject loses its links."""
    draft = _Draft(
        kind="acknowledgement",
        facts=facts,
        also_language=facts.also_language,
        team="",
        links=not facts.terse,
        promise="news" if facts.again or facts.incident or any(fact.waits for fact in facts.wants) else "reply",
        told=lambda desk, language: values.acknowledgement_values(facts, desk, language, written_at),
    )
    return _worded(engine, draft, policy, written_at)


def renewal(engine: Engine, facts: Renewal, policy: Policy, written_at: datetime) -> Worded:
    """The renewal. Who is not greeted may be unproven: no links then."""
    draft = _Draft(
        kind="renewal",
        facts=facts,
        team=facts.team,
        links=bool(facts.greet),
        promise="renewed",
        told=lambda desk, language: values.renewal_values(facts, desk, language, written_at),
    )
    return _worded(engine, draft, policy, written_at)


def incident(engine: Engine, facts: IncidentLetter, policy: Policy, written_at: datetime) -> Worded:
    """An incident's letter."""
    draft = _Draft(
        kind="incident",
        facts=facts,
        team="",
        links=bool(facts.greet),
        promise="look" if facts.phase is IncidentPhase.OVER else "news",
        told=lambda desk, language: values.incident_values(facts, desk, language, written_at),
    )
    return _worded(engine, draft, policy, written_at)


def spoken(language: str, policy: Policy) -> str:
    """`language` if we have words for it, else the company's first, else English."""
    return next(known for known in (language, *policy.company.languages, "en") if known in LANGUAGES)


def _worded(engine: Engine, draft: _Draft, policy: Policy, written_at: datetime) -> Worded:
    facts, language = draft.facts, spoken(draft.facts.language, policy)
    text, problem = _text(engine, draft, policy, language, written_at)
    if draft.also_language and (other := spoken(draft.also_language, policy)) != language:
        also, also_problem = _text(engine, draft, policy, other, written_at)
        text, problem = f"{text}{_BETWEEN}{also}", problem or also_problem
    prefix = policy.letters.reference
    tag = printed(facts.reference, prefix) if prefix else ""
    return Worded(reply_subject(facts.subject, tag=tag, links=draft.links, empty=NO_SUBJECT[language]), text, problem)


def _text(engine: Engine, draft: _Draft, policy: Policy, language: str, written_at: datetime) -> tuple[str, str]:
    """The text in one language and why it is not the template's, "" when it is."""
    desk = values.desk_of(policy, draft.facts.inbox, language, team=draft.team)
    promised = values.promised_moment(draft.facts, language, written_at, formal=desk.formal)
    try:
        return engine.promising(language, draft.kind, draft.told(desk, language), promised), ""
    except TemplateFailed as failed:
        return _safe(draft, desk, promised), str(failed)


def _safe(draft: _Draft, desk: values.Desk, promised: Moment) -> str:
    reference = printed(draft.facts.reference, desk.prefix)
    said = ""
    if isinstance(draft.facts, IncidentLetter):
        said = draft.facts.say
    return safe_promise(draft.promise, promised, desk.company.name, reference, desk.imprint, said=said)
