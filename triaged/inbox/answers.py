"""IMAP answers as values: a small reader of what imaplib collected.

IMAPClient's own parser looks at every octet in Python; for a FETCH of fifty mails that is most of the time it takes.
This one lets one regular expression find the tokens. It knows parenthesised lists, quoted strings, literals, NIL and
atoms (RFC 9051 section 9), and refuses everything else.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import TypeAlias

Value: TypeAlias = "bytes | list[Value] | None"
Piece = bytes | tuple[bytes, bytes]
"""A line, or a line up to a literal and the literal: imaplib's own form."""

_DEPTH = 100
"""Lists within lists; a BODYSTRUCTURE nests as deep as the mail does (C4)."""

_TOKEN = re.compile(
    rb"""[ \t]*(?:
      (\()
    | (\))
    | "([^"\\]*(?:\\.[^"\\]*)*)"
    | \{(\d{1,12})\}\Z
    | ((?:BODY|BINARY)(?:\.PEEK)?\[[^\]]*\](?:<\d{1,12}>)? | [^\s(){}"]+)
    )[ \t]*""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_ESCAPED = re.compile(rb"\\(.)", re.DOTALL)
_OPEN, _CLOSE, _QUOTED, _LITERAL, _ATOM = 1, 2, 3, 4, 5


class Malformed(ValueError):
    """The server's answer is not IMAP, or not what was asked for (I16)."""


def parse(pieces: Sequence[Piece]) -> list[Value]:
    """One answer as nested lists. Raises Malformed; total for every input otherwise."""
    top: list[Value] = []
    current, outer = top, list[list[Value]]()
    for kind, value in _tokens(pieces):
        if kind == _OPEN:
            if len(outer) >= _DEPTH:
                raise Malformed("nested too deeply")
            fresh: list[Value] = []
            current.append(fresh)
            outer.append(current)
            current = fresh
        elif kind == _CLOSE:
            if not outer:
                raise Malformed("a list ends that never began")
            current = outer.pop()
        else:
            current.append(value)
    if outer:
        raise Malformed("a list without end")
    return top


def _tokens(pieces: Sequence[Piece]) -> Iterator[tuple[int, bytes | None]]:
    for piece in pieces:
        line, literal = piece if isinstance(piece, tuple) else (piece, None)
        at, end = 0, len(line)
        while at < end:
            token = _TOKEN.match(line, at)
            if token is None or token.lastindex is None:
                raise Malformed("not a token")
            at, kind = token.end(), token.lastindex
            value: bytes | None = token[kind]
            if kind == _QUOTED:
                value = _ESCAPED.sub(rb"\1", token[kind])
            elif kind == _LITERAL:
                if literal is None or len(literal) != int(token[kind]):
                    raise Malformed("a literal of another size than told")
                value, literal = literal, None
            elif kind == _ATOM and len(token[kind]) == 3 and token[kind].upper() == b"NIL":
                value = None
            yield kind, value
        if literal is not None:
            raise Malformed("a literal nobody told of")


def each(data: Sequence[Piece | None]) -> Iterator[list[Value]]:
    """The answers in imaplib's flat list: each ends with a piece that is followed by no literal."""
    pieces: list[Piece] = []
    for piece in data:
        if piece is None:
            continue
        pieces.append(piece)
        if isinstance(piece, bytes):
            yield parse(pieces)
            pieces = []
    if pieces:
        raise Malformed("an answer without end")


def fetched(data: Sequence[Piece | None]) -> dict[int, dict[bytes, Value]]:
    """FETCH answers by UID, names of the items in upper case.

    An answer that comes twice is merged (I11). One without a UID is news that nobody asked for, and is left out.
    """
    found: dict[int, dict[bytes, Value]] = {}
    for answer in each(data):
        items = answer[1] if len(answer) == 2 else None
        if not isinstance(items, list) or len(items) % 2:
            raise Malformed("a FETCH answer that is no list of pairs")
        pairs: dict[bytes, Value] = {}
        for name, value in zip(items[::2], items[1::2], strict=True):
            if not isinstance(name, bytes):
                raise Malformed("a FETCH item without a name")
            pairs[name.upper()] = value
        if b"UID" in pairs:
            known = found.setdefault(number(pairs[b"UID"]), pairs)
            if known is not pairs:
                known.update((name, value) for name, value in pairs.items() if value is not None)
    return found


def number(value: Value) -> int:
    """A number of at most twelve digits. Raises Malformed."""
    if not isinstance(value, bytes) or not value.isdigit() or len(value) > 12:
        raise Malformed("not a number")
    return int(value)


def octets(value: Value) -> bytes | None:
    """A string, or None for NIL. Raises Malformed for a list."""
    if isinstance(value, list):
        raise Malformed("a list instead of a string")
    return value


_MONTHS = {
    name: month
    for month, name in enumerate(
        (b"jan", b"feb", b"mar", b"apr", b"may", b"jun", b"jul", b"aug", b"sep", b"oct", b"nov", b"dec"), start=1
    )
}
_DATE = re.compile(rb"\s*(\d{1,2})-(\w{3})-(\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)")


def moment(value: Value) -> datetime:
    """INTERNALDATE as aware UTC (pitfall 7). Raises Malformed."""
    match = _DATE.fullmatch(value) if isinstance(value, bytes) else None
    month = _MONTHS.get(match[2].lower()) if match else None
    if match is None or month is None:
        raise Malformed("not a date")
    offset = timedelta(hours=int(match[8]), minutes=int(match[9]))
    try:
        local = datetime(
            int(match[3]), month, int(match[1]), int(match[4]), int(match[5]), int(match[6]),
            tzinfo=timezone(-offset if match[7] == b"-" else offset),
        )  # fmt: skip
        return local.astimezone(UTC)
    except (ValueError, OverflowError) as impossible:
        raise Malformed("not a date") from impossible
