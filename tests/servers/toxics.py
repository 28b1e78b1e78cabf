"""The faults a `FaultProxy` can put on a connection: each changes, delays, swallows or cuts what passes.

"up" is from the client (the product) to the server, "down" from the server to the client. A toxic with
`times` acts that often and is then spent; without, it acts on every occasion.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.servers.faultproxy import Link

BOTH = ("up", "down")


@dataclass(slots=True, kw_only=True)
class Toxic:
    """Passes everything on; the base of the others."""

    directions: tuple[str, ...] = BOTH
    times: int | None = None

    def spend(self) -> bool:
        """Count one occasion; False when there is none left."""
        if self.times == 0:
            return False
        if self.times is not None:
            self.times -= 1
        return True

    async def feed(self, data: bytes, up: bool, link: Link) -> AsyncIterator[bytes]:
        """What to send on in place of `data`, piece by piece."""
        yield data


# ---- the line


@dataclass(slots=True, kw_only=True)
class Latency(Toxic):
    """Every piece arrives later by `seconds`, give or take `jitter`."""

    seconds: float = 0.05
    jitter: float = 0.0

    async def feed(self, data: bytes, up: bool, link: Link) -> AsyncIterator[bytes]:
        await asyncio.sleep(max(0.0, self.seconds + link.random.uniform(-self.jitter, self.jitter)))
        yield data


@dataclass(slots=True, kw_only=True)
class Slicer(Toxic):
    """Every piece is cut into segments of `size` octets (a random size up to it with `ragged`)."""

    size: int = 1
    ragged: bool = False
    pause: float = 0.0

    async def feed(self, data: bytes, up: bool, link: Link) -> AsyncIterator[bytes]:
        start = 0
        while start < len(data):
            size = link.random.randint(1, self.size) if self.ragged else self.size
            yield data[start : start + size]
            await asyncio.sleep(self.pause)
            start += size


@dataclass(slots=True, kw_only=True)
class Drip(Toxic):
    """One octet at a time, `pause` seconds apart: a server that is alive and useless."""

    pause: float = 0.05

    async def feed(self, data: bytes, up: bool, link: Link) -> AsyncIterator[bytes]:
        for octet in data:
            await asyncio.sleep(self.pause)
            yield bytes((octet,))


@dataclass(slots=True, kw_only=True)
class MergeSegments(Toxic):
    """What comes within `seconds` of a first piece arrives together with it, in one segment."""

    seconds: float = 0.1
    directions: tuple[str, ...] = ("down",)

    async def feed(self, data: bytes, up: bool, link: Link) -> AsyncIterator[bytes]:
        more = await link.read_more(up, self.seconds)
        yield data + more


@dataclass(slots=True, kw_only=True)
class LimitData(Toxic):
    """The connection is closed after `octets` have passed in the direction."""

    octets: int = 100
    directions: tuple[str, ...] = ("down",)

    async def feed(self, data: bytes, up: bool, link: Link) -> AsyncIterator[bytes]:
        left = self.octets - link.passed(up)
        if left > len(data) or self.times == 0:
            yield data
            return
        self.spend()
        yield data[: max(0, left)]
        link.cut()


@dataclass(slots=True, kw_only=True)
class ResetPeer(Toxic):
    """The connection is reset (RST, not closed) once more than `after` octets have passed."""

    after: int = 0

    async def feed(self, data: bytes, up: bool, link: Link) -> AsyncIterator[bytes]:
        if link.passed(up) + len(data) > self.after and self.spend():
            link.cut(reset=True)
            return
        yield data


@dataclass(slots=True, kw_only=True)
class Blackhole(Toxic):
    """Everything is swallowed, and the connection stays open."""

    async def feed(self, data: bytes, up: bool, link: Link) -> AsyncIterator[bytes]:
        nothing: tuple[bytes, ...] = ()
        for piece in nothing:
            yield piece


# ---- the dialogue: `to` names a command ("MAIL", "RCPT", "DATA", "UID FETCH", "APPEND") or "." for the end of
# the data of a mail (SMTP)


@dataclass(slots=True, kw_only=True)
class LoseReply(Toxic):
    """The server has answered, and both sides see the connection cut instead (`hang`: nothing at all)."""

    to: str = "."
    hang: bool = False
    directions: tuple[str, ...] = ("down",)

    async def feed(self, data: bytes, up: bool, link: Link) -> AsyncIterator[bytes]:
        if link.answered != self.to or not self.spend():
            yield data
        elif self.hang:
            link.toxics = (Blackhole(),)
        else:
            link.cut()


@dataclass(slots=True, kw_only=True)
class ReplaceReply(Toxic):
    """The server has answered (a mail may have been accepted), and the client reads something else."""

    to: str = "."
    reply: bytes = b"451 4.3.0 try again later\r\n"
    directions: tuple[str, ...] = ("down",)

    async def feed(self, data: bytes, up: bool, link: Link) -> AsyncIterator[bytes]:
        yield self.reply if link.answered == self.to and self.spend() else data


@dataclass(slots=True, kw_only=True)
class CutMidLiteral(Toxic):
    """The connection is cut in the middle of the first IMAP literal of at least `least` octets."""

    least: int = 10
    directions: tuple[str, ...] = ("down",)

    async def feed(self, data: bytes, up: bool, link: Link) -> AsyncIterator[bytes]:
        for found in re.finditer(rb"\{(\d+)\}\r\n", data):
            if int(found[1]) >= self.least and self.spend():
                yield data[: found.end() + min(int(found[1]) // 2, len(data) - found.end())]
                link.cut()
                return
        yield data


@dataclass(slots=True, kw_only=True)
class InjectAfterStarttls(Toxic):
    """Plain text behind the server's consent to STARTTLS, in the same segment: an attacker's."""

    octets: bytes = b"* 99 EXISTS\r\n"
    directions: tuple[str, ...] = ("down",)

    async def feed(self, data: bytes, up: bool, link: Link) -> AsyncIterator[bytes]:
        yield data + self.octets if link.answered == "STARTTLS" and self.spend() else data


@dataclass(slots=True, kw_only=True)
class StripCapability(Toxic):
    """A capability is missing from what the server says it can do: SMTP's lines, IMAP's words."""

    name: str = "STARTTLS"
    directions: tuple[str, ...] = ("down",)

    async def feed(self, data: bytes, up: bool, link: Link) -> AsyncIterator[bytes]:
        word = re.escape(self.name.encode())
        if b"CAPABILITY" in data:
            data = re.sub(rb" " + word + rb"(?=[ \]\r])", b"", data)
        else:
            # Another name in the same place: the last line stays the last whatever segments the reply comes in.
            data = re.sub(rb"(?m)^(250[ -])" + word + rb"(?=[ \r])", rb"\1X-NONE", data)
        yield data


@dataclass(slots=True, kw_only=True)
class RewriteMessageId(Toxic):
    """The mail gets another Message-ID on its way, as some submission services give it."""

    value: bytes = b"<replaced@relay.test>"
    directions: tuple[str, ...] = ("up",)

    async def feed(self, data: bytes, up: bool, link: Link) -> AsyncIterator[bytes]:
        header = rb"(?im)^message-id:[^\r\n]*(\r\n[ \t][^\r\n]*)*"
        yield re.sub(header, b"Message-ID: " + self.value, data, count=1) if link.in_mail else data


@dataclass(slots=True, kw_only=True)
class DuplicateExists(Toxic):
    """Each EXISTS of an IMAP server is said twice."""

    directions: tuple[str, ...] = ("down",)

    async def feed(self, data: bytes, up: bool, link: Link) -> AsyncIterator[bytes]:
        yield re.sub(rb"(?m)^(\* \d+ EXISTS\r\n)", rb"\1\1", data)
