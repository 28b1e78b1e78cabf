"""Which mails of a desk teach what, and how much."""

from __future__ import annotations

import pytest

from tests.learn.meant import Letters
from tests.policy.texts import SMALLEST, load_text
from tests.scorer.judging import RECEIVED
from triaged.learn.labels import CORRECTED, FILED, HANDLED, TONE, URGENCY, Task, topics, topics_or_none
from triaged.learn.lessons import examples_of, seen
from triaged.learn.meaning import Meaning
from triaged.model.lesson import NO_TOPIC, FirstWord, Judged, Lesson
from triaged.scorer.judge import WordJudge

JUDGE = WordJudge(load_text(SMALLEST).topics)
TOPICS = topics(("billing", "fault"))


def lesson(
    *,
    corrected: dict[Judged, str] | None = None,
    handled: bool = False,
    ruled: tuple[Judged, ...] = (),
    filed: str = "",
) -> Lesson:
    first = FirstWord(urgency="normal", topic="billing", tone="neutral", ruled=frozenset(ruled))
    return Lesson(
        reference="7K3F",
        inbox="support",
        subject="Invoice",
        text="It is broken and I am angry.",
        language="en",
        received_at=RECEIVED,
        first=first,
        corrected=corrected or {},
        handled=handled,
        filed=filed,
    )


@pytest.mark.parametrize(
    ("given", "task", "expected"),
    [
        (lesson(corrected={Judged.URGENCY: "high"}), URGENCY, ("high", CORRECTED)),
        (lesson(corrected={Judged.URGENCY: "high"}, handled=True), URGENCY, ("high", CORRECTED)),
        (lesson(handled=True), URGENCY, ("normal", HANDLED)),
        (lesson(handled=True), TONE, ("neutral", HANDLED)),
        (lesson(handled=True), TOPICS, ("billing", HANDLED)),
        (lesson(), URGENCY, None),
        (lesson(handled=True, ruled=(Judged.URGENCY,)), URGENCY, None),
        (lesson(corrected={Judged.URGENCY: "low"}, ruled=(Judged.URGENCY,)), URGENCY, ("low", CORRECTED)),
        (lesson(corrected={Judged.TOPIC: "gone"}), TOPICS, None),
        (lesson(filed="fault"), TOPICS, ("fault", FILED)),
        (lesson(filed="gone"), TOPICS, None),
        (lesson(filed="fault"), URGENCY, None),
        (lesson(filed=NO_TOPIC), topics_or_none(("billing",)), (NO_TOPIC, HANDLED)),
    ],
    ids=[
        "corrected",
        "corrected and handled",
        "handled",
        "handled, its tone",
        "handled, its topic",
        "nobody dealt with it",
        "a rule decided",
        "a rule decided, an agent corrected",
        "a topic that rules.toml has no more",
        "filed by topic before triaged was there",
        "filed under a topic that rules.toml has no more",
        "filed by topic, its urgency",
        "left outside",
    ],
)
def test_what_a_mail_teaches(given: Lesson, task: Task, expected: tuple[str, float] | None) -> None:
    """A correction in full, a filed mail half, an answered one a little, what a rule decided or nobody did nothing."""
    found = [(example.label, example.weight) for example in examples_of(seen([given], JUDGE), task)]
    assert found == ([expected] if expected else [])


def test_learning_begins_at_what_day_one_thinks() -> None:
    """The opinion of the words goes with the example; of topics there is none."""
    both = lesson(corrected={Judged.URGENCY: "high", Judged.TOPIC: "fault"})
    [urgent] = examples_of(seen([both], JUDGE), URGENCY)
    [about] = examples_of(seen([both], JUDGE), TOPICS)
    assert len(urgent.prior) == 1
    assert about.prior == ()


def test_with_sentences_an_example_has_its_vector_and_both_opinions() -> None:
    """What a model learned without sentences started from is kept beside it; a mail is read once for all tasks."""
    given = lesson(corrected={Judged.URGENCY: "high", Judged.TOPIC: "fault"})
    letters = Letters()
    meaning = Meaning(letters, {}, urgent=["It is broken and I am angry."])
    before = letters.asked
    mails = seen([given, lesson()], JUDGE, meaning)
    assert (len(mails), letters.asked - before) == (1, 1)
    [urgent], [about] = examples_of(mails, URGENCY), examples_of(mails, TOPICS)
    [plain] = examples_of(seen([given], JUDGE), URGENCY)
    assert urgent.vector is not None
    assert about.vector is urgent.vector
    assert urgent.by_words == plain.prior
    assert urgent.prior > plain.prior
    assert plain.vector is None
