"""Each pitfall of imaplib and IMAPClient (numbers: docs/imap.md), provoked by a scripted server."""

from __future__ import annotations

import asyncio
import base64
import socket
from datetime import UTC, datetime

import pytest

from tests.credentials.accounts import account
from tests.inbox.conftest import Connect, Serve
from tests.inbox.scripted import CAPABILITIES, Peer, literal
from tests.servers.tokens import TokenServer
from triaged.credentials import AccountLogin
from triaged.errors import LoginRefused, ServerUnreachable
from triaged.inbox.limits import Patience
from triaged.policy.shape import OAuth, Secret

LONG = 3_600.0
"""Seconds to wait for mail: a test that needs them has failed."""
SOON = 30.0


async def test_1_news_in_the_same_segment_as_idling_wakes_at_once(serve_both: Serve, connect: Connect) -> None:
    """Pitfall 1, I8: what lies in our buffer already is looked at before the socket is watched."""

    def script(peer: Peer) -> None:
        peer.log_in()
        peer.select()
        peer.done(peer.idle("* 3 EXISTS"))
        peer.until_gone()

    inbox = connect(serve_both(script))
    await inbox.open()
    await inbox.select("INBOX", readonly=True)
    async with asyncio.timeout(SOON):
        assert await inbox.wait(LONG)


async def test_1_news_before_idling_wakes_at_once(serve: Serve, connect: Connect) -> None:
    """Pitfall 1: an untagged answer before the "+" is no error, it is news."""

    def script(peer: Peer) -> None:
        peer.log_in()
        peer.select()
        tag = peer.expect("IDLE")
        peer.send("* 3 EXISTS", "+ idling")
        peer.done(tag)
        peer.until_gone()

    inbox = connect(serve(script))
    await inbox.open()
    await inbox.select("INBOX", readonly=True)
    async with asyncio.timeout(SOON):
        assert await inbox.wait(LONG)


async def test_1_news_between_search_and_idle_is_not_lost(serve: Serve, connect: Connect) -> None:
    """A server that tells of mail within another command does not tell again in IDLE: no IDLE is needed at all."""

    def script(peer: Peer) -> None:
        peer.log_in()
        peer.select()
        peer.answer("UID SEARCH", "* SEARCH 1 2")
        peer.answer("UID FETCH", "* 3 EXISTS")
        peer.answer("NOOP")
        peer.answer("UID SEARCH UID 1:2", "* SEARCH")
        peer.until_gone()

    inbox = connect(serve(script))
    await inbox.open()
    await inbox.select("INBOX", readonly=True)
    assert await inbox.headlines(await inbox.search_from(1)) == ()
    async with asyncio.timeout(SOON):
        assert await inbox.wait(LONG)


async def test_2_a_line_in_two_pieces_is_one_line(serve_both: Serve, connect: Connect) -> None:
    """Pitfall 2, I9: half a line wakes us, and the other half is waited for, not dropped."""

    def script(peer: Peer) -> None:
        peer.log_in()
        peer.select()
        tag = peer.idle()
        peer.raw(b"* 3 EXI")
        assert peer.line() == "DONE"
        peer.raw(f"STS\r\n{tag} OK idle is over\r\n".encode())
        peer.until_gone()

    inbox = connect(serve_both(script))
    await inbox.open()
    await inbox.select("INBOX", readonly=True)
    async with asyncio.timeout(SOON):
        assert await inbox.wait(LONG)


async def test_3_a_connection_closed_in_idle_is_an_error_not_a_loop(serve_both: Serve, connect: Connect) -> None:
    """Pitfall 3, I6: the end of the connection is told once; IDLE is not begun again on it."""

    def script(peer: Peer) -> None:
        peer.log_in()
        peer.select()
        peer.idle()

    server = serve_both(script)
    inbox = connect(server)
    await inbox.open()
    await inbox.select("INBOX", readonly=True)
    async with asyncio.timeout(SOON):
        with pytest.raises(ServerUnreachable, match=r"closed the connection|broke"):
            await inbox.wait(LONG)
        with pytest.raises(ServerUnreachable):
            await inbox.wait(LONG)
    assert server.commands().count("IDLE") == 1
    assert server.connections == 1


async def test_3_a_wake_without_news_does_not_end_the_waiting(serve: Serve, connect: Connect) -> None:
    """A "still here" and a changed flag are not news: IDLE goes on, after a pause, until mail comes."""

    def script(peer: Peer) -> None:
        peer.log_in()
        peer.select()
        for chatter in ("* OK Still here", r"* 1 FETCH (FLAGS (\Seen))"):
            peer.done(peer.idle(chatter))
        peer.done(peer.idle("* 3 EXISTS"))
        peer.until_gone()

    server = serve(script)
    inbox = connect(server, patience=Patience(quiet=0.01))
    await inbox.open()
    await inbox.select("INBOX", readonly=True)
    async with asyncio.timeout(SOON):
        assert await inbox.wait(LONG)
    assert server.commands().count("IDLE") == 3


