"""The field all compete on: a Dovecot, a Postfix and the customers' side (smtp-sink), the same for everybody.

An acknowledgement counts when Postfix has accepted it: one line of its cleanup service a letter.
"""

from __future__ import annotations

import itertools
import os
import shutil
import smtplib
import subprocess
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from bench.corpus import mails
from bench.processes import cpu
from tests.servers import Dovecot, Postfix
from tests.servers.guardian import guardian
from tests.servers.ports import HOST, free_port, wait_until

PASSWORD = "correct horse"
PATIENCE = 120.0
"""Seconds without one more acknowledgement after which the wait is given up."""
_PLAIN_POSTFIX = """
smtpd_recipient_restrictions = permit_mynetworks, reject
smtpd_end_of_data_restrictions =
smtpd_peername_lookup = no
smtpd_tls_security_level = none
"""
"""Without the tests' policy server, which is not there to be quick."""
_LOGIN = "smtpd_sasl_auth_enable = yes\n"
_SIEVE = """
submission_host = {host}:{door}
postmaster_address = postmaster@firm.test
protocol lmtp {{
  mail_plugins = quota sieve
}}
plugin {{
  sieve = file:~/sieve;active={script}
  sieve_default = {script}
}}
"""
_numbers = itertools.count(1)
_mails = itertools.count(1_000)


@dataclass(slots=True)
class Accepted:
    """Counts what Postfix accepts, from now on, by following its log."""

    log: BinaryIO
    letters: int = 0
    connections: int = 0
    finished: int = 0
    _rest: bytes = b""

    @classmethod
    def of(cls, postfix: Postfix) -> Accepted:
        """Begin to count."""
        file = (postfix.base / "log" / "mail.log").open("rb")
        file.seek(0, os.SEEK_END)
        return cls(file)

    def count(self) -> int:
        """Letters accepted so far."""
        lines = (self._rest + self.log.read()).split(b"\n")
        self._rest = lines.pop()
        self.letters += sum(b"/cleanup[" in line and b" message-id=" in line for line in lines)
        self.connections += sum(b"/smtpd[" in line and b"]: connect from" in line for line in lines)
        self.finished += sum(b"/qmgr[" in line and line.endswith(b": removed") for line in lines)
        return self.letters

    def wait(self, count: int, *, step: float = 0.01, running: subprocess.Popen[bytes] | None = None) -> float:
        """The moment (time.monotonic) at which `count` letters had been accepted."""
        deadline, before = time.monotonic() + PATIENCE, 0
        while self.count() < count:
            if time.monotonic() > deadline or (running is not None and running.poll() is not None):
                raise TimeoutError(f"{self.letters} of {count} acknowledgements came")
            if self.letters > before:
                deadline, before = time.monotonic() + PATIENCE, self.letters
            time.sleep(step)
        return time.monotonic()

    def close(self) -> None:
        """Stop counting."""
        self.log.close()


@dataclass(slots=True)
class Field:
    """Running servers. All send through Postfix's `door`: plain, a login is possible, nobody needs one."""

    dovecot: Dovecot
    postfix: Postfix
    sink: subprocess.Popen[bytes]

    @property
    def door(self) -> int:
        """The port."""
        return self.postfix.ports.smtp

    @classmethod
    def start(cls, *, sieve: str = "") -> Field:
        """Start all three; with `sieve` (the path of a script) every mailbox answers by itself."""
        sink_port, dovecot = free_port(), Dovecot.start()
        program = shutil.which("smtp-sink") or "/usr/sbin/smtp-sink"
        user = ["-u", "postfix"] if os.geteuid() == 0 else []
        sink = subprocess.Popen([program, *user, f"{HOST}:{sink_port}", "200"], stderr=subprocess.DEVNULL)
        postfix = Postfix.start(dovecot, sink_port=sink_port, extra=_PLAIN_POSTFIX + ("" if sieve else _LOGIN))
        if sieve:
            dovecot.restart(extra=_SIEVE.format(host=HOST, door=postfix.ports.smtp, script=sieve))
        guardian().watch(sink.pid)
        return cls(dovecot, postfix, sink)

    def stop(self) -> None:
        """End all three."""
        self.postfix.stop()
        self.dovecot.stop()
        guardian().forget(self.sink.pid)
        self.sink.kill()
        self.sink.wait()

    def new_mailbox(self) -> str:
        """An empty mailbox; its address."""
        address = f"desk{next(_numbers)}@firm.test"
        self.dovecot.add_user(address, PASSWORD)
        return address

    def deliver(self, addresses: Sequence[str], count: int) -> None:
        """Deliver `count` generated mails nobody has seen before, over a kept LMTP connection to each address."""
        hands = len(addresses)
        shares = [count // hands + (hand < count % hands) for hand in range(hands)]
        with ThreadPoolExecutor(hands) as pool:
            list(pool.map(self._deliver, addresses, shares))

    def _deliver(self, address: str, count: int) -> None:
        first = next(_mails) * 100_000
        with smtplib.LMTP(HOST, self.dovecot.ports.lmtp) as lmtp:
            for mail in mails(first, count, to=address):
                lmtp.sendmail(mail.sender, address, mail.octets)

    def cpu(self) -> float:
        """Seconds of CPU the servers have used."""
        pid_files = (self.dovecot.base / "run" / "master.pid", self.postfix.base / "spool" / "pid" / "master.pid")
        return cpu(*(int(path.read_text()) for path in pid_files), self.sink.pid)

    def settle(self) -> None:
        """Wait until Postfix has sent on whatever it accepted: the next one finds a quiet field."""
        spool = self.postfix.base / "spool"
        folders = [spool / name for name in ("incoming", "active", "maildrop")]
        wait_until(lambda: not any(_files(folder) for folder in folders), "Postfix sent all on", seconds=PATIENCE)


def _files(folder: Path) -> bool:
    return any(path.is_file() for path in folder.rglob("*")) if folder.exists() else False
