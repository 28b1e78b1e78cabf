"""A batch of mail, from octets to what is written for it: read outside the store, decided in one transaction.

What a mail says by itself is asked before the transaction, in any thread: it is half of the work, and letters leave
meanwhile. Then each mail is looked up, decided and written in turn, so that it sees what its predecessors in the batch
wrote. Up to the first write of a mail nothing is changed for it: a mail at which a rule breaks is put into quarantine
and the others go on (N34).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from triaged.decide import Looked, decide_message, look_at
from triaged.decide.happened import happened
from triaged.decide.incident import OUT
from triaged.decide.mailed import new_thread, next_mail, only_where_a_letter_can_go, silenced, stored_mail, waits_until
from triaged.decide.owe import sooner
from triaged.decide.plan import planned, team_of
from triaged.loops import log
from triaged.loops.bursts import note_numbers
from triaged.loops.desk import desk_now, remember_assigned, with_thread
from triaged.loops.evidence import note_copies
from triaged.loops.handle import act, doubt_answers, open_promises, write
from triaged.loops.held import ask_lead, waits_as_late
from triaged.loops.mail_orders import MailOrders
from triaged.loops.moved import seen_again
from triaged.loops.sent import note_answer, who_answered
from triaged.loops.suggest import suggest
from triaged.loops.told import came_back, untell
from triaged.mail.limits import ParseLimits
from triaged.mail.parse import parse
from triaged.mail.reference import candidates
from triaged.model.decision import Decision
from triaged.model.finding import Finding
from triaged.model.known import Desk, Known
from triaged.model.letter import Acknowledgement, Letter, LetterKind, Silence
from triaged.model.mail import Headline, Message, RawMessage, Unreadable
from triaged.model.ports import Clock, Judge
from triaged.model.stored import SOLVED, Cursor, Quarantined, TrailEntry
from triaged.model.thread import Happening, Kind, Thread, Turn, Urgency
from triaged.model.tx import Tx
from triaged.policy.shape import InboxEntry, Policy
from triaged.rules.acknowledge.asked import LATE as LATE_WORDING
from triaged.rules.articles import NO_SHELF, Shelf
from triaged.rules.ordered import ASK as ASK_UNPROVEN
from triaged.rules.ordered import May
from triaged.scribe import Scribe, marks_of

LATE = timedelta(minutes=10)
LOOK_FIRST = timedelta(seconds=15)
"""A late letter waits so long for the sent folders to be read: a person may have answered (docs/promises.md 6)."""
BLOCKED_FOR = timedelta(days=60)
_UNCOUNTED = frozenset({"N31"})
"""Silences that say nothing about the desk: the mail was there already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A mail as it was fetched and what it says by itself; the error of the rule that broke on it."""

    raw: RawMessage
    mail: Looked | Unreadable | Exception


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What one mail came to: its thread (`new`: begun by it, ours to answer), and its letter."""

    thread: Thread | None = None
    new: bool = False
    letter: Letter | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """Takes mail of one inbox in. Holds only what does not change while a policy is in force."""

    inbox: InboxEntry
    policy: Policy
    scribe: Scribe
    judge: Judge
    clock: Clock
    secret: bytes
    limits: ParseLimits
    shelf: Shelf = NO_SHELF

    def is_late(self, received: datetime, now: datetime) -> bool:
        """Whether a mail is so late that it may have been acknowledged before (lost cursor, restored backup)."""
        return now - received > LATE

    def late_among(self, received: Iterable[datetime]) -> int:
        """How many mails that arrived then would get the late wording: too many of them wait for a person."""
        now = self.clock()
        return sum(now - arrived > LATE_WORDING for arrived in received)

    def read(self, raws: Iterable[RawMessage]) -> tuple[Read, ...]:
        """Parse mails and ask what they answer by themselves. Needs no store; raises nothing."""
        now = self.clock()
        return tuple(Read(raw=raw, mail=self._look_at(raw, now)) for raw in raws)

    def _look_at(self, raw: RawMessage, now: datetime) -> Looked | Unreadable | Exception:
        mail = parse(raw, self.limits)
        if isinstance(mail, Unreadable):
            return mail
        try:
            return look_at(mail, inbox=self.inbox, policy=self.policy, judge=self.judge, now=now, shelf=self.shelf)
        except Exception as error:  # noqa: BLE001 - head of the loop over mails: a rule that breaks takes one mail with it (N34)
            return error

    def take(
        self,
        tx: Tx,
        *,
        mails: tuple[Read, ...],
        copies: tuple[Headline, ...],
        cursor: Cursor | None,
        marks: frozenset[str],
        late_before: int = 0,
        lost_cursor: bool = False,
    ) -> bool:
        """Decide and write a batch, settle what our own copies prove, move the cursor. Whether letters were written.

        `mails` are what `read` made of them. `late_before`: late mails in the batches before this one. `lost_cursor`:
        the folder is read anew (N30, I1).
        """
        now = self.clock()
        note_copies(tx, copies, account=self.inbox.account, policy=self.policy, now=now)
        written = False
        if mails:
            desk = replace(
                desk_now(tx, self.inbox.key, self.policy, now),
                late_in_batch=late_before + self.late_among(mail.raw.received for mail in mails),
                lost_cursor=lost_cursor,
            )
            written = self._take_mails(tx, mails, desk, marks, now)
        if cursor is not None:
            tx.set_cursor(cursor)
        return written

    def _take_mails(self, tx: Tx, mails: tuple[Read, ...], desk: Desk, marks: frozenset[str], now: datetime) -> bool:
        messages = [read.mail.message for read in mails if isinstance(read.mail, Looked)]
        desk = replace(desk, already_marked=marks_of(messages, self.secret, marks))
        began, written, new = desk, False, list[tuple[Looked, Thread]]()
        for read in mails:
            taken = self._take_one(tx, read, desk, now)
            if taken.new and taken.thread is not None and isinstance(read.mail, Looked):
                new.append((read.mail, taken.thread))
            desk = after_one_more(desk, taken, self.policy)
            if taken.thread is not None and taken.letter is not None and waits_as_late(taken.letter):
                ask_lead(tx, taken.thread, self.policy, desk.absences, now)
            written = written or taken.letter is not None
        remember_assigned(tx, began, desk)
        suggest(tx, self.inbox, new, self.policy, now)
        note_numbers(tx, self.inbox, new)
        first = mails[0].raw
        tx.clear_tried(self.inbox.key, first.folder, first.uidvalidity, [read.raw.uid for read in mails])
        tx.note_mail(self.inbox.key, [read.raw.received for read in mails])
        return written

    def _take_one(self, tx: Tx, read: Read, desk: Desk, now: datetime) -> Taken:
        raw, looked = read.raw, read.mail
        if isinstance(looked, Unreadable):
            self.quarantine(tx, raw, looked.reason, now)
            return Taken()
        if isinstance(looked, Exception):
            self._quarantine_broken(tx, raw, looked, now)
            return Taken()
        orders = MailOrders(inbox=self.inbox, policy=self.policy, scribe=self.scribe)
        ordering, why_ordered = orders.asked(tx, looked)
        if ordering.may is May.YES:
            obeyed = orders.take(tx, looked.message, ordering, why_ordered, now)
            if obeyed is not None:
                return Taken(letter=obeyed.letter)
        known = tx.known(looked.lookup)
        try:
            decision = decide_message(looked, known=known, desk=desk, policy=self.policy, now=now)
        except Exception as error:  # noqa: BLE001 - as in _look_at
            self._quarantine_broken(tx, raw, error, now)
            return Taken()
        decision = only_where_a_letter_can_go(decision)
        if ordering.may is May.UNSURE:
            decision = silenced(decision, Silence(reason=ASK_UNPROVEN, row="N24"), why_ordered)
        return self._write(tx, looked, decision, known, raw=raw, now=now)

    def _write(
        self, tx: Tx, looked: Looked, decision: Decision, known: Known, *, raw: RawMessage, now: datetime
    ) -> Taken:
        message = looked.message
        if decision.duplicate:
            seen_again(tx, raw, message, policy=self.policy, now=now)
            return Taken()
        if decision.answers is not None:
            self._write_answer(tx, message, decision, now)
            return Taken()
        thread = self._write_thread(tx, message, decision, now)
        stored = tx.add_message(stored_mail(raw, message, decision, thread.thread_id))
        tx.add_trail(
            TrailEntry(at=now, event="mail", findings=decision.findings, thread_id=thread.thread_id, stored_id=stored)
        )
        for notice in decision.notices:
            tx.add_notice(replace(notice, thread_id=thread.thread_id))
        if decision.bounced_thread is not None or decision.bounced_letter is not None:
            self._write_bounce(tx, message, decision, now)
        if decision.asks_of is not None:
            self._ask_elsewhere(tx, message, decision.asks_of, now)
        if decision.unseen_answer:
            doubt_answers(tx, thread, policy=self.policy, now=now)
        if decision.open_breaker:
            tx.open_breaker("", "more acknowledgements in an hour than this desk ever sends", now)
        log.mail_decided(inbox=self.inbox.key, thread=thread.thread_id, answer=_answer(decision), row=_row(decision))
        taken = Taken(thread=thread, new=decision.happening is None and decision.turn is Turn.OURS)
        if not isinstance(decision.letter, Acknowledgement):
            if decision.kind is Kind.PERSON or decision.letter.row not in _UNCOUNTED:
                tx.note_event(thread.thread_id, "silence", now, row=decision.letter.row)
            return taken
        facts = replace(decision.letter, reference=thread.reference)
        letter = self._write_letter(
            tx, message, decision, facts, thread=thread, first=not known.ever_written_to, now=now
        )
        return replace(taken, letter=letter)

    def _write_letter(
        self,
        tx: Tx,
        message: Message,
        decision: Decision,
        facts: Acknowledgement,
        *,
        thread: Thread,
        first: bool,
        now: datetime,
    ) -> Letter | None:
        letter, worded = self.scribe.acknowledgement(
            facts,
            message=message,
            thread=thread,
            proof=decision.proof,
            first=first,
            hold=decision.hold,
            leaves_at=self._leaves_at(message, decision, thread, now),
            now=now,
        )
        if worded.problem:
            broken = Finding(question="Which words?", answer="the built-in ones", evidence=worded.problem)
            tx.add_trail(TrailEntry(at=now, event="template failed", findings=(broken,), thread_id=thread.thread_id))
        if tx.add_letter(letter) is None:
            untell(
                tx, letter, policy=self.policy, now=now, why="another mail with the same id had its letter before (T9)"
            )
            return None
        return letter

    def _leaves_at(self, message: Message, decision: Decision, thread: Thread, now: datetime) -> datetime:
        """When the letter leaves, at the earliest: where people may be faster it waits."""
        if decision.after is not None:
            return waits_until(decision.after, team_of(thread, self.policy), self.policy, now)
        return now + LOOK_FIRST if self.late_among((message.received,)) else now

    def _write_thread(self, tx: Tx, message: Message, decision: Decision, now: datetime) -> Thread:
        place = decision.place
        known = None if place.thread_id is None else tx.thread(place.thread_id)
        if known is None:
            new = planned(new_thread(message, decision, now), self.policy, now)
            return tx.add_thread(new, candidates(self.secret, message.identity), linked=place.linked)
        return self._goes_on(tx, known, message, decision, now)

    def _goes_on(self, tx: Tx, known: Thread, message: Message, decision: Decision, now: datetime) -> Thread:
        """A further mail in a thread: what happened, then what the mail itself adds."""
        if decision.happening is None:
            return known
        change = happened(
            known,
            decision.happening,
            open_=open_promises(tx, known.thread_id),
            at=message.received,
            now=now,
            who="the customer" if decision.kind is Kind.PERSON else decision.kind.value,
            policy=self.policy,
            owe=[p for p in (decision.promise,) if p is not None],
        )
        thread = next_mail(change.thread, known, message, decision, now)
        change = replace(change, thread=thread)
        more = thread.triage.urgency.rank < known.triage.urgency.rank and known.turn is Turn.OURS
        if more and (thread.incident_id is None or thread.triage.urgency is Urgency.CRITICAL):
            change = sooner(change, open_=open_promises(tx, known.thread_id), policy=self.policy, now=now)
        left = OUT if known.incident_id is not None and change.thread.incident_id is None else ""
        change = replace(change, thread=planned(change.thread, self.policy, now), event=left)
        write(tx, known, change, now=now)
        if decision.happening is Happening.SOLVED:
            tx.note_event(known.thread_id, SOLVED, now)
        return tx.thread(known.thread_id) or change.thread

    def _write_answer(self, tx: Tx, message: Message, decision: Decision, now: datetime) -> None:
        thread = None if decision.answers is None else tx.thread(decision.answers)
        if thread is None or not note_answer(tx, message, thread.thread_id):
            return
        who = who_answered(message, self.policy)
        act(
            tx,
            thread,
            Happening.ANSWER,
            policy=self.policy,
            at=message.received,
            now=now,
            who=who,
            findings=decision.findings,
        )
        tx.answer_seen(self.inbox.key)

    def _ask_elsewhere(self, tx: Tx, message: Message, thread_id: int, now: datetime) -> None:
        """A mail that may be a colleague's is no part of the thread that it names: is that one answered already?"""
        thread = tx.thread(thread_id)
        if thread is not None:
            who = who_answered(message, self.policy)
            act(tx, thread, Happening.ELSEWHERE, policy=self.policy, at=message.received, now=now, who=who)

    def _write_bounce(self, tx: Tx, message: Message, decision: Decision, now: datetime) -> None:
        """A letter of ours came back: people are asked to look, the address gets no automatic letter for 60 days."""
        letter = None if decision.bounced_letter is None else tx.letter(decision.bounced_letter)
        final = message.bounce is None or message.bounce.final
        if letter is not None and letter.kind is LetterKind.NOTICE and final:
            came_back(tx, letter)
        thread = None if decision.bounced_thread is None else tx.thread(decision.bounced_thread)
        if thread is None:
            return
        finding = Finding(
            question="Did our letter arrive?",
            answer="no, it came back",
            evidence=message.bounce.status if message.bounce else "",
            row="N4",
        )
        if not final:
            tx.add_trail(TrailEntry(at=now, event="bounced", findings=(finding,), thread_id=thread.thread_id))
            return
        act(
            tx,
            thread,
            Happening.BOUNCE,
            policy=self.policy,
            at=now,
            now=now,
            who="a mail server",
            findings=(finding,),
        )
        tx.block(thread.customer, now + BLOCKED_FOR)

    def _quarantine_broken(self, tx: Tx, raw: RawMessage, error: Exception, now: datetime) -> None:
        log.broken_rule(inbox=self.inbox.key, uid=raw.uid, error=error)
        self.quarantine(tx, raw, f"a rule broke on it ({type(error).__name__}); please report this", now)

    def quarantine(self, tx: Tx, mail: RawMessage | Headline, reason: str, now: datetime) -> None:
        """Keep a mail apart for people (N34)."""
        log.quarantined(inbox=self.inbox.key, uid=mail.uid, reason=reason)
        tx.quarantine(
            Quarantined(
                inbox=self.inbox.key,
                folder=mail.folder,
                uidvalidity=mail.uidvalidity,
                uid=mail.uid,
                size=mail.size,
                reason=reason,
                at=now,
            )
        )


def after_one_more(desk: Desk, taken: Taken, policy: Policy) -> Desk:
    """The desk as the next mail of the batch finds it."""
    letter, thread = taken.letter, taken.thread
    if letter is not None and (not letter.proven_sender or letter.first_time):
        desk = replace(desk, hour=desk.hour + 1)
    return with_thread(desk, thread, policy) if thread is not None and taken.new else desk


def _answer(decision: Decision) -> str:
    if isinstance(decision.letter, Acknowledgement):
        return "held" if decision.hold else "acknowledged"
    return "silence"


def _row(decision: Decision) -> str:
    return "" if isinstance(decision.letter, Acknowledgement) else decision.letter.row
