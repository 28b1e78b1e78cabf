"""Posts notices to the channels of rules.toml and records what came of it.

A post that was made when the daemon died is made again: a notice may arrive twice, it is never lost in silence. What no
channel took within an hour has failed; then loops/tell goes the person's next way, or to the next person.
"""

import asyncio
import contextlib
import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from triaged.loops import log
from triaged.loops.health import Health
from triaged.mail.reference import printed
from triaged.model.chat import ChatMessage, Posted, PostLater, PostOutcome, PostRefused
from triaged.model.ports import ChatSender, Clock
from triaged.model.stored import Post, PostState
from triaged.model.tx import Store, Tx

IDLE_WAIT = 30.0
AT_ONCE = 20
TOGETHER = 4
"""Posts under way at a time."""
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=10), timedelta(minutes=10)
GIVE_UP_AFTER = timedelta(hours=1)
"""A notice that is older is told another way: the time it is about comes nearer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A post that is due, and the references of the threads it is about, as people read them."""

    post: Post
    threads: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class Channels:
    """The loop that posts. `senders` by channel key; `wake` is set when there may be something to post.

    `prefix` stands before a reference ("NL").
    """

    senders: Mapping[str, ChatSender]
    prefix: str | None
    store: Store
    clock: Clock
    health: Health
    wake: asyncio.Event
    jitter: random.Random
    _troubles: dict[str, str] = field(default_factory=dict, init=False)

    name = "channels"

    async def round(self) -> None:
        """Post all that is due, then wait for a wake, the next due attempt, or half a minute."""
        self.wake.clear()
        due = await self._post_all()
        self.health.beat(self.name)
        seconds = IDLE_WAIT if due is None else min(IDLE_WAIT, max(0.05, (due - self.clock()).total_seconds()))
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.wake.wait()

    async def _post_all(self) -> datetime | None:
        """Post until nothing is due; when the next attempt is."""
        while True:
            ready, due = await self.store.transact(self._ready)
            if not ready:
                return due
            places = asyncio.Semaphore(TOGETHER)
            await asyncio.gather(*(self._post(each, places) for each in ready))
            self.health.beat(self.name)

    def _ready(self, tx: Tx) -> tuple[tuple[Ready, ...], datetime | None]:
        posts = tx.ready_posts(self.clock(), limit=AT_ONCE)
        ready = tuple(Ready(post=post, threads=_references(tx, post, self.prefix)) for post in posts)
        return ready, None if ready else tx.next_post()

    async def _post(self, ready: Ready, places: asyncio.Semaphore) -> None:
        async with places:
            outcome = await self._attempt(ready)
            await self.store.transact(lambda tx: self._record(tx, ready.post, outcome))
        if ready.post.channel in self.senders:
            self._tell_health(ready.post.channel, outcome)

    async def _attempt(self, ready: Ready) -> PostOutcome:
        post = ready.post
        sender = self.senders.get(post.channel)
        if sender is None:
            return PostRefused(reason=f'rules.toml names no channel "{post.channel}" any more.')
        return await sender.post(
            ChatMessage(
                key=f"{post.post_id}.{post.created_at:%Y%m%dT%H%M%S.%f}",
                title=post.title,
                lines=post.lines,
                threads=ready.threads,
                at=post.created_at,
            )
        )

    def _record(self, tx: Tx, post: Post, outcome: PostOutcome) -> None:
        after = post_after(post, outcome, now=self.clock(), jitter=self.jitter.random())
        tx.update_post(after)
        log.posted(channel=post.channel, state=after.state.value, count=after.attempts)

    def _tell_health(self, channel: str, outcome: PostOutcome) -> None:
        """One loop serves all channels: its trouble names those that do not work."""
        if isinstance(outcome, Posted):
            self._troubles.pop(channel, None)
        else:
            self._troubles[channel] = outcome.reason
        trouble = " ".join(self._troubles[name] for name in sorted(self._troubles))
        if not self.health.trouble(self.name, trouble):
            return
        if trouble:
            log.loop_failing(loop=self.name, error=trouble, seconds=0)
        else:
            log.loop_well(loop=self.name)


def post_after(post: Post, outcome: PostOutcome, *, now: datetime, jitter: float) -> Post:
    """The post after an attempt: sent, failed for good, or to be tried again when the server asks for it, or later."""
    tried = replace(post, attempts=post.attempts + 1)
    match outcome:
        case Posted():
            return replace(tried, state=PostState.SENT, reason="")
        case PostRefused(reason=reason):
            return replace(tried, state=PostState.FAILED, reason=reason)
        case PostLater(reason=reason, wait=wait):
            pause = min(FIRST_WAIT * (1 << min(post.attempts, 6)), LONGEST_WAIT)
            again = now + (pause if wait is None else max(wait, pause)) * (1 + 0.1 * jitter)
            if again > post.created_at + GIVE_UP_AFTER:
                return replace(tried, state=PostState.FAILED, reason=reason)
            return replace(tried, next_attempt_at=again, reason=reason)


def _references(tx: Tx, post: Post, prefix: str | None) -> tuple[str, ...]:
    """The threads that a post is about, each once."""
    notices = () if post.post_id is None else tx.notices_of_post(post.post_id)
    threads = (tx.thread(key) for key in dict.fromkeys(notice.thread_id for notice in notices) if key is not None)
    return tuple(printed(thread.reference, prefix) for thread in threads if thread is not None)
