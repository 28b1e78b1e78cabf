"""What an article must be, wherever it comes from: a title for one line of a letter, an address that can be opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from triaged.model.article import Article
from triaged.policy.problems import Wrong, shortened
from triaged.policy.references import parse_web
from triaged.policy.shape import Problem

MOST = 1_000
"""Articles on the shelf."""
LARGEST = 1 << 18
"""Octets of one article."""
LARGEST_SITEMAP = 1 << 22
LONGEST_TITLE, MOST_WORDS = 80, 10
"""Characters and words: a letter has room for no more."""
LONGEST_URL = 200
PATH = "{path}"
"""What stands in articles.url for the article's place in the folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an article lies: `file` as problems name it, `path` in the folder without ending, its `language`."""

    file: str
    path: str
    language: str


def page(place: Place, *, title: str, url: str, text: str, line: int = 1, language: str = "") -> Article | Problem:
    """The article, or what is wrong with it. `line` is where its title stands."""
    title = " ".join("".join(char if char.isprintable() else " " for char in title).split())
    if not title:
        return wrong(place, line, "this article has no title", "`# Title` in the first line")
    if len(title) > LONGEST_TITLE:
        return wrong(place, line, f"this title is longer than {LONGEST_TITLE} characters", "it stands in a letter")
    if len(title.split()) > MOST_WORDS:
        return wrong(place, line, f"this title has more than {MOST_WORDS} words", "it stands in a letter")
    if "://" in title or "@" in title:
        return wrong(place, line, "a title must not hold an address", "")
    if len(url) > LONGEST_URL or not url.isascii():
        return wrong(place, line, f"the address of this article is not {LONGEST_URL} ASCII characters at most")
    try:
        address = parse_web(url)
    except Wrong as error:
        return wrong(place, line, f"the address of this article cannot be used: {error.what}", error.expected)
    return Article(title=title, url=address, language=language or place.language, text=text)


def address_of(place: Place, template: str) -> str:
    """The address of an article that names none, "" without a template."""
    return template.replace(PATH, quote(place.path)) if template else ""


def wrong(place: Place, line: int, what: str, expected: str = "", hint: str = "") -> Problem:
    """A problem of this article."""
    return Problem(file=place.file, line=line, column=1, what=shortened(what, 200), expected=expected, hint=hint)


def language_of(path: Sequence[str], languages: Sequence[str]) -> str:
    """The language that a part of the path names ("de", or "invoice.de"), else the first of the house."""
    for part in path:
        if part in languages:
            return part
        if "." in part and part.rpartition(".")[2] in languages:
            return part.rpartition(".")[2]
    return languages[0]
