"""A rehearsal as one HTML page: for those who decide, on screen or on paper. Nothing in it is loaded or runs."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from triaged.cli.page import sections
from triaged.cli.page.markup import Markup, tag
from triaged.cli.page.parts import moment, paragraph
from triaged.cli.page.style import POLICY, STYLE
from triaged.cli.rehearse_tables import left_out


def page(answer: Mapping[str, Any]) -> str:
    """The whole page, from what `rehearsal_json` gave."""
    zone = ZoneInfo(answer["zone"])
    title = f"Rehearsal of {answer['inbox']}"
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=POLICY),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", title),
        tag("style", Markup(STYLE)),
    )
    body = tag("body", _header(title, answer, zone), tag("main", *_sections(answer, zone)), _footer(answer))
    return f"<!DOCTYPE html>\n{tag('html', head, body, lang='en').text}\n"


def _header(title: str, answer: Mapping[str, Any], zone: ZoneInfo) -> Markup:
    when = f"{moment(answer['since'], zone)} to {moment(answer['until'], zone)} ({zone.key})"
    read = f"Read from {', '.join(answer['read'])}. Nothing was sent, and nothing was changed."
    remarks = (paragraph(words) for words in left_out(answer))
    return tag("header", tag("h1", title), paragraph(when), tag("p", read, class_="soft"), *remarks)


def _sections(answer: Mapping[str, Any], zone: ZoneInfo) -> tuple[Markup, ...]:
    return (
        sections.cards(answer),
        sections.promised(answer, zone),
        sections.policy(answer["suggestion"]),
        sections.times(answer),
        sections.judged(answer),
        sections.letters(answer),
        sections.silent(answer, zone),
        sections.people(answer),
        sections.unanswered(answer, zone),
        sections.newest(answer, zone),
    )


def _footer(answer: Mapping[str, Any]) -> Markup:
    named = (
        "It names nobody." if answer["anonymous"] else "It names customers: give it only to those who may read them."
    )
    told = "Made by triaged rehearse from past mail, in virtual time. Figures were seen; they are no forecast. "
    return tag("footer", tag("p", told + named))
