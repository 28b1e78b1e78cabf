"""triaged find VALUE: in which threads a customer gave an order number, a contract, any fact of rules.toml."""

import json

import click

from triaged.cli.ask import asked, json_option
from triaged.cli.tables import now_of, queue_table, show


@click.command()
@click.argument("value")
@click.option("--fact", default="", metavar="NAME", help="Only as this fact of rules.toml.")
@json_option
@click.pass_context
def find(ctx: click.Context, value: str, *, fact: str, as_json: bool) -> None:
    """Find threads by what was given in them, newest mail first, closed ones too.

    VALUE is looked for as a whole; upper and lower case, blanks and marks do not count. See [fact.NAME] in rules.toml.
    """
    answer = asked(ctx, "find", {"value": value, "fact": fact})
    if as_json:
        click.echo(json.dumps(answer))
        return
    show(queue_table("Threads", answer["threads"], now_of(answer)), empty=f"nobody gave {value!r}")
