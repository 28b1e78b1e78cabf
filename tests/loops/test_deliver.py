"""Letters are claimed, sent and recorded; what an attempt came to is never forgotten on the way."""

from __future__ import annotations

import asyncio
import random
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from tests.loops.house import MONDAY, Hands, Relay, intake, mail, policy, take, threads
from tests.servers import wait_until
from tests.store import make
from triaged.errors import LoginRefused, ServerUnreachable, StoreFailed
from triaged.loops.deliver import Delivery, has_evidence, shared_pause
from triaged.loops.health import Health
from triaged.model.letter import Attempt, Delivered, InDoubt, Letter, LetterState, Phase, Refused, TryLater
from triaged.policy.shape import AccountEntry
from triaged.store import SqlStore

MAIN = policy().accounts["main"]
WAIT = timedelta(minutes=2)
KEPT = Delivered(answer="250 kept", journal_ok=True)
AWAY = TryLater(phase=Phase.CONNECT, code=0, answer="refused", shared=True)


class Loop:
    """A delivery loop of a scripted relay, and the test's view of its store."""

    def __init__(self, store: SqlStore, relay: Relay, account: AccountEntry = MAIN) -> None:
        self.store, self.relay, self.clock, self.health = store, relay, Hands(), Health()
        self.delivery = Delivery(
            account=account,
            policy=policy(),
            courier=relay,
            store=store,
            clock=self.clock,
            health=self.health,
            wake=asyncio.Event(),
            jitter=random.Random(1),
        )

    def put(self, count: int = 1, **changes: Any) -> list[Letter]:
        changes = {"created_at": MONDAY, "next_attempt_at": MONDAY, "journal": "j@firm.test", **changes}
        return [self.store.transact_now(lambda tx: make.put(tx, **changes)) for _ in range(count)]

    def state(self, letter: Letter) -> Letter:
        found = self.store.transact_now(lambda tx: tx.letter(letter.stored))
        assert found is not None
        return found

    def states(self, letters: list[Letter]) -> set[LetterState]:
        return {self.state(letter).state for letter in letters}

    async def turn(self) -> None:
        """One round, its waiting left out: the loop is woken before it waits."""
        wake = asyncio.get_running_loop().create_task(self._wake())
        try:
            await self.delivery.round()
        finally:
            wake.cancel()

    async def _wake(self) -> None:
        while True:
            await asyncio.sleep(0.01)
            self.delivery.wake.set()


async def test_what_is_ready_is_sent_and_recorded(store: SqlStore) -> None:
    """Every letter once, with the time at which the relay took it."""
    loop = Loop(store, Relay())
    letters = loop.put(120)

    await loop.turn()

    assert loop.states(letters) == {LetterState.SENT}
    assert len(loop.relay.asked) == 120
    assert loop.state(letters[0]).sent_at == loop.clock.now


async def test_sending_is_durable_before_the_first_attempt(store: SqlStore) -> None:
    """At the moment the relay is spoken to, another process would read `sending` (P2)."""
    loop = Loop(store, Relay())
    [letter] = loop.put()
    seen: list[LetterState] = []

    def look(_: Letter) -> Attempt:
        seen.append(loop.state(letter).state)
        return KEPT

    loop.relay.answer = look

    await loop.turn()

    assert seen == [LetterState.SENDING]


