"""People move and delete a customer's mail in their mail program: what that says, and what it does not."""

from __future__ import annotations

import pytest

from tests.dialogs.desk import Customer, Desk, Thread
from tests.dialogs.mails import Written

TWO_LOOKS = 40
"""Seconds in which a mail is missed twice, ten seconds apart, on a busy machine."""


def moves(desk: Desk, mail: Written, target: str, source: str = "INBOX") -> None:
    """Somebody drags a mail to another folder, as Thunderbird does: by MOVE."""
    with desk.dovecot.imap(desk.address) as program:
        program.select(source)
        _, [found] = program.uid("SEARCH", "HEADER", "Message-ID", f'"{mail.message_id}"')
        assert found, f"{mail.subject!r} does not lie in {source}"
        kind, _ = program.uid("MOVE", found.decode(), target)
        assert kind == "OK"


def acknowledged(desk: Desk, subject: str) -> tuple[Customer, Written, Thread]:
    """A customer wrote and got a letter."""
    kim = desk.customer()
    mail = kim.writes(subject)
    kim.receives()
    return kim, mail, desk.thread(subject)


def looks_twice(desk: Desk, words: Thread) -> None:
    """Wait until another mail that was moved after this one has been dealt with: then this one has been, too."""
    _, witness, thread = acknowledged(desk, f"Witness of {words.subject}")
    moves(desk, witness, "Junk")
    desk.wait_until(lambda: thread["turn"] == "nobody", "the witness is spam", seconds=TWO_LOOKS)


def test_junk_is_spam_and_comes_back_without_a_second_letter(desk: Desk) -> None:
    """Moved to junk the promise is released; moved back it is ours again, in time, and the customer hears nothing."""
    kim, mail, thread = acknowledged(desk, "Win a prize")
    told = thread.promises[0]["reply_by"]

    moves(desk, mail, "Junk")
    desk.wait_until(lambda: thread["turn"] == "nobody", "it is spam", seconds=TWO_LOOKS)
    assert [promise["outcome"] for promise in thread.promises] == ["released"]
    assert "left" in thread.rows
    assert desk.queue() == []

    moves(desk, mail, "INBOX", source="Junk")
    thread.wait_for_turn("ours")
    released, aim = thread.promises
    assert (released["outcome"], aim["outcome"]) == ("released", "open")
    assert (aim["told"], aim["reply_by"]) == (False, told)
    desk.wait_for_a_look()
    assert kim.has_received() == 1
    assert len(thread.letters) == 1


def test_a_deleted_mail_is_asked_about(desk: Desk) -> None:
    """In the trash it may be done with, or have slipped: people are asked, and the promise stands."""
    kim, mail, thread = acknowledged(desk, "My heating is cold")

    moves(desk, mail, "Trash")
    desk.wait_until(lambda: thread["asks"], "people are asked", seconds=TWO_LOOKS)

    assert thread["asks"] == "deleted: done?"
    assert thread["turn"] == "ours"
    assert [promise["outcome"] for promise in thread.promises] == ["open"]
    assert [asked["subject"] for asked in desk.attention()["asks"]] == ["My heating is cold"]
    assert kim.has_received() == 1


def test_where_rules_toml_says_so_moved_mail_is_done(closed_desk: Desk) -> None:
    """A team that moves what it has dealt with: the thread is closed, and counted as closed without an answer."""
    desk = closed_desk.add_rules('[close]\nleft_inbox = "done"\nto_trash = "done"\n').start()
    with desk.dovecot.imap(desk.address) as program:
        program.create("Erledigt")
    _, moved, first = acknowledged(desk, "Moved")
    _, deleted, second = acknowledged(desk, "Deleted")

    moves(desk, moved, "Erledigt")
    with desk.dovecot.imap(desk.address) as program:
        program.select("INBOX")
        _, [found] = program.uid("SEARCH", "HEADER", "Message-ID", f'"{deleted.message_id}"')
        program.uid("STORE", found.decode(), "+FLAGS", "(\\Deleted)")
        program.expunge()

    for thread in (first, second):
        desk.wait_until(lambda thread=thread: thread["turn"] == "nobody", "it is done", seconds=TWO_LOOKS)
        assert [promise["outcome"] for promise in thread.promises] == ["closed unanswered"]
    assert desk.queue() == []


def test_a_mail_in_another_folder_stays_ours(desk: Desk) -> None:
    """Sorted by hand into a folder that nobody watches: nothing changes, and nobody is asked."""
    with desk.dovecot.imap(desk.address) as program:
        program.create("Projects/Heating")
    kim, mail, thread = acknowledged(desk, "My heating is cold")

    moves(desk, mail, "Projects/Heating")
    looks_twice(desk, thread)

    assert (thread["turn"], thread["asks"]) == ("ours", "")
    assert [promise["outcome"] for promise in thread.promises] == ["open"]
    assert "in another folder" in thread.why
    assert kim.has_received() == 1


@pytest.mark.parametrize("first", ["the answer", "the move"])
def test_who_answers_and_deletes_at_the_same_moment_has_answered(desk: Desk, first: str) -> None:
    """In whatever order the daemon sees it: the promise is kept, and nobody is asked (I17)."""
    kim, mail, thread = acknowledged(desk, "My heating is cold")

    if first == "the move":
        moves(desk, mail, "Trash")
        desk.wait_for_a_look()
    desk.answers(kim, mail, "We come at noon.")
    if first == "the answer":
        moves(desk, mail, "Trash")
    thread.wait_for_turn("theirs")
    looks_twice(desk, thread)

    assert (thread["turn"], thread["asks"]) == ("theirs", "")
    assert [promise["outcome"] for promise in thread.promises] == ["kept"]
    assert kim.receives().says("We come at noon.")
    assert kim.has_received() == 2
