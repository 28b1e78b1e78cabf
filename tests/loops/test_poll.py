"""One inbox, read round by round from a mailbox in memory: where reading begins, goes on, and begins again."""

from __future__ import annotations

import imaplib
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from tests.credentials.accounts import account, environment
from tests.inbox.pymap_server import Pymap
from tests.loops.house import MONDAY, Hands, intake, policy, threads
from triaged.credentials import AccountLogin
from triaged.inbox import ImapInbox
from triaged.loops.health import Health
from triaged.loops.poll import Poll
from triaged.mail.limits import ParseLimits
from triaged.model.letter import LetterState
from triaged.policy.shape import Server
from triaged.store import SqlStore

USER, PASSWORD = "help@firm.test", "correct horse"


@dataclass
class Desk:
    """A mailbox, its poll, and the clock both go by."""

    port: int
    store: SqlStore
    clock: Hands

    def poll(self, more: str = "", watch: tuple[str, ...] = ("INBOX",)) -> Poll:
        """A daemon's first look, under rules.toml with `more` in it."""
        desk = policy(more)
        entry = replace(desk.inboxes["support"], look_every=timedelta(milliseconds=1), watch=watch)
        where = account(
            user=USER,
            imap=Server(host="127.0.0.1", port=self.port, security="plain"),
            password=environment("PASSWORD"),
        )
        return Poll(
            entry=entry,
            inbox=ImapInbox("support", where, AccountLogin(where)),
            intake=intake(desk, self.store, self.clock),
            policy=desk,
            store=self.store,
            clock=self.clock,
            health=Health(),
            send_now=lambda: None,
            limits=ParseLimits(),
        )

    async def rounds(self, count: int = 1, more: str = "", watch: tuple[str, ...] = ("INBOX",)) -> None:
        """A daemon starts, looks so often, and stops."""
        poll = self.poll(more, watch)
        for _ in range(count):
            await poll.round()
        await poll.recover()

    def program(self) -> imaplib.IMAP4:
        """An agent's mail program."""
        client = imaplib.IMAP4("127.0.0.1", self.port, timeout=30)
        client.login(USER, PASSWORD)
        return client

    def arrives(self, number: int, *, at: datetime | None = None, folder: str = "INBOX", body: str = "Help!") -> None:
        """A customer's mail lies in the folder since `at` (now)."""
        octets = (
            f"From: Kim <kim{number}@customer.test>\r\nTo: support@nordlicht.example\r\nSubject: Number {number}\r\n"
            f"Message-ID: <{number}@customer.test>\r\n\r\n{body}\r\n"
        ).encode()
        client = self.program()
        client.append(folder, "", at or self.clock(), octets)  # type: ignore[arg-type]
        client.logout()

    def subjects(self) -> list[str]:
        """What waits for us."""
        return sorted(thread.subject for thread in threads(self.store))


@pytest.fixture
async def desk(store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Desk]:
    """An empty mailbox with a Sent and a Drafts folder, on Monday morning."""
    monkeypatch.setenv("PASSWORD", PASSWORD)
    server = Pymap(USER, PASSWORD)
    made = Desk(server.port, store, Hands())
    client = made.program()
    client.select("INBOX")
    client.store("1:*", "+FLAGS", r"(\Deleted)")
    client.expunge()
    for folder in ("Sent", "Drafts", "Orders"):
        client.create(folder)
    client.logout()
    yield made
    server.stop()


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """A rule that breaks, until it is mended."""

    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError("a bug")

    with monkeypatch.context() as patched:
        patched.setattr("triaged.intake.look_at", breaks)
        yield patched


async def test_mail_that_came_to_an_empty_inbox_is_found_after_a_long_outage(desk: Desk) -> None:
    """Nothing is lost, however long nobody looked; what is too old gets no letter (N30)."""
    await desk.rounds()
    desk.arrives(1)
    desk.clock.passes(days=9)
    desk.arrives(2)
    await desk.rounds()

    assert desk.subjects() == ["Number 1", "Number 2"]
    ready = desk.store.transact_now(lambda tx: tx.letters(LetterState.READY))
    assert [letter.recipient for letter in ready] == ["kim2@customer.test"]


async def test_a_folder_that_is_watched_later_begins_at_its_end(desk: Desk) -> None:
    """What lay in it before it was watched is nobody's business; what comes then is (N30)."""
    await desk.rounds()
    desk.arrives(1, folder="Orders")
    await desk.rounds(watch=("INBOX", "Orders"))
    assert desk.subjects() == []

    desk.arrives(2, folder="Orders")
    await desk.rounds(watch=("INBOX", "Orders"))
    assert desk.subjects() == ["Number 2"]


