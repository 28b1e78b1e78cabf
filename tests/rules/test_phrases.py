"""Phrases are found by two engines in turn: the quick one must never hide what the exact one finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.shared import labelled_mail
from triaged.rules.kind import texts, words
from triaged.rules.kind.phrases import Phrases, widened

ALL = (texts.LEAVING, texts.AUTOMATIC, texts.CHALLENGE, texts.QUOTED_HEAD)
OF_SUBJECTS = (
    words.PROGRAM_SUBJECT,
    words.AUTO_REPLY_SUBJECT,
    words.AWAY_SENTENCE,
    words.AUTOMATIC_IN_BRACKETS,
    words.RETURNED_SUBJECT,
    words.RECEIPT_SUBJECT,
    words.COMPLAINT_SUBJECT,
    words.BULK_SUBJECT,
)
BLANKS = " \t\n\r\x0b\x0c\x1c\x85\xa0\u2003\u2028\u202f\u3000"


@pytest.mark.needs_shared
@pytest.mark.parametrize("phrases", ALL)
def test_the_quick_engine_hides_nothing_in_real_mail(phrases: Phrases, shared: object) -> None:
    """On every real mail both engines together say what the exact expression says."""
    for mail in labelled_mail():
        text = mail.octets().decode("utf-8", "replace")[:24_000]
        alone, together = phrases.exact.search(text), phrases.search(text)
        assert (alone and alone.span()) == (together and together.span())


@given(
    st.lists(
        st.sampled_from(
            ["unsubscribe", "at", "To", "view", "this", "e-mail", "online", "d\xe9sabonner", "pour", "vous"]
        )
    ),
    st.sampled_from(BLANKS),
)
def test_any_white_space_may_stand_between_the_words(words: list[str], blank: str) -> None:
    """Both engines agree about every sort of white space."""
    text = blank.join(words)

    alone, together = texts.LEAVING.exact.search(text), texts.LEAVING.search(text)

    assert (alone and alone.span()) == (together and together.span())


@given(st.text())
def test_no_text_breaks_them(text: str) -> None:
    """Any text, lone surrogates included, is searched without an error, with the exact expression's answer."""
    for phrases in ALL:
        alone, together = phrases.exact.search(text), phrases.search(text)
        assert bool(alone) == bool(together)


@pytest.mark.needs_shared
def test_one_reading_for_all_of_them_hides_nothing(shared: object) -> None:
    """Where a phrase stands in a real text, or a pattern fits a real subject, the one reading for all says so."""
    for mail in labelled_mail():
        text = mail.octets().decode("utf-8", "replace")[:24_000]
        assert texts.TEXTS.may_occur(text) or not any(phrases.exact.search(text) for phrases in ALL)
        for subject in re.findall(r"^subject: ?(.{1,500})", text, re.IGNORECASE | re.MULTILINE):
            assert words.SUBJECTS.may_occur(subject) or not any(pattern.search(subject) for pattern in OF_SUBJECTS)


@pytest.mark.parametrize(
    "subject", ["Auto: weg", "AUTOMATİC REPLY", "vacatıon reply", "Issue \u0663", "\u00ab undeliverable", "Lu\u2003: x"]
)
def test_one_reading_knows_the_letters_and_digits_of_every_script(subject: str) -> None:
    """Letters, digits and blanks that Python's engine takes for what it looks for are seen by the quick one."""
    assert any(pattern.search(subject) for pattern in OF_SUBJECTS)
    assert words.SUBJECTS.may_occur(subject)


def test_boundaries_and_long_counts_are_left_out() -> None:
    """The wider expression has no word boundaries and no long counted repetitions."""
    assert widened(r"\bstop\b[^.]{0,160}x{1,3}") == "stop[^.]*x{1,3}"
    assert re.search(r"\\s", widened(r"a\s+b[\s,]")) is not None
