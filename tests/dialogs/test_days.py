"""Days whose point is the desk's own hours: a long weekend, a Friday evening; a correction, a second address."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.dialogs.clock import in_daemons_hands
from tests.dialogs.desk import Desk

BERLIN = ZoneInfo("Europe/Berlin")


def opens_next(desk: Desk, hours: str) -> datetime:
    """The desk is closed until the day after tomorrow; the hour at which it opens then."""
    day = datetime.now(BERLIN).date() + timedelta(days=2)
    desk.rewrite("Mon-Sun 00:00-24:00", f"{day:%a} {hours}")
    begins = time.fromisoformat(hours.partition("-")[0])
    return datetime.combine(day, begins, BERLIN)


@pytest.mark.needs_faketime
def test_sixty_mails_of_a_long_weekend_are_spread_and_the_morning_says_what_can_be_done(closed_desk: Desk) -> None:
    """48 are promised for noon, which two people can do, the rest for later; the lead's digest counts (situation 1)."""
    desk = closed_desk
    clock = in_daemons_hands(desk)
    opens = opens_next(desk, "08:00-18:00")
    desk.add_rules(
        '[promise]\nbasis = "queue"\n[digest]\nat = "08:00"\n'
        '[person.ben]\nname = "Ben Oduya"\nmail = ["ben@firm.test"]\n'
        '[team.service]\nlead = "anna"\npeople = ["anna", "ben"]\npace = 6\n'
        '[limits]\ninbox = "1000 an hour"\ndomain = "1000 an hour"\n'
    )
    desk.start()
    customers = [desk.customer(f"Kim{n} Lee") for n in range(60)]
    for number, customer in enumerate(customers):
        customer.writes(f"My heating {number}", "It is cold.")
    told = Counter(customer.receives(within=90).promised for customer in customers)

    noon = opens + timedelta(hours=4)
    assert told[desk.spoken(noon.isoformat())] == 48
    assert sum(told.values()) == 60
    assert len(told) > 2

    clock.passes(seconds=(opens - datetime.now(BERLIN)).total_seconds() + 90)
    [digest] = desk.lead_receives()
    assert digest.says("48")


def test_a_customer_who_answers_on_friday_evening_is_told_monday_once(closed_desk: Desk) -> None:
    """We asked back and went home: the next mail is told the next day, the one after it none (situation 15)."""
    desk = closed_desk
    opens = opens_next(desk, "09:00-17:00")
    desk.start()
    kim = desk.customer()
    first = kim.writes("The heating", "It is cold.")
    kim.receives()
    thread = desk.thread("The heating")
    desk.answers(kim, first, "Which device is it?")
    thread.wait_for_turn("theirs")
    question = kim.receives()

    kim.answers(question, "The one in the cellar.")
    letter = kim.receives()
    kim.answers(letter, "And the one in the attic.")
    thread.wait_for_mails(4)

    assert letter.promised == desk.spoken((opens + timedelta(hours=4)).isoformat())
    assert kim.has_received() == 3


@pytest.mark.needs_faketime
def test_a_correction_to_critical_hurries_us_and_tells_the_customer_nothing(closed_desk: Desk) -> None:
    """The told time stands; the lead hears by the critical hour, long before half of the told one (situation 14)."""
    desk = closed_desk
    clock = in_daemons_hands(desk)
    desk.rewrite(
        '[[promise.row]]\nreply = "4h"\n',
        '[[promise.row]]\nwhen = { urgency = "critical" }\nreply = "1h"\n[[promise.row]]\nreply = "2 days"\n',
    )
    desk.start()
    kim = desk.customer()
    kim.writes("A question", "Which colour is it?")
    letter = kim.receives()
    thread = desk.thread("A question")
    told = thread.promises[0]["reply_by"]

    desk.triaged("urgency", thread.reference, "critical")
    assert thread["due"] < told
    clock.passes(minutes=45)
    [notice] = desk.lead_receives()

    assert notice.says("A question")
    assert thread.promises[0]["reply_by"] == told
    assert letter.promised == desk.spoken(told)
    assert kim.has_received() == 1


def test_who_answers_our_letter_from_another_address_is_still_the_customer(desk: Desk) -> None:
    """Nobody else knows the id of an automatic letter: the mail joins, with no second letter (situation 11)."""
    kim, at_home = desk.customer("Kim Lee"), desk.customer("Kim Lee", "kim@home.test")
    kim.writes("The heating", "It is cold.")
    letter = kim.receives()
    at_home.answers(letter, "I write from home now: it is still cold.")
    desk.wait_for_mails(2)

    [thread] = desk.queue()
    assert thread["mails"] == 2
    assert at_home.has_received() == 0


def test_who_answers_a_person_from_another_address_gets_a_thread_of_their_own(desk: Desk) -> None:
    """That id may have been passed on: a new thread, linked to the one it names, with its own letter (situation 11)."""
    kim, at_home = desk.customer("Kim Lee"), desk.customer("Kim Lee", "kim@holiday.test")
    mail = kim.writes("The heating", "It is cold.")
    kim.receives()
    first = desk.thread("The heating")
    desk.answers(kim, mail, "Is it cold in the cellar, too?")
    first.wait_for_turn("theirs")
    at_home.answers(kim.receives(), "Yes, in the cellar, too.")

    assert at_home.receives().promised
    [second] = desk.queue()
    assert second["id"] != first.reference
    assert [other["id"] for other in desk.explain(second["id"])["linked"]] == [first.reference]
    assert [other["id"] for other in desk.explain(first.reference)["linked"]] == [second["id"]]
