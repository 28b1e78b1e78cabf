"""The world around the daemon: what happens next, and when the daemon looks at it.

Time jumps from event to event. An event is somebody's doing, or a time at which the daemon itself has something to do.
The loops that run by the second in life run here when there is something to find: at once after mail (IDLE), within
`look_every` after what IDLE does not tell, and always within that time before a deadline.
"""

from __future__ import annotations

import asyncio
import heapq
import itertools
import random
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from tests.simulate.desk import house
from tests.simulate.desk.clock import Time
from tests.simulate.desk.customers import Customers
from tests.simulate.desk.daemon import Daemon, Inline, new_database, run
from tests.simulate.desk.faults import Faults
from tests.simulate.desk.invariants import Invariants
from tests.simulate.desk.mailbox import Mailbox
from tests.simulate.desk.order import Order
from tests.simulate.desk.post import Post
from tests.simulate.desk.staff import Staff
from tests.simulate.desk.trouble import Trouble
from tests.simulate.desk.truth import Broken, Conversation

LOOK_EVERY = 20.0
IDLE_ROUNDS = 0.1
"""How often loops run that have nothing to do."""
REMEMBERED = 3_000


def begins(seed: int) -> datetime:
    """Each seed begins on another day of four years: before a change of the clocks, at Christmas, in a leap year."""
    return datetime(2026, 1, 5, 5, tzinfo=UTC) + timedelta(days=seed * 37 % 1461)


