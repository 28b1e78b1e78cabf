"""Nothing is sent in clear, to a stranger, or with a login that was refused (S9, T17, I12, I13)."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import trustme

from tests.outbox.letters import Password, Tokens, fresh, letter
from tests.servers import Certificates, FaultProxy, Postfix, Sink, TokenServer
from tests.servers.toxics import InjectAfterStarttls, LoseReply, StripCapability
from triaged.errors import ConfigurationError, LoginRefused
from triaged.model.letter import Delivered, Phase, TryLater
from triaged.outbox.connection import refuse_plain_beyond_loopback
from triaged.outbox.smtp import SmtpCourier
from triaged.policy.shape import Server

if TYPE_CHECKING:
    from tests.conftest import Mailbox

Courier = Callable[..., SmtpCourier]


def secured(port: int, security: Any, certificates: Certificates | None) -> Server:
    ca = str(certificates.authority) if certificates else ""
    return Server(host="127.0.0.1", port=port, security=security, ca=ca)


@contextmanager
def recorder(upstream: int) -> Iterator[tuple[int, bytearray]]:
    """A port that passes to another one and keeps what the client wrote in clear."""
    heard = bytearray()
    listening = socket.create_server(("127.0.0.1", 0))

    def carry(source: socket.socket, target: socket.socket, keep: bytearray | None) -> None:
        try:
            while data := source.recv(65536):
                if keep is not None:
                    keep.extend(data)
                target.sendall(data)
        except OSError:
            pass
        for end in (source, target):
            end.close()

    def serve() -> None:
        try:
            while True:
                client, _ = listening.accept()
                server = socket.create_connection(("127.0.0.1", upstream))
                threading.Thread(target=carry, args=(client, server, heard), daemon=True).start()
                threading.Thread(target=carry, args=(server, client, None), daemon=True).start()
        except OSError:
            return

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listening.getsockname()[1], heard
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join()


@pytest.mark.parametrize("security", ["tls", "starttls"])
async def test_a_letter_goes_encrypted_and_logged_in(
    *, courier_to: Courier, postfix: Postfix, sink: Sink, mailbox: Mailbox, certificates: Certificates, security: str
) -> None:
    """Implicit TLS and required STARTTLS, with the login that Postfix asks Dovecot about."""
    port = postfix.ports.smtps if security == "tls" else postfix.ports.submission
    with recorder(port) as (heard_at, heard):
        courier = courier_to(secured(heard_at, security, certificates), Password(mailbox.address, mailbox.password))
        sent = letter(sender=mailbox.address)
        assert isinstance(await courier.send(sent), Delivered)
        await courier.close()

    assert sink.wait_for(sent.recipient)
    assert b"Subject" not in heard
    assert sent.recipient.encode() not in heard
    assert b"AUTH" not in heard


async def test_no_letter_leaves_when_starttls_is_stripped(
    courier_to: Courier, own_sink: Any, fault_proxy: Callable[..., FaultProxy], certificates: Certificates
) -> None:
    """Somebody on the line removes the offer of encryption: nothing is sent, not even the login (S9)."""
    sink: Sink = own_sink(tls=certificates.server_context())
    proxy = fault_proxy(sink.port)
    proxy.add(StripCapability(name="STARTTLS"))
    with recorder(proxy.port) as (port, heard):
        courier = courier_to(secured(port, "starttls", certificates), Password("kim", "secret"), command_timeout=2)
        outcome = await courier.send(letter())

    assert isinstance(outcome, TryLater)
    assert (outcome.phase, outcome.shared) == (Phase.CONNECT, True)
    assert sink.mails == []
    assert b"AUTH" not in heard
    assert b"MAIL" not in heard


async def test_what_is_injected_before_the_encryption_is_not_believed(
    courier_to: Courier, own_sink: Any, fault_proxy: Callable[..., FaultProxy], certificates: Certificates
) -> None:
    """An attacker's replies in clear behind the consent to STARTTLS answer nothing (S9)."""
    sink: Sink = own_sink(tls=certificates.server_context())
    proxy = fault_proxy(sink.port)
    proxy.add(InjectAfterStarttls(octets=b"250 2.0.0 kept\r\n" * 6))
    with recorder(proxy.port) as (port, heard):
        outcome = await courier_to(secured(port, "starttls", certificates), command_timeout=2).send(letter())

    assert b"MAIL" not in heard
    assert isinstance(outcome, Delivered) is bool(sink.mails)
    assert all(mail.encrypted for mail in sink.mails)


async def test_a_server_without_starttls_gets_nothing(courier_to: Courier, own_sink: Any) -> None:
    """Encryption that is not offered is not done without."""
    sink: Sink = own_sink()

    outcome = await courier_to(secured(sink.port, "starttls", None)).send(letter())

    assert isinstance(outcome, TryLater)
    assert outcome.shared
    assert sink.mails == []


