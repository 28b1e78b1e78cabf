"""What people said about mails: the examples that a model learns from, each with how much it counts."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import numpy.typing as npt

from triaged.model.lesson import NO_TOPIC

CORRECTED = 1.0
"""A person said it: a correction, or an answer to "is this right?"."""
FILED = 0.5
"""A person filed the mail among those about a topic, once, for an order of their own: more than a weak yes."""
HANDLED = 0.3
"""A person handled the mail and changed nothing: a weak yes. Learning from corrections alone ruins the confidence."""

Vector = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is judged. `classes` are in their order, the least first, where they are `ordered`."""

    name: str
    classes: tuple[str, ...]
    ordered: bool


URGENCY = Task(name="urgency", classes=("low", "normal", "high", "critical"), ordered=True)
TONE = Task(name="tone", classes=("pleased", "neutral", "upset"), ordered=True)
REQUEST = Task(name="request", classes=("no", "yes"), ordered=True)


def topics(names: Iterable[str]) -> Task:
    """The topics of a shop, in its own order."""
    return Task(name="topic", classes=tuple(names), ordered=False)


def topics_or_none(names: Iterable[str]) -> Task:
    """The same, and none of them."""
    return topics((*names, NO_TOPIC))


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A mail and what it is.

    `text` is what `features.text_of` gives. `prior` is what day one thinks: for an ordered task one number that grows
    with the class (points, log odds), else one a class in the order of the task (shares, 0 to 1); () without an
    opinion. `vector` is the sentence vector, None where `triaged[sentences]` is not installed. `weight` is
    CORRECTED, FILED or HANDLED. `by_words`: the opinion of words alone, where `prior` knows
    sentences too. `day_one`: the class that day one names where its opinion is not learned from; "": not known.
    """

    text: str
    label: str
    at: datetime
    weight: float = CORRECTED
    prior: tuple[float, ...] = ()
    vector: Vector | None = None
    by_words: tuple[float, ...] = ()
    day_one: str = ""


def in_order(examples: Iterable[Example], task: Task) -> tuple[Example, ...]:
    """The examples whose label the task knows, in the order in which they became known."""
    return tuple(sorted((each for each in examples if each.label in task.classes), key=lambda each: each.at))


def numbers(examples: Sequence[Example], task: Task) -> npt.NDArray[np.int64]:
    """The labels as places in the task's classes."""
    place = {label: number for number, label in enumerate(task.classes)}
    return np.fromiter((place[each.label] for each in examples), dtype=np.int64, count=len(examples))


def count(examples: Iterable[Example]) -> dict[str, int]:
    """How many of each label, the most frequent first."""
    return dict(Counter(each.label for each in examples).most_common())
