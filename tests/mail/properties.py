"""What holds for the Message of any octets whatever: asked by hypothesis, by the fuzzer and of the labelled mail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, timedelta

from triaged.mail.addresses import answerable
from triaged.mail.limits import ParseLimits
from triaged.model.mail import Address, Message, Unreadable

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_CONTROL_IN_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_ID = re.compile(r"<[!-;=?-~]+>")
_HEX = re.compile(r"[0-9a-f]{64}")


def people(message: Message) -> Iterator[Address]:
    """Everybody named in it."""
    yield from (*message.from_, *message.reply_to, *message.to, *message.cc)
    if message.sender is not None:
        yield message.sender


def lines(message: Message) -> Iterator[str]:
    """Every value that is one line."""
    yield from (
        message.subject,
        message.from_problem,
        message.content_type,
        message.report_type,
        message.calendar_method,
    )
    yield from (message.message_id or "", *message.in_reply_to, *message.references, message.return_path or "")
    yield from (*message.part_types, *message.addressed)
    for address in people(message):
        yield from (address.name, address.address)
    for attachment in message.attachments:
        yield from (attachment.name, attachment.content_type)
    for name, value in message.headers.fields:
        yield from (name, value)
    if message.bounce is not None:
        yield from (*message.bounce.ids, *message.bounce.marks, *message.bounce.recipients, message.bounce.status)


def hold_for(message: Message | Unreadable, octets: bytes, limits: ParseLimits) -> None:
    """Fails where the parser promised more than it gave."""
    assert _HEX.fullmatch(message.identity)
    if isinstance(message, Unreadable):
        assert message.reason.endswith(".")
        return
    for line in lines(message):
        line.encode("utf-8")
        assert _CONTROL.search(line) is None, line
    for text in (message.text, message.own_text):
        text.encode("utf-8")
        assert _CONTROL_IN_TEXT.search(text) is None
        assert len(text) <= limits.text
    assert not (message.text.strip() and not message.own_text.strip())
    hold_for_ids(message, octets)
    hold_for_limits(message, limits)
    if message.author is not None:
        assert answerable(message.author.address)
    for address in message.reply_to:
        assert answerable(address.address)
    if message.sent_at is not None:
        assert message.sent_at.utcoffset() == timedelta(0)
        assert message.sent_at.tzinfo is UTC
    assert message.offset is None or (message.sent_at is not None and abs(message.offset) <= 14 * 60)


def hold_for_ids(message: Message, octets: bytes) -> None:
    """Ids are the sender's, byte for byte, or nothing."""
    for one in filter(None, (message.message_id, *message.in_reply_to, *message.references)):
        assert _ID.fullmatch(one)
        assert one[1:-1].encode() in octets


def hold_for_limits(message: Message, limits: ParseLimits) -> None:
    """Nothing is longer than it may be."""
    assert len(message.references) <= limits.ids
    assert len(message.in_reply_to) <= limits.ids
    assert len(message.part_types) <= limits.parts + 1
    assert len(message.addressed) <= limits.addresses
    assert all(len(group) <= limits.addresses for group in (message.from_, message.reply_to, message.to, message.cc))
    assert len(message.headers.fields) <= limits.fields
    assert len(message.subject) <= 1_000
    assert all(len(value) <= limits.value for _, value in message.headers.fields)
