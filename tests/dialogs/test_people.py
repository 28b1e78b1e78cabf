"""Who answers, who is told, who is away: the people of a desk, and what they order."""

from __future__ import annotations

import json
import os
import pwd
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from tests.dialogs.clock import Clock, in_daemons_hands
from tests.dialogs.desk import Desk
from tests.dialogs.mails import Received, write
from tests.dialogs.test_late import AT_ANY_HOUR, until, until_told

if TYPE_CHECKING:
    from tests.conftest import Mailbox

pytestmark = pytest.mark.needs_faketime

Mailboxes = Callable[..., "Mailbox"]


def staffed(desk: Desk, new_mailbox: Mailboxes, more: str = "") -> tuple[Clock, str]:
    """A desk where Anna leads, Ben answers in turn, Greta is the manager; the daemon's clock, and Ben's address."""
    ben, greta = (new_mailbox(name, domain="firm.test").account.address for name in ("ben", "greta"))
    clock = in_daemons_hands(desk)
    desk.rewrite('[letters]\ndoubt_wait = "2s"\n', AT_ANY_HOUR)
    desk.add_rules(
        f'[person.ben]\nname = "Ben Oduya"\nmail = ["{ben}"]\n'
        f'[person.greta]\nname = "Greta Lund"\nmail = ["{greta}"]\n'
        '[team.service]\nlead = "anna"\nmanager = "greta"\npeople = ["ben"]\nassign = "in turn"\n'
        f'[renewal]\nneeds = "nothing"\nsend = "ask"\n{more}'
    )
    desk.start()
    return clock, ben


def orders(desk: Desk, who: str, notice: Received, text: str, **more: Any) -> None:
    """A colleague answers a notice."""
    mail = write(sender=who, to=desk.address, subject=f"Re: {notice.subject}", text=text, answering=notice, **more)
    desk.postfix.send(who, desk.address, mail.octets)


def mails_of(desk: Desk, address: str, count: int) -> list[Received]:
    return [Received(mail.octets) for mail in desk.dovecot.wait_for_messages(address, count, seconds=40)]


def test_who_is_ill_is_named_in_nothing(closed_desk: Desk, new_mailbox: Mailboxes) -> None:
    """Ben falls ill: his threads go back to the team, and no letter to a customer names him (situation 4)."""
    desk = closed_desk
    clock, _ = staffed(desk, new_mailbox)
    kim, lee = desk.customer("Kim Lee"), desk.customer("Lee Min")
    kim.writes("My heating is cold")
    kim.receives()
    thread = desk.thread("My heating is cold")
    assert thread["owner"] == "ben"

    desk.triaged("away", "ben", "--until", "in 5 days")
    assert thread["owner"] == ""
    lee.writes("The boiler")
    assert not lee.receives().says("Ben")
    until_asked_lead(desk, clock, thread)
    until(desk, clock, thread, minutes=29)
    letter = kim.receives()

    assert letter.says("You will not, and we are sorry.")
    assert not letter.says("Ben")


def test_a_named_person_has_it_and_is_named(closed_desk: Desk, new_mailbox: Mailboxes) -> None:
    """Assigned and on duty: the acknowledgement names Ben, and Ben is told that it is his."""
    desk = closed_desk
    clock, ben = staffed(desk, new_mailbox)
    kim = desk.customer()
    kim.writes("My heating is cold", headers={})
    kim.receives()
    thread = desk.thread("My heating is cold")
    assert thread["owner"] == "ben"
    clock.passes(minutes=6)

    [notice] = mails_of(desk, ben, 1)
    assert notice.says(thread.reference)


def test_mine_from_a_phone_takes_the_thread(closed_desk: Desk, new_mailbox: Mailboxes) -> None:
    """The lead answers a notice with "mine": the thread is hers, and the answer says so."""
    desk = closed_desk
    clock, _ = staffed(desk, new_mailbox)
    kim = desk.customer()
    kim.writes("My heating is cold")
    kim.receives()
    thread = desk.thread("My heating is cold")
    until(desk, clock, thread, minutes=46)
    until_told(desk, clock, thread, 1)
    [notice] = desk.lead_receives(1)

    orders(desk, desk.lead, notice, f"give {thread.reference} to anna\n\nSent from my iPhone")
    desk.wait_until(lambda: thread["owner"] == "anna", "it is Anna's")
    confirmation = desk.lead_receives(2)[-1]

    assert confirmation.automatic
    assert confirmation.header("In-Reply-To")
    assert confirmation.says(thread.reference)


def test_what_nobody_understands_is_not_done_and_is_said(closed_desk: Desk, new_mailbox: Mailboxes) -> None:
    """One line that is no command: nothing of the mail is done, and the answer quotes that line."""
    desk = closed_desk
    clock, _ = staffed(desk, new_mailbox)
    kim = desk.customer()
    kim.writes("My heating is cold")
    kim.receives()
    thread = desk.thread("My heating is cold")
    notice = until_asked_lead(desk, clock, thread)

    orders(desk, desk.lead, notice, "hold\nand please make coffee")
    answer = desk.lead_receives(2)[-1]

    assert answer.says("and please make coffee")
    assert not thread["held"]


