"""Which of today's promises will likely break, as the team's own answers tell? A list for people: it decides nothing.

A promise is listed where half of such mails, with so many before them, are answered only after its time; or where the
mail has waited longer than nearly all of the last month did. Only first mails are foretold.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from triaged.decide.plan import team_of
from triaged.hours import Calendar, NeverOpens, WorkSpan, add, working_time
from triaged.model.forecast import Forecast
from triaged.model.thread import Kind, Thread, Turn
from triaged.policy.shape import Policy
from triaged.rules.foretold import why_not
from triaged.rules.promise import of_hundred

MOST = 50
"""More than that is no list to work by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LikelyBreak:
    """A promise of today that will likely not be kept. `why` in plain words, for colleagues."""

    thread: Thread
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What a team's forecast is asked with."""

    forecast: Forecast
    calendar: Calendar
    now: datetime


def likely_breaks(
    queue: Sequence[Thread],
    forecasts: Mapping[str, Forecast],
    ends: Mapping[str, datetime],
    policy: Policy,
    now: datetime,
) -> tuple[LikelyBreak, ...]:
    """The promises of `queue` that are to be kept until the end of their team's day and likely will not be.

    The nearest time first, MOST at most. `queue`: what is ours to answer; `ends`: when each team's day ends.
    """
    if policy.promise.basis != "forecast":
        return ()
    found = sorted(_found(queue, forecasts, ends, policy, now), key=lambda one: one.thread.due_at or now)
    return tuple(found[:MOST])


def _found(
    queue: Sequence[Thread],
    forecasts: Mapping[str, Forecast],
    ends: Mapping[str, datetime],
    policy: Policy,
    now: datetime,
) -> Iterator[LikelyBreak]:
    for thread, ahead in _with_work_ahead(queue, policy):
        promise, team = thread.promise, team_of(thread, policy)
        forecast, calendar = forecasts.get(team.key), policy.calendars[team.calendar]
        if promise is None or not promise.told or forecast is None:
            continue
        if why_not(forecast, calendar, policy.promise.forecast_level, now):
            continue
        if now < promise.reply_by <= ends.get(team.key, now):
            asked = _Asked(forecast=forecast, calendar=calendar, now=now)
            why = _older(asked, thread) or _too_much(asked, thread, ahead, promise.reply_by)
            if why:
                yield LikelyBreak(thread=thread, why=why)


def _with_work_ahead(queue: Iterable[Thread], policy: Policy) -> Iterator[tuple[Thread, int]]:
    """Each thread that waits for a first answer, with how many of its team lie before it: more urgent, or older."""
    waiting = [
        thread
        for thread in queue
        if thread.turn is Turn.OURS
        and thread.kind is Kind.PERSON
        and thread.answered_at is None
        and thread.incident_id is None
    ]
    before: Counter[str] = Counter()
    for thread in sorted(waiting, key=lambda thread: (thread.triage.urgency.rank, thread.opened_at, thread.thread_id)):
        team = team_of(thread, policy).key
        yield thread, before[team]
        before[team] += 1


def _older(asked: _Asked, thread: Thread) -> str:
    """It has waited longer than nearly all."""
    forecast, urgency = asked.forecast, thread.triage.urgency
    waited = working_time(asked.calendar, thread.opened_at, asked.now)
    shorter, level = forecast.of_hundred(urgency, waited), 100 * forecast.level
    if shorter is None or shorter < level:
        return ""
    return f"waits for {WorkSpan(time=_minutes(waited))}, longer than {of_hundred(forecast.level)} such mails did"


def _too_much(asked: _Asked, thread: Thread, ahead: int, by: datetime) -> str:
    """Half of such mails would be answered after its time."""
    half = asked.forecast.half(thread.triage.urgency, asked.now, ahead)
    if half is None:
        return ""
    try:
        answered = add(asked.calendar, asked.now, WorkSpan(time=half))
    except NeverOpens:
        return "nobody works any more before its time"
    if answered <= by:
        return ""
    mails = f"{ahead or 'no'} first mail{'' if ahead == 1 else 's'} before it"
    return f"with {mails}, half of such mails take {WorkSpan(time=half)} from now on"


def _minutes(length: timedelta) -> timedelta:
    return timedelta(minutes=length // timedelta(minutes=1))
