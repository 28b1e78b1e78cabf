"""Finds the phrases of all lexicons in a list of words: one walk, whatever the number of phrases.

Each lexicon has an *ear*: who listens for its phrases (urgency, tone, request). What one ear hears never depends on
what others listen for.

How phrases are written, with commas between them:

    is/are down            one of the words between slashes
    my? order              a word that may be absent
    funktioniert ~ nicht   up to four other words of the same sentence, none of them "not" or its like
    within # hours         a number
    = gift                 only in mails of this language (the word means something else in another one)

Inside a phrase, words that change nothing ("still", "leider", "vraiment") may stand anywhere.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from sys import intern
from typing import ClassVar, NamedTuple, TypeAlias

from triaged.scorer.text import spellings, tokens

GAP = 4
"""How many words "~" stands for at most."""
FILLERS_IN_A_ROW = 2
STOPS = frozenset(".!?;\n")
SHOWN = 40
"""Characters of a phrase that a finding quotes at most."""
# "can t", "j ai", "l app": no other word of these languages is one such letter.
_CUT = re.compile(r"(?<=n) (?=t\b)|(?<=\b[cdjlmnst]) (?=[aeiouyhàâéèêîôû])|(?<=\bqu) (?=[aeiouyhàâéèêîôû])")
_STOP = ""
"""What the end of a sentence is looked up as. No phrase goes on with it."""


Lexicon: TypeAlias = Mapping[str, Mapping[str, str]]
"""Language → signal → phrases, with commas between them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """What phrases of one signal stand for: its key, and `only`, the one language where they hold ("" = all).

    All of them are one value, and it is also the place in the tree where such a phrase is complete and nothing follows:
    two of three places are, and the daemon has little memory.
    """

    following: ClassVar[dict[str, "Node | Phrase"]] = {}
    gap: ClassVar[None] = None
    key: str
    only: str = ""
    ear: str = ""

    @property
    def ends(self) -> tuple["Phrase"]:
        """As a node has them."""
        return (self,)


@dataclass(slots=True)
class Node:
    """One word further. `ends` are the phrases that are complete here, one for each ear (and language)."""

    following: dict[str, "Node | Phrase"] = field(default_factory=lambda: Phrase.following)
    gap: "Node | None" = None
    ends: tuple[Phrase, ...] = ()


class Found(NamedTuple):
    """A phrase, and the places of its first word and of the word after its last."""

    phrase: Phrase
    start: int
    end: int

    def shown(self, words: list[str]) -> str:
        """The phrase as the mail has it, at most 40 characters. The words were cut at apostrophes: those come back."""
        said = _CUT.sub("'", " ".join(words[self.start : self.end])).replace(" ,", ",")
        return said if len(said) <= SHOWN else said[: SHOWN - 1] + "…"


def build(lexicon: Lexicon, *, ear: str = "", onto: Node | None = None) -> Node:
    """The tree of all phrases of `lexicon`; those of another ear are added to the tree `onto`."""
    root = onto or Node()
    for language, signals in lexicon.items():
        for key, written in signals.items():
            everywhere, here = Phrase(key=key, ear=ear), Phrase(key=key, only=language, ear=ear)
            for line in written.split(","):
                phrase = here if line.strip().startswith("=") else everywhere
                for words in _variants(line.strip().removeprefix("=")):
                    _add(root, words, phrase)
    return root


def _variants(line: str) -> Iterator[tuple[str, ...]]:
    """What a written phrase stands for. "can't" is also written "cant"."""
    choices = [(*word.removesuffix("?").split("/"), *([""] if word.endswith("?") else [])) for word in line.split()]
    for words in product(*choices):
        present = tuple(word for word in words if word)
        yield present
        if any(word.endswith("n't") for word in present):
            yield tuple(word.replace("n't", "nt") for word in present)


