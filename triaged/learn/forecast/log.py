"""A table of past mails and when each was answered, from a CSV file of the owner's.

One line a mail; a line that cannot be understood is left out and named by its number, never guessed at.
"""

import csv
import gzip
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path

import numpy as np

from triaged.errors import FileUnreadable, UsageError
from triaged.learn.forecast.clock import HOUR
from triaged.learn.forecast.past import Past

MOST_LINES = 200_000
MOST_CLASSES = 50
CLASS_NAMES = ("urgency", "priority", "prio", "class")
ALL = "all"
_MOST_VALUES = 1000
_LAST = 230 * 365.25 * 24
_NONE = "(empty)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Which column is what. `of_class` "" looks for a column of that kind by its name; `without` are not looked at."""

    start: str = "start"
    end: str = "end"
    of_class: str = ""
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Log:
    """What was read. `used`: the columns taken as known when a mail arrived. `problems`: (line, what is wrong)."""

    past: Past
    of_class: str
    used: tuple[str, ...]
    problems: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class _Line:
    arrived: float
    replied: float
    values: tuple[str, ...]


def lines_of(path: Path) -> Iterator[str]:
    """The lines of a text file, or of one packed with gzip. Raises FileUnreadable."""
    try:
        with path.open("rb") as packed:
            is_gzip = packed.read(2) == b"\x1f\x8b"
        opened = gzip.open if is_gzip else open
        with opened(path, "rt", encoding="utf-8-sig", newline="") as lines:
            yield from lines
    except FileNotFoundError as error:
        raise FileUnreadable(f"{path}: there is no such file") from error
    except UnicodeDecodeError as error:
        raise FileUnreadable(f"{path}: not UTF-8 text") from error
    except (OSError, EOFError, zlib.error) as error:
        raise FileUnreadable(f"{path}: cannot be read ({error})") from error


def read_log(lines: Iterator[str], columns: Columns, zone: tzinfo, name: str) -> Log:
    """The mails of a CSV file with a head line, in the order of arrival.

    Times are ISO 8601; one without an offset is of `zone`. An empty end is a mail that is open. `name` is that of the
    file, for messages. Raises UsageError for a column that is not there, FileUnreadable for a file that is no such
    table or holds no mail.
    """
    reader = csv.DictReader(lines, strict=True)
    try:
        head = tuple(reader.fieldnames or ())
        of_class, further = _columns(head, columns, name)
        kept, problems = _read(reader, columns, (of_class, *further), zone)
    except csv.Error as error:
        raise FileUnreadable(f"{name}: line {reader.line_num}: not CSV ({error})") from error
    if not kept:
        first = f"; line {problems[0][0]}: {problems[0][1]}" if problems else ""
        raise FileUnreadable(f"{name}: holds no mail that could be read{first}")
    kept.sort(key=lambda line: line.arrived)
    used = [at for at in range(len(further)) if _tells_a_kind([line.values[at + 1] for line in kept])]
    codes = [_coded([line.values[at + 1] for line in kept])[0] for at in used]
    class_codes, classes = _coded([line.values[0] for line in kept])
    if len(classes) > MOST_CLASSES:
        raise UsageError(
            f'{name}: "{of_class}" (--class) has {len(classes)} values; a class has at most {MOST_CLASSES}'
        )
    past = Past(
        arrived=np.array([line.arrived for line in kept]),
        replied=np.array([line.replied for line in kept]),
        of_class=np.array(class_codes, dtype=np.int64),
        classes=tuple(classes),
        traits=np.array(codes, dtype=np.int64).T.reshape(len(kept), len(codes)),
    )
    return Log(past=past, of_class=of_class, used=tuple(further[at] for at in used), problems=tuple(problems))


def _columns(head: tuple[str, ...], columns: Columns, name: str) -> tuple[str, tuple[str, ...]]:
    """The class's column ("" without one) and the further ones. Raises UsageError."""
    for option, column in (("start", columns.start), ("end", columns.end), ("class", columns.of_class)):
        if column and column not in head:
            raise UsageError(f'{name}: no column "{column}" (--{option}); there are {", ".join(head) or "none"}')
    for column in columns.without:
        if column not in head:
            raise UsageError(f'{name}: no column "{column}" (--without); there are {", ".join(head)}')
    by_name = (each for each in CLASS_NAMES if each in head and each not in columns.without)
    of_class = columns.of_class or next(by_name, "")
    taken = {columns.start, columns.end, of_class, *columns.without}
    return of_class, tuple(each for each in head if each and each not in taken)


def _read(
    reader: "csv.DictReader[str]", columns: Columns, wanted: Sequence[str], zone: tzinfo
) -> tuple[list[_Line], list[tuple[int, str]]]:
    kept: list[_Line] = []
    problems: list[tuple[int, str]] = []
    for row in reader:
        if len(kept) + len(problems) >= MOST_LINES:
            problems.append((reader.line_num, f"only the first {MOST_LINES} mails are read"))
            break
        try:
            kept.append(_line(row, columns, wanted, zone))
        except ValueError as error:
            problems.append((reader.line_num, str(error)))
    return kept, problems


def _line(row: Mapping[str, str | None], columns: Columns, wanted: Sequence[str], zone: tzinfo) -> _Line:
    """Raises ValueError with what is wrong."""
    arrived = _moment(row[columns.start] or "", zone, columns.start)
    end = (row[columns.end] or "").strip()
    replied = _moment(end, zone, columns.end) if end else float("inf")
    if replied < arrived:
        raise ValueError(f'"{columns.end}" lies before "{columns.start}"')
    values = tuple(((row[column] or "").strip() or _NONE) if column else ALL for column in wanted)
    return _Line(arrived, replied, values)


def _moment(text: str, zone: tzinfo, column: str) -> float:
    """Hours since 1970."""
    try:
        at = datetime.fromisoformat(text.strip())
        if at.tzinfo is None:
            at = at.replace(tzinfo=zone)
        hours = at.timestamp() / HOUR
    except (ValueError, OverflowError) as error:
        raise ValueError(f'"{column}" is not a time ({text.strip()[:40]!r}); write 2026-11-23 09:30') from error
    if not 0 <= hours <= _LAST:
        raise ValueError(f'"{column}" is before 1970 or after 2199')
    return hours


def _tells_a_kind(values: Sequence[str]) -> bool:
    """Whether a column sorts mails into kinds: its values come again, and it is no time or measure."""
    distinct = set(values)
    if not 2 <= len(distinct) <= min(_MOST_VALUES, len(values) // 4):
        return False
    numbers = sum(_is_number(value) for value in distinct)
    return len(distinct) <= 20 or numbers < len(distinct) / 2


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        try:
            datetime.fromisoformat(text)
        except ValueError:
            return False
    return True


def _coded(values: Sequence[str]) -> tuple[list[int], dict[str, int]]:
    """Each value's number, in the order in which they come first: a longer log gives the same numbers."""
    numbers: dict[str, int] = {}
    return [numbers.setdefault(value, len(numbers)) for value in values], numbers
