"""The daemon dies, waits for another, or has no room on its disk."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.dialogs.desk import Desk
from tests.servers.ports import own_directory

SECOND_DAEMON = 75


def test_mail_that_comes_while_the_daemon_is_down_is_acknowledged_afterwards(desk: Desk) -> None:
    """Killed without warning, mail arrives, started again: every customer hears once."""
    kim, lee = desk.customer("Kim Lee"), desk.customer("Lee Min")
    before = kim.writes("Before")
    assert kim.receives().answers(before)
    desk.kill()
    meanwhile = lee.writes("Meanwhile")
    desk.dovecot.wait_for_messages(desk.address, 2)

    desk.start()

    assert lee.receives().answers(meanwhile)
    assert desk.thread("Before").letter["state"] == "sent"
    assert (kim.has_received(), lee.has_received()) == (1, 1)


def test_a_daemon_killed_while_it_works_loses_and_doubles_nothing(desk: Desk) -> None:
    """SIGKILL again and again while mails arrive: in the end each customer has exactly one letter."""
    customers = [desk.customer(f"Kim{n}") for n in range(6)]
    for number, customer in enumerate(customers):
        customer.writes(f"Question {number}")
        if number % 2:
            desk.wait_for_log("mail decided")
            desk.kill()
            desk.launch()

    for customer in customers:
        assert customer.receives(within=60).automatic
    desk.wait_for_a_look()
    desk.wait_until(lambda: not desk.attention()["in_doubt"], "no letter is in doubt")
    assert [customer.has_received() for customer in customers] == [1] * 6


def test_a_second_daemon_on_the_same_store_ends_at_once(desk: Desk) -> None:
    """Two daemons on one SQLite store cannot be: the second says so and ends with 75, the first goes on."""
    assert desk.daemon is not None
    second = desk.another_daemon()

    assert second.wait(timeout=20) == SECOND_DAEMON
    assert f"is in use by process {desk.daemon.pid}" in desk.log()
    kim = desk.customer()
    mail = kim.writes("The heating")
    assert kim.receives().answers(mail)


@pytest.mark.needs_postgres
def test_on_postgresql_a_second_daemon_waits_and_takes_over(new_desk: Callable[..., Desk], database: str) -> None:
    """The standby sends nothing while the first lives, and goes on within seconds when it is killed."""
    desk = new_desk()
    desk.rewrite(f"sqlite:{desk.folder / 'triaged.db'}", database).start()
    first = desk.daemon
    assert first is not None
    standby = desk.another_daemon()
    try:
        desk.wait_for_log("standby: another daemon has the store")
        kim, lee = desk.customer("Kim Lee"), desk.customer("Lee Min")
        kim.writes("To the first")
        kim.receives()

        first.kill()
        first.wait()
        desk.daemon = None
        mail = lee.writes("To the second")

        assert lee.receives(within=15).answers(mail)
        assert standby.poll() is None
        assert (kim.has_received(), lee.has_received()) == (1, 1)
        assert {thread["subject"] for thread in desk.queue()} == {"To the first", "To the second"}
    finally:
        standby.kill()
        standby.wait()


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A file system with very little room."""
    folder = own_directory("disk")
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", folder], check=False, text=True)
    if mounted.returncode:
        pytest.skip("this machine does not let file systems be mounted")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def test_a_full_disk_stops_letters_and_nothing_is_lost(new_desk: Callable[..., Desk], small_disk: Path) -> None:
    """Without room for the promise no letter leaves; status says broken; with room again all goes on (P4)."""
    desk = new_desk(store=str(small_disk / "triaged.db")).start()
    ballast = small_disk / "ballast"
    with ballast.open("wb") as file:
        while room := os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize:
            file.write(bytes(room))
            file.flush()
    kim = desk.customer()
    mail = kim.writes("The heating", "A long story. " * 2_000)

    desk.wait_for_log("free some space", seconds=60)
    assert kim.has_received() == 0
    assert desk.triaged("status", check=False).returncode == 2

    ballast.unlink()

    assert kim.receives(within=60).answers(mail)
    desk.wait_until(lambda: desk.command("status")["status"] == 0, "all is well")
    assert kim.has_received() == 1
