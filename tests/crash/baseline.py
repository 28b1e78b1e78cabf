"""The naive sender in the same house, under the same kills."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass

from tests.crash.checker import Count, check
from tests.crash.daemon import Daemon, pause
from tests.crash.house import Lane
from tests.crash.kills import MAILS, Session
from tests.servers import wait_until

ORDERS = {"mark": "marks read, then sends", "send": "sends, then marks read"}


@dataclass(slots=True)
class Naive:
    """The naive sender at work for a lane's mailbox."""

    lane: Lane
    first: str

    def start(self) -> Daemon:
        """Start one."""
        house = self.lane.house
        account = house.dovecot.accounts[self.lane.address]
        ports = (str(house.dovecot.ports.imap), str(self.lane.smtp))
        command = [sys.executable, "-m", "tests.crash.naive", self.first, *ports, account.address, account.password]
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return Daemon(process.pid, os.pidfd_open(process.pid), process)

    def finish(self) -> None:
        """Have it work until no mail is unread and nothing more arrives; started again when it ends by itself."""
        process = self.start()

        def done() -> bool:
            nonlocal process
            if process.dead:
                process.end()
                process = self.start()
            return not self._unread()

        wait_until(done, "no mail is unread", seconds=120)
        wait_until(lambda: not self.lane.house.postfix.queue(), "the relay's queue is empty", seconds=60)
        with contextlib.suppress(ProcessLookupError):
            process.end(signal.SIGTERM)

    def _unread(self) -> bool:
        with self.lane.house.dovecot.imap(self.lane.address) as client:
            client.select("INBOX", readonly=True)
            return client.search(None, "UNSEEN")[1] != [b""]

    def busy_time(self) -> float:
        """Seconds from its start until the last letter has left."""
        self.lane.begin()
        self.lane.write(MAILS)
        began = time.monotonic()
        process = self.start()
        wait_until(lambda: not self._unread(), "no mail is unread", seconds=60)
        took = time.monotonic() - began
        process.end()
        return took

    def session(self, chooser: random.Random, *, kills: int, busy: float) -> Session:
        """The same as kills.session."""
        self.lane.begin()
        for _ in range(kills):
            self.lane.write(MAILS)
            process = self.start()
            pause(chooser.uniform(0, busy))
            process.end()
        self.finish()
        return Session(kills=kills, doubts=0, quarantined=0, left=0, quiet=True, count=self.count())

    def count(self) -> Count:
        """The checker's figures; what became of the mailbox is not asked of it."""
        return check(self.lane.injected, self.lane.accepted(), [], copies=False, mailbox=False)
