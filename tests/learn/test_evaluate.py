"""What is measured is measured on labels that were not learned from."""

from __future__ import annotations

import dataclasses
import json
import random
from itertools import pairwise

import numpy as np
import pytest

from tests.learn.examples import BEGAN, ORDER, examples
from triaged.learn.dayone import DayOne, log_odds
from triaged.learn.evaluate import cross_validated, folds_of
from triaged.learn.figures import day_one
from triaged.learn.labels import URGENCY
from triaged.learn.sentences import LETTERS, WORDS, beginning, sentences
from triaged.learn.texts import look, message_of
from triaged.scorer.judge import WordJudge


def test_labels_that_are_chance_measure_as_chance() -> None:
    """A figure above .5 would be one of the labels that were learned from."""
    chance = random.Random(3)
    labels = [
        dataclasses.replace(each, label=chance.choice(ORDER), prior=()) for each in examples(300, seed=2, wrong=1.0)
    ]
    figures = cross_validated(labels, URGENCY, BEGAN)
    assert figures.auc == pytest.approx(0.5, abs=0.12)
    assert figures.kappa == pytest.approx(0.0, abs=0.15)


def test_labels_that_mean_something_measure_well_in_any_order_of_the_file() -> None:
    """Also where the file is sorted by its labels."""
    labels = sorted(examples(250), key=lambda each: each.label)
    figures = cross_validated(labels, URGENCY, BEGAN)
    assert figures.auc is not None
    assert figures.auc > 0.95
    assert figures.calibration_error is not None
    assert figures.calibration_error < 0.25
    assert sum(map(sum, figures.confusion)) == figures.mails == 250
    assert sum(one.count for one in figures.reliability) == 250
    json.dumps(figures.as_json(), allow_nan=False)


def test_every_fold_has_its_share_of_a_rare_class() -> None:
    """Ten of a hundred: two in each."""
    truth = np.array([1] * 10 + [0] * 90)
    fold = folds_of(truth)
    assert [int(truth[fold == one].sum()) for one in range(5)] == [2] * 5


def test_day_one_is_measured_as_a_ranking_and_by_its_classes_where_they_have_the_same_names() -> None:
    """Numbers as labels have no names to compare."""
    truth = np.array([0, 1, 2, 3])
    named = day_one([0.1, 0.2, 0.3, 0.9], ["low", "normal", "high", "high"], truth, URGENCY)
    assert (named.auc, named.accuracy) == (1.0, 0.75)
    numbered = dataclasses.replace(URGENCY, classes=("0", "1", "2", "3"))
    assert day_one([0.1, 0.2, 0.3, 0.9], ["low"] * 4, truth, numbered).accuracy is None


def test_texts_become_examples_in_their_order_with_what_day_one_thinks() -> None:
    """A first line is the subject; urgency and tone have opinions, topics none."""
    message = message_of("Outage\nNothing works.", BEGAN)
    assert (message.subject, message.own_text) == ("Outage", "Nothing works.")
    assert message_of("one line", BEGAN).own_text == "one line"
    words = DayOne(WordJudge(), None)
    texts = ["Our shop is down, nobody can pay!", "Which colours are there?"] * 50
    looked = look(texts, ["high", "low"] * 50, URGENCY, day_one=words, sentences=None, now=BEGAN)
    assert [each.example.label for each in looked] == ["high", "low"] * 50
    assert looked[0].example.prior > looked[1].example.prior
    assert all(a.example.at < b.example.at for a, b in pairwise(looked))
    assert words.opinion("topic", message, "en", None).prior == ()
    assert words.opinion("tone", message, "en", None).said in ("pleased", "neutral", "upset")


def test_log_odds_keep_the_order_and_have_no_end_in_infinity() -> None:
    """Ranks of 0 and 1 are numbers too."""
    ranks = [0.0, 0.2, 0.5, 0.8, 1.0]
    assert [log_odds(rank) for rank in ranks] == sorted(log_odds(rank) for rank in ranks)
    assert log_odds(0.5) == 0


@pytest.mark.slow
def test_sentences_of_like_meaning_are_near_in_any_language() -> None:
    """And day one ranks an outage above a question by them."""
    encoder = sentences()
    if encoder is None:
        pytest.skip("triaged[sentences] is not installed")
    outage, panne, colour = encoder.vectors(["The server is down.", "Der Server ist ausgefallen.", "Which colours?"])
    assert outage @ panne > outage @ colour
    ranks = DayOne(WordJudge(), encoder)
    message = message_of("x", BEGAN)
    pressing, patient = (ranks.opinion("urgency", message, "en", vector).prior for vector in (panne, colour))
    assert pressing > patient
    assert np.linalg.norm(encoder.vector("")) == pytest.approx(1, abs=1e-3)


def test_only_the_beginning_of_a_mail_is_read_by_sentences() -> None:
    """Words and letters at most; blanks count for nothing."""
    assert len(beginning("ab " * 10_000).split()) == WORDS
    assert len(beginning("x" * 100_000)) == LETTERS
    assert beginning("  a \n b ") == "a b"
