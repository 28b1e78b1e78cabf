"""A customer writes again."""

from __future__ import annotations

from tests.dialogs.desk import Desk


def test_a_reply_in_the_same_thread_is_not_acknowledged_again(desk: Desk) -> None:
    """Only the first mail of a thread is acknowledged, and its time is not moved (N28)."""
    kim = desk.customer()
    kim.writes("Invoice 4711")
    letter = kim.receives()
    told = desk.thread("Invoice 4711")["due"]
    kim.answers(letter, "I forgot to say: it is about October.")
    desk.wait_for_mails(2)

    assert kim.has_received() == 1
    [thread] = desk.queue()
    assert thread["mails"] == 2
    assert thread["due"] == told


def test_a_customer_who_answers_our_answer_comes_back_into_the_queue(desk: Desk) -> None:
    """After a person's answer the customer's next mail is ours to answer again, with a time of our own."""
    kim = desk.customer()
    mail = kim.writes("Which size fits?")
    kim.receives()
    desk.answers(kim, mail, "Size 40.")
    thread = desk.thread("Which size fits?")
    thread.wait_for_turn("theirs")

    answer = kim.receives()
    kim.answers(answer, "And in blue?")
    thread.wait_for_turn("ours")

    assert thread["due"]
    assert kim.receives().says("Your answer has arrived.")


def test_a_customer_who_only_names_the_reference_is_found_in_the_right_thread(desk: Desk) -> None:
    """A mail without reply fields joins its thread by the reference in its subject (T11)."""
    kim = desk.customer()
    kim.writes("Broken lamp")
    letter = kim.receives()
    reference = desk.thread("Broken lamp").reference
    assert reference in letter.subject

    kim.writes(f"about {letter.subject.rpartition('[')[2].rstrip(']')}", "Is there any news?")
    desk.wait_for_mails(2)

    [thread] = desk.queue()
    assert thread["id"] == reference
    assert kim.has_received() == 1
