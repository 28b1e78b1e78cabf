"""triaged close · called: what a person did with a thread."""

import click

from triaged.cli.ask import asked, json_option, say


@click.command()
@click.argument("thread", metavar="ID")
@json_option
@click.pass_context
def close(ctx: click.Context, thread: str, *, as_json: bool) -> None:
    """Close a thread: nobody needs to answer it any more.

    An open promise gets the outcome "closed unanswered".
    """
    say(asked(ctx, "close", {"id": thread}), as_json=as_json)


@click.command()
@click.argument("thread", metavar="ID")
@json_option
@click.pass_context
def called(ctx: click.Context, thread: str, *, as_json: bool) -> None:
    """Say that the customer was answered by telephone.

    The promise counts as kept when it was in time.
    """
    say(asked(ctx, "called", {"id": thread}), as_json=as_json)
