"""One or two conversations in any order of events, on the real store: what must hold of promises and turns holds.

The world is that of the seeded simulation, without its people and faults: here hypothesis says what happens next. Its
invariants are asked after every pass of the daemon; those of the books after every step.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.simulate.desk import mails
from tests.simulate.desk.house import AGENTS
from tests.simulate.desk.mails import Mail, answer_to
from tests.simulate.desk.truth import Answer, Conversation
from tests.simulate.desk.world import World
from tests.simulate.desk.year import quietly
from tests.support.machines import examples
from triaged.loops.people import come_back, go_away
from triaged.model.order import Order, OrderKind

BEGINNINGS = (
    datetime(2026, 3, 9, 9, tzinfo=UTC),
    datetime(2026, 3, 27, 14, tzinfo=UTC),  # the last working hours before summer time
    datetime(2026, 10, 23, 13, tzinfo=UTC),  # and before winter time
    datetime(2026, 12, 23, 15, tzinfo=UTC),  # and before the desk closes for days
)
SPANS = (1, 5, 30, 90, 240, 900, 1_440, 4_320)
"""Minutes."""
ENDS = {OrderKind.CLOSE, OrderKind.SPAM, OrderKind.MACHINE}
BEGINS = {OrderKind.REOPEN, OrderKind.PERSON}
TIMED = {OrderKind.PROMISE, OrderKind.SNOOZE}
ORDERS = tuple(kind for kind in OrderKind if kind not in {OrderKind.AWAY, OrderKind.BACK, OrderKind.DETACH})
NAMES = tuple(AGENTS)


@pytest.fixture(autouse=True, scope="module")
def _quiet() -> Iterator[None]:
    """No log of what happens in these worlds."""
    with quietly():
        yield


class Threads(RuleBasedStateMachine):
    """At most two conversations, their customers, everybody at the desk, and what goes wrong."""

    @initialize(begin=st.sampled_from(BEGINNINGS), seed=st.integers(1, 50))
    def begin(self, begin: datetime, seed: int) -> None:
        self.world = World(seed, begin)
        self.world.begin()

    @property
    def chosen(self) -> Conversation:
        """The conversation of this step: the last one that was begun."""
        return self.world.conversations[-1]

    def _is_there(self) -> bool:
        return bool(self.world.conversations)

    def _waits(self) -> bool:
        return self._is_there() and self.chosen.waiting

    def _a_second_later(self) -> None:
        """Which of two mails of one second came first no mailbox tells."""
        self.world.advance(self.world.now + timedelta(seconds=1))

    # ---- customers

    @precondition(lambda self: len(self.world.conversations) < 2)
    @rule(who=st.integers(0, 3))
    def somebody_writes(self, who: int) -> None:
        self.world.customers._begins(self.world.customers._people[who])

    @precondition(_is_there)
    @rule(what=st.sampled_from(("more", "nudge", "thanks", "solved", "absence")))
    def the_customer_writes_again(self, what: str) -> None:
        self._a_second_later()
        customers, about = self.world.customers, self.chosen
        match what:
            case "more":
                words = mails.MORE[about.customer.language]
                customers._writes(about, words, asks=True, subject=answer_to(about.subject))
            case "nudge":
                customers._nudges(about)
            case "absence":
                customers._robot(about, about.ids[-1])
            case _:
                customers._thanks(about, about.ids[-1], solved=what == "solved")

    # ---- mail of the desk

    def _is_answered_next(self) -> bool:
        """It waits, and nobody has just told its customer a time: a mail in the same breath tells that (promises 6)."""
        return self._waits() and self.world.now >= self.chosen.silent_until

    @precondition(_is_answered_next)
    @rule(name=st.sampled_from(NAMES))
    def a_person_answers(self, name: str) -> None:
        """Sometimes the sent mail is filed later, or is a copy to the desk's own address."""
        self._a_second_later()
        self.world.staff._answers(name, self.chosen)

    @precondition(_is_answered_next)
    @rule(minutes=st.sampled_from((1, 20, 300)))
    def an_older_answer_is_filed(self, minutes: int) -> None:
        """It was written before, perhaps before the customer's last mail: then that mail still waits."""
        world, about = self.world, self.chosen
        at = world.now - timedelta(minutes=minutes)
        mail = Mail(
            sender=mails.DESK,
            to=about.address,
            subject=answer_to(about.subject),
            text=mails.ANSWER[about.customer.language],
            message_id=f"<older.{world.steps}.{len(about.ids)}@nordlicht.example>",
            parents=tuple(about.ids),
        )
        about.ids.append(mail.message_id)
        about.is_answered_late(Answer(at=at, visible_at=world.now))
        world.mailbox.boxes["Sent"].add(mail.octets(at), at, ("\\Seen",))
        world.mailbox.changes += 1
        world.soon(20.0)

    @precondition(_waits)
    @rule(name=st.sampled_from(NAMES))
    def a_person_asks_others(self, name: str) -> None:
        self.world.staff._asks_others(name, self.chosen)

    def _was_read(self) -> bool:
        return self._is_there() and self.world.invariants.was_read(self.chosen)

    @precondition(_was_read)
    @rule()
    def a_mail_is_flagged_answered(self) -> None:
        box = self.world.mailbox.boxes["INBOX"]
        for uid in box.uids[-1:]:
            box.flag(uid, "\\Answered")
            self.world.mailbox.changes += 1
            self.world.soon(20.0)

    # ---- orders

    @precondition(_is_there)
    @rule(
        what=st.sampled_from(ORDERS),
        name=st.sampled_from(NAMES),
        person=st.sampled_from(NAMES),
        hours=st.sampled_from((1, 5, 30, 100)),
        urgency=st.sampled_from(("critical", "high", "low")),
    )
    def somebody_orders(self, what: OrderKind, name: str, person: str, hours: int, urgency: str) -> None:
        world, about = self.world, self.chosen
        until = (world.now + timedelta(hours=hours)).replace(second=0, microsecond=0) if what in TIMED else None
        if what is OrderKind.PROMISE and until is not None:
            about.excused = about.excused or "somebody else told a time"
        order = Order(what=what, until=until, person=person, text=urgency)
        if not world.staff._orders(about, order, name):
            return
        if what in {OrderKind.CALLED, OrderKind.DONE}:
            about.answers.append(Answer(at=world.now, visible_at=world.now))
            about.waiting = False
        elif what in ENDS:
            about.is_answered(Answer(at=world.now, visible_at=world.now))
            about.closed, about.excused = True, "closed"
        elif what in BEGINS:
            about.waiting, about.closed, about.excused = True, False, "opened by hand"
        elif what is OrderKind.PROMISE:
            about.waiting = True
            world.staff._ordered(about, what, name)

    @rule(name=st.sampled_from(NAMES), hours=st.sampled_from((2, 30, 200)), later=st.booleans())
    def somebody_goes_away(self, name: str, hours: int, later: bool) -> None:
        world, daemon = self.world, self.world.daemon
        if not daemon.running:
            return
        now = daemon.clock()
        since = now + timedelta(hours=1) if later else now
        until, scribe = since + timedelta(hours=hours), daemon.watch.scribe
        daemon.store.transact_now(
            lambda tx: go_away(
                tx, name, since=since, until=until, by="anna", policy=world.policy, scribe=scribe, now=now
            )
        )
        world.soon(5.0)

    @rule(name=st.sampled_from(NAMES))
    def somebody_comes_back(self, name: str) -> None:
        daemon = self.world.daemon
        if daemon.running:
            daemon.store.transact_now(lambda tx: come_back(tx, name, daemon.clock()))

    # ---- what goes wrong, and time

    @rule(away=st.booleans())
    def the_relay_is_away_or_back(self, away: bool) -> None:
        self.world.faults.relay_away = away

    @rule()
    def the_daemon_is_killed(self) -> None:
        if self.world.daemon.running:
            self.world.faults.crashed()

    @rule(minutes=st.sampled_from(SPANS))
    def time_passes(self, minutes: int) -> None:
        self.world.advance(self.world.now + timedelta(minutes=minutes))

    # ---- what must hold

    @invariant()
    def the_books_are_right(self) -> None:
        """The ledger is the promises; due is the earliest of what is owed; what is closed owes nothing."""
        self.world.invariants.of_the_books()

    def teardown(self) -> None:
        """With everything working again nothing stays undone."""
        if not hasattr(self, "world"):
            return
        try:
            self.world.faults.relay_away = False
            self.world.advance(self.world.now + timedelta(days=4))
            self.world.invariants.of_the_books()
        finally:
            self.world.end()


Threads.TestCase.settings = examples(30)
TestThreads = Threads.TestCase
