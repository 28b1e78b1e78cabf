"""Which words only claim that something is urgent? What is meant is read without them. Pure."""

from triaged.scorer.lexicon import LEXICON

_MARKS = ".,:;!?¡¿*'\"»«()[]-–—…"
_SHORTEST = 4
"""Letters. "p1" or "sos" are read: they stand for too much else."""


def _claims() -> frozenset[str]:
    """The phrases of the lexicon that are one word, in every language. "= grave" may be damage in another one."""
    lines = (line.strip() for signals in LEXICON.values() for line in signals["claim"].split(","))
    single = (line for line in lines if " " not in line)
    return frozenset(word for line in single for word in line.split("/") if len(word) >= _SHORTEST)


CLAIMS = _claims()


def claims(word: str) -> bool:
    """Whether a word of a mail, with the marks around it, says no more than that it is urgent."""
    return word.strip(_MARKS).lower() in CLAIMS
