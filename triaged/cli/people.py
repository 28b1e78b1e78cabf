"""triaged who · away · back: who is there, and who is not."""

import json

import click

from triaged.cli.ask import asked, json_option, say
from triaged.cli.tables import rows, show, who_table


@click.command()
@click.argument("team", required=False)
@json_option
@click.pass_context
def who(ctx: click.Context, team: str | None, *, as_json: bool) -> None:
    """Show who is on duty now, who is on call, who is away until when, and how much each has."""
    answer = asked(ctx, "who", {"team": team or ""})
    if as_json:
        click.echo(json.dumps(answer))
        return
    show(*(who_table(team) for team in rows(answer["teams"])), empty="rules.toml names no team")


@click.command()
@click.argument("person")
@click.option("--until", required=True, metavar="WHEN", help='"Fri" (to its end), "26 Nov 12:00", "in 3 days".')
@click.option("--from", "since", default="", metavar="WHEN", help="From when; without it from now.")
@json_option
@click.pass_context
def away(ctx: click.Context, person: str, *, until: str, since: str, as_json: bool) -> None:
    """Record that a colleague is away, and hand over what they have.

    Open threads go back to the team, what they promised goes to the lead, and no letter that waits names them any more.
    An absence to come does that when it begins. WHEN counts by the clock of the first calendar in rules.toml.
    """
    say(asked(ctx, "away", {"person": person, "until": until, "from": since}), as_json=as_json)


@click.command()
@click.argument("person")
@json_option
@click.pass_context
def back(ctx: click.Context, person: str, *, as_json: bool) -> None:
    """Say that a colleague is there again. What was handed over stays where it is."""
    say(asked(ctx, "back", {"person": person}), as_json=as_json)
