"""The structure of a mail: which parts it has and where they lie (RFC 2045, 2046, 2231). Nothing is decoded here.

Own walker on octets: the stdlib's feed parser recurses (C4) and takes seconds for 100,000 parts (C3). This one goes
through the delimiters once per level, keeps its own stack, and stops at the limits. A message/rfc822 part is a leaf:
what is in it belongs to another mail.
"""

import re
from dataclasses import dataclass, field, replace
from urllib.parse import unquote_to_bytes

from triaged.mail import headers
from triaged.mail.charset import decode
from triaged.mail.limits import ParseLimits

REPORTS = frozenset(("delivery-status", "disposition-notification", "feedback-report"))
_PARAMETER = re.compile(r';\s*+([^\s=;"]{1,60}+)\s*+=\s*+("(?:[^"\\]++|\\.?+)*+"?|[^;]*+)')
_MOST_PARAMETERS = 64
# Places in one multipart that look like its delimiter and may not be it.
_MOST_TRIES = 2_000
_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,60}/[a-z0-9!#$&^_.+-]{1,80}")
_DELIMITER_END = re.compile(rb"(--)?[ \t]*(?:\r?\n|\Z)")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_NAME_LENGTH = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part. `start` and `end` bound its body in the mail's octets.

    `choice` numbers the multipart/alternative that it is one form of (0 = none).
    """

    content_type: str
    parameters: dict[str, str] = field(default_factory=dict)
    encoding: str = ""
    disposition: str = ""
    filename: str = ""
    start: int
    end: int
    choice: int = 0
    depth: int = 0

    @property
    def multipart(self) -> bool:
        """Whether it only holds other parts."""
        return self.content_type.startswith("multipart/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """All parts in reading order, holders before what they hold; `cut` names the limits that were met."""

    parts: tuple[Part, ...]
    cut: tuple[str, ...] = ()


def parameters(value: str) -> tuple[str, dict[str, str]]:
    """A Content-Type or Content-Disposition value: its first word in lower case, and its parameters (RFC 2231 read)."""
    if not value:
        return "", {}
    word, semicolon, _ = value.partition(";")
    found: dict[str, str] = {}
    if semicolon:
        for number, pair in enumerate(_PARAMETER.finditer(value, len(word))):
            if number == _MOST_PARAMETERS:
                break
            text = pair[2].strip()
            if text.startswith('"'):
                text = _ESCAPE.sub(r"\1", text[1:].removesuffix('"'))
            found.setdefault(pair[1].lower(), text)
        if "*" in "".join(found):
            found = _extended(found)
    return word.strip().lower().partition(" ")[0], found


def _extended(found: dict[str, str]) -> dict[str, str]:
    """Continuations joined and charsets read (RFC 2231 3, 4)."""
    joined = {name: text for name, text in found.items() if "*" not in name}
    for name in dict.fromkeys(name.partition("*")[0] for name in found if "*" in name):
        pieces: list[bytes] = []
        charset = ""
        for number in range(_MOST_PARAMETERS):
            keys = [f"{name}*{number}*", f"{name}*{number}"] + ([f"{name}*"] if number == 0 else [])
            key = next((key for key in keys if key in found), None)
            if key is None:
                break
            text = found[key]
            if key.endswith("*"):
                if number == 0 and text.count("'") >= 2:
                    charset, _, text = text.split("'", 2)
                pieces.append(unquote_to_bytes(text))
            else:
                pieces.append(text.encode("utf-8", "replace"))
        if pieces:
            joined[name] = decode(b"".join(pieces), charset)
    return joined


def known_type(word: str, default: str = "text/plain") -> str:
    """The type in lower case; what is no type is plain text (RFC 2045 5.2), `default` where none is given."""
    word = word.strip().lower()
    if _TYPE.fullmatch(word) is None:
        return "text/plain" if word else default
    return word


def described(block: headers.Block, end: int, above: Part | None = None, choice: int = 0) -> Part:
    """The part whose header block this is; `above` is the multipart it stands in."""
    default = "message/rfc822" if above is not None and above.content_type == "multipart/digest" else "text/plain"
    word, found = parameters(block.get("content-type"))
    disposition, extra = parameters(block.get("content-disposition"))
    name = extra.get("filename") or found.get("name", "")
    return Part(
        content_type=known_type(word, default),
        parameters=found,
        encoding=block.get("content-transfer-encoding").lower().partition(" ")[0],
        disposition=disposition,
        filename=shown_name(name),
        start=block.body,
        end=end,
        choice=choice,
        depth=above.depth + 1 if above is not None else 0,
    )


def shown_name(name: str) -> str:
    """A file name, decoded (RFC 2047 is not allowed there, and common) and safe to show."""
    return headers.decoded(name, _NAME_LENGTH) if name else ""


def structure(octets: bytes, top: headers.Block, limits: ParseLimits) -> Structure:
    """The parts of a whole mail, at most `limits.parts`, at most `limits.depth` deep."""
    root = described(top, len(octets))
    found: list[Part] = []
    waiting = [root]
    cut: dict[str, None] = {}
    while waiting:
        if len(found) == limits.parts:
            cut["parts"] = None
            break
        part = waiting.pop()
        if part.multipart and part.depth >= limits.depth:
            cut["depth"] = None
            part = replace(part, content_type="application/octet-stream")
        inner = _inner(octets, part, len(found) + 1, limits) if part.multipart else []
        if part.multipart and not inner:
            # Without a delimiter there is nothing to divide: what is there is read as text.
            part = replace(part, content_type="text/plain") if part is root else part
        found.append(part)
        waiting.extend(reversed(inner))
    return Structure(parts=tuple(found), cut=tuple(cut))


def _inner(octets: bytes, part: Part, number: int, limits: ParseLimits) -> list[Part]:
    choice = number if part.content_type == "multipart/alternative" else part.choice
    return [
        described(headers.read(octets, limits, start, end), end, part, choice)
        for start, end in _spans(octets, part, limits)
    ]


def _spans(octets: bytes, part: Part, limits: ParseLimits) -> list[tuple[int, int]]:
    """Where the parts between this multipart's delimiters lie; the last may lack its end."""
    boundary = part.parameters.get("boundary", "").rstrip()[:250]
    if not boundary:
        return []
    delimiter = b"--" + boundary.encode("utf-8", "surrogateescape")
    spans: list[tuple[int, int]] = []
    begin: int | None = None
    at = part.start
    for _ in range(_MOST_TRIES):
        at = octets.find(delimiter, at, part.end)
        if at < 0:
            break
        after = _DELIMITER_END.match(octets, at + len(delimiter), part.end)
        if after is None or (at > part.start and octets[at - 1] != 0x0A):
            at += len(delimiter)
            continue
        if begin is not None:
            spans.append((begin, _line_end(octets, begin, at)))
        begin = None if after[1] else after.end()
        at = after.end()
        if begin is None or len(spans) >= limits.parts:
            return spans
    if begin is not None:
        spans.append((begin, part.end))
    return spans


def _line_end(octets: bytes, begin: int, at: int) -> int:
    """The line end before a delimiter belongs to the delimiter (RFC 2046 5.1.1)."""
    end = at - 1 if at > begin and octets[at - 1] == 0x0A else at
    return end - 1 if end > begin and octets[end - 1] == 0x0D else end
