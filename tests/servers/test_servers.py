"""The test servers are what they say: mail goes in at one door and comes out where it should."""

from __future__ import annotations

import imaplib
import os
import smtplib
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen

import psycopg
import pytest

from tests.conftest import Mailbox
from tests.servers import HOST, Certificates, Dovecot, Postfix, PostgreSQL, Sink, TokenServer
from tests.servers.guardian import alive


def mail(to: str, *, sender: str = "ann@customer.test", subject: str = "Invoice", body: str = "Hello") -> bytes:
    lines = [f"From: {sender}", f"To: {to}", f"Subject: {subject}", "Message-ID: <1@customer.test>", "", body, ""]
    return "\r\n".join(lines).encode()


def submit(postfix: Postfix, certificates: Certificates, mailbox: Mailbox, to: str) -> None:
    with smtplib.SMTP(HOST, postfix.ports.submission, timeout=20) as client:
        client.starttls(context=certificates.client_context())
        client.login(mailbox.address, mailbox.password)
        client.sendmail(mailbox.address, to, mail(to, sender=mailbox.address))


# ---- Dovecot


def test_a_delivered_mail_is_in_the_inbox_and_the_folders_are_there(mailbox: Mailbox, dovecot: Dovecot) -> None:
    """LMTP in, IMAP out; Sent has its special use."""
    mailbox.deliver(mail(mailbox.address), sender="ann@customer.test")
    (found,) = dovecot.messages(mailbox.address)
    assert b"Subject: Invoice" in found.octets
    assert "\\Seen" not in found.flags
    assert {"INBOX", "Sent", "Drafts", "Junk", "Trash"} <= set(dovecot.folders(mailbox.address))
    with dovecot.imap(mailbox.address) as client:
        assert any(b"\\Sent" in line for line in client.list()[1] if isinstance(line, bytes))


def test_an_appended_mail_has_the_uid_that_was_returned(mailbox: Mailbox, dovecot: Dovecot) -> None:
    """A mail program's copy can be followed by its UID, and keeps its flags."""
    uid = mailbox.append("Sent", mail("ann@customer.test"), flags="\\Seen")
    (found,) = dovecot.messages(mailbox.address, "Sent")
    assert (found.uid, "\\Seen" in found.flags) == (uid, True)


@pytest.mark.parametrize("door", ["starttls", "implicit"])
def test_tls_is_trusted_with_the_authority_and_not_without(
    door: str, dovecot: Dovecot, certificates: Certificates
) -> None:
    """The certificate is good for 127.0.0.1 to those who know the authority, and to nobody else."""

    def connect(context: ssl.SSLContext) -> None:
        if door == "implicit":
            imaplib.IMAP4_SSL(HOST, dovecot.ports.imaps, ssl_context=context, timeout=20).logout()
        else:
            client = imaplib.IMAP4(HOST, dovecot.ports.imap, timeout=20)
            try:
                client.starttls(context)
            finally:
                client.sock.close()

    connect(certificates.client_context())
    with pytest.raises(ssl.SSLCertVerificationError):
        connect(ssl.create_default_context())


def test_xoauth2_lets_in_the_owner_of_a_token_until_it_is_revoked(
    mailbox: Mailbox, new_mailbox: Callable[..., Mailbox], dovecot: Dovecot, tokens: TokenServer
) -> None:
    """Dovecot asks the token server; another mailbox's token and a revoked one are refused."""
    token = tokens.issue(mailbox.address)
    other = new_mailbox()

    def login(user: str) -> str:
        client = imaplib.IMAP4(HOST, dovecot.ports.imap, timeout=20)
        try:
            answer = client.authenticate("XOAUTH2", lambda _: f"user={user}\1auth=Bearer {token}\1\1".encode())
            return answer[0]
        finally:
            client.shutdown()

    assert login(mailbox.address) == "OK"
    with pytest.raises(imaplib.IMAP4.error):
        login(other.address)
    tokens.revoke(mailbox.address)
    with pytest.raises(imaplib.IMAP4.error):
        login(mailbox.address)


def test_the_token_server_grants_what_it_was_told_to_and_nothing_else(tokens: TokenServer) -> None:
    """client_credentials and refresh_token work for those allowed; a scripted answer comes first, once."""
    tokens.allow_client("app", "secret", user="a@firm.test")
    refresh = tokens.allow_refresh("b@firm.test")

    def ask(**form: str) -> bytes:
        with urlopen(tokens.token_url, data=urlencode(form).encode(), timeout=10) as answer:
            return bytes(answer.read())

    assert b"access_token" in ask(grant_type="client_credentials", client_id="app", client_secret="secret")
    assert b"access_token" in ask(grant_type="refresh_token", refresh_token=refresh)
    with pytest.raises(HTTPError, match="401") as refused:
        ask(grant_type="client_credentials", client_id="app", client_secret="wrong")
    refused.value.close()
    tokens.answer_next(503, {"error": "temporarily_unavailable"})
    with pytest.raises(HTTPError, match="503") as away:
        ask(grant_type="refresh_token", refresh_token=refresh)
    away.value.close()
    assert b"access_token" in ask(grant_type="refresh_token", refresh_token=refresh)
    assert len(tokens.requests) == 5


