"""A busy month: what is told of letters, judgements and silences, the policy, and all of it without a name."""

from __future__ import annotations

import json
import re

import pytest

from tests.cli.conftest import ROOT, Terminal
from tests.policy.texts import load_text
from tests.rehearse.busy import BUSY_RULES, SUBJECTS, write_busy_month

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("busy month")]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    """The busy month's rules and files."""
    terminal = Terminal(tmp_path_factory.mktemp("busy"))
    (terminal.folder / "rules.toml").write_text(BUSY_RULES, "utf-8")
    write_busy_month(terminal.folder)
    return terminal


def rehearsal(desk: Terminal, *options: str) -> str:
    done = desk.run("rehearse", "busy.mbox", "--sent", "busy-sent.mbox", *options)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.fixture(scope="module")
def told(desk: Terminal) -> dict[str, object]:
    """The rehearsal as JSON."""
    return json.loads(rehearsal(desk, "--json"))  # type: ignore[no-any-return]


def test_how_mail_was_judged_is_counted(told: dict[str, dict[str, object]]) -> None:
    """Every thread once: who wrote; of persons how urgent, about what, in which language."""
    assert told["judged"] == {
        "kinds": {"person": 480, "machine": 1},
        "urgencies": {"normal": 288, "high": 96, "low": 96},
        "topics": {"": 288, "billing": 192},
        "tones": {"neutral": 480},
        "languages": {"en": 384, "de": 96},
        "language_unsure": 0,
    }


def test_every_sort_of_letter_is_shown_once_in_its_words(told: dict[str, dict[str, list[dict[str, object]]]]) -> None:
    """Each language and kind; the counts are those of the letters that were written; the promise is in the text."""
    letters = told["letters"]
    sorts = {(sort["kind"], sort["language"], tuple(sort["marks"])): sort["count"] for sort in letters["sorts"]}  # type: ignore[arg-type]
    assert sorts["ack", "en", ("the sender is not proven",)] == 384
    assert sorts["ack", "de", ("the sender is not proven",)] == 95
    assert {sort[:2] for sort in sorts} >= {("ack", "en"), ("ack", "de"), ("renewal", "en")}
    shown = {(sample["kind"], sample["language"], tuple(sample["marks"])) for sample in letters["samples"]}  # type: ignore[arg-type]
    assert shown == set(sorts)
    german = next(sample for sample in letters["samples"] if sample["language"] == "de")
    assert "Ein Mensch antwortet Ihnen bis Montag, 5. Januar" in str(german["text"])


def test_each_silence_has_its_count_and_examples(told: dict[str, list[dict[str, object]]]) -> None:
    """By the row that said so, the first of them."""
    silences = {one["row"]: one for one in told["not_acknowledged"]}
    assert {row: one["count"] for row, one in silences.items()} == {"N8": 1, 'rule "Kim Berg writes too often"': 1}
    (example,) = silences["N8"]["examples"]  # type: ignore[misc]
    assert example["subject"] == "Our offers"


def test_the_suggested_rows_load_and_would_have_been_kept(told: dict[str, dict[str, object]]) -> None:
    """Four rows in order; put into rules.toml in the place of its own they are what was said."""
    suggestion = told["suggestion"]
    rows = suggestion["rows"]
    assert isinstance(rows, list)
    assert [(row["row"], row["reply"]) for row in rows] == [
        ("critical, high", "1h30m"),
        ("normal: billing", "3h"),
        ("normal", "6h"),
        ("everything else", "2 days"),
    ]
    assert sum(row["mails"] for row in rows) == suggestion["mails"] == 480
    assert all(row["kept"] >= 0.95 and row["waiting"] + row["never"] > 0 for row in rows)
    rules = BUSY_RULES[: BUSY_RULES.index("[[promise.row]]")] + str(suggestion["toml"])
    assert [(row.name, str(row.reply)) for row in load_text(rules).promise.rows] == [
        (row["row"], row["reply"]) for row in rows
    ]


NAMED = re.compile(
    r"kim|berg|anna|petersen|nordlicht|hafenwerke|shop|\.example|customer\d|mbox|\w@|offers|"
    + "|".join(rf"{subject} \d" for subject in SUBJECTS),
    re.IGNORECASE,
)


@pytest.mark.parametrize("form", [("--html", "page.html"), ("--json",)])
def test_an_anonymous_rehearsal_names_nobody(desk: Terminal, form: tuple[str, ...]) -> None:
    """No address, no name of a customer, a colleague or the company, no subject, in no form."""
    done = desk.run("rehearse", "busy.mbox", "--sent", "busy-sent.mbox", "--anonymous", *form)
    page = desk.folder / "page.html"
    told = [done.stdout, *([page.read_text("utf-8")] if "--html" in form else [])]
    for text in told:
        assert NAMED.findall(text) == []
        assert "N. N." in text
        assert "person 1" in text
        assert re.search(r"rule (\\?\"|&quot;)5", text)


def test_the_text_shows_what_the_document_says(desk: Terminal) -> None:
    """docs/rehearsal.md shows the policy of these files, to the letter."""
    told = rehearsal(desk)
    policy = told[told.index("A policy that this team") : told.index("Not answered yet, and late:")]
    shown = "".join(f"    {line}".rstrip() + "\n" for line in policy.rstrip().splitlines())
    assert shown in (ROOT / "docs" / "rehearsal.md").read_text("utf-8")
