"""The real daemon's parts on edges in memory, driven step by step: nothing sleeps, nothing waits.

It can be killed anywhere between two calls to the outside (`Fuse`); what it committed is there when it starts again.
"""

from __future__ import annotations

import asyncio
import random
import sqlite3
from collections import deque
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from tests.letters.house import wording
from tests.simulate.desk.clock import Time
from tests.simulate.desk.connection import StandingInbox
from tests.simulate.desk.mailbox import Mailbox
from tests.simulate.desk.relay import MemoryRelay
from triaged.errors import LoginRefused, ServerUnreachable
from triaged.intake import Intake
from triaged.loops.bursts import look
from triaged.loops.clock import SteadyClock
from triaged.loops.deliver import Delivery
from triaged.loops.health import Health
from triaged.loops.poll import Poll
from triaged.loops.supervise import pause_after
from triaged.loops.watch import Watch
from triaged.mail.limits import ParseLimits
from triaged.model.tx import Tx
from triaged.policy.shape import Policy
from triaged.scorer.judge import WordJudge
from triaged.scribe import Scribe
from triaged.store import SqlStore
from triaged.store.filelock import FileLock
from triaged.store.migrate import upgrade
from triaged.store.sqlite import SqliteEngine
from triaged.store.tables.letters import UNFINISHED
from triaged.store.times import micros, moment

T = TypeVar("T")

LETTERS = f"SELECT 1 FROM letter WHERE state IN ('ready', 'sending', 'held') AND {UNFINISHED}"
DOUBTS = f"SELECT 1 FROM letter WHERE state = 'in doubt' AND doubt_since > ? AND {UNFINISHED}"
DOUBTED = timedelta(hours=1)
"""So long a copy of a letter in doubt is looked for every few seconds; then it waits for a person."""
NEXT_INCIDENT = "SELECT min(look_at) FROM incident WHERE look_at IS NOT NULL"
ASKED = "SELECT 1 FROM thread WHERE look_at IS NOT NULL AND look_at <= ? AND asked_at IS NOT NULL"


class Crashed(BaseException):
    """The process was killed."""


@dataclass(slots=True)
class Fuse:
    """Kills the process at the `left`-th call to the outside from now on; None: never."""

    left: int | None = None

    def burn(self) -> None:
        if self.left is None:
            return
        self.left -= 1
        if self.left < 0:
            self.left = None
            raise Crashed


