"""Time passes, stands still for a weekend, or is set wrong."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.dialogs.clock import Clock, in_daemons_hands
from tests.dialogs.desk import Desk
from tests.dialogs.mails import write

pytestmark = pytest.mark.needs_faketime

TRUST = '[trust]\nresults_of = ["mx.firm.test"]\n'
WITHOUT_REPEATS = '[ladder]\nrepeat = "8h"\n'
"""An hour after a promise broke the lead would hear of it again: in some minutes of an hour within the dialogue."""
PROVEN = {"Authentication-Results": "mx.firm.test; dmarc=pass header.from=customer.test"}


def time_goes_by(desk: Desk, clock: Clock, *, steps: int) -> None:
    """Six minutes and six minutes more, each long enough for a look at the mailbox and at the deadlines."""
    for _ in range(steps):
        clock.passes(minutes=6)
        desk.wait_for_a_look()


def test_a_broken_promise_is_told_to_the_lead_once_however_many_there_are(closed_desk: Desk) -> None:
    """Two promises pass unanswered: the lead gets one notice with both, and the queue shows them first."""
    desk = closed_desk.add_rules(WITHOUT_REPEATS)
    clock = in_daemons_hands(desk)
    desk.start()
    kim, lee, may = desk.customer("Kim Lee"), desk.customer("Lee Min"), desk.customer("May Ray")
    kim.writes("The heating")
    lee.writes("The boiler")
    kim.receives()
    lee.receives()

    clock.passes(hours=5)
    desk.wait_until(lambda: desk.command("status")["overdue"] == 2, "two are overdue")
    time_goes_by(desk, clock, steps=2)
    [notice] = desk.lead_receives()
    may.writes("The window")
    desk.wait_until(lambda: len(desk.queue()) == 3, "a third mail")

    assert notice.automatic
    assert notice.says("The heating", "The boiler")
    assert {thread["subject"] for thread in desk.queue()[:2]} == {"The heating", "The boiler"}
    assert desk.triaged("status", check=False).returncode == 1
    time_goes_by(desk, clock, steps=1)
    assert len(desk.dovecot.messages(desk.lead)) == 1


def test_an_answer_after_the_time_is_a_missed_promise(closed_desk: Desk) -> None:
    """A late answer ends the thread's turn, and the ledger says missed."""
    desk = closed_desk
    clock = in_daemons_hands(desk)
    desk.start()
    kim = desk.customer()
    kim.writes("The heating")
    kim.receives()
    thread = desk.thread("The heating")

    clock.passes(hours=5)
    desk.wait_until(lambda: desk.command("status")["overdue"] == 1, "it is overdue")
    desk.triaged("called", thread.reference)

    assert [promise["outcome"] for promise in thread.promises] == ["missed"]


def test_a_clock_that_is_set_wrong_breaks_no_promise(closed_desk: Desk) -> None:
    """The time of day jumps by a day and back: nobody is told of a broken promise, nobody hears twice (P12)."""
    desk = closed_desk
    clock = in_daemons_hands(desk, wall_only=True)
    desk.start()
    kim, lee = desk.customer("Kim Lee"), desk.customer("Lee Min")
    kim.writes("Before")
    kim.receives()

    clock.passes(days=1)
    desk.wait_until(lambda: desk.command("status")["status"] == 2, "status tells the jump")
    mail = lee.writes("While it was wrong")
    letter = lee.receives()
    assert letter.answers(mail)
    assert letter.promised == desk.spoken(desk.thread("While it was wrong")["due"])
    assert desk.command("status")["overdue"] == 0

    clock.passes(days=-1)
    desk.wait_until(lambda: desk.command("status")["status"] == 0, "all is well again")
    assert kim.has_received() == 1
    assert lee.has_received() == 1
    assert desk.dovecot.messages(desk.lead) == []


def test_a_clock_that_was_wrong_at_the_start_promises_nothing_in_the_past(closed_desk: Desk) -> None:
    """Started with a clock a day behind and then set right: later letters name times that are still to come."""
    desk = closed_desk
    clock = in_daemons_hands(desk)
    clock.passes(days=-1)
    desk.start()
    desk.stop()
    clock.passes(days=1)
    desk.start()
    kim = desk.customer()
    kim.writes("The heating")

    kim.receives()

    due = datetime.fromisoformat(desk.thread("The heating")["due"])
    assert due > datetime.now().astimezone()


