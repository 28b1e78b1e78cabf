r"""The flag \Answered on a customer's mail: what it asks, how often, and that a person's decision about it lasts."""

from __future__ import annotations

from tests.loops.left_desk import Desk, desk, further, mail
from tests.loops.staff import run
from triaged.model.thread import Happening, Turn

__all__ = ["desk"]
ASKED = "answered?"


def flags(desk: Desk, number: int) -> None:
    """Somebody's mail program flags this mail."""
    box = desk.mailbox.boxes["INBOX"]
    uid = next(uid for uid in box.uids if f"<{number}@customer.test>".encode() in box.mails[uid].octets)
    box.flag(uid, "\\Answered")


def says_send(desk: Desk) -> None:
    """A person looked: nobody answered, and the customer may be told that we are late."""
    run(desk.store, "renewal send", rules=desk.poll.policy, now=desk.clock(), id=desk.thread(1).reference)


async def looks_anew(desk: Desk) -> None:
    """The connection broke, or the daemon was restarted: every flag is read again."""
    desk.starts()
    desk.clock.passes(minutes=1)
    await desk.looks()


async def test_what_a_person_decided_about_a_flag_lasts(desk: Desk) -> None:
    """`renewal send` says that it was no answer: the next connection reads the same flag, and holds nothing for it."""
    await desk.reads(1)
    desk.letters_leave()
    flags(desk, 1)
    await desk.looks()
    assert (desk.thread(1).asks, bool(desk.thread(1).held)) == (ASKED, True)

    says_send(desk)
    await looks_anew(desk)
    after = desk.thread(1)
    assert (after.turn, after.asks, after.held) == (Turn.OURS, "", "")


async def test_the_flag_of_another_mail_asks_anew(desk: Desk) -> None:
    """The customer wrote again, and that mail is flagged: nobody has decided about it."""
    await desk.reads(1)
    desk.letters_leave()
    flags(desk, 1)
    await desk.looks()
    says_send(desk)
    desk.mailbox.put(further(2, 1, "1@customer.test"))
    await desk.looks()
    assert desk.thread(1).asks == ""

    flags(desk, 2)
    await desk.looks()
    assert (desk.thread(2).thread_id, desk.thread(1).asks) == (desk.thread(1).thread_id, ASKED)
    assert desk.events(1).count(Happening.ELSEWHERE.value) == 2


async def test_one_decision_is_enough_for_all_flags_that_were_there(desk: Desk) -> None:
    """Two mails of the thread are flagged while the question is open: it is one question."""
    await desk.reads(1)
    desk.letters_leave()
    desk.mailbox.put(further(2, 1, "1@customer.test"))
    flags(desk, 1)
    flags(desk, 2)
    await desk.looks()
    says_send(desk)
    await looks_anew(desk)
    assert desk.thread(1).asks == ""


async def test_only_a_mail_of_the_thread_asks(desk: Desk) -> None:
    """A mail from before the first start, which the customer's mail merely names: its flag says nothing of that one."""
    desk.mailbox.put(mail(7))
    await desk.looks()
    flags(desk, 7)
    desk.mailbox.put(mail(1, "References: <7@customer.test>\r\n"))
    await looks_anew(desk)
    assert desk.thread(1).asks == ""
