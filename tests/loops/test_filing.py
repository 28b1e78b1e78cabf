"""Our own copies are filed with the sent mail, also after the program died between reading and filing them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tests.loops.house import intake, policy
from triaged.inbox.imap import ImapInbox
from triaged.loops.health import Health
from triaged.loops.poll import Poll
from triaged.mail.limits import ParseLimits
from triaged.mail.mark import mark
from triaged.store import SqlStore

if TYPE_CHECKING:
    from tests.conftest import Mailbox


@dataclass(frozen=True)
class Password:
    """A login by password."""

    user: str
    secret: str
    oauth: bool = False

    async def password(self) -> str:
        return self.secret

    async def token(self, *, refused: bool = False) -> str:
        raise NotImplementedError


def polling(mailbox: Mailbox, store: SqlStore, *, port: int = 0) -> Poll:
    """The loop of this mailbox (behind `port`); each of its rounds ends after a moment."""
    desk = policy()
    account = desk.accounts["main"]
    server = replace(account.imap, port=port or mailbox.server.ports.imap, security="plain")
    clock = lambda: datetime.now(UTC)  # noqa: E731 - the real one: the server's times are compared with it
    return Poll(
        entry=replace(desk.inboxes["support"], look_every=timedelta(seconds=0.1)),
        inbox=ImapInbox("support", replace(account, imap=server), Password(mailbox.address, mailbox.password)),
        intake=intake(desk, store, clock),
        policy=desk,
        store=store,
        clock=clock,
        health=Health(),
        send_now=lambda: None,
        limits=ParseLimits(),
    )


async def test_a_copy_that_was_read_before_a_crash_is_filed_after_it(mailbox: Mailbox, store: SqlStore) -> None:
    r"""A copy below the cursor still lies in the inbox, read or unread: the next connection files it, \Seen."""
    first = polling(mailbox, store)
    await first.round()
    await first.recover()
    head = f"From: support@nordlicht.example\r\nX-Triaged: {mark(store.secret, 'ack|support|1')}\r\n"
    forged = "From: kim@customer.test\r\nX-Triaged: v1.forged.forged\r\n"
    for number, (headers, flags) in enumerate([(head, ""), (head, "\\Seen"), (forged, "")]):
        octets = f"{headers}Message-ID: <{number}@nordlicht.example>\r\nSubject: Re: hello\r\n\r\nhello\r\n"
        mailbox.append("INBOX", octets.encode(), flags=flags)
    cursor = store.transact_now(lambda tx: tx.cursor("support", "INBOX"))
    assert cursor is not None
    store.transact_now(lambda tx: tx.set_cursor(replace(cursor, uid=3)))

    second = polling(mailbox, store)
    await second.round()
    await second.recover()

    assert [mail.uid for mail in mailbox.server.messages(mailbox.address)] == [3]
    filed = mailbox.server.messages(mailbox.address, "Sent")
    assert len(filed) == 2
    assert all("\\Seen" in mail.flags for mail in filed)
