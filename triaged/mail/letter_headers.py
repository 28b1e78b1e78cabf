"""Header fields of our letters, written as RFC 5322 and RFC 2047 have them: 7-bit, folded, one field from one value.

The standard library's writer is not used: on Python 3.11 it turns long message ids into encoded words, which breaks
threading (T2), and it costs a millisecond a letter.
"""

import base64
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from triaged.mail.plain import one_line

_LINE = 78  # RFC 5322 2.1.1, recommended
_PAYLOAD = 52  # an encoded word is at most 75 octets (RFC 2047 2); this leaves room for the field's name
_NAME_LIMIT = 100
_Q_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!*+-/")  # RFC 2047 5 (3)
_Q = tuple("_" if o == 0x20 else chr(o) if o in _Q_PLAIN else f"={o:02X}" for o in range(256))
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+")
_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"{_LOCAL}@{_LABEL}(?:\.{_LABEL})*")
_ID = re.compile(r"<[\x21-\x3b\x3d\x3f-\x7e]{1,990}>")


class UnsafeAddress(ValueError):
    """An address we cannot write to: no ASCII local part (S11), or not an address at all. Names no address."""


@lru_cache(maxsize=1_024)
def ascii_address(address: str) -> str:
    """`address` as it can stand in a header and in an envelope: ASCII, its domain in IDNA form.

    Strict: a plain local part, at most 64 octets, and a domain name; no quotes, no comments, no white space.
    Raises UnsafeAddress for everything else.
    """
    local, at, domain = address.rpartition("@")
    if not domain.isascii():
        try:
            domain = domain.encode("idna").decode("ascii")
        except UnicodeError as error:
            raise UnsafeAddress("the domain of the address has no IDNA form") from error
    plain = f"{local}{at}{domain}"
    if len(local) > 64 or len(plain) > 254 or not _ADDRESS.fullmatch(plain):
        raise UnsafeAddress("not an address that a letter can go to")
    return plain


@lru_cache(maxsize=256)
def mailbox(field: str, name: str, address: str) -> str:
    """A field with one mailbox: `From: Nordlicht Kundenservice <support@nordlicht.example>`."""
    words = [*_phrase(name), f"<{ascii_address(address)}>"]
    return _fold(field, words)


def unstructured(field: str, text: str) -> str:
    """A field of free text (Subject): as it is when ASCII, else in encoded words."""
    text = one_line(text, 1_000)
    words = text.split(" ") if text.isascii() and "=?" not in text else list(_encoded_words(text))
    return _fold(field, words)


def ids(field: str, values: Iterable[str]) -> str | None:
    """A field of message ids, byte for byte, one a line (T2); None when none is left.

    An id with anything but visible ASCII, or too long for a line, cannot be told byte for byte and is left out.
    """
    good = [value for value in values if _ID.fullmatch(value)]
    return f"{field}: " + "\r\n ".join(good) if good else None


def _phrase(name: str) -> list[str]:
    name = one_line(name, _NAME_LIMIT)
    if not name:
        return []
    if not name.isascii() or "=?" in name:
        return list(_encoded_words(name))
    if _ATOMS.fullmatch(name):
        return name.split(" ")
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return [f'"{escaped}"']


def _fold(field: str, words: Iterable[str]) -> str:
    """Break between words where the line would grow beyond 78; a word is never broken."""
    lines, line = [], f"{field}:"
    for number, word in enumerate(words):
        if number and len(line) + 1 + len(word) > _LINE:
            lines.append(line)
            line = ""
        line += f" {word}"
    return "\r\n".join([*lines, line])


def _encoded_words(text: str) -> Iterator[str]:
    """`text` in RFC 2047 words, each of whole characters; Q where most of it is ASCII, else B, which is shorter."""
    whole = _quoted(text)
    if len(whole) <= _PAYLOAD:
        yield f"=?utf-8?q?{whole}?="
        return
    quoted = [_quoted(character) for character in text]
    octets = [character.encode("utf-8", "replace") for character in text]
    if sum(map(len, quoted)) <= (sum(map(len, octets)) + 2) // 3 * 4:
        for start, end in _groups(quoted, _PAYLOAD):
            yield f"=?utf-8?q?{''.join(quoted[start:end])}?="
    else:
        for start, end in _groups(octets, _PAYLOAD // 4 * 3):
            yield f"=?utf-8?b?{base64.b64encode(b''.join(octets[start:end])).decode('ascii')}?="


def _quoted(text: str) -> str:
    return "".join([_Q[octet] for octet in text.encode("utf-8", "replace")])


def _groups(pieces: Sequence[str] | Sequence[bytes], room: int) -> Iterator[tuple[int, int]]:
    """Start and end of runs of pieces that are together at most `room` long."""
    start = size = 0
    for index, piece in enumerate(pieces):
        if size + len(piece) > room:
            yield start, index
            start, size = index, 0
        size += len(piece)
    yield start, len(pieces)
