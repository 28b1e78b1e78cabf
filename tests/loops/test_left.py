"""Customers' mails leave the folder where they were read: the real poll, a mailbox in memory, a clock in hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.loops.left_desk import DELETED, Desk, desk, further, mail, new_desk
from triaged.errors import ServerUnreachable
from triaged.loops.handle import act
from triaged.loops.left import MOST_FOLDERS, SURE_AFTER
from triaged.model.letter import LetterState
from triaged.model.stored import Whereabouts
from triaged.model.thread import Happening, Outcome, Turn

__all__ = ["desk", "new_desk"]


@pytest.mark.parametrize(
    ("close", "target", "turn", "asks", "outcome"),
    [
        ("", "Junk", Turn.NOBODY, "", Outcome.RELEASED),
        ("", "Trash", Turn.OURS, DELETED, Outcome.OPEN),
        ("", "", Turn.OURS, DELETED, Outcome.OPEN),
        ("", "Erledigt", Turn.OURS, "", Outcome.OPEN),
        ("", "Orders", Turn.OURS, "", Outcome.OPEN),
        ('to_junk = "nothing"', "Junk", Turn.OURS, "", Outcome.OPEN),
        ('to_trash = "done"', "Trash", Turn.NOBODY, "", Outcome.CLOSED_UNANSWERED),
        ('to_trash = "done"', "", Turn.NOBODY, "", Outcome.CLOSED_UNANSWERED),
        ('left_inbox = "done"', "Erledigt", Turn.NOBODY, "", Outcome.CLOSED_UNANSWERED),
        ('left_inbox = "done"', "Trash", Turn.OURS, DELETED, Outcome.OPEN),
    ],
)
async def test_where_the_mail_went_decides(
    new_desk: Callable[..., Desk], close: str, target: str, *, turn: Turn, asks: str, outcome: Outcome
) -> None:
    """Junk is spam, deleted mail is asked about, another folder says nothing; each as configured."""
    desk = new_desk(f"[close]\n{close}")
    await desk.reads(1)
    desk.letters_leave()
    desk.moves(1, target=target)
    await desk.is_sure()

    thread = desk.thread(1)
    assert (thread.turn, thread.asks, bool(thread.held)) == (turn, asks, bool(asks))
    assert [found for told, found in desk.outcomes(1) if told] == [outcome]


@pytest.mark.parametrize(("close", "target"), [("", "Junk"), ('to_trash = "done"', "Trash")])
async def test_what_left_before_its_letter_was_promised_to_nobody(
    new_desk: Callable[..., Desk], close: str, target: str
) -> None:
    """The acknowledgement that waits is cancelled, and its promise is neither kept nor broken: it is released."""
    desk = new_desk(f"[close]\n{close}")
    await desk.reads(1)
    desk.moves(1, target=target)
    await desk.is_sure()

    assert [found for told, found in desk.outcomes(1) if told] == [Outcome.RELEASED]
    assert desk.letters(1) == [LetterState.CANCELLED]


async def test_one_look_decides_nothing(desk: Desk) -> None:
    """A mail that is missed counts as gone at a second look, ten seconds later and not before (I17)."""
    await desk.reads(1)
    desk.moves(1, target="Junk")
    await desk.looks()
    desk.clock.now += SURE_AFTER / 2
    await desk.looks()
    assert desk.thread(1).turn is Turn.OURS

    desk.clock.now += SURE_AFTER / 2
    await desk.looks()
    assert desk.thread(1).turn is Turn.NOBODY


async def test_a_mail_that_is_put_back_at_once_was_never_gone(desk: Desk) -> None:
    """Dragged to the wrong folder and back: nothing happened, and it is watched on under its new number."""
    await desk.reads(1)
    desk.moves(1, target="Trash")
    await desk.looks()
    desk.moves(1, "Trash", "INBOX")
    await desk.is_sure()
    assert (desk.thread(1).asks, desk.lies(1)) == ("", [Whereabouts.WATCHED])

    desk.moves(1, target="Junk")
    await desk.is_sure()
    assert desk.thread(1).turn is Turn.NOBODY


async def test_an_answer_at_the_same_moment_counts(desk: Desk) -> None:
    """Moved away and answered between two looks: the promise is kept, nobody is asked (I17)."""
    await desk.reads(1)
    desk.letters_leave()
    desk.moves(1, target="Trash")
    await desk.looks()
    desk.clock.passes(seconds=5)
    desk.answers(1)
    await desk.is_sure()

    assert (desk.thread(1).turn, desk.thread(1).asks) == (Turn.THEIRS, "")
    assert [outcome for told, outcome in desk.outcomes(1) if told] == [Outcome.KEPT]
    assert Happening.GONE.value not in desk.events(1)


async def test_out_of_junk_again_it_is_ours_again(desk: Desk) -> None:
    """Undone: the time that the customer was told is our target, and no second letter is written."""
    await desk.reads(1)
    told = desk.thread(1).promise
    assert told is not None
    desk.moves(1, target="Junk")
    await desk.is_sure()
    desk.clock.passes(minutes=30)
    desk.moves(1, "Junk", "INBOX")
    await desk.looks()

    thread = desk.thread(1)
    assert (thread.turn, thread.promise) == (Turn.OURS, None)
    assert thread.target is not None
    assert thread.target.reply_by == told.reply_by
    assert thread.look_at is not None
    assert desk.letters(1) == [LetterState.CANCELLED]
    assert desk.lies(1) == [Whereabouts.WATCHED]

    desk.moves(1, target="Junk")
    await desk.is_sure()
    assert desk.thread(1).turn is Turn.NOBODY, "and it can be spam once more"


async def test_out_of_junk_after_its_time_it_gets_a_new_target(desk: Desk) -> None:
    """What was told has passed: the target is that of a mail which comes now."""
    await desk.reads(1)
    desk.moves(1, target="Junk")
    await desk.is_sure()
    desk.clock.passes(days=1)
    desk.moves(1, "Junk", "INBOX")
    await desk.looks()
    target = desk.thread(1).target
    assert target is not None
    assert target.reply_by > desk.clock()


async def test_what_a_person_closed_stays_closed_when_its_mail_comes_back(desk: Desk) -> None:
    """Only what the move to junk had done is undone by the move back."""
    await desk.reads(1)
    thread, now = desk.thread(1), desk.clock()
    desk.store.transact_now(
        lambda tx: act(tx, thread, Happening.SPAM, policy=desk.poll.policy, at=now, now=now, who="anna")
    )
    desk.moves(1, target="Junk")
    await desk.is_sure()
    desk.moves(1, "Junk", "INBOX")
    await desk.is_sure()
    assert desk.thread(1).turn is Turn.NOBODY


async def test_junk_that_closed_nothing_reopens_nothing(desk: Desk) -> None:
    """One of two mails went to junk, then a person closed the thread: the mail's return changes nothing."""
    await desk.reads(1)
    desk.clock.passes(minutes=10)
    desk.mailbox.put(further(2, 1, "1@customer.test"))
    await desk.looks()
    desk.moves(1, target="Junk")
    await desk.is_sure()
    thread, now = desk.thread(1), desk.clock()
    assert thread.turn is Turn.OURS
    desk.store.transact_now(
        lambda tx: act(tx, thread, Happening.CLOSED, policy=desk.poll.policy, at=now, now=now, who="anna")
    )
    desk.moves(1, "Junk", "INBOX")
    await desk.looks()
    assert desk.thread(1).turn is Turn.NOBODY


