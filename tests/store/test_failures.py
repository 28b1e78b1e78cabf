"""A disk or a server that refuses: nothing half written, nothing pretended, and a clear sentence."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.servers import PostgreSQL
from tests.servers.ports import wait_until
from tests.store import make
from tests.store.make import NOW
from triaged.errors import SecondDaemon, StoreFailed
from triaged.store import SqlStore, open_store, wait_leader
from triaged.store.run import Runner


def connection_of(store: SqlStore) -> Any:
    """The driver's connection, for provoking what cannot be provoked from outside."""
    run: Runner = store._engine.run
    return run._connection


def test_a_full_disk_undoes_the_step_and_passes(tmp_path: Path) -> None:
    """A full disk refuses the commit, keeps what was there, and once there is room it goes on (P4)."""
    store = open_store(f"sqlite:{tmp_path}/triaged.db")
    store.transact_now(make.add)
    connection = connection_of(store)
    pages = store.transact_now(lambda _: connection.execute("PRAGMA page_count").fetchone()[0])
    store.transact_now(lambda _: connection.execute(f"PRAGMA max_page_count={pages + 2}"))
    with pytest.raises(StoreFailed, match=r"SQLITE_FULL.*free some space"):
        store.transact_now(lambda tx: [make.put(tx, octets=bytes(4000)) for _ in range(50)])
    assert not store.broken
    assert len(store.transact_now(lambda tx: tx.queue(NOW))) == 1
    store.transact_now(lambda _: connection.execute("PRAGMA max_page_count=1000000"))
    store.transact_now(lambda tx: make.put(tx, octets=bytes(400_000)))
    store.close_now()


INJECT = ("strace", "-f", "-o", "/dev/null", "-e", "trace=fdatasync", "-e", "inject=fdatasync:error=EIO:when=6")
FSYNC_FAILS = """
import json, sys
from tests.store import make
from triaged.errors import StoreFailed
from triaged.store import open_store
store = open_store("sqlite:" + sys.argv[1])
done, errors = 0, []
for _ in range(40):
    try:
        store.transact_now(make.add)
        done += 1
    except StoreFailed as error:
        errors.append(str(error))
        if len(errors) == 3:
            break
print(json.dumps({"done": done, "errors": errors, "broken": store.broken}), flush=True)
"""


@pytest.mark.needs_strace
def test_after_a_failed_fsync_nothing_is_written_any_more(tmp_path: Path) -> None:
    """One fdatasync that fails ends the store for good: later commits would only seem to succeed (P3)."""
    path = tmp_path / "triaged.db"
    open_store(f"sqlite:{path}").close_now()
    traced = subprocess.run(
        [*INJECT, sys.executable, "-c", FSYNC_FAILS, str(path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    told = json.loads(traced.stdout)
    assert len(told["errors"]) == 3
    assert "SQLITE_IOERR_FSYNC" in told["errors"][0]
    assert told["errors"][1] == told["errors"][2] == told["broken"]
    store = open_store(f"sqlite:{path}")
    assert len(store.transact_now(lambda tx: tx.queue(NOW))) in (told["done"], told["done"] + 1)
    store.close_now()


# ---- PostgreSQL: one leader, one standby

LEADER = """
import sys, time
from triaged.store import open_store
store = open_store(sys.argv[1])
print("leading", flush=True)
sys.stdin.readline()
store.close_now()
"""


@pytest.fixture
def leader(database: str) -> Iterator[subprocess.Popen[str]]:
    """A process that has the store open."""
    process = subprocess.Popen(
        [sys.executable, "-c", LEADER, database], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    assert process.stdout.readline() == "leading\n"
    with process:
        yield process
        process.kill()


@pytest.mark.needs_postgres
def test_a_second_daemon_learns_who_leads(database: str, leader: subprocess.Popen[str]) -> None:
    """While one daemon has the database another is refused and told whose it is."""
    with pytest.raises(SecondDaemon, match=f"triaged {leader.pid} on "):
        open_store(database)


@pytest.mark.needs_postgres
async def test_a_standby_takes_over_from_a_killed_leader(database: str, leader: subprocess.Popen[str]) -> None:
    """A standby waits while the leader lives, and leads within ten seconds of its death."""
    standby = asyncio.create_task(wait_leader(database))
    done, _ = await asyncio.wait({standby}, timeout=2.5)
    assert not done
    leader.kill()
    start = time.monotonic()
    store = await standby
    assert time.monotonic() - start < 10
    assert await store.transact(make.add)
    await store.close()


@pytest.mark.needs_postgres
async def test_a_standby_can_be_told_to_stop(database: str, leader: subprocess.Popen[str]) -> None:
    """A waiting standby ends when it is cancelled."""
    standby = asyncio.create_task(wait_leader(database))
    await asyncio.wait({standby}, timeout=0.2)
    standby.cancel()
    with pytest.raises(asyncio.CancelledError):
        await standby


async def test_a_daemon_does_not_wait_for_a_file(tmp_path: Path) -> None:
    """On SQLite there is no standby: a second daemon is refused at once."""
    store = open_store(f"sqlite:{tmp_path}/triaged.db")
    with pytest.raises(SecondDaemon, match=f"process {os.getpid()}"):
        await wait_leader(f"sqlite:{tmp_path}/triaged.db")
    store.close_now()


@pytest.mark.needs_postgres
def test_a_former_leader_cannot_write(database: str) -> None:
    """Who lost the connection lost the lock: its transaction leaves nothing, and every later one is refused."""
    former = open_store(database)

    def step(tx: Any) -> None:
        make.add(tx)
        with psycopg.connect(database, autocommit=True) as admin:
            admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        make.add(tx)

    with pytest.raises(StoreFailed, match="connection to the database was lost"):
        former.transact_now(step)
    assert "lost" in former.broken
    with pytest.raises(StoreFailed, match="lost"):
        former.transact_now(make.add)
    store = asyncio.run(wait_leader(database))
    assert store.transact_now(lambda tx: tx.queue(NOW)) == ()
    store.close_now()
    former.close_now()


@pytest.mark.needs_postgres
def test_a_server_that_crashes_takes_nothing_committed_along() -> None:
    """After the server's crash the store is broken, and what was committed is there when it is back (P11)."""
    server = PostgreSQL.start(durable=True)
    try:
        url = server.create_database()
        store = open_store(url)
        store.transact_now(make.add)
        server.halt(signal.SIGQUIT)
        with pytest.raises(StoreFailed):
            store.transact_now(make.add)
        assert store.broken
        store.close_now()
        with pytest.raises(StoreFailed, match="cannot be reached"):
            open_store(url)
        server.resume()
        wait_until(lambda: bool(psycopg.connect(url).close() is None), "the database answers")
        again = open_store(url)
        assert len(again.transact_now(lambda tx: tx.queue(NOW))) == 1
        again.close_now()
    finally:
        server.stop()


@pytest.mark.needs_postgres
def test_commits_wait_for_the_disk_whatever_the_server_says(database: str) -> None:
    """A server set to commit asynchronously is overruled: an intent must be durable before anything leaves."""
    store = open_store(database)
    connection = connection_of(store)
    assert store.transact_now(lambda _: connection.execute("SHOW synchronous_commit").fetchone()[0]) == "on"
    store.close_now()
