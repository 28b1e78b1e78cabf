"""triaged explain ID: why everything about a thread is as it is."""

import json

import click

from triaged.cli.ask import asked, json_option
from triaged.cli.tables import Row, local, rows


@click.command()
@click.argument("thread", metavar="ID")
@json_option
@click.pass_context
def explain(ctx: click.Context, thread: str, *, as_json: bool) -> None:
    """Print the trail of a thread: its mails, promises and letters, and every question with its answer."""
    answer = asked(ctx, "explain", {"id": thread})
    if as_json:
        click.echo(json.dumps(answer))
        return
    shown = answer["thread"]
    assert isinstance(shown, dict)  # noqa: S101 - our own daemon's answer
    click.echo(f"{shown['id']}  {shown['subject']}")
    click.echo(f"{shown['customer']} · {shown['inbox']} · turn: {shown['turn']} · {shown['urgency']}")
    for mail in rows(answer["mails"]):
        click.echo(f"mail     {local(mail['at'])}  {mail['direction']}, {mail['kind']}: {mail['author']}")
    for promise in rows(answer["promises"]):
        told = "promise" if promise["told"] else "target "
        click.echo(
            f"{told}  {local(promise['reply_by'])}  {promise['outcome']} ({promise['row']}, {promise['calendar']})"
        )
    for letter in rows(answer["letters"]):
        why = f": {letter['reason']}" if letter["reason"] else ""
        click.echo(f"letter   {local(letter['sent'] or letter['created'])}  {letter['state']}{why}")
    for entry in rows(answer["trail"]):
        click.echo(f"\n{local(entry['at'])}  {entry['event']}")
        for found in rows(entry["findings"]):
            click.echo(f"  {_finding(found)}")


def _finding(found: Row) -> str:
    evidence = f" — {found['evidence']}" if found["evidence"] else ""
    row = f"  [{found['row']}]" if found["row"] else ""
    return f"{found['question']} {found['answer']}{evidence}{row}"
