"""Opens the store and runs transactions, one after the other, in a thread of its own."""

import asyncio
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from typing import TypeVar

from triaged.errors import ConfigurationError, SecondDaemon, StoreFailed
from triaged.model.tx import Tx
from triaged.store.engine import Engine
from triaged.store.kept import KEEP_FIRST, META
from triaged.store.transaction import Transaction

T = TypeVar("T")

POLL_SECONDS = 1.0
"""How often a standby asks for the lock: it takes over within about this time."""


class Role(StrEnum):
    """Who opens the store: the daemon makes it when it is missing, a one-shot command does not.

    A rehearsal makes one that is thrown away: nothing waits for the disk.
    """

    DAEMON = "daemon"
    COMMAND = "command"
    REHEARSAL = "rehearsal"


class SqlStore:
    """Implements triaged.model.tx.Store on SQLite and PostgreSQL."""

    def __init__(self, thread: ThreadPoolExecutor, engine: Engine) -> None:
        self._thread = thread
        self._engine = engine
        self._broken = ""
        self._closed = False
        self._secret = thread.submit(self._work, self._first_secret).result()

    @property
    def secret(self) -> bytes:
        """32 random octets made with the store."""
        return self._secret

    @property
    def broken(self) -> str:
        """Why the store must not be used any more, "" while it may."""
        return self._broken

    async def transact(self, step: Callable[[Tx], T]) -> T:
        """Run `step` in one durable transaction; its exception undoes everything. Raises StoreFailed, StoreDamaged."""
        return await asyncio.wrap_future(self._thread.submit(self._work, step))

    def transact_now(self, step: Callable[[Tx], T]) -> T:
        """The same, waiting for the store's thread."""
        return self._thread.submit(self._work, step).result()

    async def close(self) -> None:
        """Finish the transaction under way, give up the lock."""
        await asyncio.to_thread(self.close_now)

    def close_now(self) -> None:
        """The same, waiting."""
        if not self._closed:
            self._closed = True
            self._thread.submit(self._engine.close).result()
            self._thread.shutdown()

    def _work(self, step: Callable[[Transaction], T]) -> T:
        if self._broken:
            raise StoreFailed(self._broken)
        try:
            return self._transaction(step)
        except self._engine.failures as error:
            judged = self._engine.judge(error)
            if judged is None:
                raise
            failure, for_good = judged
            if for_good:
                self._broken = str(failure)
            raise failure from error

    def _transaction(self, step: Callable[[Transaction], T]) -> T:
        run, committed = self._engine.run, False
        run.command(self._engine.begin)
        try:
            tx = Transaction(run)
            result = step(tx)
            tx.finish()
            run.command("COMMIT")
            committed = True
        finally:
            if not committed and not self._engine.undo():
                self._broken = "a transaction could not be undone: triaged stops and starts again"
        return result

    def _first_secret(self, _: Transaction) -> bytes:
        run = self._engine.run
        run.count(KEEP_FIRST, name="secret", value=secrets.token_bytes(32))
        return bytes(run.one(META, wanted="secret")[0])


def open_store(url: str, *, role: Role = Role.DAEMON, password: str = "") -> SqlStore:
    """Open the store that store.url names; blocks for the length of the check (at most about two seconds).

    Raises SecondDaemon (75), StoreDamaged (65), ConfigurationError (78), FileUnreadable (66: nothing there, for a
    command), StoreFailed (74). Whatever is refused is left as it was.
    """
    thread = ThreadPoolExecutor(1, thread_name_prefix="store")
    opened = False
    try:
        engine = thread.submit(_open, url, role, password).result()
        store = SqlStore(thread, engine)
        opened = True
    finally:
        if not opened:
            thread.shutdown()
    return store


async def wait_leader(url: str, *, password: str = "") -> SqlStore:
    """Open the store as soon as nobody else has it: a standby on PostgreSQL waits here.

    On SQLite there is no standby: raises SecondDaemon at once. Raises what open_store raises.
    """
    while True:
        try:
            return await asyncio.to_thread(open_store, url, password=password)
        except SecondDaemon:
            if url.startswith("sqlite:"):
                raise
        await asyncio.sleep(POLL_SECONDS)


def _open(url: str, role: Role, password: str) -> Engine:
    if url.startswith("sqlite:"):
        from triaged.store.sqlite import open_sqlite, path_of

        return open_sqlite(path_of(url), create=role is not Role.COMMAND, durable=role is not Role.REHEARSAL)
    if url.startswith(("postgresql:", "postgres:")):
        from triaged.store.postgres import open_postgres

        return open_postgres(url, password=password)
    raise ConfigurationError(f"store.url {url.partition(':')[0]!r} is neither sqlite: nor postgresql:")
