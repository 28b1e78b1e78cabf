"""The reader of IMAP answers: what it understands, and that nothing else gets through."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from imapclient.response_parser import parse_response

from triaged.inbox.answers import Malformed, Piece, fetched, moment, number, parse

Nested: TypeAlias = "bytes | list[Nested] | None"


@pytest.mark.parametrize(
    ("pieces", "value"),
    [
        ([b"1 (UID 5 FLAGS ())"], [b"1", [b"UID", b"5", b"FLAGS", []]]),
        ([b'("a \\"b\\" \\\\c" NIL nil "NIL")'], [[b'a "b" \\c', None, None, b"NIL"]]),
        ([(b"1 (BODY[] {3}", b"a\r\n"), b" UID 7)"], [b"1", [b"BODY[]", b"a\r\n", b"UID", b"7"]]),
        ([b"BODY[HEADER.FIELDS (FROM TO)]<0> NIL"], [b"BODY[HEADER.FIELDS (FROM TO)]<0>", None]),
        ([b'(\\Sent \\HasNoChildren) "/" [Gmail]'], [[b"\\Sent", b"\\HasNoChildren"], b"/", b"[Gmail]"]),
        ([b'"" ""'], [b"", b""]),
        ([b"(a(b)(c))"], [[b"a", [b"b"], [b"c"]]]),
        ([(b"{0}", b""), b""], [b""]),
        ([b""], []),
    ],
)
def test_what_servers_say_is_understood(pieces: list[Piece], value: Nested) -> None:
    """Lists, strings, literals, NIL and atoms, with and without spaces where servers differ."""
    assert parse(pieces) == value


@pytest.mark.parametrize(
    "pieces",
    [
        [b"("],
        [b")"],
        [b'"abc'],
        [b'"abc\\'],
        [(b"{3}", b"ab"), b""],
        [b"{3}"],
        [(b"abc", b"abc"), b""],
        [(b"{1} x", b"a"), b""],
        [b"(" * 101 + b")" * 101],
        [b"a}"],
    ],
)
def test_what_is_no_answer_is_refused(pieces: list[Piece]) -> None:
    """Unbalanced lists, open quotes, literals of another size."""
    with pytest.raises(Malformed):
        parse(pieces)


_ATOMS = (
    st.text("ABCxyz0189\\$-._+/", min_size=1, max_size=12).map(str.encode).filter(lambda atom: atom.upper() != b"NIL")
)
_STRINGS = st.binary(max_size=40)
_VALUES = st.recursive(
    st.one_of(st.none(), _ATOMS.map(lambda atom: ("atom", atom)), _STRINGS.map(lambda text: ("string", text))),
    lambda inner: st.lists(inner, max_size=5),
    max_leaves=30,
)


def write(value: object, pieces: list[Piece], line: bytearray) -> bytearray:
    """Write a value as a server would, strings that a quoted string cannot hold as literals."""
    if value is None:
        line += b"NIL"
    elif isinstance(value, list):
        line += b"("
        for place, item in enumerate(value):
            if place:
                line += b" "
            line = write(item, pieces, line)
        line += b")"
    elif value[0] == "atom":  # type: ignore[index]
        line += value[1]  # type: ignore[index]
    elif any(octet in b"\r\n\0" or octet > 126 for octet in value[1]):  # type: ignore[index]
        text = value[1]  # type: ignore[index]
        pieces.append((bytes(line) + b"{%d}" % len(text), text))
        line = bytearray()
    else:
        line += b'"' + value[1].replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'  # type: ignore[index]
    return line


def plain(value: object) -> Nested:
    """The value without the note how it was written."""
    if value is None:
        return None
    if isinstance(value, list):
        return [plain(item) for item in value]
    return bytes(value[1])  # type: ignore[index]


@settings(deadline=None)
@given(_VALUES)
def test_what_is_written_is_read(value: object) -> None:
    """Any value, written as IMAP, is read as itself."""
    pieces: list[Piece] = []
    rest = write(value, pieces, bytearray())
    pieces.append(bytes(rest))
    assert parse(pieces) == [plain(value)]


@settings(deadline=None)
@given(_VALUES.filter(lambda value: isinstance(value, list)))
def test_the_librarys_parser_agrees(value: object) -> None:
    """IMAPClient's own, slower parser reads the same (it turns numbers into int)."""
    pieces: list[Piece] = []
    pieces.append(bytes(write(value, pieces, bytearray())))

    def same(theirs: object) -> Nested:
        if isinstance(theirs, tuple):
            return [same(item) for item in theirs]
        return str(theirs).encode() if isinstance(theirs, int) else theirs  # type: ignore[return-value]

    theirs = parse_response(pieces)  # type: ignore[arg-type]
    ours = parse(pieces)

    def numbers_as_written(item: Nested) -> Nested:
        return [numbers_as_written(each) for each in item] if isinstance(item, list) else item

    assert [same(item) for item in theirs] == numbers_as_written(ours)


_PIECES = st.lists(
    st.one_of(st.binary(max_size=200), st.tuples(st.binary(max_size=60), st.binary(max_size=60))), max_size=6
)
_ALMOST = st.lists(
    st.sampled_from(
        [
            b"1 (",
            b"UID 5",
            b" FLAGS (",
            b")",
            b"(",
            b'"',
            b"\\",
            b"{3}",
            b"BODY[",
            b"]",
            b"<0>",
            b" ",
            b"NIL",
            b"\xff",
            b"%",
        ]
    ),
    max_size=30,
).map(b"".join)


@settings(deadline=None)
@given(st.one_of(_PIECES, _ALMOST.map(lambda line: [line]), _ALMOST.map(lambda line: [(line, b"abc"), b")"])))
def test_any_octets_are_read_or_refused(pieces: list[Piece]) -> None:
    """Fuzz: a value or Malformed, never another error."""
    try:
        fetched(pieces)
    except Malformed:
        return


@settings(deadline=None)
@given(st.binary(max_size=40))
def test_any_date_is_read_or_refused(octets: bytes) -> None:
    """Fuzz: an aware time or Malformed."""
    try:
        assert moment(octets).tzinfo is UTC
    except Malformed:
        return


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (b"21-Nov-2026 22:43:43 +0000", datetime(2026, 11, 21, 22, 43, 43, tzinfo=UTC)),
        (b" 1-jan-2026 00:30:00 +0200", datetime(2025, 12, 31, 22, 30, tzinfo=UTC)),
        (b"31-Dec-2025 23:59:59 -1130", datetime(2026, 1, 1, 11, 29, 59, tzinfo=UTC)),
    ],
)
def test_dates(written: bytes, meant: datetime) -> None:
    """INTERNALDATE in UTC, days padded or not."""
    assert moment(written) == meant


@pytest.mark.parametrize(
    "written",
    [
        None,
        b"",
        b"31-Feb-2026 00:00:00 +0000",
        b"1-Foo-2026 00:00:00 +0000",
        b"1-Jan-0001 00:00:00 +2359",
        b"1-Jan-2026 00:00:00 +9999",
        [],
    ],
)
def test_impossible_dates_are_refused(written: Nested) -> None:
    """No date, no such day, before the first year, an impossible zone."""
    with pytest.raises(Malformed):
        moment(written)


@pytest.mark.parametrize("written", [None, b"", b"-1", b"+1", b" 1", b"1_0", b"0x1", b"1" * 13, "\u0661".encode(), []])
def test_only_digits_are_a_number(written: Nested) -> None:
    """What int() would take in its kindness is refused."""
    with pytest.raises(Malformed):
        number(written)
