"""Time passes: who hears of it now?

The ladder runs on the earlier of promise and target. Its rungs stand at shares of the working time between the moment
from which the time was counted and the time itself; once it has passed they repeat until somebody acts
(docs/promises.md 7).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from triaged.hours import Calendar, WorkSpan, add, working_time
from triaged.model.thread import Owed, Promise, Thread, Turn
from triaged.policy.shape import Ladder, Rung

WHILE_THEIRS = frozenset({Owed.UPDATE})
"""What we owe although the customer's answer is awaited: news, until it is solved."""
LATEST_OF_ALL = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Climb:
    """What the ladder says at a moment: the rungs that were reached since the last notice, and how many in all."""

    reached: tuple[Rung, ...]
    rungs: int
    repeated: bool = False


def owed_now(thread: Thread) -> tuple[Promise, ...]:
    """What a ladder may run on: promise and targets, the earliest first; nothing where nobody waits for us.

    While the thread belongs to an incident the shared promise stands for its own (docs/promises.md 9); targets stay. A
    solution whose time passed before anything else of this began is no time of it: the customer was answered, and asks
    again.
    """
    if thread.closed_at is not None or thread.turn is Turn.NOBODY:
        return ()
    owed = [p for p in thread.owed if thread.turn is Turn.OURS or p.what in WHILE_THEIRS]
    if thread.incident_id is not None:
        owed = [p for p in owed if not p.told]
    begun = min((_begun(p) for p in owed if p.what is not Owed.SOLVE), default=None)
    if begun is not None:
        owed = [p for p in owed if p.what is not Owed.SOLVE or p.reply_by >= begun]
    return tuple(sorted(owed, key=lambda p: p.reply_by))


def _begun(promise: Promise) -> datetime:
    """When what it was promised for began."""
    known = [at for at in (promise.counted_from, promise.made_at) if at is not None]
    return min(known, default=promise.reply_by)


def climbs_on(thread: Thread, ladder: Ladder, now: datetime) -> tuple[Promise, datetime | None] | None:
    """What the ladder runs on, and since when where it comes from something else that was missed then.

    The earliest of promise and targets. Once that has passed and everybody was told so, the next that lies ahead: what
    was missed long ago hides nothing.
    """
    owed = owed_now(thread)
    if not owed:
        return None
    missed = [one for one in owed if one.reply_by <= now]
    ahead = owed[len(missed) :]
    if not missed or (ahead and thread.climbing == ahead[0].promise_id):
        return ahead[0], None
    on = next((one for one in owed if one.promise_id == thread.climbing), missed[0])
    told = thread.climbing == on.promise_id and thread.rungs >= len(ladder.rungs)
    return (ahead[0], missed[-1].reply_by) if ahead and (told or on in ahead) else (on, None)


def notice_at(number: int, owed: Promise, ladder: Ladder, calendar: Calendar) -> datetime:
    """When the `number`th notice (from 0) is due: a rung, or once the time has passed a repeat. Raises NeverOpens."""
    if number < len(ladder.rungs):
        return share_at(ladder.rungs[number].at, owed, calendar)
    repeats = number - len(ladder.rungs) + 1
    return add(calendar, owed.reply_by, WorkSpan(time=ladder.repeat * repeats))


def share_at(percent: int, owed: Promise, calendar: Calendar) -> datetime:
    """The moment at which `percent` of the working time until a promise has passed."""
    start = owed.counted_from or owed.made_at or owed.reply_by
    if percent >= 100 or start >= owed.reply_by:
        return owed.reply_by
    whole = working_time(calendar, start, owed.reply_by)
    if percent <= 0 or whole <= timedelta():
        return start
    return min(add(calendar, start, WorkSpan(time=whole * percent / 100)), owed.reply_by)


def climbed(rungs: int, owed: Promise, ladder: Ladder, calendar: Calendar, now: datetime) -> Climb:
    """The rungs reached since the last of `rungs` notices. Repeats that were slept through count as one."""
    reached: list[Rung] = []
    while rungs < len(ladder.rungs) and notice_at(rungs, owed, ladder, calendar) <= now:
        reached.append(ladder.rungs[rungs])
        rungs += 1
    if rungs < len(ladder.rungs) or not ladder.rungs:
        return Climb(reached=tuple(reached), rungs=rungs)
    repeated = False
    while rungs < LATEST_OF_ALL and notice_at(rungs, owed, ladder, calendar) <= now:
        rungs += 1
        repeated = True
    if repeated and not reached:
        reached = [ladder.rungs[-1]]
    return Climb(reached=tuple(reached), rungs=rungs, repeated=repeated)
