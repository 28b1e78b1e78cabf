"""A store in a PostgreSQL database: whoever holds the advisory lock writes, over the very connection that holds it.

A daemon that loses its connection loses the lock and the means to write at once; no fencing is needed. The server
notices a vanished machine by TCP keepalive within some nine seconds and frees the lock for the standby.
"""

import os
import platform
from typing import Any

from sqlalchemy import make_url

from triaged.errors import ConfigurationError, SecondDaemon, StoreFailed, TriagedError
from triaged.store.migrate import check_revision, upgrade
from triaged.store.run import Runner
from triaged.store.tables import REVISION

try:
    import psycopg
except ImportError as missing:
    raise ConfigurationError("PostgreSQL needs psycopg: pip install 'triaged[postgres]'") from missing

CONNECT_SECONDS = 5
KEEPALIVE: dict[str, Any] = {
    "keepalives_idle": 3,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 9000,
}
SESSION = (
    "SET tcp_keepalives_idle = 3",
    "SET tcp_keepalives_interval = 2",
    "SET tcp_keepalives_count = 3",
    "SET client_min_messages = warning",
)
DURABLE = """
    SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') IN ('off', 'local')
"""
TRY_LOCK = "SELECT pg_try_advisory_lock(hashtextextended('triaged ' || current_schema(), 0))"
HOLDER = """
    SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE locktype = 'advisory' AND granted AND application_name LIKE 'triaged %'
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""

Connection = psycopg.Connection[tuple[Any, ...]]


class PostgresEngine:
    """An open PostgreSQL store."""

    begin = "BEGIN"
    failures: tuple[type[Exception], ...] = (psycopg.Error,)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        driver: Any = connection
        self.run = Runner(driver, make_url("postgresql+psycopg://").get_dialect()())

    def judge(self, error: Exception) -> tuple[TriagedError, bool] | None:
        """See Engine."""
        if self._connection.closed:
            return StoreFailed(
                f"the connection to the database was lost ({one_line(error)}), and with it the right to write: "
                "triaged stops and starts again"
            ), True
        if isinstance(error, psycopg.IntegrityError | psycopg.ProgrammingError | psycopg.DataError):
            return None
        return StoreFailed(f"the database refused ({one_line(error)}): it is tried again"), False

    def undo(self) -> bool:
        """See Engine."""
        try:
            if not self._connection.closed:
                self._connection.execute("ROLLBACK")
        except psycopg.Error:
            return False
        return True

    def close(self) -> None:
        """See Engine."""
        self._connection.close()


def open_postgres(url: str, *, password: str) -> PostgresEngine:
    """Connect, take the lock, look, migrate. Raises SecondDaemon, ConfigurationError, StoreFailed."""
    secret: dict[str, Any] = {"password": password} if password else {}
    try:
        connection = psycopg.connect(
            url,
            autocommit=True,
            connect_timeout=CONNECT_SECONDS,
            application_name=f"triaged {os.getpid()} on {platform.node()}",
            **KEEPALIVE,
            **secret,
        )
    except psycopg.ProgrammingError as error:
        raise ConfigurationError(f"store.url is not an address of a PostgreSQL database: {one_line(error)}") from error
    except psycopg.OperationalError as error:
        raise StoreFailed(f"the database of the store cannot be reached: {one_line(error)}") from error
    opened = False
    try:
        _prepare(connection)
        opened = True
    except psycopg.Error as error:
        raise StoreFailed(f"the database of the store cannot be used: {one_line(error)}") from error
    finally:
        if not opened:
            connection.close()
    return PostgresEngine(connection)


def _prepare(connection: Connection) -> None:
    for setting in (*SESSION, DURABLE):
        connection.execute(setting)
    if not _one(connection, TRY_LOCK):
        holder = _one(connection, HOLDER) or "another daemon"
        raise SecondDaemon(f"the database is in use by {holder}: it may take over when that one ends")
    revision = None
    if _one(connection, "SELECT to_regclass('alembic_version') IS NOT NULL"):
        revision = str(_one(connection, "SELECT version_num FROM alembic_version") or "")
        check_revision(revision, f"in database {connection.info.dbname}")
    if revision != REVISION:
        connection.autocommit = False
        upgrade(connection, "postgresql+psycopg")
        connection.rollback()
        connection.autocommit = True


def _one(connection: Connection, sql: str) -> Any:
    row = connection.execute(sql).fetchone()
    return row[0] if row else None


def one_line(error: Exception) -> str:
    """A driver's message in one line."""
    return " ".join(str(error).split())
