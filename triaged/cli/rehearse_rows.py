"""What `triaged rehearse` prints of the policy that a team could keep."""

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from triaged.cli.report_tables import share_of
from triaged.cli.tables import titled

Answer = Mapping[str, Any]
AS_IT_IS = "as it is"


def show_suggestion(console: Console, suggestion: Answer) -> None:
    """The rows, what they rest on, and the text for rules.toml."""
    if not suggestion["mails"]:
        return
    console.print()
    console.print(_table(suggestion))
    for line in remarks(suggestion):
        console.print(escape(line))
    if suggestion["toml"]:
        console.print()
        console.print(escape(suggestion["toml"].rstrip()), soft_wrap=True)


def row_heads(suggestion: Answer) -> tuple[str, ...]:
    """The heads of the columns of the suggested rows."""
    return (
        "row",
        "share of mail",
        "answered",
        "waiting",
        "never",
        "reply now",
        "kept now",
        f"{percent(suggestion['level'])} answered within",
        "suggested",
        "would be kept",
    )


def _table(suggestion: Answer) -> Table:
    table = titled("A policy that this team could keep (seen, not forecast)", *row_heads(suggestion))
    for row in suggestion["rows"]:
        cells = (
            row["row"],
            share_of(row["mails"], suggestion["mails"]),
            str(row["answers"]),
            str(row["waiting"]),
            str(row["never"]),
            ", ".join(row["now"]),
            share_of(row["kept_now"]["kept"], row["kept_now"]["of"]) if row["kept_now"]["of"] else "",
            *suggested(row),
        )
        table.add_row(*map(escape, cells))
    return table


def suggested(row: Answer) -> tuple[str, str, str]:
    """What was needed, what is suggested, and which share of mails would have kept it."""
    if row["reads"] == AS_IT_IS:
        return "", AS_IT_IS, ""
    return row["needs"] or "no time seen", row["reply"], percent(row["kept"])


def remarks(suggestion: Answer) -> Iterator[str]:
    """How the table is to be read."""
    yield (
        "Working time. Who still waits counts for as long as that is known (censored); who waits longer than "
        f"{suggestion['never_after_days']} days was never answered and is in no time."
    )
    if not suggestion["says_something"]:
        yield f"Nothing is suggested: a time needs {suggestion['needs_answers']} answers."
    elif any(row["raised"] for row in suggestion["rows"]):
        yield "Less urgent mail is never promised a sooner time: such a row has the time of a more urgent one."


def percent(share: float) -> str:
    """A share, down to the next whole percent: 94.9 % are not 95 %."""
    return f"{int(100 * share + 1e-6)} %"
