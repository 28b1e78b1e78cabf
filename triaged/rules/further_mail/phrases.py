"""Is a text made of known phrases, and of nothing else?

How phrases are written, with commas between them:

    is/are solved          one of the words between slashes
    thanks very?           a word, or words between slashes, that may be absent
    thank_you/thanks       words that belong together
    thanks for {help}      one or more words of a list, in any order; "{help}?" also none

Both texts and phrases are cut into the words of wording.py. One expression of all phrases is given to RE2, which reads
a text once whatever the expression, so that the time grows with the length and nothing else.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

import re2

from triaged.rules.further_mail.wording import BREAK, spellings

_APOSTROPHES = re.compile("['’-]")
_MEMORY = 64 << 20
"""Bytes that RE2 may use for its automata; it never fails for want of more, it only becomes slower."""


class Grammar:
    """Phrases that may follow each other in any order, with breaks between them.

    `phrases` gives them when they are first asked about: what no mail needs is never compiled.
    """

    def __init__(self, phrases: Callable[[], Iterable[str]]) -> None:
        self._phrases: Callable[[], Iterable[str]] = phrases

    @cached_property
    def _each(self) -> str:
        return "|".join(dict.fromkeys(phrase for phrase in self._phrases() if phrase))

    @cached_property
    def _only(self) -> "re2._Regexp":
        return re2.compile(f"(?: |{re.escape(BREAK)} |{self._each})*".encode(), _options())

    @cached_property
    def _any(self) -> "re2._Regexp":
        return re2.compile(f" (?:{self._each})+".encode(), _options())

    def makes(self, words: str) -> bool:
        """Whether `words` are made of these phrases and of nothing else; also where there are none."""
        return self._only.fullmatch(words.encode()) is not None

    def stands_in(self, words: str) -> bool:
        """Whether one of the phrases stands in `words`."""
        return self._any.search(words.encode()) is not None

    def without(self, words: str) -> str:
        """`words` with these phrases taken out, a break for each."""
        return self._any.sub(f" {BREAK} ".encode(), words.encode()).decode()


def _options() -> re2.Options:
    options = re2.Options()
    options.never_capture = True
    options.longest_match = True
    options.max_mem = _MEMORY
    return options


def expressions(written: str, slots: Mapping[str, str]) -> list[str]:
    """What RE2 is asked to find for phrases written as above."""
    return ["".join(_item(item, slots) for item in phrase.split()) for phrase in written.split(",") if phrase.strip()]


def _item(item: str, slots: Mapping[str, str]) -> str:
    absent = item.endswith("?")
    item = item.removesuffix("?")
    if item.startswith("{"):
        return f"(?:{_choice(slots[item[1:-1]].split())}){'*' if absent else '+'}"
    return f"(?:{_choice(item.split('/'))}){'?' if absent else ''}"


def _choice(words: Iterable[str]) -> str:
    return "|".join(dict.fromkeys(spelled for word in words for spelled in _spelled(word)))


def _spelled(word: str) -> Iterable[str]:
    """Each spelling, every word of it with a blank after it. "that's" is also written "thats"."""
    for spelling in spellings(word.replace("_", " ")):
        yield f"{' '.join(_APOSTROPHES.sub(' ', spelling).split())} "
        if _APOSTROPHES.search(spelling):
            yield f"{_APOSTROPHES.sub('', spelling)} "
