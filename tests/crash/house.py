"""The servers of a crash run, and lanes: one mailbox, one rules.toml, one store, begun anew for each run."""

from __future__ import annotations

import itertools
import json
import shutil
import signal
import socket
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.crash.checker import Accepted, Count, Filed, Injected, check
from tests.crash.daemon import Daemon, Starter
from tests.dialogs.mails import write
from tests.servers import Dovecot, FaultProxy, Postfix, Sink, wait_until
from tests.servers.ports import own_directory
from tests.servers.toxics import Latency
from triaged.errors import CommandRefused
from triaged.loops.ask import ask

WAITS = ("ready", "sending", "in doubt")
IN_DOUBT = "when the last daemon died: in doubt"
"""What the log says of a start that found letters in doubt."""
KEPT = Path("build/crash")
"""Where runs that went wrong leave what the checker reads."""

RULES = """\
company.name = "Nordlicht GmbH"
company.languages = ["en"]
calendar.office = {{ zone = "Europe/Berlin", open = ["Mon-Sun 00:00-24:00"], holidays = "none" }}
person.anna = {{ name = "Anna Petersen", mail = ["anna@firm.test"] }}
judge.sentences = "never"

[inbox.support]
address = "{address}"
account = "main"
look_every = "1s"

[account.main]
kind = "imap"
imap = "imap+plain://127.0.0.1:{imap}"
smtp = "smtp+plain://127.0.0.1:{smtp}"
user = "{address}"
login = {{ password = "file:{folder}/password" }}
journal = "{journal}"

[[promise.row]]
reply = "4h"

[letters]
doubt_wait = "{wait}"

[limits]
domain = "100000 an hour"
inbox = "100000 an hour"
inbox_always = "100000 an hour"

[store]
url = "sqlite:{folder}/triaged.db"
"""


@dataclass(slots=True)
class House:
    """A real Dovecot, a real Postfix and the customers' server behind it."""

    dovecot: Dovecot
    postfix: Postfix
    sink: Sink
    folder: Path
    kept: Path = KEPT
    lanes: list[Lane] = field(default_factory=list)
    _proxies: list[FaultProxy] = field(default_factory=list)
    _one_at_a_time: threading.Lock = field(default_factory=threading.Lock)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @classmethod
    def start(cls) -> House:
        """Start all three on free loopback ports."""
        dovecot, sink = Dovecot.start(), Sink.start()
        dovecot.add_user("anna@firm.test")
        # The connection is plain so that a trace can read it, and a login is asked for as everywhere.
        postfix = Postfix.start(dovecot, sink_port=sink.port, extra="smtpd_sasl_auth_enable = yes")
        return cls(dovecot, postfix, sink, own_directory("crash"))

    def lane(self, *, journal: bool = True, wait: str = "2s", smtp: int = 0) -> Lane:
        """A new mailbox with a daemon's place; `smtp` is another port than Postfix's own (a fault proxy)."""
        smtp = smtp or self.postfix.ports.smtp
        with self._one_at_a_time:
            number = next(self._numbers)
            address = f"support{number}@firm.test"
            account = self.dovecot.add_user(address)
        folder = self.folder / str(number)
        folder.mkdir()
        (folder / "password").write_text(account.password)
        (folder / "password").chmod(0o600)
        rules = RULES.format(
            address=address,
            folder=folder,
            imap=self.dovecot.ports.imap,
            smtp=smtp,
            journal="" if journal else "off",
            wait=wait,
        )
        (folder / "rules.toml").write_text(rules)
        starter = Starter(folder / "rules.toml")
        lane = Lane(
            house=self, address=address, folder=folder, number=number, copies=journal, smtp=smtp, starter=starter
        )
        self.lanes.append(lane)
        return lane

    def distant_relay(self, seconds: float) -> int:
        """The port of a way to Postfix that takes so long in each direction."""
        proxy = FaultProxy.start(self.postfix.ports.smtp)
        proxy.add(Latency(seconds=seconds))
        self._proxies.append(proxy)
        return proxy.port

    def stop(self) -> None:
        """End everything."""
        for lane in self.lanes:
            lane.close()
        for proxy in self._proxies:
            proxy.stop()
        self.postfix.stop()
        self.sink.stop()
        self.dovecot.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


