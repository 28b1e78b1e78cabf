"""A mail as somebody writes it, and as somebody gets it."""

from __future__ import annotations

import itertools
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime

_numbers = itertools.count(1)


@dataclass(frozen=True)
class Received:
    """A mail somebody got, readable."""

    octets: bytes

    @property
    def parsed(self) -> EmailMessage:
        message = message_from_bytes(self.octets, policy=policy.default.clone(max_line_length=998))
        assert isinstance(message, EmailMessage)
        return message

    def header(self, name: str) -> str:
        """A header's value, "" when absent."""
        return str(self.parsed.get(name, ""))

    @property
    def subject(self) -> str:
        return self.header("Subject")

    @property
    def text(self) -> str:
        return str(self.parsed.get_content())

    @property
    def message_id(self) -> str:
        return self.header("Message-ID")

    @property
    def automatic(self) -> bool:
        return self.header("Auto-Submitted").startswith("auto-")

    def answers(self, mail: Written) -> bool:
        """Whether it is in the thread of that mail."""
        return self.header("In-Reply-To") == mail.message_id and mail.message_id in self.header("References")

    def says(self, *words: str) -> bool:
        flat = " ".join(self.text.split())
        return all(word in flat for word in words)

    @property
    def promised(self) -> str:
        """The time as the letter tells it: "Monday, 23 November, 12:00"."""
        found = re.search(r"(?:by|bis) (\w+, \d+\.? \w+(?: \d{4})?, \d+:\d\d)", " ".join(self.text.split()))
        assert found, self.text
        return found.group(1)


@dataclass(frozen=True)
class Written:
    """A mail somebody wrote."""

    octets: bytes
    message_id: str
    subject: str


def write(
    *,
    sender: str,
    to: str,
    subject: str,
    text: str = "Hello, please help me.",
    name: str = "",
    answering: Received | Written | None = None,
    headers: Mapping[str, str] | None = None,
    date: datetime | None = None,
) -> Written:
    """A mail as a common mail program writes it."""
    mail = EmailMessage()
    own_id = f"<{next(_numbers)}.{os.getpid()}.{os.urandom(4).hex()}@{sender.rpartition('@')[2]}>"
    mail["From"] = f"{name} <{sender}>" if name else sender
    mail["To"] = to
    mail["Subject"] = subject
    mail["Date"] = format_datetime(date or datetime.now().astimezone())
    mail["Message-ID"] = own_id
    if answering is not None:
        mail["In-Reply-To"] = answering.message_id
        mail["References"] = answering.message_id
    for header, value in (headers or {}).items():
        del mail[header]
        mail[header] = value
    mail.set_content(text)
    return Written(mail.as_bytes(policy=policy.SMTP.clone(max_line_length=998)), own_id, subject)
