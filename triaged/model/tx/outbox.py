"""The seam to the store for letters: each transition names the state it expects."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from triaged.model.letter import Letter, LetterState
from triaged.model.stored import LetterChange, Relay


class OutboxTx(Protocol):
    """Letters: the outbox."""

    def add_letter(self, letter: Letter) -> int | None:
        """Store a letter, its id in the thread (automatic), and count it; None when one with its `once_key` exists."""

    def letter(self, letter_id: int) -> Letter | None:
        """One letter."""

    def letter_by_mark(self, mark: str) -> Letter | None:
        """The letter that bears this mark."""

    def letter_by_message_id(self, message_id: str) -> Letter | None:
        """The letter of ours that bears this Message-ID, whichever inbox sent it."""

    def letters(self, state: LetterState, *, limit: int = 1000) -> tuple[Letter, ...]:
        """Letters in this state, in the order in which they would be sent."""

    def letters_of_thread(self, thread_id: int) -> tuple[Letter, ...]:
        """Every letter of the thread, oldest first."""

    def claim_letters(self, account: str, now: datetime, limit: int) -> tuple[Letter, ...]:
        """Mark up to `limit` letters `sending` and return them, earliest promise first.

        Only those whose next attempt is due and whose `send_before` has not passed; none while paused or while the
        account's relay backs off.
        """

    def expired_letters(self, now: datetime) -> tuple[Letter, ...]:
        """Held or ready letters whose `send_before` has passed: to be cancelled, never sent."""

    def next_attempt(self, account: str) -> datetime | None:
        """When the next ready letter of the account is due, the relay's back-off included; None when there is none."""

    def change_letters(self, changes: Sequence[LetterChange]) -> None:
        """Make transitions. Raises StaleState (nothing is written) when one letter is not in the state expected."""

    def mark_sent_by_evidence(self, mark: str, at: datetime) -> Letter | None:
        """The copy of this letter was found: sending or in doubt → sent. None when it was in no such state."""

    def release(self, letter_id: int, at: datetime) -> None:
        """Held → ready, due now. Raises StaleState."""

    def cancel(self, letter_id: int, reason: str, *, expected: LetterState) -> None:
        """`expected` → cancelled. Raises StaleState."""

    def recover_sending(self, now: datetime) -> int:
        """At the start: sending → in doubt since `now`. How many."""

    def relay(self, account: str) -> Relay:
        """The account's shared back-off (none yet: no wait)."""

    def set_relay(self, relay: Relay) -> None:
        """Write the account's shared back-off."""

    def block(self, address: str, until: datetime) -> None:
        """No automatic letters to this address until then: one came back."""

    def is_blocked(self, address: str, now: datetime) -> bool:
        """Whether a letter to this address came back not long ago."""
