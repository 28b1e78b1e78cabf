"""What figures in a mail say: the largest sum of money, and whether a time of day is named. Pure, and linear."""

import re

LARGE = 500
"""A sum that hurts most people, whatever the currency."""

_FIGURES = r"(?<![\d.,])(\d{1,3}(?:[.,'’ \u00a0]\d{3}){1,3}|\d{1,9})(?:[.,]\d{1,2})?(?!\d)"
_CURRENCY = r"(?:€|£|\$|eur\b|euros?\b|pounds?\b|pfund\b|dollars?\b|pesos\b|chf\b|franken\b|francs\b|livres\b)"
_SUM = re.compile(rf"{_FIGURES} ?{_CURRENCY}|(?:[€£$]|\beur|\bchf) ?{_FIGURES}", re.IGNORECASE)
_NOT_DIGITS = re.compile(r"\D")

_HOURS = {
    "en": r"one|two|three|four|five|six|seven|eight|nine|ten|eleven",
    "de": r"eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf",
    "es": r"una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce",
}
_CLOCK = re.compile(
    r"(?<![\d.:,])(?:[01]?\d|2[0-3])"
    r"(?:[:.][0-5]\d(?![\d.]| ?[€£$]| ?eur)| ?h(?: ?[0-5]\d)?\b| ?(?:a\.?m|p\.?m|uhr|heures|horas|o['’]clock)\b)"
    rf"|\b(?:at|about|by|from|until|since) (?:{_HOURS['en']})\b(?! (?:or|days|weeks|months|years|of|percent))"
    rf"|\bum (?:{_HOURS['de']})\b|\ba las? (?:\d|{_HOURS['es']})\b",
    re.IGNORECASE,
)


def largest_sum(text: str) -> int:
    """The largest sum of money that is named, in whole units of whatever currency; 0 where none is."""
    return max((_units(found.group(1) or found.group(2)) for found in _SUM.finditer(text)), default=0)


def names_a_time(text: str) -> bool:
    """Whether a time of day is named ("at 9:40", "um sieben", "à 18 h", "a las diez")."""
    return _CLOCK.search(text) is not None


def _units(figures: str) -> int:
    return int(_NOT_DIGITS.sub("", figures))
