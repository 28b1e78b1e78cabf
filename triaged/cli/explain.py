"""triaged explain ID: why everything about a thread is as it is."""

import json

import click

from triaged.cli.ask import asked, json_option
from triaged.cli.tables import Row, given, local, remarks, rows


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
    if shown["owner"]:
        click.echo(f"owner: {shown['owner']} since {local(shown['owned_since'])}")
    for other in rows(answer["linked"]):
        click.echo(f"linked:  {other['id']}  {other['subject']}")
    if notes := remarks(shown):
        click.echo(notes)
    for line in given(shown):
        click.echo(line)
    for mail in rows(answer["mails"]):
        click.echo(f"mail {mail['mail']:<3} {local(mail['at'])}  {mail['direction']}, {mail['kind']}: {mail['author']}")
    for promise in rows(answer["promises"]):
        click.echo(_promise(promise))
    for letter in rows(answer["letters"]):
        why = f": {letter['reason']}" if letter["reason"] else ""
        by = f" by {letter['person']}" if letter["person"] else ""
        click.echo(
            f"letter   {local(letter['sent'] or letter['created'])}  {letter['kind']}{by}, {letter['state']}{why}"
        )
    for name in answer["others"] if isinstance(answer["others"], list) else ():
        click.echo(f"answered by {name}, who does not have the thread")
    for entry in rows(answer["trail"]):
        click.echo(f"\n{local(entry['at'])}  {entry['event']}")
        for found in rows(entry["findings"]):
            click.echo(f"  {_finding(found)}")


def _promise(promise: Row) -> str:
    told = "promise" if promise["told"] else "target "
    whose = f", {promise['person']}" if promise["person"] else ""
    where = f"{promise['row']}, {promise['calendar']}" if promise["row"] else promise["basis"]
    return f"{told}  {local(promise['reply_by'])}  {promise['what']}: {promise['outcome']} ({where}{whose})"


def _finding(found: Row) -> str:
    evidence = f" — {found['evidence']}" if found["evidence"] else ""
    row = f"  [{found['row']}]" if found["row"] else ""
    return f"{found['question']} {found['answer']}{evidence}{row}"