class World:
    """One desk from one seed."""

    def __init__(self, seed: int, begin: datetime | None = None, *, a_day: float | None = None) -> None:
        self.seed = seed
        self.chance = random.Random(seed)
        self.begins = begin or begins(seed)
        self.time = Time(now=self.begins)
        self.policy = house.policy()
        self.mailbox = Mailbox(self.time)
        self.conversations: list[Conversation] = []
        self.steps = 0
        self.mails = 0
        self._loop = asyncio.new_event_loop()
        self._events: list[tuple[datetime, int, Callable[[], object]]] = []
        self._numbers = itertools.count()
        self._pass_at: datetime | None = None
        self._planned: tuple[datetime, ...] = ()
        self._happened: deque[tuple[datetime, int, str]] = deque(maxlen=REMEMBERED)
        self.faults = Faults(self)
        self.post = Post(self)
        self.daemon = Daemon(
            policy=self.policy,
            time=self.time,
            mailbox=self.mailbox,
            relay=self.post.relay,
            chance=self.chance,
            database=new_database(),
        )
        self.invariants = Invariants(self)
        self.customers = Customers(self, a_day)
        self.staff = Staff(self)
        self.order = Order(self)
        self.trouble = Trouble(self)

    # ---- what happens

    @property
    def now(self) -> datetime:
        """The true time."""
        return self.time.now

    def at(self, when: datetime, what: Callable[[], object]) -> None:
        """`what` happens then (now, when that is past)."""
        heapq.heappush(self._events, (max(when, self.now), next(self._numbers), what))

    def after(self, what: Callable[[], object], **span: float) -> None:
        """`what` happens after this span."""
        self.at(self.now + timedelta(**span), what)

    def tell(self, text: str, about: Conversation | None = None) -> None:
        """Remember what happened, for the trace."""
        self._happened.append((self.now, about.number if about else 0, text))

    def trace(self, about: Conversation | None, most: int = 40) -> list[str]:
        """The last that happened to one conversation, and to the machine."""
        number = about.number if about else 0
        lines = [f"{at:%Y-%m-%d %H:%M:%S} {text}" for at, whose, text in self._happened if whose in {0, number}]
        return lines[-most:]

    # ---- the daemon's turns

    def soon(self, within: float = 2.0) -> None:
        """The daemon runs within so many seconds."""
        self.run_at(self.now + timedelta(seconds=self.chance.uniform(0.1, within)))

    def run_at(self, when: datetime) -> None:
        """The daemon runs at this moment, or earlier."""
        when = max(when, self.now)
        if self._pass_at is None or when < self._pass_at:
            self._pass_at = when

    async def _pass(self) -> None:
        """Everything the daemon's loops find to do now."""
        self._pass_at = None
        daemon = self.daemon
        if not daemon.running:
            self._planned = ()
            return
        self.faults.before_pass()
        if not await run(self._loops(looks=self._looks())):
            self.faults.crashed()
            return
        self.invariants.after_pass()
        self._plan()

    def _looks(self) -> bool:
        """Whether the mailbox is looked at. One that finds nothing new, and nobody needs, is mostly left out."""
        if self._looked_just_now():
            return self.chance.random() < 0.5
        daemon, news = self.daemon, self.daemon.seen != self.mailbox.changes
        idly = self.chance.random() < IDLE_ROUNDS
        return idly or news or daemon.clock.jump is not None or daemon.failures > 0 or daemon.needs_a_look(LOOK_EVERY)

    def _looked_just_now(self) -> bool:
        looked = self.daemon.looked_at
        return looked is not None and timedelta() <= self.now - looked < timedelta(seconds=LOOK_EVERY)

    async def _loops(self, *, looks: bool) -> None:
        """What has nothing to do does nothing in life; here it is mostly left out, which is quicker."""
        daemon, idly = self.daemon, self.chance.random() < IDLE_ROUNDS
        if looks:
            await daemon.look()
            if idly or daemon.has_letters():
                await daemon.deliver()
        if idly or daemon.has_due():
            await daemon.tick()
        if idly or daemon.has_letters():
            await daemon.deliver()
        if daemon.has_due():  # what was too late to leave
            await daemon.tick()

    def _plan(self) -> None:
        """When the daemon runs next by itself: where its store says so, and a look at the mailbox shortly before."""
        earliest = self.now + timedelta(seconds=1)
        wanted = [self.daemon.wanted_at(), self.invariants.waiting_until()]
        planned = [self.now + timedelta(hours=6)]
        incidents = self.daemon.incidents_at()
        if incidents is not None:
            planned.append(max(incidents, earliest))
        for when in wanted:
            if when is not None:
                planned.append(max(when, earliest))
                if when - self.now > timedelta(seconds=LOOK_EVERY):
                    planned.append(when - timedelta(seconds=self.chance.uniform(0, LOOK_EVERY)))
        if self.daemon.clock.jump is not None or self.daemon.seen != self.mailbox.changes:
            planned.append(self.now + timedelta(seconds=LOOK_EVERY))
        self._planned = tuple(sorted(planned))

    def _next_pass(self) -> datetime | None:
        planned = self._planned[0] if self._planned else None
        return min((at for at in (planned, self._pass_at) if at is not None), default=None)

    # ---- running

    def run(self, days: float) -> None:
        """Let so many days pass. Raises Broken at the first invariant that does not hold."""
        try:
            self.begin()
            self.customers.begin()
            self.staff.begin()
            self.order.begin()
            self.trouble.begin()
            self.faults.begin()
            self.advance(self.now + timedelta(days=days))
        finally:
            self.end()

    def begin(self) -> None:
        """The daemon runs; nobody does anything yet."""
        self._loop.set_default_executor(Inline(1))
        self.daemon.start()
        self._loop.run_until_complete(self.daemon.look())
        self.soon()

    def advance(self, end: datetime) -> None:
        """Let everything happen until `end`. Raises Broken."""
        while True:
            event_at = self._events[0][0] if self._events else end
            run_at = self._next_pass() or end
            self.time.now = min(max(self.now, min(event_at, run_at)), end)
            if self.now >= end:
                return
            self.steps += 1
            if event_at <= run_at:
                heapq.heappop(self._events)[2]()
            else:
                self._loop.run_until_complete(self._pass())

    def end(self) -> None:
        """Nothing happens any more."""
        self._loop.close()


__all__ = ["Broken", "World"]
