"""The tables of `triaged report`. A share never stands without the two counts that it comes from."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.markup import escape
from rich.table import Table

from triaged.cli.tables import titled

Group = Mapping[str, Any]
TITLES = {
    "promises": "Promises: what customers were told",
    "commitments": "Commitments: what people promised themselves",
    "targets": "Targets: times that only we know",
}
OUTCOMES = (
    "made",
    "kept",
    "renewed",
    "missed",
    "closed unanswered",
    "released",
    "open",
    "late: median, 90 %, worst",
)
"""What became of promises: the heads of their columns, behind that of their group."""
NOBODY = "(none)"
"""A group without a name: a thread without a topic, a promise nobody was named for."""


def group_tables(answer: Mapping[str, Any]) -> Iterator[Table]:
    """Every table of the report; some may be without a row."""
    yield from figure_tables(answer)
    yield _silences(answer["total"])
    yield articles_table(answer["articles"])


def figure_tables(answer: Mapping[str, Any]) -> Iterator[Table]:
    """Those of promises, answers and acknowledgements."""
    groups = [(group["group"] or NOBODY, group) for group in answer["groups"]]
    groups.append(("all", answer["total"]))
    by = answer["by"]
    for sort, title in TITLES.items():
        yield _outcomes(title, by, sort, groups)
    yield _answers(by, groups)


def _outcomes(title: str, by: str, sort: str, groups: list[tuple[str, Group]]) -> Table:
    table = titled(title, by, *OUTCOMES)
    for name, group in groups:
        of = group[sort]
        if of["made"]:
            table.add_row(
                escape(name),
                str(of["made"]),
                share_of(of["kept"], of["judged"]),
                str(of["renewed"]),
                f"{of['missed']} ({of['waiting']} not answered yet)" if of["waiting"] else str(of["missed"]),
                str(of["closed_unanswered"]),
                str(of["released"]),
                str(of["open"]),
                spread(of["late"]),
            )
    return table


def _answers(by: str, groups: list[tuple[str, Group]]) -> Table:
    table = titled("Answers and acknowledgements", by, "answers", "after", "acknowledged", "after", "not acknowledged")
    for name, group in groups:
        answers, told = group["answers"], group["acknowledged"]
        silent = sum(one["count"] for one in group["silences"])
        if answers["count"] or told["count"] or silent:
            table.add_row(
                escape(name),
                str(answers["count"]),
                spread(answers["waited"]),
                str(told["count"]),
                spread(told),
                str(silent),
            )
    return table


def _silences(total: Group) -> Table:
    table = titled("Why mails were not acknowledged", "mails", "row", "why")
    for one in total["silences"]:
        table.add_row(str(one["count"]), escape(one["row"]), escape(one["words"]))
    return table


def articles_table(shown: Sequence[Mapping[str, Any]]) -> Table:
    """What became of the threads whose letter named a help article."""
    table = titled(
        "Help articles in acknowledgements: what became of the threads",
        "article",
        "offered",
        "said solved",
        "closed unanswered",
        "a person answered",
        "open",
    )
    for one in shown:
        counts = (str(one[name]) for name in ("solved", "closed", "answered", "open"))
        table.add_row(escape(one["url"]), str(one["offered"]), *counts)
    return table


def rising_table(risen: Mapping[str, Any], since: str) -> Table:
    """The topics that had more new threads than usual; `since` as it is printed."""
    title = f"More than usual: new threads since {since}"
    table = titled(title, "inbox", "topic", "threads", "usual", "so many by chance alone")
    for one in risen["topics"]:
        cells = (one["inbox"], one["topic"], one["count"], one["usual"], one["words"])
        table.add_row(*(escape(str(cell)) for cell in cells))
    return table


def share_of(part: int, whole: int) -> str:
    """A share never stands without its two counts: "22 of 28 (78 %)"."""
    return f"{part} of {whole} ({100 * part // whole} %)" if whole else str(part)


def spread(values: Mapping[str, Any]) -> str:
    """Median, what nine of ten are under, and worst."""
    if not values["count"]:
        return "-"
    return ", ".join(length(values[name]) for name in ("median", "ninth", "worst"))


def length(seconds: int) -> str:
    """A duration in clock time: "40 s", "12 min", "3 h 05", "2 d 4 h"."""
    if seconds < 60:
        return f"{seconds} s"
    minutes = seconds // 60
    hours, minutes_left = divmod(minutes, 60)
    if not hours:
        return f"{minutes} min"
    return f"{hours} h {minutes_left:02}" if hours < 48 else f"{hours // 24} d {hours % 24} h"
