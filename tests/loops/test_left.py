"""Customers' mails leave the folder where they were read: the real poll, a mailbox in memory, a clock in hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from tests.loops.house import Hands, intake, policy
from tests.simulate.desk.connection import StandingInbox
from tests.simulate.desk.mailbox import Mailbox
from triaged.errors import ServerUnreachable
from triaged.loops.handle import act
from triaged.loops.health import Health
from triaged.loops.left import LOOK_EVERY, MOST_FOLDERS, SURE_AFTER
from triaged.loops.poll import Poll
from triaged.mail.limits import ParseLimits
from triaged.model.letter import LetterState
from triaged.model.stored import Whereabouts
from triaged.model.thread import Happening, Outcome, Thread, Turn
from triaged.report.status import troubles
from triaged.rules.left import MOST
from triaged.store import SqlStore

DELETED = "deleted: done?"
SURE = SURE_AFTER + timedelta(seconds=1)


@dataclass
class Desk:
    """A mailbox, and the daemon's loop over it. `more` stands in rules.toml."""

    store: SqlStore
    more: str = ""
    watch: tuple[str, ...] = ("INBOX",)
    clock: Hands = field(default_factory=Hands)
    asked: list[str] = field(default_factory=list)
    mailbox: Mailbox = field(init=False)
    poll: Poll = field(init=False)

    def __post_init__(self) -> None:
        self.mailbox = Mailbox(self.clock)
        self.mailbox.create("Orders")
        self.mailbox.trouble = self.asked.append
        self.starts()

    def starts(self) -> None:
        """A new daemon."""
        desk = policy(self.more)
        self.poll = Poll(
            entry=replace(desk.inboxes["support"], watch=self.watch),
            inbox=StandingInbox("support", self.mailbox),
            intake=intake(desk, self.store, self.clock),
            policy=desk,
            store=self.store,
            clock=self.clock,
            health=Health(),
            send_now=lambda: None,
            limits=ParseLimits(),
        )

    async def looks(self) -> None:
        """One round over every folder."""
        self.poll._looked_at_all = 0.0
        await self.poll.round()

    async def is_sure(self) -> None:
        """Two looks, far enough apart."""
        await self.looks()
        self.clock.now += SURE
        await self.looks()

    async def reads(self, *numbers: int, more: str = "", folder: str = "INBOX") -> None:
        """Customers' mails come and are read."""
        await self.looks()
        for number in numbers:
            self.mailbox.put(mail(number, more), folder)
        await self.looks()

    def moves(self, number: int, source: str = "INBOX", target: str = "") -> None:
        """Somebody moves a mail; target "": deletes it for good."""
        box = self.mailbox.boxes[source]
        uid = next(uid for uid in box.uids if f"<{number}@customer.test>".encode() in box.mails[uid].octets)
        if target:
            self.mailbox.move(source, uid, target)
        else:
            box.drop(uid)

    def answers(self, number: int) -> None:
        """A person's answer is filed in Sent."""
        head = f"From: support@nordlicht.example\r\nTo: kim{number}@customer.test\r\nSubject: Re: Number {number}\r\n"
        ids = f"Message-ID: <a{number}@nordlicht.example>\r\nIn-Reply-To: <{number}@customer.test>\r\n"
        self.mailbox.put(f"{head}{ids}\r\nIt is done.\r\n".encode(), "Sent", flags=("\\Seen",))

    def thread(self, number: int) -> Thread:
        """The thread that this mail began."""
        [joined] = self.store.transact_now(lambda tx: tx.joined("support", [f"<{number}@customer.test>"]))
        return joined.thread

    def lies(self, number: int) -> list[Whereabouts]:
        """Where the customer's mails of this mail's thread lie."""
        thread_id = self.thread(number).thread_id
        return [each.lies for each in self.store.transact_now(lambda tx: tx.messages(thread_id))]

    def events(self, number: int) -> list[str]:
        """What the trail of the thread says happened."""
        thread_id = self.thread(number).thread_id
        return [entry.event for entry in self.store.transact_now(lambda tx: tx.trail(thread_id))]

    def outcomes(self, number: int) -> list[tuple[bool, Outcome]]:
        """Promises (told) and targets of the thread."""
        thread_id = self.thread(number).thread_id
        return [(each.told, each.outcome) for each in self.store.transact_now(lambda tx: tx.promises(thread_id))]

    def letters(self, number: int) -> list[LetterState]:
        """The letters of the thread."""
        thread_id = self.thread(number).thread_id
        return [each.state for each in self.store.transact_now(lambda tx: tx.letters_of_thread(thread_id))]

    def wrong(self) -> list[str]:
        """What people hear of mails that left."""
        figures = self.store.transact_now(lambda tx: tx.figures(self.clock()))
        found = troubles(figures, (), inboxes=("support",), quiet=(), jump=None, now=self.clock())
        return [each.what for each in found if each.about.startswith("many left")]


