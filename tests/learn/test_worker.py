"""The worker learns with sentences where the daemon judges with them, and starts anew where they have gone."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.learn.examples import BEGAN, examples
from tests.learn.meant import Letters
from triaged.errors import SentencesUnusable
from triaged.learn import artefact, worker
from triaged.learn.accept import before
from triaged.learn.card import Card
from triaged.learn.labels import URGENCY
from triaged.learn.train import learned
from triaged.model.lesson import FirstWord, Judged, Lesson
from triaged.model.work import Result, Work

pytest.importorskip("sklearn", reason="learning needs scikit-learn: pip install triaged[learn]")


def lessons(many: int = 80, *, after: int = 0) -> tuple[Lesson, ...]:
    """Every second mail is high, an hour after the other."""
    first = FirstWord(urgency="normal", topic="", tone="neutral")
    return tuple(
        Lesson(
            reference=f"{number}",
            inbox="support",
            subject=("zeppelin", "chair")[number % 2],
            text=f"Please look at it {number}.",
            language="en",
            received_at=BEGAN + timedelta(hours=number),
            first=first,
            corrected={Judged.URGENCY: ("high", "low")[number % 2]},
            handled=False,
        )
        for number in range(after, after + many)
    )


def work(*, sentences: bool, current: bytes = b"") -> Work:
    made = {"urgency": current} if current else {}
    now = BEGAN + timedelta(days=99)
    return Work(lessons=lessons(), topics=(), current=made, now=now, sentences=sentences, urgent_like=("zeppelin",))


def card_of(results: list[Result]) -> Card:
    [urgency] = [one for one in results if one.task == "urgency" and not one.refused]
    return Card.from_json(json.loads(urgency.card))


def test_what_a_worker_is_given_crosses_to_another_process() -> None:
    """Also whether sentences are used, and the desk's own descriptions."""
    given = replace(work(sentences=True), patient_like=("Welche Farben?",))
    assert Work.of_json(given.as_json()) == given


@pytest.mark.parametrize("wanted", [True, False])
def test_it_learns_with_sentences_only_where_mail_is_judged_with_them(
    monkeypatch: pytest.MonkeyPatch, wanted: bool
) -> None:
    """What rules.toml says holds for learning too."""
    monkeypatch.setattr(worker, "sentences", Letters)
    assert card_of(list(worker.learn(work(sentences=wanted)))).sentences is wanted


def test_a_damaged_encoder_leaves_the_words_to_learn_from(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in the daemon."""

    def damaged() -> None:
        raise SentencesUnusable("it is damaged")

    monkeypatch.setattr(worker, "sentences", damaged)
    assert card_of(list(worker.learn(work(sentences=True)))).sentences is False


def test_where_sentences_have_gone_it_starts_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """A model that learned with them cannot judge any more, so that nothing newer than it is waited for."""
    monkeypatch.setattr(worker, "sentences", Letters)
    [made] = [one for one in worker.learn(work(sentences=True)) if one.octets and one.task == "urgency"]
    assert artefact.from_octets(made.octets).card.sentences
    [again] = [one for one in worker.learn(work(sentences=True, current=made.octets)) if one.task == "urgency"]
    assert "newer than the current model" in again.refused
    assert card_of(list(worker.learn(work(sentences=False, current=made.octets)))).sentences is False


def test_a_model_of_words_is_compared_by_what_the_words_say() -> None:
    """It learned to start from them: with the opinion of sentences it would look worse, or better, than it is."""
    current = learned(examples(200), URGENCY, BEGAN)
    unseen = examples(60, seed=2)
    as_if = [replace(one, prior=(-one.prior[0],), by_words=one.prior) for one in unseen]
    assert before(as_if, URGENCY, current) == before(unseen, URGENCY, current)
    assert before([replace(one, by_words=()) for one in as_if], URGENCY, current) != before(unseen, URGENCY, current)


DESCRIBED = {
    "billing": {"name": {"en": "invoice"}, "means": {"en": "invoice, credit note, refund"}, "examples": []},
    "fault": {"name": {"en": "fault"}, "means": {"en": "the pump is broken, a repair"}, "examples": []},
}
ABOUT = {"billing": "Please correct the invoice, I wait for the refund", "fault": "The pump is broken, send a repair"}
OTHER = {"billing": "fault", "fault": "billing"}


def filed(topic: str, number: int, label: str) -> Lesson:
    """A mail about a topic that somebody filed."""
    mail = lessons(1, after=number)[0]
    return replace(mail, subject="", text=f"{ABOUT[topic]} {number}.", corrected={}, filed=label)


@pytest.mark.parametrize("wrongly", [False, True])
def test_topics_are_learned_where_they_are_no_worse_than_the_descriptions(wrongly: bool) -> None:
    """Folders that held something else for years teach what is wrong today: the words of the descriptions go on."""
    given = [("billing", "fault")[number % 2] for number in range(100)]
    mails = tuple(
        filed(topic, number, OTHER[topic] if wrongly and number < 80 else topic) for number, topic in enumerate(given)
    )
    now = BEGAN + timedelta(days=99)
    several = Work(lessons=mails, topics=tuple(DESCRIBED), described=DESCRIBED, current={}, now=now)
    [result] = [one for one in worker.learn(several) if one.task == "topic"]
    if wrongly:
        assert "worse than what is there (0.000 against 1.000)" in result.refused
    else:
        assert Card.from_json(json.loads(result.card)).figures["before"] == 1.0
