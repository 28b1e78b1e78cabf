"""Which letters to customers were written, and which of them wait for a person?"""

from dataclasses import dataclass, field
from datetime import datetime

from triaged.mail.wording import Worded
from triaged.model.letter import Acknowledgement, Letter, Renewal
from triaged.model.mail import Message
from triaged.model.thread import Proof, Thread
from triaged.rehearse.examples import MOST as EXAMPLES
from triaged.rehearse.samples import Facts, Sort, sort_of
from triaged.scribe import Scribe


@dataclass(slots=True)
class Noted:
    """How many letters of each sort, with the facts and the moment of the first; how many are held, by reason.

    `held_first`: thread and moment of the first letters that were held for each reason.
    """

    counts: dict[Sort, int] = field(default_factory=dict)
    first: dict[Sort, tuple[Facts, datetime]] = field(default_factory=dict)
    held: dict[str, int] = field(default_factory=dict)
    held_first: dict[str, list[tuple[int, datetime]]] = field(default_factory=dict)

    def written(self, facts: Facts, now: datetime) -> None:
        """One letter more."""
        sort = sort_of(facts)
        self.counts[sort] = self.counts.get(sort, 0) + 1
        self.first.setdefault(sort, (facts, now))

    def waits(self, why: str, thread_id: int, now: datetime) -> None:
        """It waits for a person."""
        self.held[why] = self.held.get(why, 0) + 1
        first = self.held_first.setdefault(why, [])
        if len(first) < EXAMPLES:
            first.append((thread_id, now))


@dataclass(frozen=True, slots=True, kw_only=True)
class NotingScribe(Scribe):
    """A scribe whose letters to customers are noted."""

    noted: Noted

    def acknowledgement(
        self,
        facts: Acknowledgement,
        *,
        message: Message,
        thread: Thread,
        proof: Proof,
        first: bool,
        hold: str,
        leaves_at: datetime,
        now: datetime,
    ) -> tuple[Letter, Worded]:
        """As any scribe writes it."""
        self.noted.written(facts, now)
        if hold:
            self.noted.waits(hold, thread.thread_id, now)
        return Scribe.acknowledgement(
            self,
            facts,
            message=message,
            thread=thread,
            proof=proof,
            first=first,
            hold=hold,
            leaves_at=leaves_at,
            now=now,
        )

    def renewal(
        self,
        facts: Renewal,
        *,
        thread: Thread,
        answering: str | None,
        promise_id: int,
        now: datetime,
        earlier: int = 0,
    ) -> tuple[Letter, Worded]:
        """As any scribe writes it."""
        self.noted.written(facts, now)
        return Scribe.renewal(
            self, facts, thread=thread, answering=answering, promise_id=promise_id, now=now, earlier=earlier
        )
