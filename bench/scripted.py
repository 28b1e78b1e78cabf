"""The scripts that set the scale: the hand-tuned floor, and bare smtplib."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from email import message_from_bytes

from bench.corpus import mails
from bench.field import PASSWORD, Accepted, Field
from bench.peers import PYTHON, SCRIPTS
from bench.run import Run

_EXAMPLES = 1_000


class Script:
    """A script under bench/scripts that answers a line with what it did for it."""

    def __init__(self, field: Field, script: str, *, first: str = "") -> None:
        self._field = field
        self._folder = tempfile.TemporaryDirectory(prefix="triaged-bench-script-")
        self.address = field.new_mailbox()
        self._process = subprocess.Popen(
            [str(PYTHON), str(SCRIPTS / script)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={
                "PATH": os.environ["PATH"],
                "BENCH_ADDRESS": self.address,
                "BENCH_PASSWORD": PASSWORD,
                "BENCH_STORE": f"{self._folder.name}/floor.db",
                "BENCH_IMAP": str(field.dovecot.ports.imap),
                "BENCH_SMTP": str(field.door),
            },
        )
        if first:
            self._say(first)
        assert self._hear() == "ready", f"{script} did not start"

    def _say(self, line: str) -> None:
        assert self._process.stdin
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def _hear(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().strip()

    def close(self) -> None:
        """End the script."""
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(timeout=20)
        self._folder.cleanup()

    def do(self, count: int) -> Run:
        """Have it send `count` letters."""
        accepted, servers = Accepted.of(self._field.postfix), self._field.cpu()
        self._say(str(count))
        told = json.loads(self._hear())
        assert told["count"] == count, told
        accepted.wait(count)
        accepted.close()
        self._field.settle()
        return Run(letters=count, seconds=told["seconds"], cpu=told["cpu"], servers=self._field.cpu() - servers)


class Floor(Script):
    """compat32 parser, template strings, batches of 50, one after the other."""

    name = "floor script (compat32)"

    def __init__(self, field: Field) -> None:
        super().__init__(field, "floor.py", first=json.dumps(_examples()))

    def answer(self, count: int) -> Run:
        """Acknowledge `count` mails that lie there."""
        self._field.deliver([self.address] * 2, count)
        return self.do(count)


class Bare(Script):
    """Nothing is read: letters are handed to Postfix on one kept connection."""

    name = "bare smtplib, one kept connection"

    def __init__(self, field: Field) -> None:
        super().__init__(field, "bare.py")

    def answer(self, count: int) -> Run:
        """Send `count` letters."""
        return self.do(count)


def _examples() -> list[tuple[str, str]]:
    """Texts with an urgency, to learn from."""
    found = []
    for mail in mails(90_000_000, _EXAMPLES):
        message = message_from_bytes(mail.octets)
        part = next(part for part in message.walk() if part.get_content_type() == "text/plain")
        text = bytes(part.get_payload(decode=True)).decode()
        found.append((text, "high" if any(word in text for word in ("urgent", "dringend", "urgente")) else "normal"))
    return found
