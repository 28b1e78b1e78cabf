"""The sections of a rehearsal's page, in the order in which they are read."""

from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from triaged.cli.page.curves import curves, line
from triaged.cli.page.markup import Markup, joined, tag
from triaged.cli.page.parts import figure, moment, paragraph, section, strangers, table
from triaged.cli.page.pictures import bar, hours, legend, swatch, weeks
from triaged.cli.rehearse_rows import AS_IT_IS, percent, remarks, row_heads, suggested
from triaged.cli.rehearse_tables import KINDS, UNKNOWN, breaker, busiest, renewals, words_of
from triaged.cli.report_tables import OUTCOMES, share_of, spread

Answer = Mapping[str, Any]
ARTICLES = ("article", "offered", "said solved", "closed unanswered", "a person answered", "open")


def cards(answer: Answer) -> Markup:
    """The figures that are asked for first."""
    promises, told = answer["total"]["promises"], answer["total"]["acknowledged"]["count"]
    kept = f"{100 * promises['kept'] // promises['judged']} %" if promises["judged"] else "none"
    silent = sum(one["count"] for one in answer["not_acknowledged"])
    figures = (
        ("mails", str(answer["mails"]), f"and {answer['sent']} sent"),
        ("acknowledged", str(told), f"{silent} not, {sum(one['count'] for one in answer['held'])} held"),
        ("promises kept", kept, f"{promises['kept']} of {promises['judged']}"),
        ("late letters", str(sum(answer["renewals"]["by_day"].values())), "a new time was told"),
        ("late, not answered", str(answer["unanswered"]["count"]), "at the end"),
    )
    cells = (tag("div", tag("dt", name), tag("dd", value, tag("small", more))) for name, value, more in figures)
    return tag("dl", *cells, class_="cards")


def promised(answer: Answer, zone: ZoneInfo) -> Markup:
    """What was promised, and what the team's real answers made of it."""
    groups = answer["weeks"]
    if not answer["total"]["promises"]["made"]:
        return joined(())
    keys = ("renewed", "missed", "closed_unanswered", "released", "open")
    rows = []
    for name, group in [*((group["group"], group) for group in groups), ("all", answer["total"])]:
        of = group["promises"]
        shares = (str(of["made"]), _whole(of["kept"], of["judged"]))
        rows.append((name.replace("-", "\u2011"), *shares, *(str(of[key]) for key in keys), spread(of["late"])))
    caption = (
        "Promises by the week in which they were made. What is open has its time ahead: it counts neither as kept nor "
        "as missed."
    )
    marks = [(swatch(class_), words) for class_, words in legend(groups)]
    drawn = figure(weeks(groups), caption, marks)
    told = " ".join((*renewals(answer, zone), *busiest(answer, zone)))
    return section(
        "Promises, kept and missed", drawn, table("Promises", ("week", *OUTCOMES), rows, numbers=(1,)), paragraph(told)
    )


def times(answer: Answer) -> Markup:
    """Which times customers would have been told."""
    ahead, by_hour = answer["times"]["ahead"], answer["times"]["by_hour"]
    if not ahead["count"]:
        return joined(())
    told = f"Promised times lay so long after the mail (median, 90 %, longest): {spread(ahead)}."
    return section(
        "Times that were promised", paragraph(told), figure(hours(by_hour), "Promised times by hour of the day.")
    )


def policy(suggestion: Answer) -> Markup:
    """The policy that this team could keep."""
    if not suggestion["mails"]:
        return joined(())
    rows = suggestion["rows"]
    timed = [row for row in rows if row["reads"] != AS_IT_IS]
    caption = (
        f"Mails answered, by working hours. The dotted line is at {percent(suggestion['level'])}; a dot is the "
        "suggested time. Who still waits counts for as long as that is known."
    )
    marks = [(line(place), f"{row['row']}: {row['reply']}") for place, row in enumerate(timed)]
    drawn = figure(curves(timed, suggestion["level"]), caption, marks) if timed else joined(())
    cells = (_policy_row(row, suggestion["mails"]) for row in rows)
    read = [paragraph(words) for words in remarks(suggestion)]
    text = [tag("h3", "For rules.toml"), tag("pre", suggestion["toml"])] if suggestion["toml"] else []
    shown = table("Rows, and what they rest on", row_heads(suggestion), cells, numbers=(2, 3, 4))
    return section("A policy that this team could keep", drawn, shown, *read, *text)


def _policy_row(row: Answer, mails: int) -> Sequence[str]:
    kept = row["kept_now"]
    return (
        row["row"],
        _whole(row["mails"], mails),
        str(row["answers"]),
        str(row["waiting"]),
        str(row["never"]),
        ", ".join(row["now"]),
        _whole(kept["kept"], kept["of"]) if kept["of"] else "",
        *suggested(row),
    )


