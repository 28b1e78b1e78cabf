"""What every store does with letters: no transition but from the state expected, none twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.store import make
from tests.store.make import HOUR, MINUTE, NOW
from tests.store.stores import migrated_database, migrated_file, store
from triaged.errors import StaleState
from triaged.model.letter import Letter, LetterState
from triaged.model.stored import LetterChange, Relay
from triaged.model.tx import Tx
from triaged.store import SqlStore

__all__ = ["migrated_database", "migrated_file", "store"]


def put(store: SqlStore, **changes: Any) -> Letter:
    """A stored letter."""
    return store.transact_now(lambda tx: make.put(tx, **changes))


def read(store: SqlStore, letter: Letter) -> Letter:
    """The letter as it stands now."""
    found = store.transact_now(lambda tx: tx.letter(letter.stored))
    assert found
    return found


def claim(store: SqlStore, **more: Any) -> tuple[Letter, ...]:
    """What the account's delivery gets now."""
    asked = {"account": "main", "now": NOW, "limit": 50, **more}
    return store.transact_now(lambda tx: tx.claim_letters(**asked))


def change(store: SqlStore, *changes: LetterChange) -> None:
    """Make transitions."""
    store.transact_now(lambda tx: tx.change_letters(changes))


def test_a_letter_comes_back_as_it_was_stored(store: SqlStore) -> None:
    """A letter is read back equal, octet by octet, by its number and by its mark."""
    made = put(
        store,
        octets=bytes(range(256)) * 20,
        journal="support@firm.test",
        send_before=NOW + HOUR,
        attempts=2,
        resends=1,
        doubt_since=NOW,
        denied=True,
        state=LetterState.DOUBT,
        reason="lost",
        proven_sender=True,
        first_time=True,
    )
    assert read(store, made) == made
    assert store.transact_now(lambda tx: tx.letter_by_mark(made.mark)) == made
    assert store.transact_now(lambda tx: tx.letter_by_mark("v1.forged")) is None


def test_a_letter_is_found_by_every_id_it_bears(store: SqlStore) -> None:
    """Ours, and the one that a provider gave it; a letter of no thread too (answers to notices order: T1)."""
    made = put(store)
    again = lambda tx: tx.note_id(  # noqa: E731
        made.thread_id, made.inbox, "<their.own@provider.test>", automatic=True, letter=made.letter_id
    )
    store.transact_now(again)
    for message_id, found in ((made.message_id, made), ("<their.own@provider.test>", made), ("<none@x>", None)):
        assert store.transact_now(lambda tx, key=message_id: tx.letter_by_message_id(key)) == found


def test_a_letter_for_a_purpose_exists_once(store: SqlStore) -> None:
    """A second letter with the same once_key is not written."""
    made = put(store)
    second = make.letter(once_key=made.once_key)
    assert store.transact_now(lambda tx: tx.add_letter(second)) is None
    assert store.transact_now(lambda tx: tx.letters(LetterState.READY)) == (made,)


def test_claims_go_in_the_order_of_promises(store: SqlStore) -> None:
    """The letter that must leave first is claimed first; claimed letters are sending, and claimed once."""
    late = put(store, send_before=NOW + 3 * HOUR)
    soon = put(store, send_before=NOW + HOUR)
    middle = put(store, send_before=NOW + 2 * HOUR)
    put(store, account="other")
    first = claim(store, limit=2)
    assert [letter.letter_id for letter in first] == [soon.letter_id, middle.letter_id]
    assert {letter.state for letter in first} == {LetterState.SENDING}
    assert [letter.letter_id for letter in claim(store)] == [late.letter_id]
    assert claim(store) == ()


def test_what_may_not_go_is_not_claimed(store: SqlStore) -> None:
    """Not claimed: held, not yet due, past its send_before."""
    put(store, state=LetterState.HELD)
    put(store, next_attempt_at=NOW + MINUTE)
    expired = put(store, send_before=NOW)
    assert claim(store) == ()
    assert store.transact_now(lambda tx: tx.expired_letters(NOW)) == (expired,)