def test_a_changed_password_a_full_mailbox_and_a_removed_user_are_refused(
    mailbox: Mailbox, new_mailbox: Callable[..., Mailbox], dovecot: Dovecot
) -> None:
    """Each refusal a test may need from the server is the server's own."""
    dovecot.set_password(mailbox.address, "another")
    assert not dovecot.accepts(mailbox.address, "correct horse")
    small = new_mailbox(quota_bytes=2_000)
    with pytest.raises(smtplib.SMTPException, match="Quota"):
        small.deliver(mail(small.address, body="long " * 1_000))
    dovecot.remove_user(mailbox.address)
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        mailbox.deliver(mail(mailbox.address))


def test_uidvalidity_changes_and_sessions_are_kicked(mailbox: Mailbox, dovecot: Dovecot) -> None:
    """What a restored mailbox looks like: the same mail under another UIDVALIDITY."""
    mailbox.deliver(mail(mailbox.address))

    def validity() -> bytes:
        with dovecot.imap(mailbox.address) as client:
            return bytes(client.status("INBOX", "(UIDVALIDITY)")[1][0])

    before = validity()
    dovecot.change_uidvalidity(mailbox.address)
    assert validity() != before
    assert len(dovecot.messages(mailbox.address)) == 1


def test_mail_outlives_a_halt_and_a_crash(own_dovecot: Callable[..., Dovecot]) -> None:
    """The ports refuse while the server is away, and the mail is there when it is back."""
    server = own_dovecot(users={"a@firm.test": "secret"})
    server.deliver("a@firm.test", mail("a@firm.test"))
    for stop in (server.halt, server.crash):
        stop()
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection((HOST, server.ports.imap), timeout=5)
        server.resume()
        assert len(server.messages("a@firm.test")) == 1


def test_extra_configuration_takes_effect(own_dovecot: Callable[..., Dovecot]) -> None:
    """A test may set what the harness does not, at the start and at a restart."""
    server = own_dovecot(extra="login_greeting = first")
    for greeting in ("first", "second"):
        server.restart(extra=f"login_greeting = {greeting}")
        with socket.create_connection((HOST, server.ports.imap), timeout=20) as connection:
            assert greeting in connection.recv(1_000).decode()


# ---- Postfix


def test_a_submitted_mail_arrives_in_the_inbox_of_the_domain(
    mailbox: Mailbox,
    new_mailbox: Callable[..., Mailbox],
    dovecot: Dovecot,
    postfix: Postfix,
    certificates: Certificates,
) -> None:
    """Submission with STARTTLS and login, LMTP to Dovecot, IMAP; also for an address with a plus-tag."""
    other = new_mailbox()
    submit(postfix, certificates, mailbox, other.address)
    local, _, domain = other.address.partition("@")
    submit(postfix, certificates, mailbox, f"{local}+tag@{domain}")
    assert len(dovecot.wait_for_messages(other.address, 2)) == 2


def test_a_mail_to_another_domain_arrives_in_the_sink(
    mailbox: Mailbox, postfix: Postfix, sink: Sink, certificates: Certificates
) -> None:
    """Nothing leaves the machine, and the customer's side sees the envelope and the octets."""
    submit(postfix, certificates, mailbox, "ann@customer.test")
    (found,) = sink.wait_for("ann@customer.test")
    assert found.sender == mailbox.address
    assert found.parsed["Subject"] == "Invoice"
    assert found.path.read_bytes() == found.octets


def test_submission_needs_tls_and_a_good_login(mailbox: Mailbox, postfix: Postfix, certificates: Certificates) -> None:
    """Without TLS there is no AUTH, with a wrong password no mail."""
    with smtplib.SMTP(HOST, postfix.ports.submission, timeout=20) as client:
        client.ehlo()
        assert not client.has_extn("auth")
    with smtplib.SMTP_SSL(HOST, postfix.ports.smtps, context=certificates.client_context(), timeout=20) as client:
        with pytest.raises(smtplib.SMTPAuthenticationError):
            client.login(mailbox.address, "wrong")
        client.login(mailbox.address, mailbox.password)


def test_xoauth2_works_at_submission(
    mailbox: Mailbox, postfix: Postfix, certificates: Certificates, tokens: TokenServer
) -> None:
    """Postfix asks Dovecot, which asks the token server."""
    token = tokens.issue(mailbox.address)
    with smtplib.SMTP(HOST, postfix.ports.submission, timeout=20) as client:
        client.starttls(context=certificates.client_context())
        client.ehlo()
        code, _ = client.auth("XOAUTH2", lambda _=None: f"user={mailbox.address}\1auth=Bearer {token}\1\1")
        assert code == 235


def test_mail_to_nobody_bounces_to_its_sender(mailbox: Mailbox, dovecot: Dovecot, postfix: Postfix) -> None:
    """A real bounce by a real mail system."""
    postfix.send(mailbox.address, "nobody@firm.test", mail("nobody@firm.test", sender=mailbox.address))
    (bounce,) = dovecot.wait_for_messages(mailbox.address)
    assert b"multipart/report" in bounce.octets
    assert b"Return-Path: <>" in bounce.octets


