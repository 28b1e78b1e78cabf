"""The seam to the store for what agents taught, and for the models made of it."""

from datetime import datetime
from typing import Protocol

from triaged.model.lesson import Correction, Lesson
from triaged.model.taught import KeptModel


class LearnedTx(Protocol):
    """Corrections, the mails they were about, and models."""

    def add_correction(self, thread_id: int, correction: Correction) -> None:
        """An agent says that a judgement of the thread was wrong."""

    def ranks(self, inbox: str, *, limit: int) -> tuple[float, ...]:
        """The ranks of the inbox's newest threads of persons, as they were judged."""

    def outcomes(self, *, limit: int) -> tuple[bool, ...]:
        """Of the newest mails that were judged and that people dealt with, newest first: was the urgency left so?

        What a [[rule]] decided was not judged.
        """

    def lessons(self, *, limit: int = 5_000) -> tuple[Lesson, ...]:
        """The newest mails of persons that began a thread, oldest first, with what became of their judgement."""

    def add_model(self, task: str, octets: bytes, *, card: str, at: datetime) -> int:
        """Keep a model, which judges from now on, and its number. Of each task the newest few are kept."""

    def models(self) -> tuple[KeptModel, ...]:
        """Every model that is kept, by task, the newest first."""

    def model_octets(self, model_id: int) -> bytes | None:
        """A model as it was written; None when there is none of that number."""

    def use_model(self, task: str, model_id: int | None) -> None:
        """This one judges from now on; None: none does. Raises StaleState when the task has none of that number."""
