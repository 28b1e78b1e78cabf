"""The customers' side: an SMTP server that keeps every mail it accepts, and refuses what a test says it shall."""

from __future__ import annotations

import contextlib
import shutil
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.servers.looper import Looper
from tests.servers.ports import HOST, free_port, own_directory, wait_until


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One accepted mail: its envelope, its octets as they came, the file they were written to, and when."""

    sender: str
    recipients: tuple[str, ...]
    octets: bytes
    path: Path
    at: float
    encrypted: bool
    login: str | None

    @property
    def parsed(self) -> Message:
        """The mail by the standard library's parser."""
        return message_from_bytes(self.octets)


@dataclass(slots=True)
class _Refusal:
    answer: str
    recipient: str | None
    at: str
    left: int | None

    def take(self, at: str, recipients: list[str]) -> bool:
        fits = self.recipient is None or self.recipient in recipients
        if self.at != at or not fits or self.left == 0:
            return False
        if self.left is not None:
            self.left -= 1
        return True


@dataclass(slots=True)
class Sink:
    """An SMTP server on a free loopback port, in a thread of its own."""

    port: int
    directory: Path
    tls: ssl.SSLContext | None = None
    implicit_tls: bool = False
    pipelining: bool = False
    logins: Mapping[str, str] = field(default_factory=dict)
    _mails: list[Mail] = field(default_factory=list)
    _refusals: list[_Refusal] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _looper: Looper | None = None
    _server: Any = None
    _open: list[SMTP] = field(default_factory=list)
    _count: int = 0
    connections: int = 0
    """How many connections have been made since the start or the last `clear`."""

    @classmethod
    def start(
        cls,
        *,
        tls: ssl.SSLContext | None = None,
        implicit_tls: bool = False,
        pipelining: bool = False,
        logins: Mapping[str, str] | None = None,
    ) -> Sink:
        """Start one. With `tls` it offers STARTTLS and takes no mail without it (or, with `implicit_tls`,
        speaks TLS from the first octet); with `logins` (user: password) it takes no mail without a login.
        It takes commands ahead of its replies, and says so with `pipelining`.
        """
        sink = cls(
            port=free_port(),
            directory=own_directory("sink"),
            tls=tls,
            implicit_tls=implicit_tls,
            pipelining=pipelining,
            logins=dict(logins or {}),
        )
        sink.up()
        return sink

    # ---- the process

    def up(self) -> None:
        """Listen (again)."""
        if self._looper is None:
            self._looper = Looper(f"sink-{self.port}")
            self._server = self._looper.run(self._listen())

    async def _listen(self) -> Any:
        import asyncio

        return await asyncio.get_running_loop().create_server(
            self._protocol, HOST, self.port, ssl=self.tls if self.implicit_tls else None
        )

    def _protocol(self) -> SMTP:
        self.connections += 1
        connection = SMTP(
            _Handler(self),
            hostname="sink.test",
            data_size_limit=50_000_000,
            tls_context=None if self.implicit_tls else self.tls,
            require_starttls=self.tls is not None and not self.implicit_tls,
            authenticator=self._authenticate if self.logins else None,
            auth_required=bool(self.logins),
            auth_require_tls=self.tls is not None and not self.implicit_tls,
            loop=self._looper.loop if self._looper else None,
        )
        self._open.append(connection)
        return connection

    def _authenticate(self, server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        good = isinstance(data, LoginPassword) and self.logins.get(data.login.decode()) == data.password.decode()
        if good:
            session.login_name = data.login.decode()
        return AuthResult(success=good, handled=False)

    def down(self) -> None:
        """Refuse connections and cut those there are; what has been accepted is kept."""
        if self._looper is None:
            return
        self._looper.run(self._close())
        self._looper.close()
        self._looper = None

    async def _close(self) -> None:
        self._server.close()
        for connection in self._open:
            if connection.transport is not None:
                connection.transport.close()
        self._open.clear()

    def stop(self) -> None:
        """End the server and remove its files."""
        self.down()
        shutil.rmtree(self.directory, ignore_errors=True)

    # ---- what it accepted

    @property
    def mails(self) -> list[Mail]:
        """All accepted mails, in order."""
        with self._lock:
            return list(self._mails)

    def to(self, address: str) -> list[Mail]:
        """The mails accepted for one envelope recipient."""
        return [mail for mail in self.mails if address.lower() in (r.lower() for r in mail.recipients)]

    def wait_for(self, address: str, count: int = 1, *, seconds: float = 20.0) -> list[Mail]:
        """Wait until at least `count` mails have been accepted for the address; all of them."""
        return self.wait_until(
            lambda: found if len(found := self.to(address)) >= count else [],
            f"{count} mails to {address}",
            seconds=seconds,
        )

    def wait_until(self, look: Callable[[], list[Mail]], what: str, *, seconds: float = 20.0) -> list[Mail]:
        """Wait until `look()` finds something."""
        return wait_until(look, what, seconds=seconds)

    def clear(self) -> None:
        """Forget all mails, refusals and the count of connections."""
        with self._lock:
            self._mails.clear()
        self._refusals.clear()
        self.connections = 0

    # ---- what it refuses

    def refuse(self, answer: str, *, recipient: str | None = None, at: str = "rcpt", times: int | None = 1) -> None:
        """Answer so ("450 4.2.0 greylisted"), `times` times (None: for ever).

        `at`: connect is not offered; "mail", "rcpt", or "data" (after the final dot: the mail is not kept).
        """
        if at not in {"mail", "rcpt", "data"}:
            raise ValueError(f"at must be mail, rcpt or data, not {at!r}")
        self._refusals.append(_Refusal(answer=answer, recipient=recipient, at=at, left=times))

    @contextlib.contextmanager
    def refusing(self, answer: str, *, recipient: str | None = None, at: str = "rcpt") -> Iterator[None]:
        """Refuse for the length of a with block."""
        refusal = _Refusal(answer=answer, recipient=recipient, at=at, left=None)
        self._refusals.append(refusal)
        try:
            yield
        finally:
            self._refusals.remove(refusal)

    def _refused(self, at: str, recipients: list[str]) -> str | None:
        for refusal in list(self._refusals):
            if refusal.take(at, recipients):
                return refusal.answer
        return None

    def _keep(self, session: Session, envelope: Envelope) -> None:
        octets = envelope.content if isinstance(envelope.content, bytes) else b""
        with self._lock:
            self._count += 1
            path = self.directory / f"{self._count:06}.eml"
            path.write_bytes(octets)
            self._mails.append(
                Mail(
                    sender=envelope.mail_from or "",
                    recipients=tuple(envelope.rcpt_tos),
                    octets=octets,
                    path=path,
                    at=time.time(),
                    encrypted=session.ssl is not None or self.implicit_tls,
                    login=getattr(session, "login_name", None),
                )
            )


class _Handler:
    """aiosmtpd's hooks."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's name
        self, server: Any, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        return [*responses[:-1], "250-PIPELINING", responses[-1]] if self._sink.pipelining else responses

    async def handle_MAIL(  # noqa: N802
        self, server: Any, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        refused = self._sink._refused("mail", [address])
        if refused:
            return refused
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        refused = self._sink._refused("rcpt", [address])
        if refused:
            return refused
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: Any, session: Session, envelope: Envelope) -> str:  # noqa: N802
        refused = self._sink._refused("data", list(envelope.rcpt_tos))
        if refused:
            return refused
        self._sink._keep(session, envelope)
        return "250 2.0.0 kept"
