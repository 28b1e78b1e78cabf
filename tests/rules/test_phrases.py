"""Phrases are found by two engines in turn: the quick one must never hide what the exact one finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.shared import labelled_mail
from triaged.rules.kind import asked, bulk, said
from triaged.rules.kind.phrases import Phrases, widened

ALL = (bulk.LEAVING, said.AUTOMATIC, said.CHALLENGE, asked.QUOTED_HEAD)
BLANKS = " \t\n\r\x0b\x0c\x1c\x85\xa0\u2003\u2028\u202f\u3000"


@pytest.mark.needs_shared
@pytest.mark.parametrize("phrases", ALL)
def test_the_quick_engine_hides_nothing_in_real_mail(phrases: Phrases, shared: object) -> None:
    """On every real mail both engines together say what the exact expression says."""
    for mail in labelled_mail():
        text = mail.octets().decode("utf-8", "replace")[:24_000]
        alone, together = phrases._exact.search(text), phrases.search(text)
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

    alone, together = bulk.LEAVING._exact.search(text), bulk.LEAVING.search(text)

    assert (alone and alone.span()) == (together and together.span())


@given(st.text())
def test_no_text_breaks_them(text: str) -> None:
    """Any text, lone surrogates included, is searched without an error, with the exact expression's answer."""
    for phrases in ALL:
        alone, together = phrases._exact.search(text), phrases.search(text)
        assert bool(alone) == bool(together)


def test_boundaries_and_long_counts_are_left_out() -> None:
    """The wider expression has no word boundaries and no long counted repetitions."""
    assert widened(r"\bstop\b[^.]{0,160}x{1,3}") == "stop[^.]*x{1,3}"
    assert re.search(r"\\s", widened(r"a\s+b[\s,]")) is not None
