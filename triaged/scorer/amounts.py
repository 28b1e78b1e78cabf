"""What figures in a mail say: the largest sum of money, and whether a time of day is named. Pure, and linear.

Every expression begins with the one thing that is rare, a digit or a sign: a search passes over all else at once.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from triaged.scorer.text import all_spellings

LARGE = 500
"""A sum that hurts most people, whatever the currency."""
_MOST_DIGITS = 12

_FIGURES = r"\d[\d.,'’\u00a0]{0,16}(?: \d{3}(?!\d)){0,3}"
_AMOUNT = re.compile(
    rf"({_FIGURES})[ \u00a0]?"
    r"(?:[€£$]|(?:eur|euros?|pounds?|pfund|dollars?|pesos|chf|franken|francs|livres)\b)"
)
_SIGNED = re.compile(rf"(?:[€£$]|\b(?:eur|chf)) ?({_FIGURES})")
_CENTS = re.compile(r"[.,]\d{1,2}$")
_NOT_DIGITS = re.compile(r"\D")

_CLOCK = re.compile(
    r"\d{1,2}(?::[0-5]\d(?!\d)|\.[0-5]\d(?![\d.]| ?[€£$%]| ?eur)"
    r"| ?h(?: ?[0-5]\d)?\b| ?(?:a\.?m|p\.?m|uhr|heures|horas|o['’]clock)\b)"
)
_BEFORE = frozenset("0123456789.,:/-")
_LAST_HOUR = 23
_PLACED = all_spellings("at about by from until since around um gegen bis ab las la")
_HOURS = all_spellings("""
    one two three four five six seven eight nine ten eleven eins zwei drei vier fünf sechs sieben acht neun zehn elf
    zwölf una dos tres cuatro cinco seis siete ocho nueve diez once doce
""")


def largest_sum(text: str) -> int:
    """The largest sum of money that is named, in whole units of whatever currency; 0 where none is."""
    return max(_sums(text.lower()), default=0)


def names_a_time(text: str, words: Sequence[str]) -> bool:
    """Whether a time of day is named: "at 9:40", "18 h" in the text, "um sieben", "a las diez" in its words."""
    lower = text.lower()
    for found in _CLOCK.finditer(lower):
        start = found.start()
        hour = int(_NOT_DIGITS.split(found.group(), maxsplit=1)[0])
        if hour <= _LAST_HOUR and not (start and lower[start - 1] in _BEFORE):
            return True
    return not _HOURS.isdisjoint(words) and any(
        hour in _HOURS and before in _PLACED for before, hour in pairwise(words)
    )


def _sums(lower: str) -> Iterator[int]:
    for expression in (_AMOUNT, _SIGNED):
        for found in expression.finditer(lower):
            figures = _NOT_DIGITS.sub("", _CENTS.sub("", found.group(1).rstrip(".,'’\u00a0 ")))
            yield int(figures[:_MOST_DIGITS] or "0")
