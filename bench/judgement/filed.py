"""What folders teach: six topics of 60 mails each; what becomes of such mail, and of mail about other things?"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bench.judgement.row import Row
from bench.judgement.sets import NOW
from bench.judgement.tickets import Ticket, halves
from triaged.learn.features import text_of
from triaged.learn.labels import FILED, HANDLED, Example, topics_or_none
from triaged.learn.model import Model
from triaged.learn.train import learned
from triaged.model.lesson import NO_TOPIC
from triaged.rules.topic import SURE

SET = "banking_topics"
TOPICS, EACH, DESKS = 6, 60, 5
OUTSIDE = {"no": 0.0, "a quarter as much": 0.25, "as much": 1.0}
"""How much mail from outside the folders is read for each mail inside, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Topics that mail is filed under, and other things that customers write about."""

    topics: Sequence[str]
    others: Sequence[str]


def rows() -> Iterator[Row]:
    """Reported: nothing is claimed of these."""
    taught, tested = halves(SET)
    desks = tuple(_desk(seed, taught) for seed in range(DESKS))
    for words, share in OUTSIDE.items():
        named = right = theirs = wrong = others = 0
        for seed, desk in enumerate(desks):
            model = _model(random.Random(seed), desk, taught, share)
            for ticket in tested:
                if ticket.y in desk.topics:
                    said = _named(model, ticket)
                    theirs, named, right = theirs + 1, named + bool(said), right + (said == ticket.y)
                elif ticket.y in desk.others:
                    others, wrong = others + 1, wrong + bool(_named(model, ticket))
        on = f"{SET}, {words} mail from outside"
        yield Row(what="filed topics: named at all", on=on, value=named / theirs, shown="{:.1%}")
        yield Row(what="filed topics: right, of those named", on=on, value=right / named, shown="{:.1%}")
        yield Row(what="filed topics: other mail that is named", on=on, value=wrong / others, shown="{:.1%}")


def _desk(seed: int, taught: Sequence[Ticket]) -> Desk:
    chosen = random.Random(seed).sample(sorted({ticket.y for ticket in taught}), 2 * TOPICS)
    return Desk(topics=chosen[:TOPICS], others=chosen[TOPICS:])


def _model(chance: random.Random, desk: Desk, taught: Sequence[Ticket], share: float) -> Model:
    inside = [ticket for topic in desk.topics for ticket in _some(chance, taught, topic)]
    outside = [ticket for topic in desk.others for ticket in _some(chance, taught, topic)]
    chance.shuffle(outside)
    labelled = [(ticket.text, ticket.y, FILED) for ticket in inside]
    labelled += [(ticket.text, NO_TOPIC, HANDLED) for ticket in outside[: round(share * len(inside))]]
    chance.shuffle(labelled)
    several = [
        Example(text=text_of("", text), label=label, at=NOW + timedelta(hours=hour), weight=weight)
        for hour, (text, label, weight) in enumerate(labelled)
    ]
    return learned(several, topics_or_none(desk.topics), NOW, held=len(several) // 5)


def _some(chance: random.Random, taught: Sequence[Ticket], topic: str) -> list[Ticket]:
    of_topic = [ticket for ticket in taught if ticket.y == topic]
    return chance.sample(of_topic, min(EACH, len(of_topic)))


def _named(model: Model, ticket: Ticket) -> str:
    """The topic that would be believed, "" for none."""
    said = model.judge(text_of("", ticket.text), prior=())
    return said.label if said.confidence >= SURE and said.label != NO_TOPIC else ""
