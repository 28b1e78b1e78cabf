"""Day one with sentences: what nearness to descriptions adds to words, with no labels."""

from __future__ import annotations

from collections.abc import Iterator

from bench.judgement.row import Row
from bench.judgement.sets import NOT_INSTALLED, examples, task_of, top
from bench.judgement.tickets import halves
from triaged.learn.metrics import auc
from triaged.learn.sentences import sentences

WHAT = "urgency, day one with sentences, AUC"


def rows() -> Iterator[Row]:
    """AUC of the top class on test rows: endava, and each language of the multilingual set."""
    encoder = sentences()
    if encoder is None:
        yield Row(what=WHAT, on="endava_urgency", value=None, least=0.79, aim=0.85, note=NOT_INSTALLED)
        return
    for name in ("endava_urgency", "hadoop_priority", "multilingual_priority"):
        task, (_, test) = task_of(name), halves(name)
        mails = examples(test, task, encoder)
        truth, ranks = top(mails, task), [each.prior[0] for each in mails]
        claimed = name == "endava_urgency"
        yield Row(
            what=WHAT,
            on=name,
            value=auc(truth, ranks),
            least=0.79 if claimed else None,
            aim=0.85 if claimed else None,
            note=f"{len(test):,} mails, no labels seen",
        )
