"""What `triaged rehearse` prints, from its JSON."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from triaged.cli.rehearse_rows import show_suggestion
from triaged.cli.report_tables import articles_table, figure_tables, spread
from triaged.cli.tables import terminal, titled
from triaged.rules.renewal import ANSWERS_NEEDED

Answer = Mapping[str, Any]
KINDS = {"ack": "acknowledgement", "renewal": "renewal"}
UNKNOWN = "(unknown)"
SHOWN_LETTERS = 4
"""Letters that are printed whole; the page (--html) has more."""


def show_rehearsal(answer: Answer) -> None:
    """Print it: what was read, the figures, and what people would have noticed."""
    console, zone = terminal(), ZoneInfo(answer["zone"])
    for line in _read(answer, zone):
        console.print(escape(line))
    tables = (
        *figure_tables(answer),
        _silences(answer, zone),
        _held(answer, zone),
        _judged(answer),
        _letters(answer),
        articles_table(answer["articles"]),
    )
    _print(console, tables)
    for sample in _usual(answer["letters"]["samples"]):
        console.print()
        for line in _sample(sample):
            console.print(escape(line), soft_wrap=True)
    console.print()
    for line in (*_times(answer), *renewals(answer, zone), *breaker(answer, zone), *busiest(answer, zone)):
        console.print(escape(line))
    _print(console, (_notices(answer),))
    show_suggestion(console, answer["suggestion"])
    _print(console, (_unanswered(answer, zone),))


def _print(console: Console, tables: Iterable[Table]) -> None:
    for table in tables:
        if table.row_count:
            console.print()
            console.print(table)


def _read(answer: Answer, zone: ZoneInfo) -> Iterator[str]:
    since, until = _moment(answer["since"], zone), _moment(answer["until"], zone)
    yield f"Rehearsal of {answer['inbox']}: {since} to {until} ({zone.key})"
    mails, sent = _count(answer["mails"], "mail"), _count(answer["sent"], "sent mail")
    yield f"{mails} and {sent} from {', '.join(answer['read'])}"
    yield "Nothing was sent, and nothing was changed."
    yield from left_out(answer)


def left_out(answer: Answer) -> Iterator[str]:
    """Which mails were not replayed, and what was assumed of letters."""
    if answer["undated"]:
        yield f"Left out, since nothing tells when they arrived: {_count(answer['undated'], 'mail')}."
    if answer["unreadable"]:
        yield f"In quarantine, since they could not be handled: {_count(answer['unreadable'], 'mail')}."
    if answer["assumed_on"]:
        yield "Letters are not switched on in rules.toml; here each one left at once."


def renewals(answer: Answer, zone: ZoneInfo) -> Iterator[str]:
    """How many customers were told that we are late, and from when on."""
    renewals = answer["renewals"]
    by_day = renewals["by_day"]
    told = sum(by_day.values())
    most = max(by_day, key=by_day.__getitem__, default=None)
    yield f"Customers told that we are late: {told}" + (f", most on {_day(most)} ({by_day[most]})." if most else ".")
    if renewals["send"] == "off":
        yield "Renewals are off (renewal.send)."
    elif renewals["needs"] == "answers seen" and renewals["off_until"] is None:
        yield f"Nobody is told by itself: fewer than {ANSWERS_NEEDED} answers were seen (renewal.needs)."
    elif renewals["needs"] == "answers seen":
        began = _moment(renewals["off_until"], zone)
        yield f"Nobody was before {began}: fewer than {ANSWERS_NEEDED} answers had been seen (renewal.needs)."
    if renewals["off_again"]:
        off = renewals["off_again"]
        yield f"From {_moment(off['at'], zone)} nobody was until somebody looked: {off['why']}"


def breaker(answer: Answer, zone: ZoneInfo) -> Iterator[str]:
    """When too many letters would have stopped all of them."""
    for stopped in answer["breaker"]:
        yield f"The breaker would have opened on {_moment(stopped['at'], zone)}: {stopped['why']}."


def busiest(answer: Answer, zone: ZoneInfo) -> Iterator[str]:
    """For which half hour most was promised."""
    if answer["busiest"]:
        count = _count(answer["busiest"]["promises"], "promise")
        yield f"Busiest half hour: {count} for {_moment(answer['busiest']['from'], zone)} or up to half an hour later."


def _silences(answer: Answer, zone: ZoneInfo) -> Table:
    table = titled("Why mails were not acknowledged", "mails", "row", "why", "for example")
    for one in answer["not_acknowledged"]:
        cells = (str(one["count"]), one["row"], one["words"], _example(one["examples"], zone))
        table.add_row(*map(escape, cells))
    return table


def _held(answer: Answer, zone: ZoneInfo) -> Table:
    table = titled("Letters that would wait for a person", "letters", "why", "for example")
    for one in answer["held"]:
        table.add_row(str(one["count"]), escape(one["why"]), escape(_example(one["examples"], zone)))
    return table


def _example(examples: Sequence[Answer], zone: ZoneInfo) -> str:
    """The first one: subject, author, day."""
    for one in examples:
        day = datetime.fromisoformat(one["arrived"]).astimezone(zone)
        return f"{_cut(one['subject']) or '(no subject)'} ({one['author']}, {day:%d %b})"
    return ""


def _judged(answer: Answer) -> Table:
    """Shares are of what each question was asked of: who wrote of all mail, the rest of what persons wrote."""
    table = titled("How mail was judged", "question", "answer", "threads", "share")
    asked = {
        "Who wrote?": "kinds",
        "How urgent?": "urgencies",
        "About what?": "topics",
        "In which tone?": "tones",
        "In which language?": "languages",
    }
    for question, key in asked.items():
        counts = answer["judged"][key]
        for place, (name, count) in enumerate(counts.items()):
            share = f"{100 * count // sum(counts.values())} %"
            table.add_row("" if place else question, escape(name or UNKNOWN), str(count), share)
    return table


def _letters(answer: Answer) -> Table:
    table = titled("Letters to customers", "letters", "language", "kind", "words")
    for sort in answer["letters"]["sorts"]:
        table.add_row(str(sort["count"]), sort["language"], KINDS.get(sort["kind"], sort["kind"]), words_of(sort))
    return table


def words_of(sort: Answer) -> str:
    """What makes the words of a sort of letters differ."""
    return ", ".join(sort["marks"]) or "the usual ones"


def _usual(samples: Sequence[Answer]) -> Iterator[Answer]:
    """The most frequent letter of each kind and language."""
    seen = {(sample["kind"], sample["language"]): sample for sample in reversed(samples)}
    chosen = [sample for sample in samples if sample in seen.values()]
    yield from chosen[:SHOWN_LETTERS]


def _sample(sample: Answer) -> Iterator[str]:
    yield f"── {KINDS[sample['kind']]} ({sample['language']}), {words_of(sample)}: {_count(sample['count'], 'letter')}"
    yield f"Subject: {sample['subject']}"
    yield ""
    yield from sample["text"].rstrip().splitlines()


def _times(answer: Answer) -> Iterator[str]:
    if answer["times"]["ahead"]["count"]:
        yield f"Promised times lay so long after the mail (median, 90 %, longest): {spread(answer['times']['ahead'])}."


def _notices(answer: Answer) -> Table:
    table = titled("Who would have been told", "person", "notices", "on days", "most on a day", "at which hours")
    for each in answer["notices"]:
        table.add_row(
            escape(each["person"]),
            str(each["notices"]),
            str(each["days"]),
            f"{each['most']['notices']} on {_day(each['most']['day'])}",
            ", ".join(f"{hour} h: {count}" for hour, count in each["by_hour"].items()),
        )
    return table


def _unanswered(answer: Answer, zone: ZoneInfo) -> Table:
    threads = answer["unanswered"]
    shown = len(threads["longest_ago"])
    title = f"Not answered yet, and late: {threads['count']}"
    if 0 < shown < threads["count"]:
        title += f", the first {shown}"
    table = titled(title, "arrived", "customer", "subject")
    for thread in threads["longest_ago"]:
        table.add_row(_moment(thread["arrived"], zone), escape(thread["customer"]), escape(thread["subject"]))
    return table


def _moment(text: str, zone: ZoneInfo) -> str:
    return datetime.fromisoformat(text).astimezone(zone).strftime("%a %d %b %Y %H:%M")


def _day(text: str) -> str:
    return date.fromisoformat(text).strftime("%a %d %b %Y")


def _count(number: int, what: str) -> str:
    return f"{number} {what}" + ("" if number == 1 else "s")


def _cut(text: str, most: int = 60) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
