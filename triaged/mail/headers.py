"""The header block: octets to fields, lenient and total (RFC 5322 3.6, 2047, 6532).

Values are unfolded and free of control characters. Nothing here uses the stdlib's header classes: they raise on
everyday hostile headers.
"""

import base64
import binascii
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from triaged.mail.charset import decode
from triaged.mail.limits import ParseLimits
from triaged.mail.text import one_line
from triaged.model.mail import Headers

# A field, or all from the first line that is none: so that what is found lies side by side.
_FIELD = re.compile(r"([!-9;-~]{1,100})[ \t]*+:((?:[^\n]*+)(?:\n[ \t][^\n]*+)*+)(?:\n|\Z)|((?s:.++))")
_FIRST_FIELD = re.compile(rb"[\r\n]{0,8}(?:>?From [^\n]*\n)?(?=[!-9;-~]{1,100}[ \t]{0,8}:)")
_PLAIN = bytes(range(0x20, 0x7F)) + b"\t\r\n"
_ESCAPED = re.compile("[\udc80-\udcff]")
_EMPTY_LINE = re.compile(rb"\r?\n")
_BLANK_LINE = re.compile(rb"\n\r?\n")
_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*+)\?=")
_HEX = re.compile(rb"=([0-9A-Fa-f]{2})")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")
_ID = re.compile(r"<([!-;=?-~]+)>")
_BARE_ID = re.compile(r"[!-;=?-~]{1,900}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """The fields of one header block in order: (name in lower case, unfolded value). `body` is where the body starts.

    `named` holds the same values by name, topmost first; `cut` names the limits that were met.
    """

    fields: tuple[tuple[str, str], ...] = ()
    named: dict[str, list[str]] = field(default_factory=dict)
    body: int = 0
    cut: tuple[str, ...] = ()

    def get(self, name: str) -> str:
        """The topmost value of `name` (lower case), "" when absent."""
        values = self.named.get(name)
        return values[0] if values else ""

    def all(self, name: str) -> Sequence[str]:
        """Every value of `name` (lower case), topmost first."""
        return self.named.get(name, ())

    def headers(self, limits: ParseLimits) -> Headers:
        """As the model keeps them, each value at most `limits.value` characters."""
        most = limits.value
        return Headers(tuple((name, value if len(value) <= most else value[:most]) for name, value in self.fields))


def read(octets: bytes, limits: ParseLimits, start: int = 0, stop: int | None = None) -> Block:
    """The header block that starts at `start`. It ends at the first empty line, or at a line that is no field.

    At the top of a mail empty lines and an mbox line before the first field are overlooked; a part that begins with an
    empty line has no header.
    """
    stop = len(octets) if stop is None else stop
    empty = _EMPTY_LINE.match(octets, start, stop) if start else None
    if empty is not None:
        return Block(body=empty.end())
    first = _FIRST_FIELD.match(octets, start, stop)
    if first is None:
        return Block(body=start)
    begin = first.end()
    blank = _BLANK_LINE.search(octets, begin, stop)
    end, body = (blank.start() + 1, blank.end()) if blank else (stop, stop)
    cut = ["header block"] if end - begin > limits.header else []
    source = octets[begin : min(end, begin + limits.header)]
    fields, rest = _fields(source, limits)
    if len(fields) == limits.fields:
        cut.append("header fields")
    elif rest and not cut:
        body = begin + len(source) - len(rest.encode("utf-8", "surrogateescape"))
    named: dict[str, list[str]] = {}
    for name, value in fields:
        named.setdefault(name, []).append(value)
    return Block(fields=tuple(fields), named=named, body=body, cut=tuple(cut))


def _fields(source: bytes, limits: ParseLimits) -> tuple[list[tuple[str, str]], str]:
    """The fields, and what follows them. Most blocks hold nothing but plain ASCII: seen once, asked no more."""
    plain = not source.translate(None, _PLAIN) and source.count(b"\r") == source.count(b"\r\n")
    found = _FIELD.findall(source.decode("utf-8", "surrogateescape"))
    rest = found.pop()[2] if found and found[-1][2] else ""
    fields: list[tuple[str, str]] = []
    for name, folded, _ in found[: limits.fields]:
        value = folded.replace("\r\n", "").replace("\n", "") if "\n" in folded else folded
        fields.append((name.lower(), value.replace("\t", " ").strip() if plain else _value(value)))
    return fields, rest


def _value(unfolded: str) -> str:
    if _ESCAPED.search(unfolded):
        unfolded = decode(unfolded.encode("utf-8", "surrogateescape"))
    return one_line(unfolded, len(unfolded))


def decoded(value: str, limit: int) -> str:
    """A value with its encoded words read (RFC 2047), one line, at most `limit` characters.

    Lenient as mail programs are: words inside quotes or glued to text, broken base64, a character split over two words.
    """
    if "=?" not in value:
        return one_line(value, limit)
    value = value[: 8 * limit]
    pieces: list[str] = []
    pending, charset = b"", ""
    at = 0
    for word in _WORD.finditer(value):
        between = value[at : word.start()]
        apart = bool(between) and not (at and between.isspace())
        if pending and (apart or word[1].lower() != charset):
            pieces.append(decode(pending, charset))
            pending = b""
        if apart:
            pieces.append(between)
        pending, charset = pending + _payload(word[2], word[3]), word[1].lower()
        at = word.end()
    if pending:
        pieces.append(decode(pending, charset))
    pieces.append(value[at:])
    return one_line("".join(pieces), limit)


def _payload(encoding: str, text: str) -> bytes:
    octets = text.encode("utf-8", "replace")
    if encoding in "bB":
        return base64_octets(octets)
    return _HEX.sub(lambda pair: bytes((int(pair[1], 16),)), octets.replace(b"_", b" "))


def base64_octets(octets: bytes) -> bytes:
    """Base64 as far as it can be read: stray characters skipped, padding added, a lone last character dropped."""
    try:
        return binascii.a2b_base64(octets)
    except binascii.Error:
        octets = _NOT_BASE64.sub(b"", octets)
        octets = octets[: len(octets) - (len(octets) % 4 == 1)]
        return base64.b64decode(octets + b"=" * (-len(octets) % 4))


def message_ids(values: Iterable[str], limits: ParseLimits) -> tuple[str, ...]:
    """The Message-IDs in In-Reply-To or References values, each once, with <>, byte for byte (T6).

    Of more than `limits.ids` the first four and the last ones are kept (T14). A value without any <> that is one single
    word with an @ is an id, too.
    """
    found: dict[str, None] = {}
    for value in values:
        found |= dict.fromkeys(_ids(value))
    ids = tuple(found)
    return ids if len(ids) <= limits.ids else (*ids[:4], *ids[4 - limits.ids :])


def _ids(value: str) -> Iterator[str]:
    inner = [word for word in _ID.findall(value) if 0 < word.find("@") < len(word) - 1 and len(word) <= 900]
    if not inner and "<" not in value and "@" in value and _BARE_ID.fullmatch(value):
        inner = [value]
    return (f"<{word}>" for word in inner)


def message_id(block: Block, limits: ParseLimits) -> str | None:
    """The mail's own Message-ID with <>, byte for byte, None when there is none that a reply can name.

    Also one without @ is taken, when it is all that the header holds: mail programs answer to it all the same.
    """
    value = block.get("message-id")
    found = message_ids((value,), limits)
    if found:
        return found[0]
    word = value.removeprefix("<").removesuffix(">")
    return f"<{word}>" if _BARE_ID.fullmatch(word) else None
