"""What a person at a terminal says and sees of learning, also while no daemon runs."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Terminal
from tests.store import make
from triaged.cli.learned import forecast_line
from triaged.model.lesson import FirstWord, Judged
from triaged.store import open_store


@pytest.fixture
def desk(terminal: Terminal) -> Terminal:
    """A store with two mails that were judged."""
    store = open_store(f"sqlite:{terminal.folder}/triaged.db")

    def step(tx):  # type: ignore[no-untyped-def]
        first = FirstWord(urgency="normal", topic="", tone="neutral").as_text()
        for subject in ("The pump stands still", "Your opening hours"):
            kept = make.add(tx)
            tx.add_message(make.message(thread_id=kept.thread_id, subject=subject, text="Words.", judged=first))

    store.transact_now(step)
    store.close_now()
    return terminal


def test_a_person_says_how_mails_are_with_a_few_letters(desk: Terminal) -> None:
    """An unclear word is asked for again, an empty line skips a mail, and what was said is kept."""
    done = desk.run("label", "urgency", "--mails", "2", typed="zz\nh\n\n")
    assert done.returncode == 0, done.stderr
    assert "The pump stands still" in done.stdout
    assert "Your opening hours" in done.stdout
    assert "1 said; `triaged train` learns from them now" in done.stdout
    store = open_store(f"sqlite:{desk.folder}/triaged.db")
    said = [lesson.corrected for lesson in store.transact_now(lambda tx: tx.lessons())]
    store.close_now()
    assert sorted(map(len, said)) == [0, 1]
    assert {Judged.URGENCY: "high"} in said


def test_a_list_of_one_topic_leaves_nothing_to_say(desk: Terminal) -> None:
    """Without topics in rules.toml nobody can be asked about them; the exit status is that of a wrong use."""
    done = desk.run("label", "topic")
    assert done.returncode == 64
    assert "fewer than two topics" in done.stderr


def test_learning_is_asked_for_and_shown(desk: Terminal) -> None:
    """`triaged train --no-wait` asks; nothing is there yet to show or to go back from."""
    assert "asked to learn" in desk.run("train", "--no-wait").stdout
    assert "nothing was learned yet" in desk.run("train", "list").stdout
    assert json.loads(desk.run("train", "list", "--json").stdout)["waits"] is True
    back = desk.run("train", "back", "urgency")
    assert back.returncode != 0
    assert "no model judges urgency" in back.stderr


@pytest.mark.parametrize(
    ("changed", "line"),
    [
        ({}, "forecast of service: 95 of 100, from 812 answers, of 2026-11-23T00:00:00Z"),
        ({"silent": "41 of 60 answers known"}, "forecast of service: says nothing: 41 of 60 answers known"),
        (
            {"level": 0.975, "failed": "it ended with -9"},
            "forecast of service: 97.5 of 100, from 812 answers, of 2026-11-23T00:00:00Z; "
            "learning anew failed: it ended with -9",
        ),
    ],
)
def test_a_forecast_is_shown_on_a_line(changed: dict[str, object], line: str) -> None:
    """What it says of how many, or why it says nothing; and why there is no newer one."""
    shown = {"team": "service", "made_at": "2026-11-23T00:00:00Z", "level": 0.95, "answers": 812, "silent": ""}
    assert forecast_line({**shown, "failed": "", **changed}) == line