def judged(answer: Answer) -> Markup:
    """How mail was judged."""
    if not answer["judged"]["kinds"]:
        return joined(())
    asked = {
        "Who wrote": "kinds",
        "Urgency": "urgencies",
        "Topic": "topics",
        "Tone": "tones",
        "Language": "languages",
    }
    tables = (_shares(question, answer["judged"][key]) for question, key in asked.items())
    return section("How mail was judged", tag("div", *tables, class_="pair"))


def _shares(question: str, counts: Mapping[str, int]) -> Markup:
    whole = sum(counts.values())
    rows = ((name or UNKNOWN, str(n), joined((bar(n / whole), f" {percent(n / whole)}"))) for name, n in counts.items())
    return table(question, ("answer", "threads", "share"), rows, numbers=(1,))


def letters(answer: Answer) -> Markup:
    """In which words customers would have been written to."""
    told = answer["letters"]
    rows = ((KINDS[sort["kind"]], sort["language"], words_of(sort), str(sort["count"])) for sort in told["sorts"])
    shown = table("Letters to customers", ("kind", "language", "words", "letters"), rows, numbers=(3,))
    named = table("Help articles that letters named", ARTICLES, map(_article, answer["articles"]), numbers=range(1, 6))
    return section("In which words", shown, *(_letter(sample) for sample in told["samples"]), named)


def _article(one: Answer) -> Sequence[str]:
    return one["url"], *(str(one[name]) for name in ("offered", "solved", "closed", "answered", "open"))


def _letter(sample: Answer) -> Markup:
    title = f"{KINDS[sample['kind']]}, {sample['language']}: {words_of(sample)} ({sample['count']})"
    text = tag("pre", strangers(sample["subject"]), "\n\n", sample["text"].rstrip(), lang=sample["language"])
    return tag("article", tag("h3", title), text)


def silent(answer: Answer, zone: ZoneInfo) -> Markup:
    """Which mails got no letter, or a letter that waits, and why."""
    why = ((one["words"], one["row"], str(one["count"]), _examples(one, zone)) for one in answer["not_acknowledged"])
    held = ((one["why"], str(one["count"]), _examples(one, zone)) for one in answer["held"])
    return section(
        "No letter, and why",
        table("Not acknowledged", ("why", "row", "mails", "for example"), why, numbers=(2,)),
        table("Letters that would wait for a person", ("why", "letters", "for example"), held, numbers=(1,)),
        *(paragraph(line) for line in breaker(answer, zone)),
    )


def _examples(one: Answer, zone: ZoneInfo) -> Markup:
    found = (
        f"{strangers(each['subject']) or '(no subject)'} ({strangers(each['author'])}, {moment(each['arrived'], zone)})"
        for each in one["examples"]
    )
    return joined(tag("div", words) for words in found)


def people(answer: Answer) -> Markup:
    """Which colleagues would have been told something, and when."""
    rows = (
        (
            each["person"],
            str(each["notices"]),
            str(each["days"]),
            f"{each['most']['notices']} on {each['most']['day']}",
            ", ".join(f"{hour} h: {number}" for hour, number in each["by_hour"].items()),
        )
        for each in answer["notices"]
    )
    heads = ("person", "notices", "on days", "most on a day", "at which hours")
    return section("Who would have been told", table("Notices", heads, rows, numbers=(1, 2)))


def unanswered(answer: Answer, zone: ZoneInfo) -> Markup:
    """Threads whose time passed without any answer."""
    threads = answer["unanswered"]["longest_ago"]
    rows = ((moment(one["arrived"], zone), strangers(one["customer"]), strangers(one["subject"])) for one in threads)
    shown = table("Longest ago first", ("arrived", "customer", "subject"), rows)
    return section(f"Not answered yet, and late: {answer['unanswered']['count']}", shown)


def newest(answer: Answer, zone: ZoneInfo) -> Markup:
    """The newest conversations one by one: judged how, promised when, answered when."""
    rows = (_conversation(one, zone) for one in answer["newest"])
    heads = ("arrived", "customer and subject", "judged", "promised", "answered", "became")
    return section("Mail by mail", table("The newest conversations", heads, rows))


def _conversation(one: Answer, zone: ZoneInfo) -> Sequence[Markup | str]:
    judged_as = [one["urgency"], one["topic"], one["language"]] if one["kind"] == "person" else [one["kind"]]
    promised_for = moment(one["promised"], zone) if one["promised"] else ""
    silent_for = f"not acknowledged: {one['words']}" if one["words"] else "" if one["acknowledged"] else "held"
    return (
        moment(one["arrived"], zone),
        joined(tag("div", strangers(words)) for words in (one["customer"], one["subject"]) if words),
        ", ".join(word for word in judged_as if word),
        promised_for or silent_for,
        moment(one["answered"], zone) if one["answered"] else "",
        one["outcome"],
    )


def _whole(part: int, whole: int) -> str:
    """A share that stays on one line."""
    return share_of(part, whole).replace(" ", "\u00a0")
