"""Writes what was decided about a thread, and what becomes of a promise that its customer never heard."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from triaged.decide.action import news_owed
from triaged.decide.happened import ANSWERS, happened, with_owed
from triaged.decide.late import BY_A_PERSON
from triaged.decide.owe import aim
from triaged.decide.plan import planned
from triaged.model.decision import Change
from triaged.model.finding import Finding
from triaged.model.letter import NEVER_LEFT, STOPPED, Letter, LetterKind, LetterState
from triaged.model.stored import Direction, LetterChange, StoredMessage, TrailEntry
from triaged.model.thread import Happening, Outcome, Owed, Promise, Thread, Turn
from triaged.model.tx import Tx
from triaged.policy.shape import Policy
from triaged.rules.resend import TRANSITIONS, Event

MAY_HAVE_LEFT = (LetterState.SENDING, LetterState.DOUBT)
WAITING = (LetterState.HELD, LetterState.READY)
REFUSED = "your reply was refused: is the address right?"
MAY_HAVE_ARRIVED = "it may have arrived, and was to go once more"
TELLS_A_PROMISE = (LetterKind.ACKNOWLEDGEMENT, LetterKind.RENEWAL)
TO_CUSTOMER = (LetterKind.ACKNOWLEDGEMENT, LetterKind.RENEWAL, LetterKind.INCIDENT)


def act(
    tx: Tx,
    thread: Thread,
    happening: Happening,
    *,
    policy: Policy,
    at: datetime,
    now: datetime,
    who: str,
    findings: tuple[Finding, ...] = (),
) -> Change:
    """Write what `happening` makes of a thread, done by `who` at `at` (an answer's own time may lie before now)."""
    open_ = open_promises(tx, thread.thread_id)
    change = happened(
        thread,
        happening,
        open_=open_,
        at=at,
        now=now,
        who=who,
        policy=policy,
        owe=_owed(thread, happening, policy, at, now),
        findings=findings,
    )
    write(tx, thread, change, now=now)
    again = waits_still(tx, thread, policy=policy, at=at, now=now) if happening in ANSWERS else None
    return again or change


def waits_still(tx: Tx, before: Thread, *, policy: Policy, at: datetime, now: datetime) -> Change | None:
    """The customer wrote again before what a person did at `at` was seen: that mail still waits. None: none does.

    `before` is the thread before that was written.
    """
    after = tx.thread(before.thread_id)
    seen_late = before.turn is Turn.OURS and at < before.last_mail_at
    if not seen_late or after is None or after.turn is Turn.OURS:
        return None
    return act(tx, after, Happening.MAIL, policy=policy, at=before.last_mail_at, now=now, who="the customer")


def _owed(thread: Thread, happening: Happening, policy: Policy, at: datetime, now: datetime) -> tuple[Promise, ...]:
    """What begins with it: the next news after an answer; a time to look, where the turn becomes ours by itself."""
    if happening in ANSWERS:
        return news_owed(thread, policy, at, now)
    begins = happening in {Happening.BOUNCE, Happening.MAIL} and thread.turn is not Turn.OURS
    return aim(thread, policy, now) if begins else ()


def open_promises(tx: Tx, thread_id: int) -> tuple[Promise, ...]:
    """The open promises and targets of a thread."""
    return tuple(p for p in tx.promises(thread_id) if p.outcome is Outcome.OPEN)


def write(tx: Tx, before: Thread, change: Change, *, now: datetime) -> None:
    """Write a change of a stored thread: outcomes, promises, the thread, letters not sent any more, notices, trail."""
    thread, done = change.thread, change.answered_at or now  # an answer's own time settles, not when we saw it
    who = "" if "@" in change.answered_by else change.answered_by  # the ledger keeps keys, never an address
    untold = _untold(tx, thread.thread_id) if any(promise.told for promise, _ in change.settle) else frozenset()
    for promise, outcome in change.settle:
        if promise.promise_id is not None:
            ended = Outcome.RELEASED if promise.promise_id in untold else outcome
            at = change.solved_at or done if promise.what is Owed.SOLVE else done
            tx.settle_promise(promise.promise_id, ended, at, person=who)
    for promise in change.open:
        tx.open_promise(thread.thread_id, promise, now)
    if thread != before:
        tx.update_thread(thread)
    if change.answered_by:
        waited = max(done - before.last_mail_at, timedelta())
        tx.note_event(thread.thread_id, "answered", done, person=who, delay=waited)
    dropped = bool(change.drop) and drop_letters(tx, thread.thread_id, change.drop)
    if dropped and thread.acknowledged_at == before.acknowledged_at:
        tx.update_thread(replace(thread, acknowledged_at=None))
    if change.stops_renewal:
        drop_letters(tx, thread.thread_id, STOPPED, only=(LetterKind.RENEWAL,))
    if before.turn is Turn.OURS and thread.turn is not Turn.OURS:
        end_refused(tx, thread.thread_id)
    for notice in change.notices:
        tx.add_notice(replace(notice, thread_id=thread.thread_id))
    if change.event:
        tx.add_trail(TrailEntry(at=now, event=change.event, findings=change.findings, thread_id=thread.thread_id))


def _untold(tx: Tx, thread_id: int) -> frozenset[int]:
    """Promises whose acknowledgement still waits: the customer knows nothing of them, so none is kept or missed."""
    return frozenset(
        letter.promise_id
        for letter in tx.letters_of_thread(thread_id)
        if letter.kind is LetterKind.ACKNOWLEDGEMENT
        and letter.promise_id is not None
        and letter.state in WAITING
        and not letter.resends
    )


def on_its_way(tx: Tx, thread: Thread, *, kinds: Collection[LetterKind] = (LetterKind.RENEWAL,)) -> bool:
    """Whether a letter about the open promise is being sent, or may have left: what it tells cannot be changed now."""
    promise = thread.promise
    return promise is not None and any(
        letter.kind in kinds
        and letter.promise_id in {None, promise.promise_id}
        and (letter.state in MAY_HAVE_LEFT or (letter.state in WAITING and letter.resends > 0))
        for letter in tx.letters_of_thread(thread.thread_id)
    )


def drop_letters(tx: Tx, thread_id: int, why: str, *, only: Collection[LetterKind] = TO_CUSTOMER) -> bool:
    """Letters to the customer that wait are not sent any more; whether an acknowledgement was among them.

    Of one that was to go once more nobody knows whether it arrived: its reason says so, and is none of NEVER_LEFT.
    """
    dropped = [m for m in tx.letters_of_thread(thread_id) if m.state in WAITING and m.kind in only]
    for letter in dropped:
        reason = f"{MAY_HAVE_ARRIVED}: {why}" if letter.resends else why
        tx.cancel(letter.stored, reason, expected=letter.state)
    return any(letter.kind is LetterKind.ACKNOWLEDGEMENT for letter in dropped)


def end_refused(tx: Tx, thread_id: int) -> None:
    """Refused letters of a thread that waits for nobody here need nobody: kept unfinished they would be so for ever."""
    for letter in tx.letters_of_thread(thread_id):
        if letter.state is LetterState.FAILED:
            tx.cancel(letter.stored, f"refused: {letter.reason}", expected=LetterState.FAILED)


def overtaken(tx: Tx, letter: Letter) -> bool:
    """Cancel a letter to a customer that is ready to go again if a person was faster; whether it was cancelled."""
    now = tx.letter(letter.stored)
    thread = None if letter.thread_id is None else tx.thread(letter.thread_id)
    if now is None or now.state is not LetterState.READY or now.kind not in TO_CUSTOMER:
        return False
    if thread is None:
        return False
    promise = thread.promise
    stands = now.promise_id is None or (promise is not None and promise.promise_id == now.promise_id)
    if thread.turn is Turn.OURS and (stands or now.kind not in TELLS_A_PROMISE):
        return False
    tx.cancel(letter.stored, "a person was faster", expected=LetterState.READY)
    return True


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


def answered_mail(tx: Tx, letter: Letter, thread: Thread) -> StoredMessage | None:
    """The customer's mail that an acknowledgement answers."""
    mails = [mail for mail in tx.messages(thread.thread_id) if mail.direction is Direction.CUSTOMER]
    return next((mail for mail in mails if mail.received_at == letter.answers_at), mails[-1] if mails else None)


def written_before(letters: Iterable[Letter]) -> int:
    """How many acknowledgements of a thread were cancelled before any relay heard of them."""
    return sum(m.kind is LetterKind.ACKNOWLEDGEMENT and m.reason in NEVER_LEFT for m in letters)


def doubt_answers(tx: Tx, thread: Thread, *, policy: Policy, now: datetime) -> None:
    """The customer answers a mail of ours that was never seen: renewals of this inbox are off until a person looked."""
    why = "a customer answered a mail of ours that was never seen here: are all sent folders listed (inbox.sent)?"
    tx.renewals_off(thread.inbox, why)
    finding = Finding(question="Do we see every answer?", answer="no", evidence=why, row="renewal")
    act(tx, thread, Happening.ELSEWHERE, policy=policy, at=now, now=now, who="the customer", findings=(finding,))


def came_back(tx: Tx, letter: Letter) -> None:
    """A notice to a colleague came back: it counts as not delivered, and climbs to the next person."""
    if letter.state is LetterState.SENT:
        returned = TRANSITIONS[LetterState.SENT, Event.RETURNED]
        change = LetterChange(letter_id=letter.stored, expected=LetterState.SENT, state=returned, reason="it came back")
        tx.change_letters([change])
