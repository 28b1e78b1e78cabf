"""The mails people, programs and servers write, as octets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from zoneinfo import ZoneInfo

DESK = "support@nordlicht.example"
BERLIN = ZoneInfo("Europe/Berlin")

WANTS = {
    "en": (
        ("My order {n}", "Hello, my order {n} has not arrived yet. Could you please tell me where it is?"),
        ("Invoice {n}", "Good morning, the invoice {n} shows the wrong amount. Would you please send me a new one?"),
        ("Heating {n}", "Dear team, the heating in room {n} makes a noise again. When can somebody have a look at it?"),
        ("Question about contract {n}", "Hello, I have a question about contract {n}: until when can I cancel it?"),
    ),
    "de": (
        ("Bestellung {n}", "Guten Tag, meine Bestellung {n} ist noch nicht da. Wann kommt sie?"),
        ("Rechnung {n}", "Hallo, auf der Rechnung {n} steht ein falscher Betrag. Bitte schicken Sie mir eine neue."),
        ("Lieferung {n}", "Guten Tag, bei der Lieferung {n} fehlt ein Karton. Das ist dringend, wir brauchen ihn!"),
        ("Termin {n}", "Guten Morgen, wir möchten den Termin {n} verschieben. Geht es auch am Donnerstag?"),
    ),
}
TROUBLE = {
    "en": ("Portal {n}", "Hello, the customer portal shows the fault E17 at every login. Could you please repair it?"),
    "de": ("Portal {n}", "Guten Tag, das Kundenportal zeigt den Fehler E17 bei jedem Anmelden. Bitte reparieren!"),
}
"""What many write at once: one thing is wrong for all of them."""
OTHER = {"en": "Something else.", "de": "Etwas anderes."}
MORE = {
    "en": "Thank you. But it still does not work as it should. Could you please look at it again?",
    "de": "Vielen Dank. Es funktioniert aber leider immer noch nicht. Können Sie bitte noch einmal nachsehen?",
}
NUDGE = {
    "en": "Hello, is there any news? I am still waiting for your answer.",
    "de": "Guten Tag, gibt es schon etwas Neues? Ich warte noch auf eine Antwort.",
}
THANKS = {"en": "Thanks!", "de": "Danke!"}
SOLVED = {"en": "It works again, thank you very much!", "de": "Hat sich erledigt, vielen Dank!"}
ANSWER = {
    "en": "Hello, I looked into it and have put it right. Please tell us if anything is still missing.",
    "de": "Guten Tag, ich habe nachgesehen und es in Ordnung gebracht. Melden Sie sich, wenn noch etwas fehlt.",
}
ABSENT = {
    "en": ("Automatic reply: {s}", "I am out of the office until Monday."),
    "de": ("Automatische Antwort: {s}", "Ich bin bis Montag nicht im Büro."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail before it is written down. `more` are further header lines."""

    sender: str
    to: str
    subject: str
    text: str
    message_id: str
    name: str = ""
    cc: str = ""
    parents: tuple[str, ...] = ()
    more: Iterable[str] = ()
    content: str = "text/plain; charset=utf-8"

    def octets(self, at: datetime) -> bytes:
        """The mail as it is sent at `at`."""
        lines = [
            f"Return-Path: <{self.sender}>",
            *self.more,
            f"From: {self.name} <{self.sender}>" if self.name else f"From: {self.sender}",
            f"To: {self.to}",
            *([f"Cc: {self.cc}"] if self.cc else []),
            f"Subject: {self.subject}",
            f"Date: {format_datetime(at.astimezone(BERLIN))}",
            f"Message-ID: {self.message_id}",
            *([f"In-Reply-To: {self.parents[-1]}", f"References: {' '.join(self.parents)}"] if self.parents else []),
            "MIME-Version: 1.0",
            f"Content-Type: {self.content}",
            "Content-Transfer-Encoding: 8bit",
        ]
        return ("\r\n".join(lines) + "\r\n\r\n" + self.text + "\r\n").encode()


def answer_to(subject: str) -> str:
    """The subject of an answer."""
    return subject if subject.lower().startswith("re: ") else f"Re: {subject}"


def newsletter(n: int, at: datetime) -> bytes:
    """A shop's news: nobody waits for an answer."""
    return Mail(
        sender=f"news{n % 7}@shop.example",
        to=DESK,
        subject=f"Our offers of week {n}",
        text="Great prices. To unsubscribe, use the link below.",
        message_id=f"<news.{n}@shop.example>",
        more=(f"List-Id: <news{n % 7}.shop.example>", "List-Unsubscribe: <mailto:leave@shop.example>"),
    ).octets(at)


def returned(letter_id: str, recipient: str, n: int, at: datetime) -> bytes:
    """The delivery report of a letter that came back."""
    text = (
        "--b\r\nContent-Type: text/plain\r\n\r\nYour message could not be delivered.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.customer.example\r\n\r\n"
        f"Final-Recipient: rfc822; {recipient}\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {letter_id}\r\n\r\n--b--"
    )
    return (
        Mail(
            sender="",
            to=DESK,
            subject="Undelivered Mail Returned to Sender",
            text=text,
            message_id=f"<dsn.{n}@mx.customer.example>",
            content='multipart/report; report-type=delivery-status; boundary="b"',
        )
        .octets(at)
        .replace(b"From: \r\n", b"From: Mail Delivery System <MAILER-DAEMON@mx.customer.example>\r\n")
    )
