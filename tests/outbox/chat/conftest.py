"""Servers of the test's own, and senders to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.outbox.chat.samples import NOW, Names, channel, secrets
from tests.outbox.chat.server import ChatServer
from triaged.outbox.chat import ChannelSender


@pytest.fixture
def chat_server() -> Iterator[Callable[..., ChatServer]]:
    """Starts servers: `chat_server()`, `chat_server(tls=context)`."""
    started: list[ChatServer] = []

    def start(**options: Any) -> ChatServer:
        started.append(ChatServer.start(**options))
        return started[-1]

    yield start
    for server in started:
        server.stop()


@pytest.fixture
def server(chat_server: Callable[..., ChatServer]) -> ChatServer:
    """One that speaks http, on loopback."""
    return chat_server()


def sender(url: str, kind: str = "webhook", *, private: bool = True, **options: Any) -> ChannelSender:
    """A sender to `url`; every name leads to 127.0.0.1 unless a `resolver` is given."""
    options = {"now": lambda: NOW, "resolver": Names([["127.0.0.1"]]), "seconds": 20.0} | options
    return ChannelSender(channel(kind, private=private), secrets(url), **options)