async def test_a_deleted_mail_that_comes_back_takes_its_question_back(desk: Desk) -> None:
    """Out of the trash: nobody has to say any more whether it is done, and the renewal is free again."""
    await desk.reads(1)
    desk.moves(1, target="Trash")
    await desk.is_sure()
    desk.moves(1, "Trash", "INBOX")
    await desk.looks()
    assert (desk.thread(1).asks, desk.thread(1).held, desk.thread(1).turn) == ("", "", Turn.OURS)


async def test_a_thread_is_judged_by_all_mails_that_wait(desk: Desk) -> None:
    """One of two in the trash says nothing; with the second people are asked, once."""
    await desk.reads(1)
    desk.clock.passes(minutes=10)
    desk.mailbox.put(further(2, 1, "1@customer.test"))
    await desk.looks()
    desk.moves(1, target="Trash")
    await desk.is_sure()
    assert (desk.thread(1).asks, desk.lies(1)) == ("", [Whereabouts.TRASH, Whereabouts.WATCHED])

    desk.moves(2, target="Trash")
    await desk.is_sure()
    await desk.is_sure()
    assert desk.thread(1).asks == DELETED
    assert desk.events(1).count(Happening.GONE.value) == 1


async def test_mails_before_our_answer_do_not_count(new_desk: Callable[..., Desk]) -> None:
    """The first mail was answered and lies in the inbox still; the second is deleted: that says it all."""
    desk = new_desk()
    await desk.reads(1)
    desk.clock.passes(minutes=10)
    desk.answers(1)
    desk.clock.passes(minutes=10)
    desk.mailbox.put(further(2, 1, "a1@nordlicht.example"))
    await desk.looks()
    assert desk.thread(1).turn is Turn.OURS

    desk.moves(2, target="Trash")
    await desk.is_sure()
    assert desk.thread(1).asks == DELETED