def mail(number: int, more: str = "") -> bytes:
    """A customer's mail; `more` are further header lines."""
    return (
        f"From: Kim <kim{number}@customer.test>\r\nTo: support@nordlicht.example\r\nSubject: Number {number}\r\n"
        f"Message-ID: <{number}@customer.test>\r\n{more}\r\nPlease help me, number {number} is broken.\r\n"
    ).encode()


def further(number: int, first: int, answers: str) -> bytes:
    """The same customer's next mail in the thread of mail `first`, answering `answers`."""
    written = mail(number, f"In-Reply-To: <{answers}>\r\n").replace(f"kim{number}@".encode(), f"kim{first}@".encode())
    return written.replace(f"Subject: Number {number}".encode(), f"Subject: Re: Number {first}".encode())


@pytest.fixture
def desk(store: SqlStore) -> Desk:
    """A desk as rules.toml makes it when it says nothing of leaving."""
    return Desk(store)


@pytest.fixture
def new_desk(store: SqlStore) -> Callable[..., Desk]:
    """A desk with more in its rules.toml."""
    return lambda more="", **also: Desk(store, more, **also)


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
    """Junk is spam, deleted mail is asked about, another folder says nothing; each as configured. Letters stop."""
    desk = new_desk(f"[close]\n{close}")
    await desk.reads(1)
    desk.moves(1, target=target)
    await desk.is_sure()

    thread = desk.thread(1)
    assert (thread.turn, thread.asks, bool(thread.held)) == (turn, asks, bool(asks))
    assert [found for told, found in desk.outcomes(1) if told] == [outcome]
    assert desk.letters(1) == [LetterState.READY if turn is Turn.OURS else LetterState.CANCELLED]


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


async def test_many_at_once_close_nothing_and_people_hear_of_it(desk: Desk) -> None:
    """A restored backup or a big tidying: one finding in status for a day; what is left is watched on."""
    numbers = range(1, MOST + 4)
    await desk.reads(*numbers)
    for number in numbers[1:]:
        desk.moves(number, target="Junk")
    await desk.is_sure()
    await desk.is_sure()

    assert {desk.thread(number).turn for number in numbers} == {Turn.OURS}
    assert desk.wrong() == [f"inbox support: {len(numbers) - 1} mails left INBOX at once: nothing was closed"]
    desk.moves(1, target="Junk")
    await desk.is_sure()
    assert desk.thread(1).turn is Turn.NOBODY
    desk.clock.passes(days=1)
    await desk.looks()
    assert desk.wrong() == []


async def test_many_that_are_back_at_the_second_look_were_never_gone(desk: Desk) -> None:
    """An answer of the server that was cut short: nobody hears of it, and every mail is watched on."""
    numbers = range(1, MOST + 4)
    await desk.reads(*numbers)
    box = desk.mailbox.boxes["INBOX"]
    whole = dict(box.mails)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(box, "mails", {})
        patched.setattr(box, "uids", [])
        await desk.looks()
    assert box.mails == whole
    desk.clock.now += SURE
    await desk.looks()
    assert desk.wrong() == []
    assert {lies for number in numbers for lies in desk.lies(number)} == {Whereabouts.WATCHED}


