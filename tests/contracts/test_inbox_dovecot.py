"""What only a real server shows: Dovecot changes UIDVALIDITY, kicks, restarts, throttles, and knows XOAUTH2."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING

import pytest

from tests.credentials.accounts import account, environment
from triaged.credentials import AccountLogin
from triaged.errors import FolderChanged, LoginRefused, ServerUnreachable, Throttled
from triaged.inbox import ImapInbox
from triaged.inbox.limits import Patience
from triaged.policy.shape import OAuth, Secret, Server

if TYPE_CHECKING:
    from tests.conftest import Mailbox
    from tests.servers import Dovecot, FaultProxy, TokenServer

pytestmark = pytest.mark.needs_dovecot

SOON = 30.0
MAIL = b"From: a@customer.test\r\nSubject: hello\r\n\r\nhello\r\n"
Open = Callable[..., ImapInbox]


@pytest.fixture
async def open_inbox(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Open]:
    """Makes inboxes on a Dovecot; closed after the test."""
    monkeypatch.setenv("PASSWORD", "correct horse")
    made: list[ImapInbox] = []

    def make(
        server: Dovecot, user: str, *, security: str = "tls", port: int = 0, patience: Patience | None = None
    ) -> ImapInbox:
        where = Server(
            host="localhost",
            port=port or (server.ports.imaps if security == "tls" else server.ports.imap),
            security=security,  # type: ignore[arg-type]
            ca=str(server.certificates.authority),
        )
        entry = account(user=user, imap=where, password=environment("PASSWORD"))
        made.append(ImapInbox("support", entry, AccountLogin(entry), patience=patience))
        return made[-1]

    yield make
    for inbox in made:
        await inbox.close()


@pytest.mark.parametrize("security", ["tls", "starttls", "plain"])
async def test_every_kind_of_security_works(mailbox: Mailbox, open_inbox: Open, security: str) -> None:
    """Implicit TLS, STARTTLS, and plain on loopback: log in, wait, read."""
    inbox = open_inbox(mailbox.server, mailbox.address, security=security)
    await inbox.open()
    await inbox.select("INBOX", readonly=True)
    waiting = asyncio.create_task(inbox.wait(3_600))
    await asyncio.to_thread(mailbox.deliver, MAIL)
    async with asyncio.timeout(SOON):
        assert await waiting
    (raw,) = await inbox.fetch(await inbox.headlines(await inbox.search_from(1)))
    assert b"Subject: hello" in raw.octets


async def test_c2_the_outline_of_a_large_mail_names_its_files(mailbox: Mailbox, open_inbox: Open) -> None:
    """C2: BODYSTRUCTURE tells the text's charset and coding, and the attachments' names, of any language."""
    large = (
        b"Subject: large\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
        b"--x\r\nContent-Type: multipart/alternative; boundary=y\r\n\r\n"
        b"--y\r\nContent-Type: text/plain; charset=ISO-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"gr=FC=DFe\r\n--y\r\nContent-Type: text/html\r\n\r\n<p>hi\r\n--y--\r\n"
        b"--x\r\nContent-Type: image/png\r\nContent-Disposition: attachment; filename*=utf-8''%C3%BCber.png\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n" + b"AAAA\r\n" * 20_000 + b"--x--\r\n"
    )
    await asyncio.to_thread(mailbox.append, "INBOX", large)
    inbox = open_inbox(mailbox.server, mailbox.address)
    await inbox.open()
    await inbox.select("INBOX", readonly=True)
    (raw,) = await inbox.fetch(await inbox.headlines(await inbox.search_from(1)))
    assert raw.text is not None
    assert (raw.text.charset, raw.text.encoding, raw.text.octets) == ("iso-8859-1", "quoted-printable", b"gr=FC=DFe")
    assert [(part.content_type, part.filename) for part in raw.outline] == [
        ("text/plain", ""),
        ("text/html", ""),
        ("image/png", "über.png"),
    ]


async def test_i1_a_changed_uidvalidity_is_a_changed_folder(mailbox: Mailbox, open_inbox: Open) -> None:
    """I1: the folder is rebuilt while selected: FolderChanged, then SELECT tells the new UIDVALIDITY."""
    await asyncio.to_thread(mailbox.deliver, MAIL)
    inbox = open_inbox(mailbox.server, mailbox.address)
    await inbox.open()
    before = await inbox.select("INBOX", readonly=False)
    await asyncio.to_thread(
        mailbox.server.doveadm,
        *("mailbox", "update", "-u", mailbox.address, "--uid-validity", str(before.uidvalidity + 1), "INBOX"),
    )
    with pytest.raises(FolderChanged):
        await inbox.headlines(await inbox.search_from(1))
    await inbox.open()
    after = await inbox.select("INBOX", readonly=False)
    assert after.uidvalidity == before.uidvalidity + 1
    assert len(await inbox.search_from(1)) == 1


async def test_i2_a_deleted_folder_is_a_changed_folder(mailbox: Mailbox, open_inbox: Open) -> None:
    """I2: a folder is deleted while selected: FolderChanged or a closed connection, then SELECT says it is gone."""
    inbox = open_inbox(mailbox.server, mailbox.address)
    await inbox.open()
    await inbox.append("Watched", MAIL, flags=())
    await inbox.select("Watched", readonly=False)
    await asyncio.to_thread(mailbox.server.doveadm, "mailbox", "delete", "-u", mailbox.address, "Watched")

    async def wait_long() -> None:
        while True:
            await inbox.wait(0.05)

    async with asyncio.timeout(SOON):
        with pytest.raises(ServerUnreachable):
            await wait_long()
    await inbox.open()
    with pytest.raises(FolderChanged, match="Watched"):
        await inbox.select("Watched", readonly=False)


async def test_i6_a_kick_ends_the_waiting(mailbox: Mailbox, open_inbox: Open) -> None:
    """I6: the session is ended by the server's administrator while idle: one error, no loop."""
    inbox = open_inbox(mailbox.server, mailbox.address)
    await inbox.open()
    await inbox.select("INBOX", readonly=True)
    waiting = asyncio.create_task(inbox.wait(3_600))
    await asyncio.to_thread(mailbox.server.kick, mailbox.address)
    async with asyncio.timeout(SOON):
        with pytest.raises(ServerUnreachable):
            await waiting


