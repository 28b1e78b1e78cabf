"""What single words say, beside the phrases."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.gold.read import LANGUAGES, gold
from triaged.scorer.impression import BUCKETS, COLUMNS, FILE, NEUTRAL, SHOWN, WIDTH, impression, places, shipped
from triaged.scorer.lexicon import LEXICON
from triaged.scorer.text import tokens

CORPUS = sorted((Path(__file__).resolve().parents[2] / "corpus").glob("*.jsonl"))
MAILS = [json.loads(line) for file in CORPUS for line in file.read_text("utf-8").splitlines()]
RUN = 14
LABELS = {
    "urgency": {"critical", "high", "normal", "low"},
    "tone": {"upset", "neutral", "pleased"},
    "request": {True, False},
}


def _said(text: str, column: str = "urgent") -> float:
    return impression(tokens(text)).of(column)


@pytest.mark.parametrize(
    ("grave", "slight"),
    [
        (
            "my mother cannot breathe without the machine and the power went off an hour ago",
            "i would like to know which colours the machine comes in and whether the power cord is longer now",
        ),
        (
            "seit heute nacht stehen unsere maschinen und die ware im kühlhaus verdirbt",
            "ich hätte gern einen katalog und wüsste gern welche farben es im frühjahr gibt",
        ),
        (
            "mon fils est enfermé dans la voiture louée au soleil et personne ne répond",
            "bonjour, auriez vous une brochure pour mon fils qui aime les voitures, merci d'avance",
        ),
        (
            "me han vaciado la cuenta esta noche y siguen haciendo transferencias ahora mismo",
            "quisiera saber si abren los sábados y si tienen el catálogo nuevo, gracias",
        ),
    ],
)
def test_words_of_grave_mail_weigh_more(grave: str, slight: str) -> None:
    """What happens to people and firms stands above what somebody would like to know, in every language."""
    assert _said(grave) > _said(slight)


def test_nothing_said_is_no_impression() -> None:
    """A mail without known words leaves none."""
    assert [_said("", column) for column in COLUMNS] == [0.0] * len(COLUMNS)
    assert impression(()).shown("urgent") == ()


def test_saying_it_again_changes_nothing() -> None:
    """Each word counts once: stuffing a mail with one is no use."""
    text = "the ventilator stopped"
    assert _said(text) == _said(" ".join([text] * 50))


def test_words_that_only_claim_count_nothing() -> None:
    """Words like urgent in every language, and exclamation marks, are left to the phrases, which limit them."""
    for signals in LEXICON.values():
        for word in [*tokens(signals["claim"]), "!", "?"]:
            assert set(impression([word]).cells[COLUMNS.index("urgent") :: WIDTH]) <= {NEUTRAL}, word


@given(st.text(max_size=300))
def test_any_text_leaves_a_finite_impression_of_its_own_words(text: str) -> None:
    """Whatever is written, the figures stay bounded, and what is quoted stands in the mail, at most three words."""
    words = tokens(text)
    left = impression(words)
    for column in COLUMNS:
        assert abs(left.of(column)) < 40
        for towards in (True, False):
            shown = left.shown(column, towards=towards)
            assert len(shown) <= SHOWN
            assert set(shown) <= set(words)


def test_accents_may_be_left_out() -> None:
    """A word counts the same with and without its accents."""
    assert set(places(["éteint", "größe", "mañana"])) == set(places(["eteint", "grosse", "manana"]))


def test_the_file_belongs_to_the_corpus() -> None:
    """Whoever changes a mail of the corpus learns again: python -m tools.teach_impression."""
    teach = pytest.importorskip("tools.teach_impression")
    assert teach.head_of(FILE)["corpus"] == teach.digest(CORPUS)


def test_learning_again_gives_the_same_file() -> None:
    """What is shipped is what the corpus teaches, but for the last step of rounding."""
    teach = pytest.importorskip("tools.teach_impression")
    _, octets = teach.taught(teach.lessons(CORPUS))
    shipped_now = shipped().cells.tobytes()
    assert len(octets) == len(shipped_now) == BUCKETS * WIDTH
    assert all(abs(one - other) <= 1 for one, other in zip(octets, shipped_now, strict=True))


def test_every_mail_of_the_corpus_is_labelled() -> None:
    """Each has a language, a text and one of the guide's labels for each question."""
    for mail in MAILS:
        assert mail["text"].strip()
        assert mail["language"] in (*LANGUAGES, "pt")
        for question, answers in LABELS.items():
            assert mail[question] in answers, mail


def test_no_mail_is_there_twice() -> None:
    """A mail that is there twice would count twice."""
    texts = [" ".join(tokens(mail["text"])) for mail in MAILS]
    assert len(texts) == len(set(texts))


def test_no_mail_of_the_gold_set_is_in_the_corpus() -> None:
    """What measures is not learned from: no fourteen words in a row are the same (polite closings are up to twelve)."""
    measured = {run for half in ("building", "locked") for mail in gold(half) for run in _runs(mail.text)}
    assert not [mail["subject"] for mail in MAILS if measured & _runs(mail["text"])]


def _runs(text: str) -> set[tuple[str, ...]]:
    words = [token for token in tokens(text) if token >= "a"]
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}