async def test_a_retried_mail_stays_in_quarantine_until_it_is_read(desk: Desk, broken: pytest.MonkeyPatch) -> None:
    """Wherever the program dies, the mail is in quarantine or in the queue, never in neither."""
    await desk.rounds()
    desk.arrives(1)
    await desk.rounds()
    [item] = desk.store.transact_now(lambda tx: tx.quarantined())
    retry = lambda: desk.store.transact_now(lambda tx: tx.retry_quarantined(item.quarantine_id or 0))  # noqa: E731

    retry()
    await desk.rounds()
    [again] = desk.store.transact_now(lambda tx: tx.quarantined())
    assert not again.retry, "it broke again: it waits for a person, and is not tried for ever"

    broken.undo()
    broken.setenv("PASSWORD", PASSWORD)
    retry()
    poll = desk.poll()
    broken.setattr(poll.inbox, "fetch", _dies)
    with pytest.raises(KeyboardInterrupt):
        await poll.round()
    await poll.recover()
    assert desk.store.transact_now(lambda tx: tx.quarantined())

    broken.undo()
    broken.setenv("PASSWORD", PASSWORD)
    await desk.rounds()
    assert desk.subjects() == ["Number 1"]
    assert not desk.store.transact_now(lambda tx: tx.quarantined())


async def _dies(_: object) -> None:
    raise KeyboardInterrupt


async def test_a_retried_mail_that_is_gone_leaves_quarantine(desk: Desk, broken: pytest.MonkeyPatch) -> None:
    """A person deleted it meanwhile: there is nothing left to try."""
    await desk.rounds()
    desk.arrives(1)
    await desk.rounds()
    [item] = desk.store.transact_now(lambda tx: tx.quarantined())
    client = desk.program()
    client.select("INBOX")
    client.store("1:*", "+FLAGS", r"(\Deleted)")
    client.expunge()
    client.logout()

    desk.store.transact_now(lambda tx: tx.retry_quarantined(item.quarantine_id or 0))
    await desk.rounds()
    assert not desk.store.transact_now(lambda tx: tx.quarantined())


@pytest.mark.parametrize("there", [True, False])
async def test_a_draft_is_put_into_drafts_once(desk: Desk, *, there: bool) -> None:
    """`letters.send = "drafts"`: the letter lies in Drafts, word for word, whatever a person does with it there.

    A mailbox without such a folder gets one.
    """
    if not there:
        client = desk.program()
        client.delete("Drafts")
        client.logout()
    await desk.rounds()
    desk.arrives(1)
    mode = '[letters]\nsend = "drafts"'
    poll = desk.poll(mode)
    for _ in range(2):
        poll._looked_at_all = 0.0
        await poll.round()
    await poll.recover()

    [letter] = desk.store.transact_now(lambda tx: tx.letters(LetterState.HELD))
    client = desk.program()
    client.select("Drafts")
    _, found = client.search(None, "ALL")
    _, data = client.fetch("1", "(BODY.PEEK[])")
    client.logout()
    assert found == [b"1"]
    assert isinstance(data[0], tuple)
    assert data[0][1] == letter.octets


async def test_the_flag_of_a_mail_that_was_answered_asks_nothing(desk: Desk) -> None:
    r"""Mail programs set \Answered with each answer: when the customer writes again, the old flag is no news."""
    await desk.rounds()
    desk.arrives(1)
    await desk.rounds()
    client = desk.program()
    client.select("INBOX")
    client.store("1", "+FLAGS", r"(\Answered)")
    answer = (
        b"From: support@nordlicht.example\r\nTo: kim1@customer.test\r\nSubject: Re: Number 1\r\n"
        b"Message-ID: <a@nordlicht.example>\r\nIn-Reply-To: <1@customer.test>\r\n\r\nDone.\r\n"
    )
    client.append("Sent", "", desk.clock.passes(minutes=30), answer)  # type: ignore[arg-type]
    desk.clock.passes(minutes=30)
    again = (
        b"From: Kim <kim1@customer.test>\r\nTo: support@nordlicht.example\r\nSubject: Re: Number 1\r\n"
        b"Message-ID: <b@customer.test>\r\nIn-Reply-To: <a@nordlicht.example>\r\n\r\nStill broken.\r\n"
    )
    await desk.rounds()
    client.append("INBOX", "", desk.clock(), again)  # type: ignore[arg-type]
    client.logout()
    await desk.rounds()

    [thread] = threads(desk.store)
    assert thread.asks == ""
    assert thread.answered_at == MONDAY + timedelta(minutes=30)
