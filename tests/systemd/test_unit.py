"""The service as systemd runs it: hardened, ready before any server answers, ended within ten seconds."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.cli.conftest import Terminal
from tests.servers import wait_until
from tests.servers.ports import own_directory
from triaged import errors

REFUSED = "STATUS=the new rules.toml was refused, the old one goes on"
UNIT = Path(__file__).parents[2] / "systemd" / "triaged.service"


def values(key: str) -> list[str]:
    """All values of a directive."""
    return re.findall(rf"^{key}=(.*)$", UNIT.read_text("utf-8"), re.MULTILINE)


@pytest.mark.needs_systemd
def test_the_unit_is_hardened(tmp_path: Path) -> None:
    """The exposure that systemd itself counts is at most 1.5 of 10."""
    unit = tmp_path / "triaged.service"
    shutil.copy(UNIT, unit)
    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=15", "--no-pager", str(unit)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr


def test_what_only_a_person_can_mend_is_not_started_again() -> None:
    """The unit's exit statuses are those of the errors' classes, and nothing that may pass by itself is among them."""
    [prevented] = values("RestartPreventExitStatus")
    named = {errors.StoreDamaged, errors.FileUnreadable, errors.ConfigurationError}
    assert {int(status) for status in prevented.split()} == {error.status for error in named}
    assert values("Restart") == ["always"]
    assert values("StartLimitIntervalSec") == ["0"]


def test_the_unit_and_the_program_agree() -> None:
    """The program tells READY and the watchdog, reloads by SIGHUP, and ends well before systemd kills it."""
    assert values("Type") == ["notify"]
    assert values("ExecReload") == ["/bin/kill -HUP $MAINPID"]
    [stop] = values("TimeoutStopSec")
    assert int(stop) > 10
    [watchdog] = values("WatchdogSec")
    assert int(watchdog) >= 60
    [start] = values("ExecStart")
    assert start.endswith(" run")


def test_agents_reach_the_socket_by_the_group_and_are_known_by_name() -> None:
    """The socket and its directory belong to a static group; without a user namespace the daemon sees agents' uids."""
    assert values("User") == values("Group") == ["triaged"]
    assert values("RuntimeDirectory") == ["triaged"]
    assert values("RuntimeDirectoryMode") == ["0750"]
    assert values("UMask") == ["0077"]
    assert values("PrivateUsers") == ["no"]
    assert "DynamicUser" not in UNIT.read_text("utf-8")


OUTSIDER = """
import os, sys
from pathlib import Path
from triaged import files
from triaged.errors import CommandRefused
from triaged.loops.ask import ask
files.SYSTEM_SOCKET = Path(sys.argv[1]) / "control.sock"
if os.getuid() == 0:
    os.setgroups([])
    os.setresgid(65534, 65534, 65534)
    os.setresuid(65534, 65534, 65534)
else:
    Path(sys.argv[1]).chmod(0)
try:
    ask(files.daemon_socket(Path("/dev/null")), "queue", {})
except CommandRefused as refused:
    print(refused)
"""


def test_an_account_outside_the_group_is_told_so() -> None:
    """Who may not enter the socket's directory reads a sentence, not a traceback."""
    folder = own_directory("run") / "triaged"
    folder.mkdir(mode=0o750)
    environment = {name: value for name, value in os.environ.items() if not name.endswith("_DIRECTORY")}
    done = subprocess.run(
        [sys.executable, "-c", OUTSIDER, str(folder)], capture_output=True, text=True, check=False, env=environment
    )
    assert done.stderr == ""
    assert done.stdout == f"{folder}/control.sock: you may not talk to the daemon; are you in its group?\n"


class Manager:
    """Listens as systemd does."""

    def __init__(self, path: Path) -> None:
        self.path, self.heard = path, list[str]()
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(str(path))
        self._socket.setblocking(False)

    def hears(self, line: str) -> bool:
        try:
            while True:
                self.heard += self._socket.recv(4096).decode().splitlines()
        except BlockingIOError:
            return line in self.heard

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def manager(tmp_path: Path) -> Iterator[Manager]:
    made = Manager(tmp_path / "notify")
    yield made
    made.close()


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """A folder with a good rules.toml whose servers are away."""
    made = Terminal(tmp_path)
    made.write()
    return made


