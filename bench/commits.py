"""B6: how often a batch waits for the disk, and how many letters share an SMTP connection.

strace counts the calls that wait for SQLite's log. A checkpoint waits for it once more, and then for the database
itself: as many as the latter are no commits.
"""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench.desk import Daemon, Evidence
from bench.field import Accepted, Field
from tests.servers.ports import wait_until

BATCH = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Commits:
    """`per_batch` is None where strace is not there or not allowed."""

    per_batch: float | None
    letters_per_connection: float


def measure(field: Field, count: int, evidence: Evidence) -> Commits:
    """Acknowledge `count` mails that lie there, under strace."""
    daemon = Daemon(field, evidence=evidence)
    try:
        return _measure(daemon, field, count)
    finally:
        daemon.close()


def _measure(daemon: Daemon, field: Field, count: int) -> Commits:
    field.deliver([daemon.address], BATCH)
    first = Accepted.of(field.postfix)
    first.wait(BATCH, running=daemon.process)
    first.close()
    daemon.settle()
    with daemon.halted():
        field.deliver([daemon.address] * 2, count)
    accepted = Accepted.of(field.postfix)
    with tempfile.TemporaryDirectory(prefix="triaged-bench-strace-") as folder:
        trace = Path(folder) / "trace"
        tracer = _trace(daemon, trace)
        accepted.wait(count, running=daemon.process)
        daemon.settle()
        if tracer is not None:
            tracer.send_signal(signal.SIGINT)
            tracer.wait()
        syncs = _commits(trace.read_text()) if tracer else None
    letters = count + BATCH
    accepted.close()
    return Commits(
        per_batch=None if syncs is None else syncs * BATCH / count,
        letters_per_connection=letters / max(1, connections(daemon)),
    )


def _commits(calls: str) -> int:
    return len(re.findall(r"f(?:data)?sync\(\d+<[^>]*\.db-wal>", calls)) - len(
        re.findall(r"f(?:data)?sync\(\d+<[^>]*\.db>", calls)
    )


def connections(daemon: Daemon) -> int:
    """How many SMTP connections the daemon has open: it keeps what it opened."""
    port = f"{daemon.field.door:04X}"
    inodes = {str(path.readlink()) for path in Path(f"/proc/{daemon.process.pid}/fd").iterdir()}
    lines = [line.split() for line in Path(f"/proc/{daemon.process.pid}/net/tcp").read_text().splitlines()[1:]]
    return sum(words[2].endswith(f":{port}") and f"socket:[{words[9]}]" in inodes for words in lines)


def _trace(daemon: Daemon, output: Path) -> subprocess.Popen[bytes] | None:
    program = shutil.which("strace")
    if program is None:
        return None
    output.touch()
    command = [program, "-f", "-y", "-e", "trace=fsync,fdatasync", "-o", str(output), "-p", str(daemon.process.pid)]
    tracer = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    status = Path(f"/proc/{daemon.process.pid}/status")
    wait_until(
        lambda: tracer.poll() is not None or f"TracerPid:\t{tracer.pid}" in status.read_text(), "strace is attached"
    )
    return tracer if tracer.poll() is None else None
