"""triaged done · called · close · reopen · snooze · spam · person · machine: what a person did with a thread."""

import click

from triaged.cli.ask import asked, json_option, say, thread_argument


@click.command()
@thread_argument
@json_option
@click.pass_context
def done(ctx: click.Context, thread: str, *, as_json: bool) -> None:
    """Say that the customer was answered where triaged cannot see it.

    The promise counts as kept when it was in time. Answers by mail are seen by themselves.
    """
    say(asked(ctx, "done", {"id": thread}), as_json=as_json)


@click.command()
@thread_argument
@json_option
@click.pass_context
def called(ctx: click.Context, thread: str, *, as_json: bool) -> None:
    """Say that the customer was answered by telephone.

    The promise counts as kept when it was in time.
    """
    say(asked(ctx, "called", {"id": thread}), as_json=as_json)


@click.command()
@thread_argument
@json_option
@click.pass_context
def close(ctx: click.Context, thread: str, *, as_json: bool) -> None:
    """Close a thread: nobody needs to answer it any more.

    An open promise gets the outcome "closed unanswered".
    """
    say(asked(ctx, "close", {"id": thread}), as_json=as_json)


@click.command()
@thread_argument
@json_option
@click.pass_context
def reopen(ctx: click.Context, thread: str, *, as_json: bool) -> None:
    """Open a thread again: it is ours to answer, by a target that only we know."""
    say(asked(ctx, "reopen", {"id": thread}), as_json=as_json)


@click.command()
@thread_argument
@click.option("--until", required=True, metavar="WHEN", help='Until when: "Thu 9:00", "tomorrow 14:00", "in 2h".')
@json_option
@click.pass_context
def snooze(ctx: click.Context, thread: str, *, until: str, as_json: bool) -> None:
    """Take a thread out of the queue until a time.

    Its promise and its ladder go on: it cannot sleep beyond its time. WHEN counts by the clock of the first calendar in
    rules.toml.
    """
    say(asked(ctx, "snooze", {"id": thread, "until": until}), as_json=as_json)


@click.command()
@thread_argument
@json_option
@click.pass_context
def spam(ctx: click.Context, thread: str, *, as_json: bool) -> None:
    """Say that a thread is spam: closed, its promise released, letters that wait not sent."""
    say(asked(ctx, "spam", {"id": thread}), as_json=as_json)


@click.command()
@thread_argument
@json_option
@click.pass_context
def person(ctx: click.Context, thread: str, *, as_json: bool) -> None:
    """Say that a mail taken for a machine's or a forged one was a person's.

    It is ours to answer from now on, by a target; no automatic letter goes any more.
    """
    say(asked(ctx, "person", {"id": thread}), as_json=as_json)


@click.command()
@thread_argument
@json_option
@click.pass_context
def machine(ctx: click.Context, thread: str, *, as_json: bool) -> None:
    """Say that a mail taken for a person's was a machine's: its promise is released."""
    say(asked(ctx, "machine", {"id": thread}), as_json=as_json)
