"""The outbox under random use: whatever happens in whatever order, a letter moves only as it may."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from tests.store import make
from tests.store.make import MINUTE, NOW
from tests.support.machines import examples
from triaged.errors import StaleState
from triaged.model.letter import LetterState as State
from triaged.model.stored import LetterChange
from triaged.store import open_store

FINAL = {State.SENT, State.FAILED, State.CANCELLED}
OUTCOMES = (State.SENT, State.READY, State.DOUBT, State.FAILED)


@dataclass
class Copy:
    """What the test knows of a letter."""

    mark: str
    octets: bytes
    state: State
    send_before: datetime | None
    claims: int = 0
    seen: bool = False


class Outbox(RuleBasedStateMachine):
    """Letters are written, claimed, recorded, found, released, cancelled; the daemon crashes; time passes."""

    letters = Bundle("letters")

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.url = f"sqlite:{Path(self.folder.name)}/triaged.db"
        self.store = open_store(self.url)
        self.known: dict[int, Copy] = {}
        self.keys: set[str] = set()
        self.now = NOW

    @rule(target=letters, key=st.integers(0, 30), held=st.booleans(), minutes=st.none() | st.integers(1, 20))
    def write(self, key: int, held: bool, minutes: int | None) -> int:
        before = None if minutes is None else self.now + timedelta(minutes=minutes)
        state = State.HELD if held else State.READY
        letter = make.letter(once_key=f"ack {key}", state=state, send_before=before, next_attempt_at=self.now)
        made = self.store.transact_now(lambda tx: tx.add_letter(letter))
        assert (made is None) == (letter.once_key in self.keys)
        if made is None:
            return next(n for n, copy in self.known.items() if copy.mark)
        self.keys.add(letter.once_key)
        self.known[made] = Copy(letter.mark, letter.octets, state, before)
        return made

    @rule(limit=st.integers(1, 5))
    def claim(self, limit: int) -> None:
        claimed = self.store.transact_now(lambda tx: tx.claim_letters("main", self.now, limit))
        assert len(claimed) <= limit
        for letter in claimed:
            copy = self.known[letter.stored]
            assert copy.state is State.READY
            assert copy.send_before is None or copy.send_before > self.now
            assert letter.octets == copy.octets
            copy.state, copy.claims = State.SENDING, copy.claims + 1

    @rule(number=letters, expected=st.sampled_from(State), state=st.sampled_from(OUTCOMES))
    def record(self, number: int, expected: State, state: State) -> None:
        copy = self.known[number]
        if expected in FINAL:
            return
        change = LetterChange(letter_id=number, expected=expected, state=state, doubt_since=self.now)
        try:
            self.store.transact_now(lambda tx: tx.change_letters([change]))
        except StaleState:
            assert copy.state is not expected
            return
        assert copy.state is expected
        proven = copy.seen and state in (State.READY, State.DOUBT)
        copy.state = State.SENT if proven else state

    @rule(number=letters)
    def find_copy(self, number: int) -> None:
        copy = self.known[number]
        found = self.store.transact_now(lambda tx: tx.mark_sent_by_evidence(copy.mark, self.now))
        assert (found is not None) == (copy.state in (State.READY, State.DOUBT))
        if found is not None:
            copy.state = State.SENT
        elif copy.state is State.SENDING:
            copy.seen = True

    @rule(number=letters)
    def release(self, number: int) -> None:
        self._expect(number, State.HELD, State.READY, lambda tx: tx.release(number, self.now))

    @rule(number=letters, expected=st.sampled_from((State.HELD, State.READY, State.DOUBT)))
    def cancel(self, number: int, expected: State) -> None:
        self._expect(number, expected, State.CANCELLED, lambda tx: tx.cancel(number, "late", expected=expected))

    def _expect(self, number: int, expected: State, state: State, step: object) -> None:
        copy = self.known[number]
        try:
            self.store.transact_now(step)  # type: ignore[arg-type]
        except StaleState:
            assert copy.state is not expected
            return
        assert copy.state is expected
        copy.state = state

    @rule()
    def crash(self) -> None:
        self.store.close_now()
        self.store = open_store(self.url)
        doubtful = [copy for copy in self.known.values() if copy.state is State.SENDING]
        recovered = self.store.transact_now(lambda tx: tx.recover_sending(self.now))
        assert recovered == sum(not copy.seen for copy in doubtful)
        for copy in doubtful:
            copy.state = State.SENT if copy.seen else State.DOUBT

    @rule(minutes=st.integers(-1440, 1440))
    def time_passes(self, minutes: int) -> None:
        self.now += minutes * MINUTE

    @invariant()
    def every_letter_is_where_it_should_be(self) -> None:
        stored = self.store.transact_now(lambda tx: {n.stored: n.state for state in State for n in tx.letters(state)})
        assert stored == {number: copy.state for number, copy in self.known.items()}

    def teardown(self) -> None:
        self.store.close_now()
        self.folder.cleanup()


Outbox.TestCase.settings = examples(25)
TestOutbox = Outbox.TestCase
