"""The main file and the files it includes, read and merged; every path of the whole knows where it is written."""

import hashlib
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from triaged.errors import FileUnreadable
from triaged.policy.problems import shortened
from triaged.policy.scan import Path, Positions, Spot, positions
from triaged.policy.shape import Problem
from triaged.policy.tables import ORDERED, ROOT_ONLY

Read = Callable[[str], str]
_DEEPEST = 20
_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


@dataclass(slots=True)
class Sources:
    """What was read so far, and what is wrong with it. Lives as long as one `load`.

    `incomplete`: a file could not be read or is not TOML, so that what seems to be missing may stand there.
    """

    main: str
    read: Read
    tree: dict[str, Any] = field(default_factory=dict)
    keys: dict[Path, tuple[str, Spot]] = field(default_factory=dict)
    values: dict[Path, tuple[str, Spot]] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    incomplete: bool = False
    _digest: Any = field(default_factory=hashlib.sha256)

    @property
    def digest(self) -> str:
        """sha256 over the names and texts of all files, in the order in which they were read."""
        return str(self._digest.hexdigest())

    def problem(self, path: Path, what: str, expected: str = "", hint: str = "", *, key: bool = False) -> None:
        """Something is wrong with the value at `path`, or with its `key`."""
        file, spot = self._place(path, key=key)
        self.problems.append(
            Problem(file=file, line=spot.line, column=spot.column, what=what, expected=expected, hint=hint)
        )

    def elsewhere(self, name: str, line: int, what: str, expected: str = "") -> None:
        """Something is wrong in a line of a further file."""
        file = self.beside(name)
        self.problems.append(Problem(file=file, line=line, column=1, what=what, expected=expected))

    def line(self, path: Path) -> tuple[str, int]:
        """File and line of `path`."""
        file, spot = self._place(path, key=False)
        return file, spot.line

    def _place(self, path: Path, *, key: bool) -> tuple[str, Spot]:
        """Where `path` is written; for what is not written, where the nearest table around it is."""
        first, second = (self.keys, self.values) if key else (self.values, self.keys)
        for length in range(len(path), 0, -1):
            part = path[:length]
            if length < len(path) and isinstance(path[length], str):
                first, second = self.keys, self.values
            found = first.get(part) or second.get(part)
            if found is not None:
                return found
        return self.main, Spot()

    def text_of(self, name: str) -> str:
        """A further file, `name` relative to the main one. Raises what `read` raises."""
        return self.take(self.beside(name))

    def take(self, file: str) -> str:
        """Read a file; its name and text count for the digest."""
        text = self.read(file)
        self._digest.update(f"{PurePosixPath(file).name}\0{text}\0".encode(errors="surrogatepass"))
        self.files.append(file)
        return text

    def beside(self, name: str) -> str:
        """The path of `name`, which is relative to the main file."""
        return str(PurePosixPath(self.main).parent / name)


def gather(main: str, read: Read) -> Sources:
    """Read `main` and what it includes. What `read` raises for `main` itself is not caught here."""
    sources = Sources(main=main, read=read)
    parsed = _parse(sources, main, sources.take(main))
    if parsed is not None:
        _merge(sources, main, *parsed)
        _includes(sources)
    return sources


def _parse(sources: Sources, file: str, text: str) -> tuple[dict[str, Any], Positions] | None:
    try:
        tree, spots = tomllib.loads(text), positions(text)
        if max(map(len, spots.keys), default=0) <= _DEEPEST and max(map(len, spots.values), default=0) <= _DEEPEST:
            return tree, spots
        line, column, what = 1, 1, "lists or tables are nested too deeply"
    except tomllib.TOMLDecodeError as error:
        what = str(error)
        found = _PLACE.search(what)
        last = text.removesuffix("\n").count("\n") + 1
        line, column = (int(found[1]), int(found[2])) if found and found[1] else (last, 1)
        what = f"this is not TOML: {_PLACE.sub('', what)[:1].lower()}{_PLACE.sub('', what)[1:]}"
    except RecursionError:
        line, column, what = 1, 1, "lists or tables are nested too deeply"
    except ValueError:  # an integer of more than 4,300 digits
        line, column, what = 1, 1, "a number in this file is too large"
    sources.problems.append(Problem(file=file, line=line, column=column, what=shortened(what, 200)))
    sources.incomplete = True
    return None


def _includes(sources: Sources) -> None:
    names = sources.tree.get("include", [])
    if not isinstance(names, list):
        sources.problem(("include",), "this is not a list", 'include = ["people.toml"]')
        return
    for index, name in enumerate(names):
        path = ("include", index)
        if not isinstance(name, str) or not name or not name.isprintable():
            sources.problem(path, "this is not a file's name", 'include = ["people.toml"]')
            continue
        file = sources.beside(name)
        if file in sources.files or file == str(PurePosixPath(sources.main)):
            sources.problem(path, f'"{shortened(name)}" is read already', hint="name each file once")
            continue
        try:
            text = sources.text_of(name)
        except (FileUnreadable, OSError, UnicodeError):
            sources.incomplete = True
            sources.problem(
                path, f'the file "{shortened(name)}" cannot be read', hint="names are relative to this file"
            )
            continue
        parsed = _parse(sources, file, text)
        if parsed is not None:
            tree, spots = parsed
            _refuse_root(sources, file, tree, spots)
            _merge(sources, file, tree, spots)


def _refuse_root(sources: Sources, file: str, tree: dict[str, Any], spots: Positions) -> None:
    """Take out of an included file what only the main file may hold."""
    for path in ROOT_ONLY:
        table: Any = tree
        for part in path[:-1]:
            table = table.get(part) if isinstance(table, dict) else None
        if not isinstance(table, dict) or path[-1] not in table:
            continue
        del table[path[-1]]
        spot = spots.key(path)
        what = f"`{'.'.join(path)}` may stand in the main file only"
        sources.problems.append(
            Problem(file=file, line=spot.line, column=spot.column, what=what, hint=f"move it to {sources.main}")
        )


def _merge(sources: Sources, file: str, tree: dict[str, Any], spots: Positions) -> None:
    """Add one file's tree to the whole. Ordered lists are joined; anything else may be given once."""
    shifts: dict[Path, int] = {}
    refused: list[Path] = []

    def add(into: dict[str, Any], new: dict[str, Any], path: Path) -> None:
        for name, value in new.items():
            here = (*path, name)
            old = into.get(name)
            if old is None:
                into[name] = value
            elif isinstance(old, dict) and isinstance(value, dict):
                add(old, value, here)
            elif here in ORDERED and isinstance(old, list) and isinstance(value, list):
                shifts[here] = len(old)
                into[name] = [*old, *value]
            else:
                refused.append(here)

    add(sources.tree, tree, ())
    for path in refused:
        first_file, first = sources.line(path)
        spot = spots.key(path)
        what = f"`{'.'.join(map(str, path))}` is given twice"
        sources.problems.append(
            Problem(
                file=file, line=spot.line, column=spot.column, what=what, hint=f"first in {first_file}, line {first}"
            )
        )
    for into, found in ((sources.keys, spots.keys), (sources.values, spots.values)):
        for path, spot in found.items():
            into.setdefault(_shifted(path, shifts), (file, spot))


def _shifted(path: Path, shifts: dict[Path, int]) -> Path:
    for prefix, shift in shifts.items():
        length = len(prefix)
        if len(path) > length and path[:length] == prefix:
            return (*prefix, int(path[length]) + shift, *path[length + 1 :])
    return path
