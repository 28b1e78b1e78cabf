"""A model learns what labels say, begins at what day one thinks, and takes over only when it is not worse."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from datetime import timedelta

import numpy as np
import pytest

from tests.learn.examples import BEGAN, ORDER, examples
from triaged.learn.accept import LEAST, order
from triaged.learn.labels import CORRECTED, HANDLED, URGENCY, Example, topics
from triaged.learn.metrics import auc, confusion, macro_f1
from triaged.learn.model import VECTOR, Model
from triaged.learn.train import Refused, Trained, learned, train

LATER = BEGAN + timedelta(days=365)


def _trained(labels: list[Example], current: Model | None = None) -> Model:
    result = train(labels, URGENCY, current, LATER)
    assert isinstance(result, Trained), result
    return result.model


def _table(model: Model, labels: list[Example]) -> float:
    said = [URGENCY.classes.index(model.judge(each.text, prior=each.prior).label) for each in labels]
    return macro_f1(confusion([ORDER.index(each.label) for each in labels], said, 4))


def test_what_the_labels_say_is_learned() -> None:
    """Words that mean a class are known after 300 labels."""
    assert _table(_trained(examples(300)), examples(100, seed=2)) > 0.95


def test_the_highest_class_ranks_highest() -> None:
    """The order of a queue: critical before high before normal before low."""
    model = _trained(examples(300))
    ranks = [
        model.judge(text).rank for text in ("catalogue colour", "invoice address", "broken refund", "outage stolen")
    ]
    assert ranks == sorted(ranks)


def test_the_same_labels_give_the_same_model_in_any_order() -> None:
    """No chance in it: a model can be made again from its labels."""
    labels = examples(120)
    assert _trained(labels).judge("outage", prior=(1.0,)) == _trained(labels[::-1]).judge("outage", prior=(1.0,))


@pytest.mark.parametrize("count", [2, 5, 10, 25])
def test_few_labels_do_not_drown_a_good_opinion_of_day_one(count: int) -> None:
    """Day one ranks well, the labels are chance: after a few of them the ranking is almost as good."""
    unseen = examples(300, seed=9, opinion=3.0)
    top = [each.label == "critical" for each in unseen]
    day_one = auc(top, [each.prior[0] for each in unseen])
    areas = []
    for seed in range(5):
        model = learned(examples(count, seed=seed, wrong=1.0, opinion=3.0), URGENCY, LATER)
        areas.append(auc(top, [model.judge(each.text, prior=each.prior).rank for each in unseen]))
    assert np.mean(areas) > day_one - 0.05


def test_without_any_opinion_it_learns_from_words_alone() -> None:
    """No opinion at all is allowed; one that is missing for a single mail counts as none for all."""
    bare = [dataclasses.replace(each, prior=()) for each in examples(200)]
    assert learned(bare, URGENCY, LATER).scale.middle == ()
    assert learned([*bare[1:], examples(1)[0]], URGENCY, LATER).scale.middle == ()
    assert _table(learned(bare, URGENCY, LATER), examples(60, seed=3)) > 0.9


def test_a_class_that_nobody_named_is_possible_and_unlikely() -> None:
    """Without any critical mail there is still a probability for it, below the others'."""
    labels = [each for each in examples(200) if each.label != "critical"]
    judged = learned(labels, URGENCY, LATER).judge("invoice parcel address please", prior=(0.5,))
    assert 0 < judged.probabilities[3] < 0.2
    assert sum(judged.probabilities) == pytest.approx(1)


def test_mails_that_were_only_handled_count_less_than_corrections() -> None:
    """The same word: three corrections against three weak labels decide it."""
    texts = ["gadget wrong colour sent", "gadget again please", "the gadget once more"]
    strong = [Example(text=text, label="high", at=BEGAN, weight=CORRECTED) for text in texts]
    weak = [Example(text=text, label="low", at=BEGAN, weight=HANDLED) for text in texts]
    others = [dataclasses.replace(each, prior=()) for each in examples(60)]
    judged = learned([*strong, *weak, *others], URGENCY, LATER).judge(texts[0])
    assert judged.probabilities[2] > judged.probabilities[0]


def test_too_few_labels_or_labels_of_one_kind_are_refused() -> None:
    """With a reason for the lead."""
    few = train(examples(LEAST - 1), URGENCY, None, LATER)
    assert isinstance(few, Refused)
    assert "too few" in few.reason
    alike = train([dataclasses.replace(each, label="low") for each in examples(60)], URGENCY, None, LATER)
    assert isinstance(alike, Refused)
    assert "alike" in alike.reason