@pytest.mark.parametrize("security", ["tls", "starttls"])
@pytest.mark.parametrize("wrong", ["authority", "name", "no such file", "not a certificate"])
async def test_a_server_that_is_not_who_it_should_be_gets_nothing(
    *, courier_to: Courier, own_sink: Any, certificates: Certificates, tmp_path: Path, security: str, wrong: str
) -> None:
    """Wrong authority, wrong name: about the relay, told, and tried again; so is a file that cannot be read."""
    sink: Sink = own_sink(tls=certificates.server_context(), implicit_tls=security == "tls")
    server = secured(sink.port, security, None if wrong == "authority" else certificates)
    if wrong == "name":
        trusted = tmp_path / "authority.pem"
        shows_another_name(sink, trusted)
        server = replace(server, ca=str(trusted))
    if wrong == "no such file":
        server = replace(server, ca=str(tmp_path / "none.pem"))
    if wrong == "not a certificate":
        (tmp_path / "empty.pem").write_text("nothing")
        server = replace(server, ca=str(tmp_path / "empty.pem"))

    outcome = await courier_to(server, Password("kim", "secret"), command_timeout=3).send(letter())

    assert isinstance(outcome, TryLater)
    assert (outcome.phase, outcome.shared) == (Phase.CONNECT, True)
    assert outcome.answer
    assert sink.mails == []


def shows_another_name(sink: Sink, trusted: Path) -> None:
    """The sink shows a certificate for another name, from an authority that is trusted."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(trusted))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("elsewhere.test").configure_cert(context)
    sink.down()
    sink.tls = context
    sink.up()


@pytest.mark.parametrize("host", ["mail.firm.test", "192.0.2.1", "10.0.0.1", "2001:db8::1", "127.0.0.1.evil.test"])
async def test_plain_is_for_this_machine_only(courier_to: Courier, host: str) -> None:
    """Mail in clear beyond loopback is a mistake in rules.toml (T17)."""
    with pytest.raises(ConfigurationError, match="unencrypted"):
        await courier_to(Server(host=host, port=25, security="plain")).send(letter())


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.0.0.2", "::1"])
def test_plain_to_this_machine_is_allowed(host: str) -> None:
    """A relay on the same machine needs no encryption."""
    refuse_plain_beyond_loopback(Server(host=host, port=25, security="plain"))


async def test_a_wrong_password_is_a_refused_login(
    courier_to: Courier, postfix: Postfix, mailbox: Mailbox, certificates: Certificates
) -> None:
    """The refusal names the server and the user, never the password; nothing is sent (I12)."""
    server = secured(postfix.ports.submission, "starttls", certificates)
    courier = courier_to(server, Password(mailbox.address, "wrong horse"))

    with pytest.raises(LoginRefused) as refused:
        await courier.send(letter())

    assert "127.0.0.1" in str(refused.value)
    assert mailbox.address in str(refused.value)
    assert "wrong horse" not in str(refused.value)


async def test_a_password_no_login_can_carry_is_a_refused_login(
    courier_to: Courier, postfix: Postfix, mailbox: Mailbox, certificates: Certificates
) -> None:
    """Any text may stand in a password file: the courier does not break on it."""
    server = secured(postfix.ports.submission, "starttls", certificates)
    for secret in ("pässwörd €", "two\r\nlines", "nul\0nul", "\udcff"):
        with pytest.raises(LoginRefused):
            await courier_to(server, Password(mailbox.address, secret)).send(letter())


async def test_a_login_that_cannot_be_answered_now_is_tried_later(
    courier_to: Courier, own_sink: Any, fault_proxy: Callable[..., FaultProxy]
) -> None:
    """A connection that ends during the login is no refused login."""
    sink: Sink = own_sink(logins={"kim": "secret"})
    proxy = fault_proxy(sink.port)
    proxy.add(LoseReply(to="AUTH"))

    outcome = await courier_to(proxy.port, Password("kim", "secret")).send(letter())

    assert isinstance(outcome, TryLater)
    assert (outcome.phase, outcome.shared) == (Phase.CONNECT, True)


async def test_a_refused_token_is_replaced_once(
    *,
    courier_to: Courier,
    postfix: Postfix,
    tokens: TokenServer,
    mailbox: Mailbox,
    certificates: Certificates,
    sink: Sink,
) -> None:
    """XOAUTH2: the provider ended the token early, the next one is taken (I13)."""
    login = Tokens(mailbox.address, ["ended", tokens.issue(mailbox.address)])
    courier = courier_to(secured(postfix.ports.submission, "starttls", certificates), login)
    sent = letter(sender=mailbox.address, recipient=fresh())

    assert isinstance(await courier.send(sent), Delivered)
    assert login.asked == [False, True]
    assert sink.wait_for(sent.recipient)


async def test_a_token_refused_twice_is_a_refused_login(
    courier_to: Courier, postfix: Postfix, tokens: TokenServer, mailbox: Mailbox, certificates: Certificates
) -> None:
    """No hammering: one refresh, then the login counts as refused (I12, I13)."""
    login = Tokens(mailbox.address, ["ended", "ended too"])
    courier = courier_to(secured(postfix.ports.submission, "starttls", certificates), login)

    with pytest.raises(LoginRefused) as refused:
        await courier.send(letter())

    assert login.asked == [False, True]
    assert "ended" not in str(refused.value)
