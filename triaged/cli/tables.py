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
    table = titled(title, "id", "reply by", "", "urgency", "owner", "customer", "subject", "mails", "inbox", "note")
    for row in rows(threads):
        told = local(row["due"]) + ("" if row["promised"] or not row["due"] else " (not told)")
        style = "bold red" if row["overdue"] else URGENCY_STYLE.get(str(row["urgency"]), "")
        cells = (
            row["id"],
            told,
            distance(row["due"], now),
            row["urgency"],
            row["owner"],
            row["name"] or row["customer"],
            row["subject"],
            str(row["mails"]),
            row["inbox"],
            remarks(row),
        )
        table.add_row(*(escape(str(cell)) for cell in cells), style=style)
    return table


def likely_late_table(threads: object, now: datetime) -> Table:
    """Today's promises that will likely break, and why."""
    table = titled("Likely late today", "id", "reply by", "", "owner", "subject", "why")
    for row in rows(threads):
        cells = (row["id"], local(row["due"]), distance(row["due"], now), row["owner"], row["subject"], row["why"])
        table.add_row(*(escape(str(cell)) for cell in cells))
    return table


def remarks(row: Row) -> str:
    """What else is worth knowing of a thread, in a few words."""
    sleeps = f"until {local(row['snoozed_until'])}" if row["snoozed_until"] else ""
    incident = f"incident {row['incident']}" if row["incident"] is not None else ""
    upset = "upset" if row["tone"] == "upset" else ""
    late = {"held": "late letter held", "asked": "late letter asked about"}.get(str(row["renewal"]), row["renewal"])
    missing = f"missing: {' + '.join(row['missing'])}" if row["missing"] else ""
    return ", ".join(str(word) for word in (row["topic"], upset, missing, late, sleeps, incident, row["asks"]) if word)


def given(row: Row) -> list[str]:
    """The facts that a thread's customer gave, a line each."""
    return [f"{name}: {', '.join(values)}" for name, values in row["facts"].items()]


def who_table(team: Row) -> Table:
    """A team: who is there, who is away, and how much each has."""
    called = f", on call: {team['on_call']}" if team["on_call"] else ""
    table = titled(f"{team['team']} (lead: {team['lead']}{called})", "person", "", "threads", "note")
    for row in rows(team["people"]):
        there = "on duty" if row["on_duty"] else "away" if row["away_until"] else "not there"
        notes = (
            f"away until {local(row['away_until'])}" if row["away_until"] else "",
            f"back {local(row['next_at_work'])}" if not row["on_duty"] and row["next_at_work"] else "",
            f"away from {local(row['next_away'])}" if row["next_away"] else "",
        )
        cells = (row["name"], there, row["threads"], ", ".join(note for note in notes if note))
        table.add_row(*(escape(str(cell)) for cell in cells), style="" if row["on_duty"] else "dim")
    return table


def incidents_table(items: object) -> Table:
    """What is wrong for many customers, and when they are to hear more."""
    table = titled("Open incidents", "incident", "name", "next news", "threads", "inbox")
    for row in rows(items):
        cells = (row["id"], row["name"], local(row["next_news"]), row["threads"], row["inbox"])
        table.add_row(*(escape(str(cell)) for cell in cells))
    return table


def renewals_off_table(items: object) -> Table:
    """Inboxes whose customers are not told by themselves that we are late."""
    table = titled("Needs attention: nobody is told that we are late", "inbox", "why", "when you have looked")
    for row in rows(items):
        cells = (row["inbox"], row["why"], f"triaged renewal on {row['inbox']}")
        table.add_row(*(escape(str(cell)) for cell in cells))
    return table


def undelivered_table(items: object) -> Table:
    """Notices that a channel did not take."""
    table = titled("Needs attention: notices that a channel did not take", "person", "channel", "at", "why")
    for row in rows(items):
        cells = (row["person"], row["channel"], local(row["at"]), row["why"])
        table.add_row(*(escape(str(cell)) for cell in cells))
    return table


def letters_table(title: str, letters: object) -> Table:
    """Letters and why they are where they are."""
    table = titled(title, "letter", "kind", "to", "inbox", "created", "send before", "why")
    for row in rows(letters):
        cells = (
            row["letter"],
            f"{row['kind']} by {row['person']}" if row["person"] else row["kind"],
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
