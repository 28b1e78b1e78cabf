"""The replies of an open SMTP connection, and commands sent ahead of them where the relay offers it (RFC 2920).

aiosmtplib connects, encrypts and logs in; then this protocol takes its transport over. aiosmtplib sends no command
before the last one is answered, and its errors do not say whether the payload left.
"""

import asyncio
import re
from collections import deque
from dataclasses import dataclass
from typing import cast

LONGEST_REPLY = 32 * 1024
"""Octets of one reply, all its lines together: bounds what a hostile relay can make us keep."""
_LINE_END = re.compile(rb"\r\n|\r|\n")
_COMMAND = re.compile(rb"[ -~]{1,2000}")
_REPLY = re.compile(rb"([1-5][0-9]{2})([ -]?)([^\n]*)", re.DOTALL)


class Broken(ConnectionError):
    """The line broke, nobody answered in time, or what came is not SMTP. The connection is never used again."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A server's reply, its lines joined by LF."""

    code: int
    text: str

    @property
    def accepted(self) -> bool:
        """2xx."""
        return 200 <= self.code < 300

    @property
    def refused(self) -> bool:
        """4xx or 5xx."""
        return self.code >= 400


class Wire(asyncio.Protocol):
    """Writes commands and gives out the replies in order. A reply that nobody is owed breaks the connection."""

    def __init__(self, transport: asyncio.BaseTransport) -> None:
        """Take over a transport on which the last command is answered."""
        self._transport = cast(asyncio.Transport, transport)
        self._buffer = bytearray()
        self._lines: list[bytes] = []
        self._length = 0
        self._replies: deque[Reply] = deque()
        self._owed = 0
        self._waiter: asyncio.Future[None] | None = None
        self._fault = ""
        self._transport.set_protocol(self)

    @property
    def alive(self) -> bool:
        """Whether nothing is known to be wrong with it."""
        return not self._fault and not self._transport.is_closing()

    # ---- what is sent

    def send(self, *commands: bytes) -> None:
        """Write commands in one piece; each is owed one reply. Raises Broken; ValueError for a control character."""
        for command in commands:
            if not _COMMAND.fullmatch(command):
                raise ValueError("an SMTP command is visible ASCII")
        self._write(b"\r\n".join((*commands, b"")), len(commands))

    def send_payload(self, octets: bytes) -> None:
        """Write a mail and the final dot (RFC 5321 4.5.2). Raises Broken: then nothing of it was written."""
        lines = _LINE_END.sub(b"\r\n", octets).removesuffix(b"\r\n")
        stuffed = (b"\r\n" + lines).replace(b"\r\n.", b"\r\n..")[2:]
        self._write(stuffed + b"\r\n.\r\n", 1)

    def _write(self, octets: bytes, replies: int) -> None:
        if not self.alive:
            raise Broken(self._fault or "the connection is closed")
        self._owed += replies
        self._transport.write(octets)

    # ---- what comes

    async def reply(self, seconds: float) -> Reply:
        """The next reply. Raises Broken."""
        if not self._replies and not self._fault:
            self._waiter = asyncio.get_running_loop().create_future()
            try:
                async with asyncio.timeout(seconds):
                    await self._waiter
            except TimeoutError:
                self._break(f"no reply within {seconds:g} seconds")
            finally:
                self._waiter = None
        if self._replies:
            return self._replies.popleft()
        raise Broken(self._fault)

    def data_received(self, data: bytes) -> None:
        """Asyncio's: octets came."""
        self._buffer += data
        while not self._fault and (end := self._buffer.find(b"\n")) >= 0:
            line = bytes(self._buffer[:end])
            del self._buffer[: end + 1]
            self._take_line(line)
        if self._length + len(self._buffer) > LONGEST_REPLY:
            self._break("a reply without end")

    def _take_line(self, line: bytes) -> None:
        found = _REPLY.fullmatch(line)
        if found is None:
            self._break("what came is not a reply of SMTP")
            return
        self._lines.append(found[3].strip())
        self._length += len(line)
        if found[2] == b"-":
            return
        reply = Reply(int(found[1]), b"\n".join(self._lines).decode("utf-8", "replace"))
        self._lines, self._length = [], 0
        if not self._owed:
            self._break(f"the server said {reply.code} without being asked")
            return
        self._owed -= 1
        self._replies.append(reply)
        self._wake()

    def eof_received(self) -> None:
        """Asyncio's: the server hung up."""
        self._break("the server closed the connection")

    def connection_lost(self, exc: Exception | None) -> None:
        """Asyncio's: the connection is gone."""
        self._break(str(exc) if exc else "the connection was closed")

    def _break(self, fault: str) -> None:
        self._fault = self._fault or fault
        self._transport.abort()
        self._wake()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def close(self) -> None:
        """Close at once."""
        self._break("closed")