def ran_last_week(desk: Desk) -> Clock:
    """The daemon knows the inbox since ten days ago, and was stopped then."""
    clock = in_daemons_hands(desk)
    clock.passes(days=-10)
    desk.start()
    desk.stop()
    clock.passes(days=10)
    return clock


def test_after_a_weekend_without_the_daemon_every_customer_is_told_and_it_is_owned_up_to(closed_desk: Desk) -> None:
    """Mail of an outage is acknowledged afterwards, with an apology and a time counted from now."""
    desk = closed_desk.add_rules(TRUST)
    clock = ran_last_week(desk)
    kim, lee = desk.customer("Kim Lee"), desk.customer("Lee Min")
    now = datetime.now().astimezone()
    saturday = now - timedelta(days=2)
    on_saturday = write(sender=kim.address, to=desk.address, subject="On Saturday", date=saturday, headers=PROVEN)
    just_now = write(sender=lee.address, to=desk.address, subject="Just now", headers=PROVEN)
    desk.arrived(on_saturday, saturday)
    desk.arrived(just_now, now)

    desk.start()
    clock.passes(seconds=30)
    late, fresh = kim.receives(), lee.receives()

    assert late.answers(on_saturday)
    assert late.says("was here in time; our confirmation was not. Sorry."), late.text
    assert late.promised == desk.spoken(desk.thread("On Saturday")["due"])
    assert not fresh.says("Sorry")


def test_after_an_outage_the_lead_releases_very_many_late_letters(closed_desk: Desk) -> None:
    """More late letters than `late_above` wait for a person; `hold release` lets them go."""
    desk = closed_desk.add_rules(TRUST + "[acknowledge]\nlate_above = 2\n")
    ran_last_week(desk)
    late = [desk.customer(f"Late{n}") for n in range(3)]
    yesterday = datetime.now().astimezone() - timedelta(days=1)
    for customer in late:
        mail = write(sender=customer.address, to=desk.address, subject="In the outage", date=yesterday, headers=PROVEN)
        desk.arrived(mail, yesterday)

    desk.start()
    desk.wait_until(lambda: len(desk.attention()["held"]) == 3, "three letters wait")
    assert [customer.has_received() for customer in late] == [0, 0, 0]
    assert "late letters at once" in desk.triaged("hold", "list").stdout

    desk.triaged("hold", "release", "--all")

    assert all(customer.receives().says("Sorry") for customer in late)


def test_what_a_person_answered_during_the_outage_gets_no_letter(closed_desk: Desk) -> None:
    r"""People went on while the daemon was down: a mail with \Answered gets no late letter (N29)."""
    desk = closed_desk
    ran_last_week(desk)
    kim = desk.customer()
    yesterday = datetime.now().astimezone() - timedelta(days=1)
    mail = write(sender=kim.address, to=desk.address, subject="In the outage", date=yesterday)
    desk.arrived(mail, yesterday)
    with desk.dovecot.imap(desk.address) as program:
        program.select("INBOX")
        program.uid("STORE", "1", "+FLAGS", "(\\Answered)")
    answer = desk.answers(kim, mail, "We come at noon.")

    desk.start()
    thread = desk.thread("In the outage")

    assert thread.letters == []
    assert thread["turn"] == "theirs", answer.subject


def test_a_restored_backup_is_not_taken_for_new_mail(closed_desk: Desk) -> None:
    """After a lost place in the mailbox, unknown mail older than a day gets no letter (N30)."""
    desk = closed_desk
    ran_last_week(desk)
    kim, lee = desk.customer("Kim Lee"), desk.customer("Lee Min")
    now = datetime.now().astimezone()
    old = write(sender=kim.address, to=desk.address, subject="From a backup", date=now - timedelta(days=2))
    new = write(sender=lee.address, to=desk.address, subject="Of this morning", date=now)
    desk.arrived(old, now - timedelta(days=2))
    desk.arrived(new, now)
    desk.dovecot.change_uidvalidity(desk.address)

    desk.start()

    assert lee.receives().answers(new)
    assert desk.thread("From a backup").letters == []
    assert kim.has_received() == 0
