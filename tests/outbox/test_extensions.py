"""What a relay offers is used, what it does not offer is not asked of it (S11)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from tests.outbox.letters import Password, letter
from triaged.model.letter import Delivered, TryLater
from triaged.outbox.smtp import SmtpCourier

Courier = Callable[..., SmtpCourier]


@dataclass
class Relay:
    """A relay that offers exactly these extensions and keeps the lines it is sent."""

    offers: tuple[str, ...]
    port: int = 0
    lines: list[str] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 relay.test\r\n")
        while line := (await reader.readline()).decode().rstrip("\r\n"):
            self.lines.append(line)
            verb = line.split(" ")[0].upper()
            if verb == "EHLO" and not self.offers:
                writer.write(b"502 what?\r\n")
            elif verb == "EHLO":
                named = ["relay.test", *self.offers]
                writer.write(
                    "".join(f"250{'-' if n < len(named) else ' '}{x}\r\n" for n, x in enumerate(named, 1)).encode()
                )
            elif verb == "DATA":
                writer.write(b"354 go on\r\n")
                await reader.readuntil(b"\r\n.\r\n")
                writer.write(b"250 kept\r\n")
            else:
                writer.write(b"250 fine\r\n")
        writer.close()


@asynccontextmanager
async def relay(*offers: str) -> AsyncIterator[Relay]:
    made = Relay(offers)
    server = await asyncio.start_server(made.serve, "127.0.0.1", 0)
    made.port = server.sockets[0].getsockname()[1]
    async with server:
        yield made


@pytest.mark.parametrize(
    ("offers", "sender", "expected"),
    [
        ((), "support@firm.test", ("MAIL FROM:<support@firm.test>", "RCPT TO:<kim@c.test>", "RCPT TO:<j@firm.test>")),
        (
            ("PIPELINING",),
            "support@firm.test",
            ("MAIL FROM:<support@firm.test>", "RCPT TO:<kim@c.test>", "RCPT TO:<j@firm.test>"),
        ),
        (
            ("SIZE 1000000", "DSN", "8BITMIME"),
            "support@firm.test",
            (
                "MAIL FROM:<support@firm.test> SIZE=9",
                "RCPT TO:<kim@c.test> NOTIFY=FAILURE",
                "RCPT TO:<j@firm.test> NOTIFY=NEVER",
            ),
        ),
        (
            ("SIZE", "DSN"),
            "",
            ("MAIL FROM:<> SIZE=9", "RCPT TO:<kim@c.test>", "RCPT TO:<j@firm.test> NOTIFY=NEVER"),
        ),
    ],
    ids=["HELO only", "nothing of use", "everything", "nobody to notify"],
)
async def test_options_are_given_only_where_they_are_offered(
    courier_to: Courier, offers: tuple[str, ...], sender: str, expected: tuple[str, ...]
) -> None:
    """SIZE and NOTIFY=FAILURE help where the relay knows them, and are errors where it does not."""
    async with relay(*offers) as told:
        courier = courier_to(told.port)
        outcome = await courier.send(
            letter(sender=sender, recipient="kim@c.test", journal="j@firm.test", octets=b"A: b\r\n\r\nc")
        )
        await courier.close()

    assert isinstance(outcome, Delivered)
    assert tuple(line for line in told.lines if line.startswith(("MAIL", "RCPT"))) == expected


async def test_a_relay_that_offers_no_login_is_not_written_to_without_one(courier_to: Courier) -> None:
    """The account has a password and the server does not want it: something is wrong there."""
    async with relay("SIZE") as told:
        courier = courier_to(told.port, Password("kim", "secret"))
        outcome = await courier.send(letter())

    assert isinstance(outcome, TryLater)
    assert outcome.shared
    assert not any(line.startswith("MAIL") for line in told.lines)
