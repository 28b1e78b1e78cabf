"""A daemon loads at its start what every desk needs, and no library that only some need."""

import subprocess
import sys

LATER = {"chardet", "httpx2", "prometheus_client", "rich", "sklearn", "numpy"}
"""Loaded where something asks for it: a channel, a ping, a port for figures, a table, a charset, training."""


def test_the_daemon_loads_only_what_every_desk_needs() -> None:
    """What a library costs in memory and at every start is paid by the desk that uses it."""
    code = "import sys, triaged.daemon; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    loaded = set(done.stdout.split())
    assert "imapclient" in loaded
    assert not loaded & LATER
