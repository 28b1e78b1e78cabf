"""Days of mail, broken lines, crashes and clocks in virtual time: no letter is lost, none is doubled with proof.

The store, the intake, the delivery loop and the settling of doubts are the real ones; the relay and the mailbox are
values in memory, so that the test knows what was truly accepted.
"""

from __future__ import annotations

import asyncio
import random
import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.loops import house
from tests.loops.house import MONDAY, intake, mail, policy, take, threads
from tests.support.machines import examples
from triaged.loops.deliver import Delivery
from triaged.loops.evidence import Look, note_copies, settle
from triaged.loops.handle import act
from triaged.loops.health import Health
from triaged.loops.too_late import give_up_late
from triaged.model.letter import Attempt, Delivered, InDoubt, Letter, LetterState, Phase, Refused, TryLater
from triaged.model.mail import Headline
from triaged.model.thread import Happening, Turn
from triaged.model.tx import Tx
from triaged.store import SqlStore, open_store

WAIT = timedelta(minutes=2)
STEPS = ("a copy", "a look", "letters", "a minute", "the watcher", "a crash")
OVER = {LetterState.SENT, LetterState.FAILED, LetterState.CANCELLED}
FAULTS = ("taken", "lost before", "lost after", "no after taking", "grey", "refused", "busy", "away", "crash before")
CRASHES = ("crash before", "crash after")


class Crashed(BaseException):
    """The process was killed in the middle of an attempt."""


@dataclass
class World:
    """What really happened: what the relay accepted, which copies are on their way or in the mailbox, what time it is.

    `evidence` False: the account has no journal copy.
    """

    evidence: bool
    now: datetime = MONDAY
    faults: list[str] = field(default_factory=list)
    accepted: list[Letter] = field(default_factory=list)
    on_the_way: list[Letter] = field(default_factory=list)
    arrived: list[Letter] = field(default_factory=list)
    late_tries: list[Letter] = field(default_factory=list)

    def __call__(self) -> datetime:
        return self.now

    async def close(self) -> None:
        """Nothing is kept open."""

    async def send(self, letter: Letter) -> Attempt:
        """One attempt, with the next fault in line; `taken` when there is none."""
        fault = self.faults.pop(0) if self.faults else "taken"
        if letter.send_before is not None and self.now >= letter.send_before:
            self.late_tries.append(letter)
        if fault in {"taken", "lost after", "no after taking", "crash after"}:
            self.accepted.append(letter)
            if letter.journal:
                self.on_the_way.append(letter)
        match fault:
            case "taken":
                return Delivered(answer="250 kept", journal_ok=bool(letter.journal))
            case "lost before" | "lost after":
                return InDoubt(phase=Phase.PAYLOAD, answer="lost", journal_ok=bool(letter.journal))
            case "no after taking":
                return TryLater(phase=Phase.PAYLOAD, code=451, answer="later", shared=False)
            case "grey":
                return TryLater(phase=Phase.RCPT, code=450, answer="greylisted", shared=False)
            case "refused":
                return Refused(phase=Phase.RCPT, code=550, answer="nobody")
            case "busy":
                return TryLater(phase=Phase.MAIL, code=452, answer="full", shared=True)
            case "away":
                return TryLater(phase=Phase.CONNECT, code=0, answer="away", shared=True)
        raise Crashed


@lru_cache(maxsize=1)
def _new_store() -> Path:
    path = Path(tempfile.mkdtemp(prefix="triaged-simulate-")) / "triaged.db"
    open_store(f"sqlite:{path}").close_now()
    return path


