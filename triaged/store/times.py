"""Times as the store keeps them: microseconds since 1970, UTC. Exact both ways, sortable, the same on every engine."""

from datetime import UTC, datetime, timedelta
from typing import overload

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SECOND = 1_000_000
HOUR = 3600 * SECOND
DAY = 24 * HOUR


@overload
def micros(at: datetime) -> int: ...
@overload
def micros(at: None) -> None: ...
def micros(at: datetime | None) -> int | None:
    """An aware time as the store keeps it."""
    return None if at is None else span_micros(at - EPOCH)


@overload
def moment(at: int) -> datetime: ...
@overload
def moment(at: None) -> None: ...
def moment(at: int | None) -> datetime | None:
    """A stored time as an aware one, UTC."""
    return None if at is None else EPOCH + timedelta(microseconds=at)


def span_micros(span: timedelta) -> int:
    """A duration in microseconds."""
    return (span.days * 86400 + span.seconds) * SECOND + span.microseconds
