"""A person answers from the command line, over the real relay, into the real mailbox."""

from __future__ import annotations

from tests.dialogs.desk import Desk


def test_a_reply_from_the_command_line_threads_and_is_filed(desk: Desk) -> None:
    """It stands below the customer's mail, is read in Sent, keeps the promise, and the customer can answer it."""
    kim = desk.customer()
    mail = kim.writes("My heating is cold")
    kim.receives()
    thread = desk.thread("My heating is cold")

    desk.triaged("reply", thread["id"], "We come at noon.")
    letter = kim.receives()
    thread.wait_for_turn("theirs")

    assert letter.answers(mail)
    assert letter.says("We come at noon.")
    assert not letter.automatic
    assert [promise["outcome"] for promise in thread.promises] == ["kept"]
    desk.wait_until(
        lambda: any(
            b"We come at noon." in copy.octets and "\\Seen" in copy.flags for copy in desk.folder_holds("Sent")
        ),
        "the copy is filed in Sent, read",
    )
    kim.answers(letter, "At noon nobody is at home, please come later in the afternoon.")
    thread.wait_for_turn("ours")
    assert len(thread.letters) >= 2
