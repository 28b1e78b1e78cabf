"""A file of labelled mail is read whole, or its first mistake is named with its line."""

from __future__ import annotations

import contextlib
import gzip
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from triaged.errors import FileUnreadable
from triaged.learn.labelled import Labelled, read, task_of


def _rows(path: Path) -> tuple[Labelled, ...]:
    return tuple(read(path, text="text", label="label"))


def _file(folder: Path, text: str) -> Path:
    path = folder / "mail.csv"
    path.write_text(text, "utf-8")
    return path


def test_rows_are_read_in_their_order_with_lines_and_quotes(tmp_path: Path) -> None:
    """Text over several lines, other columns, an empty line, a byte order mark."""
    path = _file(tmp_path, '\ufefflabel,x,text\nhigh,1,"a\nb, ""c"""\n\nlow,2,d\n')
    assert _rows(path) == (Labelled(line=3, text='a\nb, "c"', label="high"), Labelled(line=5, text="d", label="low"))


def test_a_packed_file_is_read(tmp_path: Path) -> None:
    """As .csv.gz."""
    path = tmp_path / "mail.csv.gz"
    path.write_bytes(gzip.compress(b"text,label\na,low\n"))
    assert _rows(path) == (Labelled(line=2, text="a", label="low"),)


@pytest.mark.parametrize(
    ("octets", "words"),
    [
        (b"", "mail.csv:0?1?: no column 'text'; there are none"),
        (b"body,label\n", "no column 'text'; there are 'body', 'label'"),
        (b"text,label\na\n", "mail.csv:2: 1 fields where the head has 2"),
        (b"text,label\na,low\nb, \n", "mail.csv:3: the label is empty"),
        (b"text,label\na,low\n\xff,low\n", "not UTF-8"),
        (b'text,label\n"a,low\n', "mail.csv:2: unexpected end"),
        (b"text,label\n" + b"a" * 1_000_001 + b",low\n", "mail.csv:2: field larger"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, octets: bytes, words: str) -> None:
    """In a sentence."""
    path = tmp_path / "mail.csv"
    path.write_bytes(octets)
    with pytest.raises(FileUnreadable, match=words):
        _rows(path)


def test_what_is_not_there_or_not_packed_is_told(tmp_path: Path) -> None:
    """Missing, a folder, no gzip, gzip that ends too soon."""
    packed = tmp_path / "x.csv.gz"
    packed.write_bytes(b"text,label\n")
    cut = tmp_path / "y.csv.gz"
    cut.write_bytes(gzip.compress(b"text,label\n" + b"a,low\n" * 1000)[:-20])
    for path in (tmp_path / "none.csv", tmp_path, packed, cut):
        with pytest.raises(FileUnreadable, match=path.name):
            _rows(path)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(octets=st.binary(max_size=200))
def test_any_file_is_read_or_refused_by_name(tmp_path: Path, octets: bytes) -> None:
    """Nothing else escapes."""
    path = tmp_path / "mail.csv"
    path.write_bytes(b"text,label\n" + octets)
    with contextlib.suppress(FileUnreadable):
        assert all(row.label for row in _rows(path))


def _labels(*labels: str) -> list[Labelled]:
    return [Labelled(line=number, text="", label=label) for number, label in enumerate(labels, 2)]


@pytest.mark.parametrize(
    ("kind", "labels", "classes", "said"),
    [
        ("urgency", ("High", "low"), ("low", "normal", "high", "critical"), ("high", "low")),
        ("urgency", ("10", "2"), ("2", "10"), ("10", "2")),
        ("tone", ("upset", "neutral"), ("pleased", "neutral", "upset"), ("upset", "neutral")),
        ("tone", ("1", "0"), ("0", "1"), ("1", "0")),
        ("request", ("1", "0", "no", "True"), ("no", "yes"), ("yes", "no", "no", "yes")),
        ("topic", ("b", "a", "b"), ("a", "b"), ("b", "a", "b")),
    ],
)
def test_labels_are_words_of_the_task_or_rising_numbers(
    kind: str, labels: tuple[str, ...], classes: tuple[str, ...], said: tuple[str, ...]
) -> None:
    """Topics are whatever the shop says."""
    task, found = task_of(Path("x.csv"), _labels(*labels), kind)
    assert (task.classes, found) == (classes, said)


@pytest.mark.parametrize(
    ("kind", "labels", "words"),
    [
        ("urgency", ("high", "lwo"), "x.csv:3: 'lwo' is no urgency; one of low, normal, high, critical is expected"),
        ("urgency", ("1", "high"), "x.csv:3: 'high' is no urgency; a whole number"),
        ("request", ("yes", "2"), "x.csv:3: '2' is no request; one of no, yes"),
        ("tone", ("upset", "upset"), "every row is labelled 'upset'"),
        ("topic", (), "there is no row"),
        ("topic", tuple(str(number) for number in range(501)), "501 topics"),
    ],
)
def test_a_label_that_is_none_is_told_with_its_line(kind: str, labels: tuple[str, ...], words: str) -> None:
    """The first one."""
    with pytest.raises(FileUnreadable, match=words):
        task_of(Path("x.csv"), _labels(*labels), kind)
