"""triaged train: learn from what agents did, now; what was learned; back to what judged before."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import click

from triaged.cli.ask import asked, json_option, say
from triaged.errors import CommandRefused

if TYPE_CHECKING:
    from triaged.report.json import Json

PATIENCE = 300
"""Seconds that are waited for the daemon."""


@click.group(invoke_without_command=True)
@click.option("--no-wait", is_flag=True, help="Ask only; `triaged train list` shows later what came of it.")
@json_option
@click.pass_context
def train(ctx: click.Context, *, no_wait: bool, as_json: bool) -> None:
    """Learn from what agents did with mail: corrections, and mail that was answered as it was judged.

    The daemon does so once a day by itself. What was learned judges only where it is not worse than what judged before,
    on the newest mails, which it has not seen. Ends with 1 when nothing came of it.
    """
    if ctx.invoked_subcommand is not None:
        return
    before = asked(ctx, "train list")
    said = asked(ctx, "train")
    if no_wait:
        say(said, as_json=as_json)
        return
    last = _waited(ctx, before)
    click.echo(json.dumps(last) if as_json else "\n".join(_lines(last)))
    if not any("model" in task for task in last["tasks"]):
        ctx.exit(1)


@train.command("list")
@json_option
@click.pass_context
def list_(ctx: click.Context, *, as_json: bool) -> None:
    """Show the models that are kept, which of them judge, and their cards."""
    found = asked(ctx, "train list")
    if as_json:
        click.echo(json.dumps(found))
        return
    for model in _rows(found, "models"):
        click.echo(f"{model['task']} {model['model']}{' (judges)' if model['current'] else ''}")
        for line in _card(model["card"]):
            click.echo(f"  {line}")
    if not found["models"]:
        click.echo("nothing was learned yet: words and rules judge alone")


@train.command()
@click.argument("task", type=click.Choice(["urgency", "topic", "tone"]))
@json_option
@click.pass_context
def back(ctx: click.Context, task: str, *, as_json: bool) -> None:
    """Let the model before the current one judge again; before the first one, the words alone."""
    say(asked(ctx, "train back", {"what": task}), as_json=as_json)


def _waited(ctx: click.Context, before: Json) -> dict[str, Any]:
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


def _lines(last: dict[str, Any]) -> list[str]:
    lines = [f"nothing more was learned: {last['failed']}"] if last["failed"] else []
    for task in last["tasks"]:
        if "refused" in task:
            lines.append(f"{task['task']}: nothing new: {task['refused']}")
        else:
            lines += [
                f"{task['task']}: model {task['model']} judges from now on",
                *map("  {}".format, _card(task["card"])),
            ]
    return lines or ["there was nothing to learn from"]


def _card(card: dict[str, Any]) -> tuple[str, ...]:
    from triaged.learn.card import Card

    return Card.from_json(card).lines()


def _rows(found: Json, name: str) -> list[dict[str, Any]]:
    rows = found[name]
    assert isinstance(rows, list)  # noqa: S101 - as the command writes it
    return rows
