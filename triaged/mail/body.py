"""What a mail says: its text, what of it is new, and what is attached (RFC 2046 5.1, 2045 6)."""

import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from triaged.mail import html, quotes
from triaged.mail.charset import decode
from triaged.mail.headers import base64_octets
from triaged.mail.limits import ParseLimits
from triaged.mail.mime import Part, shown_name
from triaged.mail.text import plain
from triaged.model.mail import Attachment, FetchedPart

_HTML = frozenset(("text/html", "application/xhtml+xml", "text/enriched", "text/richtext"))
READABLE = _HTML | {"text/plain"}
_CALENDAR_METHOD = re.compile(rb"^METHOD:([A-Za-z-]{1,20})[ \t\r]*$", re.MULTILINE | re.IGNORECASE)
_UU_BEGIN = re.compile(r"^begin [0-7]{3,4} ([^\n]{1,255})\n(?=[^\n]{0,90}\n)", re.MULTILINE)
_UU_END = re.compile(r"^end[ \t]*(?:\n|\Z)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """`text` all that is said, `own_text` what this mail adds; `html_only` that there was no plain form."""

    text: str = ""
    own_text: str = ""
    html_only: bool = False
    attachments: tuple[Attachment, ...] = ()
    cut: tuple[str, ...] = ()


def read(octets: bytes, parts: Sequence[Part], limits: ParseLimits) -> Body:
    """The body of a whole mail. Parts that are not its text are listed, never decoded."""
    readable = _text_parts(parts)
    chosen: list[tuple[str, str]] = []
    seen: set[int] = set()
    html_only = False
    length = 0
    for part in readable:
        if length > limits.text:
            break
        if part.choice in seen:
            continue
        forms = [part]
        if part.choice:
            seen.add(part.choice)
            forms = [other for other in readable if other.choice == part.choice]
        said, from_html = _best_form(octets, forms, limits)
        chosen += said
        length += sum(len(text) for text, _ in said)
        html_only = html_only or from_html
    body = _made("\n\n".join(text for text, _ in chosen), "\n\n".join(own for _, own in chosen), html_only, limits)
    text, uuencoded = _without_uuencode(body.text)
    if uuencoded:
        body = _made(text, text, html_only, limits)
    others = tuple(
        Attachment(name=part.filename, content_type=part.content_type, size=part.end - part.start)
        for part in parts
        if not part.multipart and part not in readable
    )
    return replace(body, html_only=html_only, attachments=others + uuencoded)


def read_fetched(part: FetchedPart, limits: ParseLimits) -> Body:
    """The body of a mail of which only one text part was fetched."""
    source = unwrapped(part.octets, part.encoding.lower(), limits)
    from_html = part.content_type.lower() in _HTML
    text, own = _said(decode(source, part.charset), from_html, limits)
    return _made(text, own, from_html, limits)


def with_attachments(body: Body, attachments: tuple[Attachment, ...]) -> Body:
    """The same body with these attachments."""
    return replace(body, attachments=attachments)


def _made(text: str, own: str, from_html: bool, limits: ParseLimits) -> Body:
    cut = ("text",) if len(text) >= limits.text else ()
    text = text[: limits.text]
    return Body(
        text=text, own_text=quotes.own_text(own[: limits.text], text), html_only=from_html and bool(text), cut=cut
    )


def _text_parts(parts: Sequence[Part]) -> list[Part]:
    """The parts that are the mail's text: not attached, without a file name; else the first that is not attached."""
    inline = [part for part in parts if part.content_type in READABLE and part.disposition != "attachment"]
    unnamed = [part for part in inline if not part.filename]
    if unnamed:
        return unnamed
    return inline[:1] or [part for part in parts[:1] if part.content_type in READABLE]


def _best_form(octets: bytes, forms: list[Part], limits: ParseLimits) -> tuple[list[tuple[str, str]], bool]:
    """The plain form where it says anything, else HTML: (text, text without the answered mail) of each part."""
    for as_html in (False, True):
        said = []
        for part in forms:
            if (part.content_type in _HTML) is as_html:
                source = unwrapped(
                    octets[part.start : min(part.end, part.start + limits.source)], part.encoding, limits
                )
                said.append(_said(decode(source, part.parameters.get("charset", "")), as_html, limits))
        said = [(text, own) for text, own in said if text]
        if said:
            return said, as_html
    return [], False


def _said(source: str, from_html: bool, limits: ParseLimits) -> tuple[str, str]:
    if from_html:
        text, own = html.texts(source, limits)
        return plain(text, limits.text), plain(own, limits.text)
    text = plain(source, limits.text).strip()
    return text, text


def unwrapped(octets: bytes, encoding: str, limits: ParseLimits) -> bytes:
    """A part's octets without their transfer encoding, `limits.source` of them at most; total for any input."""
    octets = octets[: limits.source]
    if encoding == "base64":
        return base64_octets(octets)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(octets)
    if encoding in {"x-uuencode", "x-uue", "uuencode"}:
        return _uudecoded(octets)
    return octets


def _uudecoded(octets: bytes) -> bytes:
    lines: list[bytes] = []
    for line in octets.split(b"\n"):
        if line.startswith(b"begin "):
            continue
        if line.strip() == b"end":
            break
        try:
            lines.append(binascii.a2b_uu(line))
        except binascii.Error:
            continue
    return b"".join(lines)


def _without_uuencode(text: str) -> tuple[str, tuple[Attachment, ...]]:
    """Files written into the text (`begin 644 name` … `end`) are attachments, not words."""
    if "begin " not in text:
        return text, ()
    kept: list[str] = []
    files: list[Attachment] = []
    at = 0
    while (begin := _UU_BEGIN.search(text, at)) is not None and (end := _UU_END.search(text, begin.end())) is not None:
        kept.append(text[at : begin.start()])
        size = end.end() - begin.start()
        files.append(Attachment(name=shown_name(begin[1]), content_type="application/octet-stream", size=size))
        at = end.end()
    return "".join([*kept, text[at:]]).strip(), tuple(files)


def calendar_method(octets: bytes, parts: Sequence[Part]) -> str:
    """The METHOD of the first calendar part in capitals, "" when there is none (RFC 5546; N20)."""
    for part in parts:
        if part.content_type == "text/calendar":
            method = part.parameters.get("method", "")
            if not method:
                found = _CALENDAR_METHOD.search(octets[part.start : min(part.end, part.start + 4096)])
                method = found[1].decode("ascii") if found else ""
            return method[:20].strip().upper()
    return ""
