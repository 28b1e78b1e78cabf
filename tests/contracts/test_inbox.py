"""What every Inbox must do, on pymap, on a real Dovecot over TLS and on the simulation's mailbox: the same tests."""

from __future__ import annotations

import asyncio
import contextlib
import imaplib
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from tests.credentials.accounts import account, environment
from tests.inbox.pymap_server import Pymap
from tests.simulate.desk.contract import MemoryWorld
from triaged.credentials import AccountLogin
from triaged.errors import LoginRefused, ServerUnreachable
from triaged.inbox import ImapInbox, limits
from triaged.model.ports import Inbox
from triaged.policy.shape import Server

SOON = 30.0


@dataclass(frozen=True, slots=True)
class World:
    """A mailbox, how to log in to it, and an agent's mail program beside ours (imaplib, independent of the product)."""

    server: Server
    plain_port: int
    user: str
    password: str

    @contextlib.contextmanager
    def agent(self, folder: str = "INBOX") -> Iterator[imaplib.IMAP4]:
        """The agent's session, with `folder` selected."""
        client = imaplib.IMAP4("127.0.0.1", self.plain_port, timeout=SOON)
        client.login(self.user, self.password)
        client.select(f'"{folder}"')
        yield client
        client.logout()

    def put(self, *mails: bytes, folder: str = "INBOX") -> None:
        """Mail arrives."""
        with self.agent() as client:
            for octets in mails:
                kind, _ = client.append(f'"{folder}"', None, None, octets)  # type: ignore[arg-type]
                assert kind == "OK"

    def flags(self, folder: str = "INBOX") -> dict[int, set[str]]:
        """UIDs and flags of a folder."""
        with self.agent(folder) as client:
            _, data = client.uid("FETCH", "1:*", "(UID FLAGS)")
        lines = [line.decode() for line in data if isinstance(line, bytes) and b"UID" in line]
        return {
            int(line.split("UID ")[1].split()[0].rstrip(")")): set(line.split("FLAGS (")[1].split(")")[0].split())
            for line in lines
        }

    def connect(self) -> Inbox:
        """Our connection, not open yet."""
        entry = account(user=self.user, imap=self.server, password=environment("PASSWORD"))
        return ImapInbox("support", entry, AccountLogin(entry))


@pytest.fixture(scope="module")
def _pymap() -> Iterator[Pymap]:
    server = Pymap("help@firm.test", "correct horse")
    yield server
    server.stop()


