"""triaged judge FILE…: what would be decided for these mails."""

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from triaged.cli.ask import rules_of
from triaged.errors import FileUnreadable
from triaged.files import load_articles, load_policy
from triaged.report.json import Json


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--now", "now_text", metavar="T", help="Judge as if it were this time (ISO 8601, with offset).")
@click.option(
    "--as-if-fresh",
    is_flag=True,
    help="Leave out age, recipients, their number, and the Reply-To rule (N26, N27, N30).",
)
@click.pass_context
def judge(
    ctx: click.Context, files: tuple[Path, ...], *, as_json: bool, now_text: str | None, as_if_fresh: bool
) -> None:
    """Say what would be decided for mails in files: offline, nothing is stored or sent.

    Ends with 66 after the last file when one could not be read.
    """
    from triaged.learn.meaning import day_one
    from triaged.report.judge import judge_files

    now = _moment(now_text) if now_text else datetime.now(UTC)
    rules = rules_of(ctx)
    policy = load_policy(rules)
    shelf = load_articles(policy, rules)
    built_in = day_one(policy)
    unreadable: list[str] = []
    for path in files:
        try:
            for row in judge_files(
                [path], policy=policy, judge=built_in, now=now, as_if_fresh=as_if_fresh, shelf=shelf
            ):
                click.echo(json.dumps(row) if as_json else _words(row))
        except FileUnreadable as error:
            unreadable.append(str(error))
    if unreadable:
        raise FileUnreadable("\n".join(unreadable))


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(f"{text!r} is not a time; write 2026-11-24T10:00+01:00", param_hint="--now") from error
    return moment.astimezone(UTC) if moment.tzinfo else moment.astimezone().astimezone(UTC)


def _words(row: Json) -> str:
    if row["unreadable"]:
        return f"{row['file']}: unreadable: {row['unreadable']}"
    told = f"acknowledge, reply by {row['reply_by']}" if row["acknowledge"] else "silence"
    lines = [f"{row['file']}: {told} ({row['kind']}, {row['urgency']}, {row['language']})"]
    reasons = row["reasons"]
    assert isinstance(reasons, list)  # noqa: S101 - made a line above
    for reason in reasons:
        evidence = f" — {reason['evidence']}" if reason["evidence"] else ""
        row_id = f"  [{reason['row']}]" if reason["row"] else ""
        lines.append(f"  {reason['question']} {reason['answer']}{evidence}{row_id}")
    return "\n".join(lines)
