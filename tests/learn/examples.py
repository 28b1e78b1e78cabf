"""Labelled mails for the tests of learning: made of words that mean their class, with noise around them."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from triaged.learn.labels import CORRECTED, Example

BEGAN = datetime(2026, 3, 2, 9, tzinfo=UTC)
NOISE = ("please", "look", "at", "this", "when", "there", "is", "time", "we", "would", "like", "the", "order")
SAID = {
    "low": "wondering catalogue colour",
    "normal": "invoice parcel address",
    "high": "broken refund waiting",
    "critical": "outage stolen hospital",
}
ORDER = tuple(SAID)


def mail(chance: random.Random, label: str) -> str:
    """A text with one or two of the words of its class."""
    words = chance.choices(NOISE, k=12) + chance.choices(SAID[label].split(), k=chance.randint(1, 2))
    chance.shuffle(words)
    return " ".join(words)


def examples(number: int, *, seed: int = 1, wrong: float = 0.0, opinion: float = 0.5, after: int = 0) -> list[Example]:
    """`number` labels, one an hour from `after` hours on. `wrong`: the share of labels that say nothing.

    The opinion of day one is the class times `opinion`, plus chance.
    """
    chance = random.Random(seed)
    made = []
    for hour in range(after, after + number):
        label = chance.choice(ORDER)
        text = mail(chance, label if chance.random() >= wrong else chance.choice(ORDER))
        prior = opinion * ORDER.index(label) + chance.gauss(0, 1)
        at = BEGAN + timedelta(hours=hour)
        made.append(Example(text=text, label=label, at=at, weight=CORRECTED, prior=(prior,)))
    return made
