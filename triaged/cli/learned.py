"""What came of learning: waited for, and in words."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from triaged.cli.ask import asked
from triaged.errors import CommandRefused

if TYPE_CHECKING:
    from triaged.report.json import Json

PATIENCE = 300
"""Seconds that are waited for the daemon."""


def waited(ctx: click.Context, before: Json) -> dict[str, Any]:
    """What came of learning. Raises CommandRefused when nothing did for five minutes."""
    started = time.monotonic()
    while time.monotonic() - started < PATIENCE:
        found = asked(ctx, "train list")
        if not found["waits"] and found["last"] != before["last"]:
            last = found["last"]
            assert isinstance(last, dict)  # noqa: S101 - as the command writes it
            return last
        time.sleep(1)
    raise CommandRefused("the daemon has not learned anything yet: is it running? `triaged train list` shows it later")


def lines(last: Mapping[str, Any]) -> list[str]:
    """In words."""
    told = [f"nothing more was learned: {last['failed']}"] if last["failed"] else []
    for task in last["tasks"]:
        if "refused" in task:
            told.append(f"{task['task']}: nothing new: {task['refused']}")
        else:
            told += [
                f"{task['task']}: model {task['model']} judges from now on",
                *map("  {}".format, card(task["card"])),
            ]
    return told or ["there was nothing to learn from"]


def card(kept: Mapping[str, Any]) -> tuple[str, ...]:
    """A model's card, for a person."""
    from triaged.learn.card import Card

    return Card.from_json(kept).lines()


def forecast_line(shown: Mapping[str, Any]) -> str:
    """What one team's answers taught, on one line."""
    failed = f"; learning anew failed: {shown['failed']}" if shown["failed"] else ""
    if shown["silent"]:
        return f"forecast of {shown['team']}: says nothing: {shown['silent']}{failed}"
    share = f"{100 * shown['level']:.3g} of 100"
    return f"forecast of {shown['team']}: {share}, from {shown['answers']} answers, of {shown['made_at']}{failed}"
