"""What became of the help articles that letters named, by article, from the ledger alone.

A thread belongs to the period in which the letter left. It has one fate: a person answered; else the customer wrote
that it is solved; else it was closed without an answer; else it is open. Withdrawn ones (spam, duplicates) are
left out.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from triaged.model.stored import OFFERED, SOLVED, LedgerEntry
from triaged.model.thread import Outcome


class Fate(StrEnum):
    """What became of a thread whose customer was shown an article."""

    SOLVED = "solved"
    CLOSED = "closed"
    ANSWERED = "answered"
    OPEN = "open"
    WITHDRAWN = "withdrawn"


_AFTER: Mapping[str, Fate] = {
    "answered": Fate.ANSWERED,
    SOLVED: Fate.SOLVED,
    Outcome.CLOSED_UNANSWERED: Fate.CLOSED,
    Outcome.RELEASED: Fate.WITHDRAWN,
}
_STAYS = frozenset({Fate.SOLVED, Fate.ANSWERED})
"""What nothing that comes later changes: who said that it is solved may be thanked, and who was answered was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One article: to how many customers it was `offered`, and what became of their threads."""

    url: str
    offered: int
    solved: int
    closed: int
    answered: int
    open: int


class Offering:
    """The count while the ledger is read, in its order. Held in memory are the threads that got an article."""

    def __init__(self, *, until: datetime, since: datetime | None) -> None:
        self._until, self._since = until, since
        self._fates: dict[int, Fate] = {}
        self._shown: Counter[tuple[int, str]] = Counter()

    def add(self, entry: LedgerEntry) -> None:
        """One more entry. Those of other threads, and of targets, say nothing."""
        thread = entry.thread_id
        if thread is None or entry.at >= self._until:
            return
        if entry.event == OFFERED:
            if self._since is None or entry.at >= self._since:
                self._shown[thread, entry.row] += 1
                self._fates.setdefault(thread, Fate.OPEN)
        elif self._fates.get(thread, Fate.SOLVED) not in _STAYS and (entry.promise_id is None or entry.told):
            self._fates[thread] = _AFTER.get(entry.event, self._fates[thread])

    def by_article(self) -> tuple[Shown, ...]:
        """The articles, the most offered first."""
        counts = dict[str, Counter[Fate]]()
        for thread, url in self._shown:
            if self._fates[thread] is not Fate.WITHDRAWN:
                counts.setdefault(url, Counter())[self._fates[thread]] += 1
        found = (
            Shown(
                url=url,
                offered=count.total(),
                solved=count[Fate.SOLVED],
                closed=count[Fate.CLOSED],
                answered=count[Fate.ANSWERED],
                open=count[Fate.OPEN],
            )
            for url, count in counts.items()
        )
        return tuple(sorted(found, key=lambda one: (-one.offered, one.url)))
