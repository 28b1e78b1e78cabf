"""Which words of a mail become numbers, and how they are kept."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.decide.house import MONDAY
from triaged.decide.likeness import NO_NUMBERS, likeness, number, numbers, words_behind
from triaged.model.burst import MOST, packed, unpacked
from triaged.model.mail import Message

MAIL = Message(
    inbox="support",
    received=MONDAY,
    size=1,
    identity="i",
    digest="d",
    subject="Controller offline",
    text="E17 since Monday",
    own_text="E17 since Monday",
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The controllers are OFFLINE", ["contro", "offlin"]),
        ("Regler offline seit Montag früh", ["regler", "offlin", "früh"]),
        ("E17, e17 and win11", ["e17", "win11"]),
        ("order 4711 of 2026-11-23, invoice RX20261123", ["order", "invoic"]),
        ("please help, thank you", []),
        ("le 3 décembre, mañana, Donnerstag, yesterday", []),
        ("", []),
    ],
)
def test_words_that_say_something(text: str, words: list[str]) -> None:
    """Beginnings of words of four letters and more, short codes; no small talk, no calendar, nobody's own numbers."""
    assert numbers(text) == {number(word) for word in words}


def test_a_mail_is_its_subject_and_its_own_text() -> None:
    """Both count, each word once."""
    assert unpacked(likeness(MAIL)).tolist() == sorted(numbers("controller offline e17"))


@pytest.mark.parametrize(
    "changed",
    [
        replace(MAIL, subject="Re: Our offers in November"),
        replace(MAIL, in_reply_to=("<news@shop.test>",)),
        replace(MAIL, references=("<news@shop.test>",)),
        replace(MAIL, text="> Our offers\n> in November\nnot for me"),
    ],
)
def test_a_mail_that_answers_one_has_no_numbers(changed: Message) -> None:
    """Many who answer a newsletter do not have one trouble."""
    assert likeness(changed) == NO_NUMBERS


@given(st.text(max_size=5_000), st.text(max_size=5_000))
@settings(max_examples=200, deadline=None)
def test_any_text_becomes_a_bounded_number_of_numbers(subject: str, text: str) -> None:
    """Whatever is written: at most 48 numbers of 32 bits, in order, the smallest of all."""
    octets = likeness(replace(MAIL, subject=subject, own_text=text))
    kept = unpacked(octets).tolist()
    assert len(octets) == 4 * len(kept) <= 4 * MOST
    assert kept == sorted(set(kept))


def test_of_long_mails_the_same_words_stay() -> None:
    """Two long mails with the same words keep the same numbers, whatever else they say."""
    shared = [f"shared{chr(97 + n)}word" for n in range(20)]
    words = [chr(97 + n) + "word" + shared[n % 20] for n in range(20)]
    one, other = packed(numbers(" ".join(words), "alpha bravo")), packed(numbers("charlie delta", " ".join(words)))
    assert len(set(unpacked(one)) & set(unpacked(other))) >= len(numbers(" ".join(words))) - 4


def test_damaged_octets_are_read_as_far_as_they_go() -> None:
    """A store that lost the end of a row breaks nothing."""
    assert unpacked(packed([7, 9])[:7]).tolist() == [7]


def test_words_are_shown_in_the_form_that_most_used() -> None:
    """Of all that begin alike the most usual one; the most usual word first."""
    texts = ["controllers offline", "controller offline", "Controller offline", "offline"]
    assert words_behind(numbers("controller offline"), texts, most=5) == ("offline", "controller")
    assert words_behind(numbers("controller offline"), texts, most=1) == ("offline",)
