"""The words the dialogues are written in: a desk with its daemon, its customers, its people.

kim = desk.customer("Kim Lee")
mail = kim.writes("My heating is cold")
letter = kim.receives()
assert letter.answers(mail)
"""

from __future__ import annotations

import imaplib
import itertools
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tests.dialogs.mails import Received, Written, write
from tests.servers import Dovecot, Postfix, Sink, Stored
from triaged.errors import CommandRefused

_numbers = itertools.count(1)

LISTS = ("queue", "waiting", "machine")
"""Where a thread can stand; what needs attention stands in lists of its own."""


@dataclass
class Customer:
    """Somebody at customer.test, whose mail the sink takes."""

    desk: Desk
    name: str
    address: str
    seen: int = 0

    def writes(self, subject: str, text: str = "Hello, please help me.", **more: Any) -> Written:
        """Writes to the desk, over real Postfix.

        `to=` what stands in To, `envelope=` another MAIL FROM, `delivered_to=` other mailboxes, `sender=` another From.
        """
        to, envelope = more.pop("to", self.desk.address), more.pop("envelope", self.address)
        mailboxes = more.pop("delivered_to", self.desk.address)
        mail = write(**{"sender": self.address, "name": self.name, "to": to, "subject": subject, "text": text, **more})
        self.desk.postfix.send(envelope, mailboxes, mail.octets)
        return mail

    def answers(self, letter: Received, text: str, **more: Any) -> Written:
        """Answers a letter of the desk."""
        subject = letter.subject if letter.subject.startswith("Re:") else f"Re: {letter.subject}"
        return self.writes(subject, text, answering=letter, **more)

    def receives(self, *, within: float = 30) -> Received:
        """The next mail this customer gets."""
        try:
            mails = self.desk.sink.wait_for(self.address, self.seen + 1, seconds=within)
        except TimeoutError as error:
            raise TimeoutError(f"{error}; the daemon's log:\n{self.desk.log()}") from error
        self.seen += 1
        return Received(mails[self.seen - 1].octets)

    def has_received(self) -> int:
        """How many mails came so far."""
        return len(self.desk.sink.to(self.address))


@dataclass
class Desk:
    """One support inbox with a daemon of its own."""

    address: str
    lead: str
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
        own = address or f"{name.partition(' ')[0].lower()}.{next(_numbers)}.{os.getpid()}@customer.test"
        return Customer(self, name, own)

    def answers(
        self, customer: Customer, mail: Written, text: str = "Dear customer, it is repaired.", **more: Any
    ) -> Written:
        """A person at the desk answers from a mail program: the mail goes out and is filed in Sent."""
        folder = more.pop("filed", "Sent")
        to = more.pop("to", customer.address)
        subject = more.pop("subject", f"Re: {mail.subject}")
        answer = write(sender=self.address, to=to, subject=subject, text=text, answering=mail, **more)
        self.postfix.send(self.address, to, answer.octets)
        self.dovecot.append(self.address, folder, answer.octets, flags="\\Seen")
        return answer

    def lead_receives(self, count: int = 1) -> list[Received]:
        """Wait until the lead has got that many mails; all of them."""
        return [Received(mail.octets) for mail in self.dovecot.wait_for_messages(self.lead, count, seconds=40)]

    # ── the mailbox

    def folder_holds(self, name: str = "INBOX") -> list[Stored]:
        return self.dovecot.messages(self.address, name)

    def arrived(self, mail: Written, at: datetime) -> None:
        """Mail that reached the mailbox at `at` (INTERNALDATE), whatever the time is now."""
        with self.dovecot.imap(self.address) as client:
            client.append("INBOX", None, imaplib.Time2Internaldate(at), mail.octets)

    # ── the daemon

    def start(self) -> Desk:
        """Start `triaged run` and wait until its inbox is read to the end."""
        self.launch()
        now = self._daemons_second(40)
        self.wait_until(lambda: self._looked(now), "the inbox is read", seconds=40)
        return self

    def launch(self) -> Desk:
        """Start `triaged run` without waiting for anything."""
        (self.folder / "rules.toml").write_text(self.rules, "utf-8")
        self.daemon = self.another_daemon()
        return self

    def another_daemon(self) -> subprocess.Popen[bytes]:
        """Start `triaged run` once more; the caller ends it."""
        with (self.folder / "daemon.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "triaged", "--rules", str(self.folder / "rules.toml"), "run", "-v"],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={**os.environ, **self.environment},
            )

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

    def rewrite(self, old: str, new: str) -> Desk:
        """Change rules.toml (takes effect with the next start or reload)."""
        assert old in self.rules, old
        self.rules = self.rules.replace(old, new)
        (self.folder / "rules.toml").write_text(self.rules, "utf-8")
        return self

    def add_rules(self, text: str) -> Desk:
        """Write more tables behind those that are there."""
        return self.rewrite("\n[store]\n", f"\n{text}\n[store]\n")

    def reload(self) -> None:
        """SIGHUP: the daemon reads rules.toml again."""
        assert self.daemon is not None
        self.daemon.send_signal(signal.SIGHUP)

    def wait_for_a_look(self, seconds: float = 40) -> None:
        """Wait until the daemon has read every folder to the end, after now."""
        now = self._daemons_second(seconds)
        self.wait_until(lambda: self._looked(now + 1), "a look at every folder", seconds=seconds)

    def _daemons_second(self, seconds: float) -> int:
        """What the daemon's own clock shows, once it answers."""
        status = self.wait_until(self._status, "the daemon answers", seconds=seconds)
        return int(datetime.fromisoformat(status["now"]).timestamp())

    def _status(self) -> dict[str, Any]:
        """What status says; {} where the hands on the clock ended the time that a request may take (clock.py)."""
        try:
            return self.command("status")
        except CommandRefused:
            if "LD_PRELOAD" not in self.environment or "Unhandled" in self.log():
                raise
            return {}

    def _looked(self, second: int) -> bool:
        inboxes = self._status().get("inboxes", [])
        looked = [datetime.fromisoformat(inbox["caught_up"] or "1970-01-01T00:00:00Z") for inbox in inboxes]
        return bool(looked) and all(look.timestamp() >= second for look in looked)

    def wait_until(self, condition: Any, what: str, seconds: float = 30) -> Any:
        """Look ten times a second until it is true; where it does not come true, the error shows the daemon's log."""
        deadline = time.monotonic() + seconds
        while not (value := condition()):
            if time.monotonic() > deadline:
                raise TimeoutError(f"after {seconds:g} s still not: {what}; the daemon's log:\n{self.log()}")
            time.sleep(0.1)
        return value

    def log(self) -> str:
        path = self.folder / "daemon.log"
        return path.read_text("utf-8", "replace") if path.exists() else ""

    def wait_for_log(self, words: str, seconds: float = 30) -> None:
        self.wait_until(lambda: words in self.log(), f"{words!r} in the log", seconds=seconds)

    def wait_for_mails(self, count: int, seconds: float = 30) -> None:
        """Wait until that many mails of customers wait in the queue."""
        self.wait_until(
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
            check=False,
            env={**os.environ, **self.environment},
        )
        assert not check or done.returncode == 0, f"{arguments}: {done.returncode}: {done.stderr}"
        return done

    def command(self, name: str, **arguments: object) -> dict[str, Any]:
        """The same through the control socket, without starting a process."""
        from triaged.loops.ask import ask

        assert self.daemon is None or self.daemon.poll() is None, f"the daemon ended:\n{self.log()}"
        try:
            return ask(self.folder / "triaged.sock", name, arguments) or {}
        except CommandRefused as refused:
            refused.add_note(self.log())
            raise

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

    # ── threads

    def thread(self, subject: str, seconds: float = 30) -> Thread:
        """Wait until the daemon knows a thread with this subject."""
        return Thread(self, subject, self.wait_until(lambda: self._find(subject), f"{subject!r}", seconds=seconds))

    def _find(self, subject: str) -> str:
        lists = self.command("queue")
        if not lists:
            return ""
        threads = [thread for name in LISTS for thread in lists[name]]
        threads += [thread for name in ("asks", "suspect") for thread in lists["attention"][name]]
        return next((str(thread["id"]) for thread in threads if thread["subject"] == subject), "")


