"""What relays do to our letters."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests.dialogs.clock import in_daemons_hands
from tests.dialogs.desk import Desk
from tests.servers import Certificates, FaultProxy, Postfix, Sink
from tests.servers.toxics import LoseReply, ReplaceReply, RewriteMessageId, Toxic


@pytest.fixture
def toxic_desk(
    new_desk: Callable[..., Desk],
    postfix: Postfix,
    certificates: Certificates,
    fault_proxy: Callable[..., FaultProxy],
) -> Callable[[Toxic], Desk]:
    """A desk whose letters pass a line with a fault on their way to Postfix; its daemon is not running yet."""

    def make(toxic: Toxic) -> Desk:
        proxy = fault_proxy(postfix.ports.smtps, tls=certificates)
        proxy.add(toxic)
        return new_desk(smtp=f"smtps://127.0.0.1:{proxy.port}")

    return make


def copies_of(sink: Sink, address: str) -> list[bytes]:
    """Every copy the customer got."""
    return [mail.octets for mail in sink.to(address)]


def test_a_letter_whose_250_was_lost_reaches_the_customer_once(toxic_desk: Callable[[Toxic], Desk]) -> None:
    """The relay took the letter and the line broke before it could say so: our own copy proves it, none goes again."""
    desk = toxic_desk(LoseReply(to=".", times=1)).start()
    kim = desk.customer()
    mail = kim.writes("My heating is cold")

    assert kim.receives().answers(mail)
    letter = desk.thread("My heating is cold").wait_for_letter("sent")
    desk.wait_for_a_look()

    assert letter["resends"] == 0
    assert len(copies_of(desk.sink, kim.address)) == 1


@pytest.mark.needs_faketime
def test_a_line_that_breaks_before_the_letter_was_handed_over_delays_it(toxic_desk: Callable[[Toxic], Desk]) -> None:
    """Nothing was taken when the line broke at RCPT: no doubt, the letter goes with its back-off, once (S2)."""
    desk = toxic_desk(LoseReply(to="RCPT", times=1))
    clock = in_daemons_hands(desk)
    desk.start()
    kim = desk.customer()
    mail = kim.writes("My heating is cold")
    thread = desk.thread("My heating is cold")
    desk.wait_until(lambda: thread.letter["attempts"], "a first attempt")
    assert thread.letter["state"] == "ready"

    clock.passes(minutes=6)

    assert kim.receives().answers(mail)
    thread.wait_for_letter("sent")
    assert len(copies_of(desk.sink, kim.address)) == 1


def test_a_relay_that_says_no_after_taking_the_letter_does_not_make_two(toxic_desk: Callable[[Toxic], Desk]) -> None:
    """451 after the final dot, from a relay that kept the mail all the same: it is looked for before it goes again."""
    desk = toxic_desk(ReplaceReply(to=".", reply=b"451 4.3.0 try again later\r\n", times=1)).start()
    kim = desk.customer()
    kim.writes("My heating is cold")

    kim.receives()
    letter = desk.thread("My heating is cold").wait_for_letter("sent")
    desk.wait_for_a_look()

    assert letter["resends"] == 0
    assert len(copies_of(desk.sink, kim.address)) == 1


@pytest.mark.needs_faketime
def test_a_relay_that_truly_said_no_after_the_dot_gets_the_letter_again(closed_desk: Desk) -> None:
    """451 after the final dot and nothing was kept: no copy arrives, so the letter goes again with its back-off."""
    desk = closed_desk
    clock = in_daemons_hands(desk)
    desk.start()
    desk.postfix.policy.after_data("451 4.3.0 later", sender=desk.address, times=1)
    kim = desk.customer()
    mail = kim.writes("My heating is cold")
    thread = desk.thread("My heating is cold")
    desk.wait_until(lambda: "no copy arrived" in thread.letter["reason"], "it was looked for")
    assert kim.has_received() == 0

    clock.passes(minutes=6)

    assert kim.receives().answers(mail)
    thread.wait_for_letter("sent")
    assert kim.has_received() == 1


def test_a_relay_that_gives_our_letter_another_id_is_understood(toxic_desk: Callable[[Toxic], Desk]) -> None:
    """Where the provider replaces our Message-ID, a customer's answer to that id still joins the thread (T1)."""
    desk = toxic_desk(RewriteMessageId(value=b"<replaced.4711@relay.test>")).start()
    kim = desk.customer()
    kim.writes("My heating is cold")
    letter = kim.receives()
    assert letter.message_id == "<replaced.4711@relay.test>"
    desk.wait_for_a_look()

    kim.writes("Re: My heating is cold", "It is an emergency!", answering=letter)
    desk.wait_for_mails(2)

    [thread] = desk.queue()
    assert thread["mails"] == 2
    assert kim.has_received() == 1


@pytest.mark.needs_faketime
def test_a_greylisting_relay_is_asked_again_after_five_minutes(closed_desk: Desk) -> None:
    """450 is not a no: the letter waits for five minutes, goes once, and its time has not moved (S5)."""
    desk = closed_desk
    clock = in_daemons_hands(desk)
    desk.start()
    kim = desk.customer()
    desk.postfix.policy.at_recipient("450 4.2.0 greylisted", recipient=kim.address, times=1)
    kim.writes("My heating is cold")
    thread = desk.thread("My heating is cold")

    desk.wait_until(lambda: thread.letter["attempts"] == 1, "the first attempt")
    letter, told = thread.letter, thread["due"]
    assert letter["state"] == "ready"
    wait = datetime.fromisoformat(letter["next_attempt"]) - datetime.fromisoformat(letter["created"])
    assert timedelta(minutes=5) <= wait <= timedelta(minutes=6)
    assert kim.has_received() == 0

    clock.passes(minutes=6)

    assert kim.receives().promised == desk.spoken(told)
    assert thread.wait_for_letter("sent")["attempts"] == 2
    assert kim.has_received() == 1


def test_a_letter_that_is_refused_for_good_is_shown_to_people(desk: Desk) -> None:
    """5xx is final: no second try, people see it, and the promise that nobody heard becomes a target (S7)."""
    kim = desk.customer()
    desk.postfix.policy.at_recipient("550 5.1.1 no such user", recipient=kim.address, times=None)
    kim.writes("My heating is cold")
    thread = desk.thread("My heating is cold")

    letter = thread.wait_for_letter("failed")

    assert "5.1.1" in letter["reason"]
    assert [shown["letter"] for shown in desk.attention()["failed"]] == [letter["letter"]]
    assert [(promise["told"], promise["outcome"]) for promise in thread.promises] == [
        (True, "released"),
        (False, "open"),
    ]
    assert thread["promised"] is False
    assert thread["due"]
    assert desk.triaged("status", check=False).returncode == 1
    assert "not told" in desk.triaged("queue").stdout
