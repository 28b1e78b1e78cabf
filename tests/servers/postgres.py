"""A real PostgreSQL on loopback, in a directory of its own, with a new database for each who asks."""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import signal
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from tests.servers.guardian import end, guardian
from tests.servers.ports import HOST, free_port, own_directory, wait_until


def postgres_programs() -> Path | None:
    """The folder of initdb and postgres (the newest one installed), or None."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (folder / "initdb").exists():
            return folder
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


@dataclass(slots=True)
class PostgreSQL:
    """A running server. Start with `PostgreSQL.start()`; `stop()` ends it and removes its data."""

    base: Path
    port: int
    durable: bool
    _process: subprocess.Popen[bytes] | None = None
    _names: itertools.count[int] = field(default_factory=itertools.count)

    @classmethod
    def start(cls, *, durable: bool = False) -> PostgreSQL:
        """Start one on a free port. Without `durable` it does not wait for the disk, as tests need not."""
        programs = postgres_programs()
        assert programs, "PostgreSQL is not installed: make test-servers"
        base = own_directory("postgres")
        server = cls(base=base, port=free_port(), durable=durable)
        if user := server._user():
            shutil.chown(base, user)
        options = ["-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions"]
        subprocess.run(
            [str(programs / "initdb"), "-D", str(base / "data"), "-U", "triaged", "-A", "trust", *options],
            user=server._user(),
            cwd=base,
            capture_output=True,
            check=True,
        )
        server.resume()
        return server

    @staticmethod
    def _user() -> str | None:
        """PostgreSQL refuses to run as root: who runs it then."""
        if os.geteuid() != 0:
            return None
        try:
            return pwd.getpwnam("postgres").pw_name
        except KeyError:
            return "nobody"

    # ---- the process

    def resume(self) -> None:
        """Start (again), on the same port, with the same data."""
        if self._process is not None:
            return
        programs = postgres_programs()
        assert programs
        with (self.base / "log").open("ab") as log:
            settings = [f"port={self.port}", f"listen_addresses={HOST}", f"unix_socket_directories={self.base}"]
            settings += ["max_connections=60", "shared_buffers=16MB", "log_min_messages=warning"]
            settings += [] if self.durable else ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
            self._process = subprocess.Popen(
                [
                    str(programs / "postgres"),
                    "-D",
                    str(self.base / "data"),
                    *(f"--{setting}" for setting in settings),
                ],
                user=self._user(),
                cwd=self.base,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        guardian().watch(self._process.pid)
        wait_until(self._ready, "PostgreSQL accepts connections")

    def _ready(self) -> bool:
        assert self._process
        if self._process.poll() is not None:
            raise RuntimeError(f"PostgreSQL ended at once:\n{self.log()}")
        try:
            psycopg.connect(self.conninfo("postgres"), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def halt(self, kind: signal.Signals = signal.SIGINT) -> None:
        """Stop and keep the data. SIGINT ends sessions, SIGTERM waits for them, SIGQUIT is a crash."""
        if self._process is None:
            return
        end(self._process.pid, kind=kind)
        self._process.wait()
        guardian().forget(self._process.pid)
        self._process = None

    def crash(self) -> None:
        """End at once, as in a power cut; `resume` recovers."""
        self.halt(signal.SIGQUIT)

    def stop(self) -> None:
        """End the server and remove its data."""
        self.crash()
        shutil.rmtree(self.base, ignore_errors=True)

    def log(self) -> str:
        """All that the server has logged."""
        return (self.base / "log").read_text(errors="replace")

    # ---- databases

    def conninfo(self, database: str) -> str:
        """The address of a database for psycopg."""
        return f"postgresql://triaged@{HOST}:{self.port}/{database}"

    def create_database(self) -> str:
        """A new, empty database; its address as `postgresql://...` (no driver named)."""
        name = f"triaged_{next(self._names)}"
        with psycopg.connect(self.conninfo("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        return self.conninfo(name)

    def drop_database(self, address: str) -> None:
        """Remove a database and end its sessions."""
        name = address.rpartition("/")[2]
        with psycopg.connect(self.conninfo("postgres"), autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
