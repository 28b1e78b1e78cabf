"""Limits, health and the store."""

from dataclasses import dataclass
from datetime import timedelta

from triaged.policy.shape.basics import Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Limits of automatic letters and of mail. What does not pass is held and shown. Sizes in octets."""

    sender_unproven: int
    sender_proven: int
    domain: int
    domain_exempt: frozenset[str]
    inbox: int
    inbox_always: int
    mail: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Of triaged itself. `tell`: person keys or addresses. `silent` None = learned. `ping` and `metrics` may be ""."""

    tell: tuple[str, ...]
    silent: timedelta | None
    ping: str
    metrics: tuple[str, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StorePolicy:
    """Where state is kept: a URL (`sqlite:` path or `postgresql:`), the control socket's path ("" = beside it)."""

    url: str
    socket: str
    secret: Secret | None
