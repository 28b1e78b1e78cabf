"""A desk's rules and a thread of it, for what time and people do to threads."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from tests.policy.texts import load_text
from triaged.decide.due import decide_due
from triaged.decide.happened import with_owed
from triaged.decide.late import Watched
from triaged.decide.plan import planned
from triaged.model.decision import Change
from triaged.model.letter import LetterState
from triaged.model.stored import InboxState
from triaged.model.thread import Kind, Promise, Thread, Triage, Turn, Urgency
from triaged.policy.shape import Policy

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
"""Nine in the morning in Berlin: the office opened an hour ago."""

RULES = """\
company.name = "Nordlicht GmbH"
company.languages = ["en", "de"]
[calendar.office]
zone = "Europe/Berlin"
open = ["Mon-Fri 08:00-17:00"]
[calendar.oncall]
zone = "Europe/Berlin"
open = ["Mon-Sun 00:00-24:00"]
[person]
anna = { name = "Anna Petersen", mail = ["anna@nordlicht.example"] }
ben = { name = "Ben Oduya", mail = ["ben@nordlicht.example"] }
cem = { name = "Cem Aydin", mail = ["cem@nordlicht.example"], open = ["Mon-Fri 08:00-12:00"] }
greta = { name = "Greta Lund", mail = ["greta@nordlicht.example"] }
[team.service]
lead = "anna"
manager = "greta"
people = ["anna", "ben", "cem"]
calendar = "office"
on_call = { calendar = "oncall", people = ["ben"], changes = "Mon 08:00" }
[inbox.support]
address = "support@nordlicht.example"
account = "main"
[account.main]
kind = "imap"
imap = "imap://127.0.0.1:143"
smtp = "smtp://127.0.0.1:25"
user = "support@nordlicht.example"
login = { password = "file:/nowhere" }
[[promise.row]]
name = "critical"
when = { urgency = "critical" }
reply = "1h"
[[promise.row]]
name = "high"
when = { urgency = "high" }
reply = "2h"
[[promise.row]]
name = "everything"
reply = "4h"
next = "4h"
"""


@lru_cache(maxsize=64)
def policy(more: str = "") -> Policy:
    """The desk's rules.toml with `more` behind it."""
    return load_text(RULES + more)


def promise(hours: float = 4, **more: Any) -> Promise:
    """A promise made at nine on Monday, so many hours of the clock ahead."""
    made = Promise(
        promise_id=1,
        reply_by=MONDAY + timedelta(hours=hours),
        told=True,
        calendar="office",
        row="everything",
        counted_from=MONDAY,
        made_at=MONDAY,
    )
    return replace(made, **more)


def target(hours: float = 4, **more: Any) -> Promise:
    """A time only we know."""
    return promise(hours, **{"told": False, "promise_id": 2, **more})


def thread(*owed: Promise, **more: Any) -> Thread:
    """A thread that is ours, with what we owe; by default one promise."""
    urgency = more.pop("urgency", Urgency.NORMAL)
    made = Thread(
        thread_id=1,
        reference="7K3F",
        inbox="support",
        customer="kim@customer.test",
        customer_name="Kim Lee",
        subject="My order",
        base_subject="My order",
        kind=Kind.PERSON,
        turn=Turn.OURS,
        triage=Triage(urgency=urgency, rank=0.5, language="en", language_sure=True, team="service"),
        opened_at=MONDAY,
        last_mail_at=MONDAY,
        acknowledged_at=MONDAY,
    )
    return replace(with_owed(made, owed or (promise(),)), **more)


def watched(one: Thread, now: datetime, **more: Any) -> Watched:
    """All the store says of a thread: enough answers seen, the sent folders just looked at, the letter sent."""
    inbox = InboxState(inbox="support", baseline=MONDAY, sent_looked_at=now, answers_seen=20, **more.pop("inbox", {}))
    known = Watched(
        thread=one,
        open=one.owed,
        inbox=inbox,
        absences=(),
        told=LetterState.SENT,
        heard=frozenset(policy().people),
    )
    return replace(known, **more)


def at(hours: float) -> datetime:
    """So many hours after nine on Monday."""
    return MONDAY + timedelta(hours=hours)


def looked_at(one: Thread, rules: Policy) -> datetime | None:
    """When a thread would be looked at next."""
    return planned(one, rules, MONDAY).look_at


def told(change: Change) -> list[tuple[str, str]]:
    return [(notice.person, notice.about) for notice in change.notices]


def run(
    one: Thread, rules: Policy, until: float, *, every: float = 1 / 12, since: float = 0, **more: Any
) -> list[tuple[float, Change]]:
    """Look at the thread whenever it wants to be looked at, from hour to hour; what happened, by hour."""
    happened, one = [], planned(one, rules, MONDAY)
    for step in range(int(until / every) + 1):
        now = MONDAY + timedelta(hours=step * every)
        if step * every < since:
            continue
        if one.look_at is None or one.look_at > now:
            continue
        change = decide_due(watched(one, now, **more), policy=rules, now=now)
        assert change.thread.look_at is None or change.thread.look_at > now
        happened.append((step * every, change))
        one = change.thread
    return happened


def heard(happened: list[tuple[float, Change]]) -> list[tuple[float, str, str]]:
    return [(round(hour, 2), *one) for hour, change in happened for one in told(change)]
