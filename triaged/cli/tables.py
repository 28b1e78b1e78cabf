"""Tables for the terminal, from the JSON values that commands answer."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, cast

from rich.console import Console
from rich.markup import escape
from rich.table import Table

Row = Mapping[str, Any]
PIPE_WIDTH = 160
URGENCY_STYLE = {"critical": "bold red", "high": "yellow", "normal": "", "low": "dim"}


def rows(value: object) -> list[Row]:
    """A JSON list of objects."""
    return cast("list[Row]", value)


def local(text: object) -> str:
    """A time as the person's own clock shows it: "Tue 24 Nov 10:00"; "" for none."""
    if not isinstance(text, str):
        return ""
    return datetime.fromisoformat(text).astimezone().strftime("%a %d %b %H:%M")


def distance(text: object, now: datetime) -> str:
    """How far away a time is: "in 3 h 10", "12 min ago"."""
    if not isinstance(text, str):
        return ""
    seconds = (datetime.fromisoformat(text) - now).total_seconds()
    minutes = int(abs(seconds) // 60)
    hours, rest = divmod(minutes, 60)
    length = f"{minutes} min" if hours == 0 else f"{hours} h {rest:02}" if hours < 48 else f"{hours // 24} days"
    return f"in {length}" if seconds >= 0 else f"{length} ago"


def queue_table(title: str, threads: object, now: datetime) -> Table:
    """The agents' queue, in the order given."""
    table = titled(title, "id", "reply by", "", "urgency", "customer", "subject", "mails", "inbox")
    for row in rows(threads):
        told = local(row["due"]) + ("" if row["promised"] or not row["due"] else " (not told)")
        style = "bold red" if row["overdue"] else URGENCY_STYLE.get(str(row["urgency"]), "")
        cells = (
            row["id"],
            told,
            distance(row["due"], now),
            row["urgency"],
            row["name"] or row["customer"],
            row["subject"],
            str(row["mails"]),
            row["inbox"],
        )
        table.add_row(*(escape(str(cell)) for cell in cells), style=style)
    return table


def letters_table(title: str, letters: object) -> Table:
    """Letters and why they are where they are."""
    table = titled(title, "letter", "to", "inbox", "created", "send before", "why")
    for row in rows(letters):
        cells = (
            row["letter"],
            row["to"],
            row["inbox"],
            local(row["created"]),
            local(row["send_before"]),
            row["reason"],
        )
        table.add_row(*(escape(str(cell)) for cell in cells))
    return table


def quarantine_table(items: object) -> Table:
    """Quarantined mail."""
    table = titled("Quarantine", "number", "inbox", "folder", "uid", "octets", "since", "why")
    for row in rows(items):
        cells = (
            row["quarantine"],
            row["inbox"],
            row["folder"],
            row["uid"],
            row["size"],
            local(row["since"]),
            row["reason"],
        )
        table.add_row(*(escape(str(cell)) for cell in cells))
    return table


def show(*tables: Table, empty: str) -> None:
    """Print the tables that have rows, or `empty`. NO_COLOR and pipes are respected by rich."""
    console = terminal()
    filled: Iterable[Table] = [table for table in tables if table.row_count]
    for table in filled:
        console.print(table)
    if not filled:
        console.print(escape(empty))


def terminal() -> Console:
    """The terminal as rich sees it (NO_COLOR respected); a pipe is as wide as lines need."""
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=PIPE_WIDTH)


def now_of(answer: Row) -> datetime:
    """When the daemon answered."""
    text = answer.get("now")
    return datetime.fromisoformat(text) if isinstance(text, str) else datetime.now(UTC)


def titled(title: str, *columns: str) -> Table:
    """A table without lines."""
    table = Table(title=escape(title), title_justify="left", box=None, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table