class Desk(RuleBasedStateMachine):
    """The desk, its relay and its mailbox, in any order of events. `evidence` decides which promise must hold."""

    evidence = True

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "triaged.db"
        shutil.copy(_new_store(), self.path)
        self.store: SqlStore = open_store(f"sqlite:{self.path}")
        self.policy = policy(account="" if self.evidence else 'journal = "off"')
        self.world = World(evidence=self.evidence)
        self.number = 0
        self.letters: dict[int, bytes] = {}
        self._wake_up()

    def _wake_up(self) -> None:
        self.delivery = Delivery(
            account=self.policy.accounts["main"],
            policy=self.policy,
            courier=self.world,
            store=self.store,
            clock=self.world,
            health=Health(),
            wake=asyncio.Event(),
            jitter=random.Random(1),
        )

    def _all(self) -> dict[int, Letter]:
        return self.store.transact_now(lambda tx: {n.stored: n for state in LetterState for n in tx.letters(state)})

    # ---- what happens

    @rule(count=st.integers(1, 4))
    def mail_arrives(self, count: int) -> None:
        first = self.number + 1
        self.number += count
        mails = [
            mail(uid, f"Kim <kim{uid}@customer{uid}.test>", received=self.world.now)
            for uid in range(first, self.number + 1)
        ]
        take(intake(self.policy, self.store, self.world), self.store, *mails)
        self.letters |= {number: letter.octets for number, letter in self._all().items()}

    @rule(uid=st.integers(1, 30))
    def the_same_mail_arrives_again(self, uid: int) -> None:
        if uid <= self.number:
            again = replace(mail(uid, f"Kim <kim{uid}@customer{uid}.test>", received=self.world.now), uid=1000 + uid)
            take(intake(self.policy, self.store, self.world), self.store, again)

    @rule(faults=st.lists(st.sampled_from(FAULTS + CRASHES), max_size=5))
    def letters_go(self, faults: list[str]) -> None:
        self.world.faults = faults
        try:
            asyncio.run(self.delivery._deliver())
        except Crashed:
            self.crash()
        self.world.faults = []

    @rule(
        faults=st.lists(st.sampled_from(FAULTS + CRASHES), min_size=1, max_size=4),
        steps=st.lists(
            st.sampled_from(("a copy", "a look", "letters", "a minute", "the watcher", "a crash")),
            min_size=2,
            max_size=8,
        ),
    )
    def the_loops_run(self, faults: list[str], steps: list[str]) -> None:
        """What the loops do in any order after a mail, with a relay that was at rest: few steps lead far."""
        self.store.transact_now(lambda tx: tx.resume())
        self.world.now += timedelta(minutes=20)
        self.mail_arrives(1)
        self.letters_go(faults)
        for step in steps:
            match step:
                case "a copy":
                    self.copies_arrive(1)
                case "a look":
                    self.doubts_are_looked_for()
                case "letters":
                    self.letters_go([])
                case "a minute":
                    self.world.now += timedelta(minutes=1)
                case "the watcher":
                    self.what_is_too_late_is_given_up(looked=True)
                case "a crash":
                    self.crash()

    @rule()
    def crash(self) -> None:
        self.store.close_now()
        self.store = open_store(f"sqlite:{self.path}")
        self.store.transact_now(lambda tx: tx.recover_sending(self.world.now))
        self._wake_up()

    @rule(count=st.integers(1, 5))
    def copies_arrive(self, count: int) -> None:
        arriving, self.world.on_the_way = self.world.on_the_way[:count], self.world.on_the_way[count:]
        self.world.arrived += arriving
        copies = tuple(_headline(letter, self.world.now) for letter in arriving)
        self.store.transact_now(
            lambda tx: note_copies(tx, copies, account="main", policy=self.policy, now=self.world.now)
        )

    @rule()
    def doubts_are_looked_for(self) -> None:
        # A copy never needs longer than the wait: what is older has arrived before anybody looks.
        overdue = [letter for letter in self.world.on_the_way if self._is_old(letter)]
        self.world.on_the_way = [letter for letter in self.world.on_the_way if letter not in overdue]
        self.world.arrived += overdue
        found = frozenset(letter.mark for letter in self.world.arrived)
        look = Look(began=self.world.now, found=found, possible=self.evidence)
        self.store.transact_now(
            lambda tx: settle(
                tx, look, inbox="support", account="main", wait=WAIT, policy=self.policy, now=self.world.now
            )
        )

    def _is_old(self, letter: Letter) -> bool:
        found = self._all()[letter.stored]
        return found.doubt_since is not None and self.world.now - found.doubt_since >= WAIT

    @rule(looked=st.booleans())
    def what_is_too_late_is_given_up(self, looked: bool) -> None:
        """As the watcher does; customers are told anew once the sent folders were read."""
        now, scribe = self.world.now, house.scribe(self.policy, self.store)

        def step(tx: Tx) -> None:
            if looked:
                tx.caught_up("support", now, sent_looked_at=now)
            give_up_late(tx, self.policy, scribe, now)

        self.store.transact_now(step)
        self.letters |= {number: letter.octets for number, letter in self._all().items()}

    @rule(minutes=st.sampled_from([1, 2, 5, 15, 70, 240]))
    def time_passes(self, minutes: int) -> None:
        self.world.now += timedelta(minutes=minutes)

    @rule()
    def the_clock_is_set_back(self) -> None:
        self.world.now -= timedelta(minutes=1)

    @rule(pick=st.randoms(use_true_random=False))
    def a_person_answers(self, pick: random.Random) -> None:
        waiting = threads(self.store)
        if waiting:
            thread = pick.choice(waiting)
            now, rules = self.world.now, self.policy
            self.store.transact_now(
                lambda tx: act(tx, thread, Happening.ANSWER, policy=rules, at=now, now=now, who="anna")
            )

    @rule()
    def letters_are_paused_or_go_on(self) -> None:
        def step(tx: Tx) -> None:
            if not tx.pause(self.world.now):
                tx.resume()

        self.store.transact_now(step)

    # ---- what must hold

    @invariant()
    def octets_are_frozen(self) -> None:
        """A letter is the same, octet by octet, each time it goes."""
        for letter in self.world.accepted:
            assert letter.octets == self.letters[letter.stored]

    @invariant()
    def no_letter_is_accepted_twice_with_proof(self) -> None:
        """With copies a letter goes out once; without, at most twice more than nothing was known."""
        times = Counter(letter.stored for letter in self.world.accepted)
        allowed = 1 if self.evidence else 2
        said_no = 0 if self.evidence else 10  # a relay that says no after taking it doubles where nobody can look
        assert all(count <= allowed + said_no for count in times.values())

    @invariant()
    def no_letter_is_sent_too_late(self) -> None:
        """`send_before` is obeyed."""
        assert self.world.late_tries == []

    @invariant()
    def no_letter_is_lost(self) -> None:
        """Each letter is sent, refused, cancelled with a reason, or still somewhere that is shown or goes on."""
        letters = self._all()
        assert letters.keys() == self.letters.keys()
        accepted = {letter.stored for letter in self.world.accepted}
        for number, letter in letters.items():
            if letter.state is LetterState.SENT:
                assert number in accepted
            elif letter.state is LetterState.CANCELLED:
                assert letter.reason
            elif letter.state is LetterState.FAILED:
                assert letter.reason == "nobody"

    @invariant()
    def what_was_told_is_what_is_kept(self) -> None:
        """A promise that is open and told has a letter that was sent or may still be."""
        for thread in threads(self.store):
            if thread.turn is Turn.OURS and thread.promise is not None and thread.promise.told:
                written = self.store.transact_now(lambda tx, t=thread: tx.letters_of_thread(t.thread_id))  # type: ignore[misc]
                states = {letter.state for letter in written}
                assert states - {LetterState.FAILED, LetterState.CANCELLED}

    def teardown(self) -> None:
        self._come_to_rest()
        self.store.close_now()
        self.folder.cleanup()

    def _come_to_rest(self) -> None:
        """With a relay that works again everything comes to an end, or before the eyes of people."""
        self.store.transact_now(lambda tx: tx.resume())
        for _ in range(8):
            self.world.now += timedelta(minutes=90)
            self.what_is_too_late_is_given_up(looked=True)
            asyncio.run(self.delivery._deliver())
            self.copies_arrive(1000)
            self.doubts_are_looked_for()
            self.no_letter_is_accepted_twice_with_proof()
        states = {letter.state for letter in self._all().values()}
        assert states <= OVER | {LetterState.DOUBT, LetterState.HELD}


class WithoutProof(Desk):
    """The same without a journal copy: nothing is lost, and what goes twice is the same octets."""

    evidence = False


def _headline(letter: Letter, now: datetime) -> Headline:
    return Headline(
        folder="INBOX",
        uidvalidity=1,
        uid=letter.stored,
        size=len(letter.octets),
        received=now,
        flags=frozenset(),
        mark=letter.mark,
        fields=b"",
    )


for machine in (Desk, WithoutProof):
    machine.TestCase.settings = examples(20)
TestDesk = Desk.TestCase
TestWithoutProof = WithoutProof.TestCase
