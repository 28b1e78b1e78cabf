"""What is heard between the words: exclamation marks, capitals, short quotations, a greeting, a close."""

import re
from collections.abc import Iterator

from triaged.scorer.text import loud

_SHOUTS = ("!!", "!?", "?!", "??")
_ANGRY = "😠😡🤬👎🙄😤🖕"
_GLAD = "👍😊🙂😀😃😄🥰❤🎉🤗💐🌸"
_QUOTED = re.compile(r"[\"„“«»”]\s?([^\"„“«»”\n]{2,60})[\"“”»«]")
_FEW_WORDS = 5
_GREETS = re.compile(
    r"\s{0,3}(?:hello|hi\b|hey|dear|good |hallo|guten|sehr ge|liebe|grüezi|grüß|servus|moin|bonjour|bonsoir"
    r"|madame|monsieur|ch[eè]re?s?\b|hola|buen|estimad|muy )"
)
_CLOSES = (
    "regards", "wishes", "sincerely", "yours", "grüße", "grüsse", "gruß", "gruss", "cordialement", "salutations",
    "saludo", "atentamente", "thank", "dank", "merci", "gracias", "cheers", "abrazo",
)  # fmt: skip
_LAST = 200
"""Characters at the end of a mail in which it closes."""


def marks(text: str) -> Iterator[tuple[str, str]]:
    """The signals that stand between the words, each with how it is shown. Linear time."""
    yield from (("shout", shown) for shown in _SHOUTS if shown in text)
    if loud(text):
        yield "shout", "CAPITALS"
    if "!" in text:
        yield "bang", "!"
    yield from (("rage", sign) for sign in _ANGRY if sign in text)
    yield from (("warm", sign) for sign in _GLAD if sign in text)
    yield from (("quotes", "short quotations") for _ in range(min(2, _wry(text))))
    folded = text.lower()
    greets, closes = bool(_GREETS.match(folded)), any(word in folded[-_LAST:] for word in _CLOSES)
    if greets:
        yield "greets", "a greeting"
    if closes:
        yield "closes", "a friendly close"
    if "?" in text and (greets or closes):
        yield "asks", "a question"


def _wry(text: str) -> int:
    """How often a few words are quoted, none of them a number: often our own, held against us."""
    quoted = (found.split() for found in _QUOTED.findall(text))
    return sum(len(words) <= _FEW_WORDS and not any(word[:1].isdigit() for word in words) for words in quoted)
