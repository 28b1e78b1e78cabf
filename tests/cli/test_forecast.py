"""`triaged forecast` on a table of past mails: text, JSON, and a sentence for every mistake."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.conftest import Terminal
from tests.learn.forecast.desk import small_log
from triaged.learn.forecast.past import Past


def _written(past: Past, *, head: str = "start,end,prio,topic") -> str:
    def moment(hours: float) -> str:
        return datetime.fromtimestamp(hours * 3600.0, UTC).strftime("%Y-%m-%d %H:%M:%S")

    lines = [
        f"{moment(arrived)},{moment(replied)},{past.classes[of_class]},topic {trait[0]}"
        for arrived, replied, of_class, trait in zip(
            past.arrived, past.replied, past.of_class, past.traits, strict=True
        )
    ]
    return "\n".join([head, *lines, ""])


@pytest.fixture(scope="module")
def table() -> str:
    """Four hundred mails of two classes: enough for a forecast, too few for trees."""
    return _written(small_log(1, 400))


def test_a_table_is_replayed_and_its_figures_are_told(terminal: Terminal, table: str) -> None:
    """0, in words; nothing on standard error, and no store is made."""
    (terminal.folder / "past.csv").write_text(table, "utf-8")
    done = terminal.run("forecast", "--replay", "past.csv")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("400 mails of past.csv, 0 open\nKnown at arrival: prio, topic\n")
    for each in ("Got a time: 200", "Answered by then: ", "(wanted: 95.0%)", "In the worst week: ", "class 1"):
        assert each in done.stdout
    assert not (terminal.folder / "triaged.db").exists()


def test_a_script_gets_the_same_as_json(terminal: Terminal, table: str) -> None:
    """Also from a packed file, with other names, another level and without a column."""
    text = table.replace("start,end,prio,topic", "came,answered,kind,topic")
    (terminal.folder / "past.csv.gz").write_bytes(gzip.compress(text.encode()))
    options = "--start came --end answered --class kind --without topic --level .9 --last .25 --json"
    done = terminal.run("forecast", "--replay", "past.csv.gz", *options.split())
    answer = json.loads(done.stdout)
    assert (answer["class"], answer["used"], answer["level"]) == ("kind", [], 0.9)
    assert (answer["mails"], answer["measured"]["mails"], answer["told"]) == (400, 100, 100)
    assert 0.75 < answer["coverage"] <= 1.0
    assert answer["abstained_ever"]["few"] >= 60
    assert [each["class"] for each in answer["classes"]] == ["class 0", "class 1"]


def test_a_calendar_of_rules_toml_counts_the_hours(terminal: Terminal, table: str) -> None:
    """The same mails on the office's hours get other times, and times without an offset are the office's."""
    (terminal.folder / "past.csv").write_text(table, "utf-8")
    office, always = (
        json.loads(terminal.run("forecast", "--replay", "past.csv", "--json", *more).stdout)
        for more in (("--calendar", "office"), ())
    )
    assert (office["calendar"], always["calendar"]) == ("office", "")
    assert office["median_bound_hours"] != always["median_bound_hours"]
    assert office["measured"]["since"] != always["measured"]["since"]


MISTAKES = {
    "no file": (("--replay", "nothing.csv"), 66, "nothing.csv: there is no such file"),
    "a folder": (("--replay", "."), 66, "cannot be read"),
    "no such column": (("--replay", "past.csv", "--class", "urgency"), 64, 'no column "urgency" (--class); there are'),
    "no such calendar": (("--replay", "past.csv", "--calendar", "ofice"), 64, 'no calendar "ofice"'),
    "a level of all": (("--replay", "past.csv", "--level", "1"), 64, "--level"),
    "nothing to replay": ((), 64, "--replay"),
    "not text": (("--replay", "octets"), 66, "not UTF-8 text"),
    "cut off": (("--replay", "cut.csv.gz"), 66, "cannot be read"),
}


@pytest.mark.parametrize(("options", "status", "words"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_a_sentence_and_a_status(
    terminal: Terminal, table: str, options: tuple[str, ...], status: int, words: str
) -> None:
    """What is wrong, and what there is."""
    (terminal.folder / "past.csv").write_text(table, "utf-8")
    (terminal.folder / "octets").write_bytes(b"start,end\n\xff\xfe\n")
    (terminal.folder / "cut.csv.gz").write_bytes(gzip.compress(table.encode())[:500])
    done = terminal.run("forecast", *options)
    assert done.returncode == status, done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_lines_that_cannot_be_read_are_told_and_left_out(terminal: Terminal, table: str, tmp_path: Path) -> None:
    """0, with the number of the first."""
    lines = table.splitlines()
    lines[7] = "yesterday,,class 0,topic 1"
    (tmp_path / "past.csv").write_text("\n".join(lines), "utf-8")
    done = terminal.run("forecast", "--replay", str(tmp_path / "past.csv"))
    assert done.returncode == 0
    assert "Left out: 1 lines, first line 8: \"start\" is not a time ('yesterday')" in done.stdout
