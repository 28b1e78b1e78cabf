"""The words that need no template: what a letter says when its template fails (P13), and small words by language."""

from collections.abc import Mapping

from triaged.mail.moments import Moment, date_and_time
from triaged.model.thread import Urgency

NO_SUBJECT: Mapping[str, str] = {"en": "Your mail", "de": "E-Mail", "fr": "Votre message", "es": "Su mensaje"}
"""Stands in for an empty subject."""

URGENCY: Mapping[str, Mapping[Urgency, str]] = {
    "en": {u: u.value for u in Urgency},
    "de": dict(zip(Urgency, ("kritisch", "hoch", "normal", "niedrig"), strict=True)),
    "fr": dict(zip(Urgency, ("critique", "élevée", "normale", "basse"), strict=True)),
    "es": dict(zip(Urgency, ("crítica", "alta", "normal", "baja"), strict=True)),
}

_PROMISE = {
    "en": "Hello,\n\nYou will get a reply from a person by {when}.\n\n{company} · reference {reference}\n{imprint}",
    "de": "Guten Tag,\n\nein Mensch antwortet bis {when}.\n\n{company} · Vorgang {reference}\n{imprint}",
    "fr": "Bonjour,\n\nUne personne vous répondra au plus tard le {when}.\n\n"
    "{company} · référence {reference}\n{imprint}",
    "es": "Hola:\n\nUna persona le responderá a más tardar el {when}.\n\n{company} · referencia {reference}\n{imprint}",
}


def safe_acknowledgement(promised: Moment, company: str, reference: str, imprint: str) -> str:
    """The promise, and who we are. Uses no template, so that no mistake in one can keep it from the customer."""
    words = _PROMISE[promised.language]
    told = words.format(when=date_and_time(promised), company=company, reference=reference, imprint=imprint)
    return told.rstrip("\n") + "\n"


def safe_notice(references: tuple[str, ...]) -> tuple[str, str]:
    """Subject and text of a notice whose template failed. In English, as all messages of the program."""
    shown = "\n".join(references)
    return "Replies are overdue", f"{shown}\n\nThe template of this notice failed; triaged queue shows all.\n"


def safe_health(troubles: tuple[str, ...]) -> tuple[str, str]:
    """Subject and text of a health notice whose template failed."""
    return "triaged needs a look", "\n\n".join(troubles) + "\n\nHow things stand now: triaged status\n"
