"""`triaged evaluate` measures a file of labelled mail, and says in a sentence why it cannot."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Terminal
from tests.learn.examples import examples


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    """150 labelled mails."""
    path = tmp_path / "mail.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["text", "label"])
        rows.writerows((each.text, each.label) for each in examples(150))
    return path


def test_it_prints_figures_confusion_and_reliability(terminal: Terminal, labelled: Path) -> None:
    """For people; nothing on standard error where nobody watches."""
    done = terminal.run("evaluate", "--urgency", str(labelled), "--words-only")
    assert (done.returncode, done.stderr) == (0, "")
    for words in ("mail.csv: 150 mails, urgency", "AUC", "macro-F1", "kappa", "taken for what", "% sure", "critical"):
        assert words in done.stdout


def test_it_prints_json_and_the_columns_can_be_named(terminal: Terminal, labelled: Path) -> None:
    """The same figures for programs."""
    labelled.write_text(labelled.read_text("utf-8").replace("text,label", "body,y", 1), "utf-8")
    options = ("--text", "body", "--label", "y", "--words-only", "--json")
    done = terminal.run("evaluate", "--topic", str(labelled), *options)
    told = json.loads(done.stdout)
    assert (told["task"], told["mails"]) == ("topic", 150)
    assert told["macro_f1"] > 0.8
    assert len(told["confusion"]) == 4


def test_day_one_needs_no_labels_to_learn_from(terminal: Terminal, labelled: Path) -> None:
    """A ranking, and classes by their names."""
    done = terminal.run("evaluate", "--urgency", str(labelled), "--day-one", "--words-only", "--json")
    told = json.loads(done.stdout)
    assert told["how"].startswith("day one")
    assert 0 <= told["auc"] <= 1
    assert told["reliability"] == []


def test_mistakes_end_with_their_status(terminal: Terminal, labelled: Path) -> None:
    """Usage 64, a file that cannot be read 66, with the line."""
    for arguments, status, words in (
        ((str(labelled),), 64, "what is labelled?"),
        (("--urgency", "none.csv"), 66, "none.csv: No such file"),
        (("--tone", str(labelled)), 66, "mail.csv:2:"),
        (("--topic", str(labelled), "--label", "y"), 66, "no column 'y'; there are 'text', 'label'"),
        (("--topic", str(labelled), "--day-one"), 64, "--day-one knows topics by their descriptions"),
    ):
        done = terminal.run("evaluate", *arguments)
        assert (done.returncode, done.stdout) == (status, ""), arguments
        assert words in done.stderr
