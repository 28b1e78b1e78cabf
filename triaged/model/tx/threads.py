"""The seam to the store for mails, conversations, and the trail of why."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from triaged.model.known import Joined
from triaged.model.stored import StoredMessage, TrailEntry
from triaged.model.thread import Thread


class ThreadTx(Protocol):
    """Messages, threads, promises, the trail."""

    def add_message(self, message: StoredMessage) -> int | None:
        """Store a mail and its id; None when this inbox has it already (same identity, same digest: I1, T9)."""

    def messages(self, thread_id: int) -> tuple[StoredMessage, ...]:
        """The thread's mails, oldest first."""

    def joined(self, inbox: str, ids: Sequence[str]) -> tuple[Joined, ...]:
        """Threads that know one of these ids, in the order of `ids`, those of `inbox` first."""

    def note_id(
        self, thread_id: int | None, inbox: str, message_id: str, *, automatic: bool, letter: int | None = None
    ) -> None:
        """Another id that a mail of the thread, or this letter, bears (the provider gave ours a new one: T1)."""

    def add_thread(self, thread: Thread, references: Iterable[str], *, linked: int | None = None) -> Thread:
        """Store a new thread under the first free reference; `thread_id` and `reference` of the value are ignored.

        What it owes is opened with it. Raises StaleState when every reference is taken.
        """

    def update_thread(self, thread: Thread) -> None:
        """Write what may change of a thread (everything but its promise, id, reference and inbox)."""

    def thread(self, thread_id: int) -> Thread | None:
        """The thread with its open promise and targets."""

    def thread_by_reference(self, text: str) -> Thread | None:
        """The thread a person named: its reference with or without prefix and brackets, in any case.

        Where that one became part of another, the other.
        """

    def with_fact(self, value: str, name: str = "") -> tuple[Thread, ...]:
        """Threads in which that value of the fact (of any, without a `name`) was given, newest mail first; 100 at most.

        Upper and lower case, blanks and marks do not count. A thread that became part of another is that one.
        """

    def linked(self, thread_id: int) -> tuple[Thread, ...]:
        """The older thread it was linked to, and those that were linked to it, oldest first; 20 at most."""

    def add_trail(self, entry: TrailEntry) -> None:
        """Remember why. Written when the transaction ends."""

    def trail(self, thread_id: int) -> tuple[TrailEntry, ...]:
        """What happened in the thread, oldest first."""
