"""Sums of money and times of day are read however people write them, and nothing else is taken for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triaged.scorer.amounts import largest_sum, names_a_time
from triaged.scorer.text import tokens


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("It cost £62.", 62),
        ("1.140 Euro seit gestern", 1_140),
        ("1,140.50 pounds and 3 euros", 1_140),
        ("214.000 €", 214_000),
        ("2 860 euros", 2_860),
        ("86,40 Euro", 86),
        ("EUR 1'200", 1_200),
        ("$99", 99),
        ("order 118204, 40 computers", 0),
        ("on 12.10.2026", 0),
        ("", 0),
    ],
)
def test_the_largest_sum_is_found(text: str, most: int) -> None:
    """Thousands may be parted by points, commas, blanks or marks; cents do not count."""
    assert largest_sum(text) == most


@pytest.mark.parametrize(
    "text",
    [
        "at 9:40",
        "since 13.10",
        "bis 11 Uhr",
        "um sieben",
        "à 18 h",
        "18h30",
        "a las diez",
        "by noon or at five",
        "7 pm",
    ],
)
def test_times_of_day_are_seen(text: str) -> None:
    """In figures and in words, in four languages."""
    assert names_a_time(text, tokens(text))


@pytest.mark.parametrize(
    "text", ["version 14.2", "12.10.2026", "86.40 euro", "45:10", "five days", "19 %", "1.20 €", ""]
)
def test_other_figures_are_no_times(text: str) -> None:
    """Versions, dates, prices and numbers of things."""
    assert not names_a_time(text, tokens(text))


@given(st.text(alphabet="0123456789.,:'€£$ heuroampm\u00a0", max_size=400))
def test_any_figures_are_read(text: str) -> None:
    """Total, whatever stands there."""
    assert largest_sum(text) >= 0
    assert names_a_time(text, tokens(text)) in (True, False)
