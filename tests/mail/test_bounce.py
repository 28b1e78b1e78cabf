"""Mails that came back."""

from __future__ import annotations

import pytest

from tests.mail import samples
from tests.mail.samples import mail, read
from triaged.model.mail import Bounce


def test_a_standard_report() -> None:
    """A delivery report gives our id, our mark, the recipient and the status (RFC 3464; T12)."""
    assert read(samples.BOUNCE).bounce == Bounce(
        ids=("<ack.QWERTZ@firm.test>",),
        marks=("v1.ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",),
        recipients=("anna@customer.example",),
        status="5.1.1",
    )


def _part(content_type: str, content: str, top: str = "") -> bytes:
    return mail(
        f"From: postmaster@relay.example\n{top}Content-Type: multipart/mixed; boundary=x\n\n"
        f"--x\n\nIt came back.\n--x\nContent-Type: {content_type}\n\n{content}\n--x--\n"
    )


RETURNED = "From: s@firm.test\nMessage-ID: <ack.A@firm.test>\nX-Triaged: v1.MARK\n"


@pytest.mark.parametrize(
    ("octets", "bounce"),
    [
        (
            _part(
                "message/delivery-status",
                "Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822; A@b.example\nAction: failed\n",
            ),
            Bounce(recipients=("a@b.example",), status="5.0.0"),
        ),
        (
            _part(
                "message/delivery-status",
                "Final-Recipient: rfc822;a@b.example\nAction: delayed\nStatus: 4.4.1 (slow)\n",
            ),
            Bounce(recipients=("a@b.example",), status="4.4.1"),
        ),
        (
            _part("message/delivery-status", "Final-Recipient: rfc822;a@b.example\nAction: delayed\n"),
            Bounce(recipients=("a@b.example",), status="4.0.0"),
        ),
        (
            _part("message/delivery-status", "Final-Recipient: rfc822;a@b.example\nAction: relayed\nStatus: 2.0.0\n"),
            Bounce(status="2.0.0"),
        ),
        (
            _part(
                "message/delivery-status",
                "X: y\n\nFinal-Recipient: rfc822;a@b.example\nAction: delayed\nStatus: 4.2.2\n\n"
                "Final-Recipient: rfc822;c@d.example\nAction: failed\nStatus: 5.7.1\n",
            ),
            Bounce(recipients=("a@b.example", "c@d.example"), status="5.7.1"),
        ),
        (
            _part("text/rfc822-headers", RETURNED, top="X-Failed-Recipients: a@b.example, c@d.example\n"),
            Bounce(ids=("<ack.A@firm.test>",), marks=("v1.MARK",), recipients=("a@b.example", "c@d.example")),
        ),
        (
            mail(f"From: Mail Delivery <mailer-daemon@x.example>\n\n550 5.1.1 unknown\n\n- copy -\n{RETURNED}\nHi\n"),
            Bounce(ids=("<ack.A@firm.test>",), marks=("v1.MARK",), status="5.1.1"),
        ),
        (
            mail("Return-Path: <>\nFrom: x@y.example\n\nReturned:\n> Message-ID: <ack.A@firm.test>\n"),
            Bounce(ids=("<ack.A@firm.test>",)),
        ),
    ],
)
def test_other_reports(octets: bytes, bounce: Bounce) -> None:
    """Other reports, delays, partial failures and header blocks in the text are read alike (N5, N6, T12)."""
    assert read(octets).bounce == bounce


@pytest.mark.parametrize(
    "octets",
    [
        samples.PLAIN,
        samples.READ_RECEIPT,
        samples.FORWARDED_BOUNCE,
        mail(f"From: anna@customer.example\n\nI got this:\n\n{RETURNED}"),
        mail("From: postmaster@relay.example\n\nWe are moving.\n"),
        mail(f"Return-Path: <>\nFrom: a@b.example\nAuto-Submitted: auto-replied\n\nI am away.\n\n> {RETURNED}"),
    ],
)
def test_no_report(octets: bytes) -> None:
    """A person's mail, a read receipt, or a postmaster's own words are no bounce, whatever they quote."""
    assert read(octets).bounce is None


@pytest.mark.parametrize(("status", "final"), [("5.1.1", True), ("", True), ("4.4.1", False), ("2.0.0", False)])
def test_final(status: str, final: bool) -> None:
    """Only a permanent failure, or one without a status, is final."""
    assert Bounce(status=status).final is final
