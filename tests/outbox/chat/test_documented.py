"""docs/channels.md tells the truth: its recipe checks what is really sent, its example is one."""

from __future__ import annotations

import dataclasses
import json
import re
import tomllib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.outbox.chat.conftest import sender
from tests.outbox.chat.samples import KEY, MESSAGE, SIGN, channel, secrets
from tests.outbox.chat.server import ChatServer, Received
from triaged.model.chat import Posted
from triaged.outbox.chat import ChannelSender
from triaged.outbox.chat.sender import KINDS, SECONDS
from triaged.outbox.chat.verdict import LONGEST_WAIT
from triaged.outbox.chat.webhook import SHORTEST
from triaged.outbox.chat.words import LONGEST_LINE, MOST_LINES, MOST_OCTETS
from triaged.policy.shape import Channel

PAGE = (Path(__file__).parents[3] / "docs" / "channels.md").read_text("utf-8")
OTHER = "whsec_" + "QUFB" * 12


def block(language: str) -> str:
    """The page's only block of a language."""
    [text] = re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    return str(text)


@pytest.fixture
def is_genuine() -> Callable[..., bool]:
    """The recipe, as it stands on the page."""
    recipe: dict[str, Any] = {}
    exec(compile(block("python"), "docs/channels.md", "exec"), recipe)
    return recipe["is_genuine"]  # type: ignore[no-any-return]


async def posted(server: ChatServer, *, sign: str = SIGN, now: datetime | None = None) -> Received:
    """What a webhook receives."""
    at = now or datetime.now(UTC)
    known = secrets(server.url("/hook"), SIGN=sign)
    assert await ChannelSender(channel(), known, now=lambda: at).post(MESSAGE) == Posted()
    return server.received[-1]


@pytest.mark.parametrize("secret", [SIGN, KEY.decode()])
async def test_the_recipe_knows_what_we_send(server: ChatServer, is_genuine: Callable[..., bool], secret: str) -> None:
    """A notice as it came over the wire passes, with either form of the secret."""
    got = await posted(server, sign=secret)
    assert is_genuine(secret, got.headers, got.body)


async def test_the_recipe_refuses_everything_else(server: ChatServer, is_genuine: Callable[..., bool]) -> None:
    """Another key, a changed body, id or time, no signature, a replay."""
    got = await posted(server)
    later = str(int(got.headers["webhook-timestamp"]) + 1)
    assert is_genuine(SIGN, got.headers, got.body)
    assert not is_genuine(OTHER, got.headers, got.body)
    assert not is_genuine(SIGN, got.headers, got.body + b" ")
    assert not is_genuine(SIGN, got.headers | {"webhook-id": "msg_other"}, got.body)
    assert not is_genuine(SIGN, got.headers | {"webhook-timestamp": later}, got.body)
    assert not is_genuine(SIGN, got.headers | {"webhook-signature": ""}, got.body)
    assert not is_genuine(SIGN, {}, got.body)
    old = await posted(server, now=datetime.now(UTC) - timedelta(minutes=10))
    assert not is_genuine(SIGN, old.headers, old.body)


async def test_a_second_attempt_has_the_same_id(server: ChatServer) -> None:
    """The page promises that a repetition can be told from news."""
    first = await posted(server)
    second = await posted(server, now=datetime.now(UTC) + timedelta(minutes=1))
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.headers["webhook-timestamp"] != second.headers["webhook-timestamp"]


async def test_the_example_body_is_what_is_sent(server: ChatServer) -> None:
    """The same fields, of the same types."""
    got, shown = (await posted(server)).json, json.loads(block("json"))
    assert {name: type(value) for name, value in got.items()} == {name: type(value) for name, value in shown.items()}


def test_the_example_entries_are_channels() -> None:
    """Every kind is shown, with keys that a channel has."""
    entries = tomllib.loads(block("toml"))["channel"]
    assert {entry["kind"] for entry in entries.values()} == set(KINDS)
    known = {each.name for each in dataclasses.fields(Channel)} - {"key"}
    assert {name for entry in entries.values() for name in entry} == known


def test_the_limits_on_the_page_are_the_limits() -> None:
    """Figures in sentences follow the code."""
    assert f"at most {LONGEST_LINE}\ncharacters" in PAGE
    assert f"at most {MOST_LINES} lines and {MOST_OCTETS:,} octets" in PAGE
    assert f"at least {SHORTEST} octets" in PAGE
    assert (SECONDS, "at most five seconds" in PAGE) == (5.0, True)
    assert (LONGEST_WAIT, "up to an hour" in PAGE) == (timedelta(hours=1), True)


async def test_a_channel_without_a_key_is_not_signed(server: ChatServer) -> None:
    """The other two headers are sent all the same."""
    unsigned = dataclasses.replace(channel(), sign=None)
    await ChannelSender(unsigned, secrets(server.url()), now=lambda: MESSAGE.at).post(MESSAGE)
    assert {name for name in server.received[0].headers if name.startswith("webhook-")} == {
        "webhook-id",
        "webhook-timestamp",
    }


async def test_a_short_key_is_refused_before_anything_is_sent(server: ChatServer) -> None:
    """A weak signature would be believed."""
    known = secrets(server.url(), SIGN="short")
    outcome = await ChannelSender(channel(), known, now=lambda: MESSAGE.at).post(MESSAGE)
    assert "24 octets" in repr(outcome)
    assert server.received == []
    assert await sender(server.url()).post(MESSAGE) == Posted()