def test_a_stranger_who_writes_in_a_colleagues_name_orders_nothing(closed_desk: Desk, new_mailbox: Mailboxes) -> None:
    """Without the notice's own id the address alone is no proof: nothing is done, nobody is answered."""
    desk = closed_desk
    staffed(desk, new_mailbox)
    kim = desk.customer()
    kim.writes("My heating is cold")
    kim.receives()
    thread = desk.thread("My heating is cold")

    forged = write(
        sender=desk.lead,
        to=desk.address,
        subject=f"Re: 1 reply due [{thread.reference}]",
        text=f"done {thread.reference}",
    )
    desk.postfix.send("thief@customer.test", desk.address, forged.octets)
    desk.wait_for_a_look()
    desk.wait_for_a_look()

    assert thread["turn"] == "ours"
    assert [promise["outcome"] for promise in thread.promises] == ["open"]
    assert desk.dovecot.messages(desk.lead) == []


def test_who_comes_second_is_told_who_has_it(closed_desk: Desk, new_mailbox: Mailboxes) -> None:
    """A thread that somebody has is not taken by mistake: the refusal names them; `--take` takes it."""
    desk = closed_desk
    me = pwd.getpwuid(os.getuid()).pw_name
    staffed(desk, new_mailbox)
    desk.stop()
    desk.rewrite('name = "Greta Lund"', f'name = "Greta Lund"\nuser = "{me}"').start()
    kim = desk.customer()
    kim.writes("My heating is cold")
    kim.receives()
    thread = desk.thread("My heating is cold")

    refused = desk.triaged("claim", thread.reference, check=False)
    assert refused.returncode == 1
    assert "Ben Oduya" in refused.stderr
    desk.triaged("claim", thread.reference, "--take")

    assert thread["owner"] == "greta"


def test_a_notice_that_comes_back_climbs_to_the_next_person(closed_desk: Desk, new_mailbox: Mailboxes) -> None:
    """The lead's address is refused by the relay: the manager hears it instead, and that it did not reach her."""
    desk = closed_desk
    clock, _ = staffed(desk, new_mailbox)
    desk.stop()
    desk.rewrite(f'mail = ["{desk.lead}"]', 'mail = ["nobody.at.all@firm.test"]').start()
    [greta] = re.findall(r'name = "Greta Lund"\nmail = \["(.*?)"\]', desk.rules)
    kim = desk.customer()
    kim.writes("My heating is cold")
    kim.receives()
    thread = desk.thread("My heating is cold")

    until(desk, clock, thread, minutes=46)
    for _ in range(4):
        clock.passes(minutes=6)
        desk.wait_for_a_look()
    notice = mails_of(desk, greta, 1)[0]

    assert notice.says(thread.reference)
    assert notice.says("Anna Petersen")


@contextmanager
def webhook() -> Iterator[tuple[int, list[dict[str, Any]]]]:
    """A receiver of notices on a free port; what it got."""
    got: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            got.append({"signature": self.headers.get("webhook-signature", ""), **json.loads(body)})
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_port, got
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_notice_goes_the_way_its_reader_likes_best(closed_desk: Desk, new_mailbox: Mailboxes) -> None:
    """`tell = ["hook", "mail"]`: the webhook gets it, signed; the mailbox does not."""
    desk = closed_desk
    with webhook() as (port, got):
        secret, url = desk.folder / "sign", desk.folder / "url"
        secret.write_text("whsec_" + "c2VjcmV0IHNlY3JldCBzZWNyZXQgc2VjcmV0", "utf-8")
        url.write_text(f"http://127.0.0.1:{port}/hook", "utf-8")
        for file in (secret, url):
            file.chmod(0o600)
        desk.rewrite(f'mail = ["{desk.lead}"] }}', f'mail = ["{desk.lead}"], tell = ["hook", "mail"] }}')
        clock, _ = staffed(
            desk,
            new_mailbox,
            f'[channel.hook]\nkind = "webhook"\nurl = "file:{url}"\nsign = "file:{secret}"\nprivate = true\n',
        )
        kim = desk.customer()
        kim.writes("My heating is cold")
        kim.receives()
        thread = desk.thread("My heating is cold")

        until(desk, clock, thread, minutes=46)
        until_told(desk, clock, thread, 1)
        desk.wait_until(lambda: got, "the webhook is called")

    assert any(thread.reference in line for line in got[0]["lines"])
    assert got[0]["signature"].startswith("v1,")
    assert desk.dovecot.messages(desk.lead) == []


def until_asked_lead(desk: Desk, clock: Clock, thread: Any) -> Received:
    """The lead hears first at 80 %: when the customer would be told."""
    until(desk, clock, thread, minutes=46)
    until_told(desk, clock, thread, 1)
    return desk.lead_receives(1)[-1]
