"""Runs `triaged demo` as a person does: in a process of its own, from any directory."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August")
MONTHS += ("September", "October", "November", "December")
NEWS = re.compile(r"^\d\d:\d\d:\d\d (?P<name>[^:]+): (?P<subject>.*?)  \((?P<about>[^()]*)\)$")
LETTER = re.compile(r"reply from a person by (\w+), (\d+) (\w+)(?: \d{4})?, (\d+):(\d+)\b")
QUEUE = re.compile(r"^(?P<id>[0-9A-Z]{4})  (?P<due>\w{3} \d\d \w{3} \d\d:\d\d)  ")


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "triaged", "demo", *arguments]


def environment(temporary: Path, **more: str) -> dict[str, str]:
    """The demo's environment: temporary files go where the test can see what is left of them."""
    kept = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    return {**kept, "TMPDIR": str(temporary), "PYTHONUNBUFFERED": "1", **more}


@dataclass(frozen=True)
class Shown:
    """What a run printed."""

    status: int
    output: str
    errors: str

    @property
    def lines(self) -> list[str]:
        return self.output.splitlines()

    def about(self, subject: str) -> str:
        """What was shown below the arrival of the mail with this subject."""
        found: list[str] = []
        inside = False
        for line in self.lines:
            news = NEWS.match(line)
            if news or not line.startswith(" "):
                inside = bool(news) and news["subject"] == subject
            elif inside:
                found.append(line.strip())
        return "\n".join(found)

    def reference(self, subject: str) -> str:
        """The reference in the subject of the acknowledgement."""
        found = re.search(r"\[ND-(\w{4})\]", self.about(subject))
        assert found, self.about(subject)
        return found[1]

    def promised(self, subject: str) -> str:
        """The time an English letter names, in the way the queue writes it: "Mon 23 Nov 12:00"."""
        found = LETTER.search(self.about(subject))
        assert found, self.about(subject)
        day, number, month, hour, minute = found.groups()
        assert month in MONTHS
        return f"{day[:3]} {int(number):02} {month[:3]} {int(hour):02}:{minute}"

    def due(self) -> dict[str, str]:
        """The last queue: reference → reply by."""
        return {row["id"]: row["due"] for row in map(QUEUE.match, self.lines) if row}


def demo(temporary: Path, *arguments: str, cwd: Path | None = None, **more: str) -> Shown:
    """One whole run, its output in a pipe."""
    done = subprocess.run(
        command(*arguments),
        check=False,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        timeout=200,
        cwd=cwd,
        env=environment(temporary, **more),
    )
    return Shown(done.returncode, done.stdout, done.stderr)
