"""One kept SMTP connection: TLS required, logged in, and a phase that says how far the transaction came.

From the write of the payload on a lost reply is a doubt. Where the relay pipelines, a letter costs two waits instead of
four: everything up to DATA goes out in one piece. Only what cannot make a letter leave is sent ahead of a reply.
"""

import ipaddress
import ssl
from dataclasses import dataclass

import aiosmtplib

from triaged.errors import ConfigurationError, LoginRefused
from triaged.model.letter import Phase
from triaged.model.ports import Login
from triaged.outbox.wire import Broken, Reply, Wire
from triaged.policy.shape import Server

COMMAND_TIMEOUT = 120.0
"""Seconds for every reply before the payload; RFC 5321 4.5.3.2 asks for two to five minutes."""
DOT_TIMEOUT = 600.0
"""Seconds for the reply to the final dot (RFC 5321 4.5.3.2.6)."""

GO_ON = 354
SHUTTING_DOWN = 421
LOGIN_CODES = frozenset({530, 534, 535, 538})
"""Replies that mean "log in (again)", not "this letter is refused" (RFC 4954)."""


def tls_context(server: Server) -> ssl.SSLContext:
    """A verifying context, TLS 1.2 or newer, trusting `server.ca` instead of the system's roots where it is given."""
    try:
        context = ssl.create_default_context(cafile=server.ca or None)
    except OSError as error:  # also ssl.SSLError: no certificate in it
        raise OSError(f"{server.ca}: the certificates to trust cannot be read ({error})") from error
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def refuse_plain_beyond_loopback(server: Server) -> None:
    """Raise ConfigurationError for an unencrypted connection to anything but a loopback address (T17)."""
    if server.security != "plain" or server.host == "localhost":
        return
    try:
        loopback = ipaddress.ip_address(server.host).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        raise ConfigurationError(
            f"{server.host}: mail is handed over unencrypted only to this machine itself; use smtps:// or smtp://"
        )


class Refusal(Exception):
    """A command, or the mail, was refused. `in_step`: the connection may be used again after a RSET."""

    def __init__(self, reply: Reply, *, in_step: bool) -> None:
        super().__init__(f"{reply.code} {reply.text}")
        self.reply = reply
        self.in_step = in_step


@dataclass(frozen=True, slots=True)
class Command:
    """A line to send, and how far its positive reply brings the transaction. `journal`: it may be refused (S8)."""

    phase: Phase
    line: str
    journal: bool = False


DATA = Command(Phase.DATA, "DATA")