def _add(root: Node, words: tuple[str, ...], phrase: Phrase) -> None:
    """Every spelling of a word leads to the same place."""
    spelt = [token for word in words for token in ((word,) if word in ("~", "#") else tokens(word))]
    node = root
    for token in spelt[:-1]:
        node = _next(node, token)
    last = node.following.get(spelt[-1])
    if last is None and node is not root:
        _lead(node, spelt[-1], phrase)
    elif last is None or all(known.ear != phrase.ear or known.only not in ("", phrase.only) for known in last.ends):
        end = _next(node, spelt[-1])
        end.ends = (*end.ends, phrase)


def _next(node: Node, word: str) -> Node:
    """The place after one word more, which others may follow."""
    if word == "~":
        node.gap = node.gap or Node()
        return node.gap
    known = node.following.get(word)
    if isinstance(known, Node):
        return known
    child = Node(ends=known.ends if known else ())
    if known is None:
        _lead(node, word, child)
    else:
        node.following.update(
            (spelling, child) for spelling in spellings(word) if node.following.get(spelling) is known
        )
    return child


def _lead(node: Node, word: str, child: Node | Phrase) -> None:
    if node.following is Phrase.following:
        node.following = {}
    for spelling in spellings(word):
        node.following.setdefault(intern(spelling), child)


def find(root: Node, words: list[str], *, fillers: frozenset[str], negators: frozenset[str]) -> Iterator[Found]:
    """For each ear the longest phrase at each place where one begins, in the order of the text.

    Phrases that hold in one language only are found beside those that hold in all, for Passage.found to choose.
    """
    first = root.following
    steps = [word if word >= "a" else _step(word) for word in words]
    steps.append(_STOP)
    for start, word in enumerate(words):
        node = first.get(word)
        if node is None:
            continue
        after = steps[start + 1]
        # Most beginnings end here ("the", "de", "ich").
        if (
            not node.ends
            and after not in node.following
            and after not in fillers
            and not _bridged(node.gap, steps, start + 1)
        ):
            continue
        yield from _longest(node, steps, start, fillers, negators)


def _step(word: str) -> str:
    """What a number, or what stands between words, is looked up as."""
    return "#" if word[0].isdigit() else _STOP if word[0] in STOPS else word


def _bridged(gap: Node | None, steps: list[str], at: int) -> bool:
    """Whether a gap is there, and any word beyond it is near enough."""
    return gap is not None and not gap.following.keys().isdisjoint(steps[at : at + GAP + 1])


def _longest(
    node: Node | Phrase, steps: list[str], start: int, fillers: frozenset[str], negators: frozenset[str]
) -> Iterable[Found]:
    """Depth first. A phrase has few gaps and each is short, so that the work for one place is bounded.

    Nothing leads beyond a stop, so that no place after the last word is ever asked for.
    """
    best: dict[tuple[str, str], Found] = {}
    open_ends: list[tuple[Node | Phrase, int]] = [(node, start + 1)]
    while open_ends:
        here, at = open_ends.pop()
        for phrase in here.ends:
            known = best.get((phrase.ear, phrase.only))
            if known is None or at > known.end:
                best[phrase.ear, phrase.only] = Found(phrase, start, at)
        if here.gap is not None:
            open_ends += _after_gap(here.gap, steps, at, negators)
        place = at
        while here.following:
            child = here.following.get(steps[place])
            if child is not None:
                open_ends.append((child, place + 1))
            if steps[place] not in fillers or place == at + FILLERS_IN_A_ROW:
                break
            place += 1
    return best.values()


def _after_gap(node: Node, steps: list[str], at: int, negators: frozenset[str]) -> list[tuple[Node | Phrase, int]]:
    beyond: list[tuple[Node | Phrase, int]] = []
    for place in range(at, at + GAP + 1):
        step = steps[place]
        if step == _STOP:
            break
        child = node.following.get(step)
        if child is not None:
            beyond.append((child, place + 1))
        if step in negators:
            break
    return beyond
