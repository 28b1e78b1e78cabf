"""Letters and relays for the courier's tests."""

from __future__ import annotations

import itertools
import os
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from triaged.model.letter import Letter, LetterKind
from triaged.policy.shape import Server

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
_numbers = itertools.count(1)


def fresh(name: str = "kim") -> str:
    """An address that no other test writes to."""
    return f"{name}.{os.getpid()}.{next(_numbers)}@customer.test"


def letter(**changes: Any) -> Letter:
    """A letter to somebody nobody else writes to, without a journal copy."""
    number = next(_numbers)
    made = Letter(
        once_key=f"ack {number}",
        kind=LetterKind.ACKNOWLEDGEMENT,
        inbox="support",
        account="main",
        thread_id=None,
        sender="support@firm.test",
        recipient=fresh(),
        message_id=f"<ack.{number}@firm.test>",
        mark=f"v1.mark{number}",
        octets=f"Message-ID: <ack.{number}@firm.test>\r\nSubject: x\r\n\r\nHello.\r\n".encode(),
        created_at=NOW,
        next_attempt_at=NOW,
        letter_id=number,
    )
    return replace(made, **changes)


def plain(port: int) -> Server:
    """A relay on this machine, without encryption."""
    return Server(host="127.0.0.1", port=port, security="plain")


@dataclass
class Password:
    """A login by password."""

    user: str
    secret: str
    oauth: bool = False

    async def password(self) -> str:
        return self.secret

    async def token(self, *, refused: bool = False) -> str:
        raise AssertionError("this account has a password")


@dataclass
class Tokens:
    """A login by tokens, given out in order; the last one again and again."""

    user: str
    tokens: list[str]
    asked: list[bool] = field(default_factory=list)
    oauth: bool = True

    async def password(self) -> str:
        raise AssertionError("this account has tokens")

    async def token(self, *, refused: bool = False) -> str:
        self.asked.append(refused)
        return self.tokens.pop(0) if len(self.tokens) > 1 else self.tokens[0]