class Connection:
    """One SMTP connection. Not for two transactions at a time."""

    def __init__(self, server: Server, login: Login | None, *, command_timeout: float, dot_timeout: float) -> None:
        refuse_plain_beyond_loopback(server)
        self._server = server
        self._login = login
        self._command_timeout = command_timeout
        self._dot_timeout = dot_timeout
        self.phase = Phase.CONNECT
        self.used = 0
        self.journal_ok = False
        self._client = aiosmtplib.SMTP(
            hostname=server.host,
            port=server.port,
            timeout=command_timeout,
            use_tls=server.security == "tls",
            start_tls=server.security == "starttls",
            tls_context=None if server.security == "plain" else tls_context(server),
        )
        self._wire: Wire | None = None

    @property
    def alive(self) -> bool:
        """Whether the server has not hung up, as far as is known."""
        return self._wire is not None and self._wire.alive

    # ---- opening it

    async def open(self) -> None:
        """Connect, secure, log in. Raises what aiosmtplib raises; LoginRefused when the login is refused."""
        await self._client.connect()
        if self._login is not None:
            await self._log_in(self._login)
        if self._client.is_ehlo_or_helo_needed:
            await self._greet()
        protocol = self._client.protocol
        if protocol is None or protocol.transport is None:
            raise aiosmtplib.SMTPServerDisconnected("closed while logging in")
        self._wire = Wire(protocol.transport)

    async def _greet(self) -> None:
        """EHLO, here and not with the first MAIL: what goes wrong with it is about the relay, not about a letter."""
        try:
            await self._client.ehlo()
        except aiosmtplib.SMTPHeloError:
            if not self._client.is_connected:
                raise
            await self._client.helo()

    async def _log_in(self, login: Login) -> None:
        try:
            if not login.oauth:
                await self._client.login(login.user, await login.password())
                return
            try:
                await self._client.auth_xoauth2(login.user, await login.token())
            except aiosmtplib.SMTPAuthenticationError:
                await self._client.auth_xoauth2(login.user, await login.token(refused=True))
        except aiosmtplib.SMTPAuthenticationError as error:
            if error.code < 500:
                raise
            raise LoginRefused(f"{self._server.host} refused the login of {login.user} (SMTP, {error.code})") from error
        except ValueError as error:  # UnicodeError; the library's refusal of control characters
            raise LoginRefused(f"the login of {login.user} holds characters that SMTP cannot carry") from error

    # ---- one letter

    async def transact(self, sender: str, recipient: str, journal: str, octets: bytes) -> str:
        """One transaction: the server's answer to the final dot.

        Raises Refusal and Broken; `phase` then tells how far it came. The journal recipient is named only after the
        customer's was accepted (S8), and its refusal changes nothing but the evidence: `journal_ok` tells.
        """
        self.used += 1
        self.journal_ok = False
        self.phase = Phase.MAIL
        opening = (
            Command(Phase.MAIL, f"MAIL FROM:<{sender}>{self._option('size', f'SIZE={len(octets)}')}"),
            Command(Phase.RCPT, f"RCPT TO:<{recipient}>{self._option('dsn', 'NOTIFY=FAILURE') if sender else ''}"),
        )
        if journal:
            copy = f"RCPT TO:<{journal}>{self._option('dsn', 'NOTIFY=NEVER')}"
            await self._exchange(*opening)
            await self._exchange(Command(Phase.RCPT, copy, journal=True), DATA)
        else:
            await self._exchange(*opening, DATA)
        wire = self._open_wire()
        wire.send_payload(octets)
        self.phase = Phase.PAYLOAD
        reply = await wire.reply(self._dot_timeout)
        if reply.refused:
            raise Refusal(reply, in_step=reply.code != SHUTTING_DOWN)
        if not reply.accepted:
            raise Broken(f"{reply.code} {reply.text}")
        self.phase = Phase.DONE
        return f"{reply.code} {reply.text}"

    def _option(self, extension: str, option: str) -> str:
        return f" {option}" if self._client.supports_extension(extension) else ""

    async def _exchange(self, *commands: Command) -> None:
        """Have the commands answered: sent in one piece where the relay pipelines, else one by one."""
        if self._client.supports_extension("pipelining"):
            await self._exchange_at_once(commands)
            return
        for command in commands:
            await self._exchange_at_once((command,))

    async def _exchange_at_once(self, commands: tuple[Command, ...]) -> None:
        """Raises the first refusal, after the replies to what was sent behind it: they belong to nobody else."""
        wire = self._open_wire()
        wire.send(*(command.line.encode("ascii") for command in commands))
        refused: Reply | None = None
        for command in commands:
            if refused is None:
                self.phase = command.phase
            reply = await wire.reply(self._command_timeout)
            if reply.code == SHUTTING_DOWN:
                raise Refusal(refused or reply, in_step=False)
            if reply.code == GO_ON and command is DATA:
                if refused is not None:
                    # It waits for a mail that nobody is to get. It gets none, not even an empty one.
                    raise Refusal(refused, in_step=False)
            elif reply.refused:
                refused = refused or (None if command.journal else reply)
            elif not reply.accepted or command is DATA:
                raise Broken(f"{reply.code} {reply.text}")
            elif command.journal:
                self.journal_ok = True
        if refused is not None:
            raise Refusal(refused, in_step=True)

    def _open_wire(self) -> Wire:
        if self._wire is None:
            raise Broken("the connection is not open")
        return self._wire

    # ---- between letters

    async def reset(self) -> None:
        """RSET: forget a refused transaction, keep the connection. Raises Broken when that is refused."""
        wire = self._open_wire()
        wire.send(b"RSET")
        reply = await wire.reply(self._command_timeout)
        if not reply.accepted:
            raise Broken(f"{reply.code} {reply.text}")
        self.phase = Phase.MAIL

    def drop(self) -> None:
        """Close at once, without QUIT. After anything but a reply the connection is never used again."""
        if self._wire is not None:
            self._wire.close()
        else:
            self._client.close()

    async def quit(self) -> None:
        """Say goodbye. Raises Broken."""
        wire = self._open_wire()
        wire.send(b"QUIT")
        await wire.reply(self._command_timeout)
