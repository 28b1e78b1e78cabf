"""One thing is wrong for many: one text, one promise, one ladder."""

from __future__ import annotations

import re

import pytest

from tests.dialogs.desk import Desk
from tests.dialogs.test_late import AT_ANY_HOUR

CLOUD = """
[incident.cloud]
name = { de = "die App erreicht die Geräte nicht", en = "the app cannot reach the devices" }
like = { text = ["offline"] }
news = "1h"
[incident.cloud.say]
de = "Die App erreicht derzeit viele Geräte nicht."
en = "The app cannot reach many devices at the moment."
"""


@pytest.fixture
def cloudy(closed_desk: Desk) -> Desk:
    """A desk whose outage of the cloud is prepared."""
    desk = closed_desk.rewrite('[letters]\ndoubt_wait = "2s"\n', AT_ANY_HOUR)
    return desk.add_rules(CLOUD + '[limits]\ninbox = "1000 an hour"\ndomain = "1000 an hour"\n').start()


def opened(desk: Desk) -> int:
    """Open it as a person does: look whom it concerns, then confirm the count; how many threads."""
    shown = desk.triaged("incident", "open", "cloud")
    found = re.search(r"--confirm (\d+)", shown.stdout)
    assert found, shown.stdout
    assert "Nothing is done yet" in shown.stdout
    desk.triaged("incident", "open", "cloud", "--confirm", found.group(1))
    return int(found.group(1))


def test_an_outage_with_eighty_mails_is_one_promise(cloudy: Desk) -> None:
    """Eighty customers: each hears once, all get one time, the queue holds one promise and not eighty (situation 2)."""
    desk = cloudy
    customers = [desk.customer(f"Kim{n} Lee") for n in range(80)]
    for number, customer in enumerate(customers):
        customer.writes(f"My controller {number}", "The app says that it is offline.")
    desk.wait_for_mails(80, seconds=120)
    for customer in customers:
        customer.receives(within=60)
    other = desk.customer("Lee Min")
    other.writes("My invoice", "Where is it?")
    other.receives()

    assert opened(desk) == 80
    told = [customer.receives(within=90) for customer in customers]

    assert all(letter.says("The app cannot reach many devices at the moment.") for letter in told)
    assert len({letter.promised for letter in told}) == 1
    desk.wait_until(lambda: len(desk.queue()) == 1, "only the other one waits by itself", seconds=60)
    assert other.has_received() == 1


def test_new_mail_about_it_is_told_at_once(cloudy: Desk) -> None:
    """Who writes while it is open gets one letter: the sentence and the time of the next news."""
    desk = cloudy
    kim, lee = desk.customer("Kim Lee"), desk.customer("Lee Min")
    kim.writes("My controller", "The app says that it is offline.")
    kim.receives()
    desk.thread("My controller")
    opened(desk)
    kim.receives()

    lee.writes("The app", "It says offline all the time.")
    letter = lee.receives()

    assert letter.says("The app cannot reach many devices at the moment.", "You need not write again.")
    assert lee.has_received() == 1


def test_something_else_gets_its_own_reply(cloudy: Desk) -> None:
    """The customer says that it is not that: out of the incident, the time they were told first holds again."""
    desk = cloudy
    kim = desk.customer()
    kim.writes("My controller", "It is offline, and it smokes.")
    first = kim.receives()
    thread = desk.thread("My controller")
    opened(desk)
    told = kim.receives()
    assert told.says("something else")

    kim.answers(told, "Something else")
    desk.wait_until(lambda: desk.queue() and thread["due"], "it waits by itself again")

    assert desk.spoken(thread["due"]) == first.promised


def test_when_it_is_over_everybody_hears_it(cloudy: Desk) -> None:
    """The closing letter goes to each customer once, in their language; a missing language is refused."""
    desk = cloudy
    kim = desk.customer()
    kim.writes("My controller", "The app says that it is offline.")
    kim.receives()
    desk.thread("My controller")
    opened(desk)
    kim.receives()

    refused = desk.triaged("incident", "close", "1", "--text", "en=It works again.", check=False)
    assert refused.returncode == 1
    assert "de" in refused.stderr
    desk.triaged("incident", "close", "1", "--text", "en=It works again.", "--text", "de=Es geht wieder.")
    over = kim.receives()

    assert over.says("It works again.")
    desk.wait_until(lambda: desk.queue() == [], "nothing waits any more", seconds=60)
