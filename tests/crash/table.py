"""The figures of a crash run as a table, for the terminal and for docs/crash.md."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.crash.checker import Count

DOCUMENT = Path("docs/crash.md")
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One kind of provocation. `must`: whether anything but nought is a failure."""

    what: str
    how_many: str
    count: Count
    doubts: int | None = None
    quarantined: int = 0
    must: bool = True
    doubles_allowed: bool = False

    @property
    def good(self) -> bool:
        """Whether the row is as it has to be."""
        return not self.must or self.count.clean or (self.count.harmless and self.doubles_allowed)


COLUMNS = (
    "what happened",
    "how often",
    "mails",
    "lost",
    "doubled",
    "two promises",
    "other octets",
    "astray",
    "mailbox",
    "found in doubt",
)


def lines(rows: Sequence[Row]) -> list[str]:
    """A Markdown table."""
    cells = [COLUMNS, tuple("---" for _ in COLUMNS), *(_cells(row) for row in rows)]
    return [f"| {' | '.join(row)} |" for row in cells]


def _cells(row: Row) -> tuple[str, ...]:
    count = row.count
    figures = (count.mails, count.lost, count.doubled, count.promises, count.octets, count.wrong)
    mailbox = str(count.touched + count.unfiled) if row.must else "-"
    doubts = "-" if row.doubts is None else str(row.doubts)
    return (row.what, row.how_many, *(f"{figure:,}" for figure in figures), mailbox, doubts)


def machine() -> str:
    """The machine the figures are from."""
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    kernel = ".".join(platform.release().split(".")[:2])
    return f"{os.cpu_count()} cores of {model}, Linux {kernel}, Python {platform.python_version()}"


def write(rows: Sequence[Row], notes: Sequence[str], *, seed: int, minutes: float) -> None:
    """Put the table into docs/crash.md, between its marks."""
    text = DOCUMENT.read_text("utf-8")
    head, rest = text.split(BEGIN)
    _, tail = rest.split(END)
    when = f"{datetime.now(UTC):%Y-%m-%d}, {machine()}, seed {seed}, {minutes:.0f} minutes."
    figures = "\n".join((BEGIN, "", when, "", *lines(rows), "", *(f"- {note}" for note in notes), "", END))
    DOCUMENT.write_text(head + figures + tail, "utf-8")