@dataclass(slots=True)
class Lane:
    """One desk. `begin` puts it back to its first day: an empty mailbox that has been read once."""

    house: House
    address: str
    folder: Path
    number: int
    copies: bool
    smtp: int
    starter: Starter
    injected: list[Injected] = field(default_factory=list)
    _notified: socket.socket | None = None
    _mails: int = 0
    _before: int = 0

    # ---- the daemon

    def start(self, *, strace: Sequence[str] = ()) -> Daemon:
        """Start a daemon (see Starter.start)."""
        if self._notified is None:
            self._notified = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            self._notified.bind(str(self.folder / "notify"))
            self._notified.setblocking(False)
        self._drain()
        return self.starter.start(self.folder, strace=strace)

    def _drain(self) -> bool:
        """Read what was notified; whether READY was."""
        assert self._notified
        ready = False
        try:
            while True:
                ready |= self._notified.recv(4096).startswith(b"READY=1")
        except BlockingIOError:
            return ready

    def wait_ready(self, daemon: Daemon) -> None:
        """Wait until the daemon told READY."""
        wait_until(lambda: daemon.dead or self._drain(), "the daemon is ready", seconds=30)
        if daemon.dead:
            raise RuntimeError(f"the daemon ended by itself:\n{self.log()[-2000:]}")

    def log(self) -> str:
        """All that this lane's daemons logged."""
        path = self.folder / "daemon.log"
        return path.read_text("utf-8", "replace") if path.exists() else ""

    def status(self) -> dict[str, Any]:
        """What `triaged status` says, {} when nobody answers."""
        return self._ask("status")

    def _ask(self, command: str, **arguments: object) -> dict[str, Any]:
        try:
            return ask(self.folder / "triaged.sock", command, arguments) or {}
        except (OSError, CommandRefused):
            return {}

    # ---- its first day

    def begin(self) -> None:
        """Empty the mailbox, forget all mail, put a store in place that has read the inbox once."""
        self._empty()
        self.injected = []
        self._before = len(self.house.sink.mails)
        first = self.folder / "first.db"
        if not first.exists():
            daemon = self.start()
            wait_until(self._caught_up, "the inbox is read once", seconds=30)
            daemon.end(signal.SIGTERM)
            (self.folder / "triaged.db").rename(first)
        for name in ("triaged.db", "triaged.db-wal", "triaged.db-shm", "daemon.log"):
            (self.folder / name).unlink(missing_ok=True)
        shutil.copy(first, self.folder / "triaged.db")

    def _caught_up(self) -> bool:
        inboxes = self.status().get("inboxes", [])
        return bool(inboxes) and all(inbox["caught_up"] for inbox in inboxes)

    def _empty(self) -> None:
        with self.house.dovecot.imap(self.address) as client:
            for folder in ("INBOX", "Sent"):
                _, count = client.select(folder)
                if count != [b"0"]:
                    client.store("1:*", "+FLAGS.SILENT", "(\\Deleted)")
                    client.expunge()

    # ---- mail

    def retry_quarantined(self) -> int:
        """What a person does who finds mail in quarantine: look at it, and have it read again. How many there were."""
        items = self._ask("quarantine list").get("quarantined", [])
        for item in items:
            self._ask("quarantine retry", id=item["quarantine"])
        return len(items)

    def write(self, count: int) -> None:
        """So many customers write; their mail lies in the inbox when this returns."""
        for _ in range(count):
            self._mails += 1
            sender = f"c{self._mails}@lane{self.number}.test"
            mail = write(sender=sender, to=self.address, subject=f"Order {self._mails} has not come")
            self.injected.append(Injected(address=sender, message_id=mail.message_id))
            self.house.dovecot.deliver(self.address, mail.octets, sender=sender)

    def accepted(self) -> list[Accepted]:
        """What the customers of this lane got since its first day."""
        domain = f"@lane{self.number}.test"
        mails = self.house.sink.mails[self._before :]
        return [
            Accepted(recipients=mail.recipients, octets=mail.octets)
            for mail in mails
            if any(recipient.endswith(domain) for recipient in mail.recipients)
        ]

    def filed(self) -> list[Filed]:
        """The inbox and the sent mail, as IMAP shows them."""
        return [
            Filed(folder=folder, flags=tuple(sorted(mail.flags)), octets=mail.octets)
            for folder in ("INBOX", "Sent")
            for mail in self.house.dovecot.messages(self.address, folder)
        ]

    # ---- the end of a run

    def wait_quiet(self, daemon: Daemon, *, seconds: float = 30.0) -> bool:
        """Wait until every mail has its letter, nothing waits to be sent, and every copy is filed; False: too long."""
        try:
            wait_until(lambda: daemon.dead or self._quiet(), "all is quiet", seconds=seconds)
        except TimeoutError:
            return False
        return not daemon.dead

    def _quiet(self) -> bool:
        accepted = self.accepted()
        if len({mail.recipients for mail in accepted}) < len(self.injected):
            return False
        if self.copies and not self._all_filed(len(accepted)):
            return False
        letters = self.letters()
        return letters is not None and not any(letters.get(state, 0) for state in WAITS)

    def letters(self) -> dict[str, int] | None:
        """How many letters are in each state, as triaged says; None when nobody answers."""
        letters = self.status().get("letters")
        return None if letters is None else dict(letters)

    def only_doubts_left(self) -> bool:
        """Whether nothing waits but letters that people have to look at."""
        letters = self.letters()
        return letters is not None and not any(letters.get(state, 0) for state in WAITS if state != "in doubt")

    def _all_filed(self, letters: int) -> bool:
        with self.house.dovecot.imap(self.address) as client:
            inbox, sent = (int(client.select(name, readonly=True)[1][0] or 0) for name in ("INBOX", "Sent"))
        return inbox <= len(self.injected) and sent >= letters

    def check(self) -> Count:
        """The checker's figures for this run."""
        return check(self.injected, self.accepted(), self.filed(), copies=self.copies)

    def leave(self, folder: Path) -> None:
        """Write all that the checker reads into `folder`."""
        folder.mkdir(parents=True, exist_ok=True)
        mails = [{"address": mail.address, "message_id": mail.message_id} for mail in self.injected]
        (folder / "injected.json").write_text(json.dumps(mails))
        accepted = []
        for number, mail in enumerate(self.accepted()):
            (folder / f"accepted-{number}.eml").write_bytes(mail.octets)
            accepted.append({"recipients": mail.recipients, "file": f"accepted-{number}.eml"})
        (folder / "accepted.json").write_text(json.dumps(accepted))
        filed = []
        for number, each in enumerate(self.filed()):
            (folder / f"filed-{number}.eml").write_bytes(each.octets)
            filed.append({"folder": each.folder, "flags": each.flags, "file": f"filed-{number}.eml"})
        (folder / "mailbox.json").write_text(json.dumps({"copies": self.copies, "mails": filed}))
        (folder / "daemon.log").write_text(self.log())

    def close(self) -> None:
        """End the starter and its daemons."""
        self.starter.close()
        if self._notified is not None:
            self._notified.close()
            (self.folder / "notify").unlink()
