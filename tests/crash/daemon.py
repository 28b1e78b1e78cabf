"""A daemon of one lane: started, watched, killed, traced."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.servers import wait_until

CALLS = (
    "pwrite64",
    "write",
    "fsync",
    "fdatasync",
    "ftruncate",
    "unlink",
    "rename",
    "connect",
    "sendto",
    "sendmsg",
    "recvfrom",
    "recvmsg",
)
"""The calls by which a process changes a disk, talks to a server or hears from one."""


@dataclass(slots=True)
class Daemon:
    """A running daemon. Not a child of this process: its end is seen through a pidfd."""

    pid: int
    pidfd: int
    strace: subprocess.Popen[bytes] | None = None

    @property
    def dead(self) -> bool:
        """Whether it has ended."""
        return self.pidfd < 0 or bool(select.select([self.pidfd], [], [], 0)[0])

    def wait(self, seconds: float) -> bool:
        """Wait for its end; False when it lives longer."""
        return self.pidfd < 0 or bool(select.select([self.pidfd], [], [], seconds)[0])

    def end(self, number: signal.Signals = signal.SIGKILL, seconds: float = 15.0) -> None:
        """Send a signal (if it still lives) and wait for the end."""
        if self.pidfd >= 0:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self.pidfd, number)
            if not self.wait(seconds):
                raise TimeoutError(f"the daemon did not end within {seconds:g} s of {number.name}")
            os.close(self.pidfd)
            self.pidfd = -1
        if self.strace is not None:
            self.strace.wait(15)
            self.strace = None


class Starter:
    """Forks daemons from a process that has imported everything."""

    def __init__(self, rules: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.warm", str(rules)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
        )
        assert self._process.stdout
        if self._process.stdout.readline() != b"warm\n":
            raise RuntimeError("the starter of daemons did not start")

    def start(self, folder: Path, *, strace: Sequence[str] = ()) -> Daemon:
        """Start a daemon for the lane in `folder`; with `strace`, its options: traced from its first call on."""
        asked = {
            "rules": str(folder / "rules.toml"),
            "log": str(folder / "daemon.log"),
            "notify": str(folder / "notify"),
            "stopped": bool(strace),
        }
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(asked).encode() + b"\n")
        self._process.stdin.flush()
        pid = int(self._process.stdout.readline())
        try:
            daemon = Daemon(pid, os.pidfd_open(pid))
        except ProcessLookupError:
            return Daemon(pid, -1)
        if strace:
            wait_until(lambda: _state(pid) == "T", "the daemon waits to be traced")
            daemon.strace = subprocess.Popen(["strace", "-qq", *strace, "-p", str(pid)], stdin=subprocess.DEVNULL)
            wait_until(lambda: _traced(pid), "strace has attached")
            os.kill(pid, signal.SIGCONT)
        return daemon

    def close(self) -> None:
        """End the starter and with it every daemon it started."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(10)
        self._process.stdout.close()


def _state(pid: int) -> str:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


def _traced(pid: int) -> bool:
    status = Path(f"/proc/{pid}/status").read_text()
    return "TracerPid:\t0\n" not in status


def pause(seconds: float) -> None:
    """Let the daemon run for so long: the random moment of a kill."""
    time.sleep(seconds)
