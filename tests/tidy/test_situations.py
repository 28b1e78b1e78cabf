"""docs/situations.md names tests that exist."""

from __future__ import annotations

import ast
import re

from tests.tidy.source import ROOT, modules

PAGE = (ROOT / "docs" / "situations.md").read_text("utf-8")
SITUATIONS = 17
NOT_SHOWN = frozenset[int]()
"""No test goes through these as a whole yet, so the page leaves them out."""

Named = set[tuple[str, str]]


def _there() -> Named:
    found: Named = set()
    for module in modules("tests"):
        functions = (node for node in module.tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
        found |= {(module.name, function.name) for function in functions}
    return found


def test_each_situation_names_tests_that_exist() -> None:
    """Every situation has a test of its own section, and each named test is in the file that is named."""
    there = _there()
    for section in re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]:
        named = set(re.findall(r"^- `(tests/\S+\.py)::(test_\w+)`$", section, re.MULTILINE))
        assert named, section.partition("\n")[0]
        assert named - there == set()
        assert section.count("\n- ") == len(named), "a line that names no test, or one that is named twice"


def test_the_situations_are_numbered_and_every_citation_finds_its_own() -> None:
    """All seventeen are there but those that no test shows; code and tests cite no other."""
    shown = [int(number) for number in re.findall(r"^## (\d+)\. ", PAGE, re.MULTILINE)]
    assert shown == [number for number in range(1, SITUATIONS + 1) if number not in NOT_SHOWN]
    everything = (*modules("triaged"), *modules("tests"))
    cited = {int(number) for module in everything for number in re.findall(r"\(situation (\d+)\)", module.text)}
    assert cited
    assert cited - set(shown) == set()
