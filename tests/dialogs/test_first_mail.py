"""A customer writes for the first time."""

from __future__ import annotations

from tests.dialogs.desk import Desk


def test_a_first_mail_is_acknowledged_in_its_thread_with_the_time_that_the_queue_shows(desk: Desk) -> None:
    """The customer is told exactly the time by which the agents' queue says a person must answer."""
    kim = desk.customer("Kim Lee")
    mail = kim.writes("My heating is cold", "Hello, the heating does not work since this morning. Kim")

    letter = kim.receives()

    assert letter.answers(mail)
    assert letter.automatic
    assert letter.subject.startswith("Re: My heating is cold [")
    [thread] = desk.queue()
    assert thread["customer"] == kim.address
    assert thread["promised"]
    assert letter.promised == desk.spoken(thread["due"])


def test_a_customers_mail_stays_unread_and_the_copy_of_our_letter_is_filed_with_the_sent_mail(desk: Desk) -> None:
    r"""triaged never touches a customer's \Seen; its own journal copy is marked read and filed."""
    kim = desk.customer()
    kim.writes("A question")
    letter = kim.receives()
    desk.wait_for_a_look()

    [mail] = desk.folder_holds("INBOX")
    assert "\\Seen" not in mail.flags
    [copy] = desk.folder_holds("Sent")
    assert "\\Seen" in copy.flags
    assert letter.message_id.encode() in copy.octets


def test_a_reply_in_the_same_thread_is_not_acknowledged_again(desk: Desk) -> None:
    """Only the first mail of a thread is acknowledged (N28)."""
    kim = desk.customer()
    kim.writes("Invoice 4711")
    letter = kim.receives()
    kim.answers(letter, "I forgot to say: it is about October.")
    desk.wait_for_mails(2)

    assert kim.has_received() == 1
    [thread] = desk.queue()
    assert thread["mails"] == 2
