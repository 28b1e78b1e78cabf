"""A customer asks what a help page tells, and is told so with the promise."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from tests.dialogs.desk import Desk

URL = "https://help.firm.test/requirements"
PAGES = {
    "en/requirements.md": f"# Which computers you need\n{URL}\n\nThe program runs on Windows 10 and 11. "
    "Processors of the ARM kind are supported. There is none for Mac.\n",
    "en/export.md": "# Exporting the journal\n\nOpen the journal, choose Export, then the quarter. The file is CSV.\n",
}
TABLES = """
[trust]
results_of = ["mx.firm.test"]
[articles]
folder = "help"
url = "https://help.firm.test/{path}"
"""
PROVEN = {"Authentication-Results": "mx.firm.test; dmarc=pass header.from=customer.test"}
ASKS = "Hello,\n\ndoes the program run on a Mac with an ARM processor?\n\nKim Lee"


def with_pages(desk: Desk) -> Desk:
    """The desk with its help pages beside rules.toml."""
    for name, text in PAGES.items():
        path = Path(desk.folder) / "help" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return desk.add_rules(TABLES).start()


def test_who_asks_what_a_help_page_tells_is_shown_it_and_may_be_done(new_desk: Callable[..., Desk]) -> None:
    """The letter names the page beside the promise; "solved" then counts for that page in the report."""
    desk = with_pages(new_desk())
    kim = desk.customer("Kim Lee")
    kim.writes("A question", ASKS, headers=PROVEN)

    letter = kim.receives()

    assert letter.says("You will get a reply from a person by", "This may already help: Which computers you need", URL)
    kim.answers(letter, "Solved, thank you!", headers=PROVEN)
    desk.wait_until(lambda: desk.queue()[0]["asks"], "the thread asks whether to close")
    report = json.loads(desk.triaged("report", "--json").stdout)
    assert report["articles"] == [{"url": URL, "offered": 1, "solved": 1, "closed": 0, "answered": 0, "open": 0}]
    assert URL in desk.triaged("report").stdout


def test_who_needs_a_person_is_shown_no_page(new_desk: Callable[..., Desk]) -> None:
    """The same words about something that went wrong: the promise, and nothing else."""
    desk = with_pages(new_desk())
    kim = desk.customer("Kim Lee")
    kim.writes("It crashes", f"{ASKS}\nIt crashed again this morning.", headers=PROVEN)

    letter = kim.receives()

    assert letter.says("You will get a reply from a person by")
    assert "https://" not in letter.text


def test_a_broken_page_is_told_and_the_old_ones_stay(new_desk: Callable[..., Desk]) -> None:
    """`triaged check` names file and line; the daemon goes on with what it has."""
    desk = with_pages(new_desk())
    (desk.folder / "help" / "en" / "empty.md").write_text("", "utf-8")

    checked = desk.triaged("check", check=False)
    desk.reload()
    desk.wait_for_log("empty.md:1:1: this article has no title")

    assert checked.returncode == 78
    assert "empty.md:1:1: this article has no title" in checked.stderr
    kim = desk.customer("Kim Lee")
    kim.writes("A question", ASKS, headers=PROVEN)
    assert URL in kim.receives().text