def test_ready_reload_and_stop_while_every_server_is_away(terminal: Terminal, manager: Manager) -> None:
    """READY before any server answered; a bad rules.toml is refused and a good one taken over; SIGTERM ends with 0."""
    daemon = terminal.daemon(NOTIFY_SOCKET=str(manager.path), WATCHDOG_USEC="60000000")
    try:
        wait_until(lambda: manager.hears("READY=1"), "READY", seconds=60)
        wait_until(lambda: manager.hears("WATCHDOG=1"), "a sign of life", seconds=60)

        terminal.change('reply = "4h"', 'reply = "soon"')
        daemon.send_signal(signal.SIGHUP)
        wait_until(lambda: manager.hears(REFUSED), "the refusal", seconds=60)
        assert "soon" in terminal.log()

        terminal.change('reply = "soon"', 'reply = "2h"')
        manager.heard.clear()
        daemon.send_signal(signal.SIGHUP)
        wait_until(lambda: manager.hears("READY=1"), "the new rules in force", seconds=60)
        assert terminal.run("queue", "--json").returncode == 0

        began = time.monotonic()
        daemon.send_signal(signal.SIGTERM)
        assert daemon.wait(timeout=15) == 0
        assert time.monotonic() - began < 10
        assert manager.hears("STOPPING=1")
    finally:
        daemon.kill()
        daemon.wait()
    assert "Traceback" not in terminal.log()


def test_a_metrics_port_that_is_taken_is_refused_and_the_old_one_goes_on(terminal: Terminal, manager: Manager) -> None:
    """A reload with an address nobody can listen on is a bad file like any other; a free one is moved to."""
    from tests.servers import free_port

    old, new = free_port(), free_port()
    terminal.change("[store]", f'[health]\nmetrics = "127.0.0.1:{old}"\n[store]')
    daemon = terminal.daemon(NOTIFY_SOCKET=str(manager.path))
    try:
        wait_until(lambda: manager.hears("READY=1"), "READY", seconds=60)
        with socket.create_server(("127.0.0.1", 0)) as other:
            taken = other.getsockname()[1]
            terminal.change(f"127.0.0.1:{old}", f"127.0.0.1:{taken}")
            daemon.send_signal(signal.SIGHUP)
            wait_until(lambda: manager.hears(REFUSED), "the refusal", seconds=60)
        assert f"health.metrics: cannot listen on 127.0.0.1:{taken}" in terminal.log()
        assert "triaged_threads_open" in scraped(old)

        manager.heard.clear()
        terminal.change(f"127.0.0.1:{taken}", f"127.0.0.1:{new}")
        daemon.send_signal(signal.SIGHUP)
        wait_until(lambda: manager.hears("READY=1"), "the new rules in force", seconds=60)
        assert "triaged_threads_open" in scraped(new)
        with pytest.raises(URLError):
            scraped(old)
        assert daemon.poll() is None
    finally:
        daemon.kill()
        daemon.wait()


def scraped(port: int) -> str:
    """What Prometheus gets."""
    with urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
        return str(answer.read().decode())


def test_a_metrics_port_survives_a_reload(terminal: Terminal, manager: Manager) -> None:
    """The new policy listens on the same port as the old one did."""
    from tests.servers import free_port

    terminal.change("[store]", f'[health]\nmetrics = "127.0.0.1:{free_port()}"\n[store]')
    daemon = terminal.daemon(NOTIFY_SOCKET=str(manager.path))
    try:
        for _ in range(3):
            wait_until(lambda: manager.hears("READY=1"), "READY", seconds=60)
            manager.heard.clear()
            daemon.send_signal(signal.SIGHUP)
        wait_until(lambda: manager.hears("READY=1"), "READY", seconds=60)
        assert daemon.poll() is None
    finally:
        daemon.kill()
        daemon.wait()
