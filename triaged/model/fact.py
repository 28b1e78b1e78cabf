"""What a customer gave that agents must know to answer: an order number, the name of a photo."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

MOST_VALUES = 5
"""Values of one fact that a thread keeps, the latest."""
LONGEST_VALUE = 80

_NOT_WRITTEN = re.compile(r"[\W_]+")


def comparable(value: str) -> str:
    """A value for comparing: "NF 8200 6415" and "nf82006415" are one."""
    plain = value.casefold()
    return _NOT_WRITTEN.sub("", plain) or plain.strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """`name` is its key in rules.toml; `value` as the customer wrote it, on one line, at most 80 characters."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFact:
    """A fact that a letter asks for. `ask`: what it is called, by language. `waits`: no answer is possible without."""

    name: str
    ask: Mapping[str, str]
    waits: bool = False


def gathered(before: Iterable[Fact], more: Iterable[Fact]) -> tuple[Fact, ...]:
    """All of them, each value once, the latest last; of one fact the last few."""
    found: dict[tuple[str, str], Fact] = {}
    for fact in (*before, *more):
        key = (fact.name, comparable(fact.value))
        first = found.pop(key, fact)
        found[key] = first
    kept: list[Fact] = []
    counted: dict[str, int] = {}
    for fact in reversed(found.values()):
        counted[fact.name] = counted.get(fact.name, 0) + 1
        if counted[fact.name] <= MOST_VALUES:
            kept.append(fact)
    return tuple(reversed(kept))
