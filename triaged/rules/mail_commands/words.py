"""What does an agent order by mail: the words, in four languages; docs/mail-commands.md is compared with them."""

from collections.abc import Iterator, Mapping

from triaged.model.order import OrderKind
from triaged.policy.typed import spellings

Words = Mapping[str, tuple[str, ...]]
"""By language; the first of each is the one to show."""

WORDS: Mapping[OrderKind, Words] = {
    OrderKind.MINE: {
        "en": ("mine", "claim", "me"),
        "de": ("übernehme", "ich übernehme", "meins", "ich"),
        "fr": ("je prends", "à moi", "moi"),
        "es": ("mío", "lo tomo", "yo"),
    },
    OrderKind.DONE: {
        "en": ("done", "answered"),
        "de": ("erledigt", "beantwortet"),
        "fr": ("fait", "répondu"),
        "es": ("hecho", "respondido"),
    },
    OrderKind.CALLED: {
        "en": ("called", "phoned"),
        "de": ("telefoniert", "angerufen"),
        "fr": ("appelé", "téléphoné"),
        "es": ("llamado", "he llamado"),
    },
    OrderKind.HOLD: {
        "en": ("hold", "wait", "do not send", "don't send"),
        "de": ("halt", "warte", "nicht senden"),
        "fr": ("attends", "retenir", "ne pas envoyer"),
        "es": ("espera", "no enviar"),
    },
    OrderKind.SEND: {
        "en": ("send", "send now"),
        "de": ("senden", "schicken"),
        "fr": ("envoyer", "envoie"),
        "es": ("enviar", "envía"),
    },
    OrderKind.CLOSE: {
        "en": ("close",),
        "de": ("schließen",),
        "fr": ("fermer", "clore"),
        "es": ("cerrar",),
    },
    OrderKind.SPAM: {"en": ("spam",), "de": ("spam",), "fr": ("spam", "indésirable"), "es": ("spam",)},
    OrderKind.PERSON: {
        "en": ("was a person", "person"),
        "de": ("war ein Mensch", "Mensch"),
        "fr": ("c'était une personne", "une personne"),
        "es": ("era una persona", "una persona"),
    },
    OrderKind.BACK: {
        "en": ("back", "I am back"),
        "de": ("zurück", "wieder da"),
        "fr": ("de retour",),
        "es": ("de vuelta", "he vuelto"),
    },
    OrderKind.PROMISE: {
        "en": ("promise", "promised"),
        "de": ("zugesagt", "zusage"),
        "fr": ("promis", "promets"),
        "es": ("prometido", "prometo"),
    },
    OrderKind.SNOOZE: {
        "en": ("snooze",),
        "de": ("später", "zurückstellen"),
        "fr": ("reporter",),
        "es": ("posponer", "aplazar"),
    },
    OrderKind.AWAY: {
        "en": ("away",),
        "de": ("abwesend", "weg"),
        "fr": ("absent", "absente"),
        "es": ("ausente",),
    },
    OrderKind.GIVE: {
        "en": ("give", "assign"),
        "de": ("gib", "gebe"),
        "fr": ("donner", "donne"),
        "es": ("dar", "da"),
    },
}
"""A bare time is a promise and a bare name is NAME: neither has a word of its own."""

TO: Words = {"en": ("to",), "de": ("an",), "fr": ("à",), "es": ("a",)}
"""Before the person of GIVE; enough by itself ("an dina")."""
UNTIL: Words = {"en": ("until", "till"), "de": ("bis",), "fr": ("jusqu'à", "jusqu'au"), "es": ("hasta",)}
"""Before the time of AWAY and SNOOZE."""
ALL: Words = {"en": ("all",), "de": ("alle",), "fr": ("tous", "toutes"), "es": ("todos", "todas")}
"""In the place of references: every thread of the notice."""
AND: Words = {"en": ("and",), "de": ("und",), "fr": ("et",), "es": ("y",)}
"""Between references."""

WHOLE = frozenset(set(WORDS) - {OrderKind.PROMISE, OrderKind.SNOOZE, OrderKind.AWAY, OrderKind.GIVE})
"""Orders that are said by their words alone; the others need a time or a person too."""


def forms(words: Words) -> Iterator[str]:
    """Every spelling of every word, as `plain` gives it."""
    for phrases in words.values():
        for phrase in phrases:
            yield from spellings(phrase)


SPOKEN: Mapping[str, OrderKind] = {form: kind for kind, words in WORDS.items() for form in forms(words)}
"""Which order a phrase says."""
TO_FORMS, ALL_FORMS, AND_FORMS = (frozenset(forms(words)) for words in (TO, ALL, AND))


def understood(reference: str) -> str:
    """What may be written, in one line, with a thread of the notice as the example."""
    ref = f" {reference}" if reference else " REFERENCE"
    return " · ".join(
        (
            *(f"{word}{ref}" for word in ("mine", "done", "called", "hold", "send")),
            f"{ref.strip()} thu 12:00",
            f"give{ref} to PERSON",
            f"snooze{ref} until TIME",
            *(f"{word}{ref}" for word in ("close", "spam", "was a person")),
            "away until TIME",
            "back",
        )
    )
