"""A folder on a real server is rehearsed, and is afterwards what it was before."""

from __future__ import annotations

import imaplib
import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import Terminal, terminal
from tests.rehearse.mailbox import state
from tests.rehearse.month import Mail, answer, asks
from tests.servers import Certificates, Dovecot, Sink

if TYPE_CHECKING:
    from tests.conftest import Mailbox

__all__ = ["terminal"]

NOW = datetime.now(UTC)


def ago(**span: float) -> datetime:
    return NOW - timedelta(**span)


RECEIVED = [
    asks(1, ago(days=3)),  # answered an hour later: kept
    asks(2, ago(days=2)),  # answered nine hours later: missed
    asks(3, ago(days=1)),  # never answered: missed
    asks(4, ago(minutes=90)),  # open
    asks(5, ago(days=9)),  # before the days that are asked for
]
SENT = [answer(1, ago(days=3) + timedelta(hours=1)), answer(2, ago(days=2) + timedelta(hours=9))]


def fill(dovecot: Dovecot, mailbox: Mailbox, folder: str, mails: list[Mail], flags: str) -> None:
    """The mails as they came, in no order; people have read and answered them since."""
    with dovecot.imap(mailbox.address) as client:
        for mail in reversed(mails):
            client.append(folder, flags, imaplib.Time2Internaldate(mail.at), mail.octets())


@pytest.fixture
def desk(terminal: Terminal, mailbox: Mailbox, dovecot: Dovecot, certificates: Certificates, sink: Sink) -> Terminal:
    """A desk that is always open, with a past, and a relay that counts who comes."""
    terminal.write(
        imap=dovecot.ports.imap,
        smtp=f"smtp://127.0.0.1:{sink.port}",
        user=mailbox.address,
        password=mailbox.password,
        ca=str(certificates.authority),
    )
    terminal.change("Mon-Fri 08:00-17:00", "Mon-Sun 00:00-24:00")
    fill(dovecot, mailbox, "INBOX", RECEIVED, r"\Seen \Answered")
    fill(dovecot, mailbox, "Sent", SENT, r"\Seen")
    return terminal


@pytest.mark.parametrize(
    "named", [(), ("INBOX",), ("support/INBOX", "--sent", "Sent"), ("INBOX", "--inbox", "support")]
)
def test_nothing_is_sent_and_nothing_changed(
    desk: Terminal, mailbox: Mailbox, dovecot: Dovecot, sink: Sink, named: tuple[str, ...]
) -> None:
    r"""Flags, counts and sequences are as before, no relay was asked; \Answered of later says nothing about then."""
    before, sink.connections = state(dovecot, mailbox), 0

    done = desk.run("rehearse", *named, "--days", "5", "--json")

    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    assert (told["mails"], told["sent"]) == (4, 2)
    promises = told["total"]["promises"]
    assert {name: promises[name] for name in ("made", "kept", "missed", "waiting", "open")} == {
        "made": 4,
        "kept": 1,
        "missed": 2,
        "waiting": 1,
        "open": 1,
    }
    assert state(dovecot, mailbox) == before
    assert (sink.connections, sink.mails) == (0, [])
    assert sorted(path.name for path in desk.folder.iterdir()) == ["password", "rules.toml"]


def test_the_real_store_is_left_alone(desk: Terminal) -> None:
    """It is neither made nor opened: a daemon may run meanwhile."""
    (desk.folder / "triaged.db").write_bytes(b"not a store")
    assert desk.run("rehearse", "--days", "1").returncode == 0
    assert (desk.folder / "triaged.db").read_bytes() == b"not a store"


def test_a_folder_that_is_not_there_is_named(desk: Terminal) -> None:
    """66, with the folders there are."""
    done = desk.run("rehearse", "Inbux")
    assert done.returncode == 66
    assert done.stderr.startswith("triaged: there is neither a file nor a folder 'Inbux'; the folders are ")
    assert "INBOX" in done.stderr


def test_a_refused_login_is_told(desk: Terminal) -> None:
    """77, as with every command."""
    (desk.folder / "password").write_text("wrong", "utf-8")
    done = desk.run("rehearse")
    assert (done.returncode, done.stdout) == (77, "")
    assert done.stderr.startswith("triaged: ")
    assert len(done.stderr.splitlines()) == 1