async def test_i10_a_restarted_server_is_found_again(own_dovecot: Callable[..., Dovecot], open_inbox: Open) -> None:
    """I10: the server stops while we wait, refuses while it is away, and is there again."""
    server = await asyncio.to_thread(lambda: own_dovecot(users={"help@firm.test": "correct horse"}))
    inbox = open_inbox(server, "help@firm.test")
    await inbox.open()
    await inbox.select("INBOX", readonly=True)
    waiting = asyncio.create_task(inbox.wait(3_600))
    await asyncio.to_thread(server.halt)
    async with asyncio.timeout(SOON):
        with pytest.raises(ServerUnreachable):
            await waiting
    with pytest.raises(ServerUnreachable, match="nothing listens"):
        await inbox.open()
    await asyncio.to_thread(server.resume)
    await inbox.open()
    assert (await inbox.select("INBOX", readonly=True)).exists == 0


async def test_i7_a_dead_line_is_given_up(
    mailbox: Mailbox, open_inbox: Open, fault_proxy: Callable[..., FaultProxy]
) -> None:
    """I7: nothing comes through any more, in neither direction: the end of the slice tells."""
    from tests.servers.toxics import Blackhole

    proxy = fault_proxy(mailbox.server.ports.imaps)
    inbox = open_inbox(mailbox.server, mailbox.address, port=proxy.port, patience=Patience(idle=0.5))
    await inbox.open()
    await inbox.select("INBOX", readonly=True)
    proxy.add(Blackhole())
    with pytest.raises(ServerUnreachable, match="no answer in time"):
        await inbox.wait(0.01)


async def test_i11_a_full_mailbox_refuses_a_draft_and_goes_on(
    new_mailbox: Callable[..., Mailbox], open_inbox: Open
) -> None:
    """I11: over quota is said in the server's words; the connection stays in order."""
    mailbox = new_mailbox(quota_bytes=2_000)
    inbox = open_inbox(mailbox.server, mailbox.address)
    await inbox.open()
    with pytest.raises(ServerUnreachable, match=r"OVERQUOTA|[Qq]uota"):
        await inbox.append("Drafts", MAIL + b"x" * 10_000, flags=(r"\Draft",))
    assert (await inbox.select("INBOX", readonly=True)).exists == 0


async def test_i14_too_many_connections_ask_for_a_pause(own_dovecot: Callable[..., Dovecot], open_inbox: Open) -> None:
    """I14: Dovecot's [LIMIT] is Throttled, not a refused login."""
    server = await asyncio.to_thread(
        lambda: own_dovecot(users={"help@firm.test": "correct horse"}, connections_per_user=1)
    )
    await open_inbox(server, "help@firm.test").open()
    with pytest.raises(Throttled):
        await open_inbox(server, "help@firm.test").open()


def oauth_login(
    tokens: TokenServer, user: str, monkeypatch: pytest.MonkeyPatch, server: Server
) -> tuple[ImapInbox, AccountLogin]:
    """An inbox that logs in by client credentials."""
    monkeypatch.setenv("CLIENT_SECRET", "secret")
    grant = OAuth(
        grant="client",
        token_url=tokens.token_url,
        client_id="triaged",
        secret=Secret(scheme="env", name="CLIENT_SECRET"),
        refresh_token=None,
        scope="",
    )
    entry = account(user=user, oauth=grant, imap=server)
    login = AccountLogin(entry)
    return ImapInbox("support", entry, login), login


async def test_i13_xoauth2_works_and_a_revoked_token_is_replaced(
    mailbox: Mailbox, tokens: TokenServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """I13: log in by token; revoked at the provider, it is exchanged once and the login works again."""
    where = Server(
        host="localhost",
        port=mailbox.server.ports.imaps,
        security="tls",
        ca=str(mailbox.server.certificates.authority),
    )
    tokens.allow_client("triaged", "secret", user=mailbox.address)
    inbox, login = oauth_login(tokens, mailbox.address, monkeypatch, where)
    await inbox.open()
    assert (await inbox.select("INBOX", readonly=True)).exists == 0
    first = await login.token()
    tokens.revoke(mailbox.address)
    await inbox.open()
    assert (await inbox.select("INBOX", readonly=True)).exists == 0
    assert await login.token() != first
    assert len(tokens.requests) == 2
    await inbox.close()


async def test_i13_a_token_for_somebody_else_is_refused(
    mailbox: Mailbox, tokens: TokenServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server refuses the second token too: LoginRefused, after two requests and no more."""
    where = Server(
        host="localhost",
        port=mailbox.server.ports.imaps,
        security="tls",
        ca=str(mailbox.server.certificates.authority),
    )
    tokens.allow_client("triaged", "secret", user="somebody.else@firm.test")
    inbox, _ = oauth_login(tokens, mailbox.address, monkeypatch, where)
    with pytest.raises(LoginRefused):
        await inbox.open()
    assert len(tokens.requests) == 2
    await inbox.close()
