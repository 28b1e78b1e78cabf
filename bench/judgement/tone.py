"""How well words alone hear who is upset, with no labels: two public sets, and our own gold set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bench.judgement.facts import message_of
from bench.judgement.row import Row
from bench.judgement.tickets import halves
from bench.judgement.words import message_with
from tests.gold.read import GoldMail, gold
from triaged.learn.metrics import auc
from triaged.model.thread import Tone
from triaged.scorer.tone import ToneWords

PUBLIC = {"developer_anger": (0.86, 0.90), "complaints": (0.70, 0.78)}
"""Sets of short English texts with what must be reached and what we would like. y is 1 for anger, for a complaint."""


def rows(half: str = "locked") -> Iterator[Row]:
    """AUC of "upset against the rest" everywhere; on the gold set also what is called upset, and pleased."""
    judge = ToneWords()
    for name, (least, aim) in PUBLIC.items():
        _, test = halves(name)
        ranks = [judge.tone(message_with(ticket.text), "en").rank for ticket in test]
        value = auc([ticket.y == "1" for ticket in test], ranks)
        note = f"{len(test):,} texts, no labels seen"
        yield Row(what="tone, day one, AUC", on=name, value=value, least=least, aim=aim, note=note)
    yield from _gold(judge, gold(half), f"own gold, {half} half")


def _gold(judge: ToneWords, mails: Sequence[GoldMail], on: str) -> Iterator[Row]:
    scores = [judge.tone(message_of(mail), mail.language) for mail in mails]
    upset = [mail.labels.tone == Tone.UPSET for mail in mails]
    note = f"{sum(upset)} of {len(mails)} mails are upset"
    value = auc(upset, [score.rank for score in scores])
    yield Row(what="tone, day one, AUC", on=on, value=value, least=0.90, aim=0.95, note=note)
    for tone in (Tone.UPSET, Tone.PLEASED):
        called = [score.tone is tone for score in scores]
        meant = [mail.labels.tone == tone for mail in mails]
        right = sum(said and true for said, true in zip(called, meant, strict=True))
        precision, recall = right / max(1, sum(called)), right / max(1, sum(meant))
        yield Row(what=f'"{tone}" is right when said', on=on, value=precision, shown="{:.1%}")
        yield Row(what=f'"{tone}" is said when right', on=on, value=recall, shown="{:.1%}")
