"""Log lines: storms are cut short, news are not."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest

from triaged.loops import log


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What is logged to stderr."""
    monkeypatch.delenv("JOURNAL_STREAM", raising=False)
    written = io.StringIO()
    monkeypatch.setattr("sys.stderr", written)
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    log.start(as_json=False, verbose=False)
    yield written
    root.handlers[:] = before
    root.setLevel(level)


def test_identical_lines_are_cut_and_different_letters_are_not(lines: io.StringIO) -> None:
    """P15: ten identical lines a minute; each of a hundred letters is told of."""
    for number in range(100):
        log.letter_sent(letter=number, account="main", seconds=0.1)
        log.loop_failing(loop="inbox support", error="nothing listens there", seconds=60)

    told = lines.getvalue().splitlines()
    assert sum("letter sent" in line for line in told) == 100
    assert sum("failing" in line for line in told) == 10
