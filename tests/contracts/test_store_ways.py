"""What every store does with all letters of an inbox or an account at once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.store import make
from tests.store.stores import migrated_database, migrated_file, store
from triaged.model.letter import Letter, LetterKind, LetterState
from triaged.store import SqlStore

__all__ = ["migrated_database", "migrated_file", "store"]
WAITS = (LetterState.HELD, LetterState.READY, LetterState.DOUBT)
COPY = "copies@firm.test"


def put(store: SqlStore, **changes: Any) -> Letter:
    """A stored letter."""
    return store.transact_now(lambda tx: make.put(tx, **changes))


def read(store: SqlStore, letter: Letter) -> Letter | None:
    """The letter as it stands now."""
    return store.transact_now(lambda tx: tx.letter(letter.stored))


@pytest.mark.parametrize("state", LetterState)
def test_letters_that_may_still_leave_change_their_way(store: SqlStore, state: LetterState) -> None:
    """Held, ready and in doubt, of this inbox and this account; what is under way or over stays as it was."""
    made = put(store, state=state, journal=COPY)
    others = put(store, state=state, inbox="sales"), put(store, state=state, account="third")
    pairs = store.transact_now(lambda tx: tx.ways())
    store.transact_now(lambda tx: tx.change_way("support", "main", to="other", sender="b@firm.test", journal=""))

    journal = COPY if state is LetterState.DOUBT else ""
    moved = replace(made, account="other", sender="b@firm.test", journal=journal)
    assert read(store, made) == (moved if state in WAITS else made)
    assert [read(store, other) for other in others] == list(others)
    assert pairs == ((("sales", "main"), ("support", "main"), ("support", "third")) if state in WAITS else ())


@pytest.mark.parametrize("kind", LetterKind)
@pytest.mark.parametrize("resends", [0, 1])
@pytest.mark.parametrize("state", [LetterState.READY, LetterState.SENDING, LetterState.DOUBT])
def test_an_inbox_is_held(store: SqlStore, kind: LetterKind, resends: int, state: LetterState) -> None:
    """Automatic letters to customers that are ready and cannot have left; nobody else's, and no other inbox's."""
    made, other = put(store, kind=kind, resends=resends, state=state), put(store, inbox="sales")
    store.transact_now(lambda tx: tx.hold_inbox("support", "because"))

    automatic = kind not in {LetterKind.REPLY, LetterKind.NOTICE}
    held = automatic and not resends and state is LetterState.READY
    assert read(store, made) == (replace(made, state=LetterState.HELD, reason="because") if held else made)
    assert read(store, other) == other


@pytest.mark.parametrize("kind", [LetterKind.ACKNOWLEDGEMENT, LetterKind.REPLY, LetterKind.NOTICE])
def test_what_no_account_sends_is_held(store: SqlStore, kind: LetterKind) -> None:
    """Whatever it is: no loop would ever fetch it."""
    made, other = put(store, kind=kind, resends=1), put(store, kind=kind, account="other")
    store.transact_now(lambda tx: tx.hold_account("support", "main", "because"))
    assert read(store, made) == replace(made, state=LetterState.HELD, reason="because")
    assert read(store, other) == other
