"""Somebody writes in another's name."""

from __future__ import annotations

from tests.dialogs.desk import Desk

OURS = "mx.firm.test"


def test_a_mail_whose_sender_our_own_server_found_forged_gets_no_letter(closed_desk: Desk) -> None:
    """Where our server says that DMARC failed, the address in From hears nothing from us (N22)."""
    desk = closed_desk.add_rules(f'[trust]\nresults_of = ["{OURS}"]\n').start()
    victim = desk.customer("Kim Lee")

    victim.writes(
        "You have won",
        "Click here.",
        envelope="thief@elsewhere.test",
        headers={"Authentication-Results": f"{OURS}; dmarc=fail header.from=customer.test"},
    )
    thread = desk.thread("You have won")

    assert thread["kind"] == "suspect"
    assert thread["due"] is None
    assert thread.letters == []
    assert [shown["id"] for shown in desk.attention()["suspect"]] == [thread.reference]
    assert victim.has_received() == 0


def test_a_verdict_that_somebody_elses_server_wrote_is_not_believed(closed_desk: Desk) -> None:
    """Only our own server's Authentication-Results count: anybody can write a line in another's name (N23)."""
    desk = closed_desk.add_rules(f'[trust]\nresults_of = ["{OURS}"]\n').start()
    kim = desk.customer()

    mail = kim.writes(
        "A real question", headers={"Authentication-Results": "mx.other.test; dmarc=fail header.from=customer.test"}
    )

    assert kim.receives().answers(mail)


def test_a_mail_in_our_own_name_that_nothing_proves_is_suspect(desk: Desk) -> None:
    """Our own domain in From, from outside and unproven: no letter, no clock, shown to people (N24)."""
    stranger = desk.customer()

    stranger.writes("Please pay this today", sender="boss@firm.test", envelope="thief@elsewhere.test")
    thread = desk.thread("Please pay this today")

    assert thread["kind"] == "suspect"
    assert "N24" in thread.rows
    assert thread.letters == []
    assert desk.queue() == []


def test_an_unproven_sender_gets_no_text_of_the_mail_back(desk: Desk) -> None:
    """A letter is no relay: nothing of the body, no link of the subject goes to an address that nobody proved (T1)."""
    kim = desk.customer()

    kim.writes("Win at https://evil.test/now", "Visit https://evil.test and win.")
    letter = kim.receives()

    assert "evil.test" not in letter.subject
    assert "evil.test" not in letter.text
