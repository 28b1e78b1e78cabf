"""The words the dialogues are written in: a desk with its daemon, its customers, its people.

kim = desk.customer("Kim Lee")
mail = kim.writes("My heating is cold")
letter = kim.receives()
assert letter.answers(mail)
"""

from __future__ import annotations

import itertools
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tests.servers import Dovecot, Postfix, Sink, Stored, wait_until

PASSWORD = "correct horse"
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
        """The time as the letter tells it, from "by" to the full stop: "Monday, 23 November, 12:00"."""
        found = re.search(r"(?:by|bis) (\w+, [^.]*?)(?: Uhr)?\.", " ".join(self.text.split()))
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
    message_id: str = "",
) -> Written:
    """A mail as a common mail program writes it."""
    mail = EmailMessage()
    own_id = message_id or f"<{next(_numbers)}.{os.getpid()}.{os.urandom(4).hex()}@{sender.rpartition('@')[2]}>"
    mail["From"] = f"{name} <{sender}>" if name else sender
    mail["To"] = to
    mail["Subject"] = subject
    mail["Date"] = format_datetime(datetime.now().astimezone())
    mail["Message-ID"] = own_id
    if answering is not None:
        mail["In-Reply-To"] = answering.message_id
        mail["References"] = answering.message_id
    for header, value in (headers or {}).items():
        del mail[header]
        mail[header] = value
    mail.set_content(text)
    return Written(mail.as_bytes(policy=policy.SMTP.clone(max_line_length=998)), own_id, subject)


@dataclass
class Customer:
    """Somebody at customer.test, whose mail the sink takes."""

    desk: Desk
    name: str
    address: str
    seen: int = 0

    def writes(self, subject: str, text: str = "Hello, please help me.", **more: Any) -> Written:
        """Writes to the desk, over real Postfix; `to=` another address, `envelope=` another MAIL FROM."""
        to, envelope = more.pop("to", self.desk.address), more.pop("envelope", self.address)
        mail = write(sender=self.address, name=self.name, to=to, subject=subject, text=text, **more)
        self.desk.postfix.send(envelope, self.desk.address, mail.octets)
        return mail

    def answers(self, letter: Received, text: str, **more: Any) -> Written:
        """Answers a letter of the desk."""
        subject = letter.subject if letter.subject.startswith("Re:") else f"Re: {letter.subject}"
        return self.writes(subject, text, answering=letter, **more)

    def receives(self, *, within: float = 20) -> Received:
        """The next mail this customer gets."""
        mails = self.desk.sink.wait_for(self.address, self.seen + 1, seconds=within)
        self.seen += 1
        return Received(mails[self.seen - 1].octets)

    def has_received(self) -> int:
        """How many mails came so far."""
        return len(self.desk.sink.to(self.address))


