"""What processes cost: CPU seconds of a whole tree, resident memory, open files, threads. Read from /proc."""

import os
from dataclasses import dataclass
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")
_PROC = Path("/proc")


def children(pid: int) -> list[int]:
    """The processes whose parent is `pid`."""
    found = []
    for tasks in (_PROC / str(pid) / "task").glob("*/children"):
        try:
            found += [int(word) for word in tasks.read_text().split()]
        except OSError:
            continue
    return found


def tree(pid: int) -> list[int]:
    """`pid` and all that descend from it."""
    pids, known = [pid], 0
    while known < len(pids):
        pids += children(pids[known])
        known += 1
    return pids


def cpu(*roots: int) -> float:
    """Seconds of CPU, user and system, of these trees: also of children that have ended and were waited for."""
    total = 0
    for root in roots:
        for pid in tree(root):
            try:
                fields = (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            total += sum(int(field) for field in fields[11:15])
    return total / _TICK


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """Of one process. `resident` in octets."""

    resident: int
    files: int
    threads: int


def size(pid: int) -> Size:
    """How big a process is now."""
    lines = dict(line.split(":", 1) for line in (_PROC / str(pid) / "status").read_text().splitlines() if ":" in line)
    return Size(
        resident=int(lines["VmRSS"].split()[0]) * 1024,
        files=len(list((_PROC / str(pid) / "fd").iterdir())),
        threads=int(lines["Threads"]),
    )
