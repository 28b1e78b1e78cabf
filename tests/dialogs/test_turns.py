"""Whose turn it is: what customers and colleagues write, and what that opens, closes, or leaves as it is."""

from __future__ import annotations

from tests.dialogs.desk import Desk
from tests.dialogs.mails import write


def test_the_next_mail_after_an_answer_gets_a_time_once(desk: Desk) -> None:
    """The customer answers our answer: they hear by when, once; another mail brings no letter (situation 15)."""
    kim = desk.customer()
    mail = kim.writes("My heating is cold")
    kim.receives()
    thread = desk.thread("My heating is cold")
    answer = desk.answers(kim, mail, "Which model is it?")
    kim.receives()
    thread.wait_for_turn("theirs")

    second = kim.writes("Re: My heating is cold", "It is the NL 200 from 2019.", answering=answer)
    letter = kim.receives()
    thread.wait_for_turn("ours")
    kim.writes("Re: My heating is cold", "And it makes a noise like a kettle.", answering=second)
    desk.wait_until(lambda: thread["mails"] == 2, "the third mail")
    desk.wait_for_a_look()

    assert letter.answers(second)
    assert letter.says("Your answer has arrived.")
    assert letter.promised == desk.spoken(thread["due"])
    assert [(promise["what"], promise["outcome"]) for promise in thread.promises] == [
        ("reply", "kept"),
        ("next", "open"),
    ]
    assert kim.has_received() == 3


def test_a_bare_thank_you_opens_nothing_and_closes_nothing(desk: Desk) -> None:
    """A bare "Danke!" after our acknowledgement leaves the thread ours; after our answer it stays theirs."""
    kim = desk.customer()
    mail = kim.writes("My heating is cold")
    letter = kim.receives()
    thread = desk.thread("My heating is cold")
    kim.answers(letter, "Danke!")
    thread.wait_for_mails(2)
    assert (thread["turn"], len(thread.promises)) == ("ours", 1)

    answer = desk.answers(kim, mail, "We come at noon.")
    thread.wait_for_turn("theirs")
    kim.receives()
    kim.writes("Re: My heating is cold", "Thank you very much!", answering=answer)
    thread.wait_for_mails(4)
    desk.wait_for_a_look()

    assert thread["turn"] == "theirs"
    assert [promise["outcome"] for promise in thread.promises] == ["kept"]
    assert kim.has_received() == 2


def test_a_nudge_raises_and_never_pushes_back(desk: Desk) -> None:
    """Who asks again is more urgent than before; the told time stands, and nobody is told anything (situation 6)."""
    kim = desk.customer()
    kim.writes("My heating is cold")
    letter = kim.receives()
    thread = desk.thread("My heating is cold")
    before = (thread["urgency"], thread["due"])

    kim.answers(letter, "Gibt es schon etwas Neues?")
    desk.wait_until(lambda: thread["urgency"] != before[0], "it is more urgent")

    assert before[0] == "normal"
    assert thread["urgency"] == "high"
    assert [promise["outcome"] for promise in thread.promises] == ["open"]
    assert kim.has_received() == 1


def test_an_absence_note_of_the_customer_touches_no_clock(desk: Desk) -> None:
    """Stored, shown among the machines' mail; the promise stands, nothing is answered (situation 9)."""
    kim = desk.customer()
    kim.writes("My heating is cold")
    letter = kim.receives()
    thread = desk.thread("My heating is cold")
    due = thread["due"]

    kim.answers(letter, "I am away until 3 December.", headers={"Auto-Submitted": "auto-replied"})
    desk.wait_until(desk.machine, "it is among the machines' mail")
    desk.wait_for_a_look()

    assert (thread["turn"], thread["due"]) == ("ours", due)
    assert kim.has_received() == 1


def test_two_mails_of_one_minute_are_one(desk: Desk) -> None:
    """A forgotten attachment: one thread, one letter, one time (situation 12)."""
    kim = desk.customer()
    kim.writes("My heating is cold", "Please see the picture.")
    kim.writes("The picture", "I forgot it, here it is.")

    kim.receives()
    thread = desk.thread("My heating is cold")
    thread.wait_for_mails(2)

    assert kim.has_received() == 1
    assert len(desk.queue()) == 1


