"""Mails to be judged, made of a subject and a text as the parser hands them on."""

from __future__ import annotations

from datetime import UTC, datetime

from triaged.mail.quotes import own_text
from triaged.model.mail import Headers, Message

_RECEIVED = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def message(subject: str, text: str) -> Message:
    """A mail with that subject, without what its text quotes and without its signature."""
    return Message(
        inbox="support",
        received=_RECEIVED,
        size=len(text),
        identity="",
        digest="",
        subject=subject,
        text=text,
        own_text=own_text(text, text),
        headers=Headers(()),
    )
