"""Samples of the letters to customers."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from triaged.mail.letter_samples.desk import FRIDAY, LATE, MONDAY, REPLY_BY, SampleDesk, person
from triaged.mail.wording import Worded
from triaged.model.article import Offer
from triaged.model.fact import AskedFact
from triaged.model.letter import Acknowledgement, Closed, IncidentLetter, IncidentPhase, Renewal, Telephone

_WHY = {"en": "New Year", "de": "Neujahr", "fr": "jour de l'An", "es": "Año Nuevo"}
_SAID = {
    IncidentPhase.TOLD: {
        "en": "The app cannot reach many devices at the moment. Your heating keeps running.",
        "de": "Die App erreicht derzeit viele Geräte nicht. Die Heizung läuft weiter.",
        "fr": "L'application ne parvient pas à joindre de nombreux appareils en ce moment. "
        "Le chauffage continue de fonctionner.",
        "es": "En este momento la aplicación no puede conectar con muchos aparatos. La calefacción sigue funcionando.",
    },
    IncidentPhase.UPDATE: {
        "en": "One device in two is reached again.",
        "de": "Jedes zweite Gerät ist wieder erreichbar.",
        "fr": "Un appareil sur deux est de nouveau accessible.",
        "es": "Uno de cada dos aparatos vuelve a responder.",
    },
    IncidentPhase.OVER: {
        "en": "Since 16:10 the app reaches the devices again. If yours is still offline, switch it off and on once.",
        "de": "Seit 16:10 Uhr erreicht die App die Geräte wieder. Ein Gerät, das noch offline ist, bitte einmal aus- "
        "und einschalten.",
        "fr": "Depuis 16 h 10, l'application joint de nouveau les appareils. Si le vôtre reste hors ligne, "
        "éteignez-le et rallumez-le.",
        "es": "Desde las 16:10 la aplicación vuelve a conectar con los aparatos. Si el suyo sigue sin conexión, "
        "apáguelo y enciéndalo.",
    },
}
_NUMBER = {
    "en": "the invoice number (RE-…)",
    "de": "die Rechnungsnummer (RE-…)",
    "fr": "le numéro de la facture (RE-…)",
    "es": "el número de la factura (RE-…)",
}
_PHOTO = {
    "en": "a photo of the display",
    "de": "ein Foto der Anzeige",
    "fr": "une photo de l'écran",
    "es": "una foto de la pantalla",
}
_ARTICLES = {
    "en": (
        Offer(title="Changing the billing address", url="https://help.nordlicht.example/billing-address"),
        Offer(title="Where your invoices are", url="https://help.nordlicht.example/invoices"),
    ),
    "de": (Offer(title="Rechnungsanschrift ändern", url="https://hilfe.nordlicht.example/rechnungsanschrift"),),
    "fr": (Offer(title="Changer l'adresse de facturation", url="https://aide.nordlicht.example/adresse"),),
    "es": (Offer(title="Cambiar la dirección de facturación", url="https://ayuda.nordlicht.example/direccion"),),
}
_NEW = REPLY_BY + timedelta(hours=2)
_NEXT_DAY = datetime(2026, 11, 25, 8, 30, tzinfo=UTC)


def to_customers(desk: SampleDesk) -> Iterator[tuple[str, Worded]]:
    """Every letter a customer can get, with what it is."""
    for label, facts, at in _acknowledgements(desk):
        yield label, desk.wording.render_acknowledgement(facts, desk.policy, at)
    for label, renewal, at in renewals(desk):
        yield label, desk.wording.render_renewal(renewal, desk.policy, at)
    for label, incident in _incidents(desk):
        yield label, desk.wording.render_incident(incident, desk.policy, MONDAY)


def renewals(desk: SampleDesk) -> Iterator[tuple[str, Renewal, datetime]]:
    """Every renewal: what it is, its facts, when it is written."""
    plain = desk.plain
    first = Renewal(
        inbox=plain.inbox,
        to=plain.to,
        subject=plain.subject,
        language=plain.language,
        reference=plain.reference,
        broken=plain.promise,
        promise=desk.promise(_NEW, number=1),
        missed=False,
        zone=plain.zone,
        team=desk.team.key,
        greet=plain.greet,
        person=person(desk.colleague),
        lead=person(desk.lead),
    )
    missed = replace(first, missed=True)
    second = replace(
        first, broken=first.promise, promise=desk.promise(_NEXT_DAY, number=2), person=person(desk.lead), lead=None
    )
    yield "renewal", first, LATE
    yield "renewal, nobody named", replace(first, person=None, lead=None), LATE
    yield "renewal, the time has passed", missed, REPLY_BY + timedelta(minutes=10)
    yield "second renewal", second, REPLY_BY + timedelta(hours=1)
    yield "second renewal, the time has passed", replace(second, missed=True), _NEW + timedelta(minutes=10)


def _acknowledgements(desk: SampleDesk) -> Iterator[tuple[str, Acknowledgement, datetime]]:
    plain, language = desk.plain, desk.language
    closed = Closed(opens_at=datetime(2027, 1, 4, 7, 0, tzinfo=UTC), why=_WHY.get(language, ""))
    after = desk.promise(datetime(2027, 1, 4, 11, 0, tzinfo=UTC))
    yield "normal", plain, MONDAY
    yield "a person named", replace(plain, person=person(desk.colleague)), MONDAY
    yield "help articles fit", replace(plain, articles=_ARTICLES.get(language, _ARTICLES["en"])), MONDAY
    yield "closed for long", replace(plain, promise=after, closed=closed), FRIDAY
    yield "critical", replace(plain, critical=True), MONDAY
    answered = Telephone(until=MONDAY + timedelta(minutes=170))
    yield "to an upset customer", replace(plain, upset=True, person=person(desk.lead), telephone=answered), MONDAY
    yield "our confirmation is late", replace(plain, late_since=MONDAY - timedelta(days=2, hours=3)), MONDAY
    yield "reader in another zone", replace(plain, customer_offset=-300), MONDAY
    yield "reader's zone unknown", replace(plain, name_zone=True), MONDAY
    yield "sender unproven", replace(plain, terse=True), MONDAY
    other = next((each for each in desk.policy.company.languages if each != language), "")
    if other:
        yield "language unsure", replace(plain, also_language=other, greet=""), MONDAY
    yield "a later mail", replace(plain, again=True), MONDAY
    wants = _wants(desk)
    yield "facts are missing", replace(plain, wants=tuple(replace(fact, waits=False) for fact in wants)), MONDAY
    yield "a fact is awaited", replace(plain, wants=(replace(wants[0], waits=True),)), MONDAY
    yield "about a known incident", replace(plain, incident=_said(IncidentPhase.TOLD, language)), MONDAY


def _wants(desk: SampleDesk) -> tuple[AskedFact, ...]:
    """The first two facts of the house; invented ones where it has none in this language."""
    facts = [AskedFact(name=fact.key, ask=fact.ask) for fact in desk.policy.facts.values() if desk.language in fact.ask]
    return tuple(facts[:2]) or (AskedFact(name="invoice_number", ask=_NUMBER), AskedFact(name="photo", ask=_PHOTO))


def _incidents(desk: SampleDesk) -> Iterator[tuple[str, IncidentLetter]]:
    plain = desk.plain
    news = desk.promise(MONDAY + timedelta(minutes=80))
    labels = {
        IncidentPhase.TOLD: "an incident is told",
        IncidentPhase.UPDATE: "news of an incident",
        IncidentPhase.OVER: "an incident is over",
    }
    for phase, label in labels.items():
        yield (
            label,
            IncidentLetter(
                inbox=plain.inbox,
                to=plain.to,
                subject=plain.subject,
                language=plain.language,
                reference=plain.reference,
                phase=phase,
                say=_said(phase, desk.language),
                since=MONDAY - timedelta(hours=2),
                promise=news,
                zone=plain.zone,
                own=plain.promise,
                greet=plain.greet,
            ),
        )


def _said(phase: IncidentPhase, language: str) -> str:
    return _SAID[phase].get(language) or _SAID[phase]["en"]
