"""References people can say, and the signs by which our own letters are known again."""

import re
from itertools import islice

from hypothesis import given
from hypothesis import strategies as st

from triaged.mail.mark import mark, message_id, read_mark
from triaged.mail.reference import ALPHABET, candidates, printed

SECRET = b"a secret of at least thirty-two octets"


def test_references_grow_when_they_collide() -> None:
    """Three references of four characters, then three of five, and so on up to twelve."""
    lengths = [len(reference) for reference in islice(candidates(SECRET, "mail-1"), 30)]
    assert lengths[:9] == [4, 4, 4, 5, 5, 5, 6, 6, 6]
    assert max(lengths) == 12


def test_references_can_be_said() -> None:
    """No character that is mistaken for another, and no vowel that could make a word."""
    assert not set("0O1IL") & set(ALPHABET)
    assert not set("AEIOU") & set(ALPHABET)
    assert all(set(reference) <= set(ALPHABET) for reference in islice(candidates(SECRET, "x"), 100))


def test_references_are_stable_and_secret() -> None:
    """The same mail gets the same references; another mail or another secret gets others."""

    def first(secret: bytes, identity: str) -> list[str]:
        return list(islice(candidates(secret, identity), 5))

    assert first(SECRET, "mail-1") == first(SECRET, "mail-1")
    assert first(SECRET, "mail-1") != first(SECRET, "mail-2")
    assert first(SECRET, "mail-1") != first(b"another", "mail-1")


def test_ten_thousand_threads_find_a_reference() -> None:
    """Ten thousand threads each get a free reference, nearly all of four characters."""
    taken: set[str] = set()
    for number in range(10_000):
        taken.add(next(reference for reference in candidates(SECRET, str(number)) if reference not in taken))
    assert len(taken) == 10_000
    assert sum(len(reference) == 4 for reference in taken) > 9_990


def test_a_reference_is_printed_with_the_houses_prefix() -> None:
    """People hear and write "NL-7K3F", or "7K3F" where the house has no prefix."""
    assert printed("7K3F", None) == "7K3F"
    assert printed("7K3F", "NL") == "NL-7K3F"


def test_message_ids_cannot_be_guessed() -> None:
    """An id depends on the secret, the key, the kind and the number, and is a valid msg-id on our own domain."""
    one = message_id(SECRET, "thread-1", "ack", 0, "nordlicht.example")
    assert re.fullmatch(r"<ack\.[a-z2-7]{32}@nordlicht\.example>", one)
    others = {
        message_id(b"x", "thread-1", "ack", 0, "nordlicht.example"),
        message_id(SECRET, "thread-2", "ack", 0, "nordlicht.example"),
        message_id(SECRET, "thread-1", "notice", 0, "nordlicht.example"),
        message_id(SECRET, "thread-1", "ack", 1, "nordlicht.example"),
    }
    assert len(others | {one}) == 5
    assert one == message_id(SECRET, "thread-1", "ack", 0, "nordlicht.example")


def test_a_mark_proves_itself() -> None:
    """A mark is read back without knowing the letter, whatever white space is around it, and it hides the once_key."""
    made = mark(SECRET, "ack:petra.kranz@customer.example")
    assert re.fullmatch(r"v1\.[a-z2-7]{26}\.[a-z2-7]{26}", made)
    assert read_mark(SECRET, f" {made}\r\n") == made.split(".")[1]
    assert "petra" not in made


@given(st.integers(0, 55), st.characters(codec="utf-8"))
def test_a_changed_mark_is_not_ours(place: int, character: str) -> None:
    """Whatever single character of a mark is changed, it is no longer ours."""
    made = mark(SECRET, "letter-1")
    forged = made[:place] + character + made[place + 1 :]
    assert (read_mark(SECRET, forged) is not None) == (forged.strip() == made)


@given(st.text())
def test_strangers_marks_are_not_ours(value: str) -> None:
    """No text of a stranger is taken for our mark, nor is a mark made with another secret."""
    assert read_mark(SECRET, value) is None
    assert read_mark(SECRET, mark(b"another", value)) is None
