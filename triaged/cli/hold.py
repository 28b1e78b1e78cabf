"""triaged hold list · release · drop: letters that wait for a person."""

import json

import click

from triaged.cli.ask import asked, json_option, say
from triaged.cli.tables import letters_table, show


@click.group()
def hold() -> None:
    """Letters that wait for a person."""


@hold.command("list")
@json_option
@click.pass_context
def list_(ctx: click.Context, *, as_json: bool) -> None:
    """List held letters and why they are held."""
    answer = asked(ctx, "hold list")
    if as_json:
        click.echo(json.dumps(answer))
    else:
        show(letters_table("Held letters", answer["held"]), empty="no letter is held")


@hold.command()
@click.argument("letter", type=int, required=False)
@click.option("--all", "everything", is_flag=True, help="Release every held letter.")
@json_option
@click.pass_context
def release(ctx: click.Context, letter: int | None, *, everything: bool, as_json: bool) -> None:
    """Let a held letter go (the number that `hold list` shows)."""
    if (letter is None) != everything:
        raise click.UsageError("give one letter's number, or --all")
    say(asked(ctx, "hold release", {"all": True} if everything else {"id": letter}), as_json=as_json)


@hold.command()
@click.argument("letter", type=int)
@json_option
@click.pass_context
def drop(ctx: click.Context, letter: int, *, as_json: bool) -> None:
    """Cancel a letter that is held (the customer is not told) or in doubt (it is not sent again).

    Also a notice to a colleague that was refused, once somebody saw to it. The number is the one that `hold list`
    and `queue` show.
    """
    say(asked(ctx, "hold drop", {"id": letter}), as_json=as_json)
