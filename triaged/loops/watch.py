"""Time passes: looks at every thread whose time has come, and at what people must hear.

Nothing is held in a timer: each round asks the store what is to be looked at, and a restart forgets nothing.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from triaged.decide.due import decide_due
from triaged.decide.late import Watched
from triaged.decide.owe import foretold_of_late, work_before
from triaged.loops import log
from triaged.loops.customers_mail import answering
from triaged.loops.desk import desk_now
from triaged.loops.digest import write_digests
from triaged.loops.handle import open_promises, write
from triaged.loops.health import Health
from triaged.loops.incidents import IncidentBroke, postpone, tick_incidents
from triaged.loops.pace import measure_paces
from triaged.loops.people import begin_absences
from triaged.loops.tell import Teller
from triaged.loops.told import told
from triaged.loops.too_late import give_up_late
from triaged.mail.letter_headers import UnsafeAddress
from triaged.model.decision import Change
from triaged.model.finding import Finding
from triaged.model.known import Desk
from triaged.model.letter import NEVER_LEFT, UNDER_WAY, Letter, LetterKind, LetterState, Renewal
from triaged.model.ports import Clock
from triaged.model.stored import InboxState, TrailEntry
from triaged.model.thread import Promise, Thread
from triaged.model.tx import Store, Tx
from triaged.policy.shape import Policy
from triaged.scribe import Scribe

EVERY = 5.0
"""Seconds between rounds."""
AT_ONCE = 100
"""Threads looked at in one transaction: mail is not kept waiting longer than that."""
PLANNED_BY = "threads are planned by the rules"
BROKEN_RULE = timedelta(hours=1)
TOLD_PERHAPS = "a letter with another time may have arrived: please write to the customer"
Letters = tuple[Letter, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What a tick knows of an inbox and the desk as a whole; read once."""

    desk: Desk
    inbox: InboxState
    now: datetime


@dataclass(slots=True, kw_only=True)
class Watch:
    """The loop that watches time."""

    policy: Policy
    scribe: Scribe
    store: Store
    clock: Clock
    health: Health
    send_now: Callable[[], None]
    _teller: Teller = field(init=False)
    _written: bool = field(default=False, init=False)

    name = "watch"

    def __post_init__(self) -> None:
        self._teller = Teller(policy=self.policy, scribe=self.scribe)

    async def round(self) -> None:
        """Look at what is due until nothing is, tell people, wait a little."""
        more = True
        while more:
            more = await self._watch_once()
            # Only now: what was written is durable, and the loops are woken in their own thread.
            if self._written:
                self._written = False
                self.send_now()
            self.health.beat(self.name)
        await asyncio.sleep(EVERY)

    async def _watch_once(self) -> bool:
        """One transaction of watching; whether there is more to do at once."""
        try:
            return await self.store.transact(self.tick)
        except IncidentBroke as broke:
            number = broke.number
        await self.store.transact(lambda tx: postpone(tx, number, self.clock()))
        return True

    def tick(self, tx: Tx) -> bool:
        """One transaction of watching, up to now. Whether there is more to do at once."""
        now = self.clock()
        if begin_absences(tx, self.policy, self.scribe, now):
            return True
        if self._plan_anew(tx, now):
            return True
        if give_up_late(tx, self.policy, self.scribe, now):
            self._written = True
        due = tx.to_look_at(now, limit=AT_ONCE)
        if due:
            desks = {inbox: self._desk(tx, inbox, now) for inbox in {thread.inbox for thread in due}}
            for thread in due:
                self._look(tx, thread, desks[thread.inbox])
            self._written = True
        elif measure_paces(tx, self.policy, now):
            return True
        incidents = tick_incidents(tx, self.policy, self.scribe, now)
        told = self._teller.tell(tx, now)
        if write_digests(tx, self.policy, self.scribe, now) or told or incidents:
            self._written = True
        return len(due) == AT_ONCE

    def _plan_anew(self, tx: Tx, now: datetime) -> bool:
        """Each thread was planned by the rules of its last look: where they have changed since, all are looked at.

        Whether they have: then that is all that this transaction does, so that nothing takes it back.
        """
        if tx.remembered(PLANNED_BY) == self.policy.fingerprint:
            return False
        tx.look_at_all(now)
        tx.remember(PLANNED_BY, self.policy.fingerprint)
        return True

    def _desk(self, tx: Tx, inbox: str, now: datetime) -> Around:
        state = tx.inbox_state(inbox) or InboxState(inbox=inbox, baseline=now)
        return Around(desk=desk_now(tx, inbox, self.policy, now), inbox=state, now=now)

    def _look(self, tx: Tx, thread: Thread, around: Around) -> None:
        now = around.now
        letters = tx.letters_of_thread(thread.thread_id)
        thread = self._settled(tx, thread, letters, now)
        watched = self._watched(tx, thread, letters, around)
        try:
            change = decide_due(watched, policy=self.policy, now=now)
        except Exception as error:  # noqa: BLE001 - head of the loop over threads: one that breaks a rule waits alone (N34)
            log.broken_watch(thread=thread.thread_id, error=error)
            tx.update_thread(replace(thread, look_at=now + BROKEN_RULE))
            return
        if change.renewal is not None:
            change = self._tell_customer(tx, letters, change, change.renewal, now)
        write(tx, thread, change, now=now)

    def _watched(self, tx: Tx, thread: Thread, letters: Letters, around: Around) -> Watched:
        promise = thread.promise
        watched = Watched(
            thread=thread,
            open=open_promises(tx, thread.thread_id),
            inbox=around.inbox,
            absences=around.desk.absences,
        )
        if promise is None:
            return watched
        telling, under_way = _state_of(letters, promise)
        return replace(
            watched,
            told=telling,
            under_way=under_way,
            heard=frozenset(n.person for n in tx.notices_of_thread(thread.thread_id) if n.told_at is not None),
            blocked=tx.is_blocked(thread.customer, around.now),
            workload=work_before(thread, around.desk, self.policy, around.now),
            foretold=foretold_of_late(thread, around.desk, self.policy, around.now),
        )

    def _settled(self, tx: Tx, thread: Thread, letters: Letters, now: datetime) -> Thread:
        """The thread once what was found sent after a crash has told what it tells: a renewal, or a reply."""
        for letter in letters:
            if letter.sent_at is not None and _tells_more(letter, thread):
                told(tx, letter, policy=self.policy, at=letter.sent_at, now=now)
                thread = tx.thread(thread.thread_id) or thread
        return thread

    def _tell_customer(self, tx: Tx, letters: Letters, change: Change, facts: Renewal, now: datetime) -> Change:
        """Commit the letter. The promise changes when it has left (loops/told)."""
        thread, broken = change.thread, facts.broken
        if broken.promise_id is None:
            return change
        if any(letter.resends for letter in _renewals(letters, broken.promise_id)):
            return _left_to_people(change, TOLD_PERHAPS)
        try:
            letter, worded = self.scribe.renewal(
                facts,
                thread=thread,
                answering=answering(tx, thread),
                promise_id=broken.promise_id,
                now=now,
                earlier=_never_left(letters, broken.promise_id),
            )
        except UnsafeAddress as error:
            return replace(change, thread=replace(thread, held=str(error)))
        if worded.problem:
            finding = Finding(question="Which words?", answer="the built-in ones", evidence=worded.problem)
            tx.add_trail(TrailEntry(at=now, event="template failed", findings=(finding,), thread_id=thread.thread_id))
        if tx.add_letter(letter) is None:
            return _left_to_people(change, "the letter could not be sent")
        return change