class Inline(ThreadPoolExecutor):
    """Runs what it is given at once, in the caller's thread."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        done: Future[T] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - it is the future's, as in any executor
            done.set_exception(error)
        return done


class _NoLock(FileLock):
    def __init__(self) -> None:
        """There is no file."""

    def release(self) -> None:
        """There is no lock."""


class Store(SqlStore):
    """The real store on a database in memory. The process may be killed before a transaction, and right after it."""

    def __init__(self, engine: SqliteEngine, fuse: Fuse) -> None:
        self._fuse = fuse
        super().__init__(Inline(1), engine)

    async def transact(self, step: Callable[[Tx], T]) -> T:
        self._fuse.burn()
        result = self._work(step)
        self._fuse.burn()
        return result


@lru_cache(maxsize=1)
def _empty() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    upgrade(connection, "sqlite")
    return connection


def new_database() -> sqlite3.Connection:
    """A fresh database with the newest schema."""
    connection = sqlite3.connect(":memory:", isolation_level=None, cached_statements=256)
    _empty().backup(connection)
    connection.execute("PRAGMA foreign_keys=ON")
    return connection


@dataclass(kw_only=True)
class Daemon:
    """The daemon of one desk, running or not. `tried_again_at`: when the poll may connect again after a failure.
    `looked_at`: when the last whole look at the mailbox began, `seen` what had changed in it until then.
    """

    policy: Policy
    time: Time
    mailbox: Mailbox
    relay: MemoryRelay
    chance: random.Random
    database: sqlite3.Connection
    fuse: Fuse = field(default_factory=Fuse)
    running: bool = False
    failures: int = 0
    tried_again_at: datetime | None = None
    looked_at: datetime | None = None
    _looks: deque[datetime] = field(default_factory=lambda: deque(maxlen=1_000), init=False)
    seen: int = -1
    ticks: int = 0
    engine: SqliteEngine = field(init=False)
    store: Store = field(init=False)
    clock: SteadyClock = field(init=False)
    poll: Poll = field(init=False)
    delivery: Delivery = field(init=False)
    watch: Watch = field(init=False)

    def __post_init__(self) -> None:
        # One for all starts: it keeps the compiled statements, and nothing that a restart must forget.
        self.engine = SqliteEngine(Path(":memory:"), self.database, _NoLock())

    def start(self) -> None:
        """A new process: only the database and the mailbox know what was."""
        self.fuse.left = None
        self.store = Store(self.engine, self.fuse)
        self.clock = SteadyClock(wall=self.time.wall, passed=self.time.passed)
        self.store.transact_now(lambda tx: tx.recover_sending(self.clock()))
        health, scribe = Health(), Scribe(policy=self.policy, wording=wording(), secret=self.store.secret)
        (entry,) = self.policy.inboxes.values()
        intake = Intake(
            inbox=entry,
            policy=self.policy,
            scribe=scribe,
            judge=WordJudge(self.policy.topics),
            clock=self.clock,
            secret=self.store.secret,
            limits=ParseLimits(),
        )
        self.poll = Poll(
            entry=entry,
            inbox=StandingInbox(entry.key, self.mailbox),
            intake=intake,
            policy=self.policy,
            store=self.store,
            clock=self.clock,
            health=health,
            send_now=_nothing,
            limits=ParseLimits(),
        )
        self.delivery = Delivery(
            account=self.policy.accounts[entry.account],
            policy=self.policy,
            courier=self.relay,
            store=self.store,
            clock=self.clock,
            health=health,
            wake=asyncio.Event(),
            jitter=self.chance,
        )
        self.watch = Watch(
            policy=self.policy,
            scribe=scribe,
            store=self.store,
            clock=self.clock,
            health=health,
            send_now=_nothing,
        )
        self.running, self.failures, self.tried_again_at = True, 0, None

    def kill(self) -> None:
        """The process is gone: a transaction under way is undone, as the database does by itself."""
        self.running = False
        self.fuse.left = None
        if self.database.in_transaction:
            self.database.rollback()

    def looked_before(self, at: datetime) -> datetime | None:
        """The last whole look at the mailbox that began by then: what it saw was known when something was written."""
        return next((look for look in reversed(self._looks) if look <= at), None)

    async def look(self) -> None:
        """One round of the loop over the mailbox, as the supervisor runs it. Sets `looked_at` when it was whole."""
        now = self.time.now
        if self.tried_again_at is not None and now < self.tried_again_at:
            return
        began, seen = self.time.now, self.mailbox.changes
        self.poll._looked_at_all = 0.0  # whole rounds: time stands still, the pause between them is the world's
        try:
            await self.poll.round()
        except (ServerUnreachable, LoginRefused) as error:
            self.failures += 1
            await self.poll.recover()
            self.tried_again_at = now + timedelta(seconds=pause_after(error, self.failures))
        else:
            self.failures, self.tried_again_at, self.looked_at = 0, None, began
            self._looks.append(began)
            self.seen = seen

    async def deliver(self) -> None:
        """Send all that is due."""
        await self.delivery._deliver()

    async def tick(self) -> None:
        """One look at the deadlines."""
        while await self.store.transact(self.watch.tick):
            self.ticks += 1
        await self.store.transact(lambda tx: look(tx, self.policy, self.clock()))

    def has_letters(self) -> bool:
        """Whether a letter is ready to go, or its time is over."""
        return self._exists(LETTERS)

    def has_due(self) -> bool:
        """Whether a thread must be looked at now, or somebody must hear something."""
        now = micros(self.clock())
        return (
            self._exists("SELECT 1 FROM thread WHERE look_at IS NOT NULL AND look_at <= ?", now)
            or self._exists("SELECT 1 FROM incident WHERE look_at IS NOT NULL AND look_at <= ?", now)
            or self._exists("SELECT 1 FROM notice WHERE told_at IS NULL")
        )

    def needs_a_look(self, seconds: float) -> bool:
        """Whether letters came into doubt lately, or a customer may be told within so many seconds that we are late."""
        now = self.clock()
        soon = micros(now + timedelta(seconds=seconds))
        return self._exists(DOUBTS, micros(now - DOUBTED)) or self._exists(ASKED, soon)

    def _exists(self, query: str, *values: int) -> bool:
        return self.database.execute(f"{query} LIMIT 1", values).fetchone() is not None

    def incidents_at(self) -> datetime | None:
        """When an incident is looked at next."""
        return moment(self.database.execute(NEXT_INCIDENT).fetchone()[0])

    def wanted_at(self) -> datetime | None:
        """When the daemon itself has something to do next, as its store says."""
        if not self.running:
            return None
        account = self.delivery.account.key

        def step(tx: Tx) -> tuple[datetime | None, ...]:
            return tx.next_look(), tx.next_attempt(account)

        times = [at for at in (*self.store.transact_now(step), self.tried_again_at) if at is not None]
        return min(times, default=None)


async def run(work: Coroutine[Any, Any, None]) -> bool:
    """Run a piece of the daemon; False when the process was killed in it: then nothing of it runs on."""
    try:
        await work
    except Crashed:
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        return False
    return True


def _nothing() -> None:
    """The world itself runs what there is to do."""
