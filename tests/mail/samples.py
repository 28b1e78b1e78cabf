"""Mails written for this project, one a shape that arrives in practice: for the tests, and seeds for the fuzzer."""

from __future__ import annotations

from datetime import UTC, datetime

from triaged.mail.limits import ParseLimits
from triaged.mail.parse import parse
from triaged.model.mail import FetchedPart, Message, PartOutline, RawMessage, Unreadable

RECEIVED = datetime(2026, 11, 3, 9, 30, tzinfo=UTC)

_TOP = (
    "Return-Path: <anna@customer.example>\n"
    "Received: from mx.customer.example by in.firm.test; Tue, 3 Nov 2026 10:30:00 +0100\n"
    "From: Anna Berg <anna@customer.example>\n"
    "To: Support <support@firm.test>\n"
    "Subject: Invoice 4711 is wrong\n"
    "Date: Tue, 3 Nov 2026 10:29:58 +0100\n"
    "Message-ID: <4711.anna@customer.example>\n"
    "MIME-Version: 1.0\n"
)


def mail(text: str) -> bytes:
    """The octets of a mail written with plain line ends."""
    return text.replace("\n", "\r\n").encode("utf-8")


def with_top(rest: str) -> bytes:
    """A usual customer's header block, continued by `rest` (header fields, an empty line, the body)."""
    return mail(_TOP + rest)


def raw(
    octets: bytes, *, whole: bool = True, text: FetchedPart | None = None, outline: tuple[PartOutline, ...] = ()
) -> RawMessage:
    """These octets as fetched from the inbox `help`."""
    return RawMessage(
        inbox="help",
        folder="INBOX",
        uidvalidity=7,
        uid=42,
        received=RECEIVED,
        size=len(octets),
        octets=octets,
        whole=whole,
        text=text,
        outline=outline,
    )


def read(octets: bytes, limits: ParseLimits | None = None) -> Message:
    """The Message of these octets, which must not be Unreadable."""
    message = parse(raw(octets), limits or ParseLimits())
    assert not isinstance(message, Unreadable), message.reason
    return message


PLAIN = with_top("\nHello,\n\nwe were charged twice.\n\nAnna\n")

ALTERNATIVE = with_top(
    """Content-Type: multipart/alternative; boundary="alt"

--alt
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

Gr=FC=DFe aus K=F6ln
--alt
Content-Type: text/html; charset=utf-8

<html><body><p>Gr&uuml;&szlig;e aus <b>K&ouml;ln</b></p></body></html>
--alt--
"""
)

HTML_ONLY = with_top(
    """Content-Type: text/html; charset=utf-8

<html><head><title>no</title><style>p { color: red }</style></head><body>
<div style="display:none">Preview nobody sees</div>
<p>Dear team,</p><p>the <a href="https://shop.example/x">order page</a> is down.<br>Please help.</p>
<script>alert(1)</script>
<blockquote type="cite"><p>What we wrote before</p></blockquote></body></html>
"""
)

WITH_ATTACHMENT = with_top(
    """Content-Type: multipart/mixed; boundary=mix

--mix
Content-Type: text/plain

See the file.
--mix
Content-Type: application/pdf; name*=utf-8''Rechnung%20M%C3%A4rz.pdf
Content-Disposition: attachment; filename*0*=utf-8''Rechnung%20; filename*1*=M%C3%A4rz.pdf
Content-Transfer-Encoding: base64

JVBERi0xLjQKJcfs
--mix--
"""
)

REPLY = with_top(
    """In-Reply-To: <ack.ABC@firm.test>
References: <4710.anna@customer.example> <ack.ABC@firm.test>

It still fails.

On Mon, 2 Nov 2026 at 17:05, Support <support@firm.test> wrote:
> We have your mail.
> You will get a reply.
"""
)

BOUNCE = mail(
    """Return-Path: <>
From: Mail Delivery System <MAILER-DAEMON@relay.example>
To: support@firm.test
Subject: Undelivered Mail Returned to Sender
Date: Tue, 3 Nov 2026 10:31:00 +0100
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="rep"

--rep
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.
--rep
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example
Arrival-Date: Tue, 3 Nov 2026 10:30:59 +0100

Final-Recipient: rfc822; anna@customer.example
Original-Recipient: rfc822;Anna@customer.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 unknown user
--rep
Content-Type: message/rfc822

From: Support <support@firm.test>
To: anna@customer.example
Message-ID: <ack.QWERTZ@firm.test>
X-Triaged: v1.ABCDEFGHIJKLMNOPQRSTUVWXYZ234567
Subject: Re: Invoice

Hello Anna
--rep--
"""
)

READ_RECEIPT = mail(
    """From: Anna Berg <anna@customer.example>
To: support@firm.test
Subject: Read: Re: Invoice
MIME-Version: 1.0
Content-Type: multipart/report; report-type=disposition-notification; boundary=r

--r

The mail was displayed.
--r
Content-Type: message/disposition-notification

Final-Recipient: rfc822;anna@customer.example
Original-Message-ID: <ack.QWERTZ@firm.test>
Disposition: manual-action/MDN-sent-manually; displayed
--r--
"""
)

