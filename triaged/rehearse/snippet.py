"""The suggested promise rows as they stand in rules.toml: ready to be put in the place of those that are there."""

from collections.abc import Iterator
from datetime import timedelta

from triaged.hours import WorkSpan
from triaged.policy.full.judging import row_pairs
from triaged.policy.full.toml import written
from triaged.rehearse.friendly import friendly, length
from triaged.rehearse.suggest import Suggested, Suggestion

_WIDTH = 8


def snippet(suggestion: Suggestion, *, where: str) -> str:
    """The rows as TOML, each with what it rests on as a comment; "" where there were too few answers.

    `where` says in words which mail was replayed. Rows that stay are there too: the first that fits decides.
    """
    if not suggestion.says_something:
        return ""
    lines = [
        f"# Suggested by triaged rehearse: {where}.",
        "# These rows stand in the place of every [[promise.row]] of rules.toml. They were seen, not forecast.",
    ]
    for suggested in suggestion.rows:
        lines += ["", *(f"# {line}" for line in _why(suggested, suggestion)), "[[promise.row]]"]
        pairs = {key: value for key, value in row_pairs(suggested.row).items() if value != {}}
        lines += (f"{key:{_WIDTH}} = {written(value)}" for key, value in pairs.items())
    return "\n".join(lines) + "\n"


def _why(suggested: Suggested, suggestion: Suggestion) -> Iterator[str]:
    """What a row rests on, in plain words."""
    mails = f"{suggested.mails} of {suggestion.mails} mails"
    if suggested.reads == "as it is":
        yield f"{mails}, too few answers for a time of its own: as it is in rules.toml"
        return
    of_hundred = f"{100 * suggestion.level:g} of 100"
    counts = f"{suggested.answers} answered, {suggested.waiting} waiting, {suggested.never} never answered"
    yield f"{mails}: {counts}"
    if suggested.needs is None:
        yield f"no time was seen within which {of_hundred} were answered: this is promise.at_most"
    else:
        yield f"{of_hundred} were answered within {span(suggested.needs)} of working time"
        needed = friendly(suggested.needs, suggestion.day)
        if length(needed, suggestion.day) > length(suggested.row.reply, suggestion.day):
            yield f"this is promise.at_most: {needed} would be needed"
    if suggested.raised:
        yield "which is the time of a more urgent row: less urgent mail is never promised a sooner one"


def span(time: timedelta) -> str:
    """Working time as rules.toml writes it, up to the next minute."""
    minutes = -(-time // timedelta(minutes=1))
    return str(WorkSpan(time=timedelta(minutes=minutes)))
