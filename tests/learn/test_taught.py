"""What a learned model makes of a judgement: it speaks last, also of what a mail is without its claims."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache

import numpy as np
import pytest

from tests.learn.examples import BEGAN, examples
from tests.scorer.judging import message
from triaged.learn.features import HAND, Floats, text_of
from triaged.learn.labels import URGENCY, Example, topics_or_none
from triaged.learn.model import VECTOR, Model
from triaged.learn.taught import taught, without_claims
from triaged.learn.train import learned
from triaged.model.judgement import Judgement, TopicScore
from triaged.model.lesson import NO_TOPIC, Judged
from triaged.model.thread import Urgency
from triaged.rules.topic import SURE
from triaged.rules.wolf import believed
from triaged.scorer.judge import WordJudge
from triaged.scorer.weigh import plus

SAYS_URGENT = "Please look at this order when there is time, this is urgent, please answer immediately!"


@cache
def model() -> Model:
    """A desk where "urgent" stood in mails that were high."""
    loud = [
        replace(one, text=f"{one.text} urgent immediately") if one.label in {"high", "critical"} else one
        for one in examples(400)
    ]
    return learned(loud, URGENCY, BEGAN)


def judged(subject: str, text: str) -> Judgement:
    mail = message(subject, text)
    return taught(WordJudge().judge(mail, "en"), mail, {Judged.URGENCY: model()})


def test_a_learned_judgement_keeps_what_the_mail_is_without_its_claims() -> None:
    """Whoever is not believed is not believed by a learned model either, although it learned what "urgent" meant."""
    score = judged("Order", SAYS_URGENT).urgency
    assert score.unclaimed is not None
    assert score.urgency in {Urgency.HIGH, Urgency.CRITICAL}
    after = believed(score, (False,) * 3)
    assert after.urgency is score.unclaimed.urgency
    assert after.urgency in {Urgency.NORMAL, Urgency.LOW}
    assert "learned from 400 mails" in score.unclaimed.reasons[-1].evidence


def test_a_learned_judgement_of_a_quiet_mail_claims_nothing() -> None:
    """Where nothing is claimed there is nothing to leave out."""
    assert judged("Order", "Please look at this order when there is time.").urgency.unclaimed is None


@pytest.mark.parametrize(
    ("text", "claims", "left"),
    [
        ("This is URGENT", ("urgent",), "this is  "),
        ("as soon\nas possible, please", ("as soon as possible",), " , please"),
        ("urgently needed", ("urgent",), "urgently needed"),
        ("Now!!", (), "now.."),
        ("a (b", ("(",), "a (b"),
        ("c'est urgent", ("c'est urgent",), " "),
        ("", ("urgent", ""), ""),
    ],
)
def test_claims_are_taken_out_of_a_text(text: str, claims: tuple[str, ...], left: str) -> None:
    """Whole words, over line ends too; capitals and exclamation marks go with them."""
    assert without_claims(text, claims) == left


BILLS, CHAIRS = "Please correct the invoice and the amount.", "Do you sell garden chairs?"


@cache
def filed() -> Model:
    """A desk that filed its bills, and left mail about chairs outside."""
    several = tuple(
        Example(text=text_of("", f"{text} {number}"), label=label, at=BEGAN + timedelta(hours=number))
        for number in range(60)
        for text, label in ((BILLS, "billing"), (CHAIRS, NO_TOPIC))
    )
    return learned(several, topics_or_none(("billing", "delivery")), BEGAN)


@pytest.mark.parametrize(
    ("text", "words", "confidence", "expected", "sure"),
    [
        (BILLS, "", 0.0, "billing", True),
        (BILLS, "delivery", 0.6, "billing", True),
        (CHAIRS, "billing", 0.75, "billing", False),
        (CHAIRS, "delivery", 0.75, "delivery", True),
        (CHAIRS, "", 0.0, "", False),
        (CHAIRS, "billing", 0.999, "billing", True),
    ],
    ids=["learned", "surer than the words", "none of them", "never seen", "none, and no words", "words are surer"],
)
def test_what_was_left_outside_the_folders_is_about_none_of_them(
    text: str, words: str, confidence: float, expected: str, sure: bool
) -> None:
    """The words' topic is doubted where the model knows it and says that it is none; of others it cannot say so."""
    mail = message("", text)
    day_one = replace(WordJudge().judge(mail, "en"), topic=TopicScore(key=words, confidence=confidence))
    topic = taught(day_one, mail, {Judged.TOPIC: filed()}).topic
    assert (topic.key, topic.confidence >= SURE) == (expected, sure)


def test_a_model_starts_from_what_it_learned_to_start_from() -> None:
    """One that learned without sentences hears the words alone, whatever is known of the meaning of a mail."""
    mail = message("Order", "Please look at this order when there is time.")
    by_words = WordJudge().judge(mail, "en")
    meant = replace(by_words, urgency=plus(by_words.urgency, 2.0))
    models = {Judged.URGENCY: model()}
    plain = taught(by_words, mail, models).urgency
    vector = np.ones(VECTOR, dtype=np.float32)
    assert taught(meant, mail, models, by_words=by_words, vector=vector).urgency.rank == plain.rank
    with_sentences = replace(model(), card=replace(model().card, sentences=True), dense=_as_with_sentences())
    told = taught(meant, mail, {Judged.URGENCY: with_sentences}, by_words=by_words, vector=vector)
    assert told.urgency.rank > plain.rank


def _as_with_sentences() -> Floats:
    """The same weights, and none for the vector."""
    dense = model().dense
    return np.concatenate([dense[:HAND], np.zeros((VECTOR, dense.shape[1]), dtype=np.float32), dense[HAND:]])
