"""Each fault of the proxy does to a connection what it says, and nothing when it is not asked for."""

from __future__ import annotations

import imaplib
import smtplib
import socket
import time
from collections.abc import Callable

import pytest

from tests.conftest import Mailbox
from tests.servers import HOST, Certificates, Dovecot, FaultProxy, Sink
from tests.servers.toxics import (
    Blackhole,
    CutMidLiteral,
    Drip,
    DuplicateExists,
    InjectAfterStarttls,
    Latency,
    LimitData,
    LoseReply,
    MergeSegments,
    ReplaceReply,
    ResetPeer,
    RewriteMessageId,
    Slicer,
    StripCapability,
    Toxic,
)

Start = Callable[..., FaultProxy]
OCTETS = b"From: a@firm.test\r\nTo: b@customer.test\r\nMessage-ID:\r\n <own@firm.test>\r\nSubject: x\r\n\r\nHello\r\n"


def send(port: int, *, seconds: float = 10.0) -> None:
    with smtplib.SMTP(HOST, port, timeout=seconds) as client:
        client.sendmail("a@firm.test", "b@customer.test", OCTETS)


@pytest.mark.parametrize(
    "toxic", [Latency(seconds=0.01, jitter=0.01), Slicer(), Slicer(size=7, ragged=True), Drip(pause=0.0005)]
)
def test_a_slow_line_changes_nothing_but_time(toxic: Toxic, sink: Sink, fault_proxy: Start) -> None:
    """Octets arrive complete and in order however they are cut up."""
    proxy = fault_proxy(sink.port)
    proxy.add(toxic)
    send(proxy.port)
    assert sink.mails[0].octets == OCTETS


def test_without_toxics_and_after_clear_everything_passes(sink: Sink, fault_proxy: Start) -> None:
    """The proxy alone is no fault."""
    proxy = fault_proxy(sink.port)
    send(proxy.port)
    proxy.add(ResetPeer())
    with pytest.raises((smtplib.SMTPServerDisconnected, ConnectionError)):
        send(proxy.port)
    proxy.clear()
    send(proxy.port)
    assert (len(sink.mails), proxy.connections) == (2, 3)


def test_a_lost_reply_to_the_final_dot_leaves_an_accepted_mail(sink: Sink, fault_proxy: Start) -> None:
    """The server has the mail, the client sees only a cut connection; once."""
    proxy = fault_proxy(sink.port)
    proxy.add(LoseReply(to=".", times=1))
    with pytest.raises(smtplib.SMTPServerDisconnected):
        send(proxy.port)
    assert len(sink.mails) == 1
    send(proxy.port)
    assert len(sink.mails) == 2


@pytest.mark.parametrize("command", ["EHLO", "MAIL", "RCPT", "DATA"])
def test_a_reply_lost_before_the_mail_leaves_no_mail(command: str, sink: Sink, fault_proxy: Start) -> None:
    """Every phase before the payload can be cut."""
    proxy = fault_proxy(sink.port)
    proxy.add(LoseReply(to=command))
    with pytest.raises(smtplib.SMTPServerDisconnected):
        send(proxy.port)
    assert sink.mails == []


def test_a_hung_reply_and_a_black_hole_are_silent(sink: Sink, fault_proxy: Start) -> None:
    """The connection stays open and nothing comes: only a time-out ends it."""
    proxy = fault_proxy(sink.port)
    proxy.add(LoseReply(to=".", hang=True, times=1))
    with pytest.raises((TimeoutError, smtplib.SMTPServerDisconnected), match="timed out"):
        send(proxy.port, seconds=0.3)
    assert len(sink.mails) == 1
    proxy.add(Blackhole())
    with pytest.raises((TimeoutError, smtplib.SMTPServerDisconnected), match="timed out"):
        send(proxy.port, seconds=0.3)


def test_another_answer_after_acceptance(sink: Sink, fault_proxy: Start) -> None:
    """A broken relay accepts and says 451; another says 421 to any command."""
    proxy = fault_proxy(sink.port)
    proxy.add(ReplaceReply(times=1), ReplaceReply(to="RCPT", reply=b"421 4.3.2 closing\r\n", times=2))
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        send(proxy.port)
    proxy.clear()
    proxy.add(ReplaceReply(times=1))
    with pytest.raises(smtplib.SMTPDataError, match="451"):
        send(proxy.port)
    assert len(sink.mails) == 1


def test_a_connection_ends_after_so_many_octets(sink: Sink, fault_proxy: Start) -> None:
    """Neither more nor fewer octets arrive than the limit."""
    proxy = fault_proxy(sink.port)
    proxy.add(LimitData(octets=5))
    with socket.create_connection((HOST, proxy.port), timeout=10) as connection:
        received = b""
        while data := connection.recv(100):
            received += data
    assert len(received) == 5


