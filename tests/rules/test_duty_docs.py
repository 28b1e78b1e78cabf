"""docs/duty.md shows what really happens."""

import doctest
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "duty.md"


def test_the_examples_of_the_page_hold() -> None:
    """Every example on the page gives what is printed under it."""
    results = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert results.attempted >= 25
    assert results.failed == 0
