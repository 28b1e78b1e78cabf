"""The mail server of the demo: aiosmtpd on a free loopback port. It stands for the whole internet.

Mail to the desk is delivered into its mailbox with the fields a mail server adds: Return-Path, who is proven, Received.
Everything else reaches a customer, who is somebody to look at on the screen. One address does not exist any more: its
mail is returned as real mail systems return it.
"""

import asyncio
import functools
import logging
import secrets
import smtplib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import formatdate, parseaddr

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from triaged.demo.mailbox import HOST, Mailbox

MX = "mx.nordlicht.example"
LONG_LINES = policy.SMTP.clone(max_line_length=998)


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A mail a customer got."""

    message: EmailMessage

    @property
    def message_id(self) -> str:
        """With its brackets."""
        return str(self.message["Message-ID"])

    @property
    def automatic(self) -> bool:
        """Whether triaged wrote it, not a person (RFC 3834)."""
        return str(self.message.get("Auto-Submitted", "no")) != "no"

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Its text, each paragraph on one line."""
        text = str(self.message.get_content()).replace("\r\n", "\n")
        return tuple(" ".join(part.split()) for part in text.split("\n\n") if part.strip())


@dataclass(slots=True, kw_only=True)
class PostRoom:
    """Takes mail by SMTP and hands it on. `gone` is the address that does not exist any more."""

    desk: str
    password: str
    mailbox: Mailbox
    gone: str
    port: int = 0
    customers: dict[str, list[Received]] = field(default_factory=dict)
    _posting: set[asyncio.Future[None]] = field(default_factory=set)
    _arrival: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def post(self, sender: str, recipient: str, octets: bytes) -> None:
        """Send a mail over real SMTP, as a customer's server does."""
        posting = asyncio.ensure_future(asyncio.to_thread(self._post, sender, recipient, octets))
        self._posting.add(posting)
        posting.add_done_callback(self._posting.discard)
        await asyncio.shield(posting)

    async def finish(self) -> None:
        """Let what is being posted be posted: its thread cannot be cancelled, and needs the server until then."""
        if self._posting:
            await asyncio.wait(self._posting)

    def _post(self, sender: str, recipient: str, octets: bytes) -> None:
        with smtplib.SMTP(HOST, self.port, timeout=10) as connection:
            connection.sendmail(sender, [recipient], octets)

    async def letter_to(self, address: str, number: int) -> Received:
        """Mail `number` (from 0) to a customer; waits until it is there."""
        async with self._arrival:
            await self._arrival.wait_for(lambda: len(self.customers.get(address, ())) > number)
            return self.customers[address][number]

    def logged_in(self, _server: SMTP, _session: Session, _envelope: Envelope, _how: str, data: object) -> AuthResult:
        """Whether somebody may send in the desk's name."""
        right = isinstance(data, LoginPassword) and secrets.compare_digest(data.password, self.password.encode())
        return AuthResult(success=right)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Deliver to everybody it is for, then say so."""
        octets, sender = _bytes(envelope.content), envelope.mail_from or ""
        for recipient in envelope.rcpt_tos:
            if _without_tag(recipient) == self.desk:
                await self.mailbox.put(_traced(octets, sender) + octets)
                continue
            async with self._arrival:
                self.customers.setdefault(recipient, []).append(_received(octets))
                self._arrival.notify_all()
            if recipient == self.gone:
                await self.mailbox.put(_traced(b"", "") + _returned(octets, recipient, sender))
        return "250 2.0.0 accepted"


@asynccontextmanager
async def post_room(mailbox: Mailbox, *, desk: str, password: str, gone: str) -> AsyncIterator[PostRoom]:
    """A mail server until the end of the block."""
    room = PostRoom(desk=desk, password=password, mailbox=mailbox, gone=gone)
    logging.getLogger("mail.log").setLevel(logging.ERROR)  # aiosmtpd's
    loop = asyncio.get_running_loop()
    speak = functools.partial(
        SMTP, room, hostname=MX, authenticator=room.logged_in, auth_require_tls=False, loop=loop, ident="ESMTP"
    )
    server = await loop.create_server(speak, HOST, 0)
    room.port = server.sockets[0].getsockname()[1]
    try:
        yield room
    finally:
        await room.finish()
        server.close()


def _bytes(content: bytes | str | None) -> bytes:
    return content if isinstance(content, bytes) else (content or "").encode()


def _received(octets: bytes) -> Received:
    message = message_from_bytes(octets, policy=policy.default)
    assert isinstance(message, EmailMessage)  # noqa: S101 - the policy's own class
    return Received(message=message)


def _without_tag(address: str) -> str:
    local, _, domain = address.lower().partition("@")
    return f"{local.partition('+')[0]}@{domain}"


def _traced(octets: bytes, sender: str) -> bytes:
    """The fields a mail server puts on top. Who writes from the envelope's own domain is proven (RFC 7489)."""
    author = parseaddr(str(message_from_bytes(octets).get("From", "")))[1].rpartition("@")[2].lower()
    came_from = sender.rpartition("@")[2].lower()
    verdict = "none" if not author or not came_from else "pass" if author == came_from else "fail"
    fields = (
        f"Return-Path: <{sender}>",
        f"Authentication-Results: {MX}; dmarc={verdict} header.from={author or 'none'}",
        f"Received: from {came_from or 'localhost'} by {MX} with ESMTP; {formatdate()}",
    )
    return "".join(f"{line}\r\n" for line in fields).encode()


def _returned(octets: bytes, recipient: str, sender: str) -> bytes:
    """What a mail system sends back for an address it does not know (RFC 3464)."""
    parts = (
        ("text/plain; charset=us-ascii", f"Your message could not be delivered to {recipient}: unknown user.\r\n"),
        (
            "message/delivery-status",
            f"Reporting-MTA: dns; mx.moved.example\r\n\r\nFinal-Recipient: rfc822; {recipient}\r\n"
            "Action: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 unknown user\r\n",
        ),
        ("text/rfc822-headers", octets.partition(b"\r\n\r\n")[0].decode("ascii", "replace") + "\r\n"),
    )
    head = (
        f"From: Mail Delivery System <MAILER-DAEMON@mx.moved.example>\r\nTo: {sender}\r\nDate: {formatdate()}\r\n"
        f"Message-ID: <{secrets.token_hex(8)}@mx.moved.example>\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        "Auto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="report"\r\n\r\n'
    )
    body = "".join(f"--report\r\nContent-Type: {kind}\r\n\r\n{text}\r\n" for kind, text in parts)
    return f"{head}{body}--report--\r\n".encode()
