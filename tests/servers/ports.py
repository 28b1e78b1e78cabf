"""Loopback ports and directories of a server's own, safe when several test runs share a machine."""

from __future__ import annotations

import random
import socket
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from tests.servers.guardian import guardian

T = TypeVar("T")

HOST = "127.0.0.1"

# Below the range the kernel takes the ports of outgoing connections from.
_RANGE = range(20_000, 32_000)
_claims: list[socket.socket] = []


def free_port() -> int:
    """A loopback port no other test run of this machine will take while this process lives.

    The claim is an abstract socket named after the port: taking it is atomic, and it goes with the process.
    """
    chooser = random.SystemRandom()
    for _ in range(1_000):
        port = chooser.choice(_RANGE)
        claim = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            claim.bind(f"\0triaged-test-port-{port}")
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((HOST, port))
        except OSError:
            claim.close()
            continue
        _claims.append(claim)
        return port
    raise RuntimeError(f"no free port between {_RANGE.start} and {_RANGE.stop}")


def own_directory(name: str) -> Path:
    """A new directory with a short path (sockets need that) that a server's own user may walk through."""
    directory = Path(tempfile.mkdtemp(prefix=f"triaged-{name}-"))
    directory.chmod(0o755)
    guardian().sweep(directory)
    return directory


def listening(port: int) -> bool:
    """Whether something accepts connections on this loopback port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


def greeting(port: int) -> bytes:
    """The first octets a server says on this port; nothing where there is none, or it says nothing for 2 s."""
    try:
        with socket.create_connection((HOST, port), timeout=2) as probe:
            return probe.recv(1_000)
    except OSError:
        return b""


def wait_until(condition: Callable[[], T], what: str, *, seconds: float = 15.0) -> T:
    """Look again every 20 ms until `condition()` is true; its value. Raises TimeoutError naming `what`."""
    deadline = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise TimeoutError(f"after {seconds:g} s still not: {what}")
        time.sleep(0.02)
