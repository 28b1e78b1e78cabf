"""Postfix asks it about each recipient and at each end of data: greylisting and refusals, scripted by tests."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import dataclass, field

from tests.servers.looper import Looper
from tests.servers.ports import HOST, free_port


@dataclass(slots=True)
class _Rule:
    answer: str
    stage: str
    recipient: str | None
    sender: str | None
    left: int | None

    def take(self, asked: dict[str, str]) -> bool:
        if self.left == 0 or asked.get("protocol_state") != self.stage:
            return False
        if self.recipient is not None and asked.get("recipient", "").lower() != self.recipient.lower():
            return False
        if self.sender is not None and asked.get("sender", "").lower() != self.sender.lower():
            return False
        if self.left is not None:
            self.left -= 1
        return True


@dataclass(slots=True)
class Policy:
    """A policy delegation server (the protocol of Postfix's SMTPD_POLICY_README)."""

    port: int
    _looper: Looper
    _rules: list[_Rule] = field(default_factory=list)
    _asked: list[dict[str, str]] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _server: asyncio.Server | None = None
    _open: set[asyncio.StreamWriter] = field(default_factory=set)

    @classmethod
    def start(cls) -> Policy:
        """Start one that agrees to everything."""
        policy = cls(port=free_port(), _looper=Looper("policy"))
        policy._server = policy._looper.run(asyncio.start_server(policy._serve, HOST, policy.port))
        return policy

    def at_recipient(
        self, answer: str, *, recipient: str | None = None, sender: str | None = None, times: int | None = 1
    ) -> None:
        """Answer RCPT so: "450 4.2.0 greylisted", "550 5.1.1 no such user", "DEFER_IF_PERMIT ...".

        `times` None: for ever. A session that asks again is counted again.
        """
        self._add(_Rule(answer, "RCPT", recipient, sender, times))

    def after_data(self, answer: str, *, sender: str | None = None, times: int | None = 1) -> None:
        """Answer the final dot so: "451 4.3.0 try later", "452 4.3.1 disk full", "554 5.7.1 refused"."""
        self._add(_Rule(answer, "END-OF-MESSAGE", None, sender, times))

    def _add(self, rule: _Rule) -> None:
        with self._lock:
            self._rules.append(rule)

    def clear(self) -> None:
        """Agree to everything again, and forget what was asked."""
        with self._lock:
            self._rules.clear()
            self._asked.clear()

    @property
    def asked(self) -> list[dict[str, str]]:
        """The attributes of every question so far."""
        with self._lock:
            return list(self._asked)

    def stop(self) -> None:
        """End the server."""
        self._looper.run(self._close())
        self._looper.close()

    async def _close(self) -> None:
        if self._server:
            self._server.close()
        for writer in self._open:
            writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            while question := await self._question(reader):
                writer.write(f"action={self._answer(question)}\n\n".encode())
                await writer.drain()
        except OSError:
            pass  # Postfix has gone: it asks again on a new connection
        finally:
            self._open.discard(writer)
            writer.close()

    @staticmethod
    async def _question(reader: asyncio.StreamReader) -> dict[str, str]:
        asked: dict[str, str] = {}
        while line := (await reader.readline()).decode("utf-8", "replace").rstrip("\n"):
            name, _, value = line.partition("=")
            asked[name] = value
        return asked

    def _answer(self, question: dict[str, str]) -> str:
        with self._lock:
            self._asked.append(question)
            for rule in self._rules:
                if rule.take(question):
                    return rule.answer
        return "DUNNO"
