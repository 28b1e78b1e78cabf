"""Day one with sentences: what nearness to descriptions adds to words, with no labels."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bench.judgement.mails import message
from bench.judgement.row import Row
from bench.judgement.sets import NOT_INSTALLED, examples, task_of, top
from bench.judgement.tickets import halves
from bench.judgement.urgency import ALERTS, recall_at
from tests.gold.read import gold
from triaged.learn.meaning import Meaning, MeaningJudge
from triaged.learn.metrics import auc
from triaged.learn.sentences import Sentences, sentences
from triaged.scorer.judge import WordJudge

WHAT = "urgency, day one with sentences, AUC"
GOLD = "urgency, day one with sentences"


def rows() -> Iterator[Row]:
    """AUC of the top class on test rows of public sets, and the ranking of our own mails."""
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
    yield from gold_rows("locked", encoder)


def gold_rows(half: str, encoder: Sentences) -> Iterator[Row]:
    """As the daemon ranks them. Of the locked half only these figures are ever looked at."""
    mails = gold(half)
    judge = MeaningJudge(words=WordJudge(), meaning=Meaning(encoder, {}))
    ranks = [judge.judge(message(mail.subject, mail.text), mail.language).urgency.rank for mail in mails]
    urgent = [mail.labels.urgency in ("critical", "high") for mail in mails]
    critical = [mail.labels.urgency == "critical" for mail in mails]
    on = f"own gold, {half} half"
    yield Row(what=f"{GOLD}: AUC of critical and high", on=on, value=auc(np.array(urgent), ranks))
    yield Row(
        what=f"{GOLD}: critical among the top tenth",
        on=on,
        value=recall_at(list(zip(ranks, critical, strict=True)), ALERTS),
        note="share of what is possible",
    )