async def test_4_a_server_that_does_not_end_idle_is_given_up(serve_both: Serve, connect: Connect) -> None:
    """Pitfall 4, I7: DONE has a deadline, and the connection is dropped after it."""

    def script(peer: Peer) -> None:
        peer.log_in()
        peer.select()
        peer.idle()
        peer.until_gone()

    inbox = connect(serve_both(script), patience=Patience(idle=0.2))
    await inbox.open()
    await inbox.select("INBOX", readonly=True)
    with pytest.raises(ServerUnreachable, match="no answer in time"):
        await inbox.wait(0.01)


async def test_5_after_a_timeout_the_connection_is_never_used_again(serve_both: Serve, connect: Connect) -> None:
    """Pitfall 5: whatever comes late is not taken for the answer to another command; `open` makes a new connection."""

    def silent(peer: Peer) -> None:
        peer.log_in()
        peer.select()
        peer.expect("UID SEARCH")
        peer.until_gone()

    def answering(peer: Peer) -> None:
        peer.log_in()
        peer.select()
        peer.answer("UID SEARCH", "* SEARCH 2")
        peer.until_gone()

    server = serve_both(silent, answering)
    inbox = connect(server, patience=Patience(command=0.3))
    await inbox.open()
    await inbox.select("INBOX", readonly=True)
    with pytest.raises(ServerUnreachable, match="no answer in time"):
        await inbox.search_from(1)
    with pytest.raises(ServerUnreachable):
        await inbox.search_from(1)
    assert server.commands().count("UID SEARCH UID 1:*") == 1
    await inbox.open()
    await inbox.select("INBOX", readonly=True)
    assert await inbox.search_from(1) == (2,)
    assert server.connections == 2


async def test_6_a_move_is_believed_when_the_mails_are_gone(serve: Serve, connect: Connect) -> None:
    """Pitfall 6, I3: neither "OK" nor what came with it counts; a stale FETCH does not turn up in the next answer."""

    def script(peer: Peer) -> None:
        peer.log_in()
        peer.select()
        peer.answer("UID MOVE 1:2 ", r"* 1 FETCH (UID 9 FLAGS (\Seen))", ok="OK [COPYUID 1 1:2 5:6] moved")
        peer.answer("UID SEARCH UID 1:2 UNDELETED", "* SEARCH")
        peer.answer("UID FETCH 3 ", "* 1 FETCH (UID 3)")
        peer.answer("NOOP")
        peer.answer("UID SEARCH UID 3", "* SEARCH")
        peer.answer("UID MOVE 1 ")
        peer.answer("UID SEARCH UID 1 UNDELETED", "* SEARCH 1")
        peer.until_gone()

    inbox = connect(serve(script))
    await inbox.open()
    await inbox.select("INBOX", readonly=False)
    await inbox.move((1, 2), "Done")
    assert await inbox.headlines((3,)) == ()
    with pytest.raises(ServerUnreachable, match="still there"):
        await inbox.move((1,), "Done")


async def test_6_seen_is_believed_when_it_is_set(serve: Serve, connect: Connect) -> None:
    """I3: STORE says OK to mails that are gone or may not be changed; a search tells."""

    def script(peer: Peer) -> None:
        peer.log_in()
        peer.select()
        peer.answer(r"UID STORE 4 \+FLAGS.SILENT \(\\Seen\)")
        peer.answer("UID SEARCH UID 4 UNSEEN", "* SEARCH 4")
        peer.until_gone()

    inbox = connect(serve(script))
    await inbox.open()
    await inbox.select("INBOX", readonly=False)
    with pytest.raises(ServerUnreachable, match="still unread"):
        await inbox.mark_seen((4,))


async def test_7_times_are_aware_and_utc(serve: Serve, connect: Connect) -> None:
    """Pitfall 7: INTERNALDATE keeps its meaning whatever the machine's zone is."""

    def script(peer: Peer) -> None:
        peer.log_in()
        peer.select()
        tag = peer.expect("UID FETCH 1 ")
        peer.raw(
            rb'* 1 FETCH (UID 1 RFC822.SIZE 80 INTERNALDATE " 1-Jan-2026 00:30:00 +0200" FLAGS (\Seen) '
            + literal("BODY[HEADER.FIELDS (X-TRIAGED SUBJECT)]<0>", b"Subject: a\r\nX-Triaged: v1.mark\r\n\r\n")
            + f")\r\n{tag} OK done\r\n".encode()
        )
        peer.until_gone()

    inbox = connect(serve(script))
    await inbox.open()
    await inbox.select("INBOX", readonly=True)
    (headline,) = await inbox.headlines((1,))
    assert headline.received == datetime(2025, 12, 31, 22, 30, tzinfo=UTC)
    assert headline.received.tzinfo is UTC
    assert (headline.mark, headline.uidvalidity, headline.flags) == ("v1.mark", 7, frozenset({r"\Seen"}))


