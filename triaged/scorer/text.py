"""Text as a list of words: what the phrases of the lexicon and the mails are both cut into."""

import re
import unicodedata

# Latin letters by their range: a third faster than by their category, and no phrase has others.
# The blank before a word is read with it: a search that begins there would fail first.
_TOKEN = re.compile(r" ?([a-zß-öø-ɏ]+|\d+|[.!?;,]|\n\s*\n)")
_MARKS = re.compile("[\u0300-\u036f]+")
_USED_MARKS = "\u0300\u0301\u0302\u0303\u0308\u0327"
LOUD_LETTERS = 400
LOUD_WORDS = 4
_SHARP = str.maketrans({"ß": "ss", "œ": "oe", "æ": "ae"})
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def tokens(text: str) -> list[str]:
    """Latin words in lower case (cut at apostrophes), numbers, the punctuation that ends a sentence. Linear time."""
    if not text.isascii() and any(mark in text for mark in _USED_MARKS):
        text = _MARKS.sub("", text)
    return _TOKEN.findall(text.lower())


def spellings(word: str) -> frozenset[str]:
    """How people write a word: as it is, without its accents, and with German umlauts as two letters."""
    return frozenset({word, plain(word), word.translate(_UMLAUTS)})


def plain(word: str) -> str:
    """A word, or several, without accents, as those write them who have no such keys."""
    return word if word.isascii() else _MARKS.sub("", unicodedata.normalize("NFD", word.translate(_SHARP)))


def all_spellings(words: str) -> frozenset[str]:
    """Every spelling of every word of a list."""
    return frozenset(spelling for word in words.split() for spelling in spellings(word))


def loud(text: str) -> bool:
    """Whether the beginning of a text is mostly in capitals."""
    words = text[:LOUD_LETTERS].split()
    shouted = [word for word in words if word.isupper() and len(word) > 2]
    return len(words) >= LOUD_WORDS and 2 * len(shouted) >= len(words)
