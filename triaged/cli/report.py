"""triaged report, triaged why-late: what was promised, what became of it, and what led to each miss."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import click
from rich.console import Console
from rich.markup import escape

from triaged.cli.ask import asked, json_option
from triaged.cli.report_tables import group_tables, length, rising_table
from triaged.cli.tables import terminal
from triaged.report.ledger import By
from triaged.report.ledger_json import report_csv
from triaged.report.period import USUAL

YEARS_WITHIN = 600.0
"""Seconds. Years are counted part by part, beside the daemon's other work."""

since_option = click.option(
    "--since", metavar="WHEN", default=USUAL, show_default=True, help="28d, 4w, 36h, a date or a moment."
)


@click.command()
@since_option
@click.option("--by", type=click.Choice([by.value for by in By]), default=None, help="Tell the figures apart.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV, one line a group.")
@json_option
@click.pass_context
def report(ctx: click.Context, *, since: str, by: str | None, as_csv: bool, as_json: bool) -> None:
    """Print what was promised since WHEN and what became of it, worked out of the ledger alone.

    Topics that had more new threads than usual are told, too.
    A promise counts in the time in which it was made. Figures by person need report.by_person in rules.toml.
    """
    if as_csv and as_json:
        raise click.UsageError("--csv or --json, not both")
    answer = asked(ctx, "report", {"since": since, "by": by or ""}, within=YEARS_WITHIN)
    if as_json:
        click.echo(json.dumps(answer))
    elif as_csv:
        click.echo(report_csv(answer), nl=False)
    else:
        print_report(answer, terminal())


def print_report(answer: Mapping[str, Any], console: Console) -> None:
    """Every table of the report that has a row."""
    zone = ZoneInfo(answer["zone"])
    console.print(escape(f"From {_day(answer['since'], zone)} to {_day(answer['until'], zone)} ({zone.key})"))
    risen = answer["more_than_usual"]
    since = _day(risen["since"], zone)
    tables = [table for table in (*group_tables(answer), rising_table(risen, since)) if table.row_count]
    for table in tables:
        console.print()
        console.print(table)
    if not tables:
        console.print("nothing was promised, answered or left unanswered")
    if risen["too_young"]:
        inboxes = ", ".join(risen["too_young"])
        console.print()
        console.print(escape(f"More than usual: too early to say for {inboxes} (not watched two weeks before {since})"))


def _day(text: str, zone: ZoneInfo) -> str:
    return datetime.fromisoformat(text).astimezone(zone).strftime("%a %d %b %Y %H:%M")


@click.command("why-late")
@since_option
@json_option
@click.pass_context
def why_late(ctx: click.Context, *, since: str, as_json: bool) -> None:
    """Tell what led to each promise that was missed since WHEN, from the mail's arrival on, and the likely cause.

    People are named by what they are for the thread, unless report.by_person allows names.
    """
    answer = asked(ctx, "why-late", {"since": since})
    if as_json:
        click.echo(json.dumps(answer))
        return
    for line in story_lines(answer):
        click.echo(line)


def story_lines(answer: Mapping[str, Any]) -> Iterator[str]:
    """The answer of why-late in lines: how often each cause was likely, then every story."""
    zone = ZoneInfo(answer["zone"])
    if not answer["missed"] and not answer["incidents"]:
        yield "no promise was missed"
    for one in answer["causes"]:
        yield f"{one['count']} of {len(answer['missed'])}: {one['words']}"
    for missed in answer["missed"]:
        state = "late" if missed["answered"] else "late by now, not answered yet"
        told = f"{missed['thread']} ({missed['team']}): {length(missed['late'])} {state}; {missed['words']}"
        yield from _story(told, missed["trail"], zone)
    for missed in answer["incidents"]:
        state = "late" if missed["answered"] else "late by now, not sent yet"
        told = f"incident {missed['incident']} ({missed['team']}): news {length(missed['late'])} {state}"
        yield from _story(told, missed["trail"], zone)
    if answer["more"]:
        yield ""
        yield "there are more: ask for a shorter time (--since)"


def _story(told: str, trail: Iterable[Mapping[str, str]], zone: ZoneInfo) -> Iterator[str]:
    yield ""
    yield told
    for step in trail:
        yield f"  {_day(step['at'], zone)}  {step['what']}"
