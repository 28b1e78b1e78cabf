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
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple, Self, TypeAlias

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

    key: str
    only: str = ""
    ear: str = ""

    @property
    def ends(self) -> tuple["Phrase"]:
        """As a node has them."""
        return (self,)


class Node(dict[str, "Place"]):
    """One word further: where each next word leads to. `gap` is where "~" does.

    `ends` are the phrases that are complete here, one for each ear (and language).
    """

    __slots__ = ("ends", "gap")

    def __init__(self, ends: tuple[Phrase, ...] = ()) -> None:
        super().__init__()
        self.gap: Inner | None = None
        self.ends = ends


class Link:
    """A node from which one word alone leads on, once the tree has grown: two of three are, and a dict is large."""

    __slots__ = ("child", "ends", "gap", "word")

    def __init__(self, node: Node) -> None:
        ((self.word, self.child),) = node.items()
        self.gap = node.gap
        self.ends = node.ends

    def get(self, word: str) -> "Place | None":
        """Where a word leads to, as a node has it."""
        return self.child if word == self.word else None

    def __contains__(self, word: object) -> bool:
        return word == self.word

    def keys(self) -> Set[str]:
        """The words that lead on, as a node has them."""
        return {self.word}


Inner: TypeAlias = Node | Link
Place: TypeAlias = Inner | Phrase


class Found(NamedTuple):
    """A phrase, and the places of its first word and of the word after its last."""

    phrase: Phrase
    start: int
    end: int

    def shown(self, words: list[str]) -> str:
        """The phrase as the mail has it, at most 40 characters. The words were cut at apostrophes: those come back."""
        said = _CUT.sub("'", " ".join(words[self.start : self.end])).replace(" ,", ",")
        return said if len(said) <= SHOWN else said[: SHOWN - 1] + "…"


class Tree:
    """A tree to which the phrases of lexicons are added. `root` is where every phrase begins."""

    def __init__(self) -> None:
        self.root = Node()
        self._words: dict[str, str] = {}
        """Every word once, as long as the tree grows. Interned they would be kept in a table of their own for ever."""

    def add(self, lexicon: Lexicon, *, ear: str = "") -> Self:
        """All phrases of a lexicon, for this ear."""
        for language, signals in lexicon.items():
            for key, written in signals.items():
                everywhere, here = Phrase(key=key, ear=ear), Phrase(key=key, only=language, ear=ear)
                for line in written.split(","):
                    phrase = here if line.strip().startswith("=") else everywhere
                    for words in _variants(line.strip().removeprefix("=")):
                        self._add(words, phrase)
        return self

    def _add(self, words: tuple[str, ...], phrase: Phrase) -> None:
        """Every spelling of a word leads to the same place."""
        spelt = [token for word in words for token in ((word,) if word in ("~", "#") else tokens(word))]
        node = self.root
        for token in spelt[:-1]:
            node = self._next(node, token)
        last = node.get(spelt[-1])
        if last is None:
            self._lead(node, spelt[-1], phrase)
        elif all(known.ear != phrase.ear or known.only not in ("", phrase.only) for known in last.ends):
            end = self._next(node, spelt[-1])
            end.ends = (*end.ends, phrase)

    def _next(self, node: Node, word: str) -> Node:
        """The place after one word more, which others may follow."""
        if word == "~":
            gap = node.gap if isinstance(node.gap, Node) else Node()
            node.gap = gap
            return gap
        known = node.get(word)
        if isinstance(known, Node):
            return known
        child = Node(known.ends if known else ())
        if known is None:
            self._lead(node, word, child)
        else:
            node.update((spelling, child) for spelling in spellings(word) if node.get(spelling) is known)
        return child

    def _lead(self, node: Node, word: str, child: Node | Phrase) -> None:
        for spelling in spellings(word):
            node.setdefault(self._words.setdefault(spelling, spelling), child)


def packed(place: Inner) -> Inner:
    """A grown tree in less memory. Nothing is added to it any more; what is found in it stays the same."""
    if isinstance(place, Link):
        return place
    if place.gap is not None:
        place.gap = packed(place.gap)
    done: dict[int, Place] = {}
    for word, child in place.items():
        # The spellings of a word lead to one place, and shall do so afterwards.
        if id(child) not in done:
            done[id(child)] = child if isinstance(child, Phrase) else packed(child)
        place[word] = done[id(child)]
    return Link(place) if len(place) == 1 else place


def _variants(line: str) -> Iterator[tuple[str, ...]]:
    """What a written phrase stands for. "can't" is also written "cant"."""
    choices = [(*word.removesuffix("?").split("/"), *([""] if word.endswith("?") else [])) for word in line.split()]
    for words in product(*choices):
        present = tuple(word for word in words if word)
        yield present
        if any(word.endswith("n't") for word in present):
            yield tuple(word.replace("n't", "nt") for word in present)


def find(root: Inner, words: list[str], *, fillers: frozenset[str], negators: frozenset[str]) -> Iterator[Found]:
    """For each ear the longest phrase at each place where one begins, in the order of the text.

    Phrases that hold in one language only are found beside those that hold in all, for Passage.found to choose.
    """
    steps = [word if word >= "a" else _step(word) for word in words]
    steps.append(_STOP)
    for start, word in enumerate(words):
        node = root.get(word)
        if node is None:
            continue
        if isinstance(node, Phrase):
            yield Found(node, start, start + 1)
            continue
        after = steps[start + 1]
        # Most beginnings end here ("the", "de", "ich").
        if (
            not node.ends
            and after not in node
            and after not in fillers
            and (node.gap is None or not _bridged(node.gap, steps, start + 1))
        ):
            continue
        yield from _longest(node, steps, start, fillers, negators)


def _step(word: str) -> str:
    """What a number, or what stands between words, is looked up as."""
    return "#" if word[0].isdigit() else _STOP if word[0] in STOPS else word


def _bridged(gap: Inner, steps: list[str], at: int) -> bool:
    """Whether any word beyond a gap is near enough."""
    return not gap.keys().isdisjoint(steps[at : at + GAP + 1])


def _longest(
    node: Place, steps: list[str], start: int, fillers: frozenset[str], negators: frozenset[str]
) -> Iterable[Found]:
    """Depth first. A phrase has few gaps and each is short, so that the work for one place is bounded.

    Nothing leads beyond a stop, so that no place after the last word is ever asked for.
    """
    best: dict[tuple[str, str], Found] = {}
    open_ends: list[tuple[Place, int]] = [(node, start + 1)]
    while open_ends:
        here, at = open_ends.pop()
        for phrase in here.ends:
            known = best.get((phrase.ear, phrase.only))
            if known is None or at > known.end:
                best[phrase.ear, phrase.only] = Found(phrase, start, at)
        if isinstance(here, Phrase):
            continue
        if here.gap is not None:
            open_ends += _after_gap(here.gap, steps, at, negators)
        place = at
        while True:
            child = here.get(steps[place])
            if child is not None:
                open_ends.append((child, place + 1))
            if steps[place] not in fillers or place == at + FILLERS_IN_A_ROW:
                break
            place += 1
    return best.values()


def _after_gap(node: Inner, steps: list[str], at: int, negators: frozenset[str]) -> list[tuple[Place, int]]:
    beyond: list[tuple[Place, int]] = []
    for place in range(at, at + GAP + 1):
        step = steps[place]
        if step == _STOP:
            break
        child = node.get(step)
        if child is not None:
            beyond.append((child, place + 1))
        if step in negators:
            break
    return beyond
