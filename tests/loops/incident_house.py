"""A desk with a prepared incident, on a real store: its customers, its relay, and what people order."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.loops.house import MONDAY, Hands, intake, mail, policy, scribe, take
from triaged.loops.commands import COMMANDS, Request
from triaged.loops.deliver import record
from triaged.loops.incidents import tick_incidents
from triaged.model.letter import Attempt, Delivered, Letter, LetterKind
from triaged.model.stored import Incident, Notice
from triaged.model.thread import Outcome, Promise, Thread
from triaged.policy.shape import Policy
from triaged.store import SqlStore

CLOUD = """
[person.ben]
name = "Ben Oduya"
mail = ["ben@nordlicht.example"]
user = "ben"
[person.mia]
name = "Mia Berg"
mail = ["mia@nordlicht.example"]
[team.service]
name = { en = "service", de = "Service" }
lead = "anna"
manager = "mia"
people = ["anna", "ben"]
calendar = "office"
[[rule]]
name = "the app"
when = { text = ["app"] }
urgency = "at least normal"
[[rule]]
name = "lists"
when = { header = ["List-Id: *"] }
urgency = "at least normal"
[incident.cloud]
name = { en = "the app cannot reach the devices", de = "die App erreicht die Geräte nicht" }
like = { text = ["offline", "cloud"] }
news = "1h"
suggest = { mails = 3, within = "20m", tell = "lead" }
[incident.cloud.say]
en = "The app cannot reach many devices at the moment."
de = "Die App erreicht derzeit viele Geräte nicht."
"""
TEXTS = ["en=It is being repaired.", "de=Es wird repariert."]
OVER = ["en=The app reaches the devices again.", "de=Die App erreicht die Geräte wieder."]


@dataclass
class House:
    """A desk with its store, its clock, and a relay that takes every letter unless the test says otherwise."""

    store: SqlStore
    policy: Policy
    clock: Hands = field(default_factory=Hands)
    answer: Callable[[Letter], Attempt] = lambda _: Delivered(answer="250 kept", journal_ok=True)
    sent: list[Letter] = field(default_factory=list)

    def mails(self, first: int, count: int, text: str = "My app says offline since an hour.", domains: int = 1) -> None:
        """So many customers write, one mail each, from so many domains."""
        taking = intake(self.policy, self.store, self.clock)
        raws = [
            mail(uid, f"Kim <kim{uid}@{_domain(uid % domains)}>", received=self.clock.now, text=text)
            for uid in range(first, first + count)
        ]
        take(taking, self.store, *raws)

    def deliver(self) -> list[Letter]:
        """Send what is due; what was sent now."""
        account = self.policy.accounts["main"]
        letters = self.store.transact_now(lambda tx: tx.claim_letters("main", self.clock.now, 500))
        results = tuple((letter, self.answer(letter)) for letter in letters)
        self.store.transact_now(
            lambda tx: record(
                tx, account, results, policy=self.policy, now=self.clock.now, jitter=random.Random(1).random()
            )
        )
        self.sent += letters
        return list(letters)

    def look(self, **passes: float) -> bool:
        """Time passes, and incidents are looked at."""
        self.clock.passes(**passes)
        writes = scribe(self.policy, self.store)
        return self.store.transact_now(lambda tx: tick_incidents(tx, self.policy, writes, self.clock.now))

    def order(self, command: str, **arguments: Any) -> Any:
        """A command of Ben's."""
        request = Request(
            who="ben",
            now=self.clock.now,
            policy=self.policy,
            scribe=scribe(self.policy, self.store),
            arguments=arguments,
        )
        return self.store.transact_now(lambda tx: COMMANDS[command](tx, request))

    def opened(self, **arguments: Any) -> Any:
        """Open the prepared incident with the count that the preview shows, and let its letters leave."""
        shown = self.order("incident open", name="cloud", **arguments)
        answer = self.order("incident open", name="cloud", confirm=shown["count"], **arguments)
        self.deliver()
        self.look(seconds=40)
        return answer

    def threads(self) -> tuple[Thread, ...]:
        return self.store.transact_now(lambda tx: tx.recent_threads("support", MONDAY - timedelta(days=30)))

    def promises(self, thread: Thread) -> tuple[Promise, ...]:
        return self.store.transact_now(lambda tx: tx.promises(thread.thread_id))

    def incident(self, number: int = 1) -> Incident:
        found = self.store.transact_now(lambda tx: tx.incident(number))
        assert found is not None
        return found

    def shared(self) -> list[tuple[datetime, Outcome]]:
        """The incident's promises: the time and what became of it."""
        return [(p.reply_by, p.outcome) for p in self.store.transact_now(lambda tx: tx.shared_promises(1))]

    def notices(self, about: str = "") -> tuple[Notice, ...]:
        """What waits to be told, about that alone where it is given."""
        waiting = self.store.transact_now(lambda tx: tx.notices())
        return tuple(notice for notice in waiting if about in {"", notice.about})

    def told(self, kind: LetterKind = LetterKind.INCIDENT) -> list[str]:
        """Who was sent a letter of that kind."""
        return [letter.recipient for letter in self.sent if letter.kind is kind]


def _domain(number: int) -> str:
    return f"customer{number or ''}.test"


def answer_of(house: House, text: str, names: str = "1@customer.test") -> None:
    """The first customer answers: to their own mail, or to the letter with the id `names`."""
    sent = mail(
        1000,
        "Kim <kim1@customer.test>",
        received=house.clock.now,
        headers=f"In-Reply-To: <{names.strip('<>')}>\r\nReferences: <1@customer.test>\r\n",
        text=text,
    )
    octets = sent.octets.replace(b"Subject: My order 1000", b"Subject: Re: My order 1")
    take(intake(house.policy, house.store, house.clock), house.store, replace(sent, octets=octets, size=len(octets)))


@pytest.fixture
def house(store: SqlStore) -> House:
    return House(store=store, policy=policy(CLOUD))


def at(hours: float) -> datetime:
    """So long after Monday, ten o'clock."""
    return MONDAY + timedelta(hours=hours)
