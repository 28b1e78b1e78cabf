"""A real mailbox as a client sees it: what must be the same after a rehearsal as before."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Mailbox
    from tests.servers import Dovecot


def state(dovecot: Dovecot, mailbox: Mailbox) -> object:
    """All that a client could have changed: counts, flags, modification sequences, octets."""
    items = "messages recent uidnext uidvalidity unseen highestmodseq"
    status = dovecot.doveadm("-f", "tab", "mailbox", "status", "-u", mailbox.address, items, "*")
    flags = dovecot.doveadm("-f", "tab", "fetch", "-u", mailbox.address, "mailbox uid flags modseq", "ALL")
    return status, flags, [mailbox.messages(folder) for folder in ("INBOX", "Sent")]
