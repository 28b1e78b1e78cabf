"""`python -m triaged.learn.worker`: learns in a process of its own: mail is not kept waiting, and memory is given back.

Reads one JSON object from standard input (`Work.as_json`) and writes a line of JSON for each task: the model, or why
there is none. It opens nothing else: no store, no network, no file.
"""

import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from triaged.errors import ModelUnusable, SentencesUnusable
from triaged.learn import artefact
from triaged.learn.labels import TONE, URGENCY, Task, topics_or_none
from triaged.learn.lessons import examples_of, seen
from triaged.learn.meaning import Meaning
from triaged.learn.model import Model
from triaged.learn.sentences import sentences
from triaged.model.work import Result, Work
from triaged.policy.shape import TopicEntry
from triaged.scorer.judge import WordJudge

NICE = 10
"""How far learning stands back behind mail."""


def learn(work: Work) -> Iterator[Result]:
    """A result for each task. Raises ImportError where scikit-learn is not installed."""
    from triaged.learn.train import Refused, train

    topics = {key: _topic(key, words) for key, words in work.described.items()}
    meaning = _meaning(work, topics)
    mails = seen(work.lessons, WordJudge(topics), meaning)
    for task in (URGENCY, TONE, topics_or_none(work.topics)):
        if len(task.classes) < 2:
            continue
        current = _current(work, task, sentences=meaning is not None)
        made = train(examples_of(mails, task), task, current, work.now)
        if isinstance(made, Refused):
            yield Result(task=task.name, refused=made.reason)
        else:
            card = json.dumps(made.model.card.as_json())
            yield Result(task=task.name, octets=artefact.to_octets(made.model), card=card)


def _topic(key: str, words: Mapping[str, Any]) -> TopicEntry:
    return TopicEntry(key=key, name=words["name"], means=words["means"], examples=tuple(words["examples"]))


def _meaning(work: Work, topics: Mapping[str, TopicEntry]) -> Meaning | None:
    """What the daemon judges with beside words; None where it does not, or cannot."""
    try:
        used = sentences() if work.sentences else None
    except SentencesUnusable:
        return None
    return None if used is None else Meaning(used, topics, urgent=work.urgent_like, patient=work.patient_like)


def _current(work: Work, task: Task, *, sentences: bool) -> Model | None:
    """The model that judges now; None where there is none, or none that can be used: then day one is compared with."""
    try:
        model = artefact.from_octets(work.current[task.name])
    except (KeyError, ModelUnusable):
        return None
    return None if model.card.sentences and not sentences else model


def stand_back() -> None:
    """Behind mail on the processor, and first to go where memory ends. Whoever runs us may forbid either."""
    with suppress(OSError):
        os.nice(NICE)
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", "ascii")


def main() -> None:
    """Learn what standard input holds."""
    stand_back()
    try:
        for result in learn(Work.of_json(sys.stdin.read())):
            sys.stdout.write(result.as_json() + "\n")
            sys.stdout.flush()
    except ModuleNotFoundError as error:
        sys.exit(f"{error.name} is not installed: learning needs `pip install triaged[learn]`")


if __name__ == "__main__":
    main()
