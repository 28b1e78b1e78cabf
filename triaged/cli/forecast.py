"""triaged forecast: how well would this team's promises have been forecast?"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from triaged.cli.ask import json_option, rules_of
from triaged.errors import UsageError

if TYPE_CHECKING:
    from rich.table import Table

    from triaged.hours import Calendar
    from triaged.learn.forecast.replay import Progress

_NONE = "–"


@click.command()
@click.option("--replay", "file", required=True, type=click.Path(path_type=Path), help="A CSV file, also .csv.gz.")
@click.option("--start", default="start", show_default=True, metavar="COL", help="When the mail arrived.")
@click.option("--end", default="end", show_default=True, metavar="COL", help="When it was answered; empty: open.")
@click.option(
    "--class", "of_class", default="", metavar="COL", help="Its urgency [urgency, priority, prio or class, if there]."
)
@click.option("--without", multiple=True, metavar="COL", help="A column not to be looked at: what is only known later.")
@click.option("--level", type=click.FloatRange(0.5, 0.99), default=0.95, show_default=True, help="Share to be met.")
@click.option("--last", type=click.FloatRange(0.05, 1.0), default=0.5, show_default=True, help="Share measured.")
@click.option("--calendar", "name", default="", metavar="NAME", help="A calendar of rules.toml [every hour counts].")
@json_option
@click.pass_context
def forecast(
    ctx: click.Context,
    file: Path,
    *,
    start: str,
    end: str,
    of_class: str,
    without: tuple[str, ...],
    level: float,
    last: float,
    name: str,
    as_json: bool,
) -> None:
    """Replay past mails in the order they arrived: by when would we have said they are answered, and were they?

    Each forecast is made from what was known at that moment. Of the mails a share of --level should be answered by the
    time told. Columns that sort mails into kinds are used; leave out with --without what was filled in later.
    Nothing is sent, and no store is needed.
    """
    from triaged.learn.forecast.clock import WorkClock
    from triaged.learn.forecast.log import Columns, lines_of, read_log
    from triaged.learn.forecast.measure import measured
    from triaged.learn.forecast.replay import replay
    from triaged.learn.forecast.told import forecast_json

    calendar = _calendar(ctx, name) if name else None
    zone: tzinfo = ZoneInfo(calendar.zone) if calendar else UTC
    columns = Columns(start=start, end=end, of_class=of_class, without=without)
    log = read_log(lines_of(file), columns, zone, str(file))
    clock = WorkClock.around(calendar, log.past) if calendar else WorkClock.always()
    with _progress() as progress:
        replayed = replay(log.past, clock, level, progress=progress)
    answer = forecast_json(str(file), log, level, name, measured(log.past, replayed, level, last=last))
    if as_json:
        click.echo(json.dumps(answer))
    else:
        _show(answer)


def _calendar(ctx: click.Context, name: str) -> Calendar:
    from triaged.files import load_policy

    calendars = load_policy(rules_of(ctx)).calendars
    if name not in calendars:
        raise UsageError(f'no calendar "{name}" in {rules_of(ctx)}; there are {", ".join(calendars)}')
    return calendars[name]


@contextmanager
def _progress() -> Iterator[Progress]:
    """A bar that moves on a terminal; nothing where nobody watches."""
    from rich.console import Console
    from rich.progress import Progress as Bar

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _done, _all: None
        return
    with Bar(console=console, transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, whole: bar.update(task, completed=done, total=whole)


def _show(answer: Mapping[str, Any]) -> None:
    from rich.markup import escape

    from triaged.cli.tables import terminal

    console = terminal()
    for line in _lines(answer):
        console.print(escape(line))
    console.print()
    console.print(_classes(answer))


def _lines(answer: Mapping[str, Any]) -> Iterator[str]:
    yield f"{answer['mails']} mails of {answer['file']}, {answer['open']} open"
    yield f"Known at arrival: {', '.join([answer['class'], *answer['used']]).strip(', ') or 'the time alone'}"
    if answer["left_out"]:
        first = answer["problems"][0]
        yield f"Left out: {answer['left_out']} lines, first line {first['line']}: {first['why']}"
    part = answer["measured"]
    since = datetime.fromisoformat(part["since"])
    yield f"Measured: the last {part['mails']} mails, from {since:%a %d %b %Y} on; the others only teach"
    yield f"Got a time: {answer['told']}"
    for each in answer["abstained"].values():
        yield f"Got none: {each['mails']}, {each['why']}"
    yield f"Answered by then: {_percent(answer['coverage'])} (wanted: {_percent(answer['level'])})"
    worst = answer["worst_week"]
    if worst:
        monday = datetime.fromisoformat(worst["monday"])
        yield f"In the worst week: {_percent(worst['coverage'])} of {worst['mails']}, from {monday:%a %d %b %Y} on"
    else:
        yield f"No week has {answer['week_of_at_least']} forecasts"
    yield f"Half of the times are within {_hours(answer['median_bound_hours'])}"
    yield (
        f"Without looking at the mail: {_hours(answer['plain_median_bound_hours'])}, "
        f"so {_percent(answer['share_of_plain'])} of that"
    )


def _classes(answer: Mapping[str, Any]) -> Table:
    from rich.markup import escape

    from triaged.cli.tables import titled

    table = titled("By class", answer["class"] or "class", "mails", "answered by then", "half are within")
    for each in answer["classes"]:
        table.add_row(
            escape(each["class"]),
            str(each["mails"]),
            _percent(each["coverage"]),
            _hours(each["median_bound_hours"]),
        )
    return table


def _percent(share: float | None) -> str:
    return _NONE if share is None else f"{share:.1%}"


def _hours(hours: float | None) -> str:
    return _NONE if hours is None else f"{hours:.1f} h"
