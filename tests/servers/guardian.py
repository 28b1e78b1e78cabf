"""What keeps a test run from leaving servers behind: one small process that outlives it and stops them by pid.

Fixtures stop their servers in order. When the run itself is killed, nobody runs fixtures: the guardian then
sees the end of the pipe it reads from, and ends each process whose pid is still registered.
"""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

_SCRIPT = """
cat >/dev/null
for file in "$1"/*.pid; do
    [ -e "$file" ] && kill -TERM "$(cat "$file")" 2>/dev/null
done
sleep 2
for file in "$1"/*.pid; do
    [ -e "$file" ] || continue
    kill -KILL "$(cat "$file")" 2>/dev/null
done
for file in "$1"/*.dir; do
    [ -e "$file" ] && rm -rf "$(cat "$file")"
done
rm -rf "$1"
"""


class Guardian:
    """Knows the pids of the running servers, by a file each that the watching process can read."""

    def __init__(self) -> None:
        self._pids = Path(tempfile.mkdtemp(prefix="triaged-pids-"))
        self._process = subprocess.Popen(
            ["sh", "-c", _SCRIPT, "guardian", str(self._pids)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        atexit.register(self.close)

    def watch(self, pid: int) -> None:
        """End `pid` should this test run die without doing so."""
        (self._pids / f"{pid}.pid").write_text(str(pid))

    def forget(self, pid: int) -> None:
        """The server has been stopped in the ordinary way."""
        (self._pids / f"{pid}.pid").unlink(missing_ok=True)

    def sweep(self, directory: Path) -> None:
        """Remove `directory` when this test run ends, however it ends."""
        (self._pids / f"{directory.name}.dir").write_text(str(directory))

    def close(self) -> None:
        """End the guardian: what is still registered ends with it."""
        if self._process.stdin and not self._process.stdin.closed:
            self._process.stdin.close()
            if not any(self._pids.glob("*.pid")):
                self._process.kill()
                for note in self._pids.glob("*.dir"):
                    shutil.rmtree(note.read_text(), ignore_errors=True)
                shutil.rmtree(self._pids, ignore_errors=True)
            self._process.wait(timeout=10)


_guardian: Guardian | None = None


def guardian() -> Guardian:
    """The guardian of this process; a forked or spawned test worker has its own."""
    global _guardian  # noqa: PLW0603 - one watching process a test process
    if _guardian is None:
        _guardian = Guardian()
    return _guardian


def alive(pid: int) -> bool:
    """Whether a process of this id exists and is not a zombie."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def end(pid: int, *, kind: signal.Signals = signal.SIGTERM, seconds: float = 10.0) -> None:
    """Ask one process to end and wait until it has; after `seconds` it is killed."""
    try:
        os.kill(pid, kind)
    except ProcessLookupError:
        return
    deadline = time.monotonic() + seconds
    while alive(pid):
        if time.monotonic() > deadline:
            os.kill(pid, signal.SIGKILL)
            deadline += seconds
        time.sleep(0.01)
