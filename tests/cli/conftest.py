"""A person at a terminal: a folder with rules.toml, and the command line run in it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.dialogs.conftest import closed_desk, new_desk
from tests.servers import free_port

__all__ = ["Start", "Terminal", "closed_desk", "new_desk", "running", "terminal"]
"""A desk on real servers is made as the dialogues make it."""

ROOT = Path(__file__).parents[2]
RULES = """\
company.name = "Nordlicht GmbH"
company.languages = ["en", "de"]
calendar.office = {{ zone = "Europe/Berlin", open = ["Mon-Fri 08:00-17:00"], holidays = "none" }}
person.anna = {{ name = "Anna Petersen", mail = ["anna@nordlicht.example"] }}
inbox.support = {{ address = "support@nordlicht.example", account = "main" }}
[account.main]
kind = "imap"
imap = "imap://127.0.0.1:{imap}"
smtp = "{smtp}"
ca = "{ca}"
user = "{user}"
login = {{ password = "file:{folder}/password" }}
[[promise.row]]
reply = "4h"
[store]
url = "sqlite:{folder}/triaged.db"
"""


@dataclass
class Terminal:
    """Runs `triaged --rules rules.toml …` in a folder."""

    folder: Path

    def write(
        self, *, imap: int = 0, smtp: str = "", user: str = "kim", password: str = "secret", ca: str = ""
    ) -> None:
        """Write rules.toml and the password; ports where nobody listens, unless they are given."""
        (self.folder / "password").write_text(password, "utf-8")
        (self.folder / "password").chmod(0o600)
        rules = RULES.format(
            folder=self.folder,
            imap=imap or free_port(),
            smtp=smtp or f"smtp://127.0.0.1:{free_port()}",
            user=user,
            ca=ca,
        )
        if not ca:
            rules = rules.replace('ca = ""\n', "")
        (self.folder / "rules.toml").write_text(rules, "utf-8")

    def change(self, old: str, new: str) -> None:
        """Change rules.toml."""
        path = self.folder / "rules.toml"
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    def environment(self, **more: str) -> dict[str, str]:
        left_out = {"TRIAGED_RULES", "NO_COLOR", "FORCE_COLOR", "NOTIFY_SOCKET", "JOURNAL_STREAM", "RUNTIME_DIRECTORY"}
        return {k: v for k, v in os.environ.items() if k not in left_out} | {"PYTHONPATH": str(ROOT)} | more

    def run(
        self, *arguments: str, rules: str = "rules.toml", typed: str = "", **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """One command, to its end; `typed` is what a person answers."""
        return subprocess.run(
            [sys.executable, "-m", "triaged", "--rules", rules, *arguments],
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=60,
            input=typed,
            env=self.environment(**environment),
            check=False,
        )

    def daemon(self, *options: str, **environment: str) -> subprocess.Popen[str]:
        """`triaged run`, its log in daemon.log."""
        with (self.folder / "daemon.log").open("a") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "triaged", "--rules", "rules.toml", "run", *options],
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                text=True,
                env=self.environment(**environment),
            )

    def log(self) -> str:
        return (self.folder / "daemon.log").read_text("utf-8", "replace")


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """A folder with a good rules.toml whose servers are away."""
    made = Terminal(tmp_path)
    made.write()
    return made


@pytest.fixture
def running(terminal: Terminal) -> object:
    """Starts daemons that end with the test."""
    started: list[subprocess.Popen[str]] = []

    def start(*options: str, **environment: str) -> subprocess.Popen[str]:
        started.append(terminal.daemon(*options, **environment))
        return started[-1]

    yield start
    for daemon in started:
        daemon.kill()
        daemon.wait()


Start = Callable[..., subprocess.Popen[str]]
