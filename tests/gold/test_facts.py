"""Facts are found in the mails of the half for building, with patterns as a shop would write them."""

from __future__ import annotations

from bench.judgement.facts import counted, rows
from tests.gold.read import DESKS


def test_most_facts_are_found_and_little_else() -> None:
    """Nine in ten of those labelled are found, as many finds are right, and what is missing is seen to be."""
    for row in rows("building"):
        assert row.value is not None
        assert row.value >= 0.9, row.what


def test_every_desk_has_mails_that_give_a_fact_and_mails_that_lack_one() -> None:
    """So that each pattern can fail both ways."""
    for desk in DESKS:
        found = counted("building", desk)
        assert found.right >= 10, desk
        assert found.unasked >= 10, desk
