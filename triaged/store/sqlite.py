"""A store in one SQLite file: locked, looked at without changing it, then opened by one connection for good.

WAL with synchronous=FULL: what is committed is on the disk before anything leaves (NORMAL loses the intent of every
mail that was being sent when the power fails). locking_mode=EXCLUSIVE: no second connection, no shared memory file.
"""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from triaged.errors import ConfigurationError, FileUnreadable, StoreDamaged, StoreFailed, TriagedError
from triaged.store.filelock import FileLock
from triaged.store.migrate import check_revision, upgrade
from triaged.store.run import Runner
from triaged.store.tables import REVISION, metadata

MAGIC = b"SQLite format 3\0"
LARGEST_CHECKED = 200 * 1024 * 1024
"""Octets up to which the whole file is checked at the start: about two seconds."""

SETTINGS = (
    "PRAGMA locking_mode=EXCLUSIVE",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA cache_size=-16384",
    "PRAGMA journal_size_limit=67108864",
)
THROWN_AWAY = (*SETTINGS, "PRAGMA synchronous=OFF")
"""A store that is gone with the process need not survive the power."""
BUSY_SECONDS = 2.0
FOR_GOOD = ("SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PROTOCOL")
"""After these nothing can be believed any more: a later commit may seem to succeed (P3)."""


def path_of(url: str) -> Path:
    """The file of `sqlite:/absolute`, `sqlite:relative`, `sqlite:///relative` or `sqlite:////absolute`."""
    rest = url.removeprefix("sqlite:").removeprefix("///")
    if not rest or rest.startswith("//"):
        raise ConfigurationError(f"store.url {url!r} names no file: write sqlite:/var/lib/triaged/triaged.db")
    return Path(rest)


class SqliteEngine:
    """An open SQLite store."""

    begin = "BEGIN IMMEDIATE"
    failures: tuple[type[Exception], ...] = (sqlite3.Error,)

    def __init__(self, path: Path, connection: sqlite3.Connection, lock: FileLock) -> None:
        self.run = Runner(connection, SQLiteDialect_pysqlite())
        self._path = path
        self._connection = connection
        self._lock = lock

    def judge(self, error: Exception) -> tuple[TriagedError, bool] | None:
        """See Engine."""
        if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError | sqlite3.DataError):
            return None
        name = getattr(error, "sqlite_errorname", "")
        if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
            return damaged(self._path, str(error)), True
        if name.startswith(FOR_GOOD):
            return StoreFailed(
                f"the disk refused the store {self._path} ({name}: {error}): triaged stops, since nothing more can be "
                "believed of it; look at the disk, then start again"
            ), True
        hint = "free some space, then it goes on" if name.startswith("SQLITE_FULL") else "it is tried again"
        return StoreFailed(f"the store {self._path} could not be written ({name}: {error}): {hint}"), False

    def undo(self) -> bool:
        """See Engine."""
        try:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
        except sqlite3.Error:
            return False
        return True

    def close(self) -> None:
        """See Engine."""
        self._connection.close()
        self._lock.release()


def open_sqlite(path: Path, *, create: bool, durable: bool = True) -> SqliteEngine:
    """Lock, look, open, migrate. Not `durable`: what is written need not outlive the machine.

    Raises SecondDaemon, StoreDamaged, ConfigurationError, StoreFailed, or FileUnreadable when there is nothing to open
    and `create` is false. Whatever is refused is left as it was.
    """
    if sqlite3.sqlite_version_info < (3, 35):
        raise ConfigurationError(f"SQLite {sqlite3.sqlite_version} is too old: 3.35 or newer is needed")
    if not create and not path.exists():
        raise FileUnreadable(f"there is no store at {path} yet: `triaged run` makes it")
    with _disk_refusals(path):
        if create:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = FileLock.take(path)
    opened = False
    try:
        with _disk_refusals(path):
            engine = _open_locked(path, lock, SETTINGS if durable else THROWN_AWAY)
        opened = True
    finally:
        if not opened:
            lock.release()
    return engine


def _open_locked(path: Path, lock: FileLock, settings: Sequence[str]) -> SqliteEngine:
    revision = inspect(path)
    if revision is not None:
        check_revision(revision, str(path))
    _create(path)
    connection = sqlite3.connect(path, isolation_level=None, timeout=BUSY_SECONDS, cached_statements=256)
    ready = False
    try:
        for setting in settings:
            connection.execute(setting)
        if revision != REVISION:
            upgrade(connection, "sqlite")
        ready = True
    finally:
        if not ready:
            connection.close()
    return SqliteEngine(path, connection, lock)


def _create(path: Path) -> None:
    """Make the file readable by its owner only, and its name durable."""
    if path.exists():
        return
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def inspect(path: Path) -> str | None:
    """The revision of the store in `path`, None when it is new; changes nothing.

    Raises StoreDamaged, or ConfigurationError when it is somebody else's database.
    """
    if not path.exists() or path.stat().st_size == 0:
        return None
    with path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            raise damaged(path, "it does not begin as a SQLite file does")
    index = Path(f"{path}-shm")
    ours = not index.exists()
    try:
        with closing(_look(path)) as connection:
            return _revision(path, connection)
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorname", "").startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
            raise damaged(path, str(error)) from error
        raise
    finally:
        if ours:
            index.unlink(missing_ok=True)


def _revision(path: Path, connection: sqlite3.Connection) -> str | None:
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables:
        return None
    if "alembic_version" not in tables:
        raise ConfigurationError(f"{path} is a database, but not a store of triaged: name another file in store.url")
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    revision = str(row[0]) if row else ""
    if revision == REVISION:
        missing = sorted(metadata.tables.keys() - tables)
        if missing:
            raise damaged(path, f"it lacks the table {missing[0]}")
        if path.stat().st_size <= LARGEST_CHECKED:
            (answer,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            if answer != "ok":
                raise damaged(path, answer)
    return revision


def _look(path: Path) -> sqlite3.Connection:
    """A connection that cannot change the file. A log left by a killed daemon is read too, so it cannot be ignored."""
    log = Path(f"{path}-wal")
    immutable = not log.exists() or log.stat().st_size == 0
    address = f"file:{quote(str(path.resolve()))}?mode=ro{'&immutable=1' if immutable else ''}"
    return sqlite3.connect(address, uri=True, isolation_level=None)


def damaged(path: Path, why: str) -> StoreDamaged:
    """The refusal of a damaged file."""
    return StoreDamaged(
        f"the store {path} is damaged ({' '.join(why.split())}); it was not changed: put back your last backup, "
        f"or save what can be read with `sqlite3 {path} .recover | sqlite3 recovered.db`"
    )


@contextmanager
def _disk_refusals(path: Path) -> Iterator[None]:
    """Errors of the disk while opening, in words."""
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:
        raise StoreFailed(f"the store {path} cannot be opened: {error}") from error
