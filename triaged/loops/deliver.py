"""Hands ready letters of one account to its relay and records what came of it.

One turn is one transaction (outcomes of the last claim, the next claim) and then the sending.
`sending` is durable before the first MAIL FROM; a letter never leaves without it. Where copies can prove delivery many
letters are claimed at once; where nothing can, one, so that a crash leaves at most one in doubt. What an attempt came
to is kept until it is recorded: a full disk, a reload or a stop must not make it a doubt.
"""

import asyncio
import contextlib
import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from triaged.errors import LoginRefused, ServerUnreachable
from triaged.loops import log
from triaged.loops.health import Health
from triaged.loops.told import told, untell
from triaged.loops.waiting import end_refused, overtaken
from triaged.model.letter import Attempt, Delivered, InDoubt, Letter, LetterState, Phase, Refused, TryLater
from triaged.model.ports import Clock, Courier
from triaged.model.stored import LetterChange, Relay
from triaged.model.thread import Turn
from triaged.model.tx import Store, Tx
from triaged.policy.shape import AccountEntry, Policy
from triaged.rules.resend import TRANSITIONS, Event, back_off, event_of, most_resends

MOST_AT_ONCE = 50
TOGETHER = 4
"""Transactions of one account at a time, each on its own connection."""
IDLE_WAIT = 30.0
LOGIN_PAUSE = timedelta(minutes=5)
FINISH_WITHIN = 5.0
"""Seconds that letters under way have to come to an end when the loop is closed."""

Result = tuple[Letter, Attempt | None]
"""A claimed letter and what its attempt came to; None: it was not tried, because the relay refused others meanwhile."""


def has_evidence(account: AccountEntry) -> bool:
    """Whether a copy of each letter can be found again: a journal copy, or the provider's own in Sent."""
    return account.files_sent or (account.journal != "off" and account.envelope != "<>")


@dataclass(slots=True, kw_only=True)
class Delivery:
    """The delivery loop of one account. `wake` is set when there may be something to send."""

    account: AccountEntry
    policy: Policy
    courier: Courier
    store: Store
    clock: Clock
    health: Health
    wake: asyncio.Event
    jitter: random.Random
    _results: tuple[Result, ...] = field(default=(), init=False)
    _underway: asyncio.Task[datetime | None] | None = field(default=None, init=False)
    _closing: bool = field(default=False, init=False)

    async def round(self) -> None:
        """Send all that is due, then wait for a wake, the next due attempt, or half a minute."""
        self.wake.clear()
        self._underway = asyncio.create_task(self._deliver(), name=f"{self.name} under way")
        # Shielded: a loop that is cancelled does not tear a letter out of its transaction; `close` gives it time.
        due = await asyncio.shield(self._underway)
        seconds = IDLE_WAIT if due is None else min(IDLE_WAIT, max(0.05, (due - self.clock()).total_seconds()))
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.wake.wait()

    async def close(self) -> None:
        """Let the letters under way come to an end, record that, give up the connections."""
        self._closing = True
        if self._underway is not None:
            await asyncio.wait({self._underway}, timeout=FINISH_WITHIN)
            self._underway.cancel()
            await asyncio.gather(self._underway, return_exceptions=True)
        await self.courier.close()

    @property
    def name(self) -> str:
        """The loop's name in status and log."""
        return f"deliver {self.account.key}"

    async def _deliver(self) -> datetime | None:
        """Claim, send and record until nothing is due; when the next attempt is."""
        while True:
            letters, due = await self.store.transact(self._step)
            self._results = ()
            self.health.beat(self.name)
            if not letters:
                return due
            self._results = await self._send(letters)
            if self.account.pace > 0:
                await self.store.transact(self._record)
                self._results = ()
                await asyncio.sleep(60 / self.account.pace)

    def _record(self, tx: Tx) -> None:
        record(tx, self.account, self._results, policy=self.policy, now=self.clock(), jitter=self.jitter.random())

    def _step(self, tx: Tx) -> tuple[tuple[Letter, ...], datetime | None]:
        now = self.clock()
        self._record(tx)
        if self._closing:
            return (), None
        probing = tx.relay(self.account.key).failures > 0
        one_by_one = probing or self.account.pace > 0 or not has_evidence(self.account)
        letters = tx.claim_letters(self.account.key, now, 1 if one_by_one else MOST_AT_ONCE)
        return letters, None if letters else tx.next_attempt(self.account.key)

    async def _send(self, letters: tuple[Letter, ...]) -> tuple[Result, ...]:
        """Try the letters, a few at a time. Once the relay refuses us as such, the others are left untried."""
        places, refusals = asyncio.Semaphore(TOGETHER), list[Attempt]()

        async def attempt(letter: Letter) -> Attempt | None:
            async with places:
                if refusals or self._closing:
                    return None
                outcome = await self._attempt(letter)
                self.health.beat(self.name)
                if is_shared(outcome):
                    refusals.append(outcome)
                return outcome

        attempts = await asyncio.gather(*(attempt(letter) for letter in letters))
        self._tell_health([attempt for attempt in attempts if attempt is not None])
        return tuple(zip(letters, attempts, strict=True))

    async def _attempt(self, letter: Letter) -> Attempt:
        try:
            return await self.courier.send(letter)
        except LoginRefused as error:
            return TryLater(phase=Phase.CONNECT, code=535, answer=str(error), shared=True)
        except ServerUnreachable as error:  # the server that gives out tokens
            return TryLater(phase=Phase.CONNECT, code=0, answer=str(error), shared=True)

    def _tell_health(self, attempts: Sequence[Attempt]) -> None:
        """The relay is in trouble while it takes nothing at all; told once, not once a letter."""
        refusals = [attempt for attempt in attempts if isinstance(attempt, TryLater) and attempt.shared]
        if any(relay_works(attempt) for attempt in attempts):
            if self.health.trouble(self.name, ""):
                log.loop_well(loop=self.name)
        elif refusals:
            trouble = f"{self.account.smtp.host} takes no letters: {refusals[0].answer}"
            if self.health.trouble(self.name, trouble):
                log.loop_failing(loop=self.name, error=trouble, seconds=0)


