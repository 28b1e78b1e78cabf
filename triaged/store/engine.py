"""What SQLite and PostgreSQL do differently once the store is open."""

from typing import Protocol

from triaged.errors import TriagedError
from triaged.store.run import Runner


class Engine(Protocol):
    """One open database, used by the store's thread only."""

    @property
    def run(self) -> Runner:
        """Runs statements on the one connection."""

    @property
    def begin(self) -> str:
        """The command that begins a transaction which may write."""

    @property
    def failures(self) -> tuple[type[Exception], ...]:
        """What the driver raises."""

    def judge(self, error: Exception) -> tuple[TriagedError, bool] | None:
        """The driver's error as one of ours, and whether the store must not go on; None: a mistake of triaged's."""

    def undo(self) -> bool:
        """Roll back, when a transaction is still open. False when even that failed."""

    def close(self) -> None:
        """Close the connection and give up the lock."""