@pytest.mark.parametrize(
    ("attempt", "state", "attempts", "minutes"),
    [
        (TryLater(phase=Phase.RCPT, code=450, answer="grey", shared=False), LetterState.READY, 1, 5),
        (TryLater(phase=Phase.RCPT, code=452, answer="full", shared=True), LetterState.READY, 0, 0),
        (Refused(phase=Phase.RCPT, code=550, answer="nobody"), LetterState.FAILED, 1, 0),
        (InDoubt(phase=Phase.PAYLOAD, answer="lost"), LetterState.DOUBT, 1, 0),
        (TryLater(phase=Phase.PAYLOAD, code=451, answer="later", shared=False), LetterState.DOUBT, 1, 0),
    ],
)
async def test_each_outcome_is_a_transition(
    *, store: SqlStore, attempt: Attempt, state: LetterState, attempts: int, minutes: int
) -> None:
    """A no of the relay as such does not count against the letter; a no to the letter puts it off."""
    loop = Loop(store, Relay(lambda _: attempt))
    [letter] = loop.put()

    await loop.turn()

    found = loop.state(letter)
    assert (found.state, found.attempts) == (state, attempts)
    assert found.next_attempt_at >= MONDAY + minutes * make.MINUTE
    assert (found.doubt_since is not None) is (state is LetterState.DOUBT)
    assert found.denied is (state is LetterState.DOUBT and isinstance(attempt, TryLater))


async def test_a_relay_that_is_away_is_asked_by_one_letter_at_a_time(store: SqlStore) -> None:
    """250 letters wait together: the first refusal ends the batch, and the pauses double up to a quarter hour (S6)."""
    loop = Loop(store, Relay(lambda _: AWAY))
    letters = loop.put(250)

    await loop.turn()
    first = len(loop.relay.asked)
    assert first <= 4
    assert loop.states(letters) == {LetterState.READY}

    for _ in range(12):
        await loop.turn()
        assert len(loop.relay.asked) == first, "nobody is asked before the pause is over"
        due = store.transact_now(lambda tx: tx.relay("main").next_attempt_at)
        assert due is not None
        loop.clock.now = due
        await loop.turn()
        first += 1
        assert len(loop.relay.asked) == first
    assert store.transact_now(lambda tx: tx.relay("main").failures) == 13
    assert {loop.state(letter).attempts for letter in letters} == {0}

    loop.relay.answer = lambda _: KEPT
    loop.clock.passes(minutes=20)
    await loop.turn()
    assert loop.states(letters) == {LetterState.SENT}


@pytest.mark.parametrize(("failures", "seconds"), [(1, 10), (2, 20), (3, 40), (7, 640), (8, 900), (50, 900)])
def test_the_relay_rests_longer_each_time(failures: int, seconds: int) -> None:
    """10 s, doubling, at most 15 minutes; the jitter adds at most a fifth."""
    assert shared_pause(failures, 0.0) == timedelta(seconds=seconds)
    assert shared_pause(failures, 0.999) < timedelta(seconds=seconds * 1.2)


@pytest.mark.parametrize(
    ("answers", "works"),
    [
        (KEPT, True),
        (Refused(phase=Phase.RCPT, code=550, answer="nobody"), True),
        (TryLater(phase=Phase.RCPT, code=450, answer="grey", shared=False), True),
        (TryLater(phase=Phase.MAIL, code=0, answer="cut", shared=False), False),
        (InDoubt(phase=Phase.PAYLOAD, answer="lost"), False),
    ],
)
async def test_a_relay_that_answers_a_letter_works_again(store: SqlStore, answers: Attempt, works: bool) -> None:
    """Trouble ends when the relay deals with a letter as such, whatever it says of it."""
    loop = Loop(store, Relay(lambda _: AWAY))
    loop.put(2)
    await loop.turn()
    assert [state.trouble for state in loop.health.loops()] == ["127.0.0.1 takes no letters: refused"]

    loop.relay.answer = lambda _: answers
    loop.clock.passes(minutes=1)
    await loop.turn()

    assert (loop.health.loops()[0].trouble == "") is works
    assert (store.transact_now(lambda tx: tx.relay("main").failures) == 0) is works


