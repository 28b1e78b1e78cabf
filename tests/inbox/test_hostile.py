"""Servers that lie, drip, hang, flood or attack: rows I1 to I16 and T17, T19 of docs/imap.md."""

from __future__ import annotations

import asyncio
import base64
import logging
import ssl
import time

import pytest

from tests.inbox.conftest import PASSWORD, Connect, Serve
from tests.inbox.scripted import CAPABILITIES, Gone, Peer, ScriptedServer, literal
from tests.servers.certificates import issue
from triaged.errors import FolderChanged, LoginRefused, ServerUnreachable, Throttled
from triaged.inbox import limits
from triaged.inbox.client import tls_context
from triaged.inbox.limits import Patience
from triaged.inbox.wire import loopback
from triaged.model.mail import Headline
from triaged.policy.shape import Server

SOON = 30.0
MAIL = b"From: a@customer.test\r\nSubject: hello\r\n\r\n" + b"text\r\n" * 20


def headline(uid: int = 1, size: int = len(MAIL)) -> Headline:
    """A headline as `headlines` gives it."""
    from datetime import UTC, datetime

    return Headline(
        folder="INBOX",
        uidvalidity=7,
        uid=uid,
        size=size,
        received=datetime(2026, 1, 1, tzinfo=UTC),
        flags=frozenset(),
        mark="",
        fields=b"",
    )


def fetch_answer(tag: str, *items: bytes) -> bytes:
    """A whole answer to UID FETCH of one mail."""
    return b"* 1 FETCH (UID 1 " + b" ".join(items) + f")\r\n{tag} OK done\r\n".encode()


async def test_i1_a_new_uidvalidity_in_mid_session_is_noticed(serve: Serve, connect: Connect) -> None:
    """I1: a folder that was replaced while selected raises FolderChanged, whatever the command answered."""

    def script(peer: Peer) -> None:
        peer.log_in()
        peer.select(uidvalidity=7)
        peer.answer("UID SEARCH", "* OK [UIDVALIDITY 8] replaced", "* SEARCH 1")
        peer.until_gone()

    inbox = connect(serve(script))
    await inbox.open()
    await inbox.select("INBOX", readonly=True)
    with pytest.raises(FolderChanged):
        await inbox.search_from(1)


async def test_i3_a_mail_expunged_before_it_is_fetched_is_absent(serve: Serve, connect: Connect) -> None:
    """I3: Dovecot still lists the flags of an expunged mail; a mail the server no longer knows is left out."""

    def script(peer: Peer) -> None:
        peer.log_in()
        peer.select()
        tag = peer.expect("UID FETCH 1:2 ")
        peer.raw(
            b"* 2 FETCH (UID 2 FLAGS ())\r\n" + fetch_answer(tag, literal("BODY[]<0>", MAIL)).replace(b"<0>", b"", 0)
        )
        peer.answer("NOOP", "* 2 EXPUNGE")
        peer.answer("UID SEARCH UID 2", "* SEARCH")
        peer.until_gone()

    inbox = connect(serve(script))
    await inbox.open()
    await inbox.select("INBOX", readonly=True)
    (raw,) = await inbox.fetch((headline(1), headline(2)))
    assert (raw.uid, raw.octets, raw.inbox, raw.whole) == (1, MAIL, "support", True)


