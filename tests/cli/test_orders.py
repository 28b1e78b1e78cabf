"""The agents' commands at a terminal: what they say, what they refuse, and the same as JSON."""

from __future__ import annotations

import json
import os
import pwd
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Terminal
from tests.store import make
from triaged.cli.group import COMMANDS, SECTIONS
from triaged.cli.reply import SCISSORS, above, page
from triaged.cli.tables import given
from triaged.model.thread import Kind, Thread, Turn
from triaged.store import open_store

ME = pwd.getpwuid(os.getuid()).pw_name


@pytest.fixture
def desk(terminal: Terminal) -> tuple[Terminal, Thread]:
    """A terminal whose user is Anna, with a store and one thread in it; no daemon runs."""
    terminal.change('mail = ["anna@nordlicht.example"]', f'mail = ["anna@nordlicht.example"], user = "{ME}"')
    store = open_store(f"sqlite:{terminal.folder}/triaged.db")
    triage = make.triage()

    def step(tx):  # type: ignore[no-untyped-def]
        made = make.add(tx, customer="kim@customer.test", triage=triage)
        tx.add_message(make.message(thread_id=made.thread_id, author="kim@customer.test", text="It is broken."))
        return made

    thread = store.transact_now(step)
    store.close_now()
    return terminal, thread


def test_every_command_stands_in_one_section() -> None:
    """The list of commands is grouped by what they are for, each once."""
    assert len(COMMANDS) == sum(len(section) for section in SECTIONS.values())


def test_a_thread_is_claimed_answered_and_seen(desk: tuple[Terminal, Thread]) -> None:
    """A day's work in five commands."""
    terminal, thread = desk
    reference = thread.reference
    assert terminal.run("claim", reference).stdout == f"{reference} is yours\n"
    said = json.loads(terminal.run("note", reference, "rang twice", "--json").stdout)
    assert (said["done"], said["thread"]["owner"]) == (f"{reference} noted", "anna")
    assert "reply written" in terminal.run("reply", reference, "It is on its way.").stdout
    shown = terminal.run("explain", reference).stdout
    assert "owner: anna since" in shown
    assert "mail 1" in shown
    assert "reply by anna, ready" in shown
    assert "rang twice" in shown
    queue = terminal.run("queue").stdout
    assert reference in queue
    assert "anna" in queue


@pytest.mark.parametrize("command", sorted(set(COMMANDS) & {"claim", "close", "spam", "done", "called", "reopen"}))
def test_an_unknown_thread_is_a_sentence(desk: tuple[Terminal, Thread], command: str) -> None:
    """Status 1, the reason on standard error, nothing on standard output."""
    refused = desk[0].run(command, "nobody")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith("triaged: there is no thread 'nobody'")


def test_what_cannot_be_done_is_refused_with_its_reason(desk: tuple[Terminal, Thread]) -> None:
    """Status 1 for what the desk refuses, 64 for what was typed wrong."""
    terminal, thread = desk
    for arguments, status, words in (
        (("reopen", thread.reference), 1, "is open, and it is our turn"),
        (("assign", thread.reference, "zoe"), 1, "rules.toml knows no person 'zoe'; its persons: anna"),
        (("topic", thread.reference, "beer"), 1, "is no topic of rules.toml"),
        (("snooze", thread.reference, "--until", "soon"), 1, "write"),
        (("split", thread.reference, "1"), 1, "would be left"),
        (("renewal", "hold", thread.reference), 1, "has no promise that a customer knows"),
        (("renewal", "on", "nowhere"), 1, "there is no inbox 'nowhere'"),
        (("back", "anna"), 1, "Anna Petersen is not away"),
        (("urgency", thread.reference, "huge"), 64, "is not one of"),
        (("split", thread.reference, "first"), 64, "is not a valid integer"),
        (("snooze", thread.reference), 64, "--until"),
        (("reply", thread.reference, " "), 64, "an empty reply is not sent"),
    ):
        done = terminal.run(*arguments)
        assert (done.returncode, done.stdout) == (status, ""), arguments
        assert words in done.stderr, arguments


