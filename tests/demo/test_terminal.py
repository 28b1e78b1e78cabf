"""What a person sees who runs `triaged demo` in a terminal."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import termios
from pathlib import Path

import pytest

from tests.demo.run import command, environment

CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
COLOUR = re.compile(r"\x1b\[(?:[0-9]+;)*(?:3[0-7]|9[0-7]|38)[;m]")
HIDE, SHOW = "\x1b[?25l", "\x1b[?25h"


def in_a_terminal(temporary: Path, *, columns: int, lines: int, **more: str) -> tuple[int, str]:
    """One run in a terminal of that size: its status, and everything it drew."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    given = {"TERM": "xterm-256color", "COLUMNS": "", "LINES": "", **more}
    process = subprocess.Popen(
        command("--fast"), stdin=slave, stdout=slave, stderr=slave, env=environment(temporary, **given)
    )
    os.close(slave)
    drawn = bytearray()
    try:
        while chunk := os.read(master, 65536):
            drawn += chunk
    except OSError:  # the last one has closed the terminal
        pass
    finally:
        os.close(master)
    return process.wait(timeout=30), drawn.decode("utf-8")


@pytest.mark.parametrize(
    ("columns", "lines", "more"),
    [pytest.param(80, 24, {}, id="80x24"), pytest.param(120, 40, {"NO_COLOR": "1"}, id="120x40, NO_COLOR")],
)
def test_it_draws_the_queue_while_mail_arrives_and_gives_the_terminal_back(
    tmp_path: Path, columns: int, lines: int, more: dict[str, str]
) -> None:
    """The queue is drawn again and again, no line is too wide, NO_COLOR is obeyed, the cursor is back at the end."""
    status, drawn = in_a_terminal(tmp_path, columns=columns, lines=lines, **more)
    assert status == 0, drawn[-2000:]
    assert drawn.count("Queue (Berlin time") > 10
    assert drawn.rindex(SHOW) > drawn.rindex(HIDE)
    assert bool(COLOUR.search(drawn)) is ("NO_COLOR" not in more)
    plain = [CONTROL.sub("", line).rstrip("\r").rpartition("\r")[2] for line in drawn.split("\n")]
    assert [line for line in plain if len(line) > columns] == []
    assert list(tmp_path.iterdir()) == []
