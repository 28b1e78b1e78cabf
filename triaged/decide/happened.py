"""What a happening makes of a thread: its turn, its promises, what is asked of whom. The table is rules/turn."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from triaged.decide.plan import planned
from triaged.model.decision import Change
from triaged.model.finding import Finding
from triaged.model.thread import Happening, Outcome, Owed, Promise, Thread, Turn
from triaged.policy.shape import Policy
from triaged.rules.turn import Do, step

SAME_BREATH = timedelta(minutes=15)
"""A mail that leaves so soon after a person recorded a promise is the mail that told it, not its fulfilment."""
ANSWERS = frozenset({Happening.ANSWER, Happening.CALLED})
ASKS = {
    Do.ASK_ANSWERED: "answered?",
    Do.ASK_CLOSE: "close?",
    Do.ASK_DELETED: "deleted: done?",
    Do.ASK_ADDRESS: "our letter came back: is the address right?",
}
HELD = {
    Happening.SOLVED: "the customer says it is solved",
    Happening.ELSEWHERE: "somebody may have answered",
    Happening.GONE: "the customer's mail was deleted",
    Happening.BOUNCE: "a letter to this customer came back",
}


def happened(
    thread: Thread,
    happening: Happening,
    *,
    open_: Iterable[Promise],
    at: datetime,
    now: datetime,
    who: str,
    policy: Policy,
    owe: Iterable[Promise] = (),
    findings: tuple[Finding, ...] = (),
) -> Change:
    """The change that `happening` makes, done by `who` at `at` (an answer's own time may be earlier than now).

    `open_`: every open promise and target of the thread. `owe`: the promises and targets that begin where we owe
    something from now on (a new mail's promise, an agent's own promise). A thread with a promise of its own belongs to
    no incident any more, nor does one that waits for us again.
    """
    open_ = tuple(open_)
    if happening is Happening.ANSWER and _same_breath(open_, at):
        return _told_it(thread, at, who, findings)
    if happening in ANSWERS and any(_is_newer(p, thread, at) for p in open_):
        return _seen_late(thread, open_, at=at, who=who, policy=policy, now=now, findings=findings)
    taken = step(thread.turn, happening)
    begins = tuple(owe) if taken.do & {Do.OWE, Do.COMMIT, Do.SETTLE} else ()
    solved_at = thread.answered_at if Do.END in taken.do and thread.turn is Turn.THEIRS else None
    outcomes = ((p, _outcome(p, taken.do, solved_at or at if p.what is Owed.SOLVE else at)) for p in open_)
    settle = tuple((p, outcome) for p, outcome in outcomes if outcome is not None)
    left = tuple(p for p in open_ if p not in [settled for settled, _ in settle])
    aimed_at = {p.what for p in left if not p.told}
    begins = tuple(p for p in begins if p.told or p.what not in aimed_at)  # there is one target of a sort
    changed = _changed(thread, taken.turn, taken.do, happening, at)
    changed = with_owed(changed, (*left, *begins))
    if settle or begins:
        changed = replace(changed, rungs=0, asked_at=None, proposal=None)
    again = taken.turn is Turn.OURS and thread.turn is not Turn.OURS
    out = thread.incident_id is not None and (bool(begins) or again or happening is Happening.OTHER)
    if out:  # what is proposed beside an own promise is told by a letter on its way
        changed = replace(changed, incident_id=None, proposal=changed.proposal if thread.promise is not None else None)
    leaves = out or (taken.turn is not Turn.OURS and thread.turn is Turn.OURS)
    finding = Finding(question="What happened?", answer=happening.value, evidence=who)
    return Change(
        thread=planned(changed, policy, now),
        settle=settle,
        open=begins,
        drop=f"{happening.value} before it left" if leaves else "",
        stops_renewal=Do.HOLD in taken.do,
        answered_by=who if happening in ANSWERS else "",
        answered_at=at if happening in ANSWERS else None,
        solved_at=solved_at,
        event=happening.value,
        findings=(*findings, finding),
    )


def with_owed(thread: Thread, owed: Sequence[Promise]) -> Thread:
    """The thread with these promises and targets open."""
    promise, target, solution = sorted_out(owed)
    return replace(thread, promise=promise, target=target, solution=solution)


def sorted_out(owed: Sequence[Promise]) -> tuple[Promise | None, Promise | None, Promise | None]:
    """What the customer was told, what only we know, and by when it is to be solved."""
    told = next((p for p in owed if p.told), None)
    solution = next((p for p in owed if not p.told and p.what is Owed.SOLVE), None)
    others = (p for p in owed if not p.told and p.what is not Owed.SOLVE)
    return told, min(others, key=lambda p: p.reply_by, default=None), solution


def _same_breath(open_: Sequence[Promise], at: datetime) -> bool:
    """Whether a person has just given one of them: a merge and a way out of an incident make it anew, later."""
    own = (p for p in open_ if p.what is Owed.COMMITMENT and not p.number)
    given = (p.counted_from or p.made_at for p in own)
    return any(when is not None and at - when <= SAME_BREATH for when in given)


def _is_newer(promise: Promise, thread: Thread, at: datetime) -> bool:
    """Whether it was promised for a mail that came after an answer given then: that answer cannot have kept it."""
    begun = [time for time in (promise.counted_from, promise.made_at) if time is not None]
    answers_a_mail = promise.number == 0 and promise.what in {Owed.REPLY, Owed.NEXT}
    return answers_a_mail and thread.last_mail_at > at and bool(begun) and min(begun) > at


def _seen_late(
    thread: Thread,
    open_: Sequence[Promise],
    *,
    at: datetime,
    who: str,
    policy: Policy,
    now: datetime,
    findings: tuple[Finding, ...],
) -> Change:
    """An answer from before the mail that waits: it ends what was owed then, and the turn stays as it is."""
    older = tuple(p for p in open_ if not _is_newer(p, thread, at))
    ended = step(Turn.OURS, Happening.ANSWER).do
    settle = tuple((p, outcome) for p in older if (outcome := _outcome(p, ended, at)) is not None)
    settled = [promise for promise, _ in settle]
    answered = with_owed(thread, tuple(p for p in open_ if p not in settled))
    answered = replace(answered, answered_at=max(at, thread.answered_at or at))
    finding = Finding(question="What happened?", answer="an answer from before the customer's last mail", evidence=who)
    return Change(
        thread=planned(answered, policy, now),
        settle=settle,
        answered_by=who,
        answered_at=at,
        event=Happening.ANSWER.value,
        findings=(*findings, finding),
    )


def _told_it(thread: Thread, at: datetime, who: str, findings: tuple[Finding, ...]) -> Change:
    """The mail that told the customer what a person had just promised: it keeps nothing."""
    finding = Finding(question="What happened?", answer="the mail that tells the promise just recorded", evidence=who)
    told = replace(thread, answered_at=at, acknowledged_at=at)
    return Change(thread=told, event="promise told", findings=(*findings, finding))


def _outcome(promise: Promise, do: frozenset[Do], at: datetime) -> Outcome | None:
    """What becomes of one open promise, None where it stays open.

    `at` is when it happened; of a solution, when the last answer was given where nothing was asked after it: a thread
    that closes by itself a week later was solved by that answer.
    """
    in_time = Outcome.KEPT if at <= promise.reply_by else Outcome.MISSED
    if Do.RELEASE in do:
        return Outcome.RELEASED
    if Do.END in do:
        return in_time if promise.what is Owed.SOLVE else Outcome.CLOSED_UNANSWERED
    if Do.COMMIT in do and promise.what is not Owed.SOLVE:
        return Outcome.RENEWED if at <= promise.reply_by else Outcome.MISSED
    if Do.SETTLE not in do or promise.what is Owed.SOLVE:
        return None
    return in_time


def _changed(thread: Thread, turn: Turn, do: frozenset[Do], happening: Happening, at: datetime) -> Thread:
    asks = next((ASKS[d] for d in ASKS if d in do), "") or thread.asks
    held = HELD.get(happening, "") if Do.HOLD in do else thread.held
    changed = replace(thread, turn=turn, asks=asks, held=held)
    match turn:
        case Turn.THEIRS if Do.SETTLE in do or happening is Happening.ANSWER:
            latest = max(at, thread.answered_at or at)
            changed = replace(changed, answered_at=latest, closed_at=None, unanswered_mails=0)
            changed = replace(changed, asks="", held="", snoozed_until=None, acknowledged_at=None)
        case Turn.NOBODY if thread.turn is not Turn.NOBODY:
            changed = replace(changed, closed_at=at, acknowledged_at=None, unanswered_mails=0)
            changed = replace(changed, asks="", held="", snoozed_until=None)
        case Turn.OURS if thread.turn is not Turn.OURS:
            changed = _not_solved(replace(changed, closed_at=None, snoozed_until=None))
        case Turn.OURS if happening in {Happening.MAIL, Happening.NUDGE}:
            changed = _not_solved(changed)
    return changed


def _not_solved(thread: Thread) -> Thread:
    """The customer said that it is solved: that was before this, and they wait again."""
    asks = "" if thread.asks == ASKS[Do.ASK_CLOSE] else thread.asks
    held = "" if thread.held == HELD[Happening.SOLVED] else thread.held
    return replace(thread, asks=asks, held=held)
