"""News of an incident: when it is promised, kept, missed, told again, and over."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.loops.house import MONDAY, policy
from tests.loops.incident_house import CLOUD, OVER, TEXTS, House, answer_of, at, house
from triaged.model.letter import LetterState
from triaged.model.thread import Outcome, Turn
from triaged.store import SqlStore

__all__ = ["house"]


def test_an_update_keeps_the_promise_and_gives_the_next_time(house: House) -> None:
    """News in time: kept; everybody hears the new text and the next time, and the ladder begins anew."""
    house.mails(1, 3)
    house.deliver()
    house.opened()
    house.look(minutes=40)
    assert house.incident().rungs == 1
    house.order("incident update", id=1, text=TEXTS, news="2h")
    assert house.shared() == [(at(1), Outcome.OPEN)], "nothing has left yet"

    assert len(house.deliver()) == 3
    house.look(seconds=40)
    assert house.shared()[0] == (at(1), Outcome.KEPT)
    assert house.shared()[1][1] is Outcome.OPEN
    assert at(2.5) <= house.shared()[1][0] <= at(3.5)
    assert house.incident().rungs == 0
    assert all(b"It is being repaired." in letter.octets for letter in house.sent[-3:])


def test_news_after_their_time_were_missed(house: House) -> None:
    """Ten minutes late is late."""
    house.mails(1, 1)
    house.deliver()
    house.opened()
    house.clock.passes(minutes=70)
    house.order("incident update", id=1, text=TEXTS)
    house.deliver()
    house.look(seconds=40)
    assert [outcome for _, outcome in house.shared()] == [Outcome.MISSED, Outcome.OPEN]


def test_who_wrote_when_news_were_near_hears_the_update(house: House) -> None:
    """Five minutes before the news nobody is told of them; such a mail joins with the update."""
    house.opened()
    house.clock.passes(minutes=54)
    house.mails(1, 1)
    house.deliver()
    [thread] = house.threads()
    assert thread.incident_id is None

    house.order("incident update", id=1, text=TEXTS)
    house.deliver()
    house.look(seconds=40)
    [thread] = house.threads()
    assert thread.incident_id == 1
    assert house.told() == ["kim1@customer.test"]


def test_the_last_text_can_be_sent_again(house: House) -> None:
    """A notice that a person released keeps the promise as one that a person wrote does."""
    house.mails(1, 1)
    house.deliver()
    house.opened()
    house.order("incident send", id=1)
    house.deliver()
    house.look(seconds=40)
    assert [outcome for _, outcome in house.shared()] == [Outcome.KEPT, Outcome.OPEN]
    assert b"cannot reach many devices" in house.sent[-1].octets


def test_news_are_promised_within_working_hours(house: House) -> None:
    """Opened at ten to five on a Friday, the next news come on Monday; nobody is written to at night."""
    house.clock.now = datetime(2026, 3, 13, 15, 50, tzinfo=UTC)
    house.mails(1, 1)
    house.deliver()
    shown = house.order("incident open", name="cloud")
    assert shown["next_news"] == "2026-03-16T08:00:00Z", "nine o'clock in Berlin, an hour after opening"

    house.clock.now = datetime(2026, 3, 13, 22, 30, tzinfo=UTC)
    house.order("incident open", name="cloud", confirm=1)
    assert house.deliver() == []
    house.clock.now = datetime(2026, 3, 14, 5, 0, tzinfo=UTC)
    assert len(house.deliver()) == 1, "six in the morning"


def test_closed_it_is_their_turn_once_they_know(house: House) -> None:
    """A person answered all of them: turn theirs when the letter left, the shared promise kept."""
    house.mails(1, 2)
    house.deliver()
    house.opened()
    house.order("incident close", id=1, text=OVER)
    assert {thread.turn for thread in house.threads()} == {Turn.OURS}
    assert len(house.deliver()) == 2
    house.look(seconds=40)

    assert {thread.turn for thread in house.threads()} == {Turn.THEIRS}
    assert [outcome for _, outcome in house.shared()] == [Outcome.KEPT]
    assert house.incident().look_at is None
    assert house.store.transact_now(lambda tx: tx.answers_since(MONDAY)) == (), "no pace is measured from it"
    house.mails(3, 1)
    assert house.threads()[-1].incident_id is None


def test_an_answer_to_it_is_over_is_looked_at_by_the_time_that_was_told(house: House) -> None:
    """The letter says by when a person looks at an answer: that is a promise."""
    house.mails(1, 1)
    house.deliver()
    house.opened()
    house.order("incident close", id=1, text=OVER)
    house.deliver()
    house.look(seconds=40)
    [thread] = house.threads()
    assert thread.proposal is not None
    answer_of(house, "Mine is still dead, I am afraid, the display stays black.", house.sent[-1].message_id)

    [answered] = house.threads()
    assert answered.turn is Turn.OURS
    assert answered.incident_id is None
    assert answered.promise is not None
    assert answered.promise.reply_by == thread.proposal.reply_by


def test_who_wrote_after_it_was_over_is_answered_on_their_own(house: House) -> None:
    """A mail that crossed the letter is not answered by it."""
    house.mails(1, 1)
    house.deliver()
    house.opened()
    house.order("incident close", id=1, text=OVER)
    house.clock.passes(seconds=5)
    answer_of(house, "By the way, my boiler makes noises now and smells of smoke.")
    house.deliver()
    house.look(seconds=40)
    [thread] = house.threads()
    assert thread.turn is Turn.OURS
    assert thread.due_at is not None


def test_answered_by_a_person_a_thread_hears_no_more_news(house: House) -> None:
    """Whoever got a person's own answer is not written to again."""
    house.mails(1, 2)
    house.deliver()
    house.opened()
    first, _ = house.threads()
    house.order("called", id=first.reference)
    house.order("incident update", id=1, text=TEXTS)
    house.deliver()
    assert house.told() == ["kim1@customer.test", "kim2@customer.test", "kim2@customer.test"]


def test_renewals_that_go_by_themselves_put_the_news_off_once(store: SqlStore) -> None:
    """renewal.send = "auto": nobody wrote; the customers hear the next time before the first passes; it is no news."""
    house = House(store=store, policy=policy(CLOUD + '[renewal]\nsend = "auto"\n'))
    house.mails(1, 2)
    house.deliver()
    house.opened()
    house.look(minutes=35)
    house.deliver()
    house.look(seconds=40)
    assert [outcome for _, outcome in house.shared()] == [Outcome.RENEWED, Outcome.OPEN]
    assert len(house.told()) == 4


def test_a_flood_is_held_and_an_update_reaches_those_it_held(house: House) -> None:
    """Limits hold acknowledgements of a domain that writes too often; a person's news go to all of them."""
    house.opened()
    house.mails(1, 40)
    assert len(house.deliver()) == 30
    assert {thread.incident_id for thread in house.threads()} == {1}

    house.order("incident update", id=1, text=TEXTS)
    assert len(house.deliver()) == 40
    house.look(seconds=40)
    assert not house.store.transact_now(lambda tx: tx.letters(LetterState.HELD))
    assert sum(b"You are not the only one" in letter.octets for letter in house.sent) == 10
