"""The words of each language: data, no decision. phrases.py tells how a line is written; a new language is a folder."""

from collections.abc import Mapping
from types import MappingProxyType

from triaged.scorer.lexicon import de, en, es, fr

LEXICON: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {"en": en.PHRASES, "de": de.PHRASES, "fr": fr.PHRASES, "es": es.PHRASES}
)
_ALL = (en, de, fr, es)
NEGATORS = " ".join(language.NEGATORS for language in _ALL)
"""What denies the phrase after it."""
FILLERS = " ".join(language.FILLERS for language in _ALL)
"""What changes nothing inside a phrase, nor between a negator and what it denies."""
