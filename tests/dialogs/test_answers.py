"""A person answers, in whatever way people answer."""

from __future__ import annotations

from tests.dialogs.desk import Desk
from tests.dialogs.mails import write


def test_an_answer_from_the_mail_program_keeps_the_promise(desk: Desk) -> None:
    """A person's answer in the sent folder is seen by itself: the promise is kept, nobody is told anything."""
    kim = desk.customer()
    mail = kim.writes("My heating is cold")
    kim.receives()
    thread = desk.thread("My heating is cold")

    desk.answers(kim, mail, "We come at noon.")
    thread.wait_for_turn("theirs")

    assert [promise["outcome"] for promise in thread.promises] == ["kept"]
    assert desk.queue() == []
    assert kim.receives().says("We come at noon.")
    assert desk.dovecot.messages(desk.lead) == []


def test_an_answer_that_the_phone_filed_in_a_folder_of_its_own_counts(closed_desk: Desk) -> None:
    """Every sent folder that rules.toml names is looked at, not only the server's own."""
    desk = closed_desk.rewrite('look_every = "1s"', 'look_every = "1s"\nsent = ["auto", "Sent Messages"]')
    with desk.dovecot.imap(desk.address) as phone:
        phone.create('"Sent Messages"')
    desk.start()
    kim = desk.customer()
    mail = kim.writes("My heating is cold")
    kim.receives()
    thread = desk.thread("My heating is cold")

    desk.answers(kim, mail, "We come at noon.", filed="Sent Messages")
    thread.wait_for_turn("theirs")

    assert [promise["outcome"] for promise in thread.promises] == ["kept"]


def test_an_answer_that_is_there_before_our_letter_left_stops_the_letter(closed_desk: Desk) -> None:
    """Where a person was faster than our held letter, the customer hears from the person only."""
    desk = closed_desk.rewrite("[letters]", '[letters]\nsend = "hold"').start()
    kim = desk.customer()
    mail = kim.writes("A quick one")
    thread = desk.thread("A quick one")
    thread.wait_for_letter("held")

    desk.answers(kim, mail, "Done.")
    thread.wait_for_letter("cancelled")

    assert kim.receives().says("Done.")
    assert kim.has_received() == 1


def test_a_forward_to_a_colleague_is_no_answer(desk: Desk) -> None:
    """A mail to others about the thread leaves the promise open and asks the agents: answered?"""
    kim = desk.customer()
    mail = kim.writes("Broken pump")
    kim.receives()
    thread = desk.thread("Broken pump")

    desk.answers(kim, mail, "Ben, can you look?", to="ben@supplier.test", subject="Fwd: Broken pump")
    desk.wait_until(lambda: thread["asks"], "the agents are asked")

    assert thread["asks"] == "answered?"
    assert thread["turn"] == "ours"
    assert [promise["outcome"] for promise in thread.promises] == ["open"]


def test_the_flag_answered_alone_asks(desk: Desk) -> None:
    r"""\Answered without an answer that anybody can see is a question to the agents, never a kept promise."""
    kim = desk.customer()
    kim.writes("Broken pump")
    kim.receives()
    thread = desk.thread("Broken pump")

    with desk.dovecot.imap(desk.address) as program:
        program.select("INBOX")
        program.uid("STORE", "1", "+FLAGS", "(\\Answered)")
    desk.wait_until(lambda: thread["asks"], "the agents are asked")

    assert [asked["id"] for asked in desk.attention()["asks"]] == [thread.reference]
    assert thread["turn"] == "ours"


def test_an_absence_note_of_an_agent_is_no_answer(desk: Desk) -> None:
    """An automatic mail in the sent folder never counts as an answer."""
    kim = desk.customer()
    mail = kim.writes("Broken pump")
    kim.receives()
    thread = desk.thread("Broken pump")

    desk.answers(kim, mail, "I am away.", headers={"Auto-Submitted": "auto-replied"})
    desk.wait_for_a_look()

    assert thread["turn"] == "ours"
    assert [promise["outcome"] for promise in thread.promises] == ["open"]


def test_an_answer_to_one_customer_leaves_the_others_promises_open(desk: Desk) -> None:
    """An answer belongs to the thread whose mail it names, and to no other."""
    kim, lee = desk.customer("Kim Lee"), desk.customer("Lee Min")
    mail = kim.writes("The first thing")
    lee.writes("The second thing")
    kim.receives()
    lee.receives()

    desk.answers(kim, mail)
    desk.thread("The first thing").wait_for_turn("theirs")

    [left] = desk.queue()
    assert left["customer"] == lee.address


def test_a_telephone_call_keeps_the_promise(desk: Desk) -> None:
    """`triaged called` says that a person has answered by telephone."""
    kim = desk.customer()
    kim.writes("Please call me")
    kim.receives()
    thread = desk.thread("Please call me")

    desk.triaged("called", thread.reference)

    assert thread["turn"] == "theirs"
    assert [promise["outcome"] for promise in thread.promises] == ["kept"]


def test_a_closed_thread_is_not_a_kept_promise(desk: Desk) -> None:
    """`triaged close` ends a thread; the promise is counted as closed unanswered, not as kept."""
    kim = desk.customer()
    kim.writes("Never mind")
    kim.receives()
    thread = desk.thread("Never mind")

    desk.triaged("close", thread.reference)

    assert desk.queue() == []
    assert [promise["outcome"] for promise in thread.promises] == ["closed unanswered"]
    again = desk.triaged("close", thread.reference, check=False)
    assert again.returncode == 1
    assert "closed already" in again.stderr


def test_a_copy_from_a_colleagues_own_address_is_an_answer(desk: Desk) -> None:
    """An agent who answers from an address of their own, with the inbox in Cc, has answered."""
    kim = desk.customer()
    mail = kim.writes("Broken pump")
    kim.receives()
    thread = desk.thread("Broken pump")

    answer = write(
        sender=desk.lead,
        to=kim.address,
        subject="Re: Broken pump",
        answering=mail,
        text="We come at noon.",
        headers={"Cc": desk.address},
    )
    desk.postfix.send(desk.lead, [kim.address, desk.address], answer.octets)
    thread.wait_for_turn("theirs")

    assert [promise["outcome"] for promise in thread.promises] == ["kept"]