def test_policy_refuses_a_recipient_and_a_final_dot_as_often_as_told(postfix: Postfix, sink: Sink) -> None:
    """Greylisting is one refusal and then none; 4xx after the dot leaves nothing behind."""
    to = "grey@customer.test"
    postfix.policy.at_recipient("450 4.2.0 greylisted", recipient=to)
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        postfix.send("a@firm.test", to, mail(to))
    postfix.policy.after_data("451 4.3.0 try later", sender="a@firm.test")
    with pytest.raises(smtplib.SMTPDataError, match="try later"):
        postfix.send("a@firm.test", to, mail(to))
    postfix.send("a@firm.test", to, mail(to))
    assert len(sink.wait_for(to)) == 1
    assert [asked["recipient"] for asked in postfix.policy.asked if asked["protocol_state"] == "RCPT"] == [to] * 3


def test_mail_the_sink_refuses_for_now_stays_in_the_queue_and_arrives_later(postfix: Postfix, sink: Sink) -> None:
    """The relay's own retries are real."""
    to = "later@customer.test"
    sink.refuse("451 4.3.0 not now", recipient=to)
    postfix.send("a@firm.test", to, mail(to))
    assert len(sink.wait_for(to)) == 1
    assert "not now" in postfix.log()


# ---- the sink


def test_a_sink_of_ones_own_demands_tls_and_login(own_sink: Callable[..., Sink], certificates: Certificates) -> None:
    """With TLS and logins asked for, mail without them is refused and mail with them is kept as such."""
    server = own_sink(tls=certificates.server_context(), logins={"me": "secret"})
    with smtplib.SMTP(HOST, server.port, timeout=20) as client:
        with pytest.raises(smtplib.SMTPException):
            client.sendmail("a@firm.test", "b@customer.test", mail("b@customer.test"))
        client.starttls(context=certificates.client_context())
        with pytest.raises(smtplib.SMTPAuthenticationError):
            client.login("me", "wrong")
        client.login("me", "secret")
        client.sendmail("a@firm.test", "b@customer.test", mail("b@customer.test"))
    (kept,) = server.mails
    assert (kept.encrypted, kept.login) == (True, "me")


@pytest.mark.parametrize("at", ["mail", "rcpt", "data"])
def test_a_sink_refuses_where_it_is_told_to(at: str, own_sink: Callable[..., Sink]) -> None:
    """A scripted refusal at each step, once."""
    server = own_sink()
    server.refuse("550 5.7.1 no", at=at)
    with smtplib.SMTP(HOST, server.port, timeout=20) as client:
        with pytest.raises(smtplib.SMTPException):
            client.sendmail("a@firm.test", "b@customer.test", mail("b@customer.test"))
        client.sendmail("a@firm.test", "b@customer.test", mail("b@customer.test"))
    assert len(server.mails) == 1


def test_a_sink_goes_down_and_comes_up_on_its_port(own_sink: Callable[..., Sink]) -> None:
    """An outage of the relay: refused connections, then mail again."""
    server = own_sink()
    server.down()
    with pytest.raises(ConnectionRefusedError):
        smtplib.SMTP(HOST, server.port, timeout=5)
    server.up()
    with smtplib.SMTP(HOST, server.port, timeout=20) as client:
        client.sendmail("a@firm.test", "b@customer.test", mail("b@customer.test"))
    assert len(server.to("b@customer.test")) == 1


# ---- PostgreSQL


def test_each_database_is_new_and_data_outlives_a_crash() -> None:
    """What was committed is there after an end without warning."""
    server = PostgreSQL.start(durable=True)
    try:
        address = server.create_database()
        with psycopg.connect(address) as connection:
            connection.execute("CREATE TABLE kept (n int)")
        server.crash()
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(address, connect_timeout=2)
        server.resume()
        with psycopg.connect(address) as connection:
            assert connection.execute("SELECT count(*) FROM kept").fetchone() == (0,)
        assert server.create_database() != address
    finally:
        server.stop()


def test_the_shared_server_gives_out_an_empty_database(database: str) -> None:
    """A test's database holds nothing of another test's."""
    with psycopg.connect(database) as connection:
        tables = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    assert tables == (0,)


# ---- nothing stays behind


@pytest.mark.needs_dovecot
def test_servers_of_a_killed_test_run_end_and_leave_no_directory(tmp_path: Path) -> None:
    """SIGKILL runs no fixture, and still no server and no directory stays."""
    script = (
        "import os, signal; from tests.servers import Dovecot; server = Dovecot.start();"
        "print(server._process.pid, server.base, flush=True); os.kill(os.getpid(), signal.SIGKILL)"
    )
    root = Path(__file__).resolve().parents[2]
    run = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )
    pid, base = run.stdout.split()
    deadline = time.monotonic() + 20
    while (alive(int(pid)) or Path(base).exists()) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not alive(int(pid))
    assert not Path(base).exists()
