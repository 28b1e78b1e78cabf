"""A letter's octets: one RFC 5322 message, 7-bit, one recipient, with the headers docs/letters.md lists and no others.

Everything a stranger wrote is a value here: it can fill a field, never make one.
"""

import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
from functools import lru_cache
from typing import Literal

from triaged.mail.letter_headers import ascii_address, ids, mailbox, unstructured
from triaged.mail.mark import HEADER

_FIRST, _LAST = 4, 6
_LONGEST_LINE = 998
_NEWLINES = re.compile(r"\r\n?")
_CONTROLS = re.compile("[^\n\t\x20-\x7e\xa0-\u2027\u202f-\ud7ff\ue000-\U0010ffff]")
_VISIBLE = re.compile(r"[\x21-\x7e]{1,300}")


Automatic = Literal["auto-replied", "auto-generated"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parent:
    """The mail a letter answers: its own id and what it named. All ids with their angle brackets."""

    message_id: str | None = None
    in_reply_to: Sequence[str] = ()
    references: Sequence[str] = ()


def compose(
    *,
    automatic: Automatic | None,
    sender_name: str,
    sender: str,
    recipient: str,
    subject: str,
    text: str,
    message_id: str,
    mark: str,
    date: datetime,
    parent: Parent | None = None,
) -> bytes:
    """The whole message, CRLF, every octet below 128, no line over 998.

    `automatic` is "auto-replied" for what answers a mail at once, "auto-generated" for what goes by itself (RFC 3834
    3.1.7), None for what a person wrote.
    `sender` is the address the customer wrote to, `recipient` the one it goes to; `date` is aware. `message_id` and
    `mark` come from triaged.mail.mark. Without a parent's Message-ID there is no In-Reply-To.
    Raises UnsafeAddress when sender or recipient is not a plain address, ValueError for an id or mark with white space.
    """
    if not _VISIBLE.fullmatch(message_id) or not _VISIBLE.fullmatch(mark):
        raise ValueError("a message id and a mark are visible ASCII")
    body, encoding, charset = _encoded_body(text)
    fields = [
        f"Date: {_written(date, date.utcoffset())}",
        mailbox("From", sender_name, sender),
        f"To: {ascii_address(recipient)}",
        unstructured("Subject", subject),
        f"Message-ID: {message_id}",
        *_thread_fields(parent),
        *_automatic_fields(automatic, sender),
        f"{HEADER}: {mark}",
        "MIME-Version: 1.0",
        f"Content-Type: text/plain; charset={charset}",
        f"Content-Transfer-Encoding: {encoding}",
        "\r\n",
    ]
    return "\r\n".join(fields).encode("ascii") + body


def _automatic_fields(automatic: Automatic | None, sender: str) -> list[str]:
    """What tells other programs that a program writes, and asks them for silence."""
    if automatic is None:
        return []
    return [
        f"Auto-Submitted: {automatic}",
        *(["Precedence: auto_reply"] if automatic == "auto-replied" else []),
        "X-Auto-Response-Suppress: All",
        f"X-Loop: {ascii_address(sender)}",
    ]


def references(parent: Parent) -> tuple[str, ...]:
    """The References of an answer: the parent's, else its only In-Reply-To, then its own id (RFC 5322 3.6.4).

    Of more than ten the first 4 and the last 6 stay (T14): mail programs thread by the first and the last.
    """
    chain = tuple(parent.references)
    if not chain and len(parent.in_reply_to) == 1:
        chain = tuple(parent.in_reply_to)
    if parent.message_id:
        chain = (*(known for known in chain if known != parent.message_id), parent.message_id)
    return chain if len(chain) <= _FIRST + _LAST else (*chain[:_FIRST], *chain[-_LAST:])


@lru_cache(maxsize=16)
def _written(date: datetime, offset: timedelta | None) -> str:  # noqa: ARG001 - equal moments are written by their offset
    """A Date. The letters of one batch share theirs."""
    return format_datetime(date)


def _thread_fields(parent: Parent | None) -> list[str]:
    if parent is None:
        return []
    answered = ids("In-Reply-To", [parent.message_id] if parent.message_id else [])
    chain = ids("References", references(parent))
    return [field for field in (answered, chain) if field is not None]


def _encoded_body(text: str) -> tuple[bytes, str, str]:
    """Body, transfer encoding and charset. Controls go, line ends become CRLF."""
    if "\r" in text:
        text = _NEWLINES.sub("\n", text)
    if not text.replace("\n", "").isprintable():
        text = _CONTROLS.sub("", text)
    text = text.rstrip("\n") + "\n"
    octets = text.replace("\n", "\r\n").encode("utf-8")
    if text.isascii() and max(map(len, text.split("\n"))) <= _LONGEST_LINE:
        return octets, "7bit", "us-ascii"
    quoted = binascii.b2a_qp(octets, istext=True, header=False)
    # A line that starts with "From " is changed by programs that keep mail in mbox files.
    return re.sub(rb"(?m)^From ", b"=46rom ", quoted), "quoted-printable", "utf-8"
