"""Machines write: nobody is promised anything, and no two machines talk to each other."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import TracebackType

import pytest

from tests.dialogs.desk import Customer, Desk, Thread
from tests.dialogs.mails import Received, write
from tests.servers import Sink


def test_a_newsletter_is_kept_apart_and_gets_no_letter(desk: Desk) -> None:
    """A list's mail stands in the list of machine mail, without a time, and its sender hears nothing (N8)."""
    shop = desk.customer("Shop")
    headers = {"List-Id": "<news.shop.test>", "List-Unsubscribe": "<https://shop.test/u>", "Precedence": "bulk"}
    shop.writes("Our autumn offers", "Buy two lamps, get three.", headers=headers)

    thread = desk.thread("Our autumn offers")

    assert thread["kind"] == "machine"
    assert "N8" in thread.rows
    assert thread["due"] is None
    assert thread.letters == []
    assert desk.queue() == []


def test_an_out_of_office_answer_to_our_letter_touches_no_clock(desk: Desk) -> None:
    """The customer's absence note is stored beside the thread: no second letter, the same turn, the same time."""
    kim = desk.customer()
    kim.writes("My heating is cold")
    letter = kim.receives()
    told = desk.thread("My heating is cold")["due"]

    kim.writes(
        "Out of office: My heating is cold",
        "I am away until Monday.",
        answering=letter,
        headers={"Auto-Submitted": "auto-replied"},
    )
    note = desk.thread("Out of office: My heating is cold")

    assert note["kind"] == "machine"
    assert note.letters == []
    [waiting] = desk.queue()
    assert (waiting["due"], waiting["mails"]) == (told, 1)
    assert kim.has_received() == 1


def test_an_out_of_office_answer_that_only_its_subject_gives_away_gets_no_letter(desk: Desk) -> None:
    """Some Exchange servers mark nothing: a subject that starts as absence notes do is believed (N18)."""
    kim = desk.customer()
    kim.writes("Automatic reply: Your invoice", "I am out of the office.")

    note = desk.thread("Automatic reply: Your invoice")

    assert note["kind"] == "machine"
    assert note.letters == []


def test_our_letter_that_bounces_is_found_in_its_thread(desk: Desk) -> None:
    """The bounce is matched to the thread; people are asked to look, and the address gets no more letters from us."""
    kim = desk.customer()
    desk.sink.refuse("550 5.1.1 no such user", recipient=kim.address, times=None)
    kim.writes("My heating is cold")
    thread = desk.thread("My heating is cold")

    desk.wait_until(lambda: thread["asks"], "people are asked")

    assert "came back" in thread["asks"]
    assert "N4" in thread.rows
    assert thread["turn"] == "ours"
    [bounce] = desk.machine()
    assert desk.explain(bounce["id"])["letters"] == []
    later = write(sender=kim.address, to=desk.address, subject="And another thing")
    desk.arrived(later, datetime.now().astimezone() + timedelta(minutes=3))
    another = desk.thread("And another thing")
    assert another.letters == []
    assert "N32" in another.rows


def test_two_desks_that_write_to_each_other_stop_at_once(new_desk: Callable[..., Desk]) -> None:
    """Two daemons exchange at most four mails, the person's first one included."""
    firm, second = new_desk(), new_desk(domain="second.test")
    firm.start()
    second.start()

    mail = write(sender=firm.address, to=second.address, subject="Your invoice to us", text="Please check it.")
    firm.postfix.send(firm.address, second.address, mail.octets)
    letter = second.thread("Your invoice to us").wait_for_letter("sent")
    firm.wait_until(firm.machine, "their acknowledgement is read")
    for desk in (firm, second):
        desk.wait_for_a_look()

    [theirs] = firm.machine()
    assert firm.explain(theirs["id"])["letters"] == []
    assert letter["to"] == firm.address
    mails = [mail for desk in (firm, second) for mail in desk.folder_holds("INBOX")]
    assert len(mails) <= 4


@dataclass
class Autoresponder:
    """A partner's machine: it answers whatever it gets, with a new subject, and hides that it is one."""

    customer: Customer
    sink: Sink
    before_answering: Callable[[], None] = lambda: None
    answered: int = 0
    ended: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Autoresponder:
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.ended.set()
        self._thread.join()

    def _run(self) -> None:
        while not self.ended.wait(0.05):
            mails = self.sink.to(self.customer.address)
            if len(mails) > self.answered:
                self.answered += 1
                self.before_answering()
                self.answer(Received(mails[self.answered - 1].octets))

    def answer(self, letter: Received) -> None:
        """No Auto-Submitted, another subject, no reply fields: nothing shows what it answers."""
        assert letter.automatic
        self.customer.writes(f"Ticket {1000 + self.answered} has been opened", "We have received your request.")


def test_a_partner_that_hides_that_it_is_a_machine_is_not_written_to_again(desk: Desk) -> None:
    """An autoresponder without Auto-Submitted and with ever new subjects: at most four mails in all."""
    partner = desk.customer("Partner Desk")
    with Autoresponder(partner, desk.sink) as machine:
        partner.writes("Order 4711", "Please deliver it to our second address.")
        desk.wait_until(lambda: machine.answered, "the machine has answered our letter")
        desk.wait_for_mails(2)
        desk.wait_for_a_look()

    assert partner.has_received() == 1
    assert len(desk.folder_holds("INBOX")) == 2


@pytest.mark.parametrize("kept", [{"answering": True}, {"subject": True}])
def test_a_slow_partner_that_keeps_anything_of_our_letter_ends_in_its_thread(desk: Desk, kept: dict[str, bool]) -> None:
    """An answer that names our letter, or its reference, is never answered again, however late it comes (N28)."""
    partner = desk.customer("Partner Desk")
    partner.writes("Order 4711")
    letter = partner.receives()
    subject = f"[Ticket 5512] {letter.subject}" if kept.get("subject") else "Your ticket 5512"
    answer = write(
        sender=partner.address, to=desk.address, subject=subject, answering=letter if kept.get("answering") else None
    )
    desk.arrived(answer, datetime.now().astimezone() + timedelta(minutes=5))
    desk.wait_for_mails(2)
    desk.wait_for_a_look()

    rows = {row for thread in desk.queue() for row in Thread(desk, thread["subject"], thread["id"]).rows}
    assert "N28" in rows
    assert partner.has_received() == 1


def test_a_slow_partner_that_gives_nothing_away_is_written_to_three_times_a_day(desk: Desk) -> None:
    """Nothing shows that it is a machine: the limit for one address holds the fourth letter for a person (N32)."""
    partner = desk.customer("Partner Desk")
    start = datetime.now().astimezone()
    for n in range(1, 5):
        ticket = write(sender=partner.address, to=desk.address, subject=f"Ticket {n} has been opened")
        desk.arrived(ticket, start + timedelta(minutes=2 * n))
        thread = desk.thread(f"Ticket {n} has been opened")
        thread.wait_for_letter("sent" if n <= 3 else "held")

    [held] = desk.attention()["held"]
    assert "enough letters today" in held["reason"]
    assert partner.has_received() == 3
