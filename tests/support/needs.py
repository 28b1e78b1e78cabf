"""What a test needs of the machine: skipped with a reason where it is missing, failed where nothing may be.

`TRIAGED_NO_SKIPS=1` (set by `.ci/run`) turns such a skip into a failure.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

_INSTALL = "run `make test-servers`"


def _program(name: str) -> bool:
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin") is not None


def _postfix() -> str | None:
    if not _program("postfix"):
        return f"Postfix is not installed: {_INSTALL}"
    return None if os.geteuid() == 0 else "Postfix only starts as root"


def _postgres() -> str | None:
    installed = list(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or _program("initdb")
    return None if installed else f"PostgreSQL is not installed: {_INSTALL}"


@functools.cache
def _strace() -> str | None:
    if not _program("strace"):
        return f"strace is not installed: {_INSTALL}"
    traced = subprocess.run(["strace", "-f", "-o", "/dev/null", "true"], capture_output=True, check=False)
    return None if traced.returncode == 0 else "this machine does not let processes be traced"


def _faketime() -> str | None:
    return None if libfaketime() else f"libfaketime is not installed: {_INSTALL}"


def libfaketime() -> Path | None:
    """The library that moves the clock of a process (LD_PRELOAD), or None.

    It is the one for threads: in the other, a thread reads the world's own time while a second one reads the file.
    """
    return next(iter(sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))), None)


def _shared() -> str | None:
    from tests.support.shared import shared_directory

    return None if shared_directory() else "there is no ../shared/mail (or set TRIAGED_SHARED)"


NEEDS: dict[str, Callable[[], str | None]] = {
    "needs_dovecot": lambda: None if _program("dovecot") else f"Dovecot is not installed: {_INSTALL}",
    "needs_postfix": _postfix,
    "needs_postgres": _postgres,
    "needs_strace": _strace,
    "needs_faketime": _faketime,
    "needs_systemd": lambda: None if _program("systemd-analyze") else f"systemd is not installed: {_INSTALL}",
    "needs_shared": _shared,
}
"""Each marker, and what says why it cannot be met here (None: it can)."""

_BY_FIXTURE = {
    "dovecot": "needs_dovecot",
    "own_dovecot": "needs_dovecot",
    "_session_postfix": "needs_postfix",
    "postgres": "needs_postgres",
    "shared": "needs_shared",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that asks for a server's fixture needs that server; one that cannot have it is skipped."""
    missing = {name: look() for name, look in NEEDS.items()} if items else {}
    for item in items:
        for fixture in getattr(item, "fixturenames", ()):
            if fixture in _BY_FIXTURE:
                item.add_marker(_BY_FIXTURE[fixture])
        for name, reason in missing.items():
            if reason and item.get_closest_marker(name):
                item.add_marker(pytest.mark.skip(reason=f"{name}: {reason}"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where nothing may be skipped, a test that needed something and was skipped has failed."""
    report = yield
    needs = [name for name in NEEDS if item.get_closest_marker(name)]
    if report.skipped and needs and not hasattr(report, "wasxfail") and os.environ.get("TRIAGED_NO_SKIPS") == "1":
        report.outcome = "failed"
        report.longrepr = f"skipped although it {', '.join(needs)}: {report.longrepr}"
    return report
