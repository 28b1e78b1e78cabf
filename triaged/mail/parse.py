"""Octets to a Message, for any octets: what cannot be read is absent or Unreadable, never an exception (C1–C6, N34).

Floor 2, pure. Limits are applied before anything is decoded; those that were met are named in `Message.cut`.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from triaged.mail import addresses, body, bounce, date_header, headers, identity, mime
from triaged.mail.limits import ParseLimits
from triaged.mail.mime import Part
from triaged.model.mail import Address, Attachment, Bounce, Message, RawMessage, Unreadable

DEFAULT = ParseLimits()
_SUBJECT_LENGTH = 1_000
_PATH_LENGTH = 512
_RESENT_FOR = ("resent-to", "resent-cc", "resent-bcc")
_SAID_FOR = ("to", "cc", "bcc", *_RESENT_FOR, "delivered-to", "x-original-to", "envelope-to", "x-forwarded-to")
_ALL_PEOPLE = ("from", "sender", "reply-to", *_SAID_FOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Content:
    """What lies below the header block."""

    body: body.Body
    part_types: tuple[str, ...]
    report_type: str = ""
    calendar_method: str = ""
    bounce: Bounce | None = None
    cut: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _People:
    """Who wrote, and to whom."""

    from_: tuple[Address, ...]
    problem: str
    sender: Address | None
    reply_to: tuple[Address, ...]
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    addressed: tuple[str, ...]
    cut: tuple[str, ...]


def parse(raw: RawMessage, limits: ParseLimits = DEFAULT) -> Message | Unreadable:
    """The mail as a value. Total: any octets give a Message or an Unreadable."""
    octets = _with_line_ends(raw.octets)
    if not octets.strip():
        return _unreadable(raw, limits, "The mail is empty.")
    if max(raw.size, len(octets)) > limits.mail:
        megabytes = limits.mail / (1024 * 1024)
        return _unreadable(raw, limits, f"The mail is larger than the limit of {megabytes:.3g} MB (limits.mail).")
    top = headers.read(octets, limits)
    people = _people(top, limits)
    author = people.from_[0].address if people.from_ else ""
    content = _whole(octets, top, author, limits) if raw.whole else _partial(raw, top, limits)
    digest = hashlib.sha256(content.body.text.encode("utf-8", "replace")).hexdigest()
    sent_at, offset = date_header.read(top.get("date"))
    return Message(
        inbox=raw.inbox,
        received=raw.received,
        size=raw.size,
        flags=raw.flags,
        identity=identity.of_block(raw.inbox, top, author, digest),
        digest=digest,
        message_id=headers.message_id(top, limits),
        in_reply_to=headers.message_ids(top.all("in-reply-to"), limits),
        references=headers.message_ids(top.all("references"), limits),
        sent_at=sent_at,
        offset=offset,
        subject=headers.decoded(top.get("subject"), _SUBJECT_LENGTH),
        from_=people.from_,
        from_problem=people.problem,
        sender=people.sender,
        reply_to=people.reply_to,
        to=people.to,
        cc=people.cc,
        addressed=people.addressed,
        return_path=_return_path(top),
        headers=top.headers(limits),
        content_type=content.part_types[0],
        report_type=content.report_type,
        part_types=content.part_types,
        calendar_method=content.calendar_method,
        attachments=content.body.attachments,
        text=content.body.text,
        own_text=content.body.own_text,
        html_only=content.body.html_only,
        bounce=content.bounce,
        cut=tuple(dict.fromkeys((*top.cut, *people.cut, *content.cut, *content.body.cut))),
    )


def _with_line_ends(octets: bytes) -> bytes:
    """Some old programs end lines with CR alone; where LF occurs, a lone CR is only a control character."""
    return octets.replace(b"\r", b"\n") if b"\n" not in octets else octets


def _unreadable(raw: RawMessage, limits: ParseLimits, reason: str) -> Unreadable:
    top = headers.read(raw.octets, limits, 0, min(len(raw.octets), limits.header))
    digest = hashlib.sha256(raw.octets[: limits.header]).hexdigest()
    from_ = addresses.read(top.all("from"), limits).found
    author = from_[0].address.address if from_ else ""
    return Unreadable(
        inbox=raw.inbox,
        received=raw.received,
        size=raw.size,
        identity=identity.of_block(raw.inbox, top, author, digest),
        reason=reason,
    )


def _people(top: headers.Block, limits: ParseLimits) -> _People:
    read = {name: addresses.read(top.named[name], limits) for name in _ALL_PEOPLE if name in top.named}
    sound = {name: mailboxes.sound() for name, mailboxes in read.items()}
    sender = next(iter(sound.get("sender", ())), None)
    from_ = read.get("from", addresses.NOBODY)
    said_for = dict.fromkeys(mailbox.key for name in _SAID_FOR for mailbox in sound.get(name, ()))
    return _People(
        from_=tuple(mailbox.address for mailbox in from_.found),
        problem=addresses.author_problem(from_, present=bool(top.all("from")), sender=sender),
        sender=sender,
        reply_to=tuple(address for address in sound.get("reply-to", ()) if addresses.answerable(address.address)),
        to=sound.get("to", ()),
        cc=sound.get("cc", ()),
        addressed=tuple(said_for)[: limits.addresses],
        cut=("addresses",) if any(one.cut for one in read.values()) else (),
    )


def _return_path(top: headers.Block) -> str | None:
    """The topmost Return-Path without its brackets; "" is the null path, None none at all (RFC 7103 7.5.3; N1, N2)."""
    values = top.all("return-path")
    if not values:
        return None
    value = values[0]
    if "<" in value:
        value = value.partition("<")[2].partition(">")[0]
    return value.strip()[:_PATH_LENGTH]


def _whole(octets: bytes, top: headers.Block, author: str, limits: ParseLimits) -> _Content:
    structure = mime.structure(octets, top, limits)
    parts = structure.parts
    read = body.read(octets, parts, limits)
    return _Content(
        body=read,
        part_types=tuple(part.content_type for part in parts),
        report_type=_report_type(parts),
        calendar_method=body.calendar_method(octets, parts),
        bounce=bounce.read(octets, top, parts, limits, text=read.text, author=author),
        cut=structure.cut,
    )


def _partial(raw: RawMessage, top: headers.Block, limits: ParseLimits) -> _Content:
    """A mail too large to fetch whole: its header block, one text part, and the list of its parts."""
    root = mime.described(top, len(raw.octets))
    read = body.read_fetched(raw.text, limits) if raw.text is not None else body.Body()
    outline = raw.outline[: limits.parts]
    types = [mime.known_type(part.content_type) for part in outline]
    fetched = mime.known_type(raw.text.content_type) if raw.text is not None else ""
    text_at = types.index(fetched) if fetched in types else -1
    attachments = tuple(
        Attachment(name=mime.shown_name(part.filename), content_type=kind, size=part.size)
        for number, (part, kind) in enumerate(zip(outline, types, strict=True))
        if number != text_at and (part.filename or kind not in body.READABLE)
    )
    return _Content(
        body=body.with_attachments(read, attachments),
        part_types=(root.content_type, *(types if root.multipart else ())),
        report_type=_report_type((root,)),
        cut=("parts",) if len(raw.outline) > limits.parts else (),
    )


def _report_type(parts: Sequence[Part]) -> str:
    """The report-type of the first multipart/report, in lower case; where it is not said, what its parts are (N4)."""
    for number, part in enumerate(parts):
        if part.content_type == "multipart/report":
            said = part.parameters.get("report-type", "").strip().lower()[:60]
            if said:
                return said
            inner = (other.content_type.removeprefix("message/") for other in parts[number + 1 :])
            return next((kind for kind in inner if kind in mime.REPORTS), "")
    return ""
