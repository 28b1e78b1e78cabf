"""Writes what was decided about a thread."""

from dataclasses import replace
from datetime import datetime, timedelta

from triaged.decide.action import news_owed
from triaged.decide.happened import ANSWERS, happened
from triaged.decide.owe import aim
from triaged.loops.waiting import drop_letters, end_refused, untold
from triaged.model.decision import Change
from triaged.model.finding import Finding
from triaged.model.letter import STOPPED, LetterKind
from triaged.model.stored import TrailEntry
from triaged.model.thread import Happening, Outcome, Owed, Promise, Thread, Turn
from triaged.model.tx import Tx
from triaged.policy.shape import Policy


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
    unheard = untold(tx, thread.thread_id) if any(promise.told for promise, _ in change.settle) else frozenset()
    for promise, outcome in change.settle:
        if promise.promise_id is not None:
            ended = Outcome.RELEASED if promise.promise_id in unheard else outcome
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
    for correction in change.corrections:
        tx.add_correction(thread.thread_id, correction)
    for notice in change.notices:
        tx.add_notice(replace(notice, thread_id=thread.thread_id))
    if change.event:
        tx.add_trail(TrailEntry(at=now, event=change.event, findings=change.findings, thread_id=thread.thread_id))


def doubt_answers(tx: Tx, thread: Thread, *, policy: Policy, now: datetime) -> None:
    """The customer answers a mail of ours that was never seen: renewals of this inbox are off until a person looked."""
    why = "a customer answered a mail of ours that was never seen here: are all sent folders listed (inbox.sent)?"
    tx.renewals_off(thread.inbox, why)
    finding = Finding(question="Do we see every answer?", answer="no", evidence=why, row="renewal")
    act(tx, thread, Happening.ELSEWHERE, policy=policy, at=now, now=now, who="the customer", findings=(finding,))
