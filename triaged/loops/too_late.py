"""Letters that waited until the time they name was too near: none of them goes any more.

Where an acknowledgement could not leave, the customer knows nothing yet: it is written anew with a later time, until
one leaves. A renewal is written anew by the watcher, when it looks at the thread (decide/late).
"""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime

from triaged.decide.happened import with_owed
from triaged.decide.late import new_time
from triaged.decide.owe import work_before
from triaged.decide.plan import planned
from triaged.decide.reword import nameless
from triaged.loops.desk import desk_now
from triaged.loops.handle import open_promises
from triaged.loops.held import ask_lead
from triaged.loops.told import answered_mail, untell, written_before
from triaged.model.known import Desk
from triaged.model.letter import TOO_LATE, UNDER_WAY, Letter, LetterKind, LetterState
from triaged.model.stored import TrailEntry
from triaged.model.thread import Thread, Turn
from triaged.model.tx import Tx
from triaged.policy.shape import Policy
from triaged.rules.acknowledge import LATE_LETTERS
from triaged.rules.promise import Unpromised, send_before
from triaged.rules.renewal import FRESH
from triaged.scribe import Scribe


def give_up_late(tx: Tx, policy: Policy, scribe: Scribe, now: datetime) -> bool:
    """Cancel every letter that waited too long, and tell the customer anew where that is right; whether any was.

    Nobody is told anew before the sent folders were read: a person may have answered meanwhile. Until then the letter
    waits, and no relay gets it. Where many are told at once, the lead releases them, as after every outage.
    """
    late = [(letter, _thread_told_anew(tx, letter, policy, now)) for letter in tx.expired_letters(now)]
    late = [(letter, thread) for letter, thread in late if thread is None or _has_looked(tx, thread.inbox, now)]
    anew = Anew(policy=policy, scribe=scribe, now=now)
    anew.many.update(thread.inbox for _, thread in late if thread is not None)
    for letter, thread in late:
        tx.cancel(letter.stored, TOO_LATE, expected=letter.state)
        untell(tx, letter, policy=policy, now=now, why="it could not leave in time")
        if thread is not None:
            anew.tell(tx, letter, thread.thread_id)
    return bool(late)


def _has_looked(tx: Tx, inbox: str, now: datetime) -> bool:
    state = tx.inbox_state(inbox)
    return state is not None and state.sent_looked_at is not None and now - state.sent_looked_at <= FRESH


def _thread_told_anew(tx: Tx, letter: Letter, policy: Policy, now: datetime) -> Thread | None:
    """The thread whose customer still waits to hear from us at all, where nobody else is to say so first.

    What a person was to release is theirs to write. A letter that may have left once is not followed by another one,
    nor is mail confirmed that is older than any letter of ours may be.
    """
    waits = letter.kind is LetterKind.ACKNOWLEDGEMENT and letter.state is LetterState.READY and not letter.resends
    thread = tx.thread(letter.thread_id) if waits and letter.thread_id is not None else None
    if thread is None or letter.promise_id is None or letter.answers_at is None:
        return None
    inbox = policy.inboxes.get(thread.inbox)
    right = (
        thread.turn is Turn.OURS
        and thread.promise is not None
        and thread.promise.promise_id == letter.promise_id
        and thread.incident_id is None
        and not thread.asks
        and inbox is not None
        and inbox.send == "on"
        and now - letter.answers_at <= policy.acknowledge.late
        and not tx.is_blocked(thread.customer, now)
    )
    return thread if right and not _answer_under_way(tx, thread) else None


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

    def tell(self, tx: Tx, letter: Letter, thread_id: int) -> None:
        """Promise a later time in the thread, and write the letter that tells it in the place of `letter`."""
        policy, now = self.policy, self.now
        thread = tx.thread(thread_id)
        answering = None if thread is None else answered_mail(tx, letter, thread)
        [released] = [p for p in tx.promises(thread_id) if p.promise_id == letter.promise_id]
        if thread is None or answering is None:
            return
        desk = self.desks.setdefault(thread.inbox, desk_now(tx, thread.inbox, policy, now))
        promise, findings = new_time(released, thread, work_before(thread, desk, policy, now), policy, now)
        if isinstance(promise, Unpromised):
            return
        promise = replace(promise, promise_id=tx.open_promise(thread_id, promise, now))
        before = replace(
            self._held_if_many(tx, letter, thread, desk),
            promise_id=promise.promise_id,
            send_before=send_before(promise, policy.calendar(promise.calendar), now=now),
        )
        number = written_before(tx.letters_of_thread(thread_id)) + 1
        facts = nameless(thread, promise, policy, now, to=letter.recipient)
        anew, _ = self.scribe.reworded(facts, before=before, answering=answering, number=number, now=now)
        # Limits count it where the first one stood: it is the same customer's same mail.
        tx.add_letter(replace(anew, created_at=letter.created_at))
        told = with_owed(thread, open_promises(tx, thread_id))
        tx.update_thread(planned(replace(told, acknowledged_at=now), policy, now))
        tx.add_trail(TrailEntry(at=now, event="told anew", findings=findings, thread_id=thread_id))

    def _held_if_many(self, tx: Tx, letter: Letter, thread: Thread, desk: Desk) -> Letter:
        many = self.many[thread.inbox]
        if many <= self.policy.acknowledge.late_above:
            return letter
        ask_lead(tx, thread, self.policy, desk.absences, self.now)
        return replace(letter, state=LetterState.HELD, reason=f"{many} {LATE_LETTERS}")
