"""Fixtures every test may ask for: real servers for the session, a fresh mailbox or database for the test."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from tests.servers import (
        Account,
        Certificates,
        Dovecot,
        FaultProxy,
        Postfix,
        PostgreSQL,
        Sink,
        TokenServer,
    )

pytest_plugins = ["tests.support.needs"]

# A busy machine is slow, not wrong: no example fails for the time it took.
settings.register_profile("triaged", deadline=None, print_blob=True)
settings.load_profile("triaged")

DOMAIN = "firm.test"
SECOND_DOMAIN = "second.test"

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def certificates() -> Iterator[Certificates]:
    """An authority of the session's own and a server certificate for localhost and 127.0.0.1."""
    import shutil

    from tests.servers.certificates import issue

    issued = issue()
    yield issued
    shutil.rmtree(issued.authority.parent, ignore_errors=True)


@pytest.fixture(scope="session")
def _session_tokens() -> Iterator[TokenServer]:
    from tests.servers import TokenServer

    server = TokenServer.start()
    yield server
    server.stop()


@pytest.fixture
def tokens(_session_tokens: TokenServer) -> Iterator[TokenServer]:
    """The OAuth 2.0 token server that `dovecot` asks about tokens; it knows nobody yet."""
    yield _session_tokens
    _session_tokens.clear()


@pytest.fixture(scope="session")
def dovecot(certificates: Certificates, _session_tokens: TokenServer) -> Iterator[Dovecot]:
    """A Dovecot shared by the session's tests: make mailboxes with `mailbox` or `new_mailbox`.

    A test that stops, restarts or configures a server starts its own (`own_dovecot`).
    """
    from tests.servers import Dovecot

    server = Dovecot.start(certificates=certificates, introspection=_session_tokens.introspection)
    yield server
    server.stop()


@pytest.fixture
def own_dovecot(certificates: Certificates) -> Iterator[Callable[..., Dovecot]]:
    """Starts a Dovecot of the test's own: `own_dovecot(users={...}, extra="...")`; as many as it likes."""
    from tests.servers import Dovecot

    started: list[Dovecot] = []

    def start(**options: object) -> Dovecot:
        started.append(Dovecot.start(**{"certificates": certificates, **options}))  # type: ignore[arg-type]
        return started[-1]

    yield start
    for server in started:
        server.stop()


@pytest.fixture(scope="session")
def _session_sink() -> Iterator[Sink]:
    from tests.servers import Sink

    sink = Sink.start()
    yield sink
    sink.stop()


@pytest.fixture
def sink(_session_sink: Sink) -> Iterator[Sink]:
    """The customers' side: whatever `postfix` sends to a foreign domain arrives here. Emptied after the test."""
    _session_sink.clear()
    yield _session_sink
    _session_sink.clear()


@pytest.fixture
def own_sink() -> Iterator[Callable[..., Sink]]:
    """Starts a sink of the test's own: `own_sink(tls=context, logins={...})`."""
    from tests.servers import Sink

    started: list[Sink] = []

    def start(**options: object) -> Sink:
        started.append(Sink.start(**options))  # type: ignore[arg-type]
        return started[-1]

    yield start
    for server in started:
        server.stop()


@pytest.fixture(scope="session")
def _session_postfix(dovecot: Dovecot, _session_sink: Sink) -> Iterator[Postfix]:
    from tests.servers import Postfix

    server = Postfix.start(dovecot, sink_port=_session_sink.port, domains=(DOMAIN, SECOND_DOMAIN))
    yield server
    server.stop()


@pytest.fixture
def postfix(_session_postfix: Postfix, sink: Sink) -> Iterator[Postfix]:
    """A Postfix shared by the session's tests: mail for firm.test and second.test goes to `dovecot`, the rest
    to `sink`. Its queue is emptied and its policy agrees again after the test.
    """
    yield _session_postfix
    _session_postfix.policy.clear()
    if _session_postfix.queue():
        _session_postfix.empty_queue()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgreSQL]:
    """A PostgreSQL shared by the session's tests: ask for `database`."""
    from tests.servers import PostgreSQL

    server = PostgreSQL.start()
    yield server
    server.stop()


@pytest.fixture
def database(postgres: PostgreSQL) -> Iterator[str]:
    """The address of a new, empty database (`postgresql://...`), dropped after the test."""
    address = postgres.create_database()
    yield address
    postgres.drop_database(address)


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A fresh mailbox on `dovecot`, and what most tests do with it."""

    server: Dovecot
    account: Account

    @property
    def address(self) -> str:
        """Its address, which is its login."""
        return self.account.address

    @property
    def password(self) -> str:
        """Its password."""
        return self.account.password

    def deliver(self, octets: bytes, *, sender: str = "") -> None:
        """Mail arrives, by LMTP."""
        self.server.deliver(self.address, octets, sender=sender)

    def append(self, folder: str, octets: bytes, *, flags: str = "") -> int:
        """A mail program files a mail; its UID."""
        return self.server.append(self.address, folder, octets, flags=flags)

    def messages(self, folder: str = "INBOX") -> list[object]:
        """What the folder holds (`Stored`: uid, flags, octets)."""
        return list(self.server.messages(self.address, folder))


@pytest.fixture
def new_mailbox(dovecot: Dovecot) -> Callable[..., Mailbox]:
    """Makes fresh mailboxes: `new_mailbox()`, `new_mailbox("support", domain="second.test")`."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "w")

    def make(name: str = "inbox", *, domain: str = DOMAIN, quota_bytes: int | None = None) -> Mailbox:
        address = f"{name}.{worker}.{os.getpid()}.{next(_numbers)}@{domain}"
        return Mailbox(dovecot, dovecot.add_user(address, quota_bytes=quota_bytes))

    return make


@pytest.fixture
def mailbox(new_mailbox: Callable[..., Mailbox]) -> Mailbox:
    """One fresh, empty mailbox at firm.test."""
    return new_mailbox()


@pytest.fixture
def fault_proxy() -> Iterator[Callable[..., FaultProxy]]:
    """Starts fault proxies: `fault_proxy(dovecot.ports.imap)`, `fault_proxy(port, seed=7, tls=certificates)`."""
    from tests.servers import FaultProxy

    started: list[FaultProxy] = []

    def start(upstream: int, **options: object) -> FaultProxy:
        started.append(FaultProxy.start(upstream, **options))  # type: ignore[arg-type]
        return started[-1]

    yield start
    for proxy in started:
        proxy.stop()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of labelled mail beside the checkout."""
    from tests.support.shared import shared_directory

    folder = shared_directory()
    assert folder is not None
    return folder
