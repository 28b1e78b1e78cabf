"""Which mails are to get one promised time?

Mails are put together until a group has `ENOUGH` answers: first an urgency with its neighbours, then, within it, each
topic that has enough by itself.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from triaged.model.thread import Urgency
from triaged.rehearse.curve import Curve, curve
from triaged.rehearse.waits import Wait

ENOUGH = 60
"""Answers that a group needs: fewer say nothing about what 95 of 100 would take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Mails that are to get one time: their urgencies, their topic ("" = all others), how fast they were answered.

    Where the others of some urgencies are too few for a curve of their own, theirs is that of all of these urgencies.
    """

    urgencies: tuple[Urgency, ...]
    topic: str
    waits: Sequence[Wait]
    curve: Curve


def groups(waits: Sequence[Wait], topics: Iterable[str]) -> list[Group]:
    """The groups, in the order in which their rows stand: the more urgent first, a topic before the others."""
    found = []
    for band in bands(waits):
        within = [wait for wait in waits if wait.urgency in band]
        own = [topic for topic in topics if answers(wait for wait in within if wait.topic == topic) >= ENOUGH]
        for topic in own:
            about = [wait for wait in within if wait.topic == topic]
            found.append(Group(urgencies=band, topic=topic, waits=about, curve=curve_of(about)))
        others = [wait for wait in within if wait.topic not in own]
        base = others if answers(others) >= ENOUGH else within
        found.append(Group(urgencies=band, topic="", waits=others, curve=curve_of(base)))
    return found


def bands(waits: Iterable[Wait]) -> tuple[tuple[Urgency, ...], ...]:
    """Urgencies next to each other that have `ENOUGH` answers together; all in one where they have not."""
    counts = Counter(wait.urgency for wait in waits if wait.answered)
    found, band = list[tuple[Urgency, ...]](), tuple[Urgency, ...]()
    for urgency in Urgency:
        band = (*band, urgency)
        if sum(counts[one] for one in band) >= ENOUGH:
            found.append(band)
            band = ()
    if band:
        found = [*found[:-1], (*found[-1], *band)] if found else [band]
    return tuple(found)


def in_order(groups: Sequence[Group], times: Sequence[timedelta]) -> list[timedelta]:
    """The times, raised until no mail gets a later one than a less urgent mail about the same thing."""
    raised, before = list(times), list[timedelta]()
    applying = [
        [_applies(groups, urgency, topic) for urgency in Urgency] for topic in {group.topic for group in groups} | {""}
    ]
    while raised != before:
        before = list(raised)
        for of_topic in applying:
            for more, less in pairwise(of_topic):
                raised[less] = max(raised[less], raised[more])
    return raised


def curve_of(waits: Iterable[Wait]) -> Curve:
    """Which share was answered by when, without mails that nobody ever answered."""
    return curve((wait.took, wait.answered) for wait in waits if not wait.never)


def answers(waits: Iterable[Wait]) -> int:
    """How many of them were answered."""
    return sum(wait.answered for wait in waits)


def _applies(groups: Sequence[Group], urgency: Urgency, topic: str) -> int:
    """Which group's time a mail gets: the first that fits, as in rules.toml."""
    return next(
        place for place, group in enumerate(groups) if urgency in group.urgencies and group.topic in {"", topic}
    )
