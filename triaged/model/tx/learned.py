"""The seam to the store for what agents taught."""

from typing import Protocol

from triaged.model.lesson import Correction, Lesson


class LearnedTx(Protocol):
    """Corrections, and the mails they were about."""

    def add_correction(self, thread_id: int, correction: Correction) -> None:
        """An agent says that a judgement of the thread was wrong."""

    def ranks(self, inbox: str, *, limit: int) -> tuple[float, ...]:
        """The ranks of the inbox's newest threads of persons, as they were judged."""

    def lessons(self, *, limit: int = 20_000) -> tuple[Lesson, ...]:
        """The newest mails of persons that began a thread, oldest first, with what became of their judgement."""
