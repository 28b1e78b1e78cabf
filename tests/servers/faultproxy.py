"""A TCP proxy on loopback that makes the faults of networks and servers happen when a test wants them.

It knows just enough of SMTP and IMAP to see which command is being answered and where a mail ends. SMTP commands that
are sent ahead of their replies are passed on one by one, so that each reply is seen for itself. What happens by chance
is drawn from a seed, which is printed and can be given with TRIAGED_SEED.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import re
import secrets
import socket
import struct
from collections.abc import AsyncIterator, Sequence

from tests.servers.certificates import Certificates
from tests.servers.looper import Looper
from tests.servers.ports import HOST, free_port
from tests.servers.toxics import Toxic

_CHUNK = 65_536
_AHEAD = re.compile(rb"(?:MAIL|RCPT|DATA)\b[^\n]*\n")
_ALL = re.compile(rb"(?:" + _AHEAD.pattern + rb")+")


class Link:
    """One connection through the proxy: its two ends, its toxics, and where its dialogue stands."""

    def __init__(self, chance: random.Random, toxics: Sequence[Toxic]) -> None:
        self.random = chance
        self.toxics: Sequence[Toxic] = toxics
        self.in_mail = False
        """What passes is of a mail: between 354 and the final dot."""
        self.answered = ""
        """The command whose answer is passing ("." after the final dot)."""
        self._command = "greeting"
        self._in_data = False
        self._answer = asyncio.Event()
        self._tail = b""
        self._passed = {True: 0, False: 0}
        self._readers: dict[bool, asyncio.StreamReader] = {}
        self._writers: dict[bool, asyncio.StreamWriter] = {}

    async def run(
        self,
        client: tuple[asyncio.StreamReader, asyncio.StreamWriter],
        server: tuple[asyncio.StreamReader, asyncio.StreamWriter],
    ) -> None:
        """Pass octets both ways until one side ends."""
        self._readers = {True: client[0], False: server[0]}
        self._writers = {True: server[1], False: client[1]}
        for writer in self._writers.values():
            writer.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        ways = [asyncio.ensure_future(self._pass(up)) for up in (True, False)]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
            self.cut()

    def passed(self, up: bool) -> int:
        """How many octets have been sent on in a direction."""
        return self._passed[up]

    def cut(self, *, reset: bool = False) -> None:
        """Close both ends; with `reset` by RST, as a crashed machine or a firewall does."""
        for writer in self._writers.values():
            if reset:
                linger = struct.pack("ii", 1, 0)
                with contextlib.suppress(OSError):
                    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                writer.transport.abort()
            else:
                writer.close()

    async def read_more(self, up: bool, seconds: float) -> bytes:
        """What else comes in a direction within `seconds`."""
        more = b""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while data := await self._readers[up].read(_CHUNK):
                    more += data
        return more

    async def _pass(self, up: bool) -> None:
        with contextlib.suppress(OSError):
            while data := await self._readers[up].read(_CHUNK):
                *ahead, last = self._commands(data) if up else (data,)
                for command in ahead:
                    self._answer.clear()
                    await self._pass_on(command, up)
                    await self._answer.wait()
                await self._pass_on(last, up)
                if self._writers[up].is_closing():
                    return

    def _commands(self, data: bytes) -> Sequence[bytes]:
        """What a client sent, cut into the commands of a mail transaction where it is several (RFC 2920)."""
        return _AHEAD.findall(data) if _ALL.fullmatch(data) and not self._in_data else (data,)

    async def _pass_on(self, data: bytes, up: bool) -> None:
        self._observe(data, up)
        toxics = [t for t in self.toxics if ("up" if up else "down") in t.directions]
        async for piece in self._through(toxics, data, up):
            self._writers[up].write(piece)
            await self._writers[up].drain()
            self._passed[up] += len(piece)

    async def _through(self, toxics: Sequence[Toxic], data: bytes, up: bool) -> AsyncIterator[bytes]:
        if not toxics:
            yield data
            return
        async for piece in toxics[0].feed(data, up, self):
            async for changed in self._through(toxics[1:], piece, up):
                yield changed

    def _observe(self, data: bytes, up: bool) -> None:
        if not up:
            self.answered = self._command
            self._in_data = self._command == "DATA" and data.startswith(b"354")
            self._answer.set()
            return
        self.in_mail = self._in_data
        if not self._in_data:
            self._command = _command(data)
            return
        self._tail = (self._tail + data)[-5:]
        if self._tail == b"\r\n.\r\n":
            self._command, self._tail, self._in_data = ".", b"", False


def _command(data: bytes) -> str:
    """The command a client's line begins with: SMTP's first word, IMAP's second (UID FETCH: both)."""
    words = data.split(b"\r\n", 1)[0].decode("ascii", "replace").upper().split()
    if len(words) > 1 and words[0][-1:].isdigit():
        return f"UID {words[2]}" if words[1] == "UID" and len(words) > 2 else words[1]
    return words[0] if words else ""


