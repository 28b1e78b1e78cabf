"""Words as people type them on a phone: upper or lower case, with or without accents, with typographic apostrophes."""

import unicodedata

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'"})
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_LEFT_OUT = {"Mn", "Cf"}


def plain(text: str) -> str:
    """`text` for comparing: lower case, without accents and invisible characters, blanks as one blank each."""
    folded = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)).casefold()
    letters = unicodedata.normalize("NFKD", folded)
    kept = "".join(letter for letter in letters if unicodedata.category(letter) not in _LEFT_OUT)
    return " ".join(kept.split())


def spellings(word: str) -> frozenset[str]:
    """`word` as `plain` gives it, and with the umlauts written as two letters: "ubernehme", "uebernehme"."""
    return frozenset((plain(word), plain(unicodedata.normalize("NFC", word).casefold().translate(_UMLAUTS))))
