"""Finds the phrases of the lexicon in a list of words: one walk, whatever the number of phrases.

How phrases are written, with commas between them:

    is/are down            one of the words between slashes
    my? order              a word that may be absent
    funktioniert ~ nicht   up to four other words of the same sentence, none of them "not" or its like
    within # hours         a number
    = gift                 only in mails of this language (the word means something else in another one)

Inside a phrase, words that change nothing ("still", "leider", "vraiment") may stand anywhere.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

from triaged.scorer.text import spellings, tokens

GAP = 4
"""How many words "~" stands for at most."""
FILLERS_IN_A_ROW = 2
STOPS = frozenset(".!?;\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """What was found: the key of its signal and how it is shown. `only` names the one language where it holds."""

    key: str
    shown: str
    only: str = ""


@dataclass(slots=True)
class Node:
    """One word further. `ends` is the phrase that is complete here."""

    following: dict[str, "Node"] = field(default_factory=dict)
    gap: "Node | None" = None
    ends: Phrase | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A phrase, and the places of its first word and of the word after its last."""

    phrase: Phrase
    start: int
    end: int


def build(lexicon: Mapping[str, Mapping[str, str]]) -> Node:
    """The tree of all phrases of `lexicon` (language → signal → phrases)."""
    root = Node()
    for language, signals in lexicon.items():
        for key, written in signals.items():
            for line in written.split(","):
                only = language if line.strip().startswith("=") else ""
                for words in _variants(line.strip().removeprefix("=")):
                    _add(root, words, Phrase(key=key, shown=_shown(words), only=only))
    return root


def _variants(line: str) -> Iterator[tuple[str, ...]]:
    """What a written phrase stands for. "can't" is also written "cant"."""
    choices = [(*word.removesuffix("?").split("/"), *([""] if word.endswith("?") else [])) for word in line.split()]
    for words in product(*choices):
        present = tuple(word for word in words if word)
        yield present
        if any(word.endswith("n't") for word in present):
            yield tuple(word.replace("n't", "nt") for word in present)


def _shown(words: Iterable[str]) -> str:
    return " ".join(words).replace("~", "…")


def _add(root: Node, words: tuple[str, ...], phrase: Phrase) -> None:
    """Every spelling of a word leads to the same place."""
    node = root
    for word in words:
        for token in (word,) if word in ("~", "#") else tokens(word):
            node = _next(node, token)
    node.ends = node.ends or phrase


def _next(node: Node, word: str) -> Node:
    if word == "~":
        node.gap = node.gap or Node()
        return node.gap
    child = node.following.get(word)
    if child is None:
        child = Node()
        for spelling in spellings(word):
            node.following.setdefault(spelling, child)
    return child


def find(root: Node, words: list[str], *, fillers: frozenset[str], negators: frozenset[str]) -> Iterator[Found]:
    """The longest phrase at each place where one begins, in the order of the text."""
    first, last = root.following, len(words) - 1
    for start in [place for place, word in enumerate(words) if word in first]:
        node = first[words[start]]
        after = words[start + 1] if start < last else "."
        # Most beginnings end here ("the", "de", "ich"). What sorts before "a" is a number or a stop.
        if node.ends is None and node.gap is None and not (after < "a" or after in fillers or after in node.following):
            continue
        found = _longest(node, words, start, fillers, negators)
        if found is not None:
            yield found


def _longest(
    node: Node, words: list[str], start: int, fillers: frozenset[str], negators: frozenset[str]
) -> Found | None:
    """Depth first. A phrase has few gaps and each is short, so that the work for one place is bounded."""
    best: Found | None = None
    open_ends = [(node, start + 1, 0)]
    while open_ends:
        here, at, skipped = open_ends.pop()
        if here.ends is not None and (best is None or at - skipped > best.end):
            best = Found(phrase=here.ends, start=start, end=at - skipped)
        if at >= len(words) or words[at][0] in STOPS:
            continue
        if here.gap is not None and not skipped:
            open_ends.extend(_after_gap(here.gap, words, at, negators))
        child = here.following.get("#" if words[at][0].isdigit() else words[at])
        if child is not None:
            open_ends.append((child, at + 1, 0))
        if words[at] in fillers and skipped < FILLERS_IN_A_ROW:
            open_ends.append((here, at + 1, skipped + 1))
    return best


def _after_gap(node: Node, words: list[str], at: int, negators: frozenset[str]) -> Iterator[tuple[Node, int, int]]:
    for place in range(at, min(at + GAP + 1, len(words))):
        if words[place][0] in STOPS:
            return
        child = node.following.get(words[place])
        if child is not None:
            yield child, place + 1, 0
        if words[place] in negators:
            return
