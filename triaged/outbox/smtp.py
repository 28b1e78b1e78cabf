"""The courier: a few kept connections to one relay, and what each attempt came to.

A new TLS connection costs fifty times a letter, so connections are kept and reused. Everything a relay or a network can
do ends in one of four outcomes (Delivered, TryLater, Refused, InDoubt); nothing else leaves `send` but what the login
raises.
"""

import asyncio
import contextlib
import re
from collections import deque

import aiosmtplib

from triaged.model.letter import Attempt, Delivered, InDoubt, Letter, Phase, Refused, TryLater
from triaged.model.ports import Login
from triaged.outbox.connection import COMMAND_TIMEOUT, DOT_TIMEOUT, LOGIN_CODES, Connection, Refusal
from triaged.policy.shape import Server

SHARED_CODES = frozenset({421, 432, 452, 454})
"""Replies that are about the relay's load or our pace, not about one letter (S4, S6; RFC 4954, RFC 5321)."""

ADDRESS = re.compile(r"[\x21-\x3b\x3d\x3f-\x7e]+")
"""What an envelope's address is made of: visible ASCII, without angle brackets, so that it cannot be a command (T2)."""

STALE_AT_MOST = 3
"""Kept connections that may turn out dead one after the other before the relay itself is taken for away."""

BEFORE_PAYLOAD = frozenset({Phase.CONNECT, Phase.MAIL, Phase.RCPT, Phase.DATA})


class StaleConnection(Exception):
    """A kept connection turned out dead before the payload: nothing was accepted, a new one may be tried at once."""


def outcome_of_reply(phase: Phase, code: int, answer: str) -> Attempt:
    """What a negative reply means (RFC 5321 4.2.1). 5xx to the login or at connecting is about us, not the letter."""
    about_us = phase is Phase.CONNECT or code in LOGIN_CODES
    if code >= 500 and not about_us:
        return Refused(phase=phase, code=code, answer=answer)
    return TryLater(phase=phase, code=code, answer=answer, shared=about_us or code in SHARED_CODES)


def outcome_of_silence(phase: Phase, answer: str, *, journal_ok: bool = False) -> Attempt:
    """What a lost connection, a time-out or nonsense means: a doubt once the payload was written, else nothing."""
    if phase in BEFORE_PAYLOAD:
        return TryLater(phase=phase, code=0, answer=answer, shared=phase is Phase.CONNECT)
    return InDoubt(phase=phase, answer=answer, journal_ok=journal_ok)


class SmtpCourier:
    """Implements `Courier` for one account. At most `most` transactions run at a time."""

    def __init__(
        self,
        server: Server,
        login: Login | None,
        *,
        most: int = 4,
        command_timeout: float = COMMAND_TIMEOUT,
        dot_timeout: float = DOT_TIMEOUT,
    ) -> None:
        self._server = server
        self._login = login
        self._command_timeout = command_timeout
        self._dot_timeout = dot_timeout
        self._idle: deque[Connection] = deque()
        self._places = asyncio.Semaphore(most)
        self.connections_opened = 0

    async def send(self, letter: Letter) -> Attempt:
        """One attempt. Raises LoginRefused, and ServerUnreachable when no token can be had."""
        if not ADDRESS.fullmatch(letter.recipient) or (letter.sender and not ADDRESS.fullmatch(letter.sender)):
            return Refused(phase=Phase.MAIL, code=553, answer="not an address that a letter can go to")
        async with self._places:
            stale = ""
            for _ in range(STALE_AT_MOST):
                try:
                    return await self._attempt(letter)
                except StaleConnection as error:
                    stale = str(error)
            return TryLater(phase=Phase.MAIL, code=0, answer=stale, shared=True)

    async def _attempt(self, letter: Letter) -> Attempt:
        connection = await self._connection()
        if not isinstance(connection, Connection):
            return connection
        fresh = connection.used == 0
        try:
            answer = await connection.transact(letter.sender, letter.recipient, letter.journal, letter.octets)
        except Refusal as refusal:
            return await self._after_refusal(connection, refusal)
        except (OSError, ValueError) as error:
            connection.drop()
            if not fresh and connection.phase is Phase.MAIL:
                raise StaleConnection(str(error)) from error
            return outcome_of_silence(connection.phase, one_line(str(error)), journal_ok=connection.journal_ok)
        except BaseException:
            # A cancelled transaction leaves a reply in the pipe: the connection must never be used again.
            connection.drop()
            raise
        self._idle.append(connection)
        return Delivered(answer=one_line(answer), journal_ok=connection.journal_ok)

    async def _connection(self) -> Connection | Attempt:
        while self._idle:
            connection = self._idle.pop()
            if connection.alive:
                return connection
        try:
            connection = Connection(
                self._server, self._login, command_timeout=self._command_timeout, dot_timeout=self._dot_timeout
            )
            await self._open(connection)
        except aiosmtplib.SMTPResponseException as error:
            return outcome_of_reply(Phase.CONNECT, error.code, one_line(error.message))
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            return outcome_of_silence(Phase.CONNECT, one_line(str(error)) or type(error).__name__)
        self.connections_opened += 1
        return connection

    async def _open(self, connection: Connection) -> None:
        opened = False
        try:
            await connection.open()
            opened = True
        finally:
            if not opened:
                connection.drop()

    async def _after_refusal(self, connection: Connection, refusal: Refusal) -> Attempt:
        outcome = outcome_of_reply(connection.phase, refusal.reply.code, one_line(refusal.reply.text))
        clean = False
        try:
            if refusal.in_step:
                await connection.reset()
                clean = True
        except OSError:
            pass
        finally:
            if not clean:
                connection.drop()
        if clean:
            self._idle.append(connection)
        return outcome

    async def close(self) -> None:
        """Say QUIT on every kept connection; give up after two seconds."""
        kept = tuple(self._idle)
        self._idle.clear()
        try:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(2):
                    await asyncio.gather(*(connection.quit() for connection in kept), return_exceptions=True)
        finally:
            for connection in kept:
                connection.drop()


def one_line(text: str) -> str:
    """A relay's words for the trail: one line, at most 300 characters, no controls (T16)."""
    if not text.isprintable():
        text = "".join(c if c.isprintable() else " " for c in text)
    return text[:300].strip()
