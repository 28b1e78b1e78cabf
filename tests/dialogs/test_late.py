"""A promise will not be kept: who hears of it, and what the customer hears."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.dialogs.clock import Clock, in_daemons_hands
from tests.dialogs.desk import Desk, Thread
from tests.dialogs.mails import Received

pytestmark = pytest.mark.needs_faketime

AT_ANY_HOUR = '[letters]\nwrite_from = "00:00"\nwrite_till = "24:00"\ndoubt_wait = "2s"\n'


def late_desk(desk: Desk, renewal: str, more: str = "") -> Clock:
    """A desk whose daemon's clock is in the test's hands, and which tells customers that it is late."""
    clock = in_daemons_hands(desk)
    desk.rewrite('[letters]\ndoubt_wait = "2s"\n', AT_ANY_HOUR)
    desk.add_rules(f'[renewal]\nneeds = "nothing"\n{renewal}\n{more}')
    desk.start()
    return clock


def until(desk: Desk, clock: Clock, thread: Thread, **before: float) -> None:
    """The daemon's clock goes on to so long before the thread's time (negative: after it), and it looks at all."""
    at = datetime.fromisoformat(thread["due"]) - timedelta(**before)
    clock.passes(seconds=(at - datetime.fromisoformat(desk.command("status")["now"])).total_seconds())
    desk.wait_for_a_look()


def on_the_books(thread: Thread) -> list[tuple[str, int]]:
    return [(promise["outcome"], promise["number"]) for promise in thread.promises]


def test_the_customer_hears_before_the_time_with_an_apology_and_a_new_time(closed_desk: Desk) -> None:
    """Half an hour before the promise passes: sorry, a new time, in the same conversation; the old one was renewed."""
    desk = closed_desk
    clock = late_desk(desk, 'send = "auto"')
    kim = desk.customer()
    mail = kim.writes("My heating is cold")
    first = kim.receives()
    thread = desk.thread("My heating is cold")

    until(desk, clock, thread, minutes=31)
    assert kim.has_received() == 1
    clock.passes(minutes=2)
    letter = kim.receives()

    assert letter.answers(mail)
    assert letter.automatic
    assert letter.says("We said you would have a reply by", "You will not, and we are sorry.")
    assert letter.says(first.promised.split(", ")[-1])
    desk.wait_until(lambda: on_the_books(thread) == [("renewed", 0), ("open", 1)], "the books say renewed")
    assert letter.promised == desk.spoken(thread["due"])


def test_an_answer_one_second_before_the_letter_stops_it(closed_desk: Desk) -> None:
    """A person's answer that lies in Sent when the letter would be written: no apology, the promise is kept."""
    desk = closed_desk
    clock = late_desk(desk, 'send = "auto"')
    kim = desk.customer()
    mail = kim.writes("My heating is cold")
    kim.receives()
    thread = desk.thread("My heating is cold")

    until(desk, clock, thread, minutes=31)
    desk.answers(kim, mail, "We come at noon.")
    clock.passes(minutes=2)
    thread.wait_for_turn("theirs")
    clock.passes(minutes=40)
    desk.wait_for_a_look()

    assert kim.receives().says("We come at noon.")
    assert kim.has_received() == 2
    assert on_the_books(thread) == [("kept", 0)]


def test_a_forward_to_a_colleague_keeps_nothing_and_holds_the_apology(closed_desk: Desk) -> None:
    """A mail to others only: not kept, the agents are asked "answered?", and the customer is not told by itself."""
    desk = closed_desk
    clock = late_desk(desk, 'send = "auto"')
    kim = desk.customer()
    mail = kim.writes("Broken pump")
    kim.receives()
    thread = desk.thread("Broken pump")
    desk.answers(kim, mail, "Ben, can you look?", to="ben@supplier.test", subject="Fwd: Broken pump")
    desk.wait_until(lambda: thread["asks"] == "answered?", "the agents are asked")

    until(desk, clock, thread, minutes=20)
    until(desk, clock, thread, minutes=-10)

    assert kim.has_received() == 1
    assert on_the_books(thread) == [("open", 0)]
    assert thread["turn"] == "ours"


def test_the_lead_sees_the_letter_first_and_stops_it_by_answering(closed_desk: Desk) -> None:
    """At 80 % the lead gets the letter word for word; "hold" from a phone keeps the customer from hearing it."""
    desk = closed_desk
    clock = late_desk(desk, 'send = "ask"')
    kim = desk.customer()
    kim.writes("My heating is cold")
    kim.receives()
    thread = desk.thread("My heating is cold")

    notice = until_asked(desk, clock, thread)
    assert notice.says("You will not, and we are sorry.", "hold")
    lead_answers(desk, notice, "hold")
    desk.wait_until(lambda: thread["held"], "it is held")
    until(desk, clock, thread, minutes=10)

    assert kim.has_received() == 1
    assert on_the_books(thread) == [("open", 0)]
    assert desk.lead_receives(3)[-1].says("no letter goes out by itself")


def test_the_lead_gives_another_time_from_a_phone(closed_desk: Desk) -> None:
    """Another time in the answer: the customer is told that one."""
    desk = closed_desk
    clock = late_desk(desk, 'send = "ask"')
    kim = desk.customer()
    kim.writes("My heating is cold")
    kim.receives()
    thread = desk.thread("My heating is cold")

    notice = until_asked(desk, clock, thread)
    lead_answers(desk, notice, "in 2 days")
    desk.lead_receives(3)
    until(desk, clock, thread, minutes=29)
    letter = kim.receives()

    assert letter.says("You will not, and we are sorry.")
    desk.wait_until(lambda: len(thread.promises) == 2, "the new promise")
    assert letter.promised == desk.spoken(thread["due"])


