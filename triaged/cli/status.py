"""triaged status: is triaged well? Exit 0 fine, 1 look, 2 broken."""

import json
import sys
from pathlib import Path

import click

from triaged.cli.ask import json_option, rules_of
from triaged.cli.tables import local, rows
from triaged.errors import CommandRefused
from triaged.files import daemon_socket
from triaged.loops.ask import ask
from triaged.report.json import Json

WORDS = ("fine", "somebody should look", "broken")


def _answer(rules: Path) -> Json:
    """What the daemon says; that it says nothing, or cannot be asked, is an answer too."""
    try:
        answer = ask(daemon_socket(rules), "status", {})
    except CommandRefused as error:
        return _broken(str(error))
    return answer if answer is not None else _broken("no daemon is running")


def _broken(what: str) -> Json:
    return {"status": 2, "troubles": [{"what": what, "broken": True}]}


@click.command()
@json_option
@click.pass_context
def status(ctx: click.Context, *, as_json: bool) -> None:
    """Say whether triaged is well.

    Exit status: 0 fine, 1 somebody should look, 2 broken or not running.
    """
    answer = _answer(rules_of(ctx))
    code = answer["status"] if isinstance(answer["status"], int) else 2
    if as_json:
        click.echo(json.dumps(answer))
        sys.exit(code)
    click.echo(WORDS[code])
    for trouble in rows(answer["troubles"]):
        click.echo(f"{'broken' if trouble['broken'] else 'look'}: {trouble['what']}")
    if "open" in answer:
        click.echo(
            f"{answer['open']} open, {answer['overdue']} overdue; next reply due {local(answer['next_due']) or '-'}"
        )
        click.echo(f"mail is judged by {answer['judged_by']}")
        for inbox in rows(answer["inboxes"]):
            read, last = local(inbox["caught_up"]) or "not yet", local(inbox["last_mail"]) or "none yet"
            click.echo(f"inbox {inbox['inbox']}: read to the end: {read}, last mail: {last}")
    sys.exit(code)
