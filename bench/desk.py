"""triaged itself: the daemon as it is run in earnest (SQLite, synchronous=FULL, judgement on), log lines to a file."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from bench.field import PASSWORD, PATIENCE, Accepted, Field
from bench.processes import cpu
from bench.run import Run
from tests.servers.ports import HOST, wait_until

RULES = """\
company.name = "Nordlicht GmbH"
company.languages = {languages}
calendar.office = {{ zone = "Europe/Berlin", open = ["Mon-Fri 08:00-17:00"], holidays = "DE-HH" }}
person.anna = {{ name = "Anna Petersen", mail = ["{lead}"] }}
judge.sentences = "{sentences}"

[inbox.support]
address = "{address}"
account = "main"

[account.main]
kind    = "imap"
imap    = "imap+plain://{host}:{imap}"
smtp    = "smtp+plain://{host}:{smtp}"
user    = "{address}"
login   = {{ password = "file:{password}" }}
{copies}

[[promise.row]]
when  = {{ urgency = "critical" }}
reply = "1h"
[[promise.row]]
reply = "4h"

[[rule]]
name = "outage"
when = {{ text = ["outage", "does not start", "startet nicht"] }}
urgency = "at least high"

[limits]
# So many strangers at once would open the breaker, which is there for just that.
inbox = "1000000 an hour"
inbox_always = "1000000 an hour"
domain = "1000000 an hour"

[store]
url = "sqlite:{store}"
"""
Evidence = Literal["provider", "journal", "none"]
"""Where a copy of each letter can be found again: the provider files one itself, triaged has one delivered, nowhere."""
_COPIES: Mapping[Evidence, str] = {
    "provider": "files_sent = true",
    "journal": 'journal = ""',
    "none": 'journal = "off"',
}
ALL_LANGUAGES = '["en", "de", "fr", "es"]'


class Daemon:
    """One running daemon with an inbox of its own."""

    def __init__(
        self,
        field: Field,
        *,
        evidence: Evidence = "journal",
        languages: str = ALL_LANGUAGES,
        sentences: bool = False,
    ) -> None:
        self.field = field
        self._judged_by = "words and sentences" if sentences else "words"
        self.address = field.new_mailbox()
        self._temporary = tempfile.TemporaryDirectory(prefix="triaged-bench-desk-")
        self.folder = Path(self._temporary.name)
        self.rules = self.folder / "rules.toml"
        self._write(evidence=evidence, languages=languages, sentences=sentences)
        self.process = self._launch()
        self.wait_for_a_look()

    def _write(self, *, evidence: Evidence, languages: str, sentences: bool) -> None:
        password = self.folder / "password"
        password.write_text(PASSWORD)
        password.chmod(0o600)
        self.rules.write_text(
            RULES.format(
                address=self.address,
                lead=self.field.new_mailbox(),
                host=HOST,
                imap=self.field.dovecot.ports.imap,
                smtp=self.field.door,
                password=password,
                copies=_COPIES[evidence],
                store=self.folder / "triaged.db",
                languages=languages,
                sentences="always" if sentences else "never",
            )
        )

    def _launch(self) -> subprocess.Popen[bytes]:
        with (self.folder / "daemon.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "triaged", "--rules", str(self.rules), "run"],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def restart(self) -> None:
        """Stop it and start it again on its store."""
        self.process.terminate()
        self.process.wait(timeout=20)
        self.process = self._launch()
        self.wait_for_a_look()

    def close(self) -> None:
        """Stop it and remove what it wrote."""
        self.process.send_signal(signal.SIGCONT)
        self.process.terminate()
        self.process.wait(timeout=20)
        self._temporary.cleanup()

    def wait_for_a_look(self) -> None:
        """Wait until it has read every folder to the end, after now, and judges as it is meant to."""
        from triaged.cli.tables import rows
        from triaged.errors import TriagedError
        from triaged.loops.ask import ask

        now = datetime.now().astimezone()

        def looked() -> bool:
            if self.process.poll() is not None:
                raise RuntimeError((self.folder / "daemon.log").read_text())
            with contextlib.suppress(TriagedError, OSError):
                answer = ask(self.folder / "triaged.sock", "status", {}) or {}
                texts = [inbox["caught_up"] for inbox in rows(answer.get("inboxes", []))]
                read = (text and datetime.fromisoformat(text) + timedelta(seconds=1) > now for text in texts)
                return answer.get("judged_by") == self._judged_by and bool(texts) and all(read)
            return False

        wait_until(looked, "triaged looked at every folder", seconds=90)

    def cpu(self) -> float:
        """Seconds of CPU used so far, by all its processes."""
        return cpu(self.process.pid)

    @contextlib.contextmanager
    def halted(self) -> Iterator[None]:
        """Stopped for the length of a with block: the mail that is to be answered lies there when it goes on."""
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)

    def settle(self) -> None:
        """Wait until it has nothing more to do: copies filed, outcomes written."""
        deadline, before = time.monotonic() + PATIENCE, self.cpu()
        while time.monotonic() < deadline:
            time.sleep(1)
            now = self.cpu()
            if now - before < 0.03:
                return
            before = now


class Triaged:
    """The daemon, given a full mailbox at a time."""

    def __init__(self, field: Field, *, evidence: Evidence, sentences: bool = False) -> None:
        name = {
            "provider": "triaged, the provider files copies",
            "journal": "triaged, with journal copies",
            "none": "triaged, without any copies",
        }[evidence]
        self.name = f"{name}, with sentences" if sentences else name
        self._field = field
        self._daemon = Daemon(field, evidence=evidence, sentences=sentences)

    def close(self) -> None:
        """Stop the daemon."""
        self._daemon.close()

    def answer(self, count: int) -> Run:
        """Acknowledge `count` mails; counted from the moment it may go on to the last letter accepted."""
        daemon = self._daemon
        with daemon.halted():
            self._field.deliver([daemon.address] * 2, count)
            accepted, own, servers = Accepted.of(self._field.postfix), daemon.cpu(), self._field.cpu()
            began = time.monotonic()
        seconds = accepted.wait(count, running=daemon.process) - began
        accepted.close()
        self._field.settle()
        daemon.settle()
        return Run(letters=count, seconds=seconds, cpu=daemon.cpu() - own, servers=self._field.cpu() - servers)
