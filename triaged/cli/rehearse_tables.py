"""What `triaged rehearse` prints, from its JSON."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from rich.markup import escape
from rich.table import Table

from triaged.cli.report_tables import group_tables
from triaged.cli.tables import terminal, titled
from triaged.rules.renewal import ANSWERS_NEEDED

Answer = Mapping[str, Any]
FEW = "too few"


def show_rehearsal(answer: Answer) -> None:
    """Print it: what was read, the figures, and what people would have noticed."""
    console, zone = terminal(), ZoneInfo(answer["zone"])
    for line in _read(answer, zone):
        console.print(escape(line))
    for table in (*group_tables(answer), _held(answer)):
        if table.row_count:
            console.print()
            console.print(table)
    console.print()
    for line in (*_renewals(answer, zone), *_breaker(answer, zone), *_busiest(answer, zone)):
        console.print(escape(line))
    for table in (_notices(answer), _rows(answer), _unanswered(answer, zone)):
        if table.row_count:
            console.print()
            console.print(table)


def _read(answer: Answer, zone: ZoneInfo) -> Iterator[str]:
    since, until = _moment(answer["since"], zone), _moment(answer["until"], zone)
    yield f"Rehearsal of {answer['inbox']}: {since} to {until} ({zone.key})"
    mails, sent = _count(answer["mails"], "mail"), _count(answer["sent"], "sent mail")
    yield f"{mails} and {sent} from {', '.join(answer['read'])}"
    yield "Nothing was sent, and nothing was changed."
    if answer["undated"]:
        yield f"Left out, since nothing tells when they arrived: {_count(answer['undated'], 'mail')}."
    if answer["unreadable"]:
        yield f"In quarantine, since they could not be handled: {_count(answer['unreadable'], 'mail')}."
    if answer["assumed_on"]:
        yield "Letters are not switched on in rules.toml; here each one left at once."


def _renewals(answer: Answer, zone: ZoneInfo) -> Iterator[str]:
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


def _breaker(answer: Answer, zone: ZoneInfo) -> Iterator[str]:
    for stopped in answer["breaker"]:
        yield f"The breaker would have opened on {_moment(stopped['at'], zone)}: {stopped['why']}."


def _busiest(answer: Answer, zone: ZoneInfo) -> Iterator[str]:
    if answer["busiest"]:
        count = _count(answer["busiest"]["promises"], "promise")
        yield f"Busiest half hour: {count} for {_moment(answer['busiest']['from'], zone)} or up to half an hour later."


def _held(answer: Answer) -> Table:
    table = titled("Letters that would wait for a person", "letters", "why")
    for why, count in answer["held"].items():
        table.add_row(str(count), escape(why))
    return table


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


def _rows(answer: Answer) -> Table:
    table = titled(
        "A policy that this team could keep (seen, not forecast)",
        "row",
        "reply now",
        "answers",
        "not answered",
        "kept by 90 of 100",
        "kept by 95 of 100",
    )
    for row in answer["rows"]:
        table.add_row(
            escape(row["row"]),
            row["reply"],
            str(row["answers"]),
            str(row["unanswered"]),
            row["met_90"] or FEW,
            row["met_95"] or FEW,
        )
    return table


def _unanswered(answer: Answer, zone: ZoneInfo) -> Table:
    threads = answer["unanswered"]
    shown = len(threads["longest_ago"])
    title = f"Never answered: {threads['count']}" + (f", the first {shown}" if shown < threads["count"] else "")
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
