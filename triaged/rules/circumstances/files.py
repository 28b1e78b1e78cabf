"""Is a demand, a court's letter or the picture of a fault attached, by the names of the files?"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice

from triaged.model.mail import Attachment

MOST = 20
"""Attachments that are looked at."""
LONGEST = 200
"""Characters of a name that are read, the last ones: there the kind stands."""

_PAPERS = frozenset(["pdf", "doc", "docx", "odt", "rtf", "jpg", "jpeg", "png", "tif", "tiff", "heic", "eml", "msg"])
_PICTURES = frozenset(["png", "jpg", "jpeg", "gif", "heic", "webp", "bmp", "mp4", "mov", "log", "txt", "dmp", "har"])
_PLAIN_NAMES = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", "image/tiff": "tif"}

_DEMANDS = (
    "mahnung", "mahnungen", "abmahnung", "mahnbescheid", "mahnschreiben", "zahlungserinnerung", "zahlungsaufforderung",
    "letzte aufforderung", "inkasso", "vollstreckung", "vollstreckungsbescheid", "pfaendung", "pfandung", "klage",
    "klageschrift", "anwaltsschreiben", "fristsetzung", "gerichtsbescheid", "einstweilige verfuegung",
    "einstweilige verfugung",
    "dunning", "overdue", "past due", "payment reminder", "final reminder", "final notice", "final demand",
    "statutory demand", "collection letter", "court order", "court letter", "court summons", "summons", "subpoena",
    "lawsuit", "legal notice", "letter before action", "letter before claim", "cease and desist", "eviction",
    "notice of default", "solicitor", "solicitors", "attorney letter",
    "mise en demeure", "huissier", "commissaire de justice", "assignation", "injonction", "sommation",
    "commandement de payer", "relance", "dernier rappel", "rappel de paiement", "contentieux", "recouvrement",
    "avis a tiers detenteur", "tribunal", "requerimiento", "burofax", "demanda", "demanda judicial", "embargo",
    "citacion", "juzgado", "ultimo aviso", "aviso de cobro", "reclamacion de pago", "reclamacion judicial",
    "recordatorio de pago", "impago", "impagado", "desahucio",
)  # fmt: skip
"""Dunning letters, letters of courts, bailiffs and lawyers: German, English, French, Spanish, without accents."""
_FAULTS = (
    "fehler", "fehlermeldung", "fehlermeldungen", "stoerung", "storung", "absturz", "abgesturzt", "defekt", "kaputt",
    "error", "errors", "crash", "crashed", "exception", "traceback", "stacktrace", "failure", "failed", "broken",
    "defect", "damage", "damaged", "bluescreen", "erreur", "erreurs", "panne", "plantage", "casse", "defaut",
    "fallo", "fallos", "averia", "roto", "danado",
)  # fmt: skip

_WORD = re.compile(r"[a-z]+")
_SEAM = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SHARP = str.maketrans({"ß": "ss", "œ": "oe", "æ": "ae"})


def named_like(attachments: Iterable[Attachment]) -> tuple[str, str]:
    """The words of the first name of a demand or a court's letter, and of the first picture or log of a fault; or "".

    Calendars, visiting cards, archives and everything else say nothing. Total, and linear in the length of the names.
    """
    letter = fault = ""
    for words, kind in _read(attachments):
        if kind in _PAPERS:
            letter = letter or _first(_DEMANDS, words)
        if kind in _PICTURES:
            fault = fault or _first(_FAULTS, words)
    return letter, fault


def _first(phrases: Iterable[str], words: str) -> str:
    return next((phrase for phrase in phrases if f" {phrase} " in words), "")


def _read(attachments: Iterable[Attachment]) -> Iterator[tuple[str, str]]:
    """The words of each name, with a blank around them, and its kind."""
    for one in islice(attachments, MOST):
        stem, _, kind = one.name[-LONGEST:].strip().rpartition(".")
        if not stem or kind.lower() not in _PAPERS | _PICTURES:
            stem, kind = one.name[-LONGEST:], _PLAIN_NAMES.get(one.content_type.lower(), "")
        yield f" {' '.join(_words(stem))} ", kind.lower()


def _words(name: str) -> list[str]:
    """The words of a name in plain letters, cut also where a capital follows a small letter: "letzteMahnung"."""
    decomposed = unicodedata.normalize("NFKD", name.translate(_SHARP))
    letters = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _WORD.findall(_SEAM.sub(" ", letters).lower())