def test_nothing_is_claimed_while_paused(store: SqlStore) -> None:
    """A pause stops claims until it is taken back; both say whether they changed anything."""
    put(store)
    assert store.transact_now(lambda tx: (tx.pause(NOW), tx.pause(NOW), tx.paused_since())) == (True, False, NOW)
    assert claim(store) == ()
    assert store.transact_now(lambda tx: tx.next_attempt("main")) is None
    assert store.transact_now(lambda tx: (tx.resume(), tx.resume(), tx.paused_since())) == (True, False, None)
    assert len(claim(store)) == 1


def test_a_relay_that_backs_off_holds_all_its_letters(store: SqlStore) -> None:
    """Nothing of an account is claimed before its relay's next attempt (S6)."""
    put(store)
    assert store.transact_now(lambda tx: tx.relay("main")) == Relay(account="main")
    tired = Relay(account="main", next_attempt_at=NOW + MINUTE, failures=3, journal_lag=timedelta(seconds=2))
    store.transact_now(lambda tx: tx.set_relay(tired))
    assert store.transact_now(lambda tx: tx.relay("main")) == tired
    assert claim(store) == ()
    assert store.transact_now(lambda tx: tx.next_attempt("main")) == NOW + MINUTE
    assert len(claim(store, now=NOW + MINUTE)) == 1
    assert store.transact_now(lambda tx: tx.next_attempt("main")) is None


def test_the_next_attempt_is_known(store: SqlStore) -> None:
    """The soonest due letter of the account says when there is something to do."""
    put(store, next_attempt_at=NOW + HOUR)
    put(store, next_attempt_at=NOW + MINUTE)
    put(store, next_attempt_at=NOW, account="other")
    assert store.transact_now(lambda tx: tx.next_attempt("main")) == NOW + MINUTE


def test_an_outcome_is_recorded(store: SqlStore) -> None:
    """A transition writes what it names and leaves the rest."""
    made = put(store, send_before=NOW + HOUR)
    claim(store)
    later = LetterChange(
        letter_id=made.stored,
        expected=LetterState.SENDING,
        state=LetterState.READY,
        next_attempt_at=NOW + MINUTE,
        attempts=1,
        reason="451 greylisted",
    )
    change(store, later)
    assert read(store, made) == replace(made, next_attempt_at=NOW + MINUTE, attempts=1, reason="451 greylisted")


def test_doubt_has_a_beginning_and_an_end(store: SqlStore) -> None:
    """A letter in doubt says since when; out of doubt it does not."""
    made = put(store)
    claim(store)
    lost = LetterChange(
        letter_id=made.stored,
        expected=LetterState.SENDING,
        state=LetterState.DOUBT,
        doubt_since=NOW,
        denied=True,
        attempts=1,
    )
    change(store, lost)
    doubted = replace(made, state=LetterState.DOUBT, doubt_since=NOW, denied=True, attempts=1)
    assert read(store, made) == doubted
    again = LetterChange(
        letter_id=made.stored, expected=LetterState.DOUBT, state=LetterState.READY, resends=1, denied=False
    )
    change(store, again)
    assert read(store, made) == replace(made, attempts=1, resends=1)


def test_a_stale_transition_changes_nothing(store: SqlStore) -> None:
    """When one letter of several is in another state, none is changed, also where the step goes on."""
    first, second = put(store), put(store)
    claim(store, limit=1)
    changes = [
        LetterChange(letter_id=n.stored, expected=LetterState.SENDING, state=LetterState.SENT, sent_at=NOW)
        for n in (first, second)
    ]

    def step(tx: Tx) -> None:
        with pytest.raises(StaleState, match="2 letters"):
            tx.change_letters(changes)

    store.transact_now(step)
    assert {read(store, first).state, read(store, second).state} == {LetterState.SENDING, LetterState.READY}


def test_release_and_cancel_name_the_state_they_expect(store: SqlStore) -> None:
    """A held letter is released once; what is cancelled is so for good."""
    made = put(store, state=LetterState.HELD, next_attempt_at=NOW - HOUR, reason="too many")
    store.transact_now(lambda tx: tx.release(made.stored, NOW))
    assert read(store, made) == replace(made, state=LetterState.READY, next_attempt_at=NOW, reason="")
    with pytest.raises(StaleState, match="not held"):
        store.transact_now(lambda tx: tx.release(made.stored, NOW))
    store.transact_now(lambda tx: tx.cancel(made.stored, "answered", expected=LetterState.READY))
    assert (read(store, made).state, read(store, made).reason) == (LetterState.CANCELLED, "answered")
    assert claim(store) == ()


