"""A courier that is closed when its test ends."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from tests.outbox.letters import plain
from triaged.outbox.smtp import SmtpCourier


@pytest.fixture
async def courier_to() -> AsyncIterator[Callable[..., SmtpCourier]]:
    """Makes couriers: `courier_to(port)`, or `courier_to(server, login, dot_timeout=1)`."""
    made: list[SmtpCourier] = []

    def make(server: Any, login: Any = None, **options: Any) -> SmtpCourier:
        made.append(SmtpCourier(plain(server) if isinstance(server, int) else server, login, **options))
        return made[-1]

    yield make
    for courier in made:
        await courier.close()
