"""django-helpdesk: its own command that reads a mailbox over IMAP and acknowledges each new ticket by e-mail."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path

from bench.field import PASSWORD, Accepted, Field
from bench.peers import PYTHON, SCRIPTS
from bench.run import Run


class Helpdesk:
    """A site with one queue, SQLite behind it."""

    name = "django-helpdesk 2.6, SQLite"

    def __init__(self, field: Field) -> None:
        self._field = field
        self._address = field.new_mailbox()
        self._folder = tempfile.TemporaryDirectory(prefix="triaged-bench-helpdesk-")
        (Path(self._folder.name) / "media").mkdir()
        self._script("prepare")

    def close(self) -> None:
        """Remove the site."""
        self._folder.cleanup()

    def answer(self, count: int) -> Run:
        """Read and acknowledge `count` mails that lie there. Its CPU is without Django's start."""
        self._field.deliver([self._address] * 2, count)
        accepted, servers = Accepted.of(self._field.postfix), self._field.cpu()
        told = json.loads(self._script("read").splitlines()[-1])
        accepted.wait(count)
        accepted.close()
        self._field.settle()
        return Run(letters=count, seconds=told["seconds"], cpu=told["cpu"], servers=self._field.cpu() - servers)

    def _script(self, what: str) -> str:
        done = subprocess.run(
            [str(PYTHON), "-W", "ignore", str(SCRIPTS / "get_email_once.py"), what],
            capture_output=True,
            text=True,
            check=False,
            env={
                "PATH": os.environ["PATH"],
                "BENCH_FOLDER": self._folder.name,
                "BENCH_ADDRESS": self._address,
                "BENCH_PASSWORD": PASSWORD,
                "BENCH_IMAP": str(self._field.dovecot.ports.imap),
                "BENCH_SMTP": str(self._field.door),
            },
        )
        if done.returncode:
            raise RuntimeError(f"django-helpdesk ({what}):\n{done.stderr}")
        return done.stdout