def _left_to_people(change: Change, why: str) -> Change:
    """The customer is told by no letter, and none is proposed any more: a time that a person names is one they told."""
    return replace(change, thread=replace(change.thread, held=why, proposal=None), event="not renewed")


def _tells_more(letter: Letter, thread: Thread) -> bool:
    """Whether a letter that has left tells the customer something that the thread does not know yet."""
    if letter.state is not LetterState.SENT or letter.sent_at is None:
        return False
    if letter.kind is LetterKind.REPLY:
        return thread.answered_at is None or thread.answered_at < letter.sent_at
    promise = thread.promise
    return letter.kind is LetterKind.RENEWAL and promise is not None and letter.promise_id == promise.promise_id


def _never_left(letters: Letters, promise_id: int) -> int:
    """How many letters that tell of this promise were cancelled before any relay heard of them."""
    return sum(letter.reason in NEVER_LEFT for letter in _renewals(letters, promise_id))


def _renewals(letters: Letters, promise_id: int) -> Letters:
    return tuple(m for m in letters if m.kind is LetterKind.RENEWAL and m.promise_id == promise_id)


def _state_of(letters: Letters, promise: Promise) -> tuple[LetterState | None, bool]:
    """The state of the letter that told the promise (None: a person told it), and whether a letter is under way."""
    telling, under_way = None, False
    for letter in letters:
        if letter.kind is LetterKind.ACKNOWLEDGEMENT and letter.promise_id in {None, promise.promise_id}:
            telling = letter.state
        if letter.kind is LetterKind.REPLY:
            under_way = under_way or letter.state in UNDER_WAY
        if letter.kind is not LetterKind.RENEWAL:
            continue
        if letter.promise_id == promise.promise_id:
            under_way = under_way or letter.state in UNDER_WAY or letter.state is LetterState.SENT
        elif promise.number and letter.state is LetterState.SENT:
            telling = letter.state
    return telling, under_way
