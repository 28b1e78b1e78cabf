"""Does a mail ask for what can be read somewhere?

An article answers who asks how something is done or whether it is so. It answers nobody who asks us to do something,
tells of something that went wrong, writes again, or names the order, the invoice or the sum that it is about: that
takes a person who looks it up.
"""

import re
from collections.abc import Sequence

from triaged.rules.articles.stems import words
from triaged.rules.articles.words import phrases, singles

_DENIED = frozenset({"no", "not", "nicht", "ne", "non", "cannot"})
_KEY = re.compile(r"\d{5,}|\b[A-Z]{2}[-/ ]?\d{4,}")
_SUM = re.compile(r"[€£$]|\b\d+[.,]\d\d\b|\b(?:euros?|eur|chf|usd|gbp|quid|pounds?)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!:;\n]+")
_REPLY = ("re:", "aw:", "antw:", "sv:", "wg:", "fw:", "fwd:", "tr:", "rv:", "ref:", "réf:", "re :", "tr :")


def why_not(subject: str, text: str, said: Sequence[str], language: str) -> str:
    """Why a mail asks for nothing that can be read, "" where it does. `said`: the words of subject and text."""
    if subject.lower().startswith(_REPLY):
        return "it goes on with an older mail"
    if _KEY.search(text) or _KEY.search(subject):
        return "it names an order, an invoice or a customer"
    if _SUM.search(text):
        return "it is about a sum of money"
    if _stands(said, phrases("ACTS", language)):
        return "it asks us to do something"
    if _stands(said, phrases("WRONG", language)):
        return "something went wrong"
    asked = "?" in text or "?" in subject or _begins(text, language) or _stands(said, phrases("ASKS", language))
    return "" if asked else "it asks nothing"


def _stands(said: Sequence[str], wanted: frozenset[tuple[str, ...]]) -> bool:
    """Whether one of the phrases stands in the words, without a "not" before it."""
    first = {phrase[0] for phrase in wanted}
    longest = max(map(len, wanted), default=0)
    for place, word in enumerate(said):
        if word not in first or (place and said[place - 1] in _DENIED):
            continue
        if any(tuple(said[place : place + length]) in wanted for length in range(1, longest + 1)):
            return True
    return False


def _begins(text: str, language: str) -> bool:
    """Whether a sentence begins as a question does."""
    starts = singles("STARTS", language)
    return any(words(sentence[:40])[:1] and words(sentence[:40])[0] in starts for sentence in _SENTENCE.split(text))
