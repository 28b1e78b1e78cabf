"""A customer forgets the order number, is asked for it once, and sends it."""

from __future__ import annotations

from tests.dialogs.desk import Desk

RULES = r"""
[trust]
results_of = ["mx.firm.test"]
[[rule]]
when = { text = ["broken", "kaputt"] }
topic = "defect"
[topic.defect]
name = { en = "defect", de = "Mangel" }
needs = ["order_number"]
[fact.order_number]
find = 're:\bBT-[0-9]{6}\b'
ask = { en = "the order number (BT-…)", de = "die Bestellnummer (BT-…)" }
"""
PROVEN = {"Authentication-Results": "mx.firm.test; dmarc=pass header.from=customer.test"}


def test_a_missing_order_number_is_asked_for_once_and_found_when_it_comes(closed_desk: Desk) -> None:
    """The letter asks for it; the customer's answer gives it; no second letter; the thread is found by it."""
    desk = closed_desk.add_rules(RULES).start()
    kim = desk.customer()
    kim.writes("My lamp", "Hello, my lamp came broken.", headers=PROVEN)
    letter = kim.receives()
    thread = desk.thread("My lamp")

    assert letter.says("We still need: - the order number (BT-…)", desk.spoken(thread["told"]))
    assert (thread["missing"], thread["asked"]) == (["order_number"], ["order_number"])
    assert "missing: order_number" in desk.triaged("queue").stdout

    kim.answers(letter, "Here it is: bt-118204", headers=PROVEN)
    thread.wait_for_mails(2)
    assert (thread["missing"], thread["facts"]) == ([], {"order_number": ["bt-118204"]})
    assert kim.has_received() == 1
    assert thread.reference in desk.triaged("find", "BT 118204", "--fact", "order_number").stdout
    assert "order_number: bt-118204" in desk.triaged("explain", thread.reference).stdout


def test_a_german_customer_is_asked_in_german_and_never_for_what_is_there(closed_desk: Desk) -> None:
    """In the customer's language; a number in the mail that they answer counts as given."""
    desk = closed_desk.add_rules(RULES).start()
    petra, jo = desk.customer("Petra Kranz"), desk.customer("Jo Tanaka")
    petra.writes("Die Lampe", "Guten Tag,\n\ndie Lampe ist leider kaputt angekommen.\n\nGruß\nPetra", headers=PROVEN)
    asked = petra.receives()
    quoting = "Hello, it came broken.\n\nOn Mon, 23 Nov 2026 Shop wrote:\n> Your order BT-295077 is on its way.\n"
    jo.writes("Our order", quoting, headers=PROVEN)
    plain = jo.receives()

    assert asked.says("Das fehlt uns noch: - die Bestellnummer (BT-…)")
    assert "need" not in plain.text
    assert desk.thread("Our order")["facts"] == {"order_number": ["BT-295077"]}