def test_a_second_thread_about_the_same_thing_gets_the_first_ones_time(closed_desk: Desk) -> None:
    """The same customer writes anew with the same subject: another letter, the same promise (docs/promises.md 5)."""
    desk = closed_desk.add_rules('[acknowledge]\nwait = "0s"\n[[promise.row]]\nname = "later"\nreply = "8h"\n').start()
    kim = desk.customer()
    kim.writes("My heating is cold")
    first = kim.receives()
    desk.rewrite('reply = "4h"', 'reply = "2h"').reload()
    desk.wait_until(lambda: desk.log().count("runs, rules") == 2, "the new rules hold")

    kim.writes("My heating is cold", "Hello again, it is still cold in here and I did not say where: Kiel.")
    second = kim.receives()

    assert second.promised == first.promised
    assert len(desk.queue()) == 2


def test_a_person_who_promises_is_held_to_it(desk: Desk) -> None:
    """`triaged promise` takes the place of our promise and is watched like ours; the next answer keeps it."""
    kim = desk.customer()
    mail = kim.writes("My heating is cold")
    kim.receives()
    thread = desk.thread("My heating is cold")

    desk.triaged("promise", thread.reference, "in 2 days")
    assert [(p["what"], p["outcome"]) for p in thread.promises] == [("reply", "renewed"), ("commitment", "open")]
    desk.answers(kim, mail, "You will hear from me in two days.")
    desk.wait_for_a_look()

    assert thread["turn"] == "ours"
    assert [p["outcome"] for p in thread.promises] == ["renewed", "open"]


def test_a_reply_from_the_command_line_is_an_answer_like_any_other(desk: Desk) -> None:
    """`triaged reply`: the customer gets a person's mail in the conversation, it lies in Sent, the promise is kept."""
    kim = desk.customer()
    mail = kim.writes("My heating is cold")
    kim.receives()
    thread = desk.thread("My heating is cold")

    desk.triaged("reply", thread.reference, "We come at noon.")
    reply = kim.receives()
    thread.wait_for_turn("theirs")

    assert reply.answers(mail)
    assert reply.says("We come at noon.")
    assert not reply.automatic
    assert [promise["outcome"] for promise in thread.promises] == ["kept"]
    desk.wait_until(lambda: any("We come at noon" in str(m.octets) for m in desk.folder_holds("Sent")), "it is in Sent")


def test_what_a_person_says_of_a_thread_is_done_and_told(desk: Desk) -> None:
    """Note, urgency, snooze, close, reopen: each does what it says, and `explain` shows who did it."""
    kim = desk.customer()
    kim.writes("My heating is cold")
    kim.receives()
    thread = desk.thread("My heating is cold")

    desk.triaged("note", thread.reference, "Called the supplier.")
    desk.triaged("urgency", thread.reference, "high")
    assert thread["urgency"] == "high"
    desk.triaged("close", thread.reference)
    assert thread["turn"] == "nobody"
    refused = desk.triaged("snooze", thread.reference, "--until", "in 2h", check=False)
    desk.triaged("reopen", thread.reference)

    assert refused.returncode == 1
    assert "closed" in refused.stderr
    assert (thread["turn"], next(p["outcome"] for p in thread.promises)) == ("ours", "closed unanswered")
    assert "Called the supplier." in thread.why


def test_a_colleagues_copy_from_an_own_account_is_an_answer(desk: Desk) -> None:
    """Answered from an own account with the inbox in Cc: seen in the inbox, the promise is kept (situation 10)."""
    kim = desk.customer()
    mail = kim.writes("My heating is cold")
    kim.receives()
    thread = desk.thread("My heating is cold")

    answer = write(
        sender=desk.lead,
        to=kim.address,
        subject="Re: My heating is cold",
        text="We come at noon.",
        answering=mail,
        headers={"Cc": desk.address},
    )
    desk.postfix.send(desk.lead, [kim.address, desk.address], answer.octets)
    thread.wait_for_turn("theirs")

    assert [promise["outcome"] for promise in thread.promises] == ["kept"]