def test_nobody_answers_the_question_and_the_letter_goes(closed_desk: Desk) -> None:
    """No reply: it goes out, as the notice said it would."""
    desk = closed_desk
    clock = late_desk(desk, 'send = "ask"')
    kim = desk.customer()
    kim.writes("My heating is cold")
    kim.receives()
    thread = desk.thread("My heating is cold")

    notice = until_asked(desk, clock, thread)
    until(desk, clock, thread, minutes=29)
    letter = kim.receives()

    asked = [line.removeprefix(">").strip() for line in notice.text.splitlines() if line.startswith(">")]
    written = [line.strip() for line in letter.text.splitlines()]
    assert [line for line in asked if line] == [line for line in written if line]


def test_where_answers_were_never_seen_nobody_is_told_by_itself(closed_desk: Desk) -> None:
    """Until 20 answers of people were seen in an inbox its renewals are off: the lead hears, the customer does not."""
    desk = closed_desk
    clock = late_desk(desk, 'send = "auto"')
    desk.stop()
    desk.rewrite('needs = "nothing"', 'needs = "answers seen"').start()
    kim = desk.customer()
    kim.writes("My heating is cold")
    kim.receives()
    thread = desk.thread("My heating is cold")

    until(desk, clock, thread, minutes=25)
    desk.wait_until(lambda: "0 of 20 answers" in thread.why, "the trail says why")
    until(desk, clock, thread, minutes=-10)

    assert kim.has_received() == 1
    assert on_the_books(thread) == [("open", 0)]


def test_what_the_customer_calls_solved_gets_no_apology(closed_desk: Desk) -> None:
    """A mail that says "solved" holds the letter and offers to close; it closes nothing by itself (situation 5)."""
    desk = closed_desk
    clock = late_desk(desk, 'send = "auto"')
    kim = desk.customer()
    kim.writes("My heating is cold")
    letter = kim.receives()
    thread = desk.thread("My heating is cold")
    kim.answers(letter, "It works again, thank you!")
    desk.wait_until(lambda: thread["asks"] == "close?", "it is offered to close")

    until(desk, clock, thread, minutes=20)

    assert kim.has_received() == 1
    assert thread["turn"] == "ours"
    assert [asked["id"] for asked in desk.attention()["asks"]] == [thread.reference]


def test_after_the_fact_the_letter_says_that_it_was_missed(closed_desk: Desk) -> None:
    """The daemon was down when the time passed: never "will not" after the fact, and the books say missed."""
    desk = closed_desk
    clock = late_desk(desk, 'send = "auto"')
    kim = desk.customer()
    kim.writes("My heating is cold")
    kim.receives()
    thread = desk.thread("My heating is cold")
    desk.stop()
    clock.passes(hours=5)
    desk.start()

    letter = kim.receives()

    assert letter.says("did not keep it")
    assert not letter.says("You will not")
    desk.wait_until(lambda: on_the_books(thread) == [("missed", 0), ("open", 1)], "the books say missed")


def test_a_customer_who_quotes_an_answer_we_never_saw_turns_renewals_off(closed_desk: Desk) -> None:
    """Somebody answers from where we cannot see it: no apologies in this inbox until a person looked."""
    desk = closed_desk
    clock = late_desk(desk, 'send = "auto"')
    kim, lee = desk.customer("Kim Lee"), desk.customer("Lee Min")
    kim.writes("The heating")
    letter = kim.receives()
    lee.writes("The boiler")
    lee.receives()
    unseen = "<unseen.answer.1@phone.firm.test>"
    kim.writes(
        "Re: The heating",
        f"Noon is fine with me.\n\nOn Monday Anna wrote, {desk.address}:\n> We come at noon, or at four.\n",
        headers={"In-Reply-To": unseen, "References": f"{letter.message_id} {unseen}"},
    )
    heating, boiler = desk.thread("The heating"), desk.thread("The boiler")
    desk.wait_until(lambda: heating["asks"] == "answered?", "the agents are asked")

    until(desk, clock, boiler, minutes=20)
    desk.wait_until(lambda: "never seen here" in boiler.why, "the trail says why")

    assert (kim.has_received(), lee.has_received()) == (1, 1)
    assert desk.triaged("status", check=False).returncode == 1


def until_told(desk: Desk, clock: Clock, thread: Thread, times: int) -> None:
    """Until the ladder was climbed so many times, and what it gathered goes out."""
    climbed = {"people were told", "people were asked"}
    desk.wait_until(lambda: sum(event in climbed for event in thread.events) >= times, f"{times} notices are due")
    clock.passes(minutes=6)


def until_asked(desk: Desk, clock: Clock, thread: Thread) -> Received:
    """Until the lead was asked whether the customer shall be told: the second notice, after the one at half time."""
    until(desk, clock, thread, minutes=115)
    until_told(desk, clock, thread, 1)
    desk.lead_receives(1)
    until(desk, clock, thread, minutes=46)
    until_told(desk, clock, thread, 2)
    return desk.lead_receives(2)[-1]


def lead_answers(desk: Desk, notice: Received, text: str) -> None:
    """The lead answers a notice from the mail program of a phone."""
    from tests.dialogs.mails import write

    answer = write(sender=desk.lead, to=desk.address, subject=f"Re: {notice.subject}", text=text, answering=notice)
    desk.postfix.send(desk.lead, desk.address, answer.octets)
