"""What people ask for in each language: data, no decision. phrases.py tells how a line is written."""

from collections.abc import Mapping
from types import MappingProxyType

from triaged.scorer.lexicon.request import de, en, es, fr

REQUEST: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {"en": en.PHRASES, "de": de.PHRASES, "fr": fr.PHRASES, "es": es.PHRASES}
)
