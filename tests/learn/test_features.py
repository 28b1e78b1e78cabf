"""A text becomes the same numbers everywhere, in linear time, whatever the text is."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from triaged.learn.features import HAND, LOOKED_AT, hand, letters, text_of, words

BUCKETS = 1 << 18


def test_the_numbers_are_the_same_on_every_machine_and_in_every_process() -> None:
    """An artefact made elsewhere must find its words again."""
    assert words("no parcel", BUCKETS).places.tolist() == [11898, 76936, 217374]
    assert letters("no", BUCKETS).places.tolist() == [38292, 41785, 250265]


@given(st.text())
def test_any_text_has_numbers(text: str) -> None:
    """In rising order, each once, within the buckets; empty texts have none."""
    for look in (words, letters):
        found = look(text, BUCKETS)
        assert (np.diff(found.places) > 0).all()
        assert found.places.size == found.values.size
        assert found.places.size == 0 or (found.places.min() >= 0 and found.places.max() < BUCKETS)
        assert (found.values >= 1).all()
    assert hand(text).shape == (HAND,)
    assert np.isfinite(hand(text)).all()


def test_letter_groups_do_not_span_words() -> None:
    """Those of "ab cd" are those of "ab" and those of "cd"."""
    both = set(letters("ab cd", BUCKETS).places.tolist())
    assert both == set(letters("ab", BUCKETS).places.tolist()) | set(letters("cd", BUCKETS).places.tolist())


def test_a_pair_of_words_is_not_the_pair_turned_round() -> None:
    """Thus "not urgent" and "urgent not" differ."""
    assert set(words("not urgent", BUCKETS).places.tolist()) != set(words("urgent not", BUCKETS).places.tolist())


def test_only_the_beginning_of_a_long_mail_is_read() -> None:
    """Subject and text up to their limits: a mail of a megabyte costs what one of 8 KB costs."""
    assert text_of("s" * 9_000, "t" * 9_000) == "s" * LOOKED_AT + "\n" + "t" * LOOKED_AT
    long = "word " * 200_000
    assert words(long, BUCKETS).values.max() < 1 + np.log(2 * LOOKED_AT)


def test_capitals_and_exclamations_are_seen() -> None:
    """By the figures of how it is written: the words are the same."""
    assert (hand("NOW! NOW!!") != hand("now now")).any()
    assert words("NOW NOW", BUCKETS).places.tolist() == words("now now", BUCKETS).places.tolist()


def test_letters_that_grow_when_they_are_made_small_are_cut_too() -> None:
    """One capital I with a dot becomes two characters; a mail of them, or of one letter, is read as any other."""
    for text in ("İ" * 9_000, "a" * 9_000, "!" * 9_000, "a " * 9_000):
        assert letters(text, BUCKETS).places.size < 100
        assert words(text, BUCKETS).places.size < 100
        assert np.isfinite(letters(text, BUCKETS).values).all()