async def test_i4_a_mail_cut_short_is_never_given_out(serve: Serve, connect: Connect) -> None:
    """I4: the connection ends after any number of octets of the answer: ServerUnreachable, never half a mail."""
    whole = len(fetch_answer("", literal("BODY[]<0>", MAIL)))
    cuts = [*range(1, whole - len(" OK done\r\n"), max(1, whole // 50))]

    def cutting(at: int) -> object:
        def script(peer: Peer) -> None:
            peer.log_in()
            peer.select()
            peer.raw(fetch_answer(peer.expect("UID FETCH"), literal("BODY[]<0>", MAIL))[:at])

        return script

    server = serve(*[cutting(at) for at in cuts])
    inbox = connect(server)
    for _ in cuts:
        await inbox.open()
        await inbox.select("INBOX", readonly=True)
        with pytest.raises(ServerUnreachable):
            await inbox.fetch((headline(),))
    assert server.connections == len(cuts) >= 50


async def test_i5_a_dripping_server_has_a_total_deadline(serve_both: Serve, connect: Connect) -> None:
    """I5: every octet in time and yet too late: the deadline is for the whole command."""

    def script(peer: Peer) -> None:
        peer.log_in()
        peer.select()
        peer.expect("UID SEARCH")
        while True:
            peer.raw(b"* OK still looking\r\n")
            time.sleep(0.02)

    inbox = connect(serve_both(script), patience=Patience(command=0.3))
    await inbox.open()
    await inbox.select("INBOX", readonly=True)
    async with asyncio.timeout(SOON):
        with pytest.raises(ServerUnreachable, match="no answer in time"):
            await inbox.search_from(1)


@pytest.mark.parametrize("when", ["greeting", "command", "idle"])
async def test_i6_bye_is_the_end(serve: Serve, connect: Connect, when: str) -> None:
    """I6: BYE instead of a greeting, of an answer, or in IDLE."""

    def script(peer: Peer) -> None:
        if when == "greeting":
            peer.send("* BYE come back later")
            return
        peer.log_in()
        peer.select()
        if when == "idle":
            peer.idle("* BYE shutting down")
        else:
            peer.expect("UID SEARCH")
            peer.send("* BYE shutting down")

    inbox = connect(serve(script))

    async def work() -> None:
        await inbox.open()
        await inbox.select("INBOX", readonly=True)
        await (inbox.wait(3_600) if when == "idle" else inbox.search_from(1))

    async with asyncio.timeout(SOON):
        with pytest.raises(ServerUnreachable):
            await work()


LIES = {
    "a literal of three gigabytes": b"* 1 FETCH (UID 1 BODY[] {3000000000}\r\n",
    "a quote without end": b'* 1 FETCH (UID 1 INTERNALDATE "1-Jan)\r\n',
    "no list": b"* 1 FETCH UID 1\r\n",
    "an odd number of items": b"* 1 FETCH (UID 1 FLAGS)\r\n",
    "a UID that is no number": b"* 1 FETCH (UID one FLAGS ())\r\n",
    "a UID of a thousand digits": b"* 1 FETCH (UID " + b"1" * 1000 + b" FLAGS ())\r\n",
    "lists in lists in lists": b"* 1 FETCH (UID 1 X " + b"(" * 5000 + b")" * 5000 + b")\r\n",
    "a list for a mail": b"* 1 FETCH (UID 1 BODY[] (a b))\r\n",
    "no answer at all": b"hello\r\n",
    "a line without CR": b"* 1 FETCH (UID 1)\n",
    "octets": bytes(range(256)) + b"\r\n",
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
async def test_i16_an_answer_that_is_no_imap_ends_the_connection(serve: Serve, connect: Connect, lie: bytes) -> None:
    """I16: a size is looked at before anything is read; whatever cannot be read is one named error."""

    def script(peer: Peer) -> None:
        peer.log_in()
        peer.select()
        tag = peer.expect("UID FETCH")
        peer.raw(lie + f"{tag} OK done\r\n".encode())
        peer.until_gone()

    inbox = connect(serve(script))
    await inbox.open()
    await inbox.select("INBOX", readonly=True)
    with pytest.raises(ServerUnreachable) as caught:
        await inbox.fetch((headline(),))
    assert "UID 1" not in str(caught.value)


async def test_i11_an_answer_that_comes_twice_counts_once(serve: Serve, connect: Connect) -> None:
    """I11: duplicate FETCH answers are merged, an empty one does not overwrite the mail."""

    def script(peer: Peer) -> None:
        peer.log_in()
        peer.select()
        tag = peer.expect("UID FETCH")
        once = b"* 1 FETCH (UID 1 " + literal("BODY[]<0>", MAIL) + b")\r\n"
        peer.raw(once + once + b"* 1 FETCH (UID 1 BODY[]<0> NIL)\r\n* 1 FETCH (FLAGS ())\r\n")
        peer.send(f"{tag} OK done")
        peer.until_gone()

    inbox = connect(serve(script))
    await inbox.open()
    await inbox.select("INBOX", readonly=True)
    (raw,) = await inbox.fetch((headline(),))
    assert raw.octets == MAIL


@pytest.mark.parametrize("body", [b"BODY[]<0> NIL", b"FLAGS ()"])
async def test_i11_a_mail_that_is_kept_back_is_no_expunged_mail(serve: Serve, connect: Connect, body: bytes) -> None:
    """I11: the mail exists, but the answer holds no literal: an error, for otherwise the mail would be lost."""

    def script(peer: Peer) -> None:
        peer.log_in()
        peer.select()
        peer.raw(fetch_answer(peer.expect("UID FETCH"), body))
        peer.answer("NOOP")
        peer.answer("UID SEARCH UID 1", "* SEARCH 1")
        peer.until_gone()

    inbox = connect(serve(script))
    await inbox.open()
    await inbox.select("INBOX", readonly=True)
    with pytest.raises(ServerUnreachable, match="not valid IMAP"):
        await inbox.fetch((headline(),))


async def test_i11_a_lying_size_costs_no_memory(serve: Serve, connect: Connect) -> None:
    """I11: RFC822.SIZE says 100, the mail is huge: twice the limit is fetched, then only header and text."""

    def script(peer: Peer) -> None:
        peer.log_in()
        peer.select()
        tag = peer.expect(rf"UID FETCH 1 \(UID BODY.PEEK\[\]<0\.{limits.LIE}>\)")
        peer.raw(fetch_answer(tag, literal("BODY[]<0>", b"x" * limits.LIE)))
        structure = b'BODYSTRUCTURE ("TEXT" "PLAIN" ("CHARSET" "UTF-8") NIL NIL "8BIT" 9000000 99)'
        tag = peer.expect(rf"UID FETCH 1 \(UID BODYSTRUCTURE BODY.PEEK\[HEADER\]<0\.{limits.HEADER}>\)")
        peer.raw(fetch_answer(tag, structure, literal("BODY[HEADER]<0>", b"Subject: a\r\n\r\n")))
        tag = peer.expect(rf"UID FETCH 1 \(UID BODY.PEEK\[1\]<0\.{limits.TEXT}>\)")
        peer.raw(fetch_answer(tag, literal("BODY[1]<0>", b"hello")))
        peer.until_gone()

    inbox = connect(serve(script))
    await inbox.open()
    await inbox.select("INBOX", readonly=True)
    (raw,) = await inbox.fetch((headline(size=100),))
    assert raw.text is not None
    assert (raw.whole, raw.octets, raw.text.octets, raw.text.charset) == (
        False,
        b"Subject: a\r\n\r\n",
        b"hello",
        "utf-8",
    )
    assert [part.size for part in raw.outline] == [9_000_000]


FLOODS = {
    "a line without end": lambda: b"* OK " + b"x" * (limits.LINE + 10),
    "lines without end": lambda: b"* OK x\r\n" * (limits.LINES + 1),
    "literals without end": lambda: (b"* 1 FETCH (UID 1 X {500000}\r\n" + b"x" * 500_000 + b")\r\n") * 70,
}


@pytest.mark.parametrize("flood", FLOODS.values(), ids=FLOODS)
async def test_t19_a_flood_has_an_end(serve: Serve, connect: Connect, flood: object) -> None:
    """T19: octets of a line, lines and octets of an answer are all limited."""

    def script(peer: Peer) -> None:
        peer.log_in()
        peer.select()
        peer.expect("UID FETCH")
        peer.raw(flood())  # type: ignore[operator]
        peer.until_gone()

    inbox = connect(serve(script))
    await inbox.open()
    await inbox.select("INBOX", readonly=True)
    with pytest.raises(ServerUnreachable, match="larger than any honest one"):
        await inbox.fetch((headline(),))


def said_nothing_secret(server: ScriptedServer) -> bool:
    """Whether neither LOGIN nor AUTHENTICATE nor the password, in any coding, was sent."""
    words = " ".join(server.received)
    coded = base64.b64encode(f"\0help@firm.test\0{PASSWORD}".encode()).decode()
    return not any(word in words for word in ("LOGIN", "AUTHENTICATE", PASSWORD, coded))


async def test_t17_stripped_starttls_ends_before_the_password(serve: Serve, connect: Connect) -> None:
    """T17: somebody in between takes STARTTLS out of the capabilities: nothing is sent in clear."""

    def script(peer: Peer) -> None:
        peer.send("* OK ready")
        peer.answer("CAPABILITY", "* CAPABILITY IMAP4rev1 AUTH=PLAIN")
        peer.until_gone()

    server = serve(script)
    with pytest.raises(ServerUnreachable, match="STARTTLS"):
        await connect(server, security="starttls").open()
    assert said_nothing_secret(server)


async def test_t17_a_refused_starttls_ends_before_the_password(serve: Serve, connect: Connect) -> None:
    """T17: NO to STARTTLS is not "then without"."""

    def script(peer: Peer) -> None:
        peer.send("* OK ready")
        peer.answer("CAPABILITY", "* CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN")
        peer.answer("STARTTLS", ok="NO not today")
        peer.until_gone()

    server = serve(script)
    with pytest.raises(ServerUnreachable, match="STARTTLS"):
        await connect(server, security="starttls").open()
    assert said_nothing_secret(server)


async def test_t17_what_is_injected_behind_starttls_is_refused(serve: Serve, connect: Connect) -> None:
    """T17, CVE-2026-115559: octets in clear behind the OK are not read as if they had come over TLS."""

    def script(peer: Peer) -> None:
        peer.send("* OK ready")
        peer.answer("CAPABILITY", "* CAPABILITY IMAP4rev1 STARTTLS")
        tag = peer.expect("STARTTLS")
        peer.send(f"{tag} OK go", "* CAPABILITY IMAP4rev1 AUTH=PLAIN")
        peer.until_gone()

    server = serve(script)
    with pytest.raises(ServerUnreachable, match="somebody may sit in between"):
        await connect(server, security="starttls").open()
    assert said_nothing_secret(server)


@pytest.mark.parametrize("security", ["plain", "starttls", "tls"])
async def test_t17_preauth_is_refused(serve: Serve, connect: Connect, security: str) -> None:
    """T17: who says that we are logged in already shows us somebody else's mailbox."""

    def script(peer: Peer) -> None:
        peer.send("* PREAUTH welcome")
        peer.answer("CAPABILITY", f"* CAPABILITY {CAPABILITIES} STARTTLS")
        peer.until_gone()

    server = serve(script, tls=security == "tls")
    with pytest.raises(ServerUnreachable, match="PREAUTH"):
        await connect(server, security=security).open()
    assert said_nothing_secret(server)


async def test_t17_logindisabled_is_obeyed(serve: Serve, connect: Connect) -> None:
    """T17: LOGIN is not sent to a server that says LOGINDISABLED."""

    def script(peer: Peer) -> None:
        peer.send("* OK ready")
        peer.answer("CAPABILITY", "* CAPABILITY IMAP4rev1 LOGINDISABLED")
        peer.until_gone()

    server = serve(script)
    with pytest.raises(ServerUnreachable, match="LOGINDISABLED"):
        await connect(server).open()
    assert said_nothing_secret(server)


async def test_login_is_used_where_plain_is_not_offered(serve: Serve, connect: Connect) -> None:
    """Without AUTH=PLAIN the LOGIN command is used, user and password quoted."""

    def script(peer: Peer) -> None:
        peer.send("* OK ready")
        peer.answer("CAPABILITY", "* CAPABILITY IMAP4rev1")
        peer.answer(f'LOGIN "help@firm.test" "{PASSWORD}"')
        peer.answer("CAPABILITY", "* CAPABILITY IMAP4rev1")
        peer.select()
        peer.until_gone()

    inbox = connect(serve(script))
    await inbox.open()
    assert (await inbox.select("INBOX", readonly=False)).name == "INBOX"


async def test_t17_a_strangers_certificate_is_refused(serve: Serve, connect: Connect) -> None:
    """T17: an unknown authority, and a known one for another name."""
    strangers = issue("localhost", "127.0.0.1")
    others = issue("mail.other.test")

    def script(peer: Peer) -> None:
        peer.log_in()

    for certificates in (strangers, others):
        server = serve(script, tls=True)
        server.certificates = certificates
        with pytest.raises(ServerUnreachable, match="certificate is not valid"):
            await connect(server).open()
        assert server.received == []


def test_t17_old_tls_is_not_spoken() -> None:
    """T17: TLS 1.2 at least, certificates verified, and the host's name with them."""
    context = tls_context(Server(host="mail.firm.test", port=993, security="tls"))
    assert context
    assert context.minimum_version == ssl.TLSVersion.TLSv1_2
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)


@pytest.mark.parametrize(
    ("address", "inside"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("192.168.1.10", False),
        ("::ffff:10.0.0.1", False),
        ("fe80::1%eth0", False),
        ("0.0.0.0", False),
    ],
)
def test_t17_plain_is_for_this_machine_only(address: str, inside: bool) -> None:
    """T17: the address that was really connected to decides, not the name."""
    assert loopback(address) is inside


async def test_t17_a_plain_connection_beyond_this_machine_is_given_up(
    serve: Serve, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    """T17: were the address not a loopback one, not an octet would be sent."""

    def script(peer: Peer) -> None:
        peer.until_gone()

    server = serve(script)
    monkeypatch.setattr("triaged.inbox.wire.loopback", lambda address: False)
    with pytest.raises(ServerUnreachable, match="only within this machine"):
        await connect(server).open()
    assert server.received == []


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ("NO [AUTHENTICATIONFAILED] wrong password of help@firm.test", LoginRefused),
        ("NO [EXPIRED] change it", LoginRefused),
        ("NO wrong", LoginRefused),
        ("NO [LIMIT] Maximum number of connections from user+IP exceeded", Throttled),
        ("NO [THROTTLED] later", Throttled),
        ("NO [UNAVAILABLE] the directory is down", Throttled),
        ("NO Too many simultaneous connections. (Failure)", Throttled),
        ("BAD what", LoginRefused),
    ],
)
async def test_i12_i14_a_refused_login_is_told_from_a_busy_server(
    serve: Serve, connect: Connect, answer: str, error: type[Exception]
) -> None:
    """I12, I14: a refusal waits for a person, a pause passes by itself; the message tells no address, no password."""

    def script(peer: Peer) -> None:
        peer.send("* OK ready")
        peer.answer("CAPABILITY", f"* CAPABILITY {CAPABILITIES}")
        tag = peer.expect("AUTHENTICATE PLAIN")
        peer.send("+ ")
        peer.line()
        peer.send(f"{tag} {answer}")
        peer.until_gone()

    with pytest.raises(error) as caught:
        await connect(serve(script)).open()
    assert type(caught.value) is error
    assert "help@firm.test" not in str(caught.value)
    assert PASSWORD not in repr((caught.value, caught.value.__cause__))


async def test_i13_an_expired_session_reconnects(serve: Serve, connect: Connect) -> None:
    """I13: [EXPIRED] in mid-session is no refused login: the next login will tell."""

    def script(peer: Peer) -> None:
        peer.log_in()
        peer.select()
        peer.answer("UID SEARCH", ok="NO [EXPIRED] token")
        peer.until_gone()

    inbox = connect(serve(script))
    await inbox.open()
    await inbox.select("INBOX", readonly=True)
    with pytest.raises(ServerUnreachable) as caught:
        await inbox.search_from(1)
    assert type(caught.value) is ServerUnreachable


async def test_nothing_listens(connect: Connect, serve: Serve) -> None:
    """Connection refused: one sentence with host and port."""

    def script(peer: Peer) -> None:
        raise Gone

    server = serve(script)
    inbox = connect(server)
    server.stop()
    with pytest.raises(ServerUnreachable, match=rf"127\.0\.0\.1:{inbox._account.imap.port}: connecting failed"):
        await inbox.open()


async def test_a_readonly_folder_says_so(serve: Serve, connect: Connect) -> None:
    """A folder that is opened for writing and is not writable is named as such."""

    def script(peer: Peer) -> None:
        peer.log_in()
        peer.answer("SELECT", "* 0 EXISTS", "* OK [UIDVALIDITY 1] x", "* OK [READ-ONLY] x", ok="OK [READ-ONLY] done")
        peer.until_gone()

    inbox = connect(serve(script))
    await inbox.open()
    with pytest.raises(ServerUnreachable, match="may only be read"):
        await inbox.select("INBOX", readonly=False)


async def test_t15_nothing_secret_is_logged(serve: Serve, connect: Connect, caplog: pytest.LogCaptureFixture) -> None:
    """T15: with every logger at DEBUG neither password nor mail is in the log, also when the session breaks."""

    def script(peer: Peer) -> None:
        peer.log_in()
        peer.select()
        peer.raw(fetch_answer(peer.expect("UID FETCH"), literal("BODY[]<0>", MAIL + b"canary-body")))
        peer.expect("UID FETCH")
        peer.send("canary-body is no answer")

    inbox = connect(serve(script))
    with caplog.at_level(logging.DEBUG):
        await inbox.open()
        await inbox.select("INBOX", readonly=True)
        (raw,) = await inbox.fetch((headline(),))
        with pytest.raises(ServerUnreachable) as caught:
            await inbox.fetch((headline(),))
    coded = base64.b64encode(f"\0help@firm.test\0{PASSWORD}".encode()).decode()
    assert b"canary-body" in raw.octets
    for secret in (PASSWORD, coded, "canary-body", "help@firm.test"):
        assert secret not in caplog.text
        assert secret not in str(caught.value)


async def test_a_visit_takes_few_commands(serve: Serve, connect: Connect) -> None:
    """Two new mails cost one SEARCH, one FETCH of headlines, one FETCH of mails, and IDLE."""
    fields = b"Subject: a\r\n\r\n"

    def script(peer: Peer) -> None:
        peer.log_in()
        peer.select()
        peer.answer("UID SEARCH", "* SEARCH 1 2")
        tag = peer.expect("UID FETCH 1:2 ")
        for uid in (1, 2):
            peer.raw(
                f'* {uid} FETCH (UID {uid} RFC822.SIZE 300 INTERNALDATE "1-Jan-2026 00:00:00 +0000" FLAGS () '.encode()
                + literal("BODY[HEADER.FIELDS (SUBJECT)]<0>", fields)
                + b")\r\n"
            )
        peer.send(f"{tag} OK done")
        tag = peer.expect("UID FETCH 1:2 ")
        for uid in (1, 2):
            peer.raw(f"* {uid} FETCH (UID {uid} ".encode() + literal("BODY[]<0>", MAIL) + b")\r\n")
        peer.send(f"{tag} OK done")
        peer.done(peer.idle("* 3 EXISTS"))
        peer.until_gone()

    server = serve(script)
    inbox = connect(server)
    await inbox.open()
    await inbox.select("INBOX", readonly=True)
    raws = await inbox.fetch(await inbox.headlines(await inbox.search_from(1)))
    assert [raw.octets for raw in raws] == [MAIL, MAIL]
    async with asyncio.timeout(SOON):
        assert await inbox.wait(3_600)
    words = [line.split() for line in server.commands() if " " in line or line in {"CAPABILITY", "IDLE"}]
    assert [" ".join(word[: 2 if word[0] == "UID" else 1]) for word in words] == [
        *("CAPABILITY", "AUTHENTICATE", "CAPABILITY", "EXAMINE"),
        *("UID SEARCH", "UID FETCH", "UID FETCH", "IDLE"),
    ]
