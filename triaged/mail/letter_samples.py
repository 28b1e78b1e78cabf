"""All letters of one house, as `triaged letters` shows them: its own names and words, invented customers."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from triaged.mail.wording import Wording
from triaged.model.letter import Acknowledgement, Closed, Person, Trouble
from triaged.model.thread import Kind, Promise, Thread, Triage, Turn, Urgency
from triaged.policy.shape import Policy

_WHY = {"en": "New Year", "de": "Neujahr", "fr": "jour de l'An", "es": "Año Nuevo"}
_FRIDAY = datetime(2027, 1, 1, 18, 40, tzinfo=UTC)
_MONDAY = datetime(2026, 11, 23, 13, 10, tzinfo=UTC)
_SUBJECT = {
    "en": "Invoice for October",
    "de": "Rechnung Oktober",
    "fr": "Facture d'octobre",
    "es": "Factura de octubre",
}


class Sample(NamedTuple):
    """One letter to look at: what it is, its subject, its text."""

    label: str
    subject: str
    text: str


def samples(wording: Wording, policy: Policy) -> tuple[Sample, ...]:
    """Every sort of letter of this policy in each of its languages, with invented customers and fixed dates."""
    return tuple(sample for language in policy.company.languages for sample in _in_language(wording, policy, language))


def _in_language(wording: Wording, policy: Policy, language: str) -> Iterator[Sample]:
    inbox = next(iter(policy.inboxes.values()))
    team = policy.teams[inbox.team]
    zone = policy.calendars[team.calendar].zone
    plain = Acknowledgement(
        inbox=inbox.key,
        to="petra.kranz@customer.example",
        subject=_SUBJECT.get(language, ""),
        language=language,
        reference="7K3F",
        promise=_promise(_MONDAY + timedelta(days=1, minutes=20), team.calendar),
        zone=zone,
        greet="Petra Kranz",
    )
    for label, facts, at in _variants(plain, policy, language):
        worded = wording.render_acknowledgement(facts, policy, at)
        yield Sample(f"{language}: {label}", worded.subject, worded.text)
    thread = _thread(plain, inbox.team)
    unknown = replace(thread, reference="7K44", customer_name="", promise=None)
    at = _MONDAY + timedelta(days=1, hours=1)
    notice = wording.render_notice(
        [thread, unknown], policy, team=team.key, zone=zone, language=language, written_at=at
    )
    yield Sample(f"{language}: notice to the lead", notice.subject, notice.text)
    trouble = Trouble(since=_MONDAY, what=f"inbox {inbox.key}: the server refuses the login; nothing is read")
    health = wording.render_health([trouble], policy, zone=zone, language=language, written_at=at)
    yield Sample(f"{language}: notice about triaged itself", health.subject, health.text)


def _variants(plain: Acknowledgement, policy: Policy, language: str) -> Iterator[tuple[str, Acknowledgement, datetime]]:
    closed = Closed(opens_at=datetime(2027, 1, 4, 7, 0, tzinfo=UTC), why=_WHY.get(language, ""))
    after = _promise(datetime(2027, 1, 4, 11, 0, tzinfo=UTC), plain.promise.calendar)
    colleague = next(iter(policy.people.values()))
    yield "normal", plain, _MONDAY
    yield "a person named", replace(plain, person=Person(name=colleague.name, role=colleague.role)), _MONDAY
    yield "closed for long", replace(plain, promise=after, closed=closed), _FRIDAY
    yield "critical", replace(plain, critical=True), _MONDAY
    yield "our confirmation is late", replace(plain, late_since=_MONDAY - timedelta(days=2, hours=3)), _MONDAY
    yield "reader in another zone", replace(plain, customer_offset=-300), _MONDAY
    yield "reader's zone unknown", replace(plain, name_zone=True), _MONDAY
    yield "sender unproven", replace(plain, terse=True), _MONDAY
    other = next((each for each in policy.company.languages if each != language), "")
    if other:
        yield "language unsure", replace(plain, also_language=other, greet=""), _MONDAY


def _promise(reply_by: datetime, calendar: str) -> Promise:
    return Promise(reply_by=reply_by, told=True, calendar=calendar, row="sample")


def _thread(facts: Acknowledgement, team: str) -> Thread:
    return Thread(
        thread_id=1,
        reference=facts.reference,
        inbox=facts.inbox,
        customer=facts.to,
        customer_name=facts.greet,
        subject=facts.subject,
        base_subject=facts.subject,
        kind=Kind.PERSON,
        turn=Turn.OURS,
        triage=Triage(urgency=Urgency.HIGH, rank=0.8, language=facts.language, language_sure=True, team=team),
        opened_at=_MONDAY,
        last_mail_at=_MONDAY,
        due_at=facts.promise.reply_by,
        promise=facts.promise,
    )
