"""What the demo shows: in a terminal the news scroll above the queue at the bottom; in a pipe plain lines."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from triaged.cli.tables import URGENCY_STYLE, distance, now_of
from triaged.demo.scenes import Answer, Scene
from triaged.demo.story import Told
from triaged.report.json import Json

DESK_ZONE = ZoneInfo("Europe/Berlin")
INDENT, DEEPER = 9, 11
NOTHING = Text()
ABOVE = 12
"""Lines of a terminal that the queue leaves to the news."""


def at_the_desk(text: object) -> str:
    """A time as the desk's clock shows it: "Mon 23 Nov 12:00"; "" for none."""
    return (
        datetime.fromisoformat(text).astimezone(DESK_ZONE).strftime("%a %d %b %H:%M") if isinstance(text, str) else ""
    )


class TerminalScreen:
    """A `Screen` on standard output. Use it as a context: it gives the terminal back as it was."""

    def __init__(self) -> None:
        self.console = Console(highlight=False)
        self._queue: Json = {}
        self._live = Live(console=self.console, get_renderable=self._below, refresh_per_second=4, transient=True)

    def __enter__(self) -> "TerminalScreen":
        if self.console.is_terminal:
            self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._live.stop()

    def say(self, text: str = "") -> None:
        """A line of the demo's own."""
        self._line(Text(text))

    def show(self, *tables: Table) -> None:
        """Tables; in a pipe as wide as their lines need."""
        for table in tables:
            if self.console.is_terminal:
                self.console.print(table)
            else:
                self._plain(table)

    def arrived(self, scene: Scene) -> None:
        """The time, who writes, the subject, and what is special."""
        self._news(scene.name, scene.subject, scene.about)

    def answered(self, scene: Answer) -> None:
        """The same for an answer of the desk."""
        self._news(scene.name, f"Re: {scene.subject}", scene.about)

    def _news(self, name: str, subject: str, about: str) -> None:
        clock = Text(f"{datetime.now(DESK_ZONE):%H:%M:%S} ", "dim")
        self._line(Text.assemble((f"{name}: ", "bold"), subject, (f"  ({about})", "dim")), INDENT, before=clock)

    def decided(self, told: Told) -> None:
        """The words of the letter, and how urgent the mail is; or why there is no letter."""
        if told.letter is not None:
            self._line(Text(f"→ {told.letter.message['Subject']}", "green"), INDENT)
            self._line(Text(told.letter.paragraphs[1]), DEEPER)
            why = (f": {told.because}", "dim") if told.because else ""
            self._line(Text.assemble((told.urgency, URGENCY_STYLE.get(told.urgency, "")), why), DEEPER)
        elif told.silence is not None:
            self._line(Text.assemble(("✗ no letter: ", "yellow"), why_silent(told.silence)), INDENT)

    def note(self, text: str) -> None:
        """Something else that happened."""
        self._line(Text.assemble(("· ", "cyan"), text), INDENT)

    def queue(self, answer: Json) -> None:
        """Keep the queue for the bottom of the screen."""
        self._queue = answer

    def _line(self, text: Text, indent: int = 0, before: Text = NOTHING) -> None:
        """Lines that are too long go on below their own beginning; in a pipe they stay one line."""
        if not self.console.is_terminal:
            self.console.print(Text.assemble(before, " " * (indent - len(before)), text), soft_wrap=True)
            return
        line = Table.grid()
        line.add_column(width=indent)
        line.add_column()
        line.add_row(before, text)
        self.console.print(line if indent else text)

    def _plain(self, table: Table) -> None:
        wide = Console(width=400, highlight=False, no_color=True)
        table.expand = False
        with wide.capture() as capture:
            wide.print(table)
        for line in capture.get().splitlines():
            self._line(Text(line.rstrip()))

    def _below(self) -> RenderableType:
        if not self._queue:
            return Text("the daemon is starting …", style="dim")
        tables = queue_view(self._queue, rows=max(3, self.console.height - ABOVE))
        return Group(Rule(style="dim"), *tables)


def queue_view(answer: Mapping[str, Any], rows: int = 100) -> tuple[Table, ...]:
    """The queue, one line a thread, and what needs attention."""
    now, waiting = now_of(answer), answer["queue"]
    attention = tuple(_attention(answer["attention"]))
    room = max(1, rows - len(attention))
    more = f", {len(waiting) - room} more below" if len(waiting) > room else ""
    columns = {"id": 0, "reply by": 0, "": 0, "urgency": 0, "customer": 2, "subject": 3}
    table = _table(f"Queue (Berlin time{more})", columns)
    for row in waiting[:room]:
        cells = (
            row["id"],
            at_the_desk(row["due"]),
            distance(row["due"], now),
            row["urgency"],
            row["name"] or row["customer"],
            row["subject"],
        )
        table.add_row(*(Text(str(cell)) for cell in cells), style=URGENCY_STYLE.get(str(row["urgency"]), ""))
    if not attention:
        return (table,)
    asked = _table("", {"": 1}, header=False)
    for line in attention:
        asked.add_row(Text(line), style="yellow")
    return (table, asked)


def summary(told: Sequence[Told]) -> Table:
    """Every mail and what became of it."""
    table = _table("What became of each mail", {"from": 2, "subject": 4, " ": 0, "reply promised by, or why not": 6})
    for one in told:
        if one.letter is not None:
            kept = f", {one.outcome}" if one.outcome else ""
            cells = (one.name, one.subject, "→", f"{at_the_desk(one.due)}{kept}")
        else:
            cells = (one.name, one.subject, "✗", why_silent(one.silence or {}))
        table.add_row(*(Text(cell) for cell in cells), style="" if one.letter is not None else "dim")
    return table


def why_silent(finding: Mapping[str, Any]) -> str:
    """The reason as `triaged explain` gives it, with its row of docs/silence.md."""
    return f"[{finding.get('row', '')}] {str(finding.get('answer', '')).removeprefix('no: ')}"


def _attention(attention: Mapping[str, Any]) -> Iterator[str]:
    for row in attention["suspect"]:
        yield f"! looks forged: {row['name'] or row['customer']}, {row['subject']}"
    for row in attention["asks"]:
        yield f"! {row['id']}: {row['asks']}"


def _table(title: str, columns: Mapping[str, int], *, header: bool = True) -> Table:
    """One line a row. Columns with a share of the width are cut where it is not enough."""
    table = Table(box=None, pad_edge=False, expand=True, title_justify="left", title=title or None, show_header=header)
    for name, share in columns.items():
        table.add_column(name, no_wrap=True, overflow="ellipsis", ratio=share or None)
    return table
