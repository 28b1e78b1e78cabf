"""`python -m triaged.learn.worker`: learns in a process of its own: mail is not kept waiting, and memory is given back.

Reads one JSON object from standard input (`Work.as_json`) and writes a line of JSON for each task: the model, or why
there is none. It opens nothing else: no store, no network, no file.
"""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from triaged.errors import ModelUnusable
from triaged.learn import artefact
from triaged.learn.labels import TONE, URGENCY, Task, topics_or_none
from triaged.learn.lessons import examples_of
from triaged.learn.model import Model
from triaged.model.work import Result, Work
from triaged.scorer.judge import WordJudge

NICE = 10
"""How far learning stands back behind mail."""


def learn(work: Work) -> Iterator[Result]:
    """A result for each task. Raises ImportError where scikit-learn is not installed."""
    from triaged.learn.train import Refused, train

    judge = WordJudge()
    for task in (URGENCY, TONE, topics_or_none(work.topics)):
        if len(task.classes) < 2:
            continue
        examples = examples_of(work.lessons, task, judge)
        made = train(examples, task, _current(work, task), work.now)
        if isinstance(made, Refused):
            yield Result(task=task.name, refused=made.reason)
        else:
            card = json.dumps(made.model.card.as_json())
            yield Result(task=task.name, octets=artefact.to_octets(made.model), card=card)


def _current(work: Work, task: Task) -> Model | None:
    """The model that judges now; None where there is none, or none that can be used: then day one is compared with."""
    try:
        return artefact.from_octets(work.current[task.name])
    except (KeyError, ModelUnusable):
        return None


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
