"""Mail is judged by what is known of its inbox: where high begins there."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from tests.loops.staff import desk
from tests.scorer.judging import message
from tests.store import make
from triaged.loops.judging import Judging
from triaged.model.finding import Finding
from triaged.model.judgement import Judgement, RequestScore, ToneScore, TopicScore
from triaged.model.lesson import Correction, FirstWord, Judged
from triaged.model.mail import Message
from triaged.model.thread import Score, Tone, Triage, Urgency
from triaged.model.tx import Tx
from triaged.store import SqlStore

HEARD = (Finding(question="How urgent is it?", answer="does not work", evidence='"broken"'),)


@dataclass
class Fixed:
    """A judge that gives every mail the same rank, and calls it high."""

    rank: float
    unclaimed: Score | None = None

    def judge(self, message: Message, language: str) -> Judgement:
        return Judgement(
            urgency=Score(
                urgency=Urgency.HIGH, rank=self.rank, confidence=0.5, reasons=HEARD, unclaimed=self.unclaimed
            ),
            tone=ToneScore(tone=Tone.NEUTRAL, rank=0.0, confidence=0.5),
            request=RequestScore(rank=0.5),
            topic=TopicScore(key="", confidence=0.0),
        )


def fill(store: SqlStore, many: int) -> None:
    """So many threads of the inbox, ranked evenly between 0 and 1."""
    usual = make.triage()

    def step(tx: Tx) -> None:
        for number in range(many):
            ranked: Triage = replace(usual, rank=number / many)
            make.add(tx, triage=ranked)

    store.transact_now(step)


async def judged(store: SqlStore, rank: float) -> Urgency:
    """How a mail of this rank is judged after a look at the inbox."""
    judging = Judging(built_in=Fixed(rank), policy=desk(), store=store)
    await judging.look()
    return judging.judge(message("My order", "It is broken"), "en").urgency.urgency


async def test_a_grown_inbox_says_itself_what_is_high(store: SqlStore) -> None:
    """With 300 threads the top tenth is high and what lies below it is not, whatever the words alone would say."""
    fill(store, 300)
    assert await judged(store, 0.95) is Urgency.HIGH
    assert await judged(store, 0.6) is Urgency.NORMAL


async def test_a_young_inbox_leaves_the_judgement_as_it_is(store: SqlStore) -> None:
    """With a few threads nobody knows where the top lies."""
    fill(store, 20)
    assert await judged(store, 0.6) is Urgency.HIGH


@pytest.mark.parametrize(
    ("allowed", "right", "proven"), [("200 outcomes", 180, True), ("200 outcomes", 150, False), ("a rule", 200, False)]
)
async def test_critical_needs_what_rules_toml_says(store: SqlStore, allowed: str, right: int, proven: bool) -> None:
    """Only where it is allowed, and only once people left 4 of 5 of 200 mails as they were judged."""
    first = FirstWord(urgency="normal", topic="", tone="neutral").as_text()
    wrong = Correction(what=Judged.URGENCY, was="normal", value="low", person="ben", at=make.NOW)

    def step(tx: Tx) -> None:
        for number in range(200):
            thread = make.add(tx, answered_at=make.NOW)
            tx.add_message(make.message(thread_id=thread.thread_id, judged=first))
            if number >= right:
                tx.add_correction(thread.thread_id, wrong)

    store.transact_now(step)
    judging = Judging(built_in=Fixed(0.9), policy=desk(f'[judge]\ncritical_needs = "{allowed}"\n'), store=store)
    await judging.look()
    assert judging.judge(message("My order", "It is broken"), "en").urgency.proven is proven


async def test_what_a_mail_is_without_its_claims_goes_by_the_levels_of_the_inbox_too(store: SqlStore) -> None:
    """Where an inbox says what is high, whoever is not believed is judged by the same borders."""
    fill(store, 300)
    without = Score(urgency=Urgency.HIGH, rank=0.6, confidence=0.5, reasons=HEARD)
    fixed = Fixed(0.95)
    judging = Judging(built_in=fixed, policy=desk(), store=store)
    await judging.look()
    assert judging.judge(message("My order", "It is broken"), "en").urgency.unclaimed is None
    fixed.unclaimed = without
    score = judging.judge(message("My order", "It is broken"), "en").urgency
    assert score.urgency is Urgency.HIGH
    assert score.unclaimed is not None
    assert score.unclaimed.urgency is Urgency.NORMAL
