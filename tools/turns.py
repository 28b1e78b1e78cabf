"""Draws docs/turns.md's diagram and table from the table that the program obeys (rules/turn.py).

python -m tools.turns            prints both
python -m tools.turns --write    puts them into docs/turns.md
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from triaged.model.thread import Turn
from triaged.rules.turn import STEPS

PAGE = Path(__file__).parent.parent / "docs" / "turns.md"
BLOCK = re.compile(r"<!-- drawn -->\n.*?<!-- /drawn -->\n", re.DOTALL)


def drawn() -> str:
    """The diagram and the table, as Markdown."""
    return "".join(f"{line}\n" for line in ("<!-- drawn -->", *_diagram(), "", *_table(), "<!-- /drawn -->"))


def page(text: str) -> str:
    """The page with both drawn anew."""
    return BLOCK.sub(lambda _: drawn(), text)


def _diagram() -> Iterator[str]:
    """One arrow for each pair of turns, with all that leads along it."""
    yield "```mermaid"
    yield "stateDiagram-v2"
    arrows: dict[tuple[Turn, Turn], list[str]] = {}
    for (before, happening), step in STEPS.items():
        if step.turn is not before:
            arrows.setdefault((before, step.turn), []).append(happening.value)
    yield "    [*] --> ours: a person's first mail"
    yield "    [*] --> nobody: a machine's mail"
    for (before, after), words in arrows.items():
        yield f"    {before.value} --> {after.value}: {', '.join(words)}"
    yield "```"


def _table() -> Iterator[str]:
    yield "| turn | what happens | turn after | what goes with it |"
    yield "|---|---|---|---|"
    for (before, happening), step in STEPS.items():
        yield f"| {before.value} | {happening.value} | {step.turn.value} | {', '.join(sorted(step.do)) or '–'} |"


if __name__ == "__main__":
    if "--write" in sys.argv[1:]:
        PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
    else:
        sys.stdout.write(drawn())
