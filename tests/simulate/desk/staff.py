"""The people at the desk: their hours, their pace, their illnesses, and the many ways in which they answer mail."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tests.simulate.desk import house, mails
from tests.simulate.desk.house import AGENTS, LEAD
from tests.simulate.desk.mails import Mail, answer_to
from tests.simulate.desk.truth import Answer, Conversation
from triaged.errors import CommandRefused
from triaged.loops.commands import COMMANDS, Request
from triaged.loops.obey import obey
from triaged.model.letter import Letter, LetterState
from triaged.model.order import Order, OrderKind, Refusal
from triaged.model.people import Absence
from triaged.model.tx import Tx
from triaged.report.json import Json

if TYPE_CHECKING:
    from tests.simulate.desk.world import World

REACTIONS = (
    None,
    None,
    OrderKind.MINE,
    OrderKind.MINE,
    OrderKind.HOLD,
    OrderKind.CALLED,
    OrderKind.PROMISE,
    OrderKind.SNOOZE,
)
PACE = 6.0
"""Mails one person answers in an hour."""
PROMISED_WITHIN = timedelta(days=2.5)
"""Nothing later than three working days is promised (promise.at_most); when people are back, work waits for them."""


class Staff:
    """Everybody who answers."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._waiting: dict[Conversation, int] = {}
        self._count = 0
        self._back_at = dict.fromkeys((*AGENTS, "anna"), world.now)

    def begin(self) -> None:
        """From now on they work."""
        for name in AGENTS:
            self._world.at(house.next_opening(self._world.now), lambda n=name: self._works(n))  # type: ignore[misc]
        self._world.at(self._next_day(), self._morning)

    def commands(self, name: str, /, **arguments: object) -> Json | None:
        """The lead's command on the command line, None where it was refused or nothing runs that could hear it."""
        world, daemon = self._world, self._world.daemon
        if not daemon.running:
            return None
        request = Request(
            who="anna", now=daemon.clock(), policy=world.policy, scribe=daemon.watch.scribe, arguments=arguments
        )
        try:
            return daemon.store.transact_now(lambda tx: COMMANDS[name](tx, request))
        except CommandRefused as refused:
            world.tell(f"anna is refused {name}: {refused}")
            return None
        finally:
            world.soon(5.0)

    def joined(self, part: Conversation) -> None:
        """A conversation was merged: whoever answers answers the whole."""
        uid = self._waiting.pop(part, None)
        if uid is not None:
            self._waiting.setdefault(part.whole, uid)

    def forgets(self, conversation: Conversation) -> None:
        """There is nothing to answer any more."""
        self._waiting.pop(conversation, None)

    def came(self, conversation: Conversation, uid: int) -> None:
        """A mail lies in the INBOX that somebody must answer."""
        self._waiting[conversation] = uid

    def are_all_away(self) -> bool:
        """Whether nobody is back before the longest time that may be promised: then nobody promises anything."""
        return min(self._back_at[name] for name in AGENTS) > self._world.now + PROMISED_WITHIN

    # ---- a working day

    def _next_day(self) -> datetime:
        return house.next_opening(self._world.now + timedelta(hours=12)) + timedelta(minutes=30)

    def _morning(self) -> None:
        """The lead looks at what is held; now and then somebody falls ill; old mail is put away."""
        world, chance = self._world, self._world.chance
        for name in AGENTS:
            if chance.random() < 0.02:
                self._falls_ill(name)
        if world.daemon.running:
            self._release_held()
            self._closes_returned()
        world.invariants.of_the_books()
        world.mailbox.clear_out(timedelta(days=30))
        world.at(self._next_day(), self._morning)

    def _falls_ill(self, name: str) -> None:
        """Mostly the lead records it."""
        world, chance = self._world, self._world.chance
        until = self._back_at[name] = world.now + timedelta(days=chance.choice([1, 1, 2, 3, 7, 14]))
        recorded = world.daemon.running and chance.random() < 0.8
        world.tell(f"{name} is away until {until:%d %b} (recorded: {recorded})")
        if recorded:
            absence = Absence(person=name, since=world.daemon.clock(), until=until, by="anna")
            world.daemon.store.transact_now(lambda tx: tx.add_absence(absence))

    def _release_held(self) -> None:
        now = self._world.daemon.clock()

        def step(tx: Tx) -> None:
            for letter in tx.letters(LetterState.HELD):
                tx.release(letter.stored, now)

        self._world.daemon.store.transact_now(step)
        self._world.soon(60)

    def _closes_returned(self) -> None:
        """Whoever cannot be reached is given up after some days."""
        world = self._world
        for conversation in [each for each in world.customers.returned if world.chance.random() < 0.3]:
            if self._orders(conversation, Order(what=OrderKind.CLOSE), "anna"):
                world.customers.returned.remove(conversation)

    def _works(self, name: str) -> None:
        """Take the next mail, or look again in a while."""
        world, chance = self._world, self._world.chance
        again = lambda: self._works(name)  # noqa: E731 - said twice below
        if not house.is_working(world.now) or world.now < self._back_at[name]:
            world.at(house.next_opening(max(world.now + timedelta(minutes=1), self._back_at[name])), again)
            return
        free = [c for c in self._waiting if not c.taken_by and c.not_before <= world.now]
        if not free:
            world.after(again, minutes=chance.uniform(5, 30))
            return
        chosen = min(free, key=lambda c: (c.asked_at or c.began, c.number))
        chosen.taken_by = name
        needs = timedelta(hours=chance.expovariate(PACE))
        world.after(lambda: self._finishes(name, chosen), seconds=needs.total_seconds())
        world.after(again, seconds=needs.total_seconds() + 1)

    # ---- answering

    def _finishes(self, name: str, conversation: Conversation) -> None:
        chance = self._world.chance
        conversation.taken_by = ""
        conversation = conversation.whole
        if not conversation.waiting:
            self._waiting.pop(conversation, None)
            return
        if max(conversation.not_before, conversation.silent_until) > self._world.now:
            return
        if self._world.trouble.covers(conversation) and chance.random() < 0.8:
            conversation.not_before = self._world.now + timedelta(hours=2)
            return
        luck = chance.random()
        if luck < 0.04:
            self._asks_others(name, conversation)
        elif luck < 0.06:
            self._closes(name, conversation)
        elif luck < 0.08:
            self._tidies_away(conversation)
        else:
            self._answers(name, conversation)

    def _mail(self, conversation: Conversation, sender: str, to: str, *, cc: str = "") -> Mail:
        return Mail(
            name="Nordlicht Support",
            sender=sender,
            to=to,
            cc=cc,
            subject=answer_to(conversation.subject),
            text=mails.ANSWER[conversation.customer.language],
            message_id=f"<a{conversation.number}.{len(conversation.ids)}.{self._count}@nordlicht.example>",
            parents=tuple(conversation.ids),
        )

    def _answers(self, name: str, conversation: Conversation) -> None:
        world, chance = self._world, self._world.chance
        self._count += 1
        by_phone = chance.random() < 0.03
        sender = AGENTS.get(name, LEAD) if by_phone else mails.DESK
        mail = self._mail(conversation, sender, conversation.address, cc=mails.DESK if by_phone else "")
        late = 60 * chance.uniform(1, 30) if chance.random() < 0.03 else 0.0
        filed_at = world.now + timedelta(seconds=late)
        octets = mail.octets(world.now)
        uid = self._waiting.pop(conversation, None)
        conversation.ids.append(mail.message_id)
        conversation.is_answered(Answer(at=world.now, visible_at=filed_at))
        world.tell(f"{name} answers (visible {filed_at:%H:%M:%S}, by phone: {by_phone})", conversation)
        world.at(filed_at, lambda: self._is_filed(octets, "INBOX" if by_phone else "Sent"))
        if uid is not None and chance.random() < 0.7:
            box = world.mailbox.boxes["INBOX"]
            if uid in box.mails:
                box.flag(uid, "\\Seen", "\\Answered")
                world.mailbox.changes += 1
        world.after(lambda: world.customers.answered(conversation, mail.message_id), seconds=chance.uniform(5, 300))

    def _is_filed(self, octets: bytes, folder: str) -> None:
        self._world.mailbox.put(octets, folder, flags=("\\Seen",))
        self._world.soon(20.0)

    def _asks_others(self, name: str, conversation: Conversation) -> None:
        """A question to a supplier, or a mail passed on to a colleague: no answer to the customer."""
        world = self._world
        self._count += 1
        to = world.chance.choice(["service@supplier.example", AGENTS["eva"]])
        mail = self._mail(conversation, mails.DESK, to)
        conversation.not_before = world.now + timedelta(hours=world.chance.uniform(1, 40))
        conversation.passed_on = True
        world.tell(f"{name} asks {to}", conversation)
        self._is_filed(mail.octets(world.now), "Sent")

    def _tidies_away(self, conversation: Conversation) -> None:
        """Somebody moves the mail without an answer; the lead finds it a day later."""
        world = self._world
        uid = self._waiting[conversation]
        if uid in world.mailbox.boxes["INBOX"].mails:
            folder = world.chance.choice(["Trash", "Junk", "Done"])
            world.mailbox.move("INBOX", uid, folder)
            world.mailbox.changes += 1
            conversation.unseen |= not world.invariants.was_read(conversation)
            if folder == "Junk":
                conversation.excused = "spam"
            world.tell(f"the mail is moved to {folder}", conversation)
        conversation.not_before = world.now + timedelta(days=1)

    def _closes(self, name: str, conversation: Conversation) -> None:
        """`triaged close`: nobody will answer this."""
        if self._orders(conversation, Order(what=OrderKind.CLOSE), name):
            conversation.is_answered(Answer(at=self._world.now, visible_at=self._world.now))  # a round ends with it
            conversation.closed = True
            conversation.unseen |= not self._world.invariants.was_read(conversation)
            conversation.excused = conversation.excused or "closed"
            self._waiting.pop(conversation, None)

    def _orders(self, conversation: Conversation, order: Order, name: str) -> bool:
        """An agent's command about a conversation; whether it was carried out."""
        world, daemon = self._world, self._world.daemon
        thread_id = world.invariants.thread_of(conversation)
        if not daemon.running or thread_id is None:
            return False
        now = daemon.clock()

        def step(tx: Tx) -> Refusal | None:
            thread = tx.thread(thread_id)
            if thread is None:
                return Refusal(reason="there is no such thread")
            return obey(tx, order, thread, who=name, person=name, policy=world.policy, now=now)

        refused = daemon.store.transact_now(step)
        world.tell(f"{name} orders {order.what}: {refused.reason if refused else 'done'}", conversation)
        world.soon(5.0)
        return refused is None

    # ---- notices

    def reads(self, notice: Letter) -> None:
        """Somebody reads a notice: they take the thread, say what they know, see to it, or do nothing."""
        world, chance = self._world, self._world.chance
        name = next((each for each, address in {**AGENTS, "anna": LEAD}.items() if address == notice.recipient), "")
        for conversation in world.invariants.named_in(notice)[:3]:
            if not name or not conversation.waiting or not house.is_working(world.now) or chance.random() < 0.5:
                continue
            conversation.not_before = min(
                conversation.not_before, world.now + timedelta(hours=chance.choice([0.2, 1, 3, 12]))
            )
            what = chance.choice(REACTIONS)
            if what is not None:
                until = house.next_opening(world.now + timedelta(hours=chance.choice([3, 26, 50])))
                until = house.next_opening(until.replace(second=0, microsecond=0) + timedelta(hours=2))
                given = until if what in {OrderKind.PROMISE, OrderKind.SNOOZE} else None
                if self._orders(conversation, Order(what=what, until=given), name):
                    self._ordered(conversation, what, name)

    def _letter_tells(self, conversation: Conversation) -> bool:
        """Whether a letter of the daemon's will tell the customer the time, as the agent is told."""
        daemon, thread_id = self._world.daemon, self._world.invariants.thread_of(conversation)
        thread = None if thread_id is None else daemon.store.transact_now(lambda tx: tx.thread(thread_id))
        return thread is not None and thread.proposal is not None

    def _ordered(self, conversation: Conversation, what: OrderKind, name: str) -> None:
        """What goes with an order in life: the call itself, or the mail that tells the customer the new time."""
        world = self._world
        if what is OrderKind.CALLED:
            conversation.is_answered(Answer(at=world.now, visible_at=world.now))
            conversation.unseen |= not world.invariants.was_read(conversation)
            self._waiting.pop(conversation, None)
        elif what is OrderKind.PROMISE and not self._letter_tells(conversation):
            self._count += 1
            mail = self._mail(conversation, mails.DESK, conversation.address)
            conversation.silent_until = world.now + timedelta(minutes=20)
            world.after(lambda: self._tells(mail, conversation), minutes=world.chance.uniform(1, 10))

    def _tells(self, mail: Mail, conversation: Conversation) -> None:
        """It is part of what it answers, which may have been taken out of the conversation meanwhile."""
        world = self._world
        world.customers.by_id.get(mail.parents[-1], conversation).whole.ids.append(mail.message_id)
        self._is_filed(mail.octets(world.now), "Sent")
