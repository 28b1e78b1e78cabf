"""By when do we say we will reply?

A promise is counted in working time from the moment the mail reached the mailbox (INTERNALDATE), moved on to when the
work ahead can be done (basis "queue") or so many such mails are answered (basis "forecast"), rounded up to a slot of
the clock, and refused rather than made when it would be too far away. docs/hours.md tells the rules with examples,
docs/forecast.md what a forecast is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from triaged.hours import (
    Calendar,
    NeverOpens,
    WorkSpan,
    add,
    day_opening,
    holidays_version,
    is_open,
    next_opening,
    subtract,
    why_closed,
)
from triaged.model.finding import Finding
from triaged.model.forecast import Foretold
from triaged.model.letter import Closed
from triaged.model.people import Workload
from triaged.model.thread import Owed, Promise
from triaged.policy.shape import PromisePolicy, PromiseRow

QUESTION = "By when do we say we will reply?"
RENEWAL_LEAD = timedelta(minutes=30)
"""Working time before a promise at which the customer would be told that it will not be kept."""
TOLD_WHEN_CLOSED_FOR = timedelta(hours=18)
"""Nobody needs to be told that an office sleeps: only a longer closure is mentioned in a letter."""

_INSTANT = timedelta(microseconds=1)
_DAY = timedelta(days=1)
_TRIES = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpromised:
    """Nothing is promised; `reason` is a sentence for the lead, `target` the time we still aim at."""

    reason: str
    target: Promise | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Count:
    """The time before any rounding: `span` of working time from `start` ends at `due`. `how` tells it in words."""

    start: datetime
    due: datetime
    how: str


def promise(
    policy: PromisePolicy,
    row: PromiseRow | None,
    *,
    calendars: Mapping[str, Calendar],
    team_calendar: str,
    received: datetime,
    now: datetime,
    what: Literal[Owed.REPLY, Owed.NEXT] = Owed.REPLY,
    workload: Workload | None = None,
    foretold: Foretold | None = None,
) -> tuple[Promise | Unpromised, tuple[Finding, ...]]:
    """What is promised for a mail, and why.

    `row` is the first promise row that fits, None when none does; `what` chooses its span. `team_calendar` counts when
    the row names none. `received` is the mail's arrival, `now` the moment at which the letter is committed; both aware,
    UTC. `workload` is what lies ahead of the team, None where its people or their pace are not known: then, and with
    basis "fixed", the row alone decides. `foretold` is what the team's own answers say, asked with basis "forecast"
    alone. The row's time is the wish: a later one takes its place, an earlier one never does.
    """
    if row is None:
        return _refused("no promise row fits this mail", "", None)
    name = row.calendar or team_calendar
    calendar = calendars[name]
    cited = f'promise row "{row.name}"'
    ahead = None if policy.basis == "fixed" else workload
    told = foretold if policy.basis == "forecast" else None
    try:
        count = _count(_span(row, what), calendar, received, now)
        floor = now + max(policy.at_least, policy.round_to)
        reply_by = fixed = friendly(policy, calendar, max(count.due, floor))
        later = _later(ahead, told)
        if later is not None:
            reply_by = max(fixed, friendly(policy, calendar, later))
        limit = add(calendar, max(received, now), policy.at_most)
        near = reply_by <= limit or reply_by <= friendly(policy, calendar, limit)
    except NeverOpens as never:
        return _refused(str(never), cited, None)
    moved = reply_by > fixed
    foreseen = told if moved and told and told.by == later else None
    late = ahead if moved and not foreseen else None
    made = Promise(
        reply_by=reply_by,
        told=near and (ahead is None or ahead.done_by is not None),
        calendar=name,
        row=row.name,
        what=what,
        basis="forecast" if foreseen else "queue" if late else "fixed",
        holidays_version=holidays_version() if calendar.country else "",
        counted_from=count.start,
    )
    if not near:
        reason = f"{_clock(reply_by, calendar)} is more than {policy.at_most} away, the most that may be promised"
        why = _in_words(late) if late else _such_mails(foreseen) if foreseen else ""
        return _refused(f"{reason}; {why}" if why else reason, cited, made)
    if not made.told:
        return _refused("the people on duty cannot be done with it within three years", cited, made)
    found = [Finding(question=QUESTION, answer=_clock(reply_by, calendar), evidence=count.how, row=cited)]
    due = later if moved and later is not None else count.due
    if told is not None:
        found.append(_forecast(told, calendar))
    if late:
        found.append(_queued(late, _clock(due, calendar)))
    if reply_by != due:
        found.append(_moved(policy, calendar, due, floor, reply_by))
    return made, tuple(found)


def friendly(policy: PromisePolicy, calendar: Calendar, earliest: datetime) -> datetime:
    """The first time at or after `earliest` that may be told to a customer.

    It stands on a slot of the local clock (`round_to`), within working hours or at their end, and at least
    `after_opening` after the day's first opening; a break within the day does not count as closed. Raises NeverOpens
    when no day is open for that long.
    """
    slot = _slot(calendar, earliest, policy.round_to)
    return _friendly_from(calendar, slot, policy.round_to, policy.after_opening)


@lru_cache(maxsize=1024)
def _friendly_from(calendar: Calendar, slot: datetime, round_to: timedelta, after_opening: timedelta) -> datetime:
    """The first friendly time from a slot on. All mails whose times round up to one slot get the same."""
    t = slot
    for _ in range(_TRIES):
        t = _slot(calendar, t, round_to)
        within = t if is_open(calendar, t) else t - _INSTANT
        if not is_open(calendar, within):
            t = next_opening(calendar, t)
            continue
        opened = day_opening(calendar, within)
        if opened is None or t >= opened + after_opening:
            return t
        t = opened + after_opening
    raise NeverOpens(f'the calendar "{calendar.name}" is never open for longer than after_opening allows a promise')


def send_before(made: Promise, calendar: Calendar, *, now: datetime) -> datetime:
    """Until when a letter that tells this promise may leave: RENEWAL_LEAD of working time ahead of it.

    A letter committed at `now` gets at least half of the time until its promise, so that a short promise is not stale
    at birth. Raises NeverOpens.
    """
    return max(subtract(calendar, made.reply_by, RENEWAL_LEAD), now + (made.reply_by - now) / 2)


@lru_cache(maxsize=64)
def closed_note(calendar: Calendar, now: datetime, language: str) -> Closed | None:
    """When we open again and why we are closed, if that is more than 18 hours away; else None.

    Kept for the mails of a batch, which are all decided at one `now`.
    """
    try:
        opens_at = next_opening(calendar, now)
        if opens_at - now <= TOLD_WHEN_CLOSED_FOR:
            return None
        return Closed(opens_at=opens_at, why=why_closed(calendar, now, language))
    except NeverOpens:
        return None


def _span(row: PromiseRow, what: Owed) -> WorkSpan:
    return row.next if what is Owed.NEXT and row.next is not None else row.reply


def _count(span: WorkSpan, calendar: Calendar, received: datetime, now: datetime) -> _Count:
    """Counted from arrival, or from now when that time has passed."""
    due = add(calendar, received, span)
    if due > now:
        how = f"{span} of working time from {_clock(received, calendar)}, when it arrived"
        return _Count(start=received, due=due, how=how)
    how = (
        f"{span} of working time from now, {_clock(now, calendar)}: counted from {_clock(received, calendar)}, "
        f"when it arrived, it would have been {_clock(due, calendar)}"
    )
    return _Count(start=now, due=add(calendar, now, span), how=how)


def _later(work: Workload | None, told: Foretold | None) -> datetime | None:
    """The time before which the promise must not lie: the later one of those that are known."""
    known = (work.done_by if work else None, told.by if told else None)
    return max((each for each in known if each is not None), default=None)


def _forecast(told: Foretold, calendar: Calendar) -> Finding:
    answer = "no forecast" if told.by is None else f"by {_clock(told.by, calendar)}"
    evidence = f"forecast abstains: {told.why}" if told.by is None else _such_mails(told)
    return Finding(question="When are such mails answered?", answer=answer, evidence=evidence, row="promise")


def _such_mails(told: Foretold) -> str:
    """What was learned, with its level and of how much."""
    which = "mails that were late" if told.late else "comparable mails"
    since = " from then on" if told.late else ""
    ahead = "" if told.late else f", {told.ahead or 'no'} first mail{'' if told.ahead == 1 else 's'} ahead"
    answers = f"{told.answers} answers known{ahead}"
    span = WorkSpan(time=told.within)
    return f"{of_hundred(told.level)} {which} are answered within {span} of working time{since} ({answers})"


def of_hundred(level: float) -> str:
    """A share as people say it: "95 of 100"."""
    return f"{100 * level:.3g} of 100"


def _queued(work: Workload, done: str) -> Finding:
    answer, evidence = f"not before {done}", _in_words(work)
    return Finding(question="Can it be done by then?", answer=answer, evidence=evidence, row="promise")


def _in_words(work: Workload) -> str:
    """The work ahead of the mail, which is not told among it."""
    ahead = work.ahead - 1
    mails = "1 mail of equal or higher rank is" if ahead == 1 else f"{ahead or 'no'} mails of equal or higher rank are"
    people = "1 person on duty answers" if work.people == 1 else f"{work.people} people on duty answer"
    return f"{mails} ahead; {people} {work.pace:.3g} an hour{'' if work.people == 1 else ' each'}"


def _slot(calendar: Calendar, t: datetime, slot: timedelta) -> datetime:
    """The first moment at or after `t` at which the local clock shows a whole slot since midnight.

    A clock change may move the clock off the slots on the way there; then the way is gone on with.
    """
    zone = ZoneInfo(calendar.zone)
    while True:
        local = t.astimezone(zone)
        since_midnight = timedelta(
            hours=local.hour, minutes=local.minute, seconds=local.second, microseconds=local.microsecond
        )
        over = since_midnight % slot
        if not over:
            return t
        t += min(slot - over, _DAY - since_midnight)


def _moved(policy: PromisePolicy, calendar: Calendar, due: datetime, floor: datetime, reply_by: datetime) -> Finding:
    minutes = timedelta(minutes=1)
    why = [f"up to the next {policy.round_to // minutes} minutes within working hours"]
    if floor > due:
        why.append(f"at least {max(policy.at_least, policy.round_to) // minutes} minutes after the letter leaves")
    opened = day_opening(calendar, reply_by - _INSTANT)
    if opened is not None and due < opened + policy.after_opening:
        why.append(f"at least {policy.after_opening // minutes} minutes after opening")
    return Finding(
        question="Is that a time to tell?",
        answer=f"moved from {_clock(due, calendar)} to {_clock(reply_by, calendar)}",
        evidence="; ".join(why),
        row="promise",
    )


def _refused(reason: str, row: str, target: Promise | None) -> tuple[Unpromised, tuple[Finding, ...]]:
    finding = Finding(question=QUESTION, answer="nothing is promised", evidence=reason, row=row or "promise")
    return Unpromised(reason=reason, target=target), (finding,)


def _clock(t: datetime, calendar: Calendar) -> str:
    return t.astimezone(ZoneInfo(calendar.zone)).replace(tzinfo=None).isoformat(" ", "minutes")
