"""Patterns of rules.toml. All are matched in time that grows linearly with the text, whatever the pattern (RE2)."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Protocol

import re2

from triaged.policy.problems import Wrong, shortened
from triaged.policy.shape import Pattern

MAX_PATTERN = 1000
MOST_FINDS = 20
"""So many places where a pattern fits are looked at: each of them may cost one reading of the text."""
MOST_TOGETHER = 8_000
"""Characters of words in one expression: far below what the engine refuses or is slow with."""
_WORDS_MEMORY = 2 << 20
"""Octets that the engine may take for words, a quarter of what it is used to. With more it lays up, for each word, a
table of 0.3 MB for a kind of search that is never made here: memory grew by that with each word in rules.toml."""
_NOT_EDGE = r"[^\p{L}\p{M}\p{N}_]"
_ADDRESS = re.compile(r"[^\s@,;<>\"]+@[^\s@,;<>\"]+")


class _Search(Protocol):
    """What is used of a compiled expression."""

    def search(self, text: bytes) -> object: ...


class _Found(Protocol):
    """What is used of a match."""

    def group(self) -> bytes: ...
    def groups(self) -> Sequence[bytes | None]: ...


class _Find(_Search, Protocol):
    """What is used of a compiled expression whose finds are wanted."""

    def finditer(self, text: bytes) -> Iterator[_Found]: ...


def linear(expression: str) -> _Search:
    """`expression` compiled by the linear-time engine, upper and lower case alike. Raises Wrong with its complaint."""
    return _compiled(expression, never_capture=True)


def _compiled(expression: str, *, never_capture: bool, memory: int = 0) -> _Find:
    """`memory`: octets the engine may take, 0 for what it is used to."""
    options = re2.Options()
    options.max_mem = memory or options.max_mem
    options.log_errors = False
    options.case_sensitive = False
    options.never_capture = never_capture
    try:
        compiled: _Find = re2.compile(expression.encode(), options)
    except re2.error as error:
        reason = error.args[0].decode(errors="replace") if error.args else "unknown"
        raise Wrong(
            f"this regular expression cannot be used: {shortened(reason, 80)}",
            expected="RE2 syntax",
            hint="RE2 has no look-around and no back-references",
        ) from None
    return compiled


@dataclass(frozen=True, slots=True)
class Words:
    """Words or, after "re:", a regular expression; looked for anywhere in a text."""

    source: str
    compiled: _Search = field(compare=False, repr=False)

    def search(self, text: str) -> bool:
        """Whether the pattern occurs."""
        return self.compiled.search(text.encode(errors="replace")) is not None


@dataclass(frozen=True, slots=True)
class Whole:
    """A pattern for the whole of a short text: an address, a file name, a media type. None: compared as it is."""

    source: str
    compiled: _Search | None = field(compare=False, repr=False)

    def search(self, text: str) -> bool:
        """Whether the pattern is the text."""
        if self.compiled is None:
            return text.lower() == self.source.lower()
        return self.compiled.search(text.encode(errors="replace")) is not None


@dataclass(frozen=True, slots=True)
class Finds:
    """Words or, after "re:", a regular expression, and what they fit: with groups in it the first that took part."""

    source: str
    compiled: _Find = field(compare=False, repr=False)

    def finds(self, text: bytes) -> tuple[str, ...]:
        """What it fits in a text in UTF-8, each once, in order; of `MOST_FINDS` places."""
        found: dict[str, None] = {}
        for match in islice(self.compiled.finditer(text), MOST_FINDS):
            fits = next((group for group in match.groups() if group), b"") or match.group()
            if fits.strip():
                found[fits.decode(errors="replace")] = None
        return tuple(found)


def _checked(source: str) -> str:
    if not source.strip():
        raise Wrong("an empty pattern fits nothing", expected="words")
    if len(source) > MAX_PATTERN:
        raise Wrong(f"this pattern is longer than {MAX_PATTERN} characters")
    if not source.isprintable():
        raise Wrong("this pattern contains a control character")
    return source


def words(source: str) -> Words:
    """Whole words, any case; a blank stands for any white space, * for anything; "re:…" as it is. Raises Wrong."""
    _checked(source)
    if source.startswith("re:"):
        return Words(source, linear(source[3:]))
    before, inner, after = _parts(source)
    return Words(source, _compiled(f"{before}{inner}{after}", never_capture=True, memory=_WORDS_MEMORY))


def finder(source: str) -> Finds:
    """Whole words that are wanted themselves, any case; or "re:…". Raises Wrong."""
    _checked(source)
    if source.startswith("re:"):
        compiled = _compiled(source[3:], never_capture=False)
        if compiled.search(b"") is not None:
            raise Wrong("this pattern also fits where nothing stands", hint="+ asks for one or more, * also for none")
        return Finds(source, compiled)
    if "*" in source:
        raise Wrong("* has no end here", expected="words or re:…")
    before, inner, after = _parts(source)
    return Finds(source, _compiled(f"{before}({inner}){after}", never_capture=False))


@lru_cache(maxsize=256)
def together(patterns: tuple[Pattern, ...]) -> Words | None:
    """What occurs wherever one of these words does: a text that holds none of them need be read only once.

    None where that gains nothing, for regular expressions, and where they are too many for one expression.
    """
    plain = [one.source for one in patterns if isinstance(one, Words) and not one.source.startswith("re:")]
    if not 1 < len(plain) == len(patterns) or sum(map(len, plain)) > MOST_TOGETHER:
        return None
    by_edges: dict[tuple[str, str], list[str]] = {}
    for source in plain:
        before, inner, after = _parts(source)
        by_edges.setdefault((before, after), []).append(inner)
    whole = "|".join(f"{before}(?:{'|'.join(inner)}){after}" for (before, after), inner in by_edges.items())
    return Words("", linear(whole))


def _parts(source: str) -> tuple[str, str, str]:
    """Words as an expression: what must stand before them, they themselves, what must stand after them."""
    text = " ".join(unicodedata.normalize("NFC", source).split())
    inner = "".join(_words_part(part) for part in re.split(r"(\*+| )", text))
    before = f"(?:^|{_NOT_EDGE})" if _is_word(text[0]) else ""
    after = f"(?:$|{_NOT_EDGE})" if _is_word(text[-1]) else ""
    return before, inner, after


def _words_part(part: str) -> str:
    if part == " ":
        return r"\s+"
    return r"(?s:.*)" if part.startswith("*") else re2.escape(part)


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def _whole(source: str) -> Whole:
    source = unicodedata.normalize("NFC", source)
    if source.startswith("re:"):
        return Whole(source, linear(source[3:]))
    if "*" not in source:
        return Whole(source, None)
    inner = ".*".join(re2.escape(part) for part in re.split(r"\*+", source))
    return Whole(source, linear(f"^(?s:{inner})$"))


def address(source: str) -> Whole:
    """An address, "*" for anything in it ("*@x.example"), or "re:…" looked for in the address. Raises Wrong."""
    source = _checked(source.strip())
    if not source.startswith("re:") and _ADDRESS.fullmatch(source) is None:
        hint = f'write "*@{shortened(source.lstrip("@"))}" for everybody there' if "." in source else ""
        raise Wrong(
            f'"{shortened(source)}" is not an address pattern', expected='"name@x.example" or "*@x.example"', hint=hint
        )
    return _whole(source)


def file_or_type(source: str) -> Whole:
    """The whole file name or media type of an attachment, "*" for anything in it ("*.pdf", "image/*"). Raises Wrong."""
    return _whole(_checked(source.strip()))


def header(source: str) -> tuple[str, Words]:
    """A header by name and words, "X-Form: contact"; "X-Form: *" asks only whether it is there. Raises Wrong."""
    name, colon, value = source.partition(":")
    return header_name(name if colon else ""), words(value.strip())


def header_name(name: str) -> str:
    """A header field's name in lower case (RFC 5322 §3.6.8). Raises Wrong."""
    if re.fullmatch(r"[!-9;-~]{1,76}", name.strip()) is None:
        raise Wrong("a header is written with its name", expected='"X-Form: contact"')
    return name.strip().lower()
