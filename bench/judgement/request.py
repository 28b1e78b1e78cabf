"""How well words alone hear that something is asked of us, with no labels."""

from __future__ import annotations

from collections.abc import Iterator

from bench.judgement.facts import message_of
from bench.judgement.row import Row
from bench.judgement.tickets import halves
from bench.judgement.words import message_with
from tests.gold.read import gold
from triaged.learn.metrics import auc
from triaged.scorer.request import RequestWords


def rows(half: str = "locked") -> Iterator[Row]:
    """AUC of "something is asked": sentences out of English mails, and whole mails of the gold set (reported)."""
    judge = RequestWords()
    _, test = halves("email_request")
    ranks = [judge.request(message_with(ticket.text), "en").rank for ticket in test]
    value = auc([ticket.y == "1" for ticket in test], ranks)
    note = f"{len(test):,} sentences, no labels seen"
    yield Row(what="request or not, AUC", on="email_request", value=value, least=0.77, aim=0.82, note=note)
    mails = gold(half)
    asked = [mail.labels.request for mail in mails]
    scores = [judge.request(message_of(mail), mail.language).rank for mail in mails]
    note = f"{len(mails) - sum(asked)} of {len(mails)} mails ask nothing"
    yield Row(what="request or not, AUC", on=f"own gold, {half} half", value=auc(asked, scores), note=note)