def test_a_machine_mail_was_a_persons(terminal: Terminal) -> None:
    """One key in the list of machines' mail: from then on it is ours to answer."""
    store = open_store(f"sqlite:{terminal.folder}/triaged.db")
    thread = store.transact_now(lambda tx: make.add(tx, kind=Kind.MACHINE, turn=Turn.NOBODY))
    store.close_now()
    assert terminal.run("person", thread.reference).stdout == f"{thread.reference} counts as a person's\n"
    assert json.loads(terminal.run("queue", "--json").stdout)["queue"][0]["id"] == thread.reference


@pytest.mark.parametrize("how", [("-",), ()])
def test_a_reply_is_read_from_standard_input(desk: tuple[Terminal, Thread], how: tuple[str, ...]) -> None:
    """With "-" or in a pipe; what is empty is not sent."""
    terminal, thread = desk
    for text, status in (("Done.\n", 0), ("", 64)):
        done = subprocess.run(
            [sys.executable, "-m", "triaged", "--rules", "rules.toml", "reply", thread.reference, *how],
            cwd=terminal.folder,
            input=text,
            capture_output=True,
            text=True,
            timeout=60,
            env=terminal.environment(),
            check=False,
        )
        assert done.returncode == status, done.stderr


def test_a_reply_is_written_in_the_editor(desk: tuple[Terminal, Thread], tmp_path: Path) -> None:
    """The editor sees the customer's mail; what stands above the scissors is sent; left untouched, nothing is."""
    terminal, thread = desk
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\ncp "$1" seen.txt\nsed -i "1s/^/Dear Kim, done./" "$1"\n')
    editor.chmod(0o755)
    done = terminal.run("reply", thread.reference, "--edit", EDITOR=str(editor), VISUAL=str(editor))
    assert "reply written" in done.stdout, done.stderr
    assert "> It is broken." in (terminal.folder / "seen.txt").read_text("utf-8")
    store = open_store(f"sqlite:{terminal.folder}/triaged.db")
    [letter] = store.transact_now(lambda tx: tx.letters_of_thread(thread.thread_id))
    store.close_now()
    assert letter.octets.endswith(b"Dear Kim, done.\r\n")
    untouched = terminal.run("reply", thread.reference, "--edit", EDITOR="true", VISUAL="true")
    assert untouched.returncode == 64


def test_only_what_stands_above_the_scissors_is_sent() -> None:
    """Whatever is written below, the quoted mail too, is read by nobody."""
    mail = {"at": "2026-03-09T09:00:00Z", "author": "kim@customer.test", "text": "a\nb"}
    opened = page("kim@customer.test", mail, "", [*given({"facts": {"order": ["BT-1", "BT-2"]}}), ""])
    assert "# To: kim@customer.test\n# order: BT-1, BT-2\n# Mon" in opened
    assert above(opened) == ""
    assert above(f"Hello\n\n{opened}more") == "Hello"
    assert above("no scissors left") == "no scissors left"
    assert SCISSORS in opened


def test_who_is_there_and_who_is_away(desk: tuple[Terminal, Thread]) -> None:
    """An absence is shown, with its end, and ends with `back`."""
    terminal, _ = desk
    assert terminal.run("away", "anna", "--until", "in 3 days").stdout.startswith("Anna Petersen is away")
    [team] = json.loads(terminal.run("who", "--json").stdout)["teams"]
    [anna] = team["people"]
    assert (anna["person"], anna["on_duty"], anna["away_until"] is not None) == ("anna", False, True)
    assert "away until" in terminal.run("who").stdout
    assert terminal.run("back", "Anna Petersen").stdout == "Anna Petersen is back\n"
    assert terminal.run("who", "nowhere").returncode == 1
