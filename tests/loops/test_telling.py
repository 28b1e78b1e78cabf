"""What systemd, Prometheus and the dead-man service hear."""

from __future__ import annotations

import asyncio
import os
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.servers import free_port
from triaged.errors import ConfigurationError, StoreFailed
from triaged.loops import ping as pinging
from triaged.loops.metrics import Metrics, serve_metrics
from triaged.loops.ping import ping
from triaged.loops.systemd import notify, watchdog_seconds
from triaged.model.letter import LetterState
from triaged.model.stored import Figures, OpenBreaker
from triaged.report.status import LoopReport


@pytest.mark.parametrize("abstract", [False, True])
def test_systemd_hears_the_states(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, abstract: bool) -> None:
    """One datagram, a state a line, to a path or to an abstract address."""
    name = f"@triaged-test-{os.getpid()}-{free_port()}" if abstract else str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind("\0" + name[1:] if abstract else name)
        monkeypatch.setenv("NOTIFY_SOCKET", name)
        assert notify("READY=1", "STATUS=2 inboxes")
        assert manager.recv(4096) == b"READY=1\nSTATUS=2 inboxes"


def test_nobody_listens(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without a manager, or when it is gone, nothing happens."""
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    assert not notify("READY=1")
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "gone"))
    assert not notify("READY=1")


@pytest.mark.parametrize(
    ("pid", "microseconds", "expected"),
    [
        ("", "60000000", 60.0),
        ("own", "30000000", 30.0),
        ("1", "60000000", None),
        ("", "", None),
        ("", "0", None),
        ("", "many", None),
    ],
)
def test_the_watchdogs_interval(
    monkeypatch: pytest.MonkeyPatch, pid: str, microseconds: str, expected: float | None
) -> None:
    """Only what is meant for this process counts."""
    monkeypatch.delenv("WATCHDOG_PID", raising=False)
    if pid:
        monkeypatch.setenv("WATCHDOG_PID", str(os.getpid()) if pid == "own" else pid)
    monkeypatch.setenv("WATCHDOG_USEC", microseconds)
    assert watchdog_seconds() == expected


FIGURES = Figures(
    open_threads=7,
    overdue=2,
    next_due=None,
    oldest_ready=None,
    quarantined=1,
    letters={LetterState.DOUBT: 3},
    breakers=(OpenBreaker(inbox="", reason="x", since=None),),  # type: ignore[arg-type]
)
LOOPS = (LoopReport(name="inbox support", seconds=1.5, trouble="away", stalled=False),)


def _scrape(port: int) -> str:
    with urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
        return str(answer.read().decode())


def test_metrics_can_be_scraped_and_the_port_is_free_again() -> None:
    """The figures, the loops; and after its end another policy can listen on the same port."""
    port, scraped = free_port(), ""
    for _ in range(3):
        end = serve_metrics(("127.0.0.1", port), lambda: FIGURES, lambda: LOOPS)
        scraped = _scrape(port)
        end()
    for line in (
        'triaged_loop_troubled{loop="inbox support"} 1.0',
        'triaged_loop_beat_seconds{loop="inbox support"} 1.5',
        'triaged_letters{state="in_doubt"} 3.0',
        "triaged_threads_open 7.0",
        "triaged_threads_overdue 2.0",
        "triaged_quarantined 1.0",
        "triaged_breakers_open 1.0",
        "triaged_paused 0.0",
    ):
        assert line in scraped


def test_metrics_go_on_without_the_store() -> None:
    """A full disk is the time at which people look: the loops are told all the same."""

    def full() -> Figures:
        raise StoreFailed("the disk is full")

    port = free_port()
    end = serve_metrics(("127.0.0.1", port), full, lambda: LOOPS)
    scraped = _scrape(port)
    end()
    assert "triaged_loop_troubled" in scraped
    assert "triaged_threads_open" not in scraped


def test_metrics_move_only_to_where_they_can_be() -> None:
    """From nowhere to an address, not to one that is taken, to another one, and to nowhere."""
    first, second = free_port(), free_port()
    metrics = Metrics(figures=lambda: FIGURES, loops=lambda: LOOPS)
    metrics.listen(None)
    for _ in range(2):
        metrics.listen(("127.0.0.1", first))
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(ConfigurationError):
        metrics.listen(("127.0.0.1", taken.getsockname()[1]))
    assert "triaged_threads_open" in _scrape(first)
    metrics.listen(("127.0.0.1", second))
    assert "triaged_threads_open" in _scrape(second)
    metrics.listen(None)
    for port in (first, second):
        with pytest.raises(URLError):
            _scrape(port)


def test_metrics_on_a_port_that_is_taken() -> None:
    """A mistake in rules.toml, told with the address."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ConfigurationError, match=f"127.0.0.1:{port}"):
            serve_metrics(("127.0.0.1", port), lambda: FIGURES, lambda: LOOPS)


@pytest.fixture
def asked() -> Iterator[tuple[int, list[str]]]:
    """An HTTP server: its port, and the paths it was asked for."""
    paths: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_response(500)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield server.server_address[1], paths
    server.shutdown()
    thread.join()
    server.server_close()


async def test_the_ping_says_well_or_fail(asked: tuple[int, list[str]]) -> None:
    """The URL while all is well, /fail behind it when something is broken; the answer does not matter."""
    port, paths = asked
    for well in (True, False):
        await ping(f"http://127.0.0.1:{port}/uuid", well=well)
        await ping(f"http://127.0.0.1:{port}/uuid/", well=well)
    assert paths == ["/uuid", "/uuid/", "/uuid/fail", "/uuid/fail"]


async def test_a_ping_that_goes_nowhere_is_forgotten() -> None:
    """Nobody listens, no such name: the daemon goes on."""
    await ping(f"http://127.0.0.1:{free_port()}/x", well=True)
    await ping("http://nowhere.invalid/x", well=True)


async def test_a_ping_that_drips_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that sends a little now and then must not hold up the watchdog."""
    monkeypatch.setattr(pinging, "SECONDS", 0.3)

    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                writer.write(b"H")
                await writer.drain()
                await asyncio.sleep(0.05)
        except ConnectionError:
            writer.close()

    server = await asyncio.start_server(drip, "127.0.0.1", 0)
    async with asyncio.timeout(20):
        await ping(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/x", well=True)
    server.close()