async def test_8_a_search_may_find_two_hundred_thousand_mails(serve: Serve, connect: Connect) -> None:
    """Pitfall 8: the one line that answers a SEARCH is longer than imaplib's million octets."""
    uids = range(1_000_000, 1_200_000)

    def script(peer: Peer) -> None:
        peer.log_in()
        peer.select()
        peer.answer("UID SEARCH", "* SEARCH " + " ".join(map(str, uids)))
        peer.until_gone()

    inbox = connect(serve(script))
    await inbox.open()
    await inbox.select("INBOX", readonly=True)
    assert await inbox.search_from(1) == tuple(uids)


async def test_8_the_last_mail_is_not_new_again(serve: Serve, connect: Connect) -> None:
    """The set "5:*" also names the last mail when its UID is 4: it is left out."""

    def script(peer: Peer) -> None:
        peer.log_in()
        peer.select()
        peer.answer("UID SEARCH UID 5:\\*", "* SEARCH 4")
        peer.until_gone()

    inbox = connect(serve(script))
    await inbox.open()
    await inbox.select("INBOX", readonly=True)
    assert await inbox.search_from(5) == ()


async def test_9_small_writes_are_sent_at_once(serve_both: Serve, connect: Connect) -> None:
    """Pitfall 9: TCP_NODELAY is on, and keepalive finds a peer that vanished."""

    def script(peer: Peer) -> None:
        peer.log_in()
        peer.until_gone()

    inbox = connect(serve_both(script))
    await inbox.open()
    assert inbox._connection
    assert inbox._connection._client
    sock = inbox._connection._client.wire.sock
    assert sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
    assert sock.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)


