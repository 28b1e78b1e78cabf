"""triaged check: is rules.toml right, and what will be promised?"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from triaged.cli.ask import rules_of
from triaged.files import load_articles, load_policy, load_wording

if TYPE_CHECKING:
    from rich.table import Table

    from triaged.policy.shape import Policy
    from triaged.report.preview import Preview


@click.command()
@click.option("--full", "print_full", is_flag=True, help="Print every key with its value, defaults included.")
@click.pass_context
def check(ctx: click.Context, *, print_full: bool) -> None:
    """Check rules.toml, templates and help articles; preview the next promises of every calendar and row.

    Every mistake is told at once, with file, line and column; then the exit status is 78.
    """
    path = rules_of(ctx)
    policy = load_policy(path)
    load_wording(policy, path)
    shelf = load_articles(policy, path)
    if print_full:
        from triaged.policy.full import full

        click.echo(full(policy), nl=False)
        return
    from triaged.cli.tables import terminal
    from triaged.policy.never import never_asked, never_fit
    from triaged.policy.problems import told
    from triaged.report.preview import next_promises

    click.echo(f"{path} is right: {_counts(policy, len(shelf))}.")
    for problem in never_fit(policy):
        click.echo(f"warning: {told(problem)}")
    if unasked := never_asked(policy):
        click.echo(f"warning: {unasked}")
    now = datetime.now(UTC)
    console = terminal()
    console.print(_promises(next_promises(policy, now)))
    console.print(_holidays(policy, now))


def _counts(policy: Policy, articles: int) -> str:
    counted = (
        (len(policy.inboxes), "inbox", "inboxes"),
        (len(policy.calendars), "calendar", "calendars"),
        (len(policy.promise.rows), "promise row", "promise rows"),
        (len(policy.rules), "rule", "rules"),
        *([(articles, "help article", "help articles")] if articles else []),
    )
    return ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in counted)


def _promises(previews: tuple[Preview, ...]) -> Table:
    from rich.markup import escape
    from rich.table import Table

    from triaged.rules.promise import Unpromised

    table = Table(title="What would be promised", title_justify="left", box=None, pad_edge=False)
    for column in ("calendar", "row", "a mail arriving …", "at", "gets a reply by"):
        table.add_column(column)
    for preview in previews:
        zone = ZoneInfo(preview.zone)
        arrival = preview.situation.arrival.astimezone(zone)
        if isinstance(preview.outcome, Unpromised):
            shown = f"nothing: {preview.outcome.reason}"
        else:
            shown = f"{preview.outcome.reply_by.astimezone(zone):%a %d %b %Y %H:%M}"
        cells = (preview.calendar, preview.row, preview.situation.label, f"{arrival:%a %d %b %Y %H:%M}", shown)
        table.add_row(*(escape(cell) for cell in cells))
    return table


def _holidays(policy: Policy, now: datetime) -> Table:
    from rich.markup import escape
    from rich.table import Table

    from triaged.report.preview import next_holidays

    table = Table(title="Closed in the next twelve months", title_justify="left", box=None, pad_edge=False)
    for column in ("calendar", "day", "why"):
        table.add_column(column)
    for calendar, holidays in next_holidays(policy, now).items():
        for holiday in holidays:
            table.add_row(calendar, f"{holiday.day:%a %d %b %Y}", escape(holiday.name))
    return table
