"""Which words ask for what an article can tell?

Data, no decision; a new language is one file.

OFTEN and SOME were counted in the mails and articles that tests/gold/building and tests/gold/articles hold.
"""

from collections.abc import Mapping
from types import MappingProxyType

from triaged.rules.articles.words import de, en, es, fr

_ALL = {"en": en, "de": de, "fr": fr, "es": es}


def _phrases(text: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(phrase.split()) for phrase in text.split(",") if phrase.strip())


ASKS: Mapping[str, frozenset[tuple[str, ...]]] = MappingProxyType(
    {code: _phrases(each.ASKS) for code, each in _ALL.items()}
)
ACTS: Mapping[str, frozenset[tuple[str, ...]]] = MappingProxyType(
    {code: _phrases(each.ACTS) for code, each in _ALL.items()}
)
WRONG: Mapping[str, frozenset[tuple[str, ...]]] = MappingProxyType(
    {code: _phrases(each.WRONG) for code, each in _ALL.items()}
)
STARTS: Mapping[str, frozenset[str]] = MappingProxyType(
    {code: frozenset(each.STARTS.split()) for code, each in _ALL.items()}
)
COMMON: Mapping[str, frozenset[str]] = MappingProxyType(
    {code: frozenset(each.COMMON.split()) for code, each in _ALL.items()}
)
OFTEN: Mapping[str, frozenset[str]] = MappingProxyType(
    {code: frozenset(each.OFTEN.split()) for code, each in _ALL.items()}
)
SOME: Mapping[str, frozenset[str]] = MappingProxyType(
    {code: frozenset(each.SOME.split()) for code, each in _ALL.items()}
)
