"""The machine and the programs a table was made with."""

import os
import platform
import re
import sqlite3
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from bench.peers import version_of


def describe() -> str:
    """A few lines for the head of the table."""
    cpu = re.search(r"^model name\s*:\s*(.*)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    memory = int(Path("/proc/meminfo").read_text().split()[1]) / 1024**2
    one, five, _ = os.getloadavg()
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {cpu[1] if cpu else platform.machine()}, {os.cpu_count()} cores, "
        f"{memory:.0f} GB, Linux {_kernel()}, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}, Dovecot {_said('dovecot', '--version')}, "
        f"Postfix {_said('postconf', '-d', '-h', 'mail_version')}, django-helpdesk {version_of('django-helpdesk')}, "
        f"scikit-learn {version_of('scikit-learn')}. "
        f"Load of the machine at the end of the run: {one:.1f} (1 min), {five:.1f} (5 min)."
    )


def _kernel() -> str:
    """The kernel's version without patch level and builder: "6.1"."""
    return ".".join(platform.release().split(".")[:2])


def _said(*command: str) -> str:
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={"PATH": f"{os.environ['PATH']}:/usr/sbin:/usr/bin"}
    )
    return done.stdout.split()[0] if done.stdout.split() else "?"
