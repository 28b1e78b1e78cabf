"""What is heard in a mail: its words, and in one walk over them the phrases that every judge listens for."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from triaged.model.mail import Headers, Message
from triaged.scorer.impression import Impression, impression
from triaged.scorer.lexicon import FILLERS, LEXICON, NEGATORS
from triaged.scorer.lexicon.request import REQUEST
from triaged.scorer.lexicon.tone import TONE
from triaged.scorer.phrases import Found, Lexicon, Tree, find, packed
from triaged.scorer.text import all_spellings, tokens

LOOKED_AT = 4_000
"""Characters of the customer's own text that are read."""
DENIED_WITHIN = 5
"""How many words that change nothing may stand between "not" and what it denies."""

_REPLY = ("re:", "aw:", "antw:", "sv:", "wg:", "fw:", "fwd:", "tr:", "rv:", "ref:", "réf:")

LEXICONS: Mapping[str, Lexicon] = MappingProxyType({"urgency": LEXICON, "tone": TONE, "request": REQUEST})
"""What each ear listens for."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text as it was heard: its words and, by ear, the phrases in it, in the order of the text."""

    text: str
    words: list[str]
    phrases: Mapping[str, list[Found]]

    def found(self, ear: str, language: str) -> Iterator[Found]:
        """The phrases of one ear that hold in a mail of this language: at each place the longest one."""
        best: Found | None = None
        for found in self.phrases.get(ear, ()):
            if found.phrase.only not in ("", language):
                continue
            if best is not None and found.start > best.start:
                yield best
                best = None
            if best is None or found.end > best.end:
                best = found
        if best is not None:
            yield best


@dataclass(frozen=True, slots=True)
class HeardMail:
    """The subject and the own text of a mail, as far as they are read, and the impression of all their words."""

    subject: Passage
    body: Passage
    headers: Headers
    impression: Impression


class Ears:
    """The phrases of all lexicons. Never changed once they are there, and holds nothing of any mail."""

    def __init__(self, lexicons: Mapping[str, Lexicon]) -> None:
        tree = Tree()
        for ear, lexicon in lexicons.items():
            tree.add(lexicon, ear=ear)
        self._root = packed(tree.root)
        self._fillers = all_spellings(FILLERS)
        self._negators = all_spellings(NEGATORS)

    def hear(self, message: Message) -> HeardMail:
        """What every ear hears in a mail. Total, and linear in its length."""
        subject, body = self.passage(message.subject), self.passage(message.own_text)
        return HeardMail(subject, body, message.headers, impression((*subject.words, *body.words)))

    def passage(self, text: str) -> Passage:
        """What every ear hears in the beginning of a text."""
        beginning = text[:LOOKED_AT]
        words = tokens(beginning)
        phrases: defaultdict[str, list[Found]] = defaultdict(list)
        for found in find(self._root, words, fillers=self._fillers, negators=self._negators):
            phrases[found.phrase.ear].append(found)
        return Passage(beginning, words, phrases)

    def denied(self, found: Found, words: list[str], *, passing: frozenset[str] = frozenset()) -> bool:
        """Whether "not" or its like stands before a phrase, with nothing between them that counts.

        `passing`: words that may stand between beside those that change nothing.
        """
        for place in range(found.start - 1, max(-1, found.start - 1 - DENIED_WITHIN), -1):
            if words[place] in self._negators:
                return True
            if words[place] not in self._fillers and words[place] not in passing:
                break
        return False


def is_reply(subject: str) -> bool:
    """Whether a subject is that of an older mail."""
    return subject.lower().startswith(_REPLY)


@cache
def ears() -> Ears:
    """The one tree of all phrases: it is built when the first judge needs it."""
    return Ears(LEXICONS)
