"""Runs every check, lets none hide another, and ends with one summary: what `make test` is.

    python tools/check.py            everything, installing the test servers first where it may
    python tools/check.py --quick    style, types and contracts only

Exit status 0 when all passed, else 1. The last line is the test runner's own count.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent

TYPED = ["triaged", "tools", "bench", "tests/servers", "tests/support"]
QUICK: dict[str, Sequence[str]] = {
    "ruff check": ["ruff", "check", "--quiet", "."],
    "ruff format": ["ruff", "format", "--check", "--quiet", "."],
    "mypy --strict": ["mypy", "--strict", "--no-error-summary"],
    "import contracts": ["lint-imports", "--no-cache"],
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How one check ended. `words` is what it had to say for itself."""

    name: str
    passed: bool
    seconds: float
    words: str = ""


def run(name: str, command: Sequence[str], *, show: bool = False) -> Outcome:
    """Run one check; its output is shown when it failed, or with `show` as it comes."""
    began = time.monotonic()
    program = [str(BIN / command[0]), *command[1:]]
    done = subprocess.run(program, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=not show, text=True, check=False)
    words = "" if show else (done.stdout + done.stderr).strip()
    if done.returncode and words:
        print(f"---- {name}\n{words}\n", flush=True)
    return Outcome(name=name, passed=done.returncode == 0, seconds=time.monotonic() - began)


def pytest() -> tuple[Outcome, str]:
    """The tests, on every core; and pytest's closing line."""
    began = time.monotonic()
    workers = os.environ.get("TRIAGED_WORKERS", str(min(4, os.cpu_count() or 1)))
    command = [str(BIN / "pytest"), "-q", "-n", workers, "--dist", "loadgroup"]
    process = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    closing = ""
    assert process.stdout
    for line in process.stdout:
        print(line, end="", flush=True)
        closing = line.strip() or closing
    process.wait()
    outcome = Outcome(name="pytest", passed=process.returncode == 0, seconds=time.monotonic() - began)
    return outcome, closing


def servers() -> None:
    """Install the test servers where they are missing and we may; what is missing after that is skipped."""
    subprocess.run([ROOT / "tools" / "install-test-servers.sh"], cwd=ROOT, stdin=subprocess.DEVNULL, check=False)


def main(arguments: Sequence[str]) -> int:
    """Run the checks named on the command line and print the summary."""
    quick = "--quick" in arguments
    if not quick:
        servers()
    mypy_paths = [path for path in TYPED if (ROOT / path).is_dir()]
    outcomes = [
        run(name, [*command, *mypy_paths] if command[0] == "mypy" else command) for name, command in QUICK.items()
    ]
    closing = ""
    if not quick:
        tested, closing = pytest()
        outcomes.append(tested)
    print("\nsummary")
    for outcome in outcomes:
        print(f"  {'ok    ' if outcome.passed else 'FAILED'}  {outcome.name:<18} {outcome.seconds:6.1f} s")
    if closing:
        print(closing)
    return 0 if all(outcome.passed for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
