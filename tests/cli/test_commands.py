"""Commands for people and for scripts: help, JSON, pipes, no colour where none is wanted."""

from __future__ import annotations

import json
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from tests.cli.conftest import Terminal
from triaged.cli.group import COMMANDS, triaged
from triaged.store import open_store


def every_command() -> list[tuple[str, ...]]:
    """All commands and their parts."""
    found: list[tuple[str, ...]] = [()]
    context = click.Context(triaged)
    for name in COMMANDS:
        command = triaged.get_command(context, name)
        found.append((name,))
        if isinstance(command, click.Group):
            found += [(name, part) for part in command.commands]
    return found


@pytest.mark.parametrize("command", every_command(), ids=" ".join)
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_every_command_explains_itself(command: tuple[str, ...], option: str) -> None:
    """Status 0, what it does, and how it is called."""
    done = CliRunner().invoke(triaged, [*command, option])
    assert done.exit_code == 0
    assert done.output.startswith("Usage: ")
    assert len(done.output.splitlines()) > 4


@pytest.fixture
def stored(terminal: Terminal) -> Terminal:
    """A terminal with a store, and no daemon."""
    open_store(f"sqlite:{terminal.folder}/triaged.db").close_now()
    return terminal


def test_commands_work_without_a_daemon(stored: Terminal) -> None:
    """The store's lock is taken for the moment; the answers are those of the daemon."""
    queue = json.loads(stored.run("queue", "--json").stdout)
    assert (queue["queue"], queue["attention"]["held"]) == ([], [])
    assert stored.run("queue").stdout == "nothing to answer\n"
    assert stored.run("pause").stdout == "paused: no letter leaves\n"
    assert stored.run("resume", "--json").stdout == '{"done": "letters leave again"}\n'
    refused = stored.run("explain", "nobody")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith("triaged: there is no thread 'nobody'")


def test_without_a_daemon_status_is_broken(terminal: Terminal) -> None:
    """2, also for a script, whether or not rules.toml is right."""
    for _ in range(2):
        done = terminal.run("status", "--json")
        assert done.returncode == 2
        assert json.loads(done.stdout)["troubles"] == [{"what": "no daemon is running", "broken": True}]
        terminal.change("[store]", "[nonsense]\n[store]")


def test_a_reader_that_goes_away_is_no_error(terminal: Terminal) -> None:
    """`triaged letters | head -1` ends quietly."""
    command = f"{sys.executable} -m triaged --rules rules.toml letters | head -1"
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=terminal.folder,
        capture_output=True,
        text=True,
        timeout=60,
        env=terminal.environment(),
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("environment", [{}, {"NO_COLOR": "1"}])
def test_no_colours_where_none_are_wanted(terminal: Terminal, environment: dict[str, str]) -> None:
    """Pipes and NO_COLOR get plain text."""
    shown = terminal.run("check", **environment).stdout
    assert "What would be promised" in shown
    assert "\x1b[3" not in shown
