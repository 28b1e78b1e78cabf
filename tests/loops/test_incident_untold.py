"""Customers whom an incident's letter could not tell anything: they are acknowledged like anybody else."""

from __future__ import annotations

import pytest

from tests.loops.house import goes_on, tick
from tests.loops.incident_house import House, house
from triaged.model.letter import LetterKind, LetterState
from triaged.model.thread import Turn
from triaged.store import SqlStore

__all__ = ["house"]


def _opened_in_vain(house: House, customers: int) -> None:
    """They write, and the incident is opened, while the relay is away; no letter leaves in time."""
    house.mails(1, customers, domains=9)
    shown = house.order("incident open", name="cloud")
    house.order("incident open", name="cloud", confirm=shown["count"])
    house.clock.passes(hours=3)


@pytest.mark.parametrize("closed", [False, True])
def test_who_was_told_nothing_is_acknowledged_anew(house: House, closed: bool) -> None:
    """Neither the acknowledgement nor the letter in its place could leave: one with a later time does."""
    _opened_in_vain(house, 1)
    if closed:
        house.order("incident close", id=1, text=["en=Repaired.", "de=Repariert."])
        house.clock.passes(hours=20)
    goes_on(house.store, house.clock.now, house.policy)
    goes_on(house.store, house.clock.now, house.policy)

    [told] = house.deliver()
    [thread] = house.threads()
    assert told.kind is LetterKind.ACKNOWLEDGEMENT
    assert (thread.incident_id, thread.turn) == (None, Turn.OURS)
    assert thread.promise is not None
    assert thread.promise.promise_id == told.promise_id
    assert thread.promise.reply_by > house.clock.now


def test_nobody_is_acknowledged_anew_before_the_sent_folders_were_read(house: House) -> None:
    """A person may have answered while the program was not there: until then they stay in the incident."""
    _opened_in_vain(house, 1)
    tick(house.store, house.clock.now, house.policy)
    tick(house.store, house.clock.now, house.policy)
    assert house.deliver() == []
    assert [thread.incident_id for thread in house.threads()] == [1]

    house.clock.passes(minutes=1)
    goes_on(house.store, house.clock.now, house.policy)
    assert [letter.kind for letter in house.deliver()] == [LetterKind.ACKNOWLEDGEMENT]


def test_many_at_once_are_released_by_the_lead(store: SqlStore, house: House) -> None:
    """As after every outage: above `late_above` a person looks first."""
    _opened_in_vain(house, 22)
    goes_on(house.store, house.clock.now, house.policy)
    goes_on(house.store, house.clock.now, house.policy)
    assert {letter.kind for letter in house.deliver()} == {LetterKind.NOTICE}
    held = store.transact_now(lambda tx: tx.letters(LetterState.HELD))
    assert len([letter for letter in held if letter.kind is LetterKind.ACKNOWLEDGEMENT]) == 22


def test_whose_mail_began_in_the_incident_is_acknowledged_anew_as_well(house: House) -> None:
    """The acknowledgement with the incident's sentence could not leave in time: one with a time of its own does."""
    house.opened()
    house.mails(1, 1)
    house.clock.passes(hours=3)
    tick(house.store, house.clock.now, house.policy)
    house.clock.passes(minutes=6)
    tick(house.store, house.clock.now, house.policy)
    assert {letter.kind for letter in house.deliver()} == {LetterKind.NOTICE}, "nobody is told before a look"
    house.clock.passes(minutes=6)
    goes_on(house.store, house.clock.now, house.policy)
    goes_on(house.store, house.clock.now, house.policy)

    told = [letter for letter in house.deliver() if letter.kind is LetterKind.ACKNOWLEDGEMENT]
    [thread] = house.threads()
    assert thread.incident_id is None
    assert thread.promise is not None
    assert [letter.promise_id for letter in told] == [thread.promise.promise_id]
