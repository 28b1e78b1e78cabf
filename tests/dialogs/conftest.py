"""Fresh desks for each dialogue."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from tests.dialogs.desk import RULES, Desk
from tests.servers.ports import own_directory

if TYPE_CHECKING:
    from tests.conftest import Mailbox
    from tests.servers import Certificates, Dovecot, Postfix, Sink

Desks = Callable[..., Desk]


@pytest.fixture
def new_desk(
    dovecot: Dovecot, postfix: Postfix, sink: Sink, certificates: Certificates, new_mailbox: Callable[..., Mailbox]
) -> Iterator[Desks]:
    """Makes desks whose daemons are not running yet: `new_desk()`, `new_desk(domain="second.test")`.

    `imap` and `smtp` say how the daemon reaches the servers, `store` where it keeps state; `servers` are a Dovecot and
    a Postfix of the test's own.
    """
    import shutil

    made: list[Desk] = []

    def make(
        *,
        domain: str = "firm.test",
        imap: str = "",
        smtp: str = "",
        store: str = "",
        servers: tuple[Dovecot, Postfix] = (dovecot, postfix),
    ) -> Desk:
        own, relay = servers
        folder = own_directory("desk")
        number = f"{os.getpid()}.{len(made)}"
        if own is dovecot:
            support, lead = (new_mailbox(name, domain=domain).account for name in ("support", "anna"))
        else:
            support, lead = (own.add_user(f"{name}.{number}@{domain}") for name in ("support", "anna"))
        password = folder / "password"
        password.write_text(support.password, "utf-8")
        password.chmod(0o600)
        rules = RULES.format(
            address=support.address,
            lead=lead.address,
            imap=imap or f"imap://127.0.0.1:{own.ports.imap}",
            smtp=smtp or f"smtp://127.0.0.1:{relay.ports.submission}",
            ca=certificates.authority,
            password=password,
            store=store or folder / "triaged.db",
            socket=folder / "triaged.sock",
        )
        made.append(
            Desk(
                address=support.address,
                lead=lead.address,
                dovecot=own,
                postfix=relay,
                sink=sink,
                folder=folder,
                rules=rules,
            )
        )
        return made[-1]

    yield make
    for desk in made:
        desk.kill()
        shutil.rmtree(desk.folder, ignore_errors=True)


@pytest.fixture
def closed_desk(new_desk: Desks) -> Desk:
    """A desk whose daemon is not running yet."""
    return new_desk()


@pytest.fixture
def desk(closed_desk: Desk) -> Desk:
    """A desk with its daemon running and its inbox read."""
    return closed_desk.start()
