"""Where every key and value of a TOML text stands.

tomllib keeps no positions. This scanner walks a text that tomllib has already accepted, so it need not judge, only
find: dotted keys, [tables], [[arrays of tables]], inline tables, nested arrays, all four kinds of strings.
"""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field

Path = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r"'''(?:.|\n)*?'''(?!')'{0,2}"
    r'|"""(?:\\(?:.|\n)|[^\\])*?"""(?!")"{0,2}'
    r"|'[^'\n]*'"
    r'|"(?:\\.|[^"\\\n])*"'
)
_SCALAR = re.compile(r"\d{4}-\d\d-\d\d \d\d:[^\s,\]}#]*|[^\s,\]}#]+")


@dataclass(frozen=True, slots=True)
class Spot:
    """Line and column, both from 1; columns count characters."""

    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Positions:
    """Where keys and values stand. Array elements have a value only; a table's value stands where its key does."""

    keys: Mapping[Path, Spot] = field(default_factory=dict)
    values: Mapping[Path, Spot] = field(default_factory=dict)

    def key(self, path: Path) -> Spot:
        """Where the last key of `path` is written; for what is not written, where the nearest table around it is."""
        for length in range(len(path), 0, -1):
            found = self.keys.get(path[:length]) or self.values.get(path[:length])
            if found is not None:
                return found
        return Spot()

    def value(self, path: Path) -> Spot:
        """Where the value at `path` begins; for what is not written, as `key`."""
        return self.values.get(path) or self.key(path)


def positions(text: str) -> Positions:
    """The positions in `text`, which tomllib must have accepted. Raises RecursionError for very deep nesting."""
    scanner = _Scanner(text.replace("\r\n", "\n"))
    scanner.document()
    lines = [0, *(match.end() for match in re.finditer("\n", scanner.text))]

    def spot(offset: int) -> Spot:
        line = bisect_right(lines, offset)
        return Spot(line, offset - lines[line - 1] + 1)

    return Positions(
        keys={path: spot(offset) for path, offset in scanner.keys.items()},
        values={path: spot(offset) for path, offset in scanner.values.items()},
    )


class _Scanner:
    """One walk over one text. `table` is the path of the header in force, array indexes included."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.table: Path = ()
        self.keys: dict[Path, int] = {}
        self.values: dict[Path, int] = {}
        self.lengths: dict[Path, int] = {}

    def document(self) -> None:
        while True:
            self.skip(_BLANK)
            if self.at >= len(self.text):
                return
            if self.text.startswith("[[", self.at):
                self.header(2)
            elif self.text[self.at] == "[":
                self.header(1)
            else:
                self.pair(self.table)

    def skip(self, what: re.Pattern[str]) -> str:
        match = what.match(self.text, self.at)
        if match is None:
            raise ValueError(f"not TOML at character {self.at}")
        self.at = match.end()
        return match.group()

    def key_parts(self) -> list[tuple[str, int]]:
        """A dotted key: every part with its offset."""
        parts = []
        while True:
            self.skip(_SPACE)
            start = self.at
            if self.text[self.at] in "\"'":
                token = self.skip(_STRING)
                name = tomllib.loads(f"k = {token}")["k"] if "\\" in token else token[1:-1]
            else:
                name = self.skip(_BARE_KEY)
            parts.append((name, start))
            self.skip(_SPACE)
            if self.at >= len(self.text) or self.text[self.at] != ".":
                return parts
            self.at += 1

    def header(self, brackets: int) -> None:
        """[a.b] or [[a.b]]. A part that names an array of tables means the array's last table."""
        self.at += brackets
        parts = self.key_parts()
        self.at += brackets
        path: Path = ()
        for number, (name, offset) in enumerate(parts, 1):
            path = (*path, name)
            self.keys.setdefault(path, offset)
            if number == len(parts) and brackets == 2:
                self.lengths[path] = self.lengths.get(path, 0) + 1
            if path in self.lengths:
                path = (*path, self.lengths[path] - 1)
                self.values.setdefault(path, offset)
        self.table = path

    def pair(self, table: Path) -> None:
        path = table
        for name, offset in self.key_parts():
            path = (*path, name)
            self.keys.setdefault(path, offset)
        self.at += 1  # the equals sign
        self.value(path)

    def value(self, path: Path) -> None:
        self.skip(_SPACE)
        self.values[path] = self.at
        first = self.text[self.at]
        if first == "[":
            self.array(path)
        elif first == "{":
            self.inline_table(path)
        elif first in "\"'":
            self.skip(_STRING)
        else:
            self.skip(_SCALAR)

    def array(self, path: Path) -> None:
        self.at += 1
        index = 0
        while True:
            self.skip(_BLANK)
            if self.text[self.at] == "]":
                break
            self.value((*path, index))
            index += 1
            self.skip(_BLANK)
            if self.text[self.at] == ",":
                self.at += 1
        self.at += 1

    def inline_table(self, path: Path) -> None:
        self.at += 1
        while True:
            self.skip(_BLANK)
            if self.text[self.at] == "}":
                break
            self.pair(path)
            self.skip(_BLANK)
            if self.text[self.at] == ",":
                self.at += 1
        self.at += 1
