"""What colleagues are told in a chat or at a webhook, and what posting it came to."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatMessage:
    """One notice beside mail. Plain text: nothing in it is markup, and whoever posts it sees to that.

    `key` is its own for ever: posted again under the same key, a webhook or a Matrix room shows it once. `lines` stand
    below `title`. `threads` are the references it is about. `at` (aware) is when it was decided.
    """

    key: str
    title: str
    lines: tuple[str, ...]
    threads: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """The server took it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostLater:
    """Not now: no connection, no answer in time, too many posts, a fault of the server.

    `wait` is how long the server asks for, None = it does not say. `reason` is a sentence without secrets.
    """

    reason: str
    wait: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRefused:
    """Never like this: a person must look at the channel. `reason` is a sentence without secrets."""

    reason: str


PostOutcome = Posted | PostLater | PostRefused
