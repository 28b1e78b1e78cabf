"""Files fit a reader's head, functions fit a screen."""

from __future__ import annotations

import statistics

from tests.tidy.source import modules

LONGEST_FILE = 400
LONGEST_FUNCTION = 70
MEDIAN_FILE = 160
MIGRATIONS = "/migrations/versions/"
"""A migration is one list of columns: read from the top, and frozen once it has run at people's."""


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    """Every file of the package has at most 400 lines, and half of them far fewer."""
    lengths = {module.name: module.text.count("\n") for module in modules() if MIGRATIONS not in module.name}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}
    assert statistics.median(lengths.values()) <= MEDIAN_FILE


def test_every_function_fits_a_screen() -> None:
    """Every function of the package has at most 70 lines, its docstring among them."""
    long = [
        f"{module.name}:{function.lineno} {function.name} has {length} lines"
        for module in modules()
        if MIGRATIONS not in module.name
        for function in module.functions()
        if (length := (function.end_lineno or 0) - function.lineno + 1) > LONGEST_FUNCTION
    ]
    assert long == []
