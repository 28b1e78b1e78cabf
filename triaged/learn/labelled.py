"""A CSV file of labelled mail: read row by row, each mistake with its line."""

import csv
import gzip
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO, cast

from triaged.errors import FileUnreadable
from triaged.learn.labels import REQUEST, TONE, URGENCY, Task, topics

MOST_ROWS = 200_000
LONGEST = 1_000_000
"""Characters of a field at most."""
MOST_TOPICS = 500
_SHOWN = 40
_YES, _NO = {"yes", "true", "1"}, {"no", "false", "0"}
NAMED = {"urgency": URGENCY, "tone": TONE, "request": REQUEST}


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """One row. `line` is where it ends in the file."""

    line: int
    text: str
    label: str


def read(path: Path, *, text: str, label: str) -> Iterator[Labelled]:
    """The rows of a CSV file (UTF-8, also as .gz), in their order. Raises FileUnreadable with the line."""
    csv.field_size_limit(LONGEST)
    with _opened(path) as file:
        rows = csv.reader(file, strict=True)
        try:
            head = next(rows, [])
            text_at, label_at = _column(path, head, text), _column(path, head, label)
            for number, row in enumerate(rows):
                if not row:
                    continue
                if len(row) != len(head):
                    raise FileUnreadable(f"{path}:{rows.line_num}: {len(row)} fields where the head has {len(head)}")
                if number >= MOST_ROWS:
                    raise FileUnreadable(f"{path}:{rows.line_num}: more than {MOST_ROWS:,} rows; give it in parts")
                if not row[label_at].strip():
                    raise FileUnreadable(f"{path}:{rows.line_num}: the label is empty")
                yield Labelled(line=rows.line_num, text=row[text_at], label=row[label_at].strip())
        except csv.Error as error:
            raise FileUnreadable(f"{path}:{rows.line_num}: {error}") from error
        except UnicodeDecodeError as error:
            raise FileUnreadable(f"{path}: after line {rows.line_num}: not UTF-8 ({error.reason})") from error
        except (OSError, EOFError) as error:
            raise FileUnreadable(f"{path}: cannot be read ({error})") from error


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    try:
        octets = path.open("rb")
    except OSError as error:
        raise FileUnreadable(f"{path}: {error.strerror or 'cannot be read'}") from error
    with octets:
        plain = gzip.GzipFile(fileobj=octets) if path.suffix == ".gz" else octets
        with io.TextIOWrapper(cast("io.BufferedReader", plain), encoding="utf-8-sig", newline="") as file:
            yield file


def _column(path: Path, head: Sequence[str], name: str) -> int:
    if name not in head:
        there = ", ".join(repr(one[:_SHOWN]) for one in head[:20]) or "none"
        raise FileUnreadable(f"{path}:1: no column {name!r}; there are {there}")
    return head.index(name)


def task_of(path: Path, rows: Sequence[Labelled], kind: str) -> tuple[Task, tuple[str, ...]]:
    """What is judged, and the rows' labels as it names them. Raises FileUnreadable with the first line that is wrong.

    Urgency and tone are told by their words, or by whole numbers that rise with them; request by yes and no.
    """
    if not rows:
        raise FileUnreadable(f"{path}: there is no row")
    if kind == "topic":
        task, labels = topics(sorted({row.label for row in rows})), tuple(row.label for row in rows)
        if len(task.classes) > MOST_TOPICS:
            raise FileUnreadable(f"{path}: {len(task.classes)} topics; at most {MOST_TOPICS} can be told apart")
    else:
        task, labels = _named(path, rows, NAMED[kind])
    if len(set(labels)) < 2:
        raise FileUnreadable(f"{path}: every row is labelled {labels[0]!r}; there is nothing to tell apart")
    return task, labels


def _named(path: Path, rows: Sequence[Labelled], task: Task) -> tuple[Task, tuple[str, ...]]:
    said = [row.label.lower() for row in rows]
    if task is REQUEST:
        said = ["yes" if one in _YES else "no" if one in _NO else one for one in said]
    if all(one in task.classes for one in said):
        return task, tuple(said)
    if task is not REQUEST and all(_number(one) for one in said):
        classes = sorted(set(said), key=int)
        return Task(name=task.name, classes=tuple(classes), ordered=True), tuple(said)
    numbered = task is not REQUEST and _number(said[0])
    fits = _number if numbered else task.classes.__contains__
    wrong = next(row for row, one in zip(rows, said, strict=True) if not fits(one))
    expected = "a whole number like the others" if numbered else f"one of {', '.join(task.classes)}"
    raise FileUnreadable(f"{path}:{wrong.line}: {wrong.label[:_SHOWN]!r} is no {task.name}; {expected} is expected")


def _number(text: str) -> bool:
    return len(text) <= 3 and text.isascii() and text.isdigit()