@pytest.mark.parametrize("error", [LoginRefused("no"), ServerUnreachable("the token server is away")])
async def test_a_login_that_fails_leaves_the_letters_ready(store: SqlStore, error: Exception) -> None:
    """The password is wrong, or no token can be had: letters wait, a refused login for five minutes (I12)."""

    def refuse(_: Letter) -> Attempt:
        raise error

    loop = Loop(store, Relay(refuse))
    letters = loop.put(3)

    await loop.turn()

    assert loop.states(letters) == {LetterState.READY}
    due = store.transact_now(lambda tx: tx.relay("main").next_attempt_at)
    assert due is not None
    assert (due - loop.clock.now >= timedelta(minutes=5)) is isinstance(error, LoginRefused)


@pytest.mark.parametrize("changes", [{"journal": "off"}, {"envelope": "<>"}, {"pace": 600}])
async def test_without_proof_one_letter_is_claimed_at_a_time(store: SqlStore, changes: dict[str, Any]) -> None:
    """A crash leaves at most one in doubt where no copy can settle it."""
    loop = Loop(store, Relay(), replace(MAIN, **changes))
    letters = loop.put(4)
    sending: list[int] = []

    def count(_: Letter) -> Attempt:
        sending.append(len(store.transact_now(lambda tx: tx.letters(LetterState.SENDING))))
        return KEPT

    loop.relay.answer = count
    await loop.turn()

    assert sending == [1, 1, 1, 1]
    assert loop.states(letters) == {LetterState.SENT}


def test_proof_needs_a_copy_that_can_come() -> None:
    """A journal copy, or the provider's own; neither with an empty envelope sender."""
    assert has_evidence(MAIN)
    assert has_evidence(replace(MAIN, journal="off", files_sent=True))
    assert not has_evidence(replace(MAIN, journal="off"))
    assert not has_evidence(replace(MAIN, envelope="<>"))


class FullDisk:
    """A store whose disk is full from a moment on; everything else is the real one."""

    def __init__(self, store: SqlStore) -> None:
        self.store, self.full = store, False

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)

    async def transact(self, step: Any) -> Any:
        if self.full:
            raise StoreFailed("the disk is full")
        return await self.store.transact(step)


async def test_a_full_disk_between_sending_and_recording_loses_no_outcome(store: SqlStore) -> None:
    """What the relay said is recorded when there is room again: no doubt, no second copy (P4)."""
    loop = Loop(store, Relay())
    disk = FullDisk(store)
    loop.delivery.store = disk
    [letter] = loop.put()

    def fill(_: Letter) -> Attempt:
        disk.full = True
        return KEPT

    loop.relay.answer = fill
    with pytest.raises(StoreFailed):
        await loop.turn()
    with pytest.raises(StoreFailed):
        await loop.turn()
    assert loop.state(letter).state is LetterState.SENDING

    disk.full = False
    await loop.turn()

    assert loop.state(letter).state is LetterState.SENT
    assert len(loop.relay.asked) == 1


class Slow(Relay):
    """A relay that answers when it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.may = asyncio.Event()

    async def send(self, letter: Letter) -> Attempt:
        self.asked.append(letter)
        await self.may.wait()
        return KEPT


async def test_a_letter_under_way_ends_when_the_loop_is_cancelled(store: SqlStore) -> None:
    """A reload or a stop lets the transaction end, records it, and leaves what was not begun ready (P16)."""
    relay = Slow()
    loop = Loop(store, relay)
    letters = loop.put(10)
    running = asyncio.create_task(loop.delivery.round())
    await asyncio.to_thread(wait_until, lambda: len(relay.asked) == 4, "four letters under way")

    running.cancel()
    closing = asyncio.create_task(loop.delivery.close())
    await asyncio.sleep(0)
    relay.may.set()
    await closing

    assert [loop.state(letter).state for letter in letters].count(LetterState.SENT) == 4
    assert [loop.state(letter).state for letter in letters].count(LetterState.READY) == 6
    assert relay.closed


async def test_a_letter_that_hangs_at_the_end_is_a_doubt_at_the_next_start(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The relay does not answer in the time there is: the letter stays `sending`, which a start turns into a doubt."""
    monkeypatch.setattr("triaged.loops.deliver.FINISH_WITHIN", 0.05)
    relay = Slow()
    loop = Loop(store, relay)
    [letter] = loop.put()
    running = asyncio.create_task(loop.delivery.round())
    await asyncio.to_thread(wait_until, lambda: len(relay.asked) == 1, "the letter under way")

    running.cancel()
    await loop.delivery.close()

    assert loop.state(letter).state is LetterState.SENDING
    assert store.transact_now(lambda tx: tx.recover_sending(MONDAY)) == 1
    assert loop.state(letter).state is LetterState.DOUBT


