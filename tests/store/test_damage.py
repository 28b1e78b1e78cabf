"""A store that cannot be trusted is refused at once, in a clear sentence, and left as it was."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.store import make
from triaged.errors import ConfigurationError, FileUnreadable, SecondDaemon, StoreDamaged, StoreFailed
from triaged.store import Role, open_store
from triaged.store.sqlite import LARGEST_CHECKED

LIMIT = 2.0
"""Seconds of work within which a store is refused; of our own, so that a busy machine fails no test."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed store with some mail in it."""
    path = tmp_path / "triaged.db"
    store = open_store(f"sqlite:{path}")
    store.transact_now(lambda tx: [make.add(tx) for _ in range(50)])
    store.close_now()
    return path


def files(path: Path) -> dict[str, str]:
    """What lies beside and in the store, the lock apart: name and hash."""
    return {
        found.name: hashlib.sha256(found.read_bytes()).hexdigest()
        for found in path.parent.iterdir()
        if found.suffix != ".lock"
    }


def refused(path: Path, error: type[Exception], match: str) -> None:
    """Opening raises `error` within the limit and changes no octet."""
    before, start = files(path), time.process_time()
    with pytest.raises(error, match=match) as caught:
        open_store(f"sqlite:{path}")
    assert time.process_time() - start < LIMIT
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert files(path) == before


def flip_page_two(octets: bytearray) -> None:
    """Turn over the bits of a b-tree page's head."""
    for at in range(4096, 4096 + 64):
        octets[at] ^= 0xFF


DAMAGE: dict[str, Callable[[bytearray], None]] = {
    "bytes flipped in page 2": flip_page_two,
    "truncated to half": lambda octets: octets.__delitem__(slice(len(octets) // 2, None)),
    "truncated to 600 octets": lambda octets: octets.__delitem__(slice(600, None)),
    "truncated to 10 octets": lambda octets: octets.__delitem__(slice(10, None)),
    "garbage for a header": lambda octets: octets.__setitem__(slice(0, 100), b"\x00garbage" * 12 + b"...."),
    "a damaged header": lambda octets: octets.__setitem__(slice(16, 24), b"\xff" * 8),
    "a page of zeros": lambda octets: octets.__setitem__(slice(8192, 12288), bytes(4096)),
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_a_damaged_file_is_refused_unchanged(path: Path, kind: str) -> None:
    """A damaged file is refused within two seconds, unchanged, with the way out (P6)."""
    octets = bytearray(path.read_bytes())
    DAMAGE[kind](octets)
    path.write_bytes(octets)
    refused(path, StoreDamaged, r"damaged .*backup.*\.recover")


def test_a_missing_table_is_damage(path: Path) -> None:
    """A store of this revision that lacks a table is refused."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE trail")
    refused(path, StoreDamaged, "lacks the table trail")


def test_a_newer_store_is_refused_unchanged(path: Path) -> None:
    """A store of a revision this version does not know is refused within two seconds, unchanged (P7)."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    refused(path, ConfigurationError, "revision '9999'.*newest is")


def test_somebody_elses_database_is_refused_unchanged(tmp_path: Path) -> None:
    """A SQLite file of another program is not taken over."""
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE recipe (name TEXT)")
    refused(path, ConfigurationError, "not a store of triaged")


def test_a_large_file_is_checked_in_time(path: Path) -> None:
    """The whole check of a store near 200 MB takes less than two seconds."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE ballast (octets BLOB)")
        connection.executemany("INSERT INTO ballast VALUES (?)", ((bytes(1_000_000),) for _ in range(180)))
    assert 180_000_000 < path.stat().st_size < LARGEST_CHECKED
    start = time.process_time()
    open_store(f"sqlite:{path}").close_now()
    assert time.process_time() - start < LIMIT


@pytest.fixture
def holder(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the store open."""
    code = f"""
import sys
from triaged.store import open_store
store = open_store("sqlite:{path}")
print("open", flush=True)
sys.stdin.readline()
"""
    process = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "open\n"
    with process:
        yield process
        process.kill()


def test_a_second_daemon_is_refused_by_name(path: Path, holder: subprocess.Popen[str]) -> None:
    """A second daemon on the same file is refused within two seconds and told the first one's process (P9)."""
    refused(path, SecondDaemon, f"process {holder.pid}")


def test_a_killed_daemon_holds_nothing(path: Path, holder: subprocess.Popen[str]) -> None:
    """The lock of a daemon that was killed is free at once, whatever its file still says (P9)."""
    holder.kill()
    holder.wait()
    store = open_store(f"sqlite:{path}")
    assert len(store.transact_now(lambda tx: tx.queue(make.NOW))) == 50
    store.close_now()


def test_a_log_left_behind_is_read(path: Path, tmp_path: Path) -> None:
    """What a killed daemon had committed, but not yet moved from the log into the file, is there."""
    store = open_store(f"sqlite:{path}")
    store.transact_now(make.add)
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for name in (path.name, f"{path.name}-wal"):
        shutil.copy(path.parent / name, crashed / name)
    store.close_now()
    again = open_store(f"sqlite:{crashed / path.name}")
    assert len(again.transact_now(lambda tx: tx.queue(make.NOW))) == 51
    again.close_now()


def test_a_damaged_file_with_a_log_is_refused_unchanged(path: Path, tmp_path: Path) -> None:
    """Damage is found beside a log that a killed daemon left, and both are left as they were."""
    store = open_store(f"sqlite:{path}")
    store.transact_now(make.add)
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    shutil.copy(f"{path}-wal", crashed / f"{path.name}-wal")
    octets = path.read_bytes()
    store.close_now()
    (crashed / path.name).write_bytes(octets[: len(octets) // 2])
    refused(crashed / path.name, StoreDamaged, "damaged")


def test_a_new_store_is_its_owners_alone(tmp_path: Path) -> None:
    """The folder is made for its owner only, and so is the file; the secret is made once."""
    path = tmp_path / "var" / "lib" / "triaged.db"
    store = open_store(f"sqlite:{path}")
    secret = store.secret
    store.close_now()
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert path.stat().st_mode & 0o777 == 0o600
    again = open_store(f"sqlite:{path}")
    assert (len(again.secret), again.secret) == (32, secret)
    again.close_now()


def test_a_command_makes_no_store(tmp_path: Path) -> None:
    """A one-shot command with no store to read says so and makes none."""
    with pytest.raises(FileUnreadable, match="no store at"):
        open_store(f"sqlite:{tmp_path}/none.db", role=Role.COMMAND)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("url", ["sqlite:", "sqlite://host/file", "mysql://x/y", "/var/lib/triaged.db"])
def test_an_address_that_names_no_store_is_refused(url: str) -> None:
    """What is neither a SQLite file nor a PostgreSQL database is a mistake in rules.toml."""
    with pytest.raises(ConfigurationError, match=r"store\.url"):
        open_store(url)


def test_a_folder_that_cannot_be_used_is_said(tmp_path: Path) -> None:
    """A path that cannot be is one clear sentence."""
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreFailed, match="cannot be opened"):
        open_store(f"sqlite:{tmp_path}/file/triaged.db")
