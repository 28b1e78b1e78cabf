"""What every sender does, whichever platform it speaks to."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest

from tests.outbox.chat.conftest import sender
from tests.outbox.chat.samples import CANARY, HOSTILE, KEY, LINES, MESSAGE, NOW, TITLE, Secrets, channel, message
from tests.outbox.chat.server import ChatServer
from triaged.model.chat import Posted, PostLater, PostOutcome, PostRefused
from triaged.model.ports import ChatSender
from triaged.outbox.chat import ChannelSender
from triaged.outbox.chat.sender import KINDS, SECONDS

GOOD = {"webhook": (204, b""), "slack": (200, b"ok"), "teams": (202, b""), "matrix": (200, b'{"event_id": "$1"}')}


@dataclass
class Way:
    """A sender of one kind, and the platform it posts to."""

    kind: str
    server: ChatServer
    sender: ChatSender

    def answers(self, status: int, body: bytes = b"", **headers: str) -> None:
        """From now on."""
        self.server.status, self.server.body = status, body
        self.server.headers = {name.replace("_", "-"): value for name, value in headers.items()}


@pytest.fixture(params=sorted(KINDS))
def way(request: pytest.FixtureRequest, chat_server: Callable[..., ChatServer]) -> Way:
    """Each kind in turn; its platform takes everything."""
    server = chat_server()
    server.status, server.body = GOOD[request.param]
    return Way(request.param, server, sender(server.url(f"/{CANARY}"), request.param))


async def test_a_notice_is_posted_once(way: Way) -> None:
    """One request, with title and lines."""
    assert await way.sender.post(MESSAGE) == Posted()
    [received] = way.server.received
    assert received.method == ("PUT" if way.kind == "matrix" else "POST")
    assert received.path.startswith(f"/{CANARY}")
    for line in (TITLE, *LINES):
        assert line in received.body.decode()


async def test_hostile_text_is_posted_too(way: Way) -> None:
    """Whatever a customer wrote, colleagues hear of it."""
    assert await way.sender.post(message(title=HOSTILE[0], lines=HOSTILE, key=HOSTILE[3])) == Posted()


async def test_a_pause_that_is_asked_for_is_told(way: Way) -> None:
    """429 with Retry-After."""
    way.answers(429, Retry_After="30")
    outcome = await way.sender.post(MESSAGE)
    assert isinstance(outcome, PostLater)
    assert outcome.wait == timedelta(seconds=30)


@pytest.mark.parametrize(
    ("status", "expected"), [(302, PostRefused), (404, PostRefused), (500, PostLater), (503, PostLater)]
)
async def test_a_failure_is_for_later_or_for_a_person(way: Way, status: int, expected: type) -> None:
    """A fault of the server passes; a redirect or a refusal does not. The sentence names the channel."""
    way.answers(status, Location="/elsewhere")
    outcome = await way.sender.post(MESSAGE)
    assert isinstance(outcome, expected)
    assert reason(outcome).startswith('Channel "ops": ')
    assert len(way.server.received) == 1


async def test_a_platform_that_hangs_is_given_up(way: Way) -> None:
    """No answer in time is for later."""
    way.server.manner = "silent"
    impatient = sender(way.server.url(), way.kind, seconds=0.1)
    assert isinstance(await impatient.post(MESSAGE), PostLater)


async def test_private_addresses_need_the_owners_word(way: Way) -> None:
    """A name that leads to this machine is refused unless the channel says `private`."""
    guarded = sender(way.server.url(host="hooks.firm.test"), way.kind, private=False)
    assert isinstance(await guarded.post(MESSAGE), PostRefused)
    assert way.server.received == []


async def test_a_secret_that_is_away_is_told(way: Way) -> None:
    """The place is named, the channel too, and nothing is raised."""
    lost = ChannelSender(channel(way.kind), Secrets(), now=lambda: NOW)
    assert await lost.post(MESSAGE) == PostRefused(reason='Channel "ops": the secret env:URL is empty or not there.')


async def test_secrets_are_read_at_each_attempt(way: Way) -> None:
    """A rotated secret is found without a restart (I12)."""
    known = Secrets({"URL": way.server.url("/old"), "SIGN": KEY.decode(), "TOKEN": "t"})
    rotating = ChannelSender(channel(way.kind), known, now=lambda: NOW)
    await rotating.post(MESSAGE)
    known.values["URL"] = way.server.url("/new")
    await rotating.post(MESSAGE)
    assert [received.path[:4] for received in way.server.received] == ["/old", "/new"]


@pytest.mark.parametrize("status", [200, 301, 404, 429, 500])
async def test_no_secret_is_logged_or_told(way: Way, caplog: pytest.LogCaptureFixture, status: int) -> None:
    """With every logger at its most talkative, and a server that repeats our address (T15)."""
    with caplog.at_level(logging.DEBUG):
        way.answers(status, CANARY.encode(), Location=f"/{CANARY}", X_Echo=CANARY)
        outcome = await way.sender.post(MESSAGE)
    for secret in (CANARY, KEY.decode(), "webhook-signature", "Bearer"):
        assert secret not in caplog.text
        assert secret not in repr(outcome)


def test_an_attempt_has_five_seconds() -> None:
    """Unless told otherwise (T11)."""
    assert SECONDS == 5.0


def reason(outcome: PostOutcome) -> str:
    """Why it was not posted."""
    assert not isinstance(outcome, Posted)
    return outcome.reason