def test_what_was_being_sent_at_a_crash_is_in_doubt(store: SqlStore) -> None:
    """At the start every sending letter goes into doubt, nothing else does."""
    made, other = put(store), put(store, next_attempt_at=NOW + HOUR)
    claim(store)
    assert store.transact_now(lambda tx: tx.recover_sending(NOW + MINUTE)) == 1
    assert read(store, made) == replace(made, state=LetterState.DOUBT, doubt_since=NOW + MINUTE)
    assert read(store, other) == other
    assert store.transact_now(lambda tx: tx.recover_sending(NOW + MINUTE)) == 0


@pytest.mark.parametrize("state", [LetterState.DOUBT, LetterState.READY])
def test_a_copy_that_was_found_ends_the_doubt(store: SqlStore, state: LetterState) -> None:
    """A letter whose copy is found was sent, in doubt or about to be sent again; once."""
    made = put(store, state=state, doubt_since=NOW)
    found = store.transact_now(lambda tx: tx.mark_sent_by_evidence(made.mark, NOW + MINUTE))
    assert found == replace(made, state=LetterState.SENT, sent_at=NOW + MINUTE, doubt_since=None)
    assert store.transact_now(lambda tx: tx.mark_sent_by_evidence(made.mark, NOW + HOUR)) is None
    assert read(store, made) == found


@pytest.mark.parametrize("state", [LetterState.HELD, LetterState.SENT, LetterState.FAILED, LetterState.CANCELLED])
def test_a_copy_changes_nothing_else(store: SqlStore, state: LetterState) -> None:
    """A letter in any other state stays as it is when a copy turns up."""
    made = put(store, state=state)
    assert store.transact_now(lambda tx: tx.mark_sent_by_evidence(made.mark, NOW)) is None
    assert read(store, made) == made


@pytest.mark.parametrize("after", [LetterState.DOUBT, LetterState.READY])
def test_a_copy_seen_while_sending_is_remembered(store: SqlStore, after: LetterState) -> None:
    """The copy often comes before the outcome is recorded: then a lost reply leaves no doubt and no resend."""
    made = put(store)
    claim(store)
    assert store.transact_now(lambda tx: tx.mark_sent_by_evidence(made.mark, NOW)) is None
    assert read(store, made).state is LetterState.SENDING
    change(store, LetterChange(letter_id=made.stored, expected=LetterState.SENDING, state=after, doubt_since=NOW))
    assert (read(store, made).state, read(store, made).sent_at) == (LetterState.SENT, NOW)
    assert read(store, made).doubt_since is None


def test_a_copy_seen_before_a_crash_is_remembered(store: SqlStore) -> None:
    """A letter whose copy was seen while it was being sent is not in doubt after a crash."""
    made = put(store)
    claim(store)
    store.transact_now(lambda tx: tx.mark_sent_by_evidence(made.mark, NOW))
    assert store.transact_now(lambda tx: tx.recover_sending(NOW + HOUR)) == 0
    assert (read(store, made).state, read(store, made).sent_at) == (LetterState.SENT, NOW)


@pytest.mark.parametrize("state", list(LetterState))
def test_letters_are_listed_by_state(store: SqlStore, state: LetterState) -> None:
    """A list of letters holds those in its state, the soonest first, and those of a thread in the order written."""
    thread = store.transact_now(make.add)
    late = put(store, state=state, send_before=NOW + HOUR, thread_id=thread.thread_id)
    soon = put(store, state=state, send_before=NOW + MINUTE, thread_id=thread.thread_id)
    for other in set(LetterState) - {state}:
        put(store, state=other)
    assert store.transact_now(lambda tx: tx.letters(state)) == (soon, late)
    assert store.transact_now(lambda tx: tx.letters_of_thread(thread.thread_id)) == (late, soon)
