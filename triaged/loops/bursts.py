"""Sees that many customers write about one thing, and has people told: once, and once more when they are twice as many.

What is kept for it lies in the store: the numbers of each new thread's words, how far they were looked at, and the
bursts that people heard of. A restart forgets nothing and tells nothing twice.
"""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from triaged.decide.burst import (
    HISTORY,
    QUIET,
    SAMPLE,
    Group,
    alike_before,
    goes_on,
    groups,
    same,
    unusual,
    worth_counting,
)
from triaged.decide.likeness import likeness
from triaged.decide.look import Looked
from triaged.loops.burst_notice import ASKED_OF, BURST, members, prepared_for, threads_of
from triaged.loops.health import Health
from triaged.loops.suggest import asked_lately, asks, hearers
from triaged.model.burst import Arrivals, Burst, unpacked
from triaged.model.ports import Clock
from triaged.model.stored import Notice
from triaged.model.thread import Kind, Thread
from triaged.model.tx import Store, Tx
from triaged.policy.shape import InboxEntry, Policy

EVERY = 30.0
"""Seconds between looks. A look at which no mail is new costs two short questions to the store."""
LOOKED = "bursts looked for up to thread"
KEPT = HISTORY + timedelta(days=2)
"""So long numbers are kept: as far back as is compared, behind the longest time that is looked at."""
FORGOTTEN = "numbers of old mails forgotten on"


@dataclass(slots=True, kw_only=True)
class Bursts:
    """The loop."""

    policy: Policy
    store: Store
    clock: Clock
    health: Health

    name = "bursts"

    async def round(self) -> None:
        """Look, wait."""
        await self.store.transact(lambda tx: look(tx, self.policy, self.clock()))
        self.health.beat(self.name)
        await asyncio.sleep(EVERY)


def note_numbers(tx: Tx, inbox: InboxEntry, begun: Iterable[tuple[Looked, Thread]]) -> None:
    """Keep what new threads of people are about; not of those that belong to an incident from the start."""
    new = [
        (thread.thread_id, looked.message.received, likeness(looked.message))
        for looked, thread in begun
        if thread.kind is Kind.PERSON and thread.incident_id is None
    ]
    if new:
        tx.note_numbers(inbox.key, new)


def look(tx: Tx, policy: Policy, now: datetime) -> bool:
    """Look for bursts where mail is new; whether anybody is told."""
    newest = str(tx.newest_like())
    if tx.remembered(LOOKED) == newest:
        return False
    tx.remember(LOOKED, newest)
    _forget(tx, now)
    if not policy.burst.alarm:
        return False
    found = [_Looking(tx=tx, inbox=inbox, policy=policy, now=now).look() for inbox in policy.inboxes.values()]
    return any(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Looking:
    """A look at one inbox, in one transaction."""

    tx: Tx
    inbox: InboxEntry
    policy: Policy
    now: datetime

    def look(self) -> bool:
        """Whether anybody is told."""
        tx, wish, since = self.tx, self.policy.burst, self.now - self.policy.burst.within
        window = tx.likes(self.inbox.key, since)
        if len(window) < wish.threads:
            return False
        known = [burst for burst in tx.bursts(self.now - QUIET) if burst.inbox == self.inbox.key]
        earlier = tx.numbers_before(self.inbox.key, since, since=since - HISTORY, limit=SAMPLE)
        sample = [frozenset(unpacked(octets)) for _, octets in earlier]
        written, weeks = False, None
        for group in groups(window, sample, threads=wish.threads):
            burst = same(group, known)
            if burst is not None:
                later = self._goes_on(burst, group)
                known[known.index(burst)] = later
                written = written or later.grown_at != burst.grown_at
            elif worth_counting(group, sample, window=len(window)):
                weeks = weeks or self._four_weeks()
                if self._is_unusual(group, weeks, len(window)):
                    known.append(self._begins(group))
                    written = True
        return written

    def _four_weeks(self) -> "_FourWeeks":
        """What all groups of one look are held against: ten thousand mails are not read for each of them."""
        within, since = self.policy.burst.within, self.now - self.policy.burst.within
        return _FourWeeks(
            before=self.tx.numbers_before(self.inbox.key, since, since=since - HISTORY),
            arrivals=self.tx.arrivals(self.inbox.key, since, since=since - HISTORY, within=within),
        )

    def _is_unusual(self, group: Group, weeks: "_FourWeeks", window: int) -> bool:
        wish, alike = self.policy.burst, alike_before(group.core, weeks.before)
        found = unusual(group, alike, weeks.arrivals, window=window, within=wish.within, threads=wish.threads)
        return found is not None

    def _begins(self, group: Group) -> Burst:
        """Keep it and have people told; not where they were just asked about the prepared incident that fits it."""
        burst = Burst(
            inbox=self.inbox.key,
            core=group.core,
            since=group.threads[0].at,
            told_at=self.now,
            customers=group.customers,
            last_at=group.threads[-1].at,
        )
        burst = replace(burst, burst_id=self.tx.add_burst(burst))
        threads = threads_of(self.tx, group.threads[:ASKED_OF])
        prepared = prepared_for(self.tx, threads, self.policy)
        if prepared is None or not asked_lately(self.tx, self.inbox, prepared, self.now):
            self._tell(burst, group.threads[0].thread_id)
        if prepared is not None:
            asks(self.tx, self.inbox, prepared, self.now)
        return burst

    def _goes_on(self, burst: Burst, group: Group) -> Burst:
        later = goes_on(burst, group)
        if later.grown_at is None:
            of = members(self.tx, later)
            if len({like.customer for like in of}) >= 2 * later.customers:
                later = replace(later, grown_at=self.now)
                self._tell(later, of[0].thread_id)
        if later != burst:
            self.tx.update_burst(later)
        return later

    def _tell(self, burst: Burst, about: int) -> None:
        for person in hearers(self.policy.burst.tell, self.policy.teams[self.inbox.team]):
            text = str(burst.number)
            self.tx.add_notice(Notice(person=person, about=BURST, at=self.now, thread_id=about, text=text))


@dataclass(frozen=True, slots=True, kw_only=True)
class _FourWeeks:
    """The mail before the one that is looked at: when each arrived with its numbers as kept, and how much there was."""

    before: Sequence[tuple[datetime, bytes]]
    arrivals: Arrivals


def _forget(tx: Tx, now: datetime) -> None:
    """Once a day."""
    today = now.date().isoformat()
    if tx.remembered(FORGOTTEN) != today:
        tx.remember(FORGOTTEN, today)
        tx.forget_numbers(now - KEPT)
