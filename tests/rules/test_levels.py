"""Where high and low begin in an inbox: by its own mail, never without a signal, never critical."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triaged.model.finding import Finding
from triaged.model.thread import Score, Urgency
from triaged.rules.levels import ENOUGH, LOW_SHARE, Levels, levels, placed

HEARD = (Finding(question="How urgent is it?", answer="says that something does not work", evidence='"broken"'),)
LEVELS = Levels(high_from=0.8, low_to=0.3)


def score(urgency: Urgency, rank: float, *, heard: bool = True) -> Score:
    return Score(urgency=urgency, rank=rank, confidence=0.5, reasons=HEARD if heard else ())


@pytest.mark.parametrize(
    ("judged", "expected"),
    [
        (score(Urgency.NORMAL, 0.85), Urgency.HIGH),
        (score(Urgency.NORMAL, 0.85, heard=False), Urgency.NORMAL),
        (score(Urgency.HIGH, 0.7), Urgency.NORMAL),
        (score(Urgency.CRITICAL, 0.95), Urgency.CRITICAL),
        (score(Urgency.CRITICAL, 0.1), Urgency.CRITICAL),
        (score(Urgency.LOW, 0.2), Urgency.LOW),
        (score(Urgency.LOW, 0.5), Urgency.NORMAL),
        (score(Urgency.NORMAL, 0.2), Urgency.NORMAL),
    ],
    ids=[
        "top",
        "top without a signal",
        "not the top here",
        "critical",
        "critical below",
        "low",
        "not low here",
        "calm",
    ],
)
def test_the_inbox_says_what_is_high_and_low(judged: Score, expected: Urgency) -> None:
    """The place among the inbox's mail decides; nothing becomes high unheard or low unsaid; critical stays."""
    assert placed(judged, LEVELS) is expected


def test_a_young_inbox_goes_by_fixed_points() -> None:
    """Below 200 mails nobody knows where the top is."""
    assert levels([0.5] * (ENOUGH - 1), look_first=10) is None
    assert placed(score(Urgency.HIGH, 0.1), None) is Urgency.HIGH


@given(st.lists(st.floats(0, 1), min_size=ENOUGH, max_size=2 * ENOUGH, unique=True), st.integers(1, 50))
def test_no_more_is_high_than_rules_toml_allows(ranks: list[float], look_first: int) -> None:
    """The alert budget holds on the mail it was taken from, and so does the share of what is low."""
    found = levels(ranks, look_first=look_first)
    assert found is not None
    heard = [placed(score(Urgency.LOW, rank), found) for rank in ranks]
    assert heard.count(Urgency.HIGH) <= len(ranks) * look_first / 100
    assert heard.count(Urgency.LOW) <= len(ranks) * LOW_SHARE / 100


@given(st.sampled_from(list(Urgency)), st.floats(0, 1), st.booleans())
def test_nothing_becomes_critical_by_its_place(urgency: Urgency, rank: float, heard: bool) -> None:
    """Critical comes out only where it went in."""
    assert (placed(score(urgency, rank, heard=heard), LEVELS) is Urgency.CRITICAL) == (urgency is Urgency.CRITICAL)
