"""What the desk knows of a customer is part of how urgent their mail is."""

from __future__ import annotations

from tests.dialogs.desk import Desk

CLAIM = "URGENT!! This is urgent, please answer at once: one of the keys does not work."
VIP = '[customer.vip]\nwho = "kim@customer.test"\nimportance = "high"\n'


def test_who_cries_wolf_is_believed_no_more(desk: Desk) -> None:
    """Three times people find "urgent" normal; the fourth is judged by what it describes, as the trail says."""
    kim, lee = desk.customer("Kim Lee"), desk.customer("Lee Min")
    for subject in ("The first key", "The second key", "The third key"):
        kim.writes(subject, CLAIM)
        kim.receives()
        thread = desk.thread(subject)
        assert thread["urgency"] == "high"
        desk.triaged("urgency", thread.reference, "normal")
        desk.triaged("done", thread.reference)

    kim.writes("The fourth key", CLAIM)
    lee.writes("A key of mine", CLAIM)
    assert desk.thread("The fourth key")["urgency"] == "normal"
    assert desk.thread("A key of mine")["urgency"] == "high"
    told = desk.triaged("explain", desk.thread("The fourth key").reference).stdout
    assert "no, only what is described" in told
    assert "3 of their last 3 claims were normal or low to people" in told


def test_an_important_customers_mail_is_high_and_the_trail_says_why(closed_desk: Desk) -> None:
    """One key of rules.toml: the mail of that customer stands one class higher, another's does not."""
    desk = closed_desk.add_rules(VIP).start()
    kim, lee = desk.customer("Kim Lee", "kim@customer.test"), desk.customer("Lee Min")
    text = "Could you change the address on my invoice to the new one?"
    kim.writes("My address", text)
    lee.writes("Our address", text)
    kim.receives()
    lee.receives()

    assert (desk.thread("My address")["urgency"], desk.thread("Our address")["urgency"]) == ("high", "normal")
    told = desk.triaged("explain", desk.thread("My address").reference).stdout
    assert "high importance" in told
    assert "judged normal, high by what is known beside its words" in told