@dataclass
class Desk:
    """One support inbox with a daemon of its own, on the session's servers."""

    address: str
    dovecot: Dovecot
    postfix: Postfix
    sink: Sink
    folder: Path
    rules: str
    environment: Mapping[str, str] = field(default_factory=dict)
    daemon: subprocess.Popen[bytes] | None = None

    # ── people

    def customer(self, name: str = "Kim Lee", address: str = "") -> Customer:
        """A customer nobody has heard of before."""
        own = address or f"{name.split()[0].lower()}.{next(_numbers)}.{os.getpid()}@customer.test"
        return Customer(self, name, own)

    def answers(
        self, customer: Customer, mail: Written, text: str = "Dear customer, it is repaired.", **more: Any
    ) -> Written:
        """A person at the desk answers from a mail program: the mail goes out and is filed in Sent."""
        folder = more.pop("filed", "Sent")
        to = more.pop("to", customer.address)
        answer = write(sender=self.address, to=to, subject=f"Re: {mail.subject}", text=text, answering=mail, **more)
        self.postfix.send(self.address, to, answer.octets)
        self.dovecot.append(self.address, folder, answer.octets, "\\Seen")
        return answer

    # ── the mailbox

    def delivers(self, octets: bytes, sender: str = "") -> None:
        """Puts a mail straight into the mailbox (LMTP)."""
        self.dovecot.deliver(self.address, octets, sender)

    def folder_holds(self, name: str = "INBOX") -> list[Stored]:
        return self.dovecot.messages(self.address, name)

    # ── the daemon

    def start(self, **environment: str) -> Desk:
        """Start `triaged run` and wait until its inbox is read to the end."""
        self.launch(**environment)
        self.wait_for_a_look()
        return self

    def launch(self, **environment: str) -> Desk:
        """Start `triaged run` without waiting for anything."""
        (self.folder / "rules.toml").write_text(self.rules, "utf-8")
        with (self.folder / "daemon.log").open("ab") as log:
            self.daemon = subprocess.Popen(
                [sys.executable, "-m", "triaged", "--rules", str(self.folder / "rules.toml"), "run", "-v"],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={**os.environ, **self.environment, **environment},
            )
        return self

    def stop(self) -> int:
        """SIGTERM; its exit status."""
        return self.end(signal.SIGTERM)

    def kill(self) -> None:
        """SIGKILL."""
        self.end(signal.SIGKILL)

    def end(self, number: signal.Signals) -> int:
        if self.daemon is None:
            return 0
        self.daemon.send_signal(number)
        status = self.daemon.wait(timeout=15)
        self.daemon = None
        return status

    def rewrite(self, old: str, new: str) -> None:
        """Change rules.toml (takes effect with the next start or reload)."""
        assert old in self.rules, old
        self.rules = self.rules.replace(old, new)
        (self.folder / "rules.toml").write_text(self.rules, "utf-8")

    def wait_for_a_look(self, seconds: float = 30) -> None:
        """Wait until the daemon has read every folder to the end, after now."""
        now = datetime.now().astimezone()
        try:
            wait_until(lambda: self._looked_since(now), "a look at every folder", seconds=seconds)
        except TimeoutError as error:
            raise TimeoutError(f"{error}; its log:\n{self.log()}") from error

    def _looked_since(self, moment: datetime) -> bool:
        answer = self.command("status")
        inboxes = answer.get("inboxes", [])
        if answer.get("status") == 2 and not inboxes:
            return False
        looked = [inbox["caught_up"] for inbox in inboxes]
        return bool(looked) and all(
            text and datetime.fromisoformat(text) + timedelta(seconds=1) > moment for text in looked
        )

    def log(self) -> str:
        return (self.folder / "daemon.log").read_text("utf-8", "replace")

    def wait_for_mails(self, count: int, seconds: float = 20) -> None:
        """Wait until that many mails of customers wait in the queue."""
        wait_until(
            lambda: sum(thread["mails"] for thread in self.queue()) >= count,
            f"{count} mails in the queue",
            seconds=seconds,
        )

    def spoken(self, due: str) -> str:
        """A time as an English letter tells it."""
        local = datetime.fromisoformat(due).astimezone(ZoneInfo("Europe/Berlin"))
        year = f" {local.year}" if local.year != datetime.now(ZoneInfo("Europe/Berlin")).year else ""
        return f"{local:%A}, {local.day} {local:%B}{year}, {local.hour}:{local:%M}"

    # ── the command line

    def triaged(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run the command line as a person would."""
        done = subprocess.run(
            [sys.executable, "-m", "triaged", "--rules", str(self.folder / "rules.toml"), *arguments],
            capture_output=True,
            text=True,
            timeout=60,
            env={**os.environ, **self.environment},
        )
        assert not check or done.returncode == 0, f"{arguments}: {done.returncode}: {done.stderr}"
        return done

    def command(self, name: str, **arguments: object) -> dict[str, Any]:
        """The same through the control socket, without starting a process."""
        from triaged.loops.control import ask

        return ask(self.folder / "triaged.sock", name, arguments) or {}

    def queue(self) -> list[dict[str, Any]]:
        return list(self.command("queue")["queue"])

    def attention(self) -> dict[str, list[dict[str, Any]]]:
        return dict(self.command("queue")["attention"])

    def machine(self) -> list[dict[str, Any]]:
        return list(self.command("queue")["machine"])

    def waiting(self) -> list[dict[str, Any]]:
        return list(self.command("queue")["waiting"])

    def explain(self, thread: str) -> dict[str, Any]:
        return self.command("explain", id=thread)

    def why(self, thread: str) -> str:
        """All findings of a thread, as one text."""
        return json.dumps(self.explain(thread)["trail"], ensure_ascii=False)


RULES = """\
company.name = "Nordlicht GmbH"
company.languages = ["en", "de"]
calendar.office = {{ zone = "Europe/Berlin", open = ["Mon-Sun 00:00-24:00"], holidays = "none" }}
person.anna = {{ name = "Anna Petersen", mail = ["{lead}"] }}

[inbox.support]
address = "{address}"
account = "main"
look_every = "1s"

[account.main]
kind  = "imap"
imap  = "imap://127.0.0.1:{imap}"
smtp  = "smtp://127.0.0.1:{smtp}"
ca    = "{ca}"
user  = "{address}"
login = {{ password = "file:{password}" }}

[[promise.row]]
reply = "4h"

[letters]
doubt_wait = "2s"

[store]
url = "sqlite:{store}"
"""
