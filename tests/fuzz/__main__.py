"""Runs every target, one line each; status 1 when an input escaped, which is then kept in tests/fuzz/corpus.

The inputs that reach new code are kept under build/fuzz and are the start of the next run.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.fuzz.targets import TARGETS

_HERE = Path(__file__).resolve().parent
_CORPUS = _HERE / "corpus"
_WORK = _HERE.parents[1] / "build" / "fuzz"
_EXECUTED = re.compile(r"stat::number_of_executed_units:\s+(\d+)")


def _seed(name: str) -> Path:
    folder = _WORK / name
    folder.mkdir(parents=True, exist_ok=True)
    for octets in TARGETS[name].seeds:
        (folder / hashlib.sha256(octets).hexdigest()).write_bytes(octets)
    return folder


def _run(name: str, runs: int) -> bool:
    """Whether every execution held."""
    folder = _seed(name)
    started = time.monotonic()
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.fuzz.worker",
            name,
            f"-runs={runs}",
            "-max_len=4096",
            "-timeout=10",
            "-rss_limit_mb=1024",
            "-print_final_stats=1",
            "-verbosity=1",
            f"-artifact_prefix={_CORPUS}/{name}-",
            str(folder),
        ],
        cwd=_HERE.parents[1],
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    log = done.stdout + done.stderr
    executed = _EXECUTED.search(log)
    count = int(executed[1]) if executed else 0
    held = done.returncode == 0 and count >= runs
    took = time.monotonic() - started
    print(f"{name:10} {count:>10,} executions  {took:7.0f} s  {'0 escapes' if held else 'ESCAPED'}", flush=True)
    if not held:
        print("\n".join(log.splitlines()[-40:]), flush=True)
    return held


def main() -> int:
    """All targets, or those that are named."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--runs", type=int, default=1_000_000, help="executions in all (1,000,000)")
    parser.add_argument("--target", action="append", choices=sorted(TARGETS), help="only this one (may be repeated)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="targets at a time (one a core)")
    options = parser.parse_args()
    names = options.target or list(TARGETS)
    whole = sum(TARGETS[name].share for name in names)
    runs = [max(1, round(options.runs * TARGETS[name].share / whole)) for name in names]
    with ThreadPoolExecutor(max_workers=max(1, options.jobs)) as pool:
        held = list(pool.map(_run, names, runs))
    print(f"{len(names)} targets, {held.count(False)} with an escape")
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
