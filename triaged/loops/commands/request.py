"""What a command is given, and how it names what it is about."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from triaged.errors import CommandRefused
from triaged.model.thread import Thread
from triaged.model.tx import Tx
from triaged.policy.shape import Policy
from triaged.report.json import Json
from triaged.scribe import Scribe


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Who asks (the peer's user name), when, with which arguments (JSON values), under which policy."""

    who: str
    now: datetime
    policy: Policy
    scribe: Scribe
    arguments: Mapping[str, object] = field(default_factory=dict)

    @property
    def person(self) -> str:
        """The key of the person whose login name asks, "" where rules.toml knows none."""
        return next((key for key, person in self.policy.people.items() if person.user == self.who), "")

    @property
    def agent(self) -> str:
        """Who asks, as trails and letters name them: their key, else their login name."""
        return self.person or self.who

    def text(self, name: str, default: str = "") -> str:
        """An argument that is a text. Raises CommandRefused where it is something else."""
        value = self.arguments.get(name, default)
        if not isinstance(value, str):
            raise CommandRefused(f"{name} must be a text")
        return value

    def flag(self, name: str) -> bool:
        """An argument that is true or false."""
        return self.arguments.get(name) is True


Command = Callable[[Tx, Request], Json]
Step = Callable[[Tx], Json | None]
"""A part of a long command: called again, each time in a transaction of its own, until it answers."""


def thread_named(tx: Tx, name: str) -> Thread:
    """The thread that a person named. Raises CommandRefused."""
    thread = tx.thread_by_reference(name)
    if thread is None:
        raise CommandRefused(f"there is no thread {name!r}; `triaged queue` lists them")
    return thread


def number(request: Request) -> int:
    """The number of a letter or of a quarantined mail. Raises CommandRefused."""
    value = request.arguments.get("id")
    if not isinstance(value, int) or not 0 < value < 1 << 63:
        raise CommandRefused("give the number that the list shows")
    return value
