"""What mail servers do to a mailbox while the daemon reads it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.dialogs.desk import Desk
from tests.servers import Dovecot, FaultProxy, Postfix, Sink
from tests.servers.toxics import StripCapability, Toxic

if TYPE_CHECKING:
    from tests.conftest import Mailbox
    from tests.servers.faultproxy import Link


@dataclass(slots=True, kw_only=True)
class HoldSearch(Toxic):
    """The server has found something new; its answer waits until the test has done what it wants."""

    directions: tuple[str, ...] = ("down",)
    found: threading.Event = field(default_factory=threading.Event)
    go_on: threading.Event = field(default_factory=threading.Event)

    async def feed(self, data: bytes, up: bool, link: Link) -> AsyncIterator[bytes]:
        """Wait once."""
        if b"* SEARCH 1" in data and not self.found.is_set():
            self.found.set()
            await asyncio.to_thread(self.go_on.wait, 20)
        yield data


def test_a_mail_that_is_deleted_before_it_could_be_read_disturbs_nobody(
    new_desk: Callable[..., Desk], dovecot: Dovecot, fault_proxy: Callable[..., FaultProxy]
) -> None:
    """A mail expunged between search and fetch is passed over, and the next mail is acknowledged (I3)."""
    proxy, held = fault_proxy(dovecot.ports.imap), HoldSearch()
    desk = new_desk(imap=f"imap+plain://127.0.0.1:{proxy.port}").start()
    kim = desk.customer()
    proxy.add(held)

    kim.writes("Deleted at once")
    assert held.found.wait(20)
    with dovecot.imap(desk.address) as program:
        program.select("INBOX")
        program.uid("STORE", "1", "+FLAGS", "(\\Deleted)")
        program.expunge()
    held.go_on.set()
    mail = kim.writes("Still here")

    assert kim.receives().answers(mail)
    assert [thread["subject"] for thread in desk.queue()] == ["Still here"]
    assert desk.triaged("status", check=False).returncode == 0


def test_a_folder_that_the_server_renumbers_is_read_again_without_a_second_letter(desk: Desk) -> None:
    """UIDVALIDITY changed: known mail gets no letter again, new mail does (I1)."""
    kim, lee = desk.customer("Kim Lee"), desk.customer("Lee Min")
    kim.writes("Before")
    kim.receives()

    desk.dovecot.change_uidvalidity(desk.address)
    desk.wait_for_log("renumbered")
    mail = lee.writes("After")

    assert lee.receives().answers(mail)
    assert kim.has_received() == 1
    assert sorted(thread["subject"] for thread in desk.queue()) == ["After", "Before"]


def test_a_server_that_restarts_is_found_again(
    new_desk: Callable[..., Desk], own_dovecot: Callable[..., Dovecot], sink: Sink
) -> None:
    """While the server is away status says so; once it is back mail is read on, each mail once (I10)."""
    dovecot = own_dovecot()
    postfix = Postfix.start(dovecot, sink_port=sink.port)
    try:
        desk = new_desk(servers=(dovecot, postfix)).start()
        kim, lee = desk.customer("Kim Lee"), desk.customer("Lee Min")
        kim.writes("Before")
        kim.receives()

        dovecot.crash()
        desk.wait_until(lambda: desk.command("status")["status"] == 2, "status tells it")
        assert "inbox support" in desk.command("status")["troubles"][0]["what"]
        waiting = lee.writes("While it was away")
        dovecot.resume()

        assert lee.receives(within=60).answers(waiting)
        desk.wait_until(lambda: desk.command("status")["status"] == 0, "all is well again", seconds=60)
        assert kim.has_received() == 1
        desk.kill()
    finally:
        postfix.stop()


def test_a_wrong_password_stops_one_inbox_and_not_the_other(
    closed_desk: Desk, new_mailbox: Callable[..., Mailbox]
) -> None:
    """The daemon stays up and says which inbox is broken; the other inbox goes on; a right password mends it."""
    billing = new_mailbox("billing")
    desk = closed_desk
    password = desk.folder / "billing.password"
    password.write_text("mistyped", "utf-8")
    password.chmod(0o600)
    main = desk.rules.partition("[account.main]\n")[2].partition("[[promise")[0]
    second = main.replace(desk.address, billing.address).replace(str(desk.folder / "password"), str(password))
    desk.add_rules(
        f'[inbox.billing]\naddress = "{billing.address}"\naccount = "billing"\nlook_every = "1s"\n'
        f"[account.billing]\n{second}"
    ).launch()
    desk.wait_for_log("inbox billing failing")
    kim, lee = desk.customer("Kim Lee"), desk.customer("Lee Min")

    status = desk.triaged("status", check=False)
    assert status.returncode == 2
    assert "inbox billing" in status.stdout
    assert "mistyped" not in desk.log()
    desk.wait_until(lambda: caught_up(desk) == {"support"}, "the other inbox is read")
    mail = kim.writes("To support")
    assert kim.receives().answers(mail)

    password.write_text(billing.password, "utf-8")
    desk.reload()
    desk.wait_until(lambda: caught_up(desk) == {"support", "billing"}, "both inboxes are read")
    desk.wait_for_a_look()
    assert desk.triaged("status", check=False).returncode == 0
    mail = lee.writes("To billing", to=billing.address, delivered_to=billing.address)
    assert lee.receives().answers(mail)


def test_a_mail_that_cannot_be_read_is_put_aside_and_the_next_one_is_answered(closed_desk: Desk) -> None:
    """A poison mail goes into quarantine, is shown to people, and nobody else waits for it."""
    desk = closed_desk.add_rules('[limits]\nmail = "100 KB"\n').start()
    kim, lee = desk.customer("Kim Lee"), desk.customer("Lee Min")

    kim.writes("A very long mail", "All work and no play. " * 10_000)
    mail = lee.writes("A short one")

    assert lee.receives().answers(mail)
    desk.wait_until(lambda: desk.attention()["quarantined"], "the long mail is shown")
    [put_aside] = desk.attention()["quarantined"]
    assert desk.triaged("status", check=False).returncode == 1
    assert "larger" in desk.triaged("quarantine", "list").stdout
    desk.triaged("quarantine", "drop", str(put_aside["quarantine"]))
    assert desk.triaged("status", check=False).returncode == 0
    desk.wait_until(lambda: len(desk.folder_holds("INBOX")) == 2, "only the customers' mails lie in the inbox")


def test_a_line_without_encryption_is_not_used(
    new_desk: Callable[..., Desk], dovecot: Dovecot, postfix: Postfix, fault_proxy: Callable[..., FaultProxy]
) -> None:
    """Where somebody on the way takes STARTTLS away, no letter leaves and no password is said (S9)."""
    proxy = fault_proxy(postfix.ports.submission)
    proxy.add(StripCapability(name="STARTTLS"))
    desk = new_desk(smtp=f"smtp://127.0.0.1:{proxy.port}").start()
    kim = desk.customer()
    kim.writes("My heating is cold")
    thread = desk.thread("My heating is cold")

    desk.wait_until(lambda: desk.command("status")["status"] == 2, "status tells it")

    assert thread.letter["state"] == "ready"
    assert kim.has_received() == 0
    assert "STARTTLS" in desk.triaged("status", check=False).stdout


def test_a_mailbox_without_encryption_is_not_logged_in_to(
    new_desk: Callable[..., Desk], dovecot: Dovecot, fault_proxy: Callable[..., FaultProxy]
) -> None:
    """Where somebody on the way takes STARTTLS away from IMAP, the password is not said and status tells it (T17)."""
    proxy = fault_proxy(dovecot.ports.imap)
    proxy.add(StripCapability(name="STARTTLS"))
    desk = new_desk(imap=f"imap://127.0.0.1:{proxy.port}").launch()

    desk.wait_for_log("inbox support failing")

    status = desk.triaged("status", check=False)
    assert status.returncode == 2
    assert "STARTTLS" in status.stdout
    assert "inbox support: read to the end: not yet" in status.stdout
    assert caught_up(desk) == set()


def caught_up(desk: Desk) -> set[str]:
    """The inboxes that were read to the end at least once."""
    return {inbox["inbox"] for inbox in desk.command("status").get("inboxes", ()) if inbox["caught_up"]}
