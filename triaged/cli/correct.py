"""triaged urgency · topic · tone: how a mail was judged, and how it should have been."""

import click

from triaged.cli.ask import asked, json_option, say, thread_argument


@click.command()
@thread_argument
@click.argument("word", type=click.Choice(["critical", "high", "normal", "low"]))
@json_option
@click.pass_context
def urgency(ctx: click.Context, thread: str, word: str, *, as_json: bool) -> None:
    """Correct how urgent a thread is.

    The customer was told a time and is told no other; more urgent threads get a sooner target, and their ladder begins
    anew.
    """
    say(asked(ctx, "urgency", {"id": thread, "text": word}), as_json=as_json)


@click.command()
@thread_argument
@click.argument("topic")
@json_option
@click.pass_context
def topic(ctx: click.Context, thread: str, topic: str, *, as_json: bool) -> None:
    """Correct what a thread is about; it goes to the topic's team.

    TOPIC is a key of rules.toml.
    """
    say(asked(ctx, "topic", {"id": thread, "text": topic}), as_json=as_json)


@click.command()
@thread_argument
@click.argument("word", type=click.Choice(["upset", "neutral", "pleased"]))
@json_option
@click.pass_context
def tone(ctx: click.Context, thread: str, word: str, *, as_json: bool) -> None:
    """Correct how a customer sounds. The customer is never told it."""
    say(asked(ctx, "tone", {"id": thread, "text": word}), as_json=as_json)
