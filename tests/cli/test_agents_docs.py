"""docs/agents.md names commands that there are, leaves none of the agents' out, and explains every question."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from triaged.cli.group import SECTIONS, triaged
from triaged.decide.happened import ASKS
from triaged.loops.commands.reply import LONGEST
from triaged.loops.told import REFUSED
from triaged.rules.answered import ASK
from triaged.rules.ordered import ASK as UNPROVEN

PAGE = (Path(__file__).parents[2] / "docs" / "agents.md").read_text("utf-8")
NAMED = sorted(
    {
        (first, second if first == "renewal" else "")
        for first, second in re.findall(r"(?:`|\$ )triaged ([a-z]+)(?: ([a-z]+)\b)?", PAGE)
    }
)


@pytest.mark.parametrize("command", NAMED, ids=" ".join)
def test_a_command_that_is_named_explains_itself(command: tuple[str, str]) -> None:
    """It is there, with its help."""
    done = CliRunner().invoke(triaged, [*(part for part in command if part), "--help"])
    assert done.exit_code == 0, done.output


def test_the_page_tells_of_every_command_of_agents() -> None:
    """Nothing that helps to answer or to put in order is left out."""
    named = {first for first, _ in NAMED}
    agents = {name for title in ("Answer", "Put in order", "People") for name in SECTIONS[title]}
    assert agents - named == set()


@pytest.mark.parametrize("option", sorted(set(re.findall(r"`(--[a-z]+)", PAGE))))
def test_an_option_that_is_named_exists(option: str) -> None:
    """Some command of the page takes it."""
    helps = [CliRunner().invoke(triaged, [*(part for part in c if part), "--help"]).output for c in NAMED]
    assert any(option in text for text in helps)


def test_the_page_explains_every_question() -> None:
    """What a thread can ask stands in the table of questions, word for word."""
    listed = set(re.findall(r"^\| `([^`]+)` \| [^|]+ \| [^|]* \|$", PAGE, re.MULTILINE))
    assert {*ASKS.values(), ASK, REFUSED, UNPROVEN} - listed == set()


def test_the_page_says_how_long_a_reply_may_be() -> None:
    """As the command refuses it."""
    assert f"{LONGEST:,} characters at most" in PAGE
