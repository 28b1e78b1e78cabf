"""triaged promise · renewal: what the customer was told, and what they hear when it will not be kept."""

import click

from triaged.cli.ask import asked, json_option, say, thread_argument


@click.command()
@thread_argument
@click.argument("when")
@json_option
@click.pass_context
def promise(ctx: click.Context, thread: str, when: str, *, as_json: bool) -> None:
    """Say what you told the customer: a time by which they hear from you.

    It is watched like every promise, in your name. No letter is written: you told it, by telephone or mail. Where a
    letter that says that we are late waits, WHEN is the new time in it. WHEN: "Thu 12:00", "26 Nov 9:30", "in 2h",
    within a year, by the clock of the first calendar in rules.toml.
    """
    say(asked(ctx, "promise", {"id": thread, "until": when}), as_json=as_json)


@click.group()
def renewal() -> None:
    """What a customer hears when a promise will not be kept."""


@renewal.command()
@thread_argument
@json_option
@click.pass_context
def hold(ctx: click.Context, thread: str, *, as_json: bool) -> None:
    """Stop the letter: this customer hears nothing by itself."""
    say(asked(ctx, "renewal hold", {"id": thread}), as_json=as_json)


@renewal.command()
@thread_argument
@json_option
@click.pass_context
def send(ctx: click.Context, thread: str, *, as_json: bool) -> None:
    """Let the letter go at its time, whatever held it. A question that the thread asks ("answered?") is answered no."""
    say(asked(ctx, "renewal send", {"id": thread}), as_json=as_json)


@renewal.command()
@thread_argument
@click.argument("person")
@json_option
@click.pass_context
def name(ctx: click.Context, thread: str, person: str, *, as_json: bool) -> None:
    """Name a colleague in the letter; they get the thread and are told."""
    say(asked(ctx, "renewal name", {"id": thread, "person": person}), as_json=as_json)


@renewal.command()
@click.argument("inbox")
@json_option
@click.pass_context
def on(ctx: click.Context, inbox: str, *, as_json: bool) -> None:
    """Say that somebody looked: letters of an inbox go again.

    They were stopped because a customer answered a mail of ours that was never seen. `triaged queue` says in which
    inbox.
    """
    say(asked(ctx, "renewal on", {"inbox": inbox}), as_json=as_json)
