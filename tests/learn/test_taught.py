"""What a learned model makes of a judgement: it speaks last, also of what a mail is without its claims."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from tests.learn.examples import BEGAN, examples
from tests.scorer.judging import message
from triaged.learn.labels import URGENCY
from triaged.learn.model import Model
from triaged.learn.taught import taught, without_claims
from triaged.learn.train import learned
from triaged.model.judgement import Judgement
from triaged.model.lesson import Judged
from triaged.model.thread import Urgency
from triaged.rules.wolf import believed
from triaged.scorer.judge import WordJudge

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