@pytest.mark.parametrize(
    ("target", "turn"), [("Erledigt", Turn.THEIRS), ("Trash", Turn.THEIRS), ("", Turn.THEIRS), ("Junk", Turn.NOBODY)]
)
async def test_answered_mail_may_be_tidied_away(new_desk: Callable[..., Desk], target: str, turn: Turn) -> None:
    """Nobody waits for us: wherever it goes nothing changes, unless it is spam."""
    desk = new_desk('[close]\nto_trash = "done"\nleft_inbox = "done"')
    await desk.reads(1)
    desk.clock.passes(minutes=10)
    desk.answers(1)
    await desk.looks()
    desk.moves(1, target=target)
    await desk.is_sure()
    assert (desk.thread(1).turn, desk.thread(1).asks) == (turn, "")


async def test_from_one_watched_folder_to_another_and_on(new_desk: Callable[..., Desk]) -> None:
    """A mail is watched where it lies now."""
    desk = new_desk(watch=("INBOX", "Orders"))
    await desk.reads(1)
    desk.moves(1, target="Orders")
    await desk.is_sure()
    assert (desk.thread(1).turn, desk.lies(1)) == (Turn.OURS, [Whereabouts.WATCHED])

    desk.moves(1, "Orders", "Junk")
    await desk.is_sure()
    assert desk.thread(1).turn is Turn.NOBODY


async def test_what_is_nowhere_to_be_seen_for_sure_was_moved(desk: Desk) -> None:
    """In a folder that cannot be opened, or in more folders than are looked through, or without an id: no question."""
    box = desk.mailbox.create("Private")
    await desk.reads(1, 2, 3)
    desk.mailbox.put(mail(4).replace(b"Message-ID: <4@customer.test>\r\n", b""))
    await desk.looks()

    opened = desk.poll.inbox.select

    async def select(folder: str, *, readonly: bool) -> object:
        if folder == box.name:
            raise ServerUnreachable("not permitted")
        return await opened(folder, readonly=readonly)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(desk.poll.inbox, "select", select)
        desk.moves(1, target="Private")
        await desk.is_sure()
    assert (desk.thread(1).asks, desk.lies(1)) == ("", [Whereabouts.ELSEWHERE])

    last = desk.mailbox.boxes["INBOX"].uids[-1]
    desk.mailbox.boxes["INBOX"].drop(last)
    await desk.is_sure()
    assert desk.store.transact_now(lambda tx: tx.attention()).asks == ()

    for number in range(MOST_FOLDERS):
        desk.mailbox.create(f"Year {number}")
    desk.moves(2, target="")
    await desk.is_sure()
    assert (desk.thread(2).asks, desk.lies(2)) == ("", [Whereabouts.ELSEWHERE])
    desk.moves(3, target="Junk")
    await desk.is_sure()
    assert desk.thread(3).turn is Turn.NOBODY


async def test_a_flag_alone_asks_once_and_holds_the_renewal(desk: Desk) -> None:
    r"""\Answered without an answer to be seen (docs/promises.md 6): asked once, held, never kept."""
    await desk.reads(1)
    box = desk.mailbox.boxes["INBOX"]
    box.flag(box.uids[0], "\\Answered")
    await desk.looks()
    asked = desk.thread(1)
    assert (asked.turn, asked.asks, bool(asked.held)) == (Turn.OURS, "answered?", True)
    assert [outcome for told, outcome in desk.outcomes(1) if told] == [Outcome.OPEN]

    desk.starts()
    await desk.looks()
    assert desk.events(1).count(Happening.ELSEWHERE.value) == 1
