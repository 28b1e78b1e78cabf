"""Which words ask for what an article can tell?

Data, no decision; a new language is one file.

OFTEN and SOME were counted in the mails and articles that tests/gold/building and tests/gold/articles hold.
"""

from functools import cache

from triaged.rules.articles.words import de, en, es, fr

_ALL = {"en": en, "de": de, "fr": fr, "es": es}
# Sets are made when a language is first asked for: a house without articles, or with one language, keeps no others.


@cache
def phrases(name: str, language: str) -> frozenset[tuple[str, ...]]:
    """The phrases of a list of a language: ASKS, ACTS, WRONG. None for a language that is not known here."""
    text: str = getattr(_ALL[language], name) if language in _ALL else ""
    return frozenset(tuple(phrase.split()) for phrase in text.split(",") if phrase.strip())


@cache
def singles(name: str, language: str) -> frozenset[str]:
    """The words of a list of a language: STARTS, COMMON, OFTEN, SOME. None for a language that is not known here."""
    text: str = getattr(_ALL[language], name) if language in _ALL else ""
    return frozenset(text.split())
