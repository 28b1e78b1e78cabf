"""What 300 labels of a desk of its own teach about urgency: our gold set, cross-validated."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import timedelta

import numpy as np

from bench.judgement.facts import message_of
from bench.judgement.row import Row
from bench.judgement.sets import NOW, judged
from tests.gold.read import gold
from triaged.learn.dayone import DayOne
from triaged.learn.features import text_of
from triaged.learn.labels import URGENCY, Example, numbers
from triaged.learn.metrics import Ints, confusion, kappa
from triaged.learn.sentences import Sentences, sentences
from triaged.learn.train import learned
from triaged.scorer.judge import WordJudge

FOLDS = 10
"""Nine tenths of a half are about 300 labels."""


def rows(half: str = "locked") -> Iterator[Row]:
    """Weighted kappa of the class that is said, by words and with sentences."""
    encoder = sentences()
    for how, used in (("words only", None), *([("with sentences", encoder)] if encoder else [])):
        mails = _examples(half, used)
        value = kappa(_table(mails), ordered=True)
        least, aim = (0.55, 0.70) if used is None else (None, None)
        yield Row(
            what="urgency after 300 local labels, weighted kappa",
            on=f"own gold, {half} half",
            value=value,
            least=least,
            aim=aim,
            note=f"{how}; {len(mails)} mails, cross-validated tenth by tenth",
        )


def _examples(half: str, encoder: Sentences | None) -> list[Example]:
    day_one = DayOne(WordJudge(), encoder)
    made = []
    for place, mail in enumerate(gold(half)):
        message = message_of(mail)
        text = text_of(message.subject, message.own_text)
        vector = None if encoder is None else encoder.vector(text)
        opinion = day_one.opinion("urgency", message, mail.language, vector)
        at = NOW - timedelta(seconds=place)
        made.append(Example(text=text, label=mail.labels.urgency, at=at, prior=opinion.prior, vector=vector))
    return made


def _table(mails: Sequence[Example]) -> Ints:
    order = np.random.default_rng(0).permutation(len(mails))
    fold = np.empty(len(mails), dtype=np.int64)
    fold[order] = np.arange(len(mails)) % FOLDS
    said = np.empty(len(mails), dtype=np.int64)
    for one in range(FOLDS):
        model = learned([each for each, at in zip(mails, fold, strict=True) if at != one], URGENCY, NOW)
        here = np.flatnonzero(fold == one)
        said[here] = judged(model, [mails[at] for at in here.tolist()]).argmax(axis=1)
    return confusion(numbers(mails, URGENCY), said, len(URGENCY.classes))


if __name__ == "__main__":
    for row in rows(sys.argv[1] if len(sys.argv) > 1 else "building"):
        print(*row.cells())
