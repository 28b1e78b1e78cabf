"""triaged evaluate: how well is mail judged, measured on mail that people have labelled?"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from triaged.cli.ask import json_option
from triaged.errors import UsageError

if TYPE_CHECKING:
    from triaged.learn.figures import Figures

KINDS = ("urgency", "tone", "request", "topic")
Step = Callable[[int], None]


@click.command()
@click.argument("file", metavar="FILE.csv", type=click.Path(path_type=Path))
@click.option("--urgency", "kind", flag_value="urgency", help="Labels: low, normal, high, critical; or rising numbers.")
@click.option("--tone", "kind", flag_value="tone", help="Labels: pleased, neutral, upset; or rising numbers.")
@click.option("--request", "kind", flag_value="request", help="Labels: yes, no: whether anything is asked.")
@click.option("--topic", "kind", flag_value="topic", help="Labels: any.")
@click.option("--text", metavar="COL", default="text", show_default=True, help="The column with the mail.")
@click.option("--label", metavar="COL", default="label", show_default=True, help="The column with the label.")
@click.option("--day-one", is_flag=True, help="Measure what is judged before anything is learned.")
@click.option("--words-only", is_flag=True, help="Leave sentences out, also where they are installed.")
@json_option
def evaluate(
    file: Path, *, kind: str | None, text: str, label: str, day_one: bool, words_only: bool, as_json: bool
) -> None:
    """Measure how well mail would be judged, on a CSV file of labelled mail (UTF-8, with a head; also .csv.gz).

    Five times four fifths are learned and the fifth is judged; with --day-one nothing is learned. A first line of a
    text that more lines follow counts as its subject. Nothing is kept, and nothing leaves this machine.
    """
    if kind is None:
        raise UsageError(f"what is labelled? one of {', '.join('--' + one for one in KINDS)}")
    if day_one and kind == "topic":
        raise UsageError("--day-one knows topics by their descriptions in rules.toml only; a file has none")
    if not day_one and find_spec("sklearn") is None:
        raise UsageError("learning needs scikit-learn: install triaged[learn], or measure with --day-one")
    figures = _measured(file, kind, (text, label), day_one=day_one, words_only=words_only)
    if as_json:
        click.echo(json.dumps(figures.as_json()))
        return
    from triaged.cli.evaluate_tables import show_figures

    show_figures(figures, file.name)


def _measured(file: Path, kind: str, columns: tuple[str, str], *, day_one: bool, words_only: bool) -> Figures:
    from triaged.learn.dayone import DayOne
    from triaged.learn.labelled import read, task_of
    from triaged.learn.sentences import sentences
    from triaged.learn.texts import look
    from triaged.scorer.judge import WordJudge

    rows = tuple(read(file, text=columns[0], label=columns[1]))
    task, labels = task_of(file, rows, kind)
    encoder, now = None if words_only else sentences(), datetime.now(UTC)
    with _progress("reading", len(rows)) as step:
        looked = look(
            [row.text for row in rows],
            labels,
            task,
            day_one=DayOne(WordJudge(), encoder),
            sentences=encoder,
            now=now,
            progress=step,
        )
    examples = [each.example for each in looked]
    if day_one:
        from triaged.learn.figures import day_one as ranked
        from triaged.learn.labels import numbers

        return ranked(
            [each.prior[0] for each in examples], [each.opinion.said for each in looked], numbers(examples, task), task
        )
    from triaged.learn.evaluate import FOLDS, cross_validated

    with _progress("learning", FOLDS) as step:
        return cross_validated(examples, task, now, progress=step)


@contextmanager
def _progress(what: str, total: int) -> Iterator[Step]:
    """A bar on a terminal; nothing where nobody watches."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _: None
        return
    with Progress(console=console, transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda done: bar.update(task, completed=done)
