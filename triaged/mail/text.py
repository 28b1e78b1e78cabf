"""Text made safe to keep and to show: no control characters, one kind of line end, bounded."""

import re

# C0 and C1 controls, line and paragraph separators, marks that reverse the reading direction, lone surrogates.
_IN_LINE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")
_IN_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

_ORDINARY = bytes(range(0x20, 0x7F)) + b"\t\n"


def one_line(value: str, limit: int) -> str:
    """The value on one line: controls become spaces, ends stripped, cut at `limit` characters."""
    if not value.isprintable():
        value = _IN_LINE.sub(" ", value)
    return value[:limit].strip()


def plain(value: str, limit: int) -> str:
    """Text of several lines: one kind of line end, other controls gone, cut at `limit` characters."""
    value = value[: 2 * limit]
    if "\r" in value:
        value = value.replace("\r\n", "\n").replace("\r", "\n")
    ordinary = value.isascii() and not value.encode("ascii").translate(None, _ORDINARY)
    if not ordinary and _IN_TEXT.search(value):
        value = _IN_TEXT.sub("", value)
    return value[:limit]
