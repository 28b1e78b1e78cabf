"""A relay in memory: takes letters over, refuses them, or loses its own answer, as it is told."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from triaged.model.letter import Attempt, Delivered, InDoubt, Letter, Phase, Refused, TryLater


class Answer(StrEnum):
    """How an attempt ends. The letter is taken over where the word says so, and nowhere else."""

    TAKEN = "taken"
    TAKEN_NO_JOURNAL = "taken, the journal refused"
    LOST_BEFORE = "the line broke before it was taken"
    LOST_AFTER = "taken, and the line broke"
    GREY = "greylisted"
    FULL = "full"
    AWAY = "away"
    NOBODY = "no such mailbox"


TAKES = frozenset({Answer.TAKEN, Answer.TAKEN_NO_JOURNAL, Answer.LOST_AFTER})


class MemoryRelay:
    """Implements Courier. `answer` says how an attempt ends; `taken` is told each address of each letter taken over."""

    def __init__(self, answer: Callable[[Letter], Answer], taken: Callable[[Letter, str], None]) -> None:
        self._answer = answer
        self._taken = taken

    async def close(self) -> None:
        """Nothing is kept open."""

    async def send(self, letter: Letter) -> Attempt:
        answer = self._answer(letter)
        journal = bool(letter.journal) and answer is not Answer.TAKEN_NO_JOURNAL
        if answer in TAKES:
            self._taken(letter, letter.recipient)
            if journal:
                self._taken(letter, letter.journal)
        match answer:
            case Answer.TAKEN | Answer.TAKEN_NO_JOURNAL:
                return Delivered(answer="250 2.0.0 kept", journal_ok=journal)
            case Answer.LOST_BEFORE | Answer.LOST_AFTER:
                return InDoubt(phase=Phase.PAYLOAD, answer="the line broke", journal_ok=journal)
            case Answer.GREY:
                return TryLater(phase=Phase.RCPT, code=450, answer="450 4.2.0 greylisted", shared=False)
            case Answer.FULL:
                return TryLater(phase=Phase.RCPT, code=452, answer="452 4.3.1 full", shared=True)
            case Answer.AWAY:
                return TryLater(phase=Phase.CONNECT, code=0, answer="no connection", shared=True)
            case Answer.NOBODY:
                return Refused(phase=Phase.RCPT, code=550, answer="550 5.1.1 nobody")