async def test_many_that_go_one_by_one_are_many_at_once(desk: Desk) -> None:
    """While so many are missed nobody is sure of any: the first ones are not closed before the last ones are missed."""
    numbers = range(1, MOST + 4)
    await desk.reads(*numbers)
    for number in numbers:
        desk.moves(number, target="Junk")
        if number in {5, 15}:
            await desk.looks()
            desk.clock.passes(seconds=4)
    await desk.is_sure()
    await desk.is_sure()
    assert {desk.thread(number).turn for number in numbers} == {Turn.OURS}
    assert len(desk.wrong()) == 1


async def test_many_answered_mails_tidied_away_are_no_news(desk: Desk) -> None:
    """That is what people do in the evening."""
    numbers = range(1, MOST + 4)
    await desk.reads(*numbers)
    desk.clock.passes(minutes=10)
    for number in numbers:
        desk.answers(number)
    await desk.looks()
    for number in numbers:
        desk.moves(number, target="Junk")
    await desk.is_sure()
    assert {desk.thread(number).turn for number in numbers} == {Turn.THEIRS}
    assert desk.wrong() == []


async def test_a_folder_that_is_renumbered_closes_nothing(desk: Desk) -> None:
    """Every number is gone, no mail is: they are known by their new numbers (I1), and watched on."""
    await desk.reads(1, 2)
    desk.mailbox.renumber("INBOX")
    await desk.is_sure()
    assert {desk.thread(number).turn for number in (1, 2)} == {Turn.OURS}
    assert [desk.thread(number).asks for number in (1, 2)] == ["", ""]

    desk.moves(1, target="Junk")
    await desk.is_sure()
    assert [desk.thread(number).turn for number in (1, 2)] == [Turn.NOBODY, Turn.OURS]


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


async def test_what_left_while_nobody_looked_is_seen(desk: Desk) -> None:
    """The daemon was down: its first looks find what is gone."""
    await desk.reads(1)
    desk.moves(1, target="Junk")
    desk.clock.passes(hours=3)
    desk.starts()
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


async def test_a_connection_that_breaks_on_the_way_loses_nothing(desk: Desk) -> None:
    """Nothing is half written; the next connection finds it."""
    await desk.reads(1)
    desk.moves(1, target="Trash")
    await desk.looks()
    desk.clock.now += SURE
    left = 2

    def breaks(step: str) -> None:
        nonlocal left
        left -= step == "list"
        if left <= 0:
            raise ServerUnreachable("the mailbox: broken")

    desk.poll._folders = None
    desk.mailbox.trouble = breaks
    with pytest.raises(ServerUnreachable):
        await desk.looks()
    await desk.poll.recover()
    assert (desk.thread(1).asks, desk.lies(1)) == ("", [Whereabouts.WATCHED])

    desk.mailbox.trouble = lambda _: None
    await desk.looks()
    assert desk.thread(1).asks == DELETED


async def test_the_server_is_asked_only_when_something_can_have_left(desk: Desk) -> None:
    """Rounds without news cost no look; mail that comes is not mail that left; a minute later it is looked anyway."""
    await desk.reads(1, 2)
    looks = 0
    present = desk.poll.inbox.present

    async def counted(uids: tuple[int, ...]) -> frozenset[int]:
        nonlocal looks
        looks += 1
        return await present(uids)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(desk.poll.inbox, "present", counted)
        await desk.looks()
        desk.mailbox.put(mail(3))
        desk.clock.passes(seconds=20)
        await desk.looks()
        assert looks == 0
        desk.mailbox.put(mail(4))
        desk.moves(1, target="Junk")
        await desk.looks()
        assert looks == 1, "one came and one went: the number of mails is the same"
        desk.clock.now += LOOK_EVERY
        await desk.looks()
        assert looks == 2


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
