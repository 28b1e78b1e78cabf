"""When is a thread looked at next? Every change of a thread ends here: no thread of ours is without a next look."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from triaged.hours import Calendar, NeverOpens, add
from triaged.model.thread import Kind, Promise, Thread, Turn
from triaged.policy.shape import Policy, RenewalPolicy, Team
from triaged.rules.escalate import climbed, climbs_on, notice_at, owed_now, share_at
from triaged.rules.renewal import TIME_TO_STOP, renewal_at, sends

AT_LEAST_DAILY = timedelta(days=1)
"""However little there is to do: a thread that is ours is looked at once a day."""


def planned(thread: Thread, policy: Policy, now: datetime, *, again: datetime | None = None) -> Thread:
    """The thread with `due_at` and `look_at` as its promises, ladder and policy give them.

    What should have happened before `now` is looked at at once. `again`: it was just looked at; look not before then.
    """
    owed = owed_now(thread)
    due = owed[0].reply_by if owed and thread.turn is Turn.OURS else None
    times = [at for at in _times(thread, owed, policy, now) if at is not None]
    if again is not None:
        times = [again, *(at for at in times if at > now)]
    look = min(times, default=None)
    if look is None and thread.turn is Turn.OURS and thread.kind is Kind.PERSON:
        look = now + AT_LEAST_DAILY
    return replace(thread, due_at=due, look_at=None if look is None else max(look, now))


def team_of(thread: Thread, policy: Policy) -> Team:
    """The thread's team; its inbox's, else the first, where rules.toml does not know that team any more."""
    if thread.triage.team in policy.teams:
        return policy.teams[thread.triage.team]
    inbox = policy.inboxes.get(thread.inbox) or next(iter(policy.inboxes.values()))
    return policy.teams[inbox.team]


def calendar_of(thread: Thread, owed: Promise | None, policy: Policy) -> Calendar:
    """The calendar by which a promise counts; the team's where rules.toml does not know it any more."""
    name = owed.calendar if owed is not None else ""
    return policy.calendars.get(name) or policy.calendars[team_of(thread, policy).calendar]


@dataclass(frozen=True, slots=True, kw_only=True)
class OnLadder:
    """What the ladder runs on, and how many notices were given about it. `calendar`: by which its time counts."""

    owed: Promise
    calendar: Calendar
    rungs: int


def on_ladder(thread: Thread, policy: Policy, now: datetime) -> OnLadder | None:
    """Where the thread stands on its ladder; None where nothing is owed. Raises NeverOpens."""
    found = climbs_on(thread, policy.ladder, now)
    if found is None:
        return None
    owed, since = found
    calendar = calendar_of(thread, owed, policy)
    rungs = thread.rungs if thread.climbing in {None, owed.promise_id} else 0
    if since is not None:  # its rungs before that were not told: people were busy with the other one
        rungs = climbed(0, owed, policy.ladder, calendar, since).rungs
    return OnLadder(owed=owed, calendar=calendar, rungs=rungs)


def _times(thread: Thread, owed: Sequence[Promise], policy: Policy, now: datetime) -> Iterator[datetime | None]:
    if thread.snoozed_until is not None:
        yield thread.snoozed_until
    if thread.turn is Turn.THEIRS:
        yield closes_at(thread, policy)
    if thread.kind is not Kind.PERSON:
        return
    yield from (one.reply_by for one in owed if one.reply_by > now)
    try:
        stands = on_ladder(thread, policy, now)
        if stands is not None and policy.ladder.rungs:
            yield notice_at(stands.rungs, stands.owed, policy.ladder, stands.calendar)
        promise, renewal = thread.promise, renewal_of(thread, policy)
        ours = thread.turn is Turn.OURS and promise in owed
        if ours and promise is not None and promise.told and renewal.send != "off":
            yield from _renewal_times(thread, promise, renewal, calendar_of(thread, promise, policy))
    except NeverOpens:
        return


def renewal_of(thread: Thread, policy: Policy) -> RenewalPolicy:
    """How customers of the thread's inbox hear that we are late."""
    inbox = policy.inboxes.get(thread.inbox)
    return policy.renewal if inbox is None else sends(policy.renewal, inbox.send)


def _renewal_times(thread: Thread, owed: Promise, renewal: RenewalPolicy, calendar: Calendar) -> Iterator[datetime]:
    if owed.number >= renewal.most:
        return
    at = renewal_at(owed, calendar, renewal)
    yield at
    if renewal.send == "ask":
        asked = thread.asked_at
        yield asked_at(owed, renewal, calendar) if asked is None else max(at, asked + TIME_TO_STOP)


def asked_at(owed: Promise, renewal: RenewalPolicy, calendar: Calendar) -> datetime:
    """When owner and lead are asked: at their share of the time, and before the letter would go."""
    return min(share_at(renewal.ask_at, owed, calendar), renewal_at(owed, calendar, renewal))


def closes_at(thread: Thread, policy: Policy) -> datetime | None:
    """When a thread that waits for the customer closes by itself; None = never."""
    since = thread.answered_at or thread.last_mail_at
    if policy.close.after is None or thread.closed_at is not None:
        return None
    try:
        return add(policy.calendars[team_of(thread, policy).calendar], since, policy.close.after)
    except NeverOpens:
        return None
