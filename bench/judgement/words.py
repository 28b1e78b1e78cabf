"""A text without anything else, as the judges of words get it."""

from __future__ import annotations

from datetime import UTC, datetime

from triaged.model.mail import Message


def message_with(text: str, subject: str = "") -> Message:
    """A mail of this text."""
    received = datetime(2026, 11, 23, 9, tzinfo=UTC)
    return Message(
        inbox="support", received=received, size=len(text), identity="", digest="", subject=subject, own_text=text
    )
