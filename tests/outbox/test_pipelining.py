"""Commands go ahead of their replies where the relay offers it, and only as far as no letter can leave by mistake."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from tests.outbox.letters import letter
from triaged.model.letter import Delivered, Phase, Refused
from triaged.outbox.smtp import SmtpCourier

Courier = Callable[..., SmtpCourier]
Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def relay(talk: Talk) -> AsyncIterator[int]:
    """A relay that offers PIPELINING and then does what `talk` does; its port."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 relay.test\r\n")
        await reader.readline()
        writer.write(b"250-relay.test\r\n250 PIPELINING\r\n")
        try:
            await talk(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


async def test_a_letter_without_a_copy_waits_twice(courier_to: Courier) -> None:
    """MAIL, RCPT and DATA arrive before anything is answered, the mail after the 354."""
    seen: list[bytes] = []

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.append(await reader.readuntil(b"DATA\r\n"))
        writer.write(b"250 2.1.0 fine\r\n250 2.1.5 fine\r\n354 go on\r\n")
        seen.append(await reader.readuntil(b"\r\n.\r\n"))
        writer.write(b"250 kept\r\n")
        await reader.read()

    async with relay(talk) as port:
        courier = courier_to(port, command_timeout=2)
        outcome = await courier.send(letter(octets=b"A: b\r\n\r\n.c\r\n"))
        await courier.close()

    assert isinstance(outcome, Delivered)
    assert [line.split(b":")[0] for line in seen[0].splitlines()] == [b"MAIL FROM", b"RCPT TO", b"DATA"]
    assert seen[1] == b"A: b\r\n\r\n..c\r\n.\r\n"


async def test_a_copy_is_asked_for_only_when_the_customer_was_taken(courier_to: Courier) -> None:
    """The journal's RCPT, and DATA with it, wait for the customer's reply: a copy alone would be a false proof (S8)."""
    seen: list[bytes] = []

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.extend([await reader.readline(), await reader.readline()])
        writer.write(b"250 fine\r\n550 5.1.1 nobody\r\n")
        seen.append(await reader.readline())
        writer.write(b"250 reset\r\n")
        await reader.read()

    async with relay(talk) as port:
        courier = courier_to(port, command_timeout=2)
        outcome = await courier.send(letter(journal="j@firm.test"))
        await courier.close()

    assert (type(outcome), outcome.phase) == (Refused, Phase.RCPT)
    assert [line.split(b":")[0].strip() for line in seen] == [b"MAIL FROM", b"RCPT TO", b"RSET"]


async def test_a_relay_that_wants_a_mail_for_nobody_gets_none(courier_to: Courier) -> None:
    """354 behind a refused recipient (RFC 2920 3.1 allows it): the refusal counts, the connection is given up."""
    rest: list[bytes] = []
    ended = asyncio.Event()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"DATA\r\n")
        writer.write(b"250 fine\r\n550 5.1.1 nobody\r\n354 go on\r\n")
        try:
            rest.append(await reader.read())
        except ConnectionError:
            rest.append(b"")
        ended.set()

    async with relay(talk) as port:
        courier = courier_to(port, command_timeout=2)
        outcome = await courier.send(letter())
        async with asyncio.timeout(2):
            await ended.wait()
        await courier.close()

    assert (type(outcome), outcome.phase, outcome.code) == (Refused, Phase.RCPT, 550)
    assert rest == [b""]


async def test_a_reply_nobody_asked_for_ends_the_connection(courier_to: Courier) -> None:
    """A server that says goodbye between two letters, or answers twice, is never read one reply too late."""
    connections = []

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connections.append(writer)
        while await reader.readuntil(b"DATA\r\n"):
            writer.write(b"250 fine\r\n250 fine\r\n354 go on\r\n")
            await reader.readuntil(b"\r\n.\r\n")
            writer.write(b"250 kept\r\n250 kept twice\r\n" if len(connections) == 1 else b"250 kept\r\n")

    async with relay(talk) as port:
        courier = courier_to(port, command_timeout=2)
        outcomes = [await courier.send(letter()) for _ in range(3)]
        await courier.close()

    assert [type(outcome) for outcome in outcomes] == [Delivered] * 3
    assert len(connections) == 2
