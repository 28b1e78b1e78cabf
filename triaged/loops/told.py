"""What holds once a letter has reached its relay, or once it is certain that nobody was told by it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from triaged.decide.happened import with_owed
from triaged.decide.late import BY_A_PERSON
from triaged.decide.plan import planned
from triaged.loops.handle import act, open_promises
from triaged.model.finding import Finding
from triaged.model.letter import NEVER_LEFT, Letter, LetterKind, LetterState
from triaged.model.stored import OFFERED, Direction, LetterChange, StoredMessage, TrailEntry
from triaged.model.thread import Happening, Outcome, Promise, Thread, Turn
from triaged.model.tx import Tx
from triaged.policy.shape import Policy
from triaged.rules.resend import TRANSITIONS, Event

REFUSED = "your reply was refused: is the address right?"


def told(tx: Tx, letter: Letter, *, policy: Policy, at: datetime, now: datetime) -> None:
    """A letter reached the relay: what it tells holds from now on. A renewal's old promise ends, the new one begins.

    A colleague's reply is their answer, given when it left.

    Told in time the old promise was renewed, else it was missed (docs/promises.md 4).
    """
    if letter.thread_id is None:
        return
    if letter.kind is LetterKind.ACKNOWLEDGEMENT:
        if letter.answers_at is not None:
            tx.note_event(letter.thread_id, "acknowledged", at, delay=at - letter.answers_at)
        for offer in letter.offers:
            tx.note_event(letter.thread_id, OFFERED, at, row=offer.url)
        return
    thread = tx.thread(letter.thread_id)
    if letter.kind is LetterKind.REPLY and thread is not None:
        act(tx, thread, Happening.ANSWER, policy=policy, at=at, now=now, who=letter.person)
        return
    if letter.kind is not LetterKind.RENEWAL or thread is None or thread.proposal is None:
        return
    broken = thread.promise
    if broken is None or broken.promise_id is None or broken.promise_id != letter.promise_id:
        return
    outcome = Outcome.RENEWED if at <= broken.reply_by else Outcome.MISSED
    tx.settle_promise(broken.promise_id, outcome, at)
    new = replace(thread.proposal, counted_from=at)
    tx.open_promise(thread.thread_id, new, now)
    begun = with_owed(thread, open_promises(tx, thread.thread_id))
    begun = replace(begun, rungs=0, asked_at=None, proposal=None, acknowledged_at=at)
    tx.update_thread(planned(begun, policy, now))
    finding = Finding(question="What does the customer know?", answer="the new time", evidence=outcome.value)
    tx.add_trail(TrailEntry(at=now, event="renewed", findings=(finding,), thread_id=thread.thread_id))


def untell(tx: Tx, letter: Letter, *, policy: Policy, now: datetime, why: str) -> None:
    """The customer could not be told by this letter.

    An acknowledgement's promise becomes a target, a time only we know (docs/promises.md, words). A renewal's proposal
    is gone, unless a person set it: the old promise stands, and the thread is looked at anew. A colleague's reply
    answers nothing: where it is not our turn, they are asked.
    """
    thread = None if letter.thread_id is None else tx.thread(letter.thread_id)
    if thread is None:
        return
    if letter.kind is LetterKind.RENEWAL:
        about = thread.promise is not None and letter.promise_id == thread.promise.promise_id
        proposal = _set_by_a_person(thread) if about else thread.proposal
        tx.update_thread(planned(replace(thread, proposal=proposal), policy, now))
    elif letter.kind is LetterKind.REPLY:
        asks = thread.asks if thread.turn is Turn.OURS else REFUSED
        tx.update_thread(planned(replace(thread, asks=asks), policy, now))
    elif thread.promise is not None and thread.promise.promise_id is not None and _tells(letter, thread.promise):
        tx.settle_promise(thread.promise.promise_id, Outcome.RELEASED, now)
        aim = replace(thread.promise, told=False, promise_id=None, outcome=Outcome.OPEN, outcome_at=None)
        if not any(p.what is aim.what and not p.told for p in open_promises(tx, thread.thread_id)):
            tx.open_promise(thread.thread_id, aim, now)
        left = with_owed(thread, open_promises(tx, thread.thread_id))
        tx.update_thread(planned(replace(left, acknowledged_at=None), policy, now))
    else:
        return
    finding = Finding(
        question="Was the customer told?",
        answer=f"not for certain: {why}" if letter.resends else f"no: {why}",
        evidence=f"letter {letter.letter_id}" if letter.letter_id is not None else "",
    )
    tx.add_trail(TrailEntry(at=now, event="not told", findings=(finding,), thread_id=thread.thread_id))


def _set_by_a_person(thread: Thread) -> Promise | None:
    """What a person wants to be told stands, whatever became of a letter with it (decide/late)."""
    return thread.proposal if thread.proposal is not None and thread.proposal.basis == BY_A_PERSON else None


def _tells(letter: Letter, promise: Promise) -> bool:
    return letter.kind is LetterKind.ACKNOWLEDGEMENT and letter.promise_id in (None, promise.promise_id)


def came_back(tx: Tx, letter: Letter) -> None:
    """A notice to a colleague came back: it counts as not delivered, and climbs to the next person."""
    if letter.state is LetterState.SENT:
        returned = TRANSITIONS[LetterState.SENT, Event.RETURNED]
        change = LetterChange(letter_id=letter.stored, expected=LetterState.SENT, state=returned, reason="it came back")
        tx.change_letters([change])


def answered_mail(tx: Tx, letter: Letter, thread: Thread) -> StoredMessage | None:
    """The customer's mail that an acknowledgement answers."""
    mails = [mail for mail in tx.messages(thread.thread_id) if mail.direction is Direction.CUSTOMER]
    return next((mail for mail in mails if mail.received_at == letter.answers_at), mails[-1] if mails else None)


def written_before(letters: Iterable[Letter]) -> int:
    """How many acknowledgements of a thread were cancelled before any relay heard of them."""
    return sum(m.kind is LetterKind.ACKNOWLEDGEMENT and m.reason in NEVER_LEFT for m in letters)
