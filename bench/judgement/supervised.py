"""What is reached with all labels: macro-F1 and calibration on the frozen test rows, and on domains never seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

import numpy as np

from bench.judgement.row import Row
from bench.judgement.sets import NOT_INSTALLED, NOW, examples, judged, task_of
from bench.judgement.tickets import Ticket, halves, tickets
from triaged.learn.labels import Example, numbers
from triaged.learn.metrics import calibration_error, confusion, macro_f1, reliability
from triaged.learn.sentences import Sentences, sentences
from triaged.learn.train import learned

WHAT = "all labels, macro-F1"


def rows() -> Iterator[Row]:
    """The supervised lines of the table."""
    yield from _urgency("endava_urgency")
    yield from _urgency("hadoop_priority")
    yield _unseen_domains()
    encoder = sentences()
    yield _topics(None)
    if encoder is None:
        yield Row(what=f"{WHAT}, with sentences", on="banking_topics", value=None, least=0.905, note=NOT_INSTALLED)
    else:
        yield _topics(encoder)


def _urgency(name: str) -> Iterator[Row]:
    """Words only. Endava shuffled, as its rows are sorted by label; hadoop in the order of time: nothing is claimed."""
    endava = name == "endava_urgency"
    task, (train, test) = task_of(name), halves(name) if endava else _by_time(name)
    seen, unseen = examples(train, task), examples(test, task)
    seen = shuffled(seen) if endava else seen
    probabilities = judged(learned(seen, task, NOW, held=len(seen) // 5), unseen)
    truth = numbers(unseen, task)
    note = f"{len(seen):,} labels, {len(unseen):,} judged, words only" + ("" if endava else "; the newest fifth")
    yield Row(
        what=WHAT,
        on=name,
        value=macro_f1(confusion(truth, probabilities.argmax(axis=1), len(task.classes))),
        least=0.72 if endava else None,
        aim=0.74 if endava else None,
        note=note,
    )
    yield Row(
        what="calibration error, ≥ 1,000 labels",
        on=name,
        value=calibration_error(reliability(truth, probabilities)),
        least=0.03 if endava else None,
        aim=0.02 if endava else None,
        better="lower",
        note=note,
    )


def _by_time(name: str) -> tuple[Sequence[Ticket], Sequence[Ticket]]:
    """The oldest four fifths and the newest fifth, whatever their split: nothing is chosen on either."""
    ordered = sorted(tickets(name), key=lambda row: row.time)
    at = len(ordered) * 4 // 5
    return ordered[:at], ordered[at:]


def shuffled(seen: Sequence[Example]) -> list[Example]:
    """As if they had become known in another order."""
    order = np.random.default_rng(0).permutation(len(seen)).tolist()
    return [replace(seen[row], at=NOW - timedelta(seconds=place)) for place, row in enumerate(order)]


def _unseen_domains() -> Row:
    """Each test row is judged by a model that saw no row of its domain."""
    task, (train, test) = task_of("complaints"), halves("complaints")
    seen, unseen = examples(train, task), examples(test, task)
    said = np.zeros(len(test), dtype=np.int64)
    for group in sorted({row.group for row in test}):
        others = [each for each, row in zip(seen, train, strict=True) if row.group != group]
        model = learned(others, task, NOW)
        for place, row in enumerate(test):
            if row.group == group:
                each = unseen[place]
                said[place] = model.probabilities(each.text, prior=each.prior).argmax()
    value = macro_f1(confusion(numbers(unseen, task), said, 2))
    note = f"{len({row.group for row in test})} domains, each left out in turn, words only"
    return Row(what=WHAT, on="complaints, unseen domains", value=value, least=0.725, aim=0.75, note=note)


def _topics(encoder: Sentences | None) -> Row:
    """Words alone are reported, sentences claimed."""
    task, (train, test) = task_of("banking_topics"), halves("banking_topics")
    seen, unseen = examples(train, task, encoder), examples(test, task, encoder)
    probabilities = judged(learned(seen, task, NOW), unseen)
    value = macro_f1(confusion(numbers(unseen, task), probabilities.argmax(axis=1), len(task.classes)))
    note = f"{len(task.classes)} topics, {len(seen):,} labels"
    if encoder is None:
        return Row(what=f"{WHAT}, words only", on="banking_topics", value=value, note=note)
    return Row(what=f"{WHAT}, with sentences", on="banking_topics", value=value, least=0.905, aim=0.925, note=note)
