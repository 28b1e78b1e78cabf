"""How phrases are written and found, and that those of the lexicon are sound."""

from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triaged.scorer.lexicon import LEXICON
from triaged.scorer.phrases import Node, Place, Tree, find, packed
from triaged.scorer.signals import BEYOND_WORDS, DISTANT, SIGNALS
from triaged.scorer.text import all_spellings, tokens

FILLERS = all_spellings("still leider")
NEGATORS = all_spellings("not nicht")


def _found(written: str, text: str) -> list[str]:
    root = Tree().add({"en": {"key": written}}).root
    words = tokens(text)
    return [found.shown(words) for found in find(root, words, fillers=FILLERS, negators=NEGATORS)]


@pytest.mark.parametrize(
    ("written", "text", "shown"),
    [
        ("offline", "We are OFFLINE.", ["offline"]),
        ("offline", "offliner", []),
        ("is/are down", "it is down, they are down", ["is down", "are down"]),
        ("is/are down", "is. Down", []),
        ("is down", "is still down", ["is still down"]),
        ("is down", "is still still down", ["is still still down"]),
        ("is down", "is still still still down", []),
        ("is down", "is\n\ndown", []),
        ("is down", "is\ndown", ["is down"]),
        ("my? order", "order; my order", ["order", "my order", "order"]),
        ("geht ~ nicht", "geht seit heute nicht", ["geht seit heute nicht"]),
        ("geht ~ nicht", "geht nicht", ["geht nicht"]),
        ("geht ~ nicht", "geht a b c d nicht", ["geht a b c d nicht"]),
        ("geht ~ nicht", "geht a b c d e nicht", []),
        ("geht ~ nicht", "geht gut. nicht", []),
        ("problem ~ solved", "problem has been solved", ["problem has been solved"]),
        ("problem ~ solved", "problem has not been solved", []),
        ("within # hours", "within 24 hours", ["within 24 hours"]),
        ("within # hours", "within two hours", []),
        ("can't pay", "can't pay, can’t pay, cant pay", ["can't pay", "can't pay", "cant pay"]),
        ("works, works not", "works not", ["works not"]),
        ("öffnen", "öffnen oeffnen offnen o\u0308ffnen", ["öffnen", "oeffnen", "offnen", "offnen"]),
    ],
)
def test_phrases_are_found(written: str, text: str, shown: list[str]) -> None:
    """The longest phrase at each place, in one sentence, with what may stand inside."""
    assert _found(written, text) == shown


def test_a_phrase_of_one_language_says_so() -> None:
    """The phrase "= gift" of the German table holds in German mails only: the caller is told."""
    root = Tree().add({"de": {"danger": "= gift"}}).root
    assert [found.phrase.only for found in find(root, ["gift"], fillers=FILLERS, negators=NEGATORS)] == ["de"]


def test_each_ear_hears_its_own_longest_phrase() -> None:
    """What one ear listens for, and where, changes nothing for another one."""
    written = {"a": "down, is down, is ~ again", "b": "is down for ~ hours, down"}
    alone = {ear: Tree().add({"en": {"key": lines}}, ear=ear).root for ear, lines in written.items()}
    both = Tree().add({"en": {"key": written["a"]}}, ear="a").add({"en": {"key": written["b"]}}, ear="b").root
    for text in ("it is down for two hours again", "is down. Down", "nothing", "is still down"):
        together = list(find(both, tokens(text), fillers=FILLERS, negators=NEGATORS))
        for ear, root in alone.items():
            own = list(find(root, tokens(text), fillers=FILLERS, negators=NEGATORS))
            assert [found for found in together if found.phrase.ear == ear] == own


def test_the_work_is_bounded_for_each_word() -> None:
    """A text of nothing but beginnings of phrases is looked through in a bounded number of steps a word."""
    root = Tree().add({"en": {"key": "a ~ a ~ b, a a a a a b"}}).root

    class Counting(Node):
        asked = 0

        def get(self, key: str, default: object = None) -> Place | None:  # type: ignore[override]
            Counting.asked += 1
            return super().get(key)

    def counting(place: Place) -> Place:
        if not isinstance(place, Node):
            return place
        watched = Counting(place.ends)
        watched.gap = None if place.gap is None else cast(Node, counting(place.gap))
        watched.update((word, counting(child)) for word, child in place.items())
        return watched

    root = cast(Node, counting(root))
    steps = []
    for length in (1_000, 2_000):
        Counting.asked = 0
        assert list(find(root, ["a"] * length, fillers=FILLERS, negators=NEGATORS)) == []
        steps.append(Counting.asked)
    assert steps[1] <= 2.1 * steps[0]
    assert steps[1] <= 2_000 * 100


_LINES = st.lists(
    st.lists(st.sampled_from(["a", "b", "c", "ü", "~", "#"]), min_size=1, max_size=5), min_size=1, max_size=8
)


@given(
    lines=_LINES.map(lambda lines: [" ".join(line).strip("~ ") for line in lines]),
    text=st.lists(st.sampled_from(["a", "b", "c", "ü", "ue", "u", "7", "still", "not", "."]), max_size=12),
)
def test_packing_a_tree_changes_nothing_that_is_found(lines: list[str], text: list[str]) -> None:
    """What takes less memory finds the same phrases at the same places, for every ear."""
    halves = [", ".join(filter(None, half)) for half in (lines[::2], lines[1::2])]
    tree = Tree()
    for ear, half in zip("xy", halves, strict=True):
        if half:
            tree.add({"en": {"key": half}}, ear=ear)
    before = list(find(tree.root, text, fillers=FILLERS, negators=NEGATORS))
    assert list(find(packed(tree.root), text, fillers=FILLERS, negators=NEGATORS)) == before


def test_every_language_has_every_signal() -> None:
    """No language is left behind: each has phrases for each signal, and no key is misspelt."""
    for code, signals in LEXICON.items():
        assert set(signals) == (set(SIGNALS) - BEYOND_WORDS) | {DISTANT}, code


@pytest.mark.parametrize(
    ("written", "text", "shown"),
    [
        ("je n'ai ~ accès", "je n'ai toujours aucun accès", "je n'ai toujours aucun accès"),
        ("l'app", "l’app", "l'app"),
        ("qu'il", "qu'il", "qu'il"),
        ("lost ~ money", "lost " + "x" * 90 + " money", "lost " + "x" * 34 + "…"),
    ],
)
def test_what_is_shown_are_the_mails_own_words_and_few(written: str, text: str, shown: str) -> None:
    """A finding quotes the mail, with its apostrophes, and at most 40 characters of it."""
    assert _found(written, text) == [shown]
