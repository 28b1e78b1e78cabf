"""B7: what the command line costs to start, and how big the daemon is before any mail."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass

from bench.desk import ALL_LANGUAGES, Daemon
from bench.field import Field
from bench.peers import PYTHON
from bench.processes import size
from triaged.learn.sentences import installed

REPEATED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """CPU seconds and octets. `daemon_sentences`: None where triaged[sentences] is not installed."""

    version: float
    help: float
    queue: float
    daemon: int
    daemon_languages: int
    sklearn: int
    daemon_sentences: int | None = None


def measure(field: Field) -> Start:
    """Start each some times; the middle one counts."""
    plain = Daemon(field, languages='["en"]')
    # The first start makes the store, which takes more memory than any later one.
    plain.restart()
    small = size(plain.process.pid).resident
    plain.close()
    daemon = Daemon(field, languages=ALL_LANGUAGES)
    daemon.restart()
    try:
        return Start(
            version=_cpu("--version"),
            help=_cpu("--help"),
            queue=_cpu("--rules", str(daemon.rules), "queue"),
            daemon=small,
            daemon_languages=size(daemon.process.pid).resident,
            sklearn=_sklearn(),
            daemon_sentences=_with_sentences(field) if installed() else None,
        )
    finally:
        daemon.close()


def _with_sentences(field: Field) -> int:
    daemon = Daemon(field, languages=ALL_LANGUAGES, sentences=True)
    daemon.restart()
    try:
        return size(daemon.process.pid).resident
    finally:
        daemon.close()


def _cpu(*arguments: str) -> float:
    took = sorted(_once([sys.executable, "-m", "triaged", *arguments]) for _ in range(REPEATED))
    return took[REPEATED // 2]


def _once(command: list[str]) -> float:
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime


def _sklearn() -> int:
    code = (
        "import sklearn.feature_extraction.text, sklearn.linear_model, sklearn.pipeline\n"
        "print([line for line in open('/proc/self/status') if line.startswith('VmRSS')][0].split()[1])"
    )
    done = subprocess.run([str(PYTHON), "-c", code], capture_output=True, text=True, check=True)
    return int(done.stdout) * 1024
