"""triaged train: learn from what agents did, now; what was learned; back to what judged before."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from triaged.cli.ask import asked, json_option, say
from triaged.cli.history import history
from triaged.cli.learned import card, forecast_line, lines, waited

if TYPE_CHECKING:
    from triaged.report.json import Json


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
    last = waited(ctx, before)
    click.echo(json.dumps(last) if as_json else "\n".join(lines(last)))
    if not any("model" in task for task in last["tasks"]):
        ctx.exit(1)


@train.command("list")
@json_option
@click.pass_context
def list_(ctx: click.Context, *, as_json: bool) -> None:
    """Show the models that are kept, which of them judge, their cards, and the forecasts of each team."""
    found = asked(ctx, "train list")
    if as_json:
        click.echo(json.dumps(found))
        return
    for model in _rows(found, "models"):
        click.echo(f"{model['task']} {model['model']}{' (judges)' if model['current'] else ''}")
        for line in card(model["card"]):
            click.echo(f"  {line}")
    for forecast in _rows(found, "forecasts"):
        click.echo(forecast_line(forecast))
    if not found["models"]:
        click.echo("nothing was learned yet: words and rules judge alone; `triaged train history` reads past mail")


@train.command()
@click.argument("task", type=click.Choice(["urgency", "topic", "tone"]))
@json_option
@click.pass_context
def back(ctx: click.Context, task: str, *, as_json: bool) -> None:
    """Let the model before the current one judge again; before the first one, the words alone."""
    say(asked(ctx, "train back", {"what": task}), as_json=as_json)


def _rows(found: Json, name: str) -> list[dict[str, Any]]:
    rows = found[name]
    assert isinstance(rows, list)  # noqa: S101 - as the command writes it
    return rows


train.add_command(history)
