"""How long each reply took, from the ledger alone: answered, still waiting, given up, never owed."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.policy.texts import load_text
from tests.rehearse.month import RULES, march
from triaged.model.stored import PROMISED, LedgerEntry
from triaged.model.thread import Owed, Urgency
from triaged.rehearse.waits import Wait, waits

TEAM = "service"
ON_CALL = """\
[calendar.night]
zone = "UTC"
open = ["Mon-Sun 00:00-24:00"]
[team.service]
calendar = "office"
lead = "anna"
people = ["anna"]
on_call = { calendar = "night", people = ["anna"], changes = "Mon 08:00" }
[[promise.row]]
name = "critical"
when = { urgency = "critical" }
calendar = "night"
reply = "1h"
[[promise.row]]"""
POLICY = load_text(RULES.replace("[[promise.row]]", ON_CALL))
UNTIL = march(31, "17:00")


def owed(at: datetime, due: datetime | None, **changes: object) -> LedgerEntry:
    """A reply is owed from then on."""
    given: dict[str, object] = {"what": Owed.REPLY.value, "urgency": "normal", "row": "all mail", "told": True}
    return LedgerEntry(at=at, event=PROMISED, thread_id=1, team=TEAM, due_at=due, **(given | changes))  # type: ignore[arg-type]


def then(event: str, at: datetime, what: str = "") -> LedgerEntry:
    return LedgerEntry(at=at, event=event, thread_id=1, what=what)


ASKED = owed(march(2, "16:00"), march(3, "11:00"))
CASES: dict[str, tuple[list[LedgerEntry], tuple[timedelta, bool, bool | None, bool] | None]] = {
    "answered in time, over night": (
        [ASKED, then("answered", march(3, "10:00"))],
        (timedelta(hours=3), True, True, False),
    ),
    "answered too late": ([ASKED, then("answered", march(3, "12:00"))], (timedelta(hours=5), True, False, False)),
    "the first time counts, not the new one": (
        [
            ASKED,
            then("renewed", march(3, "10:00"), "reply"),
            owed(march(3, "10:00"), march(3, "17:00"), number=1),
            then("answered", march(3, "12:00")),
        ],
        (timedelta(hours=5), True, False, False),
    ),
    "a target counts like a promise": (
        [owed(march(2, "09:00"), march(2, "13:00"), told=False), then("answered", march(2, "10:00"))],
        (timedelta(hours=1), True, True, False),
    ),
    "still waiting, in time": (
        [owed(march(31, "16:00"), march(31, "17:30"))],
        (timedelta(hours=1), False, None, False),
    ),
    "still waiting, too late": (
        [owed(march(31, "09:00"), march(31, "13:00"))],
        (timedelta(hours=8), False, False, False),
    ),
    "never answered": ([owed(march(2, "16:00"), None)], (timedelta(hours=190), False, None, True)),
    "closed": (
        [ASKED, then("closed unanswered", march(2, "17:00"), "reply")],
        (timedelta(hours=1), False, None, False),
    ),
    "a row with a calendar of its own": (
        [
            owed(march(2, "22:00"), march(2, "23:00"), urgency="critical", row="critical"),
            then("answered", march(3, "00:00")),
        ],
        (timedelta(hours=2), True, False, False),
    ),
    "spam was never owed": ([ASKED, then("released", march(2, "17:00"), "reply")], None),
    "a later target is no reply": ([owed(march(2, "09:00"), None, what=Owed.SOLVE.value)], None),
    "an answer to nothing": ([then("answered", march(2, "10:00"))], None),
    "an answer from before": ([ASKED, then("answered", march(2, "15:00"))], None),
}


@pytest.mark.parametrize(("entries", "expected"), CASES.values(), ids=CASES)
def test_each_reply_that_was_owed_counts_once(
    entries: list[LedgerEntry], expected: tuple[timedelta, bool, bool | None, bool] | None
) -> None:
    """Working time, whether an answer came, whether it kept the first time, whether nobody answers any more."""
    found = waits(entries, policy=POLICY, until=UNTIL)
    assert [(wait.took, wait.answered, wait.kept, wait.never) for wait in found] == ([expected] if expected else [])


def test_a_thread_can_wait_again() -> None:
    """The customer's next mail after an answer is a wait of its own."""
    later = owed(march(4, "09:00"), march(4, "13:00"), what=Owed.NEXT.value, urgency="high", topic="billing")
    entries = [ASKED, then("answered", march(3, "09:00")), later, then("answered", march(4, "10:00"))]
    first, second = waits(entries, policy=POLICY, until=UNTIL)
    assert (first.took, first.urgency) == (timedelta(hours=2), Urgency.NORMAL)
    assert second == Wait(
        urgency=Urgency.HIGH, topic="billing", row="all mail", took=timedelta(hours=1), answered=True, kept=True
    )
