"""How urgent does it sound, on the first day? Words only, on labelled tickets and the locked half of our own mails."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from bench.judgement.row import Row
from bench.judgement.tickets import halves
from tests.gold.read import gold
from triaged.mail.quotes import own_text
from triaged.model.mail import Message
from triaged.scorer.words import WordScorer

TOP = "2"
ALERTS = 0.1
"""The share of the mail that stands at the top: what a desk can look at first."""
WHAT = "urgency, day one, words only"
_SHIPPED = ("en", "de", "fr", "es")


def rows() -> Iterator[Row]:
    """The lines of the table, those of the public sets first."""
    real = _aucs("endava_urgency")
    yield Row(what=f"{WHAT}: AUC of the top class", on="endava", value=real["all"], least=0.62, aim=0.70)
    written = _aucs("multilingual_priority")
    everyone = written.pop("all")
    worst = min(written, key=lambda group: written[group])
    note = ", ".join(f"{group} {auc:.3f}" for group, auc in sorted(written.items())) + f"; all {everyone:.3f}"
    yield Row(
        what=f"{WHAT}: the same, worst language ({worst})",
        on="multilingual_priority",
        value=written[worst],
        least=0.76,
        aim=0.82,
        note=note,
    )
    yield from gold_rows("locked", "own gold, locked half")


def gold_rows(half: str, on: str) -> Iterator[Row]:
    """The ranking of our own mails. Of the locked half only these figures are ever looked at."""
    mails = gold(half)
    scorer = WordScorer()
    ranks = [scorer.score(_message(mail.subject, own_text(mail.text, mail.text)), mail.language).rank for mail in mails]
    urgent = [mail.labels.urgency in ("critical", "high") for mail in mails]
    critical = [mail.labels.urgency == "critical" for mail in mails]
    by_language = {
        code: auc([(rank, top) for rank, top, mail in zip(ranks, urgent, mails, strict=True) if mail.language == code])
        for code in _SHIPPED
    }
    yield Row(
        what=f"{WHAT}: AUC of critical and high",
        on=on,
        value=auc(list(zip(ranks, urgent, strict=True))),
        least=0.85,
        aim=0.93,
        note=", ".join(f"{code} {figure:.2f}" for code, figure in by_language.items()),
    )
    yield Row(
        what=f"{WHAT}: critical among the top tenth",
        on=on,
        value=recall_at(list(zip(ranks, critical, strict=True)), ALERTS),
        least=0.80,
        aim=0.95,
        note="share of what is possible",
    )


def auc(ranks: Sequence[tuple[float, bool]]) -> float:
    """The share of pairs in the right order; equal ranks count half. 0.5 where there is only one kind."""
    tops = sorted(rank for rank, top in ranks if top)
    others = sorted(rank for rank, top in ranks if not top)
    if not tops or not others:
        return 0.5
    below = same = right = 0.0
    place = 0
    for at, rank in enumerate(tops):
        while place < len(others) and others[place] < rank:
            place += 1
        if at == 0 or rank != tops[at - 1]:
            same = sum(other == rank for other in others[place:])
        below = place
        right += below + same / 2
    return right / (len(tops) * len(others))


def recall_at(ranks: Sequence[tuple[float, bool]], share: float) -> float:
    """How many of the true ones are in the top `share`, of those that could be there."""
    room = round(len(ranks) * share)
    true = sum(top for _, top in ranks)
    first = sorted(ranks, key=lambda pair: -pair[0])[:room]
    return sum(top for _, top in first) / min(room, true) if room and true else 0.0


def _aucs(name: str) -> dict[str, float]:
    """AUC of the top class on the test rows, for each group and for "all"."""
    scorer = WordScorer()
    pairs: defaultdict[str, list[tuple[float, bool]]] = defaultdict(list)
    for ticket in halves(name)[1]:
        subject, _, text = ticket.text.partition("\n")
        language = ticket.group or "en"
        pair = (scorer.score(_message(subject, text), language).rank, ticket.y == TOP)
        pairs[language].append(pair)
        pairs["all"].append(pair)
    return {group: auc(found) for group, found in pairs.items()}


def _message(subject: str, own: str) -> Message:
    """A mail of which only the words are known."""
    return Message(
        inbox="bench",
        received=datetime(2026, 1, 1, tzinfo=UTC),
        size=len(own),
        identity="",
        digest="",
        subject=subject,
        own_text=own,
    )
