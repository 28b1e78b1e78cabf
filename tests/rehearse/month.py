"""A month of a small desk, made by hand: what came, what was answered when, and so what must become of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")
RULES = """\
company.name = "Nordlicht GmbH"
company.languages = ["en", "de"]
judge.sentences = "never"
calendar.office = { zone = "Europe/Berlin", open = ["Mon-Fri 08:00-17:00"], holidays = "none" }
person.anna = { name = "Anna Petersen", mail = ["anna@nordlicht.example"] }
inbox.support = { address = "support@nordlicht.example", account = "main" }
[account.main]
kind = "imap"
imap = "imap://127.0.0.1:143"
smtp = "smtp://127.0.0.1:25"
user = "support@nordlicht.example"
login = { password = "file:/nowhere" }
[[promise.row]]
name = "all mail"
reply = "4h"
"""


@dataclass(frozen=True, kw_only=True)
class Mail:
    """A mail of the month. `id` without brackets; `answers`: the id of the mail that it answers."""

    at: datetime
    sender: str
    to: str
    subject: str
    id: str
    text: str = "Hello, my order has not arrived. Could you please look where it is?"
    answers: str = ""
    more: tuple[str, ...] = ()

    def octets(self) -> bytes:
        """As it lies in the folder."""
        lines = [
            *self.more,
            f"From: {self.sender}",
            f"To: {self.to}",
            f"Subject: {self.subject}",
            f"Date: {format_datetime(self.at)}",
            f"Message-ID: <{self.id}>",
            *([f"In-Reply-To: <{self.answers}>"] if self.answers else []),
        ]
        return ("\r\n".join(lines) + "\r\n\r\n" + self.text + "\r\n").encode()


def march(day: int, clock: str) -> datetime:
    """A moment of March 2026 in Berlin; the second is a Monday."""
    hour, minute = clock.split(":")
    return datetime(2026, 3, day, int(hour), int(minute), tzinfo=BERLIN)


def asks(number: int, at: datetime) -> Mail:
    """A customer writes."""
    return Mail(
        at=at,
        sender=f"Kim Berg <kim@customer{number}.example>",
        to="support@nordlicht.example",
        subject=f"My order {number}",
        id=f"{number}@customer{number}.example",
    )


def answer(number: int, at: datetime) -> Mail:
    """A colleague answers that customer."""
    return Mail(
        at=at,
        sender="Anna Petersen <anna@nordlicht.example>",
        to=f"kim@customer{number}.example",
        subject=f"Re: My order {number}",
        id=f"answer.{number}@nordlicht.example",
        answers=f"{number}@customer{number}.example",
        text="Hello, it is on its way and comes tomorrow.",
    )


def newsletter(at: datetime) -> Mail:
    """Nobody waits for an answer to it."""
    return Mail(
        at=at,
        sender="news@shop.example",
        to="support@nordlicht.example",
        subject="Our offers",
        id="news@shop.example",
        more=("List-Id: <news.shop.example>",),
    )


def received() -> list[Mail]:
    """What came: the comments say what must become of it."""
    return [
        asks(1, march(2, "09:00")),  # answered at 11:00: kept
        newsletter(march(2, "09:30")),  # silence N8
        asks(2, march(3, "09:00")),  # answered at 15:00, promised for 13:00: missed by two hours
        asks(3, march(4, "09:00")),  # never answered: missed; told on the 6th, and missed again
        *(asks(10 + n, march(5 + n // 10, f"08:{5 * (n % 10):02}")) for n in range(20)),  # answered at once: kept
        asks(40, march(16, "09:00")),  # answered at 16:00: renewed at 12:30, and kept
        asks(41, march(17, "09:00")),  # answered the next day at 15:00: renewed at 12:30, and missed
        asks(42, march(31, "16:00")),  # the last mail, not answered yet: open
    ]


def sent() -> list[Mail]:
    """What was answered, and when."""
    return [
        answer(1, march(2, "11:00")),
        answer(2, march(3, "15:00")),
        *(answer(10 + n, march(5 + n // 10, f"10:{5 * (n % 10):02}")) for n in range(20)),
        answer(40, march(16, "16:00")),
        answer(41, march(18, "15:00")),
    ]


def write_mbox(path: Path, mails: list[bytes]) -> Path:
    """An mbox as mail programs write it."""
    begun = b"From MAILER-DAEMON Mon Mar  2 09:00:00 2026\n"
    path.write_bytes(b"".join(begun + octets.replace(b"\r\n", b"\n") + b"\n" for octets in mails))
    return path


def write_month(folder: Path) -> tuple[Path, Path]:
    """The month's two files, the mails in no order."""
    inbox = write_mbox(folder / "inbox.mbox", [mail.octets() for mail in reversed(received())])
    return inbox, write_mbox(folder / "sent.mbox", [mail.octets() for mail in sent()])


NOW = datetime(2026, 6, 1, tzinfo=UTC)
"""Long after the month."""
