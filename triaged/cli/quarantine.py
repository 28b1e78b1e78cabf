"""triaged quarantine list · retry · drop: mail that could not be handled."""

import json

import click

from triaged.cli.ask import asked, json_option, say
from triaged.cli.tables import quarantine_table, show


@click.group()
def quarantine() -> None:
    """Mail that could not be handled; it is still in its folder."""


@quarantine.command("list")
@json_option
@click.pass_context
def list_(ctx: click.Context, *, as_json: bool) -> None:
    """List quarantined mail and why it is there."""
    answer = asked(ctx, "quarantine list")
    if as_json:
        click.echo(json.dumps(answer))
    else:
        show(quarantine_table(answer["quarantined"]), empty="the quarantine is empty")


@quarantine.command()
@click.argument("number", type=int)
@json_option
@click.pass_context
def retry(ctx: click.Context, number: int, *, as_json: bool) -> None:
    """Try a mail once more at the next look at its folder."""
    say(asked(ctx, "quarantine retry", {"id": number}), as_json=as_json)


@quarantine.command()
@click.argument("number", type=int)
@json_option
@click.pass_context
def drop(ctx: click.Context, number: int, *, as_json: bool) -> None:
    """Take a mail off the list; nobody will be reminded of it any more."""
    say(asked(ctx, "quarantine drop", {"id": number}), as_json=as_json)
