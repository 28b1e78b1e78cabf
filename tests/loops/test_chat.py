"""Notices on channels: posted to a real server, tried again for an hour, and told another way when it takes none."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.loops.house import MONDAY, Hands, goes, intake, mail, notices, policy, take, threads, tick
from tests.loops.staff import run
from tests.outbox.chat.conftest import sender
from tests.outbox.chat.server import ChatServer
from triaged.loops.chat import GIVE_UP_AFTER, Channels, post_after
from triaged.loops.health import Health
from triaged.model.chat import Posted, PostLater, PostRefused
from triaged.model.ports import ChatSender
from triaged.model.stored import Post, PostState
from triaged.store import SqlStore

DESK = """
[ladder]
shows = "subject"
[[ladder.rung]]
at = 100
tell = ["lead"]
by = ["desk"]
[renewal]
send = "off"
[channel.desk]
kind = "webhook"
url = "env:NOWHERE"
private = true
"""


@pytest.fixture
def server() -> Iterator[ChatServer]:
    """A webhook on loopback."""
    started = ChatServer.start()
    yield started
    started.stop()


class Desk:
    """A promise broke, and its lead is told at a channel first."""

    def __init__(self, store: SqlStore, senders: dict[str, ChatSender]) -> None:
        self.store, self.clock, self.health, self.rules = store, Hands(), Health(), policy(DESK)
        self.wake = asyncio.Event()
        self.channels = Channels(
            senders=senders,
            prefix="NL",
            store=store,
            clock=self.clock,
            health=self.health,
            wake=self.wake,
            jitter=random.Random(1),
        )
        take(intake(self.rules, store, self.clock), store, mail(1, "Kim <kim@customer.test>"))
        goes(store, MONDAY, self.rules)
        self.watch(hours=4)
        self.watch(minutes=6)

    def watch(self, **span: float) -> None:
        """Time passes and the watcher looks."""
        tick(self.store, self.clock.passes(**span), self.rules)

    async def turn(self) -> None:
        """One round of the loop, without its wait."""
        await self.channels._post_all()

    def posts(self, state: PostState = PostState.READY) -> list[Post]:
        """Posts that wait at any time, or failed."""
        at = MONDAY + timedelta(days=9)
        if state is PostState.READY:
            return list(self.store.transact_now(lambda tx: tx.ready_posts(at)))
        return list(self.store.transact_now(lambda tx: tx.failed_posts(MONDAY)))

    @property
    def trouble(self) -> str:
        """What the loop says of itself."""
        return next((loop.trouble for loop in self.health.loops() if loop.name == "channels"), "")


async def test_a_notice_is_posted_once(store: SqlStore, server: ChatServer) -> None:
    """Its title, its lines and the thread's reference arrive; nothing is left to post, and no mail goes."""
    desk = Desk(store, {"desk": sender(server.url("/hook"))})
    [thread] = threads(store)
    assert len(desk.posts()) == 1
    await desk.turn()
    await desk.turn()

    [received] = server.received
    assert f"NL-{thread.reference}" in received.body.decode()
    assert "broken" in received.body.decode()
    assert not desk.posts()
    assert not notices(store)
    assert desk.trouble == ""


async def test_a_server_that_is_away_is_asked_again_and_works_again(store: SqlStore, server: ChatServer) -> None:
    """A fault is tried again after a while, shown while it lasts, and over with the first post that arrives."""
    desk = Desk(store, {"desk": sender(server.url("/hook"))})
    server.status = 503
    await desk.turn()
    await desk.turn()
    assert len(server.received) == 1, "not at once again"
    assert 'Channel "desk"' in desk.trouble or "fault" in desk.trouble
    [post] = desk.posts()
    assert (post.state, post.attempts) == (PostState.READY, 1)

    server.status = 200
    desk.clock.now = post.next_attempt_at
    await desk.turn()
    assert len(server.received) == 2
    assert not desk.posts()
    assert desk.trouble == ""


