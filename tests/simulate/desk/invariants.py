"""What must hold at every step, asked of the database itself and of what really happened."""

from __future__ import annotations

from collections import Counter, deque
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from tests.simulate.desk import house, read
from tests.simulate.desk.daemon import DOUBTED
from tests.simulate.desk.mails import BERLIN
from tests.simulate.desk.truth import Broken, Conversation
from triaged.loops.tell import AT_MOST_EVERY
from triaged.model.letter import TOO_LATE, Letter, LetterKind
from triaged.store.tables.letters import UNFINISHED
from triaged.store.times import micros

if TYPE_CHECKING:
    from tests.simulate.desk.world import World

SEEN_WITHIN = timedelta(seconds=61)
"""An answer that lies in a sent folder for this long was seen, while the mailbox can be reached."""
UNREACHABLE = timedelta(minutes=10)
"""So long until it is tried again to tell somebody who could not be told."""
NOTICES_A_DAY = 24
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
WRITTEN_FROM, WRITTEN_TILL = time(6), time(21)

TWO_PROMISES = (
    "SELECT thread_id FROM promise WHERE outcome = 'open' AND told AND thread_id IS NOT NULL"
    " GROUP BY thread_id HAVING count(*) > 1"
)
FORGOTTEN = (
    "SELECT id FROM thread WHERE turn = 'ours' AND closed_at IS NULL AND kind = 'person'"
    " AND (look_at IS NULL OR due_at IS NULL) AND incident_id IS NULL"
)
OVERSLEPT = "SELECT id FROM thread WHERE look_at IS NOT NULL AND look_at <= ?"
LEDGER = """
    SELECT p.thread_id, p.outcome, total(l.event = 'promised'), total(l.event <> 'promised'), total(l.event = p.outcome)
    FROM promise p LEFT JOIN ledger l ON l.promise_id = p.id GROUP BY p.id
    HAVING total(l.event = 'promised') <> 1 OR total(l.event <> 'promised') <> (p.outcome <> 'open')
    OR total(l.event = p.outcome) <> (p.outcome <> 'open')
"""
NOT_THE_EARLIEST = """
    SELECT t.id FROM thread t WHERE t.kind = 'person' AND t.turn = 'ours' AND t.due_at IS NOT
    (SELECT min(p.reply_by) FROM promise p WHERE p.thread_id = t.id AND p.outcome = 'open'
     AND (t.incident_id IS NULL OR NOT p.told))
"""
STILL_OPEN = """
    SELECT t.id FROM thread t JOIN promise p ON p.thread_id = t.id AND p.outcome = 'open'
    WHERE t.turn = 'nobody' OR t.closed_at IS NOT NULL
"""
UNWATCHED = """
    SELECT t.id FROM thread t JOIN incident i ON i.id = t.incident_id
    WHERE t.incident_id IS NOT NULL AND t.turn = 'ours' AND t.closed_at IS NULL
    AND (i.look_at IS NULL OR i.look_at <= ?)
"""
NO_NEWS = """
    SELECT i.id FROM incident i LEFT JOIN promise p ON p.incident_id = i.id AND p.outcome = 'open'
    WHERE (p.id IS NULL) = (i.closed_at IS NULL) AND (i.look_at IS NULL OR i.closed_at IS NULL)
"""
LEFT_BEHIND = "SELECT t.id FROM thread t JOIN {table} m ON m.thread_id = t.id WHERE t.merged_id IS NOT NULL"
SHARED = "SELECT 1 FROM promise WHERE incident_id IS NOT NULL AND reply_by = ?"
STILL_IN = "SELECT 1 FROM thread WHERE id = ? AND incident_id = ?"
TOLD_OF_INCIDENT = "SELECT 1 FROM trail WHERE thread_id = ? AND event = 'incident told'"
MACHINES = (
    "SELECT id FROM thread WHERE kind = 'machine' AND closed_at IS NULL AND (due_at IS NOT NULL OR turn = 'ours')"
)
MADE_MACHINE = "SELECT max(at) FROM trail WHERE thread_id = ? AND event = 'was a machine'"
NAMED = "SELECT id, kind, turn, closed_at FROM thread WHERE reference = ?"
THREAD = "SELECT thread_id FROM mail_id WHERE message_id = ?"
MAILS = "SELECT message_id FROM mail_id WHERE thread_id = ?"
HELD = f"""
    SELECT coalesce(sum(state = 'held'), 0), coalesce(sum(kind = 'ack' AND reason = '{TOO_LATE}'), 0)
    FROM letter WHERE thread_id = ?
"""
LETTER_STATE = "SELECT state FROM letter WHERE id = ?"
OPEN_PROMISE = "SELECT id, reply_by, what FROM promise WHERE thread_id = ? AND told = 1 AND outcome = 'open'"
ASKS = "SELECT 1 FROM notice WHERE letter_id = ? AND about = 'asked'"
ASSIGNED = "SELECT 1 FROM notice WHERE letter_id = ? AND thread_id = ? AND about = 'assigned'"
RENEWALS = "SELECT number FROM promise WHERE id = ?"
FIRST_NOTICE = "SELECT min(at) FROM notice WHERE told_at IS NULL"
DOUBTS = f"SELECT count(*) FROM letter WHERE state = 'in doubt' AND doubt_since > ? AND {UNFINISHED}"


