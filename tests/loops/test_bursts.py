"""Many write about one thing: people hear once, with what they can do, and once more when it is twice as many."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.loops.house import intake, mail, policy, take
from tests.loops.incident_house import CLOUD, House, house
from tests.store import make
from tests.store.stores import migrated_database, migrated_file, store
from triaged.decide.likeness import numbers
from triaged.loops.burst_notice import BURST, bursting
from triaged.loops.bursts import KEPT, LOOKED, look
from triaged.loops.suggest import asked_lately
from triaged.model.burst import packed
from triaged.model.notice import Bursting
from triaged.model.stored import Notice
from triaged.model.tx import Tx

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
__all__ = ["house", "migrated_database", "migrated_file", "store"]

OFFLINE = "The thermostat in our kitchen is offline, number {n}."
ORDINARY = (
    "Where is the invoice for the last repair?",
    "Please change the delivery date of the spare valve.",
    "Can the boiler be serviced before winter?",
    "My password for the customer area does not work.",
    "I want to return the radiator, it is too small.",
)


def fill(house: House) -> None:
    """Four weeks of ordinary mail lie behind: eight a day."""
    now = house.clock.now

    def step(tx: Tx) -> None:
        for number in range(224):
            at = now - timedelta(days=28) + number * 3 * HOUR
            thread = make.add(tx, opened_at=at, last_mail_at=at)
            text = packed(numbers(ORDINARY[number % len(ORDINARY)]))
            tx.note_numbers("support", [(thread.thread_id, at, text)])

    house.store.transact_now(step)


def looks(house: House) -> bool:
    return house.store.transact_now(lambda tx: look(tx, house.policy, house.clock.now))


def told(house: House) -> list[Notice]:
    return [notice for notice in house.notices() if notice.about == BURST]


def burst_in(house: House) -> Bursting | None:
    """What the first notice that waits would say now."""
    notice = told(house)[0]
    return house.store.transact_now(lambda tx: bursting(tx, notice, house.policy))


def offline(house: House, first: int, count: int) -> None:
    for number in range(first, first + count):
        house.mails(number, 1, text=OFFLINE.format(n=number))
        house.clock.passes(minutes=1)


@pytest.fixture
def desk(house: House) -> House:
    """A desk that knows what is usual, and has looked."""
    house.policy = policy(CLOUD)
    fill(house)
    looks(house)
    assert told(house) == []
    return house


def test_the_lead_hears_once_of_many_who_write_alike(desk: House) -> None:
    """Five customers within the hour: one notice, which fits no prepared incident, and how to open one."""
    desk.policy = policy(CLOUD.replace('text = ["offline", "cloud"]', 'text = ["smoke"]'))
    offline(desk, 1, 4)
    assert looks(desk) is False
    offline(desk, 5, 3)
    assert looks(desk) is True
    [notice] = told(desk)
    assert notice.person == "anna"
    found = burst_in(desk)
    assert found is not None
    assert (found.customers, found.key, found.grown) == (7, "", False)
    assert {"thermostat", "kitchen", "offline"} <= set(found.words)
    assert len(found.references) == 3
    assert found.languages == ("en", "de")
    offline(desk, 20, 3)
    assert looks(desk) is False
    assert len(told(desk)) == 1


def test_a_restart_tells_nothing_twice(desk: House) -> None:
    """The store knows how far was looked, and of what people heard: looking anew at all of it says nothing new."""
    offline(desk, 1, 6)
    assert looks(desk) is True
    assert looks(desk) is False
    desk.store.transact_now(lambda tx: tx.remember(LOOKED, ""))
    assert looks(desk) is False


def test_growth_is_told_once(desk: House) -> None:
    """Twice as many are told, four times as many are not."""
    offline(desk, 1, 6)
    assert looks(desk) is True
    ids = [notice.notice_id or 0 for notice in desk.notices()]
    desk.store.transact_now(lambda tx: tx.notices_told(ids, desk.clock.now))
    offline(desk, 20, 6)
    assert looks(desk) is True
    found = burst_in(desk)
    assert found is not None
    assert (found.customers, found.grown) == (12, True)
    offline(desk, 40, 20)
    assert looks(desk) is False


def test_the_prepared_incident_that_fits_is_named_and_asked_about_once(desk: House) -> None:
    """The notice names it; the question of the prepared incident itself stays silent afterwards, and the other way."""
    wants_many = CLOUD.replace("mails = 3", "mails = 12")
    desk.policy = policy(wants_many)
    offline(desk, 1, 6)
    assert looks(desk) is True
    found = burst_in(desk)
    assert found is not None
    assert (found.key, found.name["en"]) == ("cloud", "the app cannot reach the devices")
    offline(desk, 20, 12)
    assert desk.notices("incident?") == ()


def test_who_was_asked_about_the_prepared_incident_is_not_asked_again(desk: House) -> None:
    """Three mails that fit it were pointed out already."""
    offline(desk, 1, 6)
    assert len(desk.notices("incident?")) == 1
    prepared = desk.policy.incidents["cloud"]
    inbox = desk.policy.inboxes["support"]
    assert desk.store.transact_now(lambda tx: asked_lately(tx, inbox, prepared, desk.clock.now))
    looks(desk)
    assert told(desk) == []


def test_threads_of_an_incident_are_no_burst(desk: House) -> None:
    """Once it is opened nothing is left to say, and its mail says nothing about what is usual."""
    desk.policy = policy(CLOUD.replace("mails = 3", "mails = 12"))
    offline(desk, 1, 6)
    desk.deliver()
    assert looks(desk) is True
    desk.opened()
    assert burst_in(desk) is None
    offline(desk, 20, 6)
    assert looks(desk) is False


def test_switched_off_nobody_hears(desk: House) -> None:
    """Numbers are kept, so that it knows what is usual when it is switched on."""
    desk.policy = policy(f"{CLOUD}[burst]\nalarm = false\n")
    offline(desk, 1, 9)
    assert looks(desk) is False
    assert told(desk) == []


def test_who_hears_and_of_how_many_is_written_in_rules(desk: House) -> None:
    """[burst] names threads, time and people."""
    desk.policy = policy(f'{CLOUD}[burst]\nthreads = 8\nwithin = "30m"\ntell = ["manager", "ben", "mia"]\n')
    desk.policy = replace(desk.policy, incidents={})
    offline(desk, 1, 7)
    assert looks(desk) is False
    offline(desk, 30, 2)
    assert looks(desk) is True
    assert sorted(notice.person for notice in told(desk)) == ["ben", "mia"]


def test_one_customer_who_writes_often_is_no_burst(desk: House) -> None:
    """Nine conversations of one customer are one voice."""
    for uid in range(1, 10):
        taking = intake(desk.policy, desk.store, desk.clock)
        raw = mail(uid, "Kim <kim@one.test>", received=desk.clock.now, text=OFFLINE.format(n=uid))
        take(taking, desk.store, raw)
        desk.clock.passes(minutes=2)
    looks(desk)
    assert told(desk) == []


def test_old_numbers_are_forgotten(house: House) -> None:
    """What is compared with nothing any more is not kept."""
    house.mails(1, 1)
    house.clock.now += KEPT + HOUR
    house.mails(2, 1)
    looks(house)

    def kept(tx: Tx) -> int:
        return len(tx.numbers_before("support", house.clock.now + MINUTE, since=house.clock.now - 2 * KEPT))

    assert house.store.transact_now(kept) == 1