async def test_what_is_refused_goes_by_mail_to_the_same_person(store: SqlStore, server: ChatServer) -> None:
    """The next way of the person is tried, at once; it is shown for a day that the channel took nothing."""
    desk = Desk(store, {"desk": sender(server.url("/hook"))})
    server.status = 404
    await desk.turn()
    [failed] = desk.posts(PostState.FAILED)
    assert "404" in failed.reason
    assert store.transact_now(lambda tx: tx.figures(desk.clock())).undelivered == 1
    [shown] = run(store, "queue", rules=desk.rules, now=desk.clock())["attention"]["undelivered"]
    assert (shown["person"], shown["channel"], shown["why"]) == (failed.person, "desk", failed.reason)

    desk.watch(minutes=1)
    desk.watch(minutes=6)
    [notice] = notices(store)
    assert b"undelivered" not in notice.octets
    assert threads(store)[0].reference.encode() in notice.octets
    desk.watch(hours=1)
    assert store.transact_now(lambda tx: tx.undelivered_notices()) == ()


async def test_a_channel_that_left_rules_toml_fails_and_climbs(store: SqlStore) -> None:
    """A post for it is not forgotten: it fails by name, and the person is told by mail."""
    desk = Desk(store, {})
    await desk.turn()
    [failed] = desk.posts(PostState.FAILED)
    assert "desk" in failed.reason
    assert desk.trouble == "", "no post will ever end a trouble of it"
    desk.watch(minutes=1)
    desk.watch(minutes=6)
    assert len(notices(store)) == 1


async def test_a_round_wakes_at_the_next_attempt(store: SqlStore, server: ChatServer) -> None:
    """The loop gives a sign of life, and a wake ends its wait."""
    desk = Desk(store, {"desk": sender(server.url("/hook"))})
    running = asyncio.create_task(desk.channels.round())
    async with asyncio.timeout(20):
        while not server.received:  # noqa: ASYNC110 - the server is a thread
            await asyncio.sleep(0.01)
        desk.wake.set()
        await running
    assert [loop.name for loop in desk.health.loops()] == ["channels"]


POST = Post(
    channel="desk",
    person="anna",
    title="x",
    lines=("y",),
    created_at=MONDAY,
    next_attempt_at=MONDAY,
    post_id=1,
)


@pytest.mark.parametrize(
    ("outcome", "after", "state", "waits"),
    [
        (Posted(), timedelta(), PostState.SENT, None),
        (PostRefused(reason="gone"), timedelta(), PostState.FAILED, None),
        (PostLater(reason="busy"), timedelta(), PostState.READY, timedelta(seconds=10)),
        (PostLater(reason="busy", wait=timedelta(minutes=5)), timedelta(), PostState.READY, timedelta(minutes=5)),
        (PostLater(reason="busy", wait=timedelta(seconds=1)), timedelta(), PostState.READY, timedelta(seconds=10)),
        (PostLater(reason="busy", wait=GIVE_UP_AFTER * 2), timedelta(), PostState.FAILED, None),
        (PostLater(reason="busy"), GIVE_UP_AFTER, PostState.FAILED, None),
    ],
)
def test_what_an_attempt_comes_to(
    *, outcome: Posted | PostLater | PostRefused, after: timedelta, state: PostState, waits: timedelta | None
) -> None:
    """Sent, failed with its reason, or later: when the server asks for it, never sooner than our own pause."""
    tried = post_after(POST, outcome, now=MONDAY + after, jitter=0.0)
    assert (tried.state, tried.attempts) == (state, 1)
    assert tried.reason == ("" if isinstance(outcome, Posted) else outcome.reason)
    if waits is not None:
        assert tried.next_attempt_at == MONDAY + after + waits


def test_tries_end_after_an_hour() -> None:
    """A server that is away for good is asked a dozen times at most, then somebody hears another way."""
    post, now = POST, MONDAY
    while post.state is PostState.READY:
        post = post_after(post, PostLater(reason="away"), now=now, jitter=1.0)
        now = post.next_attempt_at
    assert post.state is PostState.FAILED
    assert 6 <= post.attempts <= 15
    assert now <= MONDAY + GIVE_UP_AFTER
