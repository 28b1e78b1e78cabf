"""What must hold at every step, asked of the database itself and of what really happened."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tests.simulate.desk import house, read
from tests.simulate.desk.truth import Broken, Conversation
from triaged.model.letter import Letter
from triaged.store.times import micros

if TYPE_CHECKING:
    from tests.simulate.desk.world import World

SEEN_WITHIN = timedelta(seconds=61)
"""An answer that lies in a sent folder for this long was seen, while the mailbox can be reached."""
NOTICES_A_DAY = 24

TWO_PROMISES = "SELECT thread_id FROM promise WHERE outcome = 'open' GROUP BY thread_id, told HAVING count(*) > 1"
FORGOTTEN = "SELECT id FROM thread WHERE turn = 'ours' AND closed_at IS NULL AND due_at IS NULL AND kind = 'person'"
UNTOLD = (
    "SELECT id FROM thread WHERE turn = 'ours' AND closed_at IS NULL AND due_at IS NOT NULL"
    " AND overdue_told_at IS NULL AND due_at <= ?"
)
MACHINES = (
    "SELECT id FROM thread WHERE kind = 'machine' AND closed_at IS NULL AND (due_at IS NOT NULL OR turn = 'ours')"
)
NAMED = "SELECT id, kind FROM thread WHERE reference = ?"
THREAD = "SELECT thread_id FROM mail_id WHERE message_id = ?"
MAILS = "SELECT message_id FROM mail_id WHERE thread_id = ?"
OPEN_PROMISE = "SELECT id, reply_by FROM promise WHERE thread_id = ? AND told = 1 AND outcome = 'open'"
FIRST_NOTICE = "SELECT min(at) FROM notice WHERE told_at IS NULL"
DOUBTS = "SELECT count(*) FROM letter WHERE state = 'in doubt'"


class Invariants:
    """Holds what the daemon does against what really happened. Raises Broken."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._accepted: Counter[int] = Counter()
        self._told_by: dict[int, int] = {}
        self._notices: dict[str, list[datetime]] = {}
        self._by_thread: dict[int, Conversation] = {}
        self.checked = 0

    # ---- asked by others

    def thread_of(self, conversation: Conversation) -> int | None:
        """The thread the daemon keeps the conversation in, None when it has not read it yet."""
        for message_id in conversation.asked:
            row = self._world.daemon.database.execute(THREAD, (message_id,)).fetchone()
            if row is not None and row[0] is not None:
                return int(row[0])
        return None

    def waiting_until(self) -> datetime | None:
        """When notices that are gathered may leave, or letters in doubt are looked for again."""
        world = self._world
        (doubts,) = world.daemon.database.execute(DOUBTS).fetchone()
        (first,) = world.daemon.database.execute(FIRST_NOTICE).fetchone()
        wanted = [world.now + timedelta(seconds=20)] if doubts else []
        if first is not None:
            told = _moment(first) + world.policy.ladder.gather
            wanted.append(house.next_opening(max(told, world.now + timedelta(seconds=15))))
        return min(wanted, default=None)

    # ---- at every step

    def after_pass(self) -> None:
        """What the database says after the daemon ran."""
        self.checked += 1
        ask = self._world.daemon.database.execute
        for (thread_id,) in ask(TWO_PROMISES):
            raise self._broken("one open promise a thread", thread_id)
        for (thread_id,) in ask(FORGOTTEN):
            raise self._broken("a thread that is ours is looked at again", thread_id)
        for (thread_id,) in ask(UNTOLD, (micros(self._world.daemon.clock()),)):
            raise self._broken("a broken promise is told", thread_id)
        for (thread_id,) in ask(MACHINES):
            raise self._broken("what a machine wrote waits for nobody", thread_id)

    def letter_taken(self, letter: Letter, conversation: Conversation | None, answers: str) -> None:
        """The relay took a letter to a customer over."""
        world = self._world
        self._accepted[letter.stored] += 1
        if conversation is None:
            raise Broken(f"letter {letter.stored} answers nobody's mail")
        if self._accepted[letter.stored] > 1:
            raise Broken(f"letter {letter.stored} is sent once", conversation)
        if answers not in conversation.asked:
            raise Broken(f"letter {letter.stored} acknowledges a mail that asks for nothing", conversation)
        number = conversation.asked[answers]
        letters = conversation.letters.setdefault(number, [])
        letters.append(letter.stored)
        if len(letters) > 1:
            raise Broken(f"one acknowledgement for one round, these are {letters}", conversation)
        answer = conversation.answered_since(answers)
        looked = world.daemon.looked_at
        if answer and answer.visible_at and looked and answer.visible_at <= looked < world.now:
            raise Broken("no letter leaves after an answer that was seen", conversation)
        self._promise_told(letter, conversation)

    def _promise_told(self, letter: Letter, conversation: Conversation) -> None:
        world = self._world
        row = world.daemon.database.execute(OPEN_PROMISE, (letter.thread_id,)).fetchone()
        if row is None:
            raise Broken("what is told is promised", conversation)
        promise_id, reply_by = int(row[0]), _moment(row[1])
        if self._told_by.setdefault(promise_id, letter.stored) != letter.stored:
            raise Broken("a promise is told once", conversation)
        said = read.told_time(letter.octets, world.now)
        if said != reply_by:
            raise Broken(f"what is told is what is kept: the letter says {said}, the promise {reply_by}", conversation)
        if reply_by <= world.now:
            raise Broken(f"no time in the past is told ({reply_by})", conversation)
        if not house.is_working(reply_by):
            raise Broken(f"no time outside working hours is told ({reply_by})", conversation)

    def notice_taken(self, letter: Letter) -> None:
        """The relay took a notice to a colleague over."""
        world = self._world
        told = self._notices.setdefault(letter.recipient, [])
        told.append(letter.created_at)
        world.tell(f"notice {letter.stored} to {letter.recipient} is taken over")
        if len(told) > 1 and told[-1] - told[-2] < world.policy.ladder.gather and told[-1] != told[-2]:
            raise Broken(f"one notice a person and gathering time ({letter.recipient})")
        if sum(at > letter.created_at - timedelta(days=1) for at in told[-NOTICES_A_DAY - 1 :]) > NOTICES_A_DAY:
            raise Broken(f"at most {NOTICES_A_DAY} notices a person and day ({letter.recipient})")
        for reference in read.references(letter.octets):
            thread_id, kind = world.daemon.database.execute(NAMED, (reference,)).fetchone()
            if kind != "person":
                raise self._broken("machine mail never climbs", thread_id)
            self._no_notice_after_answer(thread_id, letter)

    def _no_notice_after_answer(self, thread_id: int, letter: Letter) -> None:
        conversation = self._conversation(thread_id)
        looked = self._world.daemon.looked_at
        if conversation is None or conversation.waiting or not conversation.answers or looked is None:
            return
        seen, wrote = conversation.answers[-1].visible_at, conversation.wrote_at
        if wrote is not None and conversation.answers[-1].at < wrote:
            return
        if seen is not None and seen <= looked and seen < letter.created_at - SEEN_WITHIN:
            raise Broken("no notice after an answer that could be seen", conversation)

    def was_acknowledged(self, conversation: Conversation) -> None:
        """A day after somebody wrote: one letter, or a reason that the world knows."""
        if conversation.letters.get(0) or conversation.excused or conversation.answers:
            return
        customer, world = conversation.customer, self._world
        if customer.dead or customer.bounces:
            return
        ask = world.daemon.database.execute
        held = ask("SELECT count(*) FROM letter WHERE state IN ('held', 'ready', 'in doubt')").fetchone()
        if held[0] and not world.daemon.running:
            world.after(lambda: self.was_acknowledged(conversation), hours=12)
            return
        raise Broken("everybody who writes is acknowledged", conversation)

    # ---- saying what is broken

    def _conversation(self, thread_id: int) -> Conversation | None:
        if thread_id not in self._by_thread:
            rows = self._world.daemon.database.execute(MAILS, (thread_id,))
            found = (self._world.customers.by_id.get(message_id) for (message_id,) in rows)
            conversation = next((one for one in found if one is not None), None)
            if conversation is None:
                return None
            self._by_thread[thread_id] = conversation
        return self._by_thread[thread_id]

    def _broken(self, what: str, thread_id: int) -> Broken:
        return Broken(f"{what} (thread {thread_id})", self._conversation(thread_id))


def _moment(microseconds: int) -> datetime:
    return datetime.fromtimestamp(microseconds / 1e6, UTC)
