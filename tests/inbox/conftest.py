"""A scripted server, plain and over TLS, and the inbox that talks to it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator

import pytest

from tests.credentials.accounts import account, environment
from tests.inbox.scripted import Script, ScriptedServer
from tests.servers.certificates import Certificates
from triaged.credentials import AccountLogin
from triaged.inbox import ImapInbox
from triaged.inbox.limits import Patience
from triaged.model.ports import Login
from triaged.policy.shape import Server

PASSWORD = "canary-password"

Serve = Callable[..., ScriptedServer]
Connect = Callable[..., ImapInbox]


@pytest.fixture(autouse=True)
def _password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PASSWORD", PASSWORD)


@pytest.fixture
def serve(certificates: Certificates) -> Iterator[Serve]:
    """Starts a plain scripted server: `serve(script, ...)`; `tls=True` for implicit TLS."""
    started: list[ScriptedServer] = []

    def start(*scripts: Script, tls: bool = False) -> ScriptedServer:
        started.append(ScriptedServer(certificates, tls, list(scripts)))
        return started[-1]

    yield start
    for server in started:
        server.stop()


@pytest.fixture(params=["plain", "tls"])
def serve_both(serve: Serve, request: pytest.FixtureRequest) -> Serve:
    """As `serve`, once plain and once over TLS."""

    def start(*scripts: Script) -> ScriptedServer:
        return serve(*scripts, tls=request.param == "tls")

    return start


@pytest.fixture
async def connect(certificates: Certificates, serve: Serve) -> AsyncIterator[Connect]:
    """Makes an inbox for a scripted server; closed before the server is stopped."""
    made: list[ImapInbox] = []

    def make(
        server: ScriptedServer,
        *,
        security: str = "",
        host: str = "127.0.0.1",
        login: Login | None = None,
        mailbox: str = "",
        patience: Patience | None = None,
    ) -> ImapInbox:
        where = Server(
            host=host,
            port=server.port,
            security=security or ("tls" if server.implicit_tls else "plain"),  # type: ignore[arg-type]
            ca=str(certificates.authority),
        )
        entry = account(imap=where, password=environment("PASSWORD"), mailbox=mailbox)
        made.append(ImapInbox("support", entry, login or AccountLogin(entry), patience=patience or Patience()))
        return made[-1]

    yield make
    for inbox in made:
        await inbox.close()
    await asyncio.sleep(0)