CALENDAR = with_top(
    """Content-Type: multipart/alternative; boundary=c

--c
Content-Type: text/plain

Accepted: Tuesday
--c
Content-Type: text/calendar; charset=utf-8

BEGIN:VCALENDAR
METHOD:REPLY
END:VCALENDAR
--c--
"""
)

FORWARDED_BOUNCE = with_top(
    """Content-Type: multipart/mixed; boundary=f

--f
Content-Type: text/plain

What does this mean?
--f
Content-Type: message/rfc822

"""
    + BOUNCE.decode().replace("\r\n", "\n")
    + "\n--f--\n"
)

RAW_UTF8 = mail(
    "From: Jürgen Groß <juergen@größe.example>\nTo: support@firm.test\nSubject: Störung – bitte zurückrufen\n\nDanke\n"
)

ENCODED_WORDS = mail(
    "From: =?utf-8?q?J=C3=BCrgen?= =?utf-8?b?IEdyb8Of?= <juergen@customer.example>\n"
    "Subject: =?utf-8?b?U3TDtnI=?= =?utf-8?b?dW5nIMM=?= =?utf-8?b?pA==?= =?nonsense?q?x=E4?= =?utf-8?b?broken*?=\n\nx\n"
)

SHAPES: dict[str, bytes] = {
    "plain": PLAIN,
    "alternative": ALTERNATIVE,
    "html only": HTML_ONLY,
    "attachment": WITH_ATTACHMENT,
    "reply": REPLY,
    "bounce": BOUNCE,
    "read receipt": READ_RECEIPT,
    "calendar": CALENDAR,
    "forwarded bounce": FORWARDED_BOUNCE,
    "raw utf-8": RAW_UTF8,
    "encoded words": ENCODED_WORDS,
    "only a header": mail(_TOP),
    "no header": b"\r\nhello, nobody\r\n",
    "text where the header should be": b"hello nobody\r\nhere: or there\r\n",
    "one octet": b"\xff",
    "NUL octets": with_top("\nhe\x00llo\x00\n"),
    "lone CR": PLAIN.replace(b"\r\n", b"\r"),
    "LF only": PLAIN.replace(b"\r\n", b"\n"),
    "mixed line ends": PLAIN.replace(b"\r\n", b"\n", 4).replace(b"charged", b"char\rged"),
    "mbox line first": b"From anna@customer.example Tue Nov  3 10:30:00 2026\r\n" + PLAIN,
    "no end boundary": ALTERNATIVE.replace(b"--alt--", b""),
    "no boundary parameter": ALTERNATIVE.replace(b'; boundary="alt"', b""),
    "boundary never seen": ALTERNATIVE.replace(b'boundary="alt"', b'boundary="other"'),
    "same boundary nested": with_top(
        "Content-Type: multipart/mixed; boundary=s\n\n--s\nContent-Type: multipart/alternative; boundary=s\n\n"
        "--s\n\ninner\n--s\nContent-Type: text/html\n\n<p>inner</p>\n--s--\n"
    ),
    "signed": with_top(
        "Content-Type: multipart/signed; protocol=application/pgp-signature; boundary=g\n\n--g\n\nsigned words\n"
        "--g\nContent-Type: application/pgp-signature\n\n-----BEGIN PGP SIGNATURE-----\n--g--\n"
    ),
    "encrypted": with_top(
        "Content-Type: multipart/encrypted; boundary=e\n\n--e\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n"
        "--e\nContent-Type: application/octet-stream\n\n-----BEGIN PGP MESSAGE-----\n--e--\n"
    ),
    "s/mime": with_top(
        "Content-Type: application/pkcs7-mime; name=smime.p7m\nContent-Transfer-Encoding: base64\n\nMIIB\n"
    ),
    "tnef": with_top(
        "Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\neJ8+\n"
    ),
    "uuencoded file in the text": with_top("\nHello\n\nbegin 644 note.txt\n#0V%T\n`\nend\n\nbye\n"),
    "uuencode as encoding": with_top("Content-Transfer-Encoding: x-uuencode\n\nbegin 644 x\n#0V%T\n`\nend\n"),
    "digest": with_top(
        "Content-Type: multipart/digest; boundary=d\n\n--d\n\nFrom: x@y.example\nSubject: one\n\nfirst\n--d--\n"
    ),
    "bad base64": with_top("Content-Transfer-Encoding: base64\n\nSGVsbG8*gd29ybGQ\n"),
    "hostile charset": with_top("Content-Type: text/plain; charset=idna\n\ngrün\n"),
    "odd types": with_top("Content-Type: text\nContent-Transfer-Encoding: 8bit (odd)\n\nhello\n"),
}
