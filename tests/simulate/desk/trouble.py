"""Now and then one thing is wrong for many: they write, the lead opens an incident, tells news, and closes it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tests.simulate.desk import house, mails, read
from tests.simulate.desk.truth import Answer, Conversation
from triaged.model.letter import Letter
from triaged.model.order import Order, OrderKind
from triaged.model.stored import Incident

if TYPE_CHECKING:
    from tests.simulate.desk.world import World

EVERY_DAYS = 30.0
SEEN_AFTER = timedelta(minutes=2)
"""A letter that left is known to have left by then: its copy has come."""
NEWS = ["en=It is being repaired.", "de=Es wird repariert."]
OVER = ["en=The portal is open again.", "de=Das Portal ist wieder offen."]
OPENED = "SELECT 1 FROM thread t JOIN incident i ON i.id = t.incident_id WHERE t.id = ? AND i.closed_at IS NULL"
OF_CUSTOMER = "SELECT id FROM thread WHERE incident_id = ? AND customer_key = ? AND turn = 'ours'"
MEMBERS = "SELECT id FROM thread WHERE incident_id = ? AND turn = 'ours'"


class Trouble:
    """The incidents of one world, one at a time."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._number: int | None = None
        self._rounds = 0

    def begin(self) -> None:
        """From now on things break."""
        self._plan()

    def _plan(self) -> None:
        self._world.after(self._breaks, days=self._world.chance.expovariate(1 / EVERY_DAYS))

    def covers(self, conversation: Conversation) -> bool:
        """Whether an open incident speaks for a conversation: then hardly anybody answers it."""
        if self._number is None:
            return False
        thread_id = self._world.invariants.thread_of(conversation)
        return self._world.daemon.database.execute(OPENED, (thread_id,)).fetchone() is not None

    # ---- what breaks

    def _breaks(self) -> None:
        """Some write within hours; mostly somebody sees what they have in common."""
        world, chance = self._world, self._world.chance
        first = house.next_opening(world.now)
        world.tell("fault: the portal")
        for _ in range(chance.randint(2, 5)):
            at = first + timedelta(hours=chance.expovariate(1 / 1.5))
            world.at(at, lambda: world.customers.write_about(mails.TROUBLE))
        world.at(first + timedelta(hours=chance.uniform(0.7, 3)), self._opens)
        self._plan()

    # ---- what the lead does

    def _at_work(self, again_at: datetime | None = None) -> bool:
        return self._world.daemon.running and house.is_working(again_at or self._world.now)

    def _opens(self) -> None:
        """By what was prepared, or by what is like a mail; with the count that was shown."""
        world, chance = self._world, self._world.chance
        if self._number is not None:
            return
        if not self._at_work():
            world.at(house.next_opening(world.now + timedelta(minutes=30)), self._opens)
            return
        named: dict[str, object] = {"name": "portal"}
        like = self._like() if chance.random() < 0.5 else ""
        if like:
            named = {"name": "the portal", "like": like, "text": NEWS, "news": "90m"}
        shown = world.staff.commands("incident open", **named)
        done = None if shown is None else world.staff.commands("incident open", confirm=shown["count"], **named)
        if done is None:
            return
        found = done["incident"]
        assert isinstance(found, dict)
        self._number, self._rounds = int(found["id"]), chance.choice([0, 0, 1, 1, 2])
        for conversation in self._members():
            world.tell(f"belongs to incident {self._number} (like: {like or 'prepared'})", conversation)
        world.after(self._changes, minutes=chance.uniform(1, 90))
        self._news_next()

    def _like(self) -> str:
        """The reference of a thread about it, "" where there is none."""
        world = self._world
        about = ("Portal",)
        for conversation in reversed(world.conversations[-30:]):
            thread_id = world.invariants.thread_of(conversation) if conversation.subject.startswith(about) else None
            if thread_id is not None and conversation.whole.waiting:
                thread = world.daemon.store.transact_now(lambda tx, of=thread_id: tx.thread(of))  # type: ignore[misc]
                return "" if thread is None else thread.reference
        return ""

    def _incident(self) -> Incident | None:
        number = self._number
        return None if number is None else self._world.daemon.store.transact_now(lambda tx: tx.incident(number))

    def _members(self) -> list[Conversation]:
        return self._conversations(MEMBERS, self._number)

    def _conversations(self, query: str, *values: object) -> list[Conversation]:
        rows = self._world.daemon.database.execute(query, values).fetchall()
        found = (self._world.invariants.conversation(thread_id) for (thread_id,) in rows)
        return [one for one in found if one is not None]

    def _news_next(self) -> None:
        """Mostly the lead keeps the time of the next news."""
        world, chance, incident = self._world, self._world.chance, self._incident()
        if incident is None or incident.promise is None:
            world.after(self._news_next if incident else self._tells, minutes=10)
            return
        wanted = incident.promise.reply_by - timedelta(minutes=chance.uniform(3, 60))
        late = timedelta(hours=chance.uniform(1, 3)) if chance.random() < 0.15 else timedelta()
        world.at(house.next_opening(wanted + late), self._tells)

    def _tells(self) -> None:
        """News, the last text again, or the end."""
        world, chance = self._world, self._world.chance
        if not self._at_work():
            world.at(house.next_opening(world.now + timedelta(minutes=10)), self._tells)
            return
        if self._rounds <= 0:
            self._closes()
            return
        self._rounds -= 1
        again = chance.random() < 0.3
        more = {} if again else {"text": NEWS}
        world.staff.commands("incident send" if again else "incident update", id=self._number, **more)
        world.tell(f"news of incident {self._number}")
        world.after(self._news_next, minutes=20)

    def _closes(self) -> None:
        world = self._world
        if world.staff.commands("incident close", id=self._number, text=OVER) is not None:
            world.tell(f"incident {self._number} is over")
            self._number = None

    def _changes(self) -> None:
        """Somebody is taken out, or put in."""
        world, chance = self._world, self._world.chance
        if self._number is None or not self._at_work():
            return
        members = self._members()
        if members and chance.random() < 0.4:
            world.staff._orders(chance.choice(members), Order(what=OrderKind.DETACH), "anna")
        waiting = [one for one in world.conversations[-20:] if one.waiting and one not in members]
        if waiting and chance.random() < 0.4:
            chosen = chance.choice(waiting)
            thread_id = world.invariants.thread_of(chosen)
            thread = None if thread_id is None else world.daemon.store.transact_now(lambda tx: tx.thread(thread_id))
            if thread is not None:
                done = world.staff.commands("incident attach", id=self._number, thread=thread.reference)
                world.tell(f"is put into incident {self._number}: {done is not None}", chosen)
                if done is not None:
                    world.invariants.is_put_in(self._number, chosen.address)

    # ---- what customers hear

    def told(self, letter: Letter) -> None:
        """The relay took an incident's letter over. One that says that it is over answers all who asked before."""
        world = self._world
        _, number, _, phase, _ = letter.once_key.split("|")
        incident = world.daemon.store.transact_now(lambda tx: tx.incident(int(number)))
        for conversation in self._conversations(OF_CUSTOMER, int(number), letter.recipient.lower()):
            said = read.told_time(letter.octets, world.now)
            if phase != "over":
                if conversation.waiting:  # an answer may be there that was not seen: then it tells of an ended round
                    conversation.letters.setdefault(conversation.round, []).append(letter.stored)
            elif incident is not None and said is not None and self._is_over(conversation, incident):
                conversation.is_answered(Answer(at=world.now, visible_at=world.now + SEEN_AFTER))
                conversation.told_ahead = said
                world.staff.forgets(conversation)
                world.tell(f"hears that incident {number} is over, and {said:%d %b %H:%M}", conversation)

    def _is_over(self, conversation: Conversation, incident: Incident) -> bool:
        """Whether the letter answers what they asked: who wrote since is answered on their own."""
        asked, closed = conversation.asked_at, incident.closed_at
        before = asked is not None and closed is not None and asked <= closed
        return conversation.waiting and before and self._world.invariants.was_read(conversation)