@pytest.fixture(params=["pymap", "memory", pytest.param("dovecot", marks=pytest.mark.needs_dovecot)])
def world(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> World:
    """A fresh mailbox on each server."""
    monkeypatch.setenv("PASSWORD", "correct horse")
    if request.param == "memory":
        return MemoryWorld("correct horse")
    if request.param == "pymap":
        pymap: Pymap = request.getfixturevalue("_pymap")
        where = Server(host="127.0.0.1", port=pymap.port, security="plain")
        made = World(where, pymap.port, "help@firm.test", "correct horse")
        with made.agent() as client:
            client.store("1:*", "+FLAGS", r"(\Deleted)")
            client.expunge()
            for folder in ("Done", "Drafts", "Work/&AMQ-rger"):
                client.delete(f'"{folder}"')
        return made
    dovecot, mailbox = request.getfixturevalue("dovecot"), request.getfixturevalue("mailbox")
    where = Server(host="localhost", port=dovecot.ports.imaps, security="tls", ca=str(dovecot.certificates.authority))
    return World(where, dovecot.ports.imap, mailbox.address, mailbox.password)


@pytest.fixture
async def inbox(world: World) -> AsyncIterator[Inbox]:
    """Logged in, nothing selected."""
    made = world.connect()
    await made.open()
    yield made
    await made.close()


def mail(number: int, *, mark: str = "", body: bytes = b"hello\r\n") -> bytes:
    """A small mail with all that a headline shows."""
    return (
        f"From: c{number}@customer.test\r\nTo: help@firm.test\r\nSubject: number {number}\r\n"
        f"Message-ID: <{number}@customer.test>\r\n" + (f"X-Triaged: {mark}\r\n" if mark else "") + "\r\n"
    ).encode() + body


async def test_a_folder_tells_its_state(inbox: Inbox, world: World) -> None:
    """UIDVALIDITY, UIDNEXT and the number of mails; the same when opened for reading only."""
    before = await inbox.select("INBOX", readonly=False)
    await asyncio.to_thread(world.put, mail(1), mail(2))
    after = await inbox.select("INBOX", readonly=True)
    assert (before.exists, after.exists) == (0, 2)
    assert after.uidvalidity == before.uidvalidity > 0
    assert after.uidnext == before.uidnext + 2


async def test_new_mail_is_found_from_the_cursor_on(inbox: Inbox, world: World) -> None:
    """UIDs ascending, none below the cursor, none when nothing is new; mail that came after SELECT is found too."""
    state = await inbox.select("INBOX", readonly=True)
    assert await inbox.search_from(state.uidnext) == ()
    await asyncio.to_thread(world.put, mail(1), mail(2), mail(3))
    assert await inbox.search_from(1) == tuple(range(state.uidnext, state.uidnext + 3))
    assert await inbox.search_from(state.uidnext + 2) == (state.uidnext + 2,)
    assert await inbox.search_from(state.uidnext + 3) == ()


async def test_headlines_and_mails_leave_no_trace(inbox: Inbox, world: World) -> None:
    r"""I6: headline and mail as they lie on the server; \\Seen is as before, set or not."""
    await asyncio.to_thread(world.put, mail(1), mail(2, mark="v1.abc"))
    with world.agent() as client:
        client.store("1", "+FLAGS", r"(\Seen \Flagged)")
    state = await inbox.select("INBOX", readonly=False)
    before = await asyncio.to_thread(world.flags)
    uids = await inbox.search_from(1)
    headlines = await inbox.headlines(uids)
    raws = await inbox.fetch(headlines)
    assert [(head.folder, head.uidvalidity, head.uid) for head in headlines] == [
        ("INBOX", state.uidvalidity, uid) for uid in uids
    ]
    assert [head.mark for head in headlines] == ["", "v1.abc"]
    assert b"Message-ID: <2@customer.test>" in headlines[1].fields
    assert [raw.octets for raw in raws] == [mail(1), mail(2, mark="v1.abc")]
    assert [(raw.inbox, raw.whole, raw.size) for raw in raws] == [("support", True, len(raw.octets)) for raw in raws]
    assert headlines[0].flags >= {r"\Seen", r"\Flagged"}
    assert abs(datetime.now(UTC) - raws[0].received) < timedelta(minutes=5)
    strip = {r"\Recent"}
    after = await asyncio.to_thread(world.flags)
    assert {uid: flags - strip for uid, flags in after.items()} == {uid: flags - strip for uid, flags in before.items()}


async def test_a_large_mail_is_fetched_in_part(inbox: Inbox, world: World) -> None:
    """C2: header, the first 64 KiB of text, and an outline of the rest; the rest is never transferred."""
    text = b"a line of text that is repeated\r\n" * 4_000
    large = (
        b"Subject: large\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
        b"--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + text + b"\r\n"
        b'--x\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename="a.pdf"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\n" + b"AAAA" * 50_000 + b"\r\n--x--\r\n"
    )
    await asyncio.to_thread(world.put, mail(1), large)
    await inbox.select("INBOX", readonly=True)
    small, part = await inbox.fetch(await inbox.headlines(await inbox.search_from(1)))
    assert small.whole
    assert (part.whole, part.size) == (False, len(large))
    assert part.octets == large.partition(b"--x")[0]
    assert part.text is not None
    assert part.text.octets == text[: limits.TEXT]
    assert (part.text.content_type, part.text.charset) == ("text/plain", "utf-8")
    assert [leaf.content_type for leaf in part.outline] == ["text/plain", "application/pdf"]
    assert part.outline[1].size >= 200_000


async def test_expunged_mails_are_simply_absent(inbox: Inbox, world: World) -> None:
    """I3: between search and headline, and between headline and fetch, an agent deletes mail."""
    await asyncio.to_thread(world.put, *(mail(n) for n in range(4)))
    await inbox.select("INBOX", readonly=True)
    uids = await inbox.search_from(1)

    def expunge(uid: int) -> None:
        with world.agent() as client:
            client.uid("STORE", str(uid), "+FLAGS", r"(\Deleted)")
            client.expunge()

    await asyncio.to_thread(expunge, uids[1])
    headlines = await inbox.headlines(uids)
    assert {head.uid for head in headlines} >= {uids[0], uids[2], uids[3]}
    await asyncio.to_thread(expunge, uids[2])
    raws = await inbox.fetch(headlines)
    assert {raw.uid for raw in raws} >= {uids[0], uids[3]}
    assert all(raw.octets == mail(raw.uid - uids[0]) for raw in raws)
    assert await inbox.search_from(1) == (uids[0], uids[3])


async def test_our_own_mail_is_found_by_its_mark(inbox: Inbox, world: World) -> None:
    """X-Triaged begins with the mark: no header that has it in its middle, no text that quotes it; by date, too."""
    quoting = mail(3, body=b"X-Triaged: v1.abc\r\n")
    await asyncio.to_thread(world.put, mail(1, mark="x.v1.abc"), mail(2, mark="v1.abc"), quoting)
    await inbox.select("INBOX", readonly=True)
    uids = await inbox.search_from(1)
    now = datetime.now(UTC)
    assert await inbox.search_mark("v1.abc") == (uids[1],)
    assert await inbox.search_mark("v1.") == (uids[1],)
    assert await inbox.search_mark("v1.nothing") == ()
    assert await inbox.search_mark("v1.abc", since=now) == (uids[1],)
    assert await inbox.search_mark("v1.abc", since=now + timedelta(days=3)) == ()


async def test_mail_is_found_by_day_and_by_flag(inbox: Inbox, world: World) -> None:
    r"""`since` leaves out mail that arrived before that day; \Answered is found whoever set it."""
    await asyncio.to_thread(world.put, mail(1), mail(2))
    with world.agent() as client:
        client.store("2", "+FLAGS", r"(\Answered)")
    await inbox.select("INBOX", readonly=True)
    uids = await inbox.search_from(1)
    now = datetime.now(UTC)
    assert await inbox.search_from(1, since=now) == uids
    assert await inbox.search_from(1, since=now + timedelta(days=3)) == ()
    assert await inbox.search_answered(now) == (uids[1],)
    assert await inbox.search_answered(now + timedelta(days=3)) == ()


async def test_what_lies_there_still_is_told_from_what_is_gone(inbox: Inbox, world: World) -> None:
    """Of the UIDs asked for, those that exist: not what was expunged or moved, not what never was; none for none."""
    await asyncio.to_thread(world.put, *(mail(n) for n in range(4)))
    await inbox.select("INBOX", readonly=True)
    uids = await inbox.search_from(1)
    assert await inbox.present(uids) == frozenset(uids)
    assert await inbox.present(()) == frozenset()

    with world.agent() as client:
        client.uid("STORE", str(uids[1]), "+FLAGS", r"(\Deleted)")
        client.expunge()
    await inbox.select("INBOX", readonly=False)
    await inbox.move(uids[2:3], "Done")
    await inbox.select("INBOX", readonly=True)
    assert await inbox.present((*uids, uids[-1] + 1_000)) == {uids[0], uids[3]}
    many = tuple(range(uids[0], uids[0] + 9_000, 3))
    assert await inbox.present(many) == {uids[0], uids[3]}


async def test_a_mail_is_found_by_its_id_wherever_it_lies(inbox: Inbox, world: World) -> None:
    """By its own Message-ID only: not part of one, not a mail that answers it; none where the id cannot be said."""
    answer = mail(12).replace(b"\r\n\r\n", b"\r\nIn-Reply-To: <1@customer.test>\r\n\r\n", 1)
    folded = mail(3).replace(b"Message-ID: <3@", b"Message-ID:\r\n <3@")
    bare = mail(4).replace(b"<4@customer.test>", b"4@customer.test")
    await asyncio.to_thread(world.put, mail(1), mail(11), answer, folded, bare)
    await inbox.append("Done", mail(1), flags=())
    await inbox.select("INBOX", readonly=True)
    uids = await inbox.search_from(1)
    assert await inbox.search_id("<1@customer.test>") == uids[:1]
    assert await inbox.search_id("<3@customer.test>") == uids[3:4]
    assert await inbox.search_id("<4@customer.test>") == uids[4:5]
    for unknown in ("<5@customer.test>", "<@>", "<\x00@x>", "<ä@x>", f"<{'x' * 2_000}@x>", '<"a\\"@x>'):
        assert await inbox.search_id(unknown) == ()
    await inbox.select("Done", readonly=True)
    assert len(await inbox.search_id("<1@customer.test>")) == 1


async def test_our_copies_are_marked_read_and_filed(inbox: Inbox, world: World) -> None:
    r"""\\Seen and move, into a folder that is made on the way; other mails are untouched; what is gone is no error."""
    await asyncio.to_thread(world.put, mail(1), mail(2), mail(3))
    await inbox.select("INBOX", readonly=False)
    uids = await inbox.search_from(1)
    await inbox.mark_seen(uids[:2])
    await inbox.move(uids[:2], "Done")
    assert await inbox.search_from(1) == (uids[2],)
    await inbox.mark_seen(uids[:1])
    await inbox.move(uids[:1], "Done")
    filed = await asyncio.to_thread(world.flags, "Done")
    left = await asyncio.to_thread(world.flags)
    assert [r"\Seen" in flags for flags in filed.values()] == [True, True]
    assert [r"\Seen" in flags for flags in left.values()] == [False]
    await inbox.select("Done", readonly=True)
    moved = await inbox.fetch(await inbox.headlines(await inbox.search_from(1)))
    assert [raw.octets for raw in moved] == [mail(1), mail(2)]


async def test_folders_are_made_once_and_listed(inbox: Inbox) -> None:
    """Names beyond ASCII, made on the way; the drafts folder is known."""
    for number in range(2):
        await inbox.append("Work/Ärger", mail(number), flags=())
    await inbox.append("Drafts", mail(1), flags=(r"\Draft", r"\Seen"))
    folders = {folder.name: folder.use for folder in await inbox.folders()}
    assert "INBOX" in folders
    assert "Work/Ärger" in folders
    assert folders["Drafts"] == "drafts"
    state = await inbox.select("Drafts", readonly=True)
    (draft,) = await inbox.headlines(await inbox.search_from(1))
    assert (state.exists, draft.flags >= {r"\Draft", r"\Seen"}) == (1, True)


async def test_arriving_mail_ends_the_waiting(inbox: Inbox, world: World) -> None:
    """IDLE: True when mail comes, and the search that follows finds it; the waiting can be begun again."""
    await inbox.select("INBOX", readonly=True)
    for number in (1, 2):
        seen = len(await inbox.search_from(1))
        waiting = asyncio.create_task(inbox.wait(3_600))
        await asyncio.sleep(0)
        await asyncio.to_thread(world.put, mail(number))
        async with asyncio.timeout(SOON):
            assert await waiting
        assert len(await inbox.search_from(1)) == seen + 1


async def test_waiting_ends_by_itself(inbox: Inbox) -> None:
    """False when nothing came."""
    await inbox.select("INBOX", readonly=True)
    await inbox.search_from(1)
    assert not await inbox.wait(0.05)


async def test_a_missing_folder_is_an_error_of_its_own(inbox: Inbox) -> None:
    """ServerUnreachable names the folder's opening; the connection stays in order."""
    with pytest.raises(ServerUnreachable, match="opening the folder Nowhere"):
        await inbox.select("Nowhere", readonly=True)
    assert (await inbox.select("INBOX", readonly=True)).exists == 0


async def test_a_wrong_password_is_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """I12: LoginRefused; once the secret is right, the same object logs in."""
    made = world.connect()
    monkeypatch.setenv("PASSWORD", "wrong")
    with pytest.raises(LoginRefused):
        await made.open()
    monkeypatch.setenv("PASSWORD", world.password)
    await made.open()
    assert (await made.select("INBOX", readonly=True)).exists == 0
    await made.close()


@pytest.mark.parametrize("call", ["search", "wait", "open"])
async def test_close_is_at_once_and_open_begins_anew(inbox: Inbox, call: str) -> None:
    """`close` during a call ends the call; afterwards everything but `open` says that there is no connection."""
    await inbox.select("INBOX", readonly=True)
    work: dict[str, Callable[[], object]] = {
        "search": lambda: inbox.search_from(1),
        "wait": lambda: inbox.wait(3_600),
        "open": inbox.open,
    }
    running = asyncio.ensure_future(work[call]())  # type: ignore[arg-type]
    await asyncio.sleep(0.01)
    await inbox.close()
    async with asyncio.timeout(SOON):
        with contextlib.suppress(ServerUnreachable):
            await running
    await inbox.close()
    with pytest.raises(ServerUnreachable):
        await inbox.select("INBOX", readonly=True)
    await inbox.open()
    assert (await inbox.select("INBOX", readonly=True)).exists == 0
