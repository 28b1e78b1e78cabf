"""Articles from a sitemap file whose entries have titles (sitemaps.org, with Google's news fields or a plain title).

    <url><loc>https://help.example.com/en/billing</loc><title>Change your billing address</title></url>

The parser is expat alone, which fetches nothing, and a document type declaration is refused: no entity can be defined,
let alone expanded. Read in one pass, with bounds on depth, entries and text. Entries without a title are left out: a
letter would show a bare address.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.parsers.expat.errors import messages

from triaged.model.article import Article
from triaged.policy.articles.page import MOST, Place, language_of, page, wrong
from triaged.policy.shape import Problem

_DEEPEST = 20
_LONGEST = 2_000
"""Characters of one field of an entry."""
_KEPT = {"loc": "loc", "title": "title", "language": "language", "keywords": "text", "description": "text"}
_FOREIGN = ("image", "video")
"""Extensions whose titles are those of pictures and films, not of the page."""
_DOCTYPE = "a sitemap has no document type declaration"


class _Refused(Exception):
    """The file cannot be used; the message says why."""


@dataclass(slots=True)
class _Reader:
    """What the parser has seen so far. Lives as long as one file."""

    path: list[str] = field(default_factory=list)
    entries: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    size: int = 0

    def start(self, name: str, attributes: dict[str, str], line: int) -> None:
        self.path.append(name.lower())
        self.said, self.size = [], 0
        if len(self.path) > _DEEPEST:
            raise _Refused("its elements are nested too deeply")
        if self.path[-1] == "sitemapindex":
            raise _Refused("this file lists other sitemaps; name the one that lists the pages")
        if self.path[-1] == "url":
            if len(self.entries) >= MOST * 5:
                raise _Refused(f"it has more than {MOST * 5} entries")
            self.entries.append((line, {}))
        kind, _, local = self.path[-1].rpartition(":")
        if local == "link" and kind == "xhtml" and self.entries:
            href, language = attributes.get("href", ""), attributes.get("hreflang", "")
            if href == self.entries[-1][1].get("loc"):
                self.entries[-1][1].setdefault("language", language)

    def data(self, text: str) -> None:
        if self.size < _LONGEST:
            self.said.append(text[: _LONGEST - self.size])
            self.size += len(self.said[-1])

    def end(self) -> None:
        kind, _, local = self.path.pop().rpartition(":")
        if self.entries and local in _KEPT and kind not in _FOREIGN and self.path:
            entry, key = self.entries[-1][1], _KEPT[local]
            # Bounded each time: an entry of nothing but titles would be copied once for each of them.
            entry[key] = f"{entry.get(key, '')} {''.join(self.said)}"[:_LONGEST].strip()
        self.said, self.size = [], 0


def from_sitemap(text: str, *, file: str, languages: Sequence[str]) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """The articles, and what is wrong with the file or with single entries."""
    place, reader = Place(file=file, path="", language=languages[0]), _Reader()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _doctype
    parser.StartElementHandler = lambda name, attributes: reader.start(name, attributes, parser.CurrentLineNumber)
    parser.EndElementHandler = lambda _name: reader.end()
    parser.CharacterDataHandler = reader.data
    try:
        parser.Parse(text, True)
    except _Refused as error:
        return (), (wrong(place, parser.CurrentLineNumber, f"this sitemap cannot be used: {error}"),)
    except (expat.ExpatError, UnicodeEncodeError) as error:
        why = messages[error.code] if isinstance(error, expat.ExpatError) else "lone surrogates"
        return (), (wrong(place, parser.CurrentLineNumber, f"this is not XML: {why}", "a sitemap"),)
    return _pages(place, reader, languages)


def _pages(place: Place, reader: _Reader, languages: Sequence[str]) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    found, problems = list[Article](), list[Problem]()
    for line, entry in reader.entries:
        if not entry.get("title"):
            continue
        url = entry.get("loc", "")
        language = entry.get("language", "").lower().partition("-")[0] or language_of(url.split("/")[3:], languages)
        if language not in languages:
            continue
        one = page(place, title=entry["title"], url=url, text=entry.get("text", ""), line=line, language=language)
        if isinstance(one, Article):
            found.append(one)
        else:
            problems.append(one)
    if not found and not problems:
        hint = "sitemaps without titles cannot be shown in a letter; use articles.folder"
        return (), (wrong(place, 1, "no entry of this sitemap has a title", "<title> or <news:title>", hint),)
    return tuple(found), tuple(problems)


def _doctype(*_: object) -> None:
    raise _Refused(_DOCTYPE)
