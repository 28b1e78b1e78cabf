"""Generated support mail: the same mail for the same number, on every machine, without one word of a real person.

Made so that their mean is 23.7 KB, of which one in twenty has an attachment of 200 KB. Every mail has a sender
of its own: each program under measure owes each of them exactly one acknowledgement.
"""

import base64
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cache

from bench.phrases import CLOSINGS, NAMES, OPENINGS, SENTENCES, SUBJECTS

TO = "support@firm.test"
ATTACHED = 0.05
ATTACHMENT_OCTETS = 148_000
"""Before base64, which makes 200 KB of them."""
MAIL_DOMAINS = 400


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail and the address it came from."""

    sender: str
    octets: bytes


def mails(first: int, count: int, *, to: str = TO) -> Iterator[Mail]:
    """The mails number `first` and following, addressed to `to`, dated now."""
    date = format_datetime(datetime.now(UTC))
    return (_mail(number, to, date) for number in range(first, first + count))


def _mail(number: int, to: str, date: str) -> Mail:
    chance = random.Random(number)
    language = chance.choices(("en", "de", "fr", "es"), (60, 20, 10, 10))[0]
    given, family = chance.choice(NAMES), chance.choice(NAMES)
    domain = f"customer{chance.randrange(MAIL_DOMAINS)}.test"
    sender = f"{given.lower()}.{family.lower()}.{number}@{domain}"
    text = _text(chance, language, f"{given} {family}")
    head = _head(chance, number, sender=f"{given} {family} <{sender}>", to=to, date=date, domain=domain)
    subject = f"Subject: {chance.choice(SUBJECTS[language])}\r\n"
    body = _body(chance, number, text)
    return Mail(sender, (head + subject + body).encode())


def _text(chance: random.Random, language: str, name: str) -> str:
    """What the customer writes: some paragraphs, and in every third mail a quoted letter."""
    paragraphs = [
        " ".join(chance.choices(SENTENCES[language], k=chance.randint(2, 6))) for _ in range(chance.randint(1, 4))
    ]
    text = "\r\n\r\n".join((OPENINGS[language], *paragraphs, f"{CLOSINGS[language]}\r\n{name}"))
    if chance.random() < 0.33:
        quoted = " ".join(chance.choices(SENTENCES[language], k=chance.randint(6, 30)))
        lines = "\r\n".join(f"> {quoted[start : start + 70]}" for start in range(0, len(quoted), 70))
        text += f"\r\n\r\nOn 3 March 2025, {name} wrote:\r\n{lines}"
    return text


def _head(chance: random.Random, number: int, *, sender: str, to: str, date: str, domain: str) -> str:
    """The header block of a mail that passed three servers and was signed."""
    hops = "".join(
        f"Received: from relay{hop}.{domain} (relay{hop}.{domain} [192.0.2.{chance.randrange(1, 255)}])\r\n"
        f"\tby mx{hop}.firm.test (Postfix) with ESMTPS id {chance.randbytes(6).hex().upper()}\r\n"
        f"\tfor <{to}>; {date}\r\n"
        for hop in range(3)
    )
    signature = base64.b64encode(chance.randbytes(256)).decode()
    folded = "\r\n\t ".join(signature[start : start + 70] for start in range(0, len(signature), 70))
    digest = base64.b64encode(chance.randbytes(32)).decode()
    return (
        f"{hops}DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d={domain}; s=mail;\r\n"
        f"\th=from:to:subject:date:message-id; bh={digest};\r\n\tb={folded}\r\n"
        f"From: {sender}\r\nTo: Support <{to}>\r\nDate: {date}\r\n"
        f"Message-ID: <{number}.{chance.randbytes(8).hex()}@{domain}>\r\n"
        f"MIME-Version: 1.0\r\nX-Mailer: Example Mail 16.0\r\n"
    )


def _body(chance: random.Random, number: int, text: str) -> str:
    plain = f"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{text}\r\n"
    attached = chance.random() < ATTACHED
    if not attached and chance.random() < 0.25:
        return plain
    html = f"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{_html(chance, text)}\r\n"
    both = _multipart("alternative", f"alt{number}", (plain, html))
    return _multipart("mixed", f"mix{number}", (both, _attachment())) if attached else both


def _multipart(kind: str, boundary: str, parts: tuple[str, ...]) -> str:
    inner = "".join(f"--{boundary}\r\n{part}" for part in parts)
    return f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n{inner}--{boundary}--\r\n'


def _html(chance: random.Random, text: str) -> str:
    """The same in the words of a mail program that styles every paragraph."""
    style = "margin:0 0 8pt 0;font-family:Calibri,Arial,sans-serif;font-size:11.0pt;color:#1f2933;line-height:107%"
    paragraphs = "".join(f'<p class="MsoNormal" style="{style}">{part}</p>\r\n' for part in text.split("\r\n\r\n"))
    rules = "".join(
        f"p.c{n}, li.c{n}, div.c{n} {{margin:0cm;font-size:{n % 9 + 8}.0pt;font-family:Calibri,sans-serif;}}\r\n"
        for n in range(chance.randint(70, 210))
    )
    return f"<html><head><style>\r\n{rules}</style></head><body lang=EN-GB>{paragraphs}</body></html>"


@cache
def _attachment() -> str:
    octets = base64.encodebytes(random.Random(0).randbytes(ATTACHMENT_OCTETS)).decode().replace("\n", "\r\n")
    return (
        'Content-Type: image/jpeg; name="photo.jpg"\r\nContent-Transfer-Encoding: base64\r\n'
        f'Content-Disposition: attachment; filename="photo.jpg"\r\n\r\n{octets}'
    )
