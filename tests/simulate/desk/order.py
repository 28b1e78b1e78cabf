"""Two conversations become one, and one becomes two: what the lead does with them now and then, by command."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.simulate.desk import house
from tests.simulate.desk.truth import Conversation
from triaged.model.order import Order as Ordered
from triaged.model.order import OrderKind
from triaged.model.stored import Direction, StoredMessage
from triaged.model.thread import Thread, Turn

if TYPE_CHECKING:
    from tests.simulate.desk.world import World

EVERY_HOURS = 12.0
"""So often the lead looks whether something is to be put in order."""
RECENT = timedelta(days=7)


class Order:
    """The lead's hand on the conversations of one world."""

    def __init__(self, world: World) -> None:
        self._world = world

    def begin(self) -> None:
        """From now on conversations are merged and taken apart."""
        self._plan()

    def _plan(self) -> None:
        world = self._world
        at = house.next_opening(world.now + timedelta(hours=world.chance.expovariate(1 / EVERY_HOURS)))
        world.at(at + timedelta(minutes=world.chance.uniform(0, 300)), self._looks)

    def _looks(self) -> None:
        if self._world.daemon.running:
            self._world.chance.choice((self._merges, self._splits))()
        self._plan()

    def _recent(self) -> list[Conversation]:
        """What goes on and was read to its end, newest first."""
        world, found = self._world, []
        for conversation in reversed(world.conversations):
            if world.now - conversation.began > RECENT:
                break
            known = conversation.part_of is None and not conversation.unseen and conversation.excused != "spam"
            if known and world.invariants.was_read(conversation):
                found.append(conversation)
        return found

    def _thread(self, conversation: Conversation) -> Thread | None:
        daemon, thread_id = self._world.daemon, self._world.invariants.thread_of(conversation)
        return None if thread_id is None else daemon.store.transact_now(lambda tx: tx.thread(thread_id))

    # ---- merge

    def _merges(self) -> None:
        """Two matters of one customer, of which one waits at least; with two addresses, by force."""
        recent = self._recent()
        for part in recent:
            others = [one for one in recent if one is not part and one.customer is part.customer]
            if others and (part.waiting or others[0].waiting):
                self.merge(part, others[0])
                return

    def merge(self, part: Conversation, into: Conversation) -> bool:
        """Make one conversation part of another; whether it was done."""
        world, mine, theirs = self._world, self._thread(part), self._thread(into)
        if mine is None or theirs is None:
            return False
        force = part.address != into.address
        named = {"id": mine.reference, "into": theirs.reference, "force": force}
        if world.staff.commands("merge", **named) is None:
            return False
        world.tell(f"{mine.reference} is merged into {theirs.reference} (force: {force})", part)
        world.tell(f"{mine.reference} becomes part of {theirs.reference} (force: {force})", into)
        part.joins(into, self._world.now)
        if force:  # they go on from the address that is answered
            part.address = into.address
        world.staff.joined(part)
        if not force:
            world.customers.asks_again(part)
        ours = Turn.OURS in {mine.turn, theirs.turn}
        world.invariants.was_merged(mine.reference, theirs.thread_id, into, ours=ours)
        return True

    # ---- split

    def _splits(self) -> None:
        """A mail that is about something else is taken out of its conversation."""
        for conversation in self._recent():
            if len(conversation.asked) > 1 and self.split(conversation):
                return

    def split(self, conversation: Conversation) -> bool:
        """Make one of a conversation's mails, and what follows, a conversation of its own; whether it was done."""
        world, thread = self._world, self._thread(conversation)
        if thread is None:
            return False
        mails = world.daemon.store.transact_now(lambda tx: tx.messages(thread.thread_id))
        asked = [n for n, mail in enumerate(mails, 1) if mail.message_id in conversation.asked]
        if len(asked) < 2:
            return False
        number = world.chance.choice(asked[1:])
        if world.staff.commands("split", id=thread.reference, mail=number) is None:
            return False
        author = mails[number - 1].author
        gone = [m for m in mails[number - 1 :] if m.direction is Direction.CUSTOMER and m.author == author]
        self._apart(conversation, [mail for mail in gone if mail.message_id is not None], author)
        left = self._thread(conversation)
        if not conversation.waiting and left is not None and left.turn is Turn.OURS:
            # What a person promised stays where it was told, and thanks may ask something: the lead has read them.
            world.staff._orders(conversation, Ordered(what=OrderKind.DONE), "anna")
        return True

    def _apart(self, conversation: Conversation, gone: list[StoredMessage], author: str) -> None:
        """What really happened: the mails that left are another matter, which waits."""
        world, ids = self._world, [str(mail.message_id) for mail in gone]
        world.customers.count += 1
        begun = Conversation(
            number=world.customers.count,
            customer=conversation.customer,
            address=author,
            subject=gone[0].subject,
            began=world.now,
            not_before=world.now,
            asked={each: 0 for each in ids if each in conversation.asked},
            came=dict(conversation.came),
            asked_at=conversation.asked_at,
            wrote_at=conversation.wrote_at,
            ids=[*(each for each in conversation.ids if each not in ids), *ids],
            waiting=True,
            excused="split off",
            returned=conversation.returned,
        )
        world.conversations.append(begun)
        for each in ids:
            conversation.asked.pop(each, None)
            world.customers.by_id[each] = begun
        conversation.ids = [each for each in conversation.ids if each not in ids]
        conversation.waiting = conversation.waiting and conversation.round in conversation.asked.values()
        if not conversation.waiting:  # what was told of this round was told of the mails that left
            begun.letters[0] = conversation.letters.pop(conversation.round, [])
        world.tell(f"mails {ids} are taken out (it waits: {conversation.waiting})", conversation)
        world.tell(f"begins with mails {ids} taken out of {conversation.number}", begun)
        world.staff.came(begun, world.mailbox.boxes["INBOX"].uid_of(ids[0]))
