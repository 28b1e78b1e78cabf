"""A customer who waits to hear from us at all is acknowledged anew: what was to tell them could not leave."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime

from triaged.decide.happened import with_owed
from triaged.decide.late import new_time
from triaged.decide.owe import foretold_of_late, work_before
from triaged.decide.plan import planned
from triaged.decide.reword import nameless
from triaged.loops.desk import desk_now
from triaged.loops.handle import open_promises
from triaged.loops.held import ask_lead
from triaged.loops.told import answered_mail, written_before
from triaged.model.known import Desk
from triaged.model.letter import UNDER_WAY, Letter, LetterKind, LetterState
from triaged.model.stored import TrailEntry
from triaged.model.thread import Promise, Thread, Turn
from triaged.model.tx import Tx
from triaged.policy.shape import Policy
from triaged.rules.acknowledge import LATE_LETTERS
from triaged.rules.promise import Unpromised, send_before
from triaged.rules.renewal import FRESH
from triaged.scribe import Scribe


def has_looked(tx: Tx, inbox: str, now: datetime) -> bool:
    """Whether the sent folders were read just now: a person may have answered meanwhile."""
    state = tx.inbox_state(inbox)
    return state is not None and state.sent_looked_at is not None and now - state.sent_looked_at <= FRESH


def may_be_told(tx: Tx, thread: Thread, letter: Letter, policy: Policy, now: datetime) -> bool:
    """Whether nobody else is to say so first, where `letter` could not acknowledge the thread's mail.

    A letter that may have left once is not followed by another one, nor is mail confirmed that is older than any letter
    of ours may be.
    """
    inbox = policy.inboxes.get(thread.inbox)
    return (
        letter.kind is LetterKind.ACKNOWLEDGEMENT
        and not letter.resends
        and letter.answers_at is not None
        and thread.turn is Turn.OURS
        and thread.incident_id is None
        and not thread.asks
        and inbox is not None
        and inbox.send == "on"
        and now - letter.answers_at <= policy.acknowledge.late
        and not tx.is_blocked(thread.customer, now)
        and not _answer_under_way(tx, thread)
    )


def _answer_under_way(tx: Tx, thread: Thread) -> bool:
    """Whether a colleague's own reply waits for the relay as well."""
    letters = tx.letters_of_thread(thread.thread_id)
    return any(letter.kind is LetterKind.REPLY and letter.state in UNDER_WAY for letter in letters)


@dataclass(frozen=True, slots=True, kw_only=True)
class Anew:
    """Tells customers a later time. `many`: how many of each inbox are told at once."""

    policy: Policy
    scribe: Scribe
    now: datetime
    many: Counter[str] = field(default_factory=Counter)
    desks: dict[str, Desk] = field(default_factory=dict)

    def tell(self, tx: Tx, letter: Letter, owed: Promise) -> None:
        """Promise a later time than `owed` in its thread, and write what tells it in the place of `letter`."""
        policy, now = self.policy, self.now
        thread = None if letter.thread_id is None else tx.thread(letter.thread_id)
        answering = None if thread is None else answered_mail(tx, letter, thread)
        if thread is None or answering is None:
            return
        desk = self.desks.setdefault(thread.inbox, desk_now(tx, thread.inbox, policy, now))
        promise, findings = new_time(
            owed,
            thread,
            policy,
            now,
            workload=work_before(thread, desk, policy, now),
            foretold=foretold_of_late(thread, desk, policy, now),
        )
        if isinstance(promise, Unpromised):
            return
        promise = replace(promise, promise_id=tx.open_promise(thread.thread_id, promise, now))
        before = replace(
            self._held_if_many(tx, letter, thread, desk),
            promise_id=promise.promise_id,
            send_before=send_before(promise, policy.calendar(promise.calendar), now=now),
        )
        number = written_before(tx.letters_of_thread(thread.thread_id)) + 1
        facts = nameless(thread, promise, policy, now, to=letter.recipient, articles=letter.offers)
        anew, _ = self.scribe.reworded(facts, before=before, answering=answering, number=number, now=now)
        # Limits count it where the first one stood: it is the same customer's same mail.
        tx.add_letter(replace(anew, created_at=letter.created_at))
        told = with_owed(thread, open_promises(tx, thread.thread_id))
        asked = told.asked if facts.wants or facts.again else ()
        tx.update_thread(planned(replace(told, acknowledged_at=now, asked=asked), policy, now))
        tx.add_trail(TrailEntry(at=now, event="told anew", findings=findings, thread_id=thread.thread_id))

    def _held_if_many(self, tx: Tx, letter: Letter, thread: Thread, desk: Desk) -> Letter:
        many = self.many[thread.inbox]
        if many <= self.policy.acknowledge.late_above:
            return letter
        ask_lead(tx, thread, self.policy, desk.absences, self.now)
        return replace(letter, state=LetterState.HELD, reason=f"{many} {LATE_LETTERS}")
