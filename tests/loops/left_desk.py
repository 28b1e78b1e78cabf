"""A desk whose mailbox lies in memory: mails come, are moved and vanish, and the poll looks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from tests.loops.house import Hands, goes, intake, policy
from tests.simulate.desk.connection import StandingInbox
from tests.simulate.desk.mailbox import Mailbox
from triaged.loops.health import Health
from triaged.loops.left import SURE_AFTER
from triaged.loops.poll import Poll
from triaged.mail.limits import ParseLimits
from triaged.model.letter import LetterState
from triaged.model.stored import Whereabouts
from triaged.model.thread import Outcome, Thread
from triaged.report.status import troubles
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

    def letters_leave(self) -> None:
        """All that is ready is sent."""
        goes(self.store, self.clock())

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
