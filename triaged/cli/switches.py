"""triaged pause · resume · breaker reset: the switches a person holds."""

import click

from triaged.cli.ask import asked, json_option, say


@click.command()
@json_option
@click.pass_context
def pause(ctx: click.Context, *, as_json: bool) -> None:
    """Send nothing until resumed; mail is still read and decided."""
    say(asked(ctx, "pause"), as_json=as_json)


@click.command()
@json_option
@click.pass_context
def resume(ctx: click.Context, *, as_json: bool) -> None:
    """Send again. What became too late meanwhile is not sent."""
    say(asked(ctx, "resume"), as_json=as_json)


@click.group()
def breaker() -> None:
    """The breaker that stops acknowledgements when far too many would leave."""


@breaker.command()
@json_option
@click.pass_context
def reset(ctx: click.Context, *, as_json: bool) -> None:
    """Close every open breaker; held letters stay held until released."""
    say(asked(ctx, "breaker reset"), as_json=as_json)
