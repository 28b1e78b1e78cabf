"""triaged claim · release · assign: who answers a thread."""

import click

from triaged.cli.ask import asked, json_option, say, thread_argument


@click.command()
@thread_argument
@click.option("--take", is_flag=True, help="Also from a colleague who has it.")
@json_option
@click.pass_context
def claim(ctx: click.Context, thread: str, *, take: bool, as_json: bool) -> None:
    """Take a thread: you answer it.

    Refused, with name and time, while a colleague has it.
    """
    say(asked(ctx, "claim", {"id": thread, "take": take}), as_json=as_json)


@click.command()
@thread_argument
@json_option
@click.pass_context
def release(ctx: click.Context, thread: str, *, as_json: bool) -> None:
    """Give a thread back to its team."""
    say(asked(ctx, "release", {"id": thread}), as_json=as_json)


@click.command()
@thread_argument
@click.argument("person")
@click.option("--why", default="", metavar="TEXT", help="The reason: it stays in the trail, and they read it.")
@json_option
@click.pass_context
def assign(ctx: click.Context, thread: str, person: str, *, why: str, as_json: bool) -> None:
    """Give a thread to a colleague, who is told.

    PERSON is a key of rules.toml, a login name or a full name. Who is away is given nothing.
    """
    say(asked(ctx, "assign", {"id": thread, "person": person, "text": why}), as_json=as_json)
