"""A fresh desk for each dialogue."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.dialogs.desk import RULES, Desk

if TYPE_CHECKING:
    from tests.conftest import Mailbox
    from tests.servers import Certificates, Dovecot, Postfix, Sink


@pytest.fixture
def closed_desk(
    dovecot: Dovecot,
    postfix: Postfix,
    sink: Sink,
    certificates: Certificates,
    new_mailbox: Callable[..., Mailbox],
    tmp_path: Path,
) -> Iterator[Desk]:
    """A desk whose daemon is not running yet."""
    mailbox, lead = new_mailbox("support"), new_mailbox("anna")
    password = tmp_path / "password"
    password.write_text(mailbox.password, "utf-8")
    password.chmod(0o600)
    rules = RULES.format(
        address=mailbox.address,
        lead=lead.address,
        imap=dovecot.ports.imap,
        smtp=postfix.ports.submission,
        ca=certificates.authority,
        password=password,
        store=tmp_path / "triaged.db",
    )
    made = Desk(address=mailbox.address, dovecot=dovecot, postfix=postfix, sink=sink, folder=tmp_path, rules=rules)
    yield made
    made.kill()


@pytest.fixture
def desk(closed_desk: Desk) -> Desk:
    """A desk with its daemon running and its inbox read."""
    return closed_desk.start()
