"""The figures of a judgement for the terminal: a table, what was taken for what, and how sure against how right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table

from triaged.cli.tables import terminal, titled

if TYPE_CHECKING:
    from triaged.learn.figures import Figures
    from triaged.learn.metrics import Bin

MOST_CLASSES = 12
"""More topics are not shown against each other: --json has the whole table."""
BAR = 40


def show_figures(figures: Figures, name: str) -> None:
    """Everything that could be measured."""
    console = terminal()
    console.print(escape(f"{name}: {figures.mails} mails, {figures.task}; {figures.how}"))
    console.print()
    console.print(_figures(figures))
    if figures.confusion and len(figures.classes) <= MOST_CLASSES:
        console.print()
        console.print("What was taken for what (a row is what it was)")
        console.print(_confusion(figures))
    if figures.reliability:
        console.print()
        console.print("How sure, and how often right (#: right, | : as often as it was sure)")
        for one in figures.reliability:
            console.print(escape(_picture(one)))


def _figures(figures: Figures) -> Table:
    table = titled("", "figure", "value", "what it means")
    table.title = None
    top = figures.classes[-1]
    ordered = figures.recall is not None
    area = f'a mail that is "{top}" ranks above one that is not' if ordered else "mails of a topic rank above others"
    rows = (
        ("AUC", figures.auc, f"how often {area}; .5 is chance"),
        ("found", figures.recall, f'of all "{top}" mails are in the tenth that ranks highest'),
        ("possible", figures.possible, "could be, with so many of them"),
        ("right", figures.accuracy, "of all judgements"),
        ("macro-F1", figures.macro_f1, "every class counts alike"),
        ("kappa", figures.kappa, "agreement beyond chance" + (", far misses count more" if ordered else "")),
        ("calibration error", figures.calibration_error, "how far sure and right are apart; .03 is good"),
    )
    for what, value, means in rows:
        if value is not None:
            table.add_row(what, f"{value:.3f}", escape(means))
    return table


def _confusion(figures: Figures) -> Table:
    table = titled("", "", *map(escape, figures.classes))
    table.title = None
    for name, row in zip(figures.classes, figures.confusion, strict=True):
        table.add_row(escape(name), *(str(cell) for cell in row))
    return table


def _picture(one: Bin) -> str:
    """A bar as long as how often it was right; the mark stands where it should end."""
    bar = list(("#" * round(one.right * BAR)).ljust(BAR + 1))
    bar[round(one.sure * BAR)] = "|"
    return f"  {one.sure:4.0%} sure  {''.join(bar)} {one.right:4.0%} of {one.count}"