def test_segments_are_merged(sink: Sink, fault_proxy: Start) -> None:
    """Two replies arrive in one segment."""
    proxy = fault_proxy(sink.port)
    proxy.add(MergeSegments(seconds=0.2))
    with socket.create_connection((HOST, proxy.port), timeout=10) as connection:
        connection.recv(1_000)
        connection.sendall(b"NOOP\r\n")
        time.sleep(0.02)
        connection.sendall(b"NOOP\r\n")
        assert connection.recv(1_000).count(b"\r\n") == 2


def test_a_message_id_is_replaced_on_the_way(sink: Sink, fault_proxy: Start) -> None:
    """Also one that stands on a folded line; the rest is untouched."""
    proxy = fault_proxy(sink.port)
    proxy.add(RewriteMessageId(value=b"<new@relay.test>"))
    send(proxy.port)
    assert sink.mails[0].octets == OCTETS.replace(b"\r\n <own@firm.test>", b" <new@relay.test>")


def test_starttls_is_stripped(own_sink: Callable[..., Sink], certificates: Certificates, fault_proxy: Start) -> None:
    """A client which takes TLS when it is offered is not offered it."""
    sink = own_sink(tls=certificates.server_context())
    proxy = fault_proxy(sink.port)
    proxy.add(StripCapability(name="STARTTLS"))
    with smtplib.SMTP(HOST, proxy.port, timeout=10) as client:
        client.ehlo()
        assert not client.has_extn("starttls")
        assert client.has_extn("8bitmime")


def test_a_server_goes_down_and_comes_back(sink: Sink, fault_proxy: Start) -> None:
    """Refused connections, then none."""
    proxy = fault_proxy(sink.port)
    proxy.down()
    with pytest.raises(ConnectionRefusedError):
        send(proxy.port)
    proxy.up()
    send(proxy.port)


def test_the_seed_decides_which_connections_are_hit(sink: Sink, fault_proxy: Start) -> None:
    """The same seed hits the same connections, and about as many as the chance says."""

    def hits(seed: int) -> list[bool]:
        proxy = fault_proxy(sink.port, seed=seed)
        proxy.chance = 0.5
        proxy.add(ResetPeer())
        seen = []
        for _ in range(20):
            try:
                with socket.create_connection((HOST, proxy.port), timeout=10) as connection:
                    seen.append(not connection.recv(100))
            except ConnectionResetError:
                seen.append(True)
        return seen

    first = hits(7)
    assert first == hits(7)
    assert 0 < sum(first) < 20


def test_imap_is_cut_within_a_literal_and_seen_through_tls(
    mailbox: Mailbox, dovecot: Dovecot, certificates: Certificates, fault_proxy: Start
) -> None:
    """The proxy ends TLS on both sides and finds the literal of a FETCH."""
    mailbox.deliver(OCTETS)
    proxy = fault_proxy(dovecot.ports.imaps, tls=certificates)
    client = imaplib.IMAP4_SSL(HOST, proxy.port, ssl_context=certificates.client_context(), timeout=10)
    client.login(mailbox.address, mailbox.password)
    client.select()
    proxy.add(DuplicateExists(), CutMidLiteral())
    with pytest.raises(imaplib.IMAP4.abort):
        client.uid("FETCH", "1:*", "BODY.PEEK[]")
    client.shutdown()


def test_plain_text_is_injected_behind_starttls(dovecot: Dovecot, fault_proxy: Start) -> None:
    """The consent and the attacker's line come in one segment."""
    proxy = fault_proxy(dovecot.ports.imap)
    proxy.add(InjectAfterStarttls(octets=b"* 99 EXISTS\r\n"))
    with socket.create_connection((HOST, proxy.port), timeout=10) as connection:
        connection.recv(1_000)
        connection.sendall(b"A1 STARTTLS\r\n")
        assert connection.recv(1_000).endswith(b"* 99 EXISTS\r\n")


def test_an_imap_reply_is_lost_by_the_name_of_its_command(
    mailbox: Mailbox, dovecot: Dovecot, fault_proxy: Start
) -> None:
    """UID commands are told from others."""
    mailbox.deliver(OCTETS)
    proxy = fault_proxy(dovecot.ports.imap)
    client = imaplib.IMAP4(HOST, proxy.port, timeout=10)
    client.login(mailbox.address, mailbox.password)
    client.select()
    proxy.add(LoseReply(to="UID STORE"))
    assert client.uid("SEARCH", "ALL")[0] == "OK"
    with pytest.raises(imaplib.IMAP4.abort):
        client.uid("STORE", "1", "+FLAGS", "\\Flagged")
    assert "\\Flagged" in dovecot.messages(mailbox.address)[0].flags
    client.shutdown()
