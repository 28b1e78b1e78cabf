"""Channels, messages and secrets for tests of the chat."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from triaged.errors import ConfigurationError
from triaged.model.chat import ChatMessage
from triaged.policy.shape import Channel, Secret

NOW = datetime(2026, 11, 24, 13, 0, tzinfo=UTC)
CANARY = "canary-B0aRd-7f3a"
"""Stands in every secret: addresses, tokens, keys. It must be seen nowhere."""
KEY = b"canary-B0aRd-7f3a-of-a-signing-key"
SIGN = "whsec_" + base64.b64encode(KEY).decode()
TOKEN = f"syt_{CANARY}"
ROOM = "!a b/c?d#e:firm.test"

TITLE = "3 replies due by 14:30"
LINES = ("in 38 min  14:30  Kranz, “Rechnung Oktober”  NL-7K3F", "Reply with: mine 7K3F · done 7K3F")
MESSAGE = ChatMessage(key="notice-17:ops", title=TITLE, lines=LINES, threads=("NL-7K3F",), at=NOW)

HOSTILE = (
    "<!channel> <@U123> @channel @here @everyone @room @Team",
    "<https://evil.test|Your bank> [Your bank](https://evil.test) <at>Anna</at> </at>",
    "{{DATE(2026-01-01T00:00:00Z, SHORT)}} ${secret} @{triggerBody()} &lt;!here&gt;",
    "line\r\nfeed\x00\x1b[31m \u202eesrever\u202c \ud83d half \u2028 next \u200bzero",
    '<b>bold</b><script>alert(1)</script> "quoted" \\ back',
    "x" * 100_000,
    "",
)


def message(**changes: Any) -> ChatMessage:
    """MESSAGE with changes."""
    fields: dict[str, Any] = {"key": MESSAGE.key, "title": TITLE, "lines": LINES, "threads": ("NL-7K3F",), "at": NOW}
    return ChatMessage(**(fields | changes))


@dataclass
class Secrets:
    """Resolves secrets from a mapping, and counts how often it was asked."""

    values: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def __call__(self, secret: Secret) -> str:
        self.asked.append(secret.name)
        if secret.name not in self.values:
            raise ConfigurationError(f"The secret {secret.scheme}:{secret.name} is empty or not there.")
        return self.values[secret.name]


@dataclass
class Names:
    """A resolver of the test's own: the first answer, then the next ones; it keeps what it was asked."""

    answers: list[list[str]]
    asked: list[tuple[str, int]] = field(default_factory=list)

    async def __call__(self, host: str, port: int) -> list[str]:
        self.asked.append((host, port))
        return self.answers[min(len(self.asked), len(self.answers)) - 1]


def channel(kind: Any = "webhook", *, private: bool = True) -> Channel:
    """A channel of a kind with all that this kind needs."""
    return Channel(
        key="ops",
        kind=kind,
        url=Secret(scheme="env", name="URL"),
        sign=Secret(scheme="env", name="SIGN") if kind == "webhook" else None,
        room=ROOM if kind == "matrix" else "",
        token=Secret(scheme="env", name="TOKEN") if kind == "matrix" else None,
        private=private,
    )


def secrets(url: str, **more: str) -> Secrets:
    """The secrets of `channel()`, its address `url`."""
    return Secrets({"URL": url, "SIGN": SIGN, "TOKEN": TOKEN} | more)
