"""What sections of the page are made of: tables, figures, legends, moments."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from triaged.cli.page.markup import Child, Markup, joined, tag
from triaged.mail.plain import one_line


def table(
    caption: str, heads: Sequence[str], rows: Iterable[Sequence[Child]], *, numbers: Iterable[int] = ()
) -> Markup:
    """A table; nothing where it has no row. The first cell of a row names it; columns in `numbers` stand right."""
    right = frozenset(numbers)
    found = [_row(cells, right) for cells in rows]
    if not found:
        return joined(())
    head = tag("tr", *(_cell("th", words, place in right, scope="col") for place, words in enumerate(heads)))
    inner = tag("table", tag("caption", caption), tag("thead", head), tag("tbody", *found))
    return tag("div", inner, class_="wide", tabindex=0, role="region", aria_label=caption)


def _row(cells: Sequence[Child], right: frozenset[int]) -> Markup:
    first, *rest = cells
    named = _cell("th", first, 0 in right, scope="row")
    return tag("tr", named, *(_cell("td", cell, place in right) for place, cell in enumerate(rest, 1)))


def _cell(name: str, content: Child, right: bool, **attributes: str) -> Markup:
    return tag(name, content, class_="n" if right else "words", **attributes)


def figure(drawn: Markup, caption: str, legend: Iterable[tuple[Markup, str]] = ()) -> Markup:
    """A picture with its words below."""
    items = [tag("li", mark, " ", words) for mark, words in legend]
    listed = tag("ul", *items, class_="legend") if items else joined(())
    scrolled = tag("div", drawn, class_="wide", tabindex=0, role="region", aria_label=caption)
    return tag("figure", scrolled, listed, tag("figcaption", caption))


def section(title: str, *parts: Markup) -> Markup:
    """A part of the page under its heading; nothing where there is nothing to tell."""
    told = [part for part in parts if part.text]
    return tag("section", tag("h2", title), *told) if told else joined(())


def paragraph(words: str) -> Markup:
    """A paragraph; nothing where there are no words."""
    return tag("p", words) if words else joined(())


def moment(text: str, zone: ZoneInfo) -> str:
    """A time as the desk's clock shows it."""
    return datetime.fromisoformat(text).astimezone(zone).strftime("%a %d %b %Y %H:%M")


def strangers(text: str) -> str:
    """Words of a stranger on one line, without what turns the line round."""
    return one_line(text)
