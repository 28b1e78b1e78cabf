"""What every store does with people's absences, their work, and incidents."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.store import make
from tests.store.make import DAY, HOUR, MINUTE, NOW
from tests.store.stores import migrated_database, migrated_file, store
from triaged.errors import StaleState
from triaged.model.people import Absence
from triaged.model.thread import Outcome, Thread, Turn
from triaged.model.tx import Tx
from triaged.store import SqlStore

__all__ = ["migrated_database", "migrated_file", "store"]


def away(store: SqlStore, at: Any = NOW) -> tuple[Absence, ...]:
    """Absences that are not over."""
    return store.transact_now(lambda tx: tx.absences(at))


def test_an_absence_stands_until_it_is_over(store: SqlStore) -> None:
    """Earliest first; over at its end, not before; begun once it was handed over."""
    later = make.absence(person="ben", since=NOW + DAY, until=NOW + 2 * DAY)
    store.transact_now(lambda tx: (tx.add_absence(later), tx.add_absence(make.absence())))
    first, second = away(store)
    assert (replace(first, absence_id=None), replace(second, absence_id=None)) == (make.absence(), later)
    assert away(store, NOW + DAY) == (second,)
    assert first.absence_id
    number = first.absence_id
    store.transact_now(lambda tx: tx.absence_begun(number))
    assert away(store) == (replace(first, begun=True), second)
    with pytest.raises(StaleState, match="no absence"):
        store.transact_now(lambda tx: tx.absence_begun(99))


def test_who_is_back_is_away_no_more(store: SqlStore) -> None:
    """What runs ends now; said once more, what is to come is dropped. What is over stays; others are away still."""
    for absence in (
        make.absence(since=NOW - 2 * DAY, until=NOW - DAY),
        make.absence(),
        make.absence(since=NOW + 2 * DAY, until=NOW + 3 * DAY),
        make.absence(person="ben"),
    ):
        store.transact_now(lambda tx, absence=absence: tx.add_absence(absence))
    assert store.transact_now(lambda tx: tx.end_absences("anna", NOW)) == 1
    assert [a.since for a in away(store) if a.person == "anna"] == [NOW + 2 * DAY]
    assert store.transact_now(lambda tx: tx.end_absences("anna", NOW)) == 1
    assert store.transact_now(lambda tx: tx.end_absences("anna", NOW)) == 0
    assert [a.person for a in away(store)] == ["ben"]
    assert [(a.since, a.until) for a in away(store, NOW - DAY - MINUTE) if a.person == "anna"] == [
        (NOW - 2 * DAY, NOW - DAY),
        (NOW - HOUR, NOW),
    ]


def test_everybodys_work_is_known(store: SqlStore) -> None:
    """Open threads that are ours, by owner; one person's by their nearest time."""

    def build(tx: Tx) -> tuple[Thread, Thread]:
        late = make.add(tx, owner="anna", due_at=NOW + DAY)
        soon = make.add(tx, owner="anna", due_at=NOW + HOUR)
        make.add(tx, owner="ben")
        make.add(tx)
        make.add(tx, owner="anna", turn=Turn.THEIRS)
        make.add(tx, owner="anna", closed_at=NOW)
        return soon, late

    expected = store.transact_now(build)
    assert store.transact_now(lambda tx: tx.loads()) == {"anna": 2, "ben": 1}
    assert store.transact_now(lambda tx: tx.owned("anna")) == expected


def test_an_incident_has_one_promise_for_all(store: SqlStore) -> None:
    """It comes back as it was written, with the promise that is open; a second one is refused."""
    made = make.incident(says={"de": "Die Heizung ist aus.", "en": "The heating is off."}, prepared="heating")

    def build(tx: Tx) -> int:
        number = tx.add_incident(made)
        tx.open_shared_promise(number, make.promise(), NOW)
        return number

    number = store.transact_now(build)
    with pytest.raises(StaleState, match="open promise"):
        store.transact_now(lambda tx: tx.open_shared_promise(number, make.promise(), NOW))
    (promise,) = store.transact_now(lambda tx: tx.shared_promises(number))
    found = store.transact_now(lambda tx: tx.incident(number))
    assert found == replace(made, incident_id=number, promise=promise)
    assert promise.promise_id
    key = promise.promise_id
    store.transact_now(lambda tx: tx.settle_promise(key, Outcome.RENEWED, NOW + HOUR))
    store.transact_now(lambda tx: tx.open_shared_promise(number, make.promise(NOW + DAY), NOW + HOUR))
    promises = store.transact_now(lambda tx: tx.shared_promises(number))
    assert [p.outcome for p in promises] == [Outcome.RENEWED, Outcome.OPEN]
    assert store.transact_now(lambda tx: tx.open_incidents()) == (
        replace(made, incident_id=number, promise=promises[1]),
    )
    assert store.transact_now(lambda tx: tx.incident(99)) is None


def test_an_incident_changes_until_it_is_closed(store: SqlStore) -> None:
    """What may change of it is written; closed, it is open no more; what is not there is refused."""
    number = store.transact_now(lambda tx: tx.add_incident(make.incident()))
    changed = make.incident(
        incident_id=number,
        says={"en": "It is on."},
        team="heating",
        look_at=NOW + HOUR,
        rungs=2,
        asked_at=NOW,
    )
    store.transact_now(lambda tx: tx.update_incident(changed))
    assert store.transact_now(lambda tx: (tx.incident(number), tx.open_incidents())) == (changed, (changed,))
    assert store.transact_now(lambda tx: tx.incidents_to_look_at(NOW)) == ()
    assert store.transact_now(lambda tx: tx.incidents_to_look_at(NOW + HOUR)) == (changed,)
    store.transact_now(lambda tx: tx.update_incident(replace(changed, closed_at=NOW, look_at=None)))
    assert store.transact_now(lambda tx: (tx.open_incidents(), tx.incidents_to_look_at(NOW + DAY))) == ((), ())
    with pytest.raises(StaleState, match="no incident"):
        store.transact_now(lambda tx: tx.update_incident(make.incident(incident_id=99)))


def test_threads_stand_in_an_incident(store: SqlStore) -> None:
    """Those attached to it; and the open threads of an inbox with mail since a time."""

    def build(tx: Tx) -> tuple[int, Thread, Thread]:
        number = tx.add_incident(make.incident())
        attached = make.add(tx, incident_id=number)
        alone = make.add(tx, last_mail_at=NOW - MINUTE)
        make.add(tx, last_mail_at=NOW - DAY)
        make.add(tx, closed_at=NOW)
        make.add(tx, inbox="sales")
        return number, attached, alone

    number, attached, alone = store.transact_now(build)
    assert store.transact_now(lambda tx: tx.threads_of_incident(number)) == (attached,)
    assert store.transact_now(lambda tx: tx.recent_threads("support", NOW - HOUR)) == (alone, attached)
    assert store.transact_now(lambda tx: tx.recent_threads("support", NOW - HOUR, limit=1)) == (attached,), "the newest"