@dataclass(frozen=True)
class Thread:
    """A conversation as the daemon shows it, looked at anew with every question."""

    desk: Desk
    subject: str
    reference: str

    def _shown(self) -> dict[str, Any]:
        return self.desk.explain(self.reference)

    def __getitem__(self, key: str) -> Any:
        return self._shown()["thread"][key]

    @property
    def letters(self) -> list[dict[str, Any]]:
        return list(self._shown()["letters"])

    @property
    def letter(self) -> dict[str, Any]:
        """The only letter."""
        [letter] = self.letters
        return letter

    @property
    def promises(self) -> list[dict[str, Any]]:
        return list(self._shown()["promises"])

    @property
    def events(self) -> list[str]:
        """What happened, oldest first."""
        return [entry["event"] for entry in self._shown()["trail"]]

    @property
    def rows(self) -> set[str]:
        """The rows of docs/silence.md (and other names) that decided something."""
        return {finding["row"] for entry in self._shown()["trail"] for finding in entry["findings"]}

    @property
    def why(self) -> str:
        """All findings, as one text."""
        return self.desk.why(self.reference)

    def wait_for_turn(self, turn: str) -> None:
        self.desk.wait_until(lambda: self["turn"] == turn, f"the turn is {turn}")

    def wait_for_mails(self, count: int) -> None:
        """Wait until it holds that many mails, of anybody."""
        self.desk.wait_until(lambda: len(self._shown()["mails"]) >= count, f"{count} mails in {self.subject!r}")

    def wait_for_letter(self, state: str) -> dict[str, Any]:
        """Wait until its only letter is in this state."""
        self.desk.wait_until(lambda: [letter["state"] for letter in self.letters] == [state], f"a letter {state}")
        return self.letter


RULES = """\
company.name = "Nordlicht GmbH"
company.languages = ["en", "de"]
judge.sentences = "never"
calendar.office = {{ zone = "Europe/Berlin", open = ["Mon-Sun 00:00-24:00"], holidays = "none" }}
person.anna = {{ name = "Anna Petersen", mail = ["{lead}"] }}

[inbox.support]
address = "{address}"
account = "main"
look_every = "1s"

[account.main]
kind  = "imap"
imap  = "{imap}"
smtp  = "{smtp}"
ca    = "{ca}"
user  = "{address}"
login = {{ password = "file:{password}" }}

[[promise.row]]
reply = "4h"

[letters]
doubt_wait = "2s"

[store]
url = "sqlite:{store}"
socket = "{socket}"
"""
