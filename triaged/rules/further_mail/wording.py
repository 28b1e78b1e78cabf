"""Which words is a text made of?

The phrases and the mails are both cut into them.
"""

import re
import unicodedata

BREAK = "."
"""What stands between sentences and their parts."""
UNKNOWN = "@"
"""A sign that means something we do not know."""
NUMBER = "#"
ASKED = "?"
NAME = "~"
"""A name that we know."""

_HAPPY = re.compile(
    r"[:;=]-?[)D](?!\w)|\^\^|<3(?!\d)|[\u263a\u2764\u2665\ufe0f\U0001f3fb-\U0001f3ff]"
    r"|[\U0001f600-\U0001f60a\U0001f60d\U0001f642\U0001f64f\U0001f44d\U0001f44c\U0001f44f\U0001f389\U0001f970]"
)
_SAD = re.compile(r"[:;=]['’]?-?[(/|\\]")
_TOKEN = re.compile(r"[^\W\d_]+|\d+|[?¿？؟]|[.,;:!¡…–—()\[\]\"“”„«»*_\n-]|[^\s'’`´]")
_BREAKS = frozenset('.,;:!¡…–—()[]"“”„«»*_\n-')
_MARKS = re.compile(r"[\u0300-\u036f]+")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
# What is between these lines is seen by nobody.
_UNSEEN = dict.fromkeys((0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))


def words(text: str, names: frozenset[str] = frozenset()) -> str:
    """The words of a text in lower case without accents, each between blanks; `names` become one sign each.

    Linear time; any text. Numbers, question marks, breaks and unknown signs are one sign each.
    """
    text = unicodedata.normalize("NFC", text)
    text = _SAD.sub(f" {UNKNOWN} ", _HAPPY.sub(" . ", text.translate(_UNSEEN)))
    return f" {' '.join(_word(sign, names) for sign in _TOKEN.findall(text))} "


def _word(sign: str, names: frozenset[str]) -> str:
    if sign[0].isalpha():
        plain = folded(sign)
        return NAME if plain in names and sign[0].isupper() else plain
    if sign[0] in "?¿？؟":
        return ASKED
    if sign in _BREAKS:
        return BREAK
    return "and" if sign == "&" else NUMBER if sign[0].isdigit() else UNKNOWN


def folded(word: str) -> str:
    """Without case and accents: "Grüße" is "grusse"."""
    return _MARKS.sub("", unicodedata.normalize("NFKD", word.casefold())) or UNKNOWN


def spellings(word: str) -> tuple[str, ...]:
    """How a word may be written once it is folded: umlauts are also written as two letters."""
    return tuple(dict.fromkeys((folded(word), folded(word.casefold().translate(_UMLAUTS)))))
