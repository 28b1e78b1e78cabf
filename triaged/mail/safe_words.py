"""The words that need no template: what a letter says when its template fails (P13), and small words by language."""

from collections.abc import Iterable, Mapping, Sequence

from triaged.mail.moments import Moment, date_and_time
from triaged.mail.plain import one_line
from triaged.model.thread import Urgency

NO_SUBJECT: Mapping[str, str] = {"en": "Your mail", "de": "E-Mail", "fr": "Votre message", "es": "Su mensaje"}
"""Stands in for an empty subject."""

URGENCY: Mapping[str, Mapping[Urgency, str]] = {
    "en": {u: u.value for u in Urgency},
    "de": dict(zip(Urgency, ("kritisch", "hoch", "normal", "niedrig"), strict=True)),
    "fr": dict(zip(Urgency, ("critique", "élevée", "normale", "basse"), strict=True)),
    "es": dict(zip(Urgency, ("crítica", "alta", "normal", "baja"), strict=True)),
}

UPSET: Mapping[str, str] = {"en": "upset", "de": "verärgert", "fr": "mécontent", "es": "molesto"}
"""Beside the urgency, as a hint to colleagues. No customer reads it."""

AND: Mapping[str, str] = {"en": "and", "de": "und", "fr": "et", "es": "y"}
"""Between the last two of a list."""

TO: Mapping[str, str] = {"en": "to", "de": "an", "fr": "à", "es": "a"}
"""Before the person who is given a thread, as the commands have it."""

IN: Mapping[str, str] = {"en": "in", "de": "in", "fr": "dans", "es": "en"}
"""Before a span of time that is still to pass."""

SafeLine = tuple[str, Moment]
"""A printed reference and its time."""

_GREETING = {"en": "Hello,", "de": "Guten Tag,", "fr": "Bonjour,", "es": "Hola:"}
_REFERENCE = {"en": "reference", "de": "Vorgang", "fr": "référence", "es": "referencia"}
_PROMISES: Mapping[str, Mapping[str, str]] = {
    "reply": {
        "en": "You will get a reply from a person by {when}.",
        "de": "ein Mensch antwortet bis {when}.",
        "fr": "Une personne vous répondra au plus tard le {when}.",
        "es": "Una persona le responderá a más tardar el {when}.",
    },
    "news": {
        "en": "You will hear from us by {when}.",
        "de": "die nächste Nachricht von uns kommt bis {when}.",
        "fr": "Vous aurez de nos nouvelles au plus tard le {when}.",
        "es": "Tendrá noticias nuestras a más tardar el {when}.",
    },
    "renewed": {
        "en": "Our reply is late, and we are sorry. You will get it by {when}.",
        "de": "unsere Antwort verspätet sich. Es tut uns leid. Sie kommt bis {when}.",
        "fr": "Notre réponse a du retard. Veuillez nous en excuser. Vous l'aurez au plus tard le {when}.",
        "es": "Nuestra respuesta se retrasa. Le pedimos disculpas. La tendrá a más tardar el {when}.",
    },
    "look": {
        "en": "If it still does not work, answer this mail; a person will look at it by {when}.",
        "de": "geht es noch nicht, genügt eine Antwort auf diese E-Mail; ein Mensch sieht sie sich bis {when} an.",
        "fr": "Si cela ne fonctionne toujours pas, répondez à ce message\u00a0; "
        "une personne s'en occupera au plus tard le {when}.",
        "es": "Si todavía no funciona, responda a este mensaje; una persona lo revisará a más tardar el {when}.",
    },
}


def safe_promise(promise: str, promised: Moment, company: str, reference: str, imprint: str, *, said: str = "") -> str:
    """The promise, and who we are. Uses no template, so that no mistake in one can keep it from the customer.

    `promise` says what is promised ("reply", "news", "renewed", "look"); `said` is what a person wrote of an incident.
    """
    language = promised.language
    told = [_GREETING[language], _PROMISES[promise][language].format(when=date_and_time(promised))]
    if said:
        told.append(one_line(said, 2_000))
    foot = f"{company} · {_REFERENCE[language]} {reference}\n{imprint}"
    return "\n\n".join([*told, foot]).rstrip("\n") + "\n"


def safe_notice(asks: Iterable[SafeLine], due: Iterable[SafeLine]) -> tuple[str, str]:
    """Subject and text of a notice whose template failed. In English, as all messages of the program."""
    told = [f"{reference}: the customer will be told on {date_and_time(at)} that we are late" for reference, at in asks]
    return "Replies are due", _failed([*told, *_dated(due)], "notice")


def safe_digest(due: Iterable[SafeLine]) -> tuple[str, str]:
    """Subject and text of a digest whose template failed."""
    return "Your day", _failed(_dated(due), "digest")


def safe_confirmation(done: Sequence[str], refused: Sequence[str], unknown: str) -> tuple[str, str]:
    """Subject and text of a confirmation whose template failed."""
    lines = [f"done: {one}" for one in done] + [f"not done: {one}" for one in refused]
    lines += ["Nothing was done.", unknown] if unknown else []
    return "Your commands", "\n".join(lines) + "\n"


def safe_health(troubles: tuple[str, ...]) -> tuple[str, str]:
    """Subject and text of a health notice whose template failed."""
    return "triaged needs a look", "\n\n".join(troubles) + "\n\nHow things stand now: triaged status\n"


def _dated(due: Iterable[SafeLine]) -> list[str]:
    return [f"{reference}: due {date_and_time(at)}" for reference, at in due]


def _failed(lines: Sequence[str], what: str) -> str:
    return "\n".join([*lines, "", f"The template of this {what} failed; triaged queue shows all."]) + "\n"
