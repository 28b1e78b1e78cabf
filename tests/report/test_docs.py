"""docs/reports.md shows what the commands really print, and every cause that why-late knows."""

from __future__ import annotations

import io
import re
import tempfile
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.console import Console

from tests.loops import house
from tests.report.entries import UNTIL, fortnight
from tests.report.test_command import LONG_AGO, past
from triaged.cli.report import print_report, story_lines
from triaged.loops.commands import COMMANDS, Request
from triaged.report.ledger import By, report
from triaged.report.ledger_json import report_json
from triaged.report.rising import risen, stretches
from triaged.report.rising_json import risen_json
from triaged.report.why_late import CAUSES
from triaged.store import open_store

ROOT = Path(__file__).parents[2]


def report_example() -> str:
    """What `triaged report --by team` prints of the fortnight."""
    zone = ZoneInfo("Europe/Berlin")
    answer = report_json(report(fortnight(), until=UNTIL, since=UNTIL - timedelta(days=14), zone=zone, by=By.TEAM))
    rises = risen(
        stretches(UNTIL - timedelta(days=14), UNTIL),
        {("support", "printer"): 31, ("support", "invoice"): 40},
        [{("support", "printer"): 6, ("support", "invoice"): 18}] * 4,
        {"support": UNTIL - timedelta(days=99)},
    )
    written = io.StringIO()
    print_report(
        {"zone": zone.key, **answer, "more_than_usual": risen_json(rises)},
        Console(file=written, width=132, highlight=False),
    )
    return _lines(written.getvalue())


def why_late_example() -> str:
    """What `triaged why-late` prints of a store with two misses."""
    rules = house.policy()
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:{folder}/triaged.db")
        store.transact_now(past)
        request = Request(
            who="kim",
            now=LONG_AGO + timedelta(hours=8),
            policy=rules,
            scribe=house.scribe(rules, store),
            arguments={"since": "2026-03-01"},
        )
        answer = store.transact_now(lambda tx: COMMANDS["why-late"](tx, request))
        store.close_now()
    return _lines("\n".join(story_lines(answer)))


def _lines(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def page() -> str:
    return (ROOT / "docs/reports.md").read_text("utf-8")


def test_the_examples_are_what_is_printed() -> None:
    """Word for word."""
    blocks = re.findall(r"```text\n(.*?)\n```", page(), re.DOTALL)
    assert blocks == [report_example(), why_late_example()]


def test_every_cause_is_explained() -> None:
    """The page lists the causes in the order in which they are asked."""
    listed = re.findall(r"^\| ([a-z ]+) \| ([^|]*) \| [^|]* \|$", page(), re.MULTILINE)
    assert listed[1:] == [(one.key, one.words) for one in CAUSES]