def test_a_model_that_is_worse_than_day_one_is_refused() -> None:
    """Labels that are chance teach nothing; day one knows the class exactly."""
    labels = [
        dataclasses.replace(each, text="the same words", prior=(float(ORDER.index(each.label)),))
        for each in examples(100)
    ]
    spoilt = [dataclasses.replace(each, label=ORDER[3 - ORDER.index(each.label)]) for each in labels[:80]]
    result = train([*spoilt, *labels[80:]], URGENCY, None, LATER)
    assert isinstance(result, Refused)
    assert result.new is not None
    assert result.before == 1.0
    assert result.new < result.before


def test_a_new_model_is_compared_with_the_current_one_on_labels_that_neither_saw() -> None:
    """Good labels made the current model. New ones that contradict them, and then good ones again: refused."""
    good = examples(300)
    current = _trained(good)
    upside = {label: ORDER[3 - place] for place, label in enumerate(ORDER)}
    wrong = [dataclasses.replace(each, label=upside[each.label]) for each in examples(1200, seed=5, after=300)]
    newest = examples(500, seed=6, after=1500)
    result = train([*good, *wrong, *newest], URGENCY, current, LATER)
    assert isinstance(result, Refused)
    assert result.before is not None
    assert result.before > 0.95


def test_nothing_is_trained_again_before_there_are_new_labels() -> None:
    """Nine labels later nothing can be compared."""
    current = _trained(examples(100))
    result = train([*examples(100), *examples(9, seed=3, after=100)], URGENCY, current, LATER)
    assert isinstance(result, Refused)
    assert "newer" in result.reason
    assert isinstance(train([*examples(100), *examples(60, seed=3, after=100)], URGENCY, current, LATER), Trained)


def test_labels_after_now_and_labels_of_another_list_do_not_count() -> None:
    """What is not known yet, and topics that the shop has dropped."""
    labels = examples(100)
    now = labels[59].at
    result = train([*labels, dataclasses.replace(labels[0], label="no class")], URGENCY, None, now)
    assert isinstance(result, Trained)
    assert sum(result.model.card.labels.values()) == 60
    assert result.model.card.until == now


def test_the_card_says_what_the_model_is_made_of() -> None:
    """Counts, dates, figures, versions; and nothing of any mail."""
    labels = examples(100)
    weak = [dataclasses.replace(each, weight=HANDLED) for each in labels[:30]]
    card = _trained([*weak, *labels[30:]]).card
    assert (sum(card.labels.values()), card.weak, card.sentences) == (100, 30, False)
    assert {"held out", "new", "before"} <= set(card.figures)
    assert {"python", "numpy", "scikit-learn"} == set(card.versions)
    assert not any(word in "\n".join(card.lines()) for each in labels for word in each.text.split() if len(word) > 6)


def test_topics_begin_with_the_shops_own_descriptions() -> None:
    """Before any label of a topic, the topic whose description fits is said."""
    task = topics(("billing", "delivery", "login"))
    labels = [
        Example(text=f"hello {number}", label=task.classes[number % 2], at=BEGAN, prior=(0.1, 0.1, 0.1))
        for number in range(6)
    ]
    model = learned(labels, task, LATER)
    assert model.judge("quite another text", prior=(0.1, 0.1, 0.9)).label == "login"


def test_sentence_vectors_are_used_when_every_example_has_one() -> None:
    """Texts that say nothing, vectors that say all."""
    chance = np.random.default_rng(1)
    towards = chance.normal(size=(4, VECTOR))
    labels = []
    for each in examples(120):
        vector = towards[ORDER.index(each.label)] + chance.normal(size=VECTOR)
        vector = (vector / np.linalg.norm(vector)).astype(np.float32)
        labels.append(dataclasses.replace(each, text="the same", prior=(), vector=vector))
    model = learned(labels[:80], URGENCY, LATER)
    assert model.card.sentences
    said = [model.judge("the same", vector=each.vector).label for each in labels[80:]]
    assert sum(a == b.label for a, b in zip(said, labels[80:], strict=True)) > 36
    assert sum(model.judge("the same").probabilities) == pytest.approx(1)


def test_order_is_the_mean_over_the_borders_between_classes() -> None:
    """Of three classes in perfect order 1; upside down 0."""
    assert order([0.1, 0.5, 0.9], np.array([0, 1, 2])) == 1
    assert order([0.9, 0.5, 0.1], np.array([0, 1, 2])) == 0


def test_judging_needs_no_scikit_learn() -> None:
    """The daemon judges without it: memory."""
    code = "import sys, triaged.learn.artefact; sys.exit('sklearn' in sys.modules or 'scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