async def test_10_a_refused_token_is_not_sent_twice(
    serve: Serve, connect: Connect, tokens: TokenServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pitfall 10, I13: the error challenge gets an empty line; then one new token, on a new connection."""
    monkeypatch.setenv("CLIENT_SECRET", "secret")
    tokens.allow_client("triaged", "secret", user="help@firm.test")
    challenge = base64.b64encode(b'{"status":"401","schemes":"bearer"}').decode()

    def refusing(peer: Peer) -> None:
        peer.send("* OK ready")
        peer.answer("CAPABILITY", f"* CAPABILITY {CAPABILITIES}")
        tag = peer.expect("AUTHENTICATE XOAUTH2")
        peer.send("+ ")
        peer.line()
        peer.send(f"+ {challenge}")
        assert peer.line() == ""
        peer.send(f"{tag} NO [AUTHENTICATIONFAILED] token refused")
        peer.until_gone()

    def accepting(peer: Peer) -> None:
        peer.send("* OK ready")
        peer.answer("CAPABILITY", f"* CAPABILITY {CAPABILITIES}")
        tag = peer.expect("AUTHENTICATE XOAUTH2")
        peer.send("+ ")
        peer.line()
        peer.send(f"{tag} OK welcome")
        peer.answer("CAPABILITY", f"* CAPABILITY {CAPABILITIES}")
        peer.until_gone()

    grant = OAuth(
        grant="client",
        token_url=tokens.token_url,
        client_id="triaged",
        secret=Secret(scheme="env", name="CLIENT_SECRET"),
        refresh_token=None,
        scope="",
    )
    server = serve(refusing, accepting)
    inbox = connect(server, login=AccountLogin(account(oauth=grant)), mailbox="shared@firm.test")
    await inbox.open()
    said = [base64.b64decode(line) for line in server.received if line and " " not in line]
    assert [part.partition(b"\x01")[0] for part in said] == [b"user=shared@firm.test"] * 2
    assert len(set(said)) == 2

    both_refuse = serve(refusing)
    with pytest.raises(LoginRefused, match="AUTHENTICATIONFAILED"):
        await connect(both_refuse, login=AccountLogin(account(oauth=grant))).open()
    assert both_refuse.connections == 2


async def test_11_starttls_is_required_and_works(serve: Serve, connect: Connect) -> None:
    """Pitfall 11: STARTTLS is our own; capabilities told in clear are asked for again, before and after the login."""

    def script(peer: Peer) -> None:
        peer.send("* OK ready")
        peer.answer("CAPABILITY", "* CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED")
        peer.answer("STARTTLS")
        peer.encrypt()
        peer.answer("CAPABILITY", "* CAPABILITY IMAP4rev1 AUTH=PLAIN")
        tag = peer.expect("AUTHENTICATE PLAIN")
        peer.send("+ ")
        assert base64.b64decode(peer.line()) == b"\x00help@firm.test\x00canary-password"
        peer.send(f"{tag} OK [CAPABILITY IMAP4rev1 OLD] welcome")
        peer.answer("CAPABILITY", "* CAPABILITY IMAP4rev1 IDLE MOVE")
        peer.until_gone()

    inbox = connect(serve(script), security="starttls")
    await inbox.open()
    assert inbox._connection
    assert await inbox._connection.run(lambda client: client.offers) == {"IMAP4REV1", "IDLE", "MOVE"}


@pytest.mark.parametrize(
    ("capabilities", "sent"),
    [
        ("IMAP4rev1 AUTH=PLAIN MOVE", ["UID MOVE"]),
        ("IMAP4rev1 AUTH=PLAIN UIDPLUS", ["UID COPY", "UID STORE", "UID EXPUNGE"]),
        ("IMAP4rev1 AUTH=PLAIN", ["UID COPY", "UID STORE"]),
    ],
)
async def test_12_a_bare_expunge_is_never_sent(
    serve: Serve, connect: Connect, capabilities: str, sent: list[str]
) -> None:
    """Pitfall 12: without MOVE and UIDPLUS the mails stay, marked as deleted: nobody else's mail is expunged."""

    def script(peer: Peer) -> None:
        peer.log_in(capabilities)
        peer.select()
        for command in sent:
            peer.answer(command)
        peer.answer("UID SEARCH", "* SEARCH")
        peer.until_gone()

    server = serve(script)
    inbox = connect(server)
    await inbox.open()
    await inbox.select("INBOX", readonly=False)
    await inbox.move((2, 1), "Done")
    commands = [" ".join(line.split()[:2]) for line in server.commands()]
    assert commands[-len(sent) - 1 : -1] == sent
    assert "EXPUNGE" not in server.commands()


async def test_13_a_cancelled_call_frees_its_thread_and_drops_the_connection(
    serve_both: Serve, connect: Connect
) -> None:
    """Pitfall 13: cancelling must not leave a thread on the socket, nor an answer for the next command."""

    def script(peer: Peer) -> None:
        peer.log_in()
        peer.select()
        peer.expect("UID SEARCH")
        peer.until_gone()

    server = serve_both(script)
    inbox = connect(server)
    await inbox.open()
    await inbox.select("INBOX", readonly=True)
    call = asyncio.create_task(inbox.search_from(1))
    await asyncio.to_thread(server.wait_for, "SEARCH")
    connection = inbox._connection
    assert connection
    (thread,) = connection._worker._threads
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    await asyncio.to_thread(thread.join, SOON)
    assert not thread.is_alive()
    assert not connection.alive
    with pytest.raises(ServerUnreachable):
        await inbox.search_from(1)


@pytest.mark.parametrize("call", ["search", "wait"])
async def test_13_close_ends_a_call_under_way_at_once(serve_both: Serve, connect: Connect, call: str) -> None:
    """The daemon ends within seconds though a server says nothing."""

    def script(peer: Peer) -> None:
        peer.log_in()
        peer.select()
        if call == "wait":
            peer.idle()
        peer.until_gone()

    server = serve_both(script)
    inbox = connect(server)
    await inbox.open()
    await inbox.select("INBOX", readonly=True)
    running = asyncio.create_task(inbox.search_from(1) if call == "search" else inbox.wait(LONG))
    await asyncio.to_thread(server.wait_for, "IDLE" if call == "wait" else "SEARCH")
    await inbox.close()
    async with asyncio.timeout(SOON):
        with pytest.raises(ServerUnreachable):
            await running


async def test_a_server_without_idle_is_asked_by_noop(serve: Serve, connect: Connect) -> None:
    """No IDLE: NOOP from time to time, until it tells of mail."""

    def script(peer: Peer) -> None:
        peer.log_in("IMAP4rev1 AUTH=PLAIN")
        peer.select()
        peer.answer("NOOP")
        peer.answer("NOOP", "* 3 EXISTS")
        peer.until_gone()

    inbox = connect(serve(script), patience=Patience(poll=0.01))
    await inbox.open()
    await inbox.select("INBOX", readonly=True)
    async with asyncio.timeout(SOON):
        assert await inbox.wait(LONG)
