"""Mail is judged by what is known of its inbox: where high begins there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from tests.learn.examples import BEGAN, examples
from tests.learn.meant import Letters
from tests.loops.staff import desk
from tests.scorer.judging import message
from tests.store import make
from triaged.errors import SentencesUnusable
from triaged.learn import meaning
from triaged.learn.artefact import to_octets
from triaged.learn.labels import URGENCY
from triaged.learn.train import Trained, train
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


OWN = '[judge]\nsentences = "{}"\nurgent_like = ["zzz qqq"]\n'


async def judging_with(store: SqlStore, allowed: str = "auto") -> Judging:
    """As the daemon begins, and after its first round."""
    judging = Judging(built_in=Fixed(0.5), policy=desk(OWN.format(allowed)), store=store)
    await judging.look()
    assert judging.judged_by == "words"
    assert answers(judging) == {"does not work"}
    await judging.load()
    return judging


def answers(judging: Judging) -> set[str]:
    """Why a mail that is like the desk's own description is as urgent as it is."""
    return {why.answer for why in judging.judge(message("zzz", "qqq"), "en").urgency.reasons}


async def test_words_judge_until_sentences_are_loaded_and_then_both(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the extra is installed nothing has to be switched on, and the desk's own descriptions are used."""
    monkeypatch.setattr(meaning, "sentences", Letters)
    judging = await judging_with(store)
    assert answers(judging) == {"does not work", "reads like what cannot wait"}
    assert judging.judge(message("zzz", "qqq"), "en").urgency.rank > 0.5
    assert (judging.judged_by, judging.unmeant) == ("words and sentences", "")


async def test_never_means_never(store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is loaded, and nothing is wrong."""
    monkeypatch.setattr(meaning, "sentences", lambda: pytest.fail("nobody may ask"))
    judging = await judging_with(store, "never")
    assert (judging.judged_by, judging.unmeant, answers(judging)) == ("words", "", {"does not work"})


@pytest.mark.parametrize(("allowed", "wrong"), [("auto", ""), ("always", "triaged[sentences] is not installed")])
async def test_without_the_extra_words_go_on(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch, allowed: str, wrong: str
) -> None:
    """Which is told only where rules.toml asks for sentences."""
    monkeypatch.setattr(meaning, "sentences", lambda: None)
    judging = await judging_with(store, allowed)
    assert (judging.judged_by, judging.unmeant, answers(judging)) == ("words", wrong, {"does not work"})


async def test_a_damaged_extra_leaves_the_words_to_judge_and_is_told(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever rules.toml says."""

    def damaged() -> None:
        raise SentencesUnusable("it is damaged")

    monkeypatch.setattr(meaning, "sentences", damaged)
    judging = await judging_with(store)
    assert (judging.judged_by, judging.unmeant, answers(judging)) == ("words", "it is damaged", {"does not work"})


@pytest.mark.parametrize(("there", "used"), [(True, True), (False, False)])
async def test_a_model_that_learned_with_sentences_judges_only_with_them(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch, there: bool, used: bool
) -> None:
    """Without them it is told, and day one judges: half a model is worse than none."""
    pytest.importorskip("sklearn", reason="learning needs scikit-learn: pip install triaged[learn]")
    letters = Letters()
    labels = [replace(each, vector=letters.vector(each.text)) for each in examples(120)]
    made = train(labels, URGENCY, None, BEGAN + timedelta(days=30))
    assert isinstance(made, Trained)
    assert made.model.card.sentences
    store.transact_now(lambda tx: tx.add_model("urgency", to_octets(made.model), card="{}", at=make.NOW))
    monkeypatch.setattr(meaning, "sentences", Letters if there else lambda: None)

    judging = Judging(built_in=Fixed(0.5), policy=desk(), store=store)
    await judging.look()
    assert (learned(judging), judging.trouble) == (False, "")

    await judging.load()

    assert learned(judging) is used
    assert bool(judging.trouble) is not used
    if not used:
        assert judging.trouble == "the model of urgency was learned with sentences, which are not used here"


def learned(judging: Judging) -> bool:
    """Whether a model has the last word."""
    return any("learned" in why.evidence for why in judging.judge(message("a", "b"), "en").urgency.reasons)
