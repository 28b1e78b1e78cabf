"""Classes that rise are told apart border by border, and each border is believed as far as its labels bear."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from tests.learn.examples import BEGAN, examples
from triaged.learn.fit import FREEDOM, FREEDOMS, Fitter
from triaged.learn.labels import URGENCY, Example, topics
from triaged.learn.model import softmax, spread
from triaged.learn.rows import rows_of
from triaged.learn.train import learned


def test_borders_become_probabilities_of_classes() -> None:
    """Half pass the first border, a quarter of those the second; with one border it is the logit itself."""
    found = softmax(spread([[0.0, -np.log(3)], [40.0, 800.0], [-800.0, 0.0]]), 1.0)
    assert found == pytest.approx(np.array([[0.5, 0.375, 0.125], [0, 0, 1], [1, 0, 0]]))
    assert softmax(spread([2.0]), 0.5)[1] == pytest.approx(1 / (1 + np.exp(-4.0)))


def test_an_ordered_task_learns_a_logit_for_each_border_and_another_one_for_each_class() -> None:
    """Three between four urgencies; four of four topics, and two of two."""
    assert learned(examples(80), URGENCY, BEGAN).bias.shape == (3,)
    for names in (("low", "normal", "high", "critical"), ("low", "high")):
        task = topics(names)
        labels = [dataclasses.replace(each, prior=()) for each in examples(80) if each.label in names]
        assert learned(labels, task, BEGAN).bias.shape == (len(names),)


def _freedom(labels: list[Example]) -> dict[int, float]:
    fitter = Fitter(rows_of(labels, URGENCY), URGENCY)
    fitter.fit(np.arange(len(labels)))
    return fitter._freedom


def test_a_border_that_the_words_do_not_tell_is_believed_less_than_one_that_they_do() -> None:
    """High and critical by chance in the one desk, by their words in the other; the first border is always free."""
    clear = [dataclasses.replace(each, prior=()) for each in examples(1500)]
    chance = np.random.default_rng(3)
    mixed = [
        dataclasses.replace(each, label=str(chance.choice(["high", "critical"])))
        if each.label in {"high", "critical"}
        else each
        for each in clear
    ]
    assert _freedom(clear) == {0: FREEDOM, 1: FREEDOM, 2: FREEDOM}
    assert _freedom(mixed) == {0: FREEDOM, 1: FREEDOM, 2: min(FREEDOMS)}


def test_with_few_labels_every_border_is_free() -> None:
    """Nothing can be chosen on a handful: day one holds them."""
    assert set(_freedom(examples(100)).values()) == {FREEDOM}


def test_a_class_above_which_nobody_named_any_is_learned_without_opinions_too() -> None:
    """Nothing reaches its border but what day one means by it."""
    labels = [dataclasses.replace(each, prior=()) for each in examples(200) if each.label in {"low", "normal"}]
    judged = learned(labels, URGENCY, BEGAN).judge("catalogue colour")
    assert judged.label == "low"
    assert sum(judged.probabilities) == pytest.approx(1)
