"""Dovecot Pigeonhole's vacation: one fixed text, sent by the delivery itself. No store, no queue, no judgement."""

from __future__ import annotations

import subprocess
import tempfile
import time
from pathlib import Path

from bench.field import Accepted, Field
from bench.run import Run

SCRIPT = """\
require ["vacation"];
vacation :days 7 :subject "We have received your mail" "Dear customer,

thank you for your mail. We have received it and will answer as soon as possible.

Nordlicht customer service
";
"""
HANDS = 4


class Vacation:
    """A field of its own, where every mailbox answers by itself. Its rate counts from the first mail handed over."""

    name = "Dovecot Pigeonhole vacation"

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="triaged-bench-sieve-")
        folder = Path(self._folder.name)
        folder.chmod(0o755)
        script = folder / "vacation.sieve"
        script.write_text(SCRIPT)
        self._field = Field.start(sieve=str(script))
        # Compiled once, as an administrator does: the delivery may not write here and would compile for each mail.
        config = str(self._field.dovecot.base / "dovecot.conf")
        subprocess.run(["sievec", "-c", config, str(script)], check=True, capture_output=True)

    def close(self) -> None:
        """End its servers."""
        self._field.stop()
        self._folder.cleanup()

    def answer(self, count: int) -> Run:
        """Deliver `count` mails to mailboxes that answer each.

        To four at a time: two deliveries to one mailbox wait for each other's list of who was answered, and some
        answers are then never sent.
        """
        addresses = [self._field.new_mailbox() for _ in range(HANDS)]
        accepted, servers, began = Accepted.of(self._field.postfix), self._field.cpu(), time.monotonic()
        self._field.deliver(addresses, count)
        seconds = accepted.wait(count) - began
        accepted.close()
        self._field.settle()
        return Run(letters=count, seconds=seconds, cpu=None, servers=self._field.cpu() - servers)