def is_shared(attempt: Attempt | None) -> bool:
    """Whether the relay refused us, not this letter."""
    return isinstance(attempt, TryLater) and attempt.shared


def relay_works(attempt: Attempt | None) -> bool:
    """Whether the relay dealt with a letter as such: took it, refused it, or put it off."""
    if isinstance(attempt, TryLater):
        return attempt.code > 0 and not attempt.shared
    return isinstance(attempt, Delivered | Refused)


def record(
    tx: Tx, account: AccountEntry, results: tuple[Result, ...], *, policy: Policy, now: datetime, jitter: float
) -> None:
    """Write what became of claimed letters: their states, and the relay's shared back-off (S6)."""
    if not results:
        return
    tx.change_letters([change_after(letter, attempt, account, now=now, jitter=jitter) for letter, attempt in results])
    relay = tx.relay(account.key)
    attempts = [attempt for _, attempt in results]
    if any(is_shared(attempt) for attempt in attempts):
        refused_login = any(isinstance(a, TryLater) and a.phase is Phase.CONNECT and a.code == 535 for a in attempts)
        failures = relay.failures + 1
        pause = LOGIN_PAUSE if refused_login else shared_pause(failures, jitter)
        tx.set_relay(replace(relay, next_attempt_at=now + pause, failures=failures))
    elif relay.failures and any(relay_works(attempt) for attempt in attempts):
        tx.set_relay(Relay(account=account.key, journal_lag=relay.journal_lag))
    for letter, attempt in results:
        _tell_log(account, letter, attempt, now)
        if isinstance(attempt, Delivered):
            told(tx, letter, policy=policy, at=now, now=now)
        if attempt is None or isinstance(attempt, TryLater):
            overtaken(tx, letter)
        if isinstance(attempt, Refused):
            untell(
                tx,
                letter,
                policy=policy,
                now=now,
                why=f"{letter.recipient.rpartition('@')[2]} refused it: {attempt.answer}",
            )
            thread = None if letter.thread_id is None else tx.thread(letter.thread_id)
            if thread is not None and thread.turn is not Turn.OURS:
                end_refused(tx, thread.thread_id)


def shared_pause(failures: int, jitter: float) -> timedelta:
    """How long a whole relay rests after its `failures`-th refusal in a row: 10 s, doubling, at most 15 minutes."""
    pause = min(timedelta(seconds=10) * (1 << min(failures - 1, 7)), timedelta(minutes=15))
    return pause + pause * 0.2 * jitter


def change_after(
    letter: Letter, attempt: Attempt | None, account: AccountEntry, *, now: datetime, jitter: float
) -> LetterChange:
    """The letter's transition after an attempt. A shared refusal, or no attempt, does not count against the letter."""
    event = Event.LATER if attempt is None else event_of(attempt, evidence=has_evidence(account))
    state = TRANSITIONS[LetterState.SENDING, event]
    counts = attempt is not None and not is_shared(attempt)
    attempts = letter.attempts + (1 if counts else 0)
    change = LetterChange(
        letter_id=letter.stored,
        expected=LetterState.SENDING,
        state=state,
        attempts=attempts,
        reason="" if attempt is None or isinstance(attempt, Delivered) else attempt.answer,
    )
    match event:
        case Event.ACCEPTED:
            return replace(change, sent_at=now)
        case Event.LATER:
            return replace(change, next_attempt_at=now + back_off(attempts, jitter) if counts else now)
        case Event.LOST:
            change = replace(change, doubt_since=now, denied=isinstance(attempt, TryLater))
            return change if journal_taken(attempt) else replace(change, resends=_once_more(letter, account))
        case _:
            return change


def journal_taken(attempt: Attempt | None) -> bool:
    """Whether a copy would show that the letter arrived: False where the relay refused the journal recipient (S8)."""
    return not isinstance(attempt, InDoubt) or attempt.journal_ok


def _once_more(letter: Letter, account: AccountEntry) -> int:
    """`resends` of a letter whose copy cannot come: absence proves nothing, so it goes at most once again."""
    return max(letter.resends, most_resends(evidence=has_evidence(account)) - 1)


def _tell_log(account: AccountEntry, letter: Letter, attempt: Attempt | None, now: datetime) -> None:
    letter_id, key = letter.letter_id, account.key
    match attempt:
        case Delivered():
            log.letter_sent(letter=letter_id, account=key, seconds=(now - letter.created_at).total_seconds())
        case TryLater(shared=False):
            log.letter_waits(letter=letter_id, account=key, code=attempt.code, phase=attempt.phase)
        case Refused():
            log.letter_failed(letter=letter_id, account=key, code=attempt.code, phase=attempt.phase)
        case InDoubt():
            log.letter_in_doubt(letter=letter_id, account=key, phase=attempt.phase)
