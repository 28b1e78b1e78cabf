"""One article from a Markdown file.

    # How to change your billing address          front matter (title, url, language), or the first line: the title
    https://help.example.com/billing-address      the second line: its address, where articles.url does not make it

Only what a reader reads is kept: no addresses, no HTML, no marks. Linear time whatever the file holds.
"""

import re
from collections.abc import Mapping, Sequence

from triaged.model.article import Article
from triaged.policy.articles.page import Place, address_of, page, wrong
from triaged.policy.shape import Problem

_FENCE = "---"
_LONGEST_FRONT = 60
_FIELD = re.compile(r"([A-Za-z_]{1,20})\s*:\s*(.*)")
_TARGET = re.compile(r"\]\([^()\[\]]{0,500}\)")
_COMMENT = re.compile(r"<!--(?:(?!-->).)*+(?:-->)?", re.DOTALL)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>")
_MARKS = re.compile(r"[*_`~|\[\]]+")
_LEADING = re.compile(r"^[\s#>*+-]+", re.MULTILINE)


def from_markdown(text: str, *, place: Place, url: str, languages: Sequence[str]) -> Article | Problem:
    """The article, or what is wrong with it. `url` is articles.url, `languages` those of the house."""
    lines = text.removeprefix("\ufeff").splitlines()
    front, begins = _front_matter(lines)
    if begins < 0:
        return wrong(place, 1, "the front matter never ends", f"a line `{_FENCE}` behind it")
    title, address = front.get("title", ""), front.get("url", "")
    at = 1
    if not title:
        begins = next((number for number in range(begins, len(lines)) if lines[number].strip()), len(lines))
        title, at = plain(lines[begins]) if begins < len(lines) else "", begins + 1
        begins += 1
    if not address and begins < len(lines) and lines[begins].strip(" <>").startswith(("https://", "http://")):
        address = lines[begins].strip(" <>")
        begins += 1
    address = address or address_of(place, url)
    if not address:
        hint = 'or set articles.url = "https://help.example.com/{path}"'
        return wrong(place, at, "this article has no address", "an https address in its second line", hint)
    language = front.get("language", front.get("lang", ""))
    if language and language not in languages:
        return wrong(place, 1, f'"{language}" is no language of the house', "one of company.languages")
    return page(place, title=title, url=address, text=plain("\n".join(lines[begins:])), line=at, language=language)


def _front_matter(lines: Sequence[str]) -> tuple[Mapping[str, str], int]:
    """Its fields, and the line behind it; -1 where it never ends."""
    if not lines or lines[0].strip() != _FENCE:
        return {}, 0
    fields = dict[str, str]()
    for number, line in enumerate(lines[1:_LONGEST_FRONT], 1):
        if line.strip() == _FENCE:
            return fields, number + 1
        found = _FIELD.fullmatch(line.strip())
        if found is not None:
            fields[found[1].lower()] = found[2].strip().strip("\"'")
    return fields, -1


def plain(text: str) -> str:
    """What a reader reads of Markdown."""
    text = _COMMENT.sub(" ", text)
    for pattern, put in ((_TARGET, "] "), (_TAG, " "), (_LEADING, ""), (_MARKS, " ")):
        text = pattern.sub(put, text)
    return " ".join(text.split())