class Invariants:
    """Holds what the daemon does against what really happened. Raises Broken."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._accepted: Counter[int] = Counter()
        self._copied: set[int] = set()
        self._told_by: dict[int, int] = {}
        self._renewed_by: set[int] = set()
        self._to_compare: list[tuple[int, int, datetime, Conversation]] = []
        self._news_to: dict[tuple[int, int, str], int | None] = {}
        self._news: list[tuple[datetime, int, datetime, Conversation]] = []
        self._notices: dict[str, deque[tuple[datetime, bool]]] = {}
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

    def was_read(self, conversation: Conversation) -> bool:
        """Whether the daemon has read the newest that the customer asked."""
        newest = next(reversed(conversation.asked))
        return self._world.daemon.database.execute(THREAD, (newest,)).fetchone() is not None

    def waiting_until(self) -> datetime | None:
        """When notices that are gathered may leave, or letters in doubt are looked for again."""
        world = self._world
        (doubts,) = world.daemon.database.execute(DOUBTS, (micros(world.now - DOUBTED),)).fetchone()
        (first,) = world.daemon.database.execute(FIRST_NOTICE).fetchone()
        wanted = [world.now + timedelta(seconds=20)] if doubts else []
        if first is not None:
            told = _moment(first) + world.policy.ladder.gather
            # What waited longer is for somebody who cannot be reached now.
            wanted.append(house.next_opening(told if told > world.now else world.now + UNREACHABLE))
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
        for (thread_id,) in ask(OVERSLEPT, (micros(self._world.daemon.clock()),)):
            raise self._broken("what must be looked at was looked at, and will be again", thread_id)
        for (thread_id,) in ask(UNWATCHED, (micros(self._world.daemon.clock()),)):
            raise self._broken("a thread of an incident is watched with it", thread_id)
        for (thread_id,) in ask(MACHINES):
            raise self._broken("what a machine wrote waits for nobody", thread_id)
        if self._to_compare:
            self._compare()

    def of_the_ledger(self) -> None:
        """The ledger tells the same as the table of promises: each was made once, and ended once or not yet."""
        for thread_id, *_ in self._world.daemon.database.execute(LEDGER):
            raise self._broken("the ledger tells what the promises say", thread_id)

    def of_the_books(self) -> None:
        """What is asked of every thread and promise there ever was: at the end of each working day."""
        self.of_the_ledger()
        ask = self._world.daemon.database.execute
        for (thread_id,) in ask(NOT_THE_EARLIEST):
            raise self._broken("a thread is due when the earliest of what is owed is", thread_id)
        for (thread_id,) in ask(STILL_OPEN):
            raise self._broken("what is closed owes nothing", thread_id)
        for (incident,) in ask(NO_NEWS):
            raise Broken(f"an incident owes its next news until it is over (incident {incident})")
        for table in ("message", "mail_id", "letter"):
            for (thread_id,) in ask(LEFT_BEHIND.format(table=table)):
                raise self._broken(f"what is merged is part of the whole ({table})", thread_id)
        self._compare_news()

    def was_merged(self, reference: str, into: int, whole: Conversation, *, ours: bool) -> None:
        """Whoever names the old reference means the whole, and so does whoever answers one of its mails."""
        store = self._world.daemon.store
        named = store.transact_now(lambda tx: tx.thread_by_reference(reference))
        if named is None or named.thread_id != into:
            raise Broken(f"the reference {reference} leads to the whole", whole)
        for part in whole.parts:
            if self.thread_of(part) != into:
                raise Broken("a mail of what was merged leads to the whole", whole)
        if ours and named.turn != "ours":
            raise Broken("whoever waited before two were merged still waits", whole)

    def copy_taken(self, letter: Letter) -> None:
        """The relay took the copy of a letter over, which proves that it left."""
        self._copied.add(letter.stored)

    def letter_taken(self, letter: Letter, conversation: Conversation | None, answers: str) -> None:
        """The relay took a letter to a customer over."""
        self._accepted[letter.stored] += 1
        if conversation is None:
            raise Broken(f"letter {letter.stored} answers nobody's mail")
        # Where the relay refused the journal and we died before its answer was kept, nobody knows: it goes once more.
        if self._accepted[letter.stored] > (1 if letter.stored in self._copied else 2):
            raise Broken(f"letter {letter.stored} is sent once", conversation)
        if conversation.unseen or self._accepted[letter.stored] > 1:
            return
        if letter.kind is LetterKind.ACKNOWLEDGEMENT:
            self._acknowledged(letter, conversation, answers)
        elif letter.kind is LetterKind.INCIDENT:
            self._of_incident(letter, conversation.whole)
        else:
            self._renewed(letter, conversation.whole)
        self._time_told(letter, conversation)

    def _acknowledged(self, letter: Letter, conversation: Conversation, answers: str) -> None:
        if answers not in conversation.asked:
            raise Broken(f"letter {letter.stored} acknowledges a mail that asks for nothing", conversation)
        number = conversation.asked[answers]
        letters = conversation.letters.setdefault(number, [])
        letters.append(letter.stored)
        if len(letters) > 1 and letter.created_at > conversation.joined_at:
            raise Broken(f"one acknowledgement for one round, these are {letters}", conversation)
        answer, looked = conversation.answered_since(answers), self._world.daemon.looked_at
        if answer and answer.visible_at and looked and answer.visible_at <= looked < self._world.now:
            told = conversation.letters.setdefault(conversation.round, [])
            if not conversation.waiting or told:
                raise Broken("no acknowledgement leaves after an answer that was seen", conversation)
            told.append(letter.stored)  # a mail that came after that answer waits: this tells its time as well

    def _of_incident(self, letter: Letter, conversation: Conversation) -> None:
        """One letter a customer and round, planned by day; the time it tells is looked up when it is the promise."""
        world, (_, number, round_, phase, _) = self._world, letter.once_key.split("|")
        told = (int(number), int(round_), letter.recipient)
        before = self._news_to.get(told)
        if before is not None and world.daemon.database.execute(STILL_IN, (before, int(number))).fetchone() is not None:
            raise Broken(f"incident {number} tells a customer its news once", conversation)
        self._news_to[told] = letter.thread_id
        planned = letter.next_attempt_at
        if not letter.attempts and not WRITTEN_FROM <= planned.astimezone(BERLIN).time() < WRITTEN_TILL:
            raise Broken("no news at night", conversation)
        seen, looked = conversation.answered_at, world.daemon.looked_before(letter.created_at)
        if seen is not None and looked is not None and seen <= looked and seen < letter.created_at - SEEN_WITHIN:
            raise Broken("no news after an answer that could be seen", conversation)
        said = read.told_time(letter.octets, world.now)
        if phase != "over" and said is not None:
            self._news.append((world.now, letter.stored, said, conversation))

    def _compare_news(self) -> None:
        """Once letters of incidents have left for an hour: the time that each told was promised."""
        ask, later = self._world.daemon.database.execute, []
        for told in self._news:
            at, letter_id, said, conversation = told
            (state,) = ask(LETTER_STATE, (letter_id,)).fetchone()
            if self._world.now - at < HOUR or state in {"sending", "in doubt", "ready"}:
                later.append(told)
            elif ask(SHARED, (micros(said),)).fetchone() is None:
                raise Broken(f"the news that are told are promised ({said})", conversation)
        self._news = later

    def _renewed(self, letter: Letter, conversation: Conversation) -> None:
        world, seen = self._world, conversation.answered_at
        if seen is not None and seen < letter.created_at - SEEN_WITHIN:
            raise Broken("no apology after an answer that could be seen", conversation)
        if not WRITTEN_FROM <= letter.created_at.astimezone(BERLIN).time() < WRITTEN_TILL:
            raise Broken("no apology at night", conversation)
        if letter.promise_id is None or letter.promise_id in self._renewed_by:
            raise Broken("a promise is renewed once", conversation)
        self._renewed_by.add(letter.promise_id)
        (number,) = world.daemon.database.execute(RENEWALS, (letter.promise_id,)).fetchone()
        if number >= world.policy.renewal.most:
            raise Broken(f"a promise is renewed at most {world.policy.renewal.most} times", conversation)
        world.tell(f"promise {letter.promise_id} is renewed", conversation)

    def _time_told(self, letter: Letter, conversation: Conversation) -> None:
        """What the letter says to its reader: a time that is ahead, in working hours, and kept in the database."""
        world, said = self._world, read.told_time(letter.octets, self._world.now)
        if said is None or said <= world.now:
            raise Broken(f"a time that is ahead is told, not {said}", conversation)
        if not house.is_working(said):
            raise Broken(f"a time in working hours is told, not {said}", conversation)
        if letter.thread_id is not None and letter.kind is not LetterKind.INCIDENT:
            self._to_compare.append((letter.stored, letter.thread_id, said, conversation))

    def _compare(self) -> None:
        """Once the outcome of an attempt is recorded: the time that was told is the promise, told by this letter."""
        ask, later = self._world.daemon.database.execute, []
        for letter_id, thread_id, said, conversation in self._to_compare:
            (state,) = ask(LETTER_STATE, (letter_id,)).fetchone()
            if state in {"sending", "in doubt", "ready"}:
                later.append((letter_id, thread_id, said, conversation))
            elif conversation.waiting and (row := ask(OPEN_PROMISE, (thread_id,)).fetchone()) is not None:
                promise_id, reply_by, what = int(row[0]), _moment(row[1]), str(row[2])
                if what != "commitment" and reply_by != said:
                    raise Broken(f"what is told is what is kept: told {said}, kept {reply_by}", conversation)
                if what != "commitment" and self._told_by.setdefault(promise_id, letter_id) != letter_id:
                    raise Broken(f"promise {promise_id} is told once", conversation)
            elif conversation.waiting and not conversation.answers and not conversation.excused:
                if ask(SHARED, (micros(said),)).fetchone() is not None:
                    continue
                raise Broken("what is told is promised", conversation)
        self._to_compare = later

    def notice_taken(self, letter: Letter) -> None:
        """The relay took a notice to a colleague over."""
        world, gather = self._world, self._world.policy.ladder.gather
        for conversation in self.named_in(letter):
            world.tell(f"notice {letter.stored} to {letter.recipient} is taken over", conversation)
        if not house.is_working(letter.created_at):
            raise Broken(f"nobody is told outside their hours ({letter.recipient}, {letter.created_at})")
        told = self._notices.setdefault(letter.recipient, deque(maxlen=2 * NOTICES_A_DAY))
        # What asks to stop a letter is not gathered: it comes between the others, a minute apart at least.
        asks = world.daemon.database.execute(ASKS, (letter.stored,)).fetchone() is not None
        for other, asked in told:
            if abs(letter.created_at - other) < (AT_MOST_EVERY if asks or asked else gather):
                raise Broken(f"one notice a person and gathering time ({letter.recipient}, {letter.created_at})")
        told.append((letter.created_at, asks))
        if sum(abs(letter.created_at - other) < DAY for other, _ in told) > NOTICES_A_DAY:
            raise Broken(f"at most {NOTICES_A_DAY} notices a person and day ({letter.recipient})")
        for reference in read.references(letter.octets):
            thread_id, kind, turn, closed = world.daemon.database.execute(NAMED, (reference,)).fetchone()
            closed = closed or world.daemon.database.execute(MADE_MACHINE, (thread_id,)).fetchone()[0]
            before = closed is None or _moment(closed) < letter.created_at
            if kind != "person" and before:
                raise self._broken("machine mail never climbs", thread_id)
            if turn == "nobody" and before:
                raise self._broken("nobody hears of a thread that waits for nobody", thread_id)
            self._no_notice_after_answer(thread_id, letter)

    def _no_notice_after_answer(self, thread_id: int, letter: Letter) -> None:
        if self._world.daemon.database.execute(ASSIGNED, (letter.stored, thread_id)).fetchone() is not None:
            return  # whose it is stays true, and a new owner has to know
        conversation, looked = self.conversation(thread_id), self._world.daemon.looked_before(letter.created_at)
        # What ended before all of it was read begins, to the daemon, with what it reads next.
        seen = conversation.answered_at if conversation and not conversation.unseen else None
        if seen is not None and looked is not None and seen <= looked and seen < letter.created_at - SEEN_WITHIN:
            raise Broken("no notice after an answer that could be seen", conversation)

    def named_in(self, notice: Letter) -> list[Conversation]:
        """The conversations a notice speaks of."""
        found = []
        for reference in read.references(notice.octets):
            row = self._world.daemon.database.execute(NAMED, (reference,)).fetchone()
            conversation = self.conversation(row[0]) if row else None
            if conversation is not None:
                found.append(conversation)
        return found

    def is_put_in(self, incident: int, address: str) -> None:
        """A person puts a customer into an incident that they may have been taken out of: they are told of it anew."""
        self._news_to = {told: who for told, who in self._news_to.items() if (told[0], told[2]) != (incident, address)}

    def was_acknowledged(self, conversation: Conversation, number: int) -> None:
        """A day after somebody wrote: one letter for this round, or a reason that the world knows."""
        customer, world = conversation.customer, self._world
        if conversation.letters.get(number) or conversation.excused or conversation.unseen:
            return
        if conversation.part_of is not None or number not in conversation.asked.values():
            return
        if conversation.round > number or customer.dead or customer.bounces:
            return
        held, late = world.daemon.database.execute(HELD, (self.thread_of(conversation),)).fetchone()
        if late and conversation.passed_on:
            return
        if held or not world.daemon.running or world.daemon.failures or world.faults.relay_away:
            world.after(lambda: self.was_acknowledged(conversation, number), hours=12)
            return
        if world.daemon.database.execute(TOLD_OF_INCIDENT, (self.thread_of(conversation),)).fetchone() is not None:
            return
        raise Broken(f"everybody who writes is acknowledged once a round (round {number})", conversation)

    # ---- saying what is broken

    def conversation(self, thread_id: int) -> Conversation | None:
        if thread_id not in self._by_thread:
            rows = self._world.daemon.database.execute(MAILS, (thread_id,))
            found = (self._world.customers.by_id.get(message_id) for (message_id,) in rows)
            conversation = next((one for one in found if one is not None), None)
            if conversation is None:
                return None
            self._by_thread[thread_id] = conversation
        return self._by_thread[thread_id].whole

    def _broken(self, what: str, thread_id: int) -> Broken:
        return Broken(f"{what} (thread {thread_id})", self.conversation(thread_id))


def _moment(microseconds: int) -> datetime:
    return datetime.fromtimestamp(microseconds / 1e6, UTC)
