"""How long did each reply take that we owed, and who still waits for one?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from triaged.hours import NeverOpens, working_time
from triaged.model.stored import PROMISED, LedgerEntry
from triaged.model.thread import Outcome, Owed, Urgency
from triaged.policy.shape import Policy

NEVER = timedelta(days=14)
"""Clock time. Whoever has no answer after it gets none any more, we assume: such mails are counted apart."""
REPLIES = frozenset({Owed.REPLY.value, Owed.NEXT.value})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """A reply that we owed. `took`: working time until it came; where none came, for how long none had.

    Working time counts on the calendar of the promise row `row`, else of the team. `topic` "" = none is known.
    `kept`: whether the answer came by the time that was first promised; None while both lie ahead.
    `never`: nobody answered for longer than `NEVER`.
    """

    urgency: Urgency
    topic: str
    row: str
    took: timedelta
    answered: bool
    kept: bool | None
    never: bool = False


def waits(entries: Iterable[LedgerEntry], *, policy: Policy, until: datetime) -> tuple[Wait, ...]:
    """Every reply that was owed in a ledger, as it stood at `until`, in the order in which they ended.

    A thread that was closed waited until then. What was released (spam, a duplicate) was never owed.
    """
    owed: dict[int, LedgerEntry] = {}
    found: list[Wait | None] = []
    for entry in entries:
        thread = entry.thread_id
        if thread is None:
            continue
        if entry.event == PROMISED:
            if entry.what in REPLIES and entry.number == 0:
                owed.setdefault(thread, entry)
        elif entry.event == "answered":
            found.append(_wait(owed.pop(thread, None), entry.at, policy, answered=True))
        elif entry.event == Outcome.CLOSED_UNANSWERED and entry.what in REPLIES:
            found.append(_wait(owed.pop(thread, None), entry.at, policy, answered=False))
        elif entry.event == Outcome.RELEASED and entry.what in REPLIES:
            owed.pop(thread, None)
    found += (_wait(made, until, policy, answered=False) for made in owed.values())
    return tuple(wait for wait in found if wait is not None)


def _wait(made: LedgerEntry | None, ended: datetime, policy: Policy, *, answered: bool) -> Wait | None:
    """None where nothing was owed, and where the time cannot be counted."""
    took = None if made is None else _working_time(made, ended, policy)
    if made is None or took is None or made.urgency not in set(Urgency):
        return None
    late = made.due_at is not None and ended > made.due_at
    return Wait(
        urgency=Urgency(made.urgency),
        topic=made.topic,
        row=made.row,
        took=took,
        answered=answered,
        kept=False if late else True if answered else None,
        never=not answered and ended - made.at > NEVER,
    )


def _working_time(made: LedgerEntry, ended: datetime, policy: Policy) -> timedelta | None:
    row = next((row for row in policy.promise.rows if row.name == made.row), None)
    team = policy.teams.get(made.team)
    key = row.calendar if row is not None and row.calendar else team.calendar if team is not None else ""
    calendar = policy.calendars.get(key)
    if calendar is None or ended < made.at:
        return None
    try:
        return working_time(calendar, made.at, ended)
    except NeverOpens:
        return None