class FaultProxy:
    """Stands on `port` before a server; `add` and `clear` change what happens, also to open connections."""

    def __init__(self, upstream: int, *, seed: int | None = None, tls: Certificates | None = None) -> None:
        self.port = free_port()
        self.upstream = upstream
        self.seed = int(os.environ.get("TRIAGED_SEED", "0")) or seed or secrets.randbits(32)
        self.chance = 1.0
        """How likely a new connection is to get the toxics."""
        self.connections = 0
        self._random = random.Random(self.seed)
        self._tls = tls
        self._toxics: list[Toxic] = []
        self._links: set[Link] = set()
        self._looper = Looper(f"proxy-{self.port}")
        self._server: asyncio.Server | None = None

    @classmethod
    def start(cls, upstream: int, *, seed: int | None = None, tls: Certificates | None = None) -> FaultProxy:
        """Start one before a loopback port. With `tls` it speaks implicit TLS to both sides, and sees within."""
        proxy = cls(upstream, seed=seed, tls=tls)
        print(f"fault proxy on {proxy.port}: TRIAGED_SEED={proxy.seed}")
        proxy.up()
        return proxy

    def add(self, *toxics: Toxic) -> None:
        """Put toxics on the connections there are and on those to come; the first is nearest to the sender."""
        self._looper.run(self._set([*self._toxics, *toxics]))

    def clear(self) -> None:
        """Pass everything on again."""
        self._looper.run(self._set([]))

    async def _set(self, toxics: list[Toxic]) -> None:
        self._toxics = toxics
        for link in self._links:
            link.toxics = toxics

    def cut(self, *, reset: bool = False) -> None:
        """End all open connections."""
        self._looper.run(self._cut(reset))

    async def _cut(self, reset: bool) -> None:
        for link in list(self._links):
            link.cut(reset=reset)

    def up(self) -> None:
        """Listen (again)."""
        if self._server is None:
            self._server = self._looper.run(self._listen())

    async def _listen(self) -> asyncio.Server:
        context = self._tls.server_context() if self._tls else None
        return await asyncio.start_server(self._serve, HOST, self.port, ssl=context)

    def down(self) -> None:
        """Refuse new connections and cut the open ones, as a stopped server does."""
        if self._server is not None:
            self._looper.run(self._close())
            self._server = None

    async def _close(self) -> None:
        assert self._server
        self._server.close()
        await self._cut(False)

    def stop(self) -> None:
        """End the proxy."""
        self.down()
        self._looper.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        hit = self._random.random() < self.chance
        link = Link(random.Random(self._random.getrandbits(64)), self._toxics if hit else ())
        context = self._tls.client_context() if self._tls else None
        try:
            server = await asyncio.open_connection(HOST, self.upstream, ssl=context)
        except OSError:
            writer.transport.abort()
            return
        self._links.add(link)
        try:
            await link.run((reader, writer), server)
        except asyncio.CancelledError:
            link.cut()
        finally:
            self._links.discard(link)
