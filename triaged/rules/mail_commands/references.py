"""What does an agent order by mail: which threads a line names."""

import re
from collections.abc import Sequence

from triaged.policy.typed import plain
from triaged.rules.mail_commands.words import ALL_FORMS, AND_FORMS

_AROUND = "[](){}<>#,;:.!\"'"
# Digits and consonants, perhaps behind the house's prefix, but no "12h30" and no "26th".
_LIKE_ONE = re.compile(
    r"(?:[A-Z]{1,12}-)?(?=[A-Z]*[0-9])(?![0-9]+(?:H|ST|ND|RD|TH|PM)?[0-9]*$)[0-9B-DF-HJ-NP-TV-Z]{4,12}"
)


def take(line: str, threads: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The threads that a line names, each once ("all": every one), and its other words.

    A reference may stand anywhere in the line, with or without the house's prefix; "and" between two goes with them.
    """
    known = {reference.upper() for reference in threads}
    named: list[str] = []
    words: list[str] = []
    joining: list[str] = []
    after_reference = False
    for word in line.split():
        bare = word.strip(_AROUND)
        reference = bare.rpartition("-")[2].upper()
        found = [reference] if reference in known else list(threads) if plain(bare) in ALL_FORMS else []
        if found:
            named += found
            joining = []
        elif not bare or (after_reference and plain(bare) in AND_FORMS):
            joining.append(word)
            continue
        else:
            words += [*joining, word]
            joining = []
        after_reference = bool(found)
    return tuple(dict.fromkeys(named)), (*words, *joining)


def names_a_thread(line: str, threads: Sequence[str]) -> bool:
    """Whether a line names one of these threads."""
    return bool(take(line, threads)[0])


def unknown_reference(words: Sequence[str]) -> str:
    """The first word that looks like a reference, "" when none does."""
    bare = (word.strip(_AROUND).upper() for word in words)
    return next((word for word in bare if _LIKE_ONE.fullmatch(word)), "")
