"""What IMAP, TLS and the network say, as named errors: every kind has its sentence."""

from __future__ import annotations

import imaplib
import socket
import ssl
from collections.abc import Iterator

import imapclient.exceptions
import pytest

from triaged.errors import FolderChanged, LoginRefused, ServerUnreachable, Throttled
from triaged.inbox import answers, wire
from triaged.inbox.faults import CAUGHT, LOGIN, RESPONSE_CODES, translate
from triaged.inbox.wire import Closed, Refusal, TooMuch, Unsafe

WHERE = "imap.firm.test:993"

RFC_5530 = {
    "UNAVAILABLE", "AUTHENTICATIONFAILED", "AUTHORIZATIONFAILED", "EXPIRED", "PRIVACYREQUIRED", "CONTACTADMIN",
    "NOPERM", "INUSE", "EXPUNGEISSUED", "CORRUPTION", "SERVERBUG", "CLIENTBUG", "CANNOT", "LIMIT", "OVERQUOTA",
    "ALREADYEXISTS",
    "NONEXISTENT",
}  # fmt: skip


def test_every_code_of_rfc_5530_is_decided() -> None:
    """No response code is left to chance."""
    assert set(RESPONSE_CODES) >= RFC_5530


@pytest.mark.parametrize(
    ("error", "step", "kind", "said"),
    [
        (Refusal(b"[AUTHENTICATIONFAILED] no"), LOGIN, LoginRefused, "AUTHENTICATIONFAILED"),
        (imaplib.IMAP4.error(b"no"), LOGIN, LoginRefused, "Check user and password"),
        (Refusal(b"[LIMIT] too many"), LOGIN, Throttled, "pause"),
        (Refusal(b"[SERVERBUG] oops"), LOGIN, ServerUnreachable, "oops"),
        (Refusal(b"[EXPIRED] token"), "reading", ServerUnreachable, "token"),
        (Refusal(b"[NONEXISTENT] Mailbox doesn't exist: Sent"), "opening", FolderChanged, "gone"),
        (Refusal(b"[OVERQUOTA] Quota exceeded"), "filing", ServerUnreachable, "Quota exceeded"),
        (imaplib.IMAP4.abort("Mailbox UIDVALIDITY changed"), "reading", FolderChanged, "changed"),
        (imaplib.IMAP4.abort("Mailbox was deleted under us"), "reading", FolderChanged, "changed"),
        (imaplib.IMAP4.abort("Too many connections"), "connecting", Throttled, "pause"),
        (imaplib.IMAP4.abort("unexpected response: b'Dear Sirs'"), "reading", ServerUnreachable, "made no sense"),
        (imaplib.IMAP4.readonly("x is not writable"), "opening", ServerUnreachable, "may only be read"),
        (Closed("x"), "reading", ServerUnreachable, "closed the connection"),
        (TooMuch("x"), "reading", ServerUnreachable, "larger than"),
        (Unsafe("the server offers no STARTTLS"), "connecting", ServerUnreachable, "no STARTTLS"),
        (TimeoutError("x"), "reading", ServerUnreachable, "no answer in time"),
        (ConnectionRefusedError(111, "x"), "connecting", ServerUnreachable, "nothing listens"),
        (ConnectionResetError(104, "Connection reset by peer"), "reading", ServerUnreachable, "Connection reset"),
        (socket.gaierror(-2, "x"), "connecting", ServerUnreachable, "DNS"),
        (ssl.SSLCertVerificationError("x"), "connecting", ServerUnreachable, "`ca`"),
        (ssl.SSLError("x"), "connecting", ServerUnreachable, "`security`"),
        (FileNotFoundError(2, "No such file or directory", "/ca.pem"), "connecting", ServerUnreachable, "No such file"),
        (answers.Malformed("x"), "reading", ServerUnreachable, "not valid IMAP"),
        (TypeError("x"), "reading", ServerUnreachable, "not valid IMAP"),
    ],
)
def test_each_fault_has_its_error(error: Exception, step: str, kind: type, said: str) -> None:
    """The class decides what the daemon does, the sentence names server, step and what to look at."""
    found = translate(error, WHERE, step)
    assert type(found) is kind
    assert said in str(found)
    assert WHERE in str(found)
    assert "Dear Sirs" not in str(found)


def kinds(base: type[Exception]) -> Iterator[type[Exception]]:
    """A class and all below it that are loaded."""
    yield base
    for child in base.__subclasses__():
        yield from kinds(child)


@pytest.mark.parametrize("kind", sorted(set(kinds(imaplib.IMAP4.error)), key=str))
def test_every_error_of_imap_is_translated(kind: type[Exception]) -> None:
    """imaplib's, IMAPClient's and our own errors all end in one of the four named ones."""
    assert issubclass(kind, CAUGHT)
    for step in (LOGIN, "reading"):
        found = translate(kind("x"), WHERE, step)
        assert isinstance(found, ServerUnreachable | LoginRefused)
        assert str(found).endswith(".")


def test_the_libraries_errors_are_all_of_one_family() -> None:
    """What IMAPClient may raise is below imaplib's error, which is caught."""
    for name in ("CapabilityError", "LoginError", "IllegalStateError", "InvalidCriteriaError", "ProtocolError"):
        assert issubclass(getattr(imapclient.exceptions, name), imaplib.IMAP4.error)
    assert issubclass(wire.Refusal, imaplib.IMAP4.error)
    assert not issubclass(wire.Refusal, imaplib.IMAP4.abort)


@pytest.mark.parametrize("words", [b"\x1b[31m" + b"x" * 500, "ä\u202e".encode()])
def test_a_servers_words_are_shown_short_and_plain(words: bytes) -> None:
    """No terminal sequences, no endless texts."""
    text = str(translate(Refusal(words), WHERE, "reading"))
    assert text.isprintable()
    assert len(text) < 220


def test_a_connection_lost_in_a_login_is_no_refused_password() -> None:
    """A login that was cut short failed, but nobody shall look for a wrong password because a server went away."""
    failed = imapclient.exceptions.LoginError("socket error")
    for lost in (Closed("the server closed the connection"), imaplib.IMAP4.abort("socket error")):
        failed.__context__ = lost
        assert type(translate(failed, WHERE, LOGIN)) is ServerUnreachable
    failed.__context__ = imaplib.IMAP4.error("no such user")
    assert isinstance(translate(failed, WHERE, LOGIN), LoginRefused)
