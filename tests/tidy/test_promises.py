"""docs/promises.md tells what the program does, and all of it."""

from __future__ import annotations

import re

from tests.tidy.source import ROOT, modules
from triaged.rules.renewal import GUARDS

PAGE = (ROOT / "docs" / "promises.md").read_text("utf-8")
POINTS = 12


def test_every_guard_of_a_renewal_is_a_row_in_its_order() -> None:
    """A reason not to tell a customer is explained, and none is explained that does not exist."""
    table = PAGE.partition("| guard |")[2].partition("\n\n")[0]
    assert re.findall(r"^\| ([a-z_]+) \|", table, re.MULTILINE) == [guard.__name__.lstrip("_") for guard in GUARDS]


def test_every_point_is_there_and_every_citation_finds_its_point() -> None:
    """Code and tests cite the points by number, "docs/promises.md 8": each number is a heading."""
    headings = [int(number) for number in re.findall(r"^## (\d+)\. ", PAGE, re.MULTILINE)]
    assert headings == list(range(1, POINTS + 1))
    everything = (*modules("triaged"), *modules("tests"))
    cited = {int(number) for module in everything for number in re.findall(r"promises\.md (\d+)", module.text)}
    assert cited
    assert cited - set(headings) == set()
