"""The ledger and the promises under random use: whatever happens in whatever order, they say the same."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule

from tests.store import make
from tests.store.make import NOW
from tests.support.machines import examples
from triaged.errors import StaleState
from triaged.model.stored import LedgerEntry
from triaged.model.thread import Outcome, Owed, Promise
from triaged.model.tx import Tx
from triaged.report.ledger import Outcomes, Sort, report, sort_of
from triaged.store import open_store

WHATS = (Owed.REPLY, Owed.UPDATE, Owed.COMMITMENT)
ENDS = tuple(outcome for outcome in Outcome if outcome is not Outcome.OPEN)


class Promises(RuleBasedStateMachine):
    """Promises, targets and those of incidents are made and settled, in time, late, twice, in steps that fail."""

    threads = Bundle("threads")
    incidents = Bundle("incidents")
    open_ = Bundle("open_")

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.store = open_store(f"sqlite:{Path(self.folder.name)}/triaged.db")
        self.now = NOW
        self.places: list[tuple[str, int]] = []

    @rule(target=threads)
    def thread(self) -> int:
        key = self.store.transact_now(make.add).thread_id
        self.places.append(("thread", key))
        return key

    @rule(target=incidents)
    def incident(self) -> int:
        key = self.store.transact_now(lambda tx: tx.add_incident(make.incident()))
        self.places.append(("incident", key))
        return key

    @rule(target=open_, thread=threads, told=st.booleans(), what=st.sampled_from(WHATS), minutes=st.integers(-60, 600))
    def promise(self, thread: int, told: bool, what: Owed, minutes: int) -> object:
        promise = make.promise(self.now + timedelta(minutes=minutes), told=told, what=what)
        return self._made(lambda tx: tx.open_promise(thread, promise, self.now))

    @rule(target=open_, incident=incidents, minutes=st.integers(-60, 600))
    def share(self, incident: int, minutes: int) -> object:
        promise = make.promise(self.now + timedelta(minutes=minutes))
        return self._made(lambda tx: tx.open_shared_promise(incident, promise, self.now))

    def _made(self, step: Callable[[Tx], int]) -> object:
        try:
            return self.store.transact_now(step)
        except StaleState:
            return multiple()

    @rule(number=open_, outcome=st.sampled_from(ENDS), minutes=st.integers(0, 300))
    def settle(self, number: int, outcome: Outcome, minutes: int) -> None:
        """At its own time, which may lie before now; a second outcome is refused."""
        at = self.now - timedelta(minutes=minutes)
        (before,) = (p for p in self.store.transact_now(self._promises) if p.promise_id == number)
        try:
            self.store.transact_now(lambda tx: tx.settle_promise(number, outcome, at))
        except StaleState:
            assert before.outcome is not Outcome.OPEN
        else:
            assert before.outcome is Outcome.OPEN

    @rule(number=open_, outcome=st.sampled_from(ENDS))
    def fail(self, number: int, outcome: Outcome) -> None:
        """A step that fails after it settled something leaves nothing behind."""

        def step(tx: Tx) -> None:
            tx.settle_promise(number, outcome, self.now)
            raise StaleState("later")

        with suppress(StaleState):
            self.store.transact_now(step)

    @rule(minutes=st.integers(1, 300))
    def wait(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @invariant()
    def ledger_is_state(self) -> None:
        """What the ledger alone says, what the promises say, and the running figures are the same."""
        until = self.now + timedelta(microseconds=1)
        entries, promises, figures = self.store.transact_now(
            lambda tx: (list(tx.ledger(until)), self._promises(tx), tx.figures(until))
        )
        folded = report(entries, until=until, zone=UTC).total.outcomes
        for sort in Sort:
            assert _counts(folded[sort]) == _counts(_of_state(promises, sort, entries, until))
        events = Counter((one.event, one.told, one.what) for one in entries)
        assert {(one.event, one.told, one.what): one.number for one in figures.ledger} == dict(events)
        waiting = folded[Sort.PROMISE].waiting + folded[Sort.COMMITMENT].waiting
        assert figures.promises_late == waiting

    def _promises(self, tx: Tx) -> list[Promise]:
        asked = {"thread": tx.promises, "incident": tx.shared_promises}
        return [promise for sort, key in self.places for promise in asked[sort](key)]

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close_now()
            self.folder.cleanup()


def _of_state(promises: list[Promise], sort: Sort, entries: list[LedgerEntry], until: datetime) -> Outcomes:
    """The same figures, counted over the promises as they stand."""
    sorts = {entry.promise_id: sort_of(entry) for entry in entries if entry.event == "promised"}
    mine = [p for p in promises if sorts[p.promise_id] is sort]
    late = [p for p in mine if p.outcome is Outcome.OPEN and p.reply_by < until]
    count = Counter(promise.outcome for promise in mine)
    return Outcomes(
        made=len(mine),
        kept=count[Outcome.KEPT],
        renewed=count[Outcome.RENEWED],
        missed=count[Outcome.MISSED] + len(late),
        waiting=len(late),
        released=count[Outcome.RELEASED],
        closed_unanswered=count[Outcome.CLOSED_UNANSWERED],
        open=count[Outcome.OPEN] - len(late),
    )


def _counts(outcomes: Outcomes) -> tuple[int, ...]:
    """The counts, without the spread."""
    return (
        outcomes.made,
        outcomes.kept,
        outcomes.renewed,
        outcomes.missed,
        outcomes.waiting,
        outcomes.released,
        outcomes.closed_unanswered,
        outcomes.open,
    )


TestPromises = Promises.TestCase
TestPromises.settings = examples(40, steps=25)
