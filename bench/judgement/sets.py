"""The labelled tickets as examples to learn from, with what day one thinks of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt

from bench.judgement.tickets import Ticket, tickets
from triaged.learn.dayone import DayOne
from triaged.learn.labels import Example, Task, numbers
from triaged.learn.model import Model
from triaged.learn.sentences import Sentences
from triaged.learn.texts import look
from triaged.scorer.judge import WordJudge

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
KINDS = {
    "endava_urgency": "urgency",
    "multilingual_priority": "urgency",
    "hadoop_priority": "urgency",
    "complaints": "tone",
    "developer_anger": "tone",
    "email_request": "request",
}
"""The sets whose labels rise, and what they are labels of."""
NOT_INSTALLED = "triaged[sentences] is not installed"


def task_of(name: str) -> Task:
    """The task of a set: its labels, which rise where it is one of KINDS."""
    classes = tuple(sorted({row.y for row in tickets(name)}))
    return Task(name=KINDS.get(name, "topic"), classes=classes, ordered=name in KINDS)


def examples(rows: Sequence[Ticket], task: Task, sentences: Sentences | None = None) -> list[Example]:
    """The rows as examples, in their order."""
    day_one = DayOne(WordJudge(), sentences)
    texts, labels = [row.text for row in rows], [row.y for row in rows]
    looked = look(texts, labels, task, day_one=day_one, sentences=sentences, now=NOW)
    return [each.example for each in looked]


def judged(model: Model, mails: Sequence[Example]) -> npt.NDArray[np.float64]:
    """(mails, classes) probabilities."""
    return np.stack([model.probabilities(each.text, prior=each.prior, vector=each.vector) for each in mails])


def top(mails: Sequence[Example], task: Task) -> npt.NDArray[np.bool_]:
    """Which of them are of the highest class."""
    return np.asarray(numbers(mails, task) == len(task.classes) - 1)
