"""Which help articles answer it: a text as the stems of its words, by which mail and articles are compared.

A stem is the beginning of a word: that joins "export", "exporting" and "exporter" in every language without a
dictionary, and now and then two words that have nothing to do with each other. Words with a figure in them ("W-117",
"M3", "2026.1") stay whole. Words that every text has are left out.
"""

import re
import unicodedata

from triaged.rules.articles.words import singles

READ = 20_000
"""Characters of a text that are read."""
_LONGEST = 40
_SHARP = str.maketrans({"ß": "ss", "œ": "oe", "æ": "ae"})
_MARKS = re.compile("[\u0300-\u036f]+")
_LINK = re.compile(r"(?:https?://|www\.)\S*")
_WORD = re.compile(r"[^\W\d_]+-?\d[\w-]*|[^\W\d_]+|\d+(?:[.,]\d+)*")
_CUT = 6
"""Letters of a word that are compared."""


def words(text: str) -> list[str]:
    """The words of a text in lower case and without accents; links are none. Linear time."""
    text = text[:READ].lower().translate(_SHARP)
    if "://" in text or "www." in text:
        text = _LINK.sub(" ", text)
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    return [word for word in _WORD.findall(text) if len(word) <= _LONGEST]


def stem(word: str) -> str:
    """The beginning of a word; the whole of one with a figure in it."""
    return word[:_CUT] if word.isalpha() else word


def stems(said: list[str], language: str) -> frozenset[str]:
    """The stems of words that tell something, each once."""
    common = singles("COMMON", language)
    return frozenset(stem(word) for word in said if word not in common)
