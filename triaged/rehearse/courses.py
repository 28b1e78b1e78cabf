"""What became of each conversation: was it acknowledged, by when was an answer promised, and when did it come?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from triaged.model.stored import PROMISED, LedgerEntry
from triaged.model.thread import Outcome
from triaged.report.ledger import Sort, sort_of

MOST = 50
"""Conversations that are told one by one: the newest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """One conversation, up to its first answer.

    `acknowledged`: a letter left. `silence`: the row that said why none did, "" = none did. `promised`: the first time
    that the customer was told, `outcome` what became of that promise. `answered`: when a person answered first.
    """

    acknowledged: bool = False
    silence: str = ""
    promised: datetime | None = None
    outcome: str = ""
    answered: datetime | None = None


@dataclass(slots=True)
class _Fold:
    """Courses while the ledger is read. `first`: the number of each thread's first promise."""

    courses: dict[int, Course] = field(default_factory=dict)
    first: dict[int, int | None] = field(default_factory=dict)

    def take(self, entry: LedgerEntry, thread: int) -> None:
        """One entry more."""
        course = self.courses.get(thread, Course())
        if entry.event == PROMISED and sort_of(entry) is Sort.PROMISE and thread not in self.first:
            self.first[thread] = entry.promise_id
            course = replace(course, promised=entry.due_at, outcome=Outcome.OPEN.value)
        elif entry.event == "acknowledged":
            course = replace(course, acknowledged=True)
        elif entry.event == "silence" and not course.acknowledged and course.promised is None:
            course = replace(course, silence=entry.row)
        elif entry.event == "answered":
            course = replace(course, answered=course.answered or entry.at)
        elif entry.promise_id is not None and entry.promise_id == self.first.get(thread):
            course = replace(course, outcome=entry.event)
        self.courses[thread] = course


def courses(entries: Iterable[LedgerEntry], *, until: datetime) -> Mapping[int, Course]:
    """The newest conversations by their number, the newest first, as they stood at `until`."""
    fold = _Fold()
    for entry in entries:
        if entry.thread_id is not None:
            fold.take(entry, entry.thread_id)
    newest = sorted(fold.courses, reverse=True)[:MOST]
    return {thread: _by_now(fold.courses[thread], until) for thread in newest}


def _by_now(course: Course, until: datetime) -> Course:
    """A promise that is open past its time is missed all the same."""
    late = course.outcome == Outcome.OPEN and course.promised is not None and course.promised < until
    return replace(course, outcome=Outcome.MISSED.value) if late else course
