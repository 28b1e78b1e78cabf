"""What an answer means: posted, later, or never like this."""

import json
import math
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from triaged.model.chat import Posted, PostLater, PostOutcome, PostRefused
from triaged.outbox.chat.values import Answer, Kind

LONGEST_WAIT = timedelta(hours=1)
"""A server that asks for more is asked again after an hour."""

_LATER = frozenset({408, 425, 429})
"""Client errors that pass by themselves (RFC 9110 15.5.9, RFC 8470, RFC 6585)."""


def verdict(answer: Answer, *, kind: Kind, now: datetime) -> PostOutcome:
    """The outcome of an attempt that was answered."""
    if kind.arrived(answer):
        return Posted()
    status, code = answer.status, kind.code(answer)
    said = f"HTTP {status}, {code}" if code else f"HTTP {status}"
    if 300 <= status < 400:
        return PostRefused(reason=f"the server redirects ({said}), which is not followed: give the final address.")
    if status == 429:
        return PostLater(reason=f"the server asks for a pause ({said}).", wait=asked_wait(answer, now))
    if status in _LATER or status >= 500:
        return PostLater(reason=f"the server has a fault ({said}).", wait=asked_wait(answer, now))
    if 200 <= status < 300:
        if not answer.whole:
            return PostLater(reason=f"the server's answer broke off ({said}).")
        return PostRefused(reason=f"the answer is not one of {kind.name} ({said}): is it the right address?")
    return PostRefused(reason=f"the server refused it ({said}): is the channel still there, and its secret valid?")


def asked_wait(answer: Answer, now: datetime) -> timedelta | None:
    """How long the server asks us to wait: Retry-After (RFC 9110 10.2.3), or Matrix's older `retry_after_ms`."""
    seconds = _seconds(answer.retry_after, now)
    if seconds is None and answer.status == 429:
        seconds = _milliseconds(answer.body)
    if seconds is None:
        return None
    return timedelta(seconds=min(max(seconds, 0.0), LONGEST_WAIT.total_seconds()))


def _seconds(text: str, now: datetime) -> float | None:
    text = text.strip()
    if text.isascii() and text.isdigit():
        return float(text[:12])
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return None
    return ((until if until.tzinfo else until.replace(tzinfo=UTC)) - now).total_seconds()


def _milliseconds(body: bytes) -> float | None:
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return None
    asked = told.get("retry_after_ms") if isinstance(told, dict) else None
    if isinstance(asked, bool) or not isinstance(asked, int | float):
        return None
    if isinstance(asked, float) and math.isnan(asked):
        return None
    # Bounded first: a JSON number may be longer than any float.
    return min(max(asked, 0), LONGEST_WAIT.total_seconds() * 1000) / 1000
