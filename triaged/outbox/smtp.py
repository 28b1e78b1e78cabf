"""The courier: a few kept connections to one relay, and what each attempt came to.

A new TLS connection costs fifty times a letter, so connections are kept and reused. Everything a relay or a network can
do ends in one of four outcomes (Delivered, TryLater, Refused, InDoubt); nothing else leaves `send` but LoginRefused.
"""

import asyncio
import contextlib
from collections import deque

import aiosmtplib
import tenacity

from triaged.errors import LoginRefused
from triaged.model.letter import Attempt, Delivered, InDoubt, Letter, Phase, Refused, TryLater
from triaged.model.ports import Login
from triaged.outbox.connection import COMMAND_TIMEOUT, DOT_TIMEOUT, LOGIN_CODES, Connection
from triaged.policy.shape import Server

SHARED_CODES = frozenset({421, 432, 452, 454})
"""Replies that are about the relay's load or our pace, not about one letter (S4, S6; RFC 4954, RFC 5321)."""

BEFORE_PAYLOAD = frozenset({Phase.CONNECT, Phase.MAIL, Phase.RCPT, Phase.DATA})


class StaleConnection(Exception):
    """A kept connection turned out dead before the payload: nothing was accepted, a new one may be tried at once."""


def outcome_of_reply(phase: Phase, code: int, answer: str) -> Attempt:
    """What a negative reply means (RFC 5321 4.2.1). 5xx to the login or at connecting is about us, not the letter."""
    about_us = phase is Phase.CONNECT or code in LOGIN_CODES
    if code >= 500 and not about_us:
        return Refused(phase=phase, code=code, answer=answer)
    return TryLater(phase=phase, code=code, answer=answer, shared=about_us or code in SHARED_CODES)


def outcome_of_silence(phase: Phase, answer: str) -> Attempt:
    """What a lost connection or a time-out means: a doubt once the payload was written, surely nothing before."""
    if phase in BEFORE_PAYLOAD:
        return TryLater(phase=phase, code=0, answer=answer, shared=phase is Phase.CONNECT)
    return InDoubt(phase=phase, answer=answer)


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
        """One attempt. Raises LoginRefused only."""
        async with self._places:
            retrying = tenacity.AsyncRetrying(
                retry=tenacity.retry_if_exception_type(StaleConnection),
                stop=tenacity.stop_after_attempt(3),
                reraise=True,
            )
            try:
                return await retrying(self._attempt, letter)
            except StaleConnection as error:
                return TryLater(phase=Phase.MAIL, code=0, answer=str(error), shared=True)

    async def _attempt(self, letter: Letter) -> Attempt:
        connection = await self._connection()
        if not isinstance(connection, Connection):
            return connection
        fresh = connection.used == 0
        try:
            answer, journal_ok = await connection.transact(
                letter.sender, letter.recipient, letter.journal, letter.octets
            )
        except aiosmtplib.SMTPResponseException as error:
            return await self._after_reply(connection, error)
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            connection.drop()
            if not fresh and connection.phase is Phase.MAIL:
                raise StaleConnection(str(error)) from error
            return outcome_of_silence(connection.phase, one_line(str(error)))
        except BaseException:
            # A cancelled transaction leaves a reply in the pipe: the connection must never be used again.
            connection.drop()
            raise
        self._idle.append(connection)
        return Delivered(answer=one_line(answer), journal_ok=journal_ok)

    async def _connection(self) -> Connection | Attempt:
        while self._idle:
            connection = self._idle.pop()
            if connection.alive:
                return connection
        connection = Connection(
            self._server, self._login, command_timeout=self._command_timeout, dot_timeout=self._dot_timeout
        )
        try:
            await connection.open()
        except LoginRefused:
            connection.drop()
            raise
        except aiosmtplib.SMTPResponseException as error:
            connection.drop()
            return outcome_of_reply(Phase.CONNECT, error.code, one_line(error.message))
        except (aiosmtplib.SMTPException, OSError) as error:
            connection.drop()
            return outcome_of_silence(Phase.CONNECT, one_line(str(error)))
        self.connections_opened += 1
        return connection

    async def _after_reply(self, connection: Connection, error: aiosmtplib.SMTPResponseException) -> Attempt:
        phase = connection.phase
        outcome = outcome_of_reply(phase, error.code, one_line(error.message))
        if error.code == 421 or error.code < 0:
            connection.drop()
            return outcome if error.code > 0 else outcome_of_silence(phase, one_line(error.message))
        try:
            await connection.reset()
        except (aiosmtplib.SMTPException, OSError):
            connection.drop()
        else:
            self._idle.append(connection)
        return outcome

    async def close(self) -> None:
        """Say QUIT on every kept connection; give up after two seconds."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(2):
                while self._idle:
                    connection = self._idle.pop()
                    with contextlib.suppress(aiosmtplib.SMTPException, OSError):
                        await connection.quit()
                    connection.drop()


def one_line(text: str) -> str:
    """A relay's words for the trail: one line, at most 300 characters, no controls (T16)."""
    return "".join(c if c.isprintable() else " " for c in text)[:300].strip()