async def test_while_paused_nothing_is_asked_and_nothing_is_busy(store: SqlStore) -> None:
    """`triaged pause`: no letter leaves and the loop sleeps its half minute."""
    loop = Loop(store, Relay())
    [letter] = loop.put()
    store.transact_now(lambda tx: tx.pause(MONDAY))

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.3):
            await loop.delivery.round()

    assert loop.relay.asked == []
    store.transact_now(lambda tx: tx.resume())
    await loop.turn()
    assert loop.state(letter).state is LetterState.SENT


async def test_a_refused_letter_makes_its_promise_a_target(store: SqlStore) -> None:
    """The customer never heard of the time: it binds us, but it was not promised (S7)."""
    loop = Loop(store, Relay(lambda _: Refused(phase=Phase.RCPT, code=550, answer="nobody")))
    take(intake(policy(), store, loop.clock), store, mail(1, "kim@customer.test"))

    await loop.turn()

    [thread] = threads(store)
    assert thread.promise is None
    assert thread.target is not None


@pytest.mark.parametrize("looks", [True, False], ids=["the relay refused the journal", "there is no journal"])
async def test_a_doubt_without_a_copy_goes_out_once_more_only(store: SqlStore, looks: bool) -> None:
    """No copy can come and the reply is lost: absence proves nothing, the letter goes once more (S1, S8)."""
    from triaged.loops.evidence import Look, settle

    lost = InDoubt(phase=Phase.PAYLOAD, answer="lost", journal_ok=False)
    account = MAIN if looks else policy(account='journal = "off"').accounts["main"]
    loop = Loop(store, Relay(lambda _: lost), account)
    [letter] = loop.put(journal="j@firm.test" if looks else "")
    again: list[int] = []
    for _ in range(4):
        await loop.turn()
        now = loop.clock.passes(minutes=10)
        look = Look(began=now, found=frozenset(), possible=looks)
        again.append(
            store.transact_now(
                lambda tx, look=look: settle(  # type: ignore[misc]
                    tx, look, inbox="support", account="main", wait=WAIT, policy=policy(), now=look.began
                )
            )
        )

    assert again == [1, 0, 0, 0]
    assert len(loop.relay.asked) == 2
    assert loop.state(letter).state is LetterState.DOUBT


async def test_a_no_after_the_payload_waits_like_any_other_no(store: SqlStore) -> None:
    """451 after the dot: looked for, then tried again after five, ten, … minutes and not at every look (S5)."""
    from triaged.loops.evidence import Look, settle

    later = TryLater(phase=Phase.PAYLOAD, code=451, answer="later", shared=False)
    loop = Loop(store, Relay(lambda _: later))
    loop.put()
    asked_at = []
    for minute in range(60):
        loop.clock.now = MONDAY + minute * make.MINUTE
        before = len(loop.relay.asked)
        await loop.turn()
        if len(loop.relay.asked) > before:
            asked_at.append(minute)
        look = Look(began=loop.clock.now, found=frozenset(), possible=True)
        store.transact_now(
            lambda tx, look=look: settle(  # type: ignore[misc]
                tx, look, inbox="support", account="main", wait=WAIT, policy=policy(), now=look.began
            )
        )

    assert len(asked_at) == 4
    assert asked_at[0] == 0
    assert [second - first for first, second in pairwise(asked_at)] == pytest.approx([5, 10, 20], abs=2.5)
