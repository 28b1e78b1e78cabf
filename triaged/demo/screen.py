"""What the demo shows: in a terminal the news scroll above the queue, which stays at the bottom; in a pipe plain lines."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.markup import escape
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from triaged.cli.tables import PIPE_WIDTH, URGENCY_STYLE, distance, now_of
from triaged.demo.scenes import Scene
from triaged.demo.story import Told
from triaged.report.shown import Json

DESK_ZONE = ZoneInfo("Europe/Berlin")
INDENT = (0, 0, 0, 9)


def at_the_desk(text: object) -> str:
    """A time as the desk's clock shows it: "Mon 23 Nov 12:00"; "" for none."""
    return (
        datetime.fromisoformat(text).astimezone(DESK_ZONE).strftime("%a %d %b %H:%M") if isinstance(text, str) else ""
    )


class TerminalScreen:
    """A `Screen` on standard output. Use it as a context: it gives the terminal back as it was."""

    def __init__(self) -> None:
        console = Console(highlight=False)
        self.console = console if console.is_terminal else Console(highlight=False, width=PIPE_WIDTH)
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
        self.console.print(escape(text))

    def arrived(self, scene: Scene) -> None:
        """The time, who writes, the subject, and what to look for."""
        line = Text.assemble(
            (f"{datetime.now(DESK_ZONE):%H:%M:%S} ", "dim"),
            (f"{scene.name}: ", "bold"),
            scene.subject,
            (f"  ({scene.about})", "dim"),
        )
        self.console.print(line)

    def decided(self, told: Told) -> None:
        """The words of the letter, or why there is none."""
        if told.letter is not None:
            head = Text.assemble(("→ ", "green"), (str(told.letter.message["Subject"]), "green"))
            self._under(head)
            self._under(Text(f"  {told.letter.paragraphs[1]}"))
        elif told.silence is not None:
            self._under(Text.assemble(("✗ no letter: ", "yellow"), _why(told.silence)))

    def note(self, text: str) -> None:
        """Something else that happened."""
        self._under(Text.assemble(("· ", "cyan"), text))

    def queue(self, answer: Json) -> None:
        """Keep the queue for the bottom of the screen."""
        self._queue = answer

    def _under(self, text: Text) -> None:
        self.console.print(Padding(text, INDENT, expand=False))

    def _below(self) -> RenderableType:
        return Group(Rule(style="dim"), *queue_view(self._queue, rows=max(3, self.console.height - 16)))


def queue_view(answer: Mapping[str, Any], rows: int = 100) -> Sequence[RenderableType]:
    """The queue, one line a thread, and what needs attention."""
    if not answer:
        return [Text("the daemon is starting …", style="dim")]
    now, waiting = now_of(answer), answer["queue"]
    table = Table(box=None, pad_edge=False, expand=True, title_justify="left", title="Queue (Hamburg time)")
    for name, ratio in (("id", 0), ("reply by", 0), ("", 0), ("urgency", 0), ("customer", 2), ("subject", 3)):
        table.add_column(name, no_wrap=True, overflow="ellipsis", ratio=ratio or None)
    for row in waiting[:rows]:
        cells = (
            row["id"],
            at_the_desk(row["due"]),
            distance(row["due"], now),
            row["urgency"],
            row["name"] or row["customer"],
            row["subject"],
        )
        table.add_row(*(escape(str(cell)) for cell in cells), style=URGENCY_STYLE.get(str(row["urgency"]), ""))
    below: list[RenderableType] = [table if waiting else Text("Queue: nothing to answer", style="dim")]
    if len(waiting) > rows:
        below.append(Text(f"and {len(waiting) - rows} more", style="dim"))
    suspects, asks = answer["attention"]["suspect"], answer["attention"]["asks"]
    below.extend(_attention(f"looks forged: {row['name'] or row['customer']}, {row['subject']}") for row in suspects)
    below.extend(_attention(f"{row['id']}: {row['asks']}") for row in asks)
    return below


def _attention(text: str) -> Text:
    return Text(f"! {text}", style="yellow", no_wrap=True, overflow="ellipsis")


def _why(finding: Mapping[str, Any]) -> str:
    reason = str(finding["answer"]).removeprefix("no: ")
    return f"{reason} [{finding['row']}]"


def summary(told: Sequence[Told]) -> Table:
    """Every mail and what became of it."""
    table = Table(box=None, pad_edge=False, expand=True, title_justify="left", title="What became of each mail")
    for name, ratio in (("from", 2), ("subject", 4), ("", 0), ("reply promised by, or why not", 4)):
        table.add_column(name, no_wrap=True, overflow="ellipsis", ratio=ratio or None)
    for one in told:
        answered = one.letter is not None
        mark = "→" if answered else "✗"
        what = at_the_desk(one.due) if answered else _why(one.silence or {"answer": "", "row": ""})
        table.add_row(escape(one.name), escape(one.subject), mark, escape(what), style="" if answered else "dim")
    return table
