"""One kept SMTP connection: TLS required, logged in, and a phase that says how far the transaction came.

aiosmtplib's exceptions do not say whether the payload left, so MAIL, RCPT and DATA are driven one by one and the
protocol's writes are watched: the write after DATA's 354 is the payload, and from then on a lost reply is a doubt.
"""

import ipaddress
import ssl

import aiosmtplib

from triaged.errors import ConfigurationError, LoginRefused
from triaged.model.letter import Phase
from triaged.model.ports import Login
from triaged.policy.shape import Server

COMMAND_TIMEOUT = 120.0
"""Seconds for every reply before the payload; RFC 5321 4.5.3.2 asks for two to five minutes."""
DOT_TIMEOUT = 600.0
"""Seconds for the reply to the final dot (RFC 5321 4.5.3.2.6)."""

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


class Connection:
    """One SMTP connection. Not for two transactions at a time."""

    def __init__(self, server: Server, login: Login | None, *, command_timeout: float, dot_timeout: float) -> None:
        refuse_plain_beyond_loopback(server)
        self._server = server
        self._login = login
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

    @property
    def alive(self) -> bool:
        """Whether the server has not hung up, as far as is known."""
        return self._client.is_connected

    async def open(self) -> None:
        """Connect, secure, log in. Raises what aiosmtplib raises; LoginRefused when the login is refused."""
        await self._client.connect()
        if self._login is not None:
            await self._log_in(self._login)
        if self._client.is_ehlo_or_helo_needed:
            await self._greet()
        protocol = self._client.protocol
        if protocol is None:
            raise aiosmtplib.SMTPServerDisconnected("closed while logging in")
        write = protocol.write

        def watched_write(data: bytes) -> None:
            if self.phase is Phase.DATA and data != b"DATA\r\n":
                self.phase = Phase.PAYLOAD
            write(data)

        setattr(protocol, "write", watched_write)  # noqa: B010 - the one place where the payload's write can be seen

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

    async def transact(self, sender: str, recipient: str, journal: str, octets: bytes) -> str:
        """One transaction: the server's answer to the final dot.

        Raises aiosmtplib's errors; `phase` then tells how far it came. The journal recipient is named only after the
        customer's was accepted (S8), and its refusal changes nothing but the evidence: `journal_ok` tells.
        """
        self.used += 1
        self.journal_ok = False
        self.phase = Phase.MAIL
        await self._client.mail(
            sender, options=[f"SIZE={len(octets)}"] if self._client.supports_extension("size") else []
        )
        self.phase = Phase.RCPT
        dsn = self._client.supports_extension("dsn")
        await self._client.rcpt(recipient, options=["NOTIFY=FAILURE"] if dsn and sender else [])
        if journal:
            try:
                await self._client.rcpt(journal, options=["NOTIFY=NEVER"] if dsn else [])
                self.journal_ok = True
            except aiosmtplib.SMTPRecipientRefused as error:
                if error.code in {-1, 421}:
                    raise
        self.phase = Phase.DATA
        response = await self._client.data(octets, timeout=self._dot_timeout)
        self.phase = Phase.DONE
        return f"{response.code} {response.message}"

    async def reset(self) -> None:
        """RSET: forget a refused transaction, keep the connection."""
        await self._client.rset()
        self.phase = Phase.MAIL

    def drop(self) -> None:
        """Close at once, without QUIT. After anything but a reply the connection is never used again."""
        self._client.close()

    async def quit(self) -> None:
        """Say goodbye."""
        await self._client.quit()
