"""triaged reply · note: what a colleague writes to the customer, or to colleagues."""

import sys
from collections.abc import Sequence

import click

from triaged.cli.ask import asked, json_option, say, thread_argument
from triaged.cli.tables import Row, given, local, remarks
from triaged.report.json import Json

SCISSORS = "# ------------------------ >8 ------------------------"
BELOW = "# Nothing below this line is sent. An empty reply is not sent at all."


@click.command()
@thread_argument
@click.argument("text", required=False)
@click.option("--edit", is_flag=True, help="Write in $VISUAL or $EDITOR, also when TEXT is given.")
@json_option
@click.pass_context
def reply(ctx: click.Context, thread: str, text: str | None, *, edit: bool, as_json: bool) -> None:
    """Answer the customer from the inbox's address.

    TEXT is sent as it is; "-", or a pipe, reads it from standard input; without it $VISUAL or $EDITOR opens, with the
    customer's mail to read below a line. It counts as the answer when it has left, and nobody adds a signature. Plain
    text of 24,576 characters at most, no attachments, to the customer alone. No mode of rules.toml holds it; only
    `triaged pause` does.
    """
    written = _written(ctx, thread, text, edit=edit)
    if not written.strip():
        raise click.UsageError("an empty reply is not sent")
    say(asked(ctx, "reply", {"id": thread, "text": written}), as_json=as_json)


@click.command()
@thread_argument
@click.argument("text")
@json_option
@click.pass_context
def note(ctx: click.Context, thread: str, text: str, *, as_json: bool) -> None:
    """Write a note for colleagues into the trail of a thread; the customer never sees it."""
    say(asked(ctx, "note", {"id": thread, "text": text}), as_json=as_json)


def _written(ctx: click.Context, thread: str, text: str | None, *, edit: bool) -> str:
    if text == "-" or (text is None and not edit and not sys.stdin.isatty()):
        text = sys.stdin.read()
    elif text is None or edit:
        text = _edited(asked(ctx, "reply draft", {"id": thread}), text or "")
    return text.rstrip() + "\n"


def _edited(draft: Json, begun: str) -> str:
    """What was written above the scissors; "" when the editor was left without saving."""
    mail, thread = draft["mail"], draft["thread"]
    known = [*given(thread), remarks(thread)] if isinstance(thread, dict) else []
    shown = page(str(draft["to"]), mail if isinstance(mail, dict) else None, begun, known)
    saved = click.edit(shown, extension=".txt")
    return "" if saved is None else above(saved)


def page(to: str, mail: Row | None, begun: str, known: Sequence[str] = ()) -> str:
    """The page that the editor opens: room to write, the scissors, what is `known`, the mail that is answered."""
    lines = [begun, "", SCISSORS, BELOW, f"# To: {to}", *(f"# {line}" for line in known if line)]
    if mail is not None:
        lines += [
            f"# {local(mail['at'])}, {mail['author']}:",
            *(f"> {line}" for line in str(mail["text"]).splitlines()),
        ]
    return "\n".join(lines) + "\n"


def above(saved: str) -> str:
    """What stands above the scissors."""
    return saved.partition(SCISSORS)[0].strip()
