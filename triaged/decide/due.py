"""Time has passed: what becomes of a thread, and who hears of it?

does it wait for nobody any more?         it closes
which rungs of the ladder were reached?   rules/escalate
who stands on them now?                   rules/duty
what does the customer hear?              decide/late
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from triaged.decide.happened import happened
from triaged.decide.late import ASKED, Late, Watched, late
from triaged.decide.plan import OnLadder, closes_at, on_ladder, planned, team_of
from triaged.hours import NeverOpens
from triaged.model.decision import Change
from triaged.model.finding import Finding
from triaged.model.people import Absence
from triaged.model.stored import Notice
from triaged.model.thread import Happening, Promise, Thread, Turn, Urgency
from triaged.policy.shape import Policy, Rung, Team
from triaged.rules.duty import away, hears_before, leads_now, on_call, on_duty
from triaged.rules.escalate import climbed

DUE, BROKEN = "due", "broken"
"""What a notice is about: a time that comes, one that passed. The third is ASKED: a customer who would be told."""
DAY = timedelta(days=1)


def decide_due(watched: Watched, *, policy: Policy, now: datetime) -> Change:
    """Everything that the passing of time changes in one thread, up to `now`."""
    thread = watched.thread
    if _quiet(thread, policy, now):
        return happened(thread, Happening.QUIET, open_=watched.open, at=now, now=now, who="", policy=policy)
    if thread.snoozed_until is not None and thread.snoozed_until <= now:
        thread = replace(thread, snoozed_until=None)
    try:
        stands = on_ladder(thread, policy, now)
        if stands is None:
            return Change(thread=planned(thread, policy, now, again=now + DAY))
        return _climbed(replace(watched, thread=thread), stands, policy, now)
    except NeverOpens as error:
        finding = Finding(question="When?", answer="nobody knows", evidence=str(error))
        later = planned(thread, policy, now, again=now + DAY)
        return Change(thread=later, event="a calendar never opens", findings=(finding,))


def _quiet(thread: Thread, policy: Policy, now: datetime) -> bool:
    closes = closes_at(thread, policy) if thread.turn is Turn.THEIRS else None
    return closes is not None and closes <= now


def _climbed(watched: Watched, stands: OnLadder, policy: Policy, now: datetime) -> Change:
    owed = stands.owed
    reached = climbed(stands.rungs, owed, policy.ladder, stands.calendar, now)
    thread = replace(watched.thread, rungs=reached.rungs, climbing=owed.promise_id)
    told = Late(thread=thread)
    if thread.promise is not None and thread.turn is Turn.OURS:
        told = late(replace(watched, thread=thread), thread.promise, policy, now)
    asked = frozenset(notice.person for notice in told.notices if notice.about == ASKED)
    rungs = () if reached.repeated and _acted(thread, owed) else reached.reached
    notices = (*told.notices, *_heard(rungs, watched, owed, policy=policy, now=now, without=asked))
    return Change(
        thread=planned(told.thread, policy, now, again=told.again or now + DAY),
        notices=notices,
        renewal=told.letter,
        event=told.event or ("people were told" if notices else ""),
        findings=told.findings,
    )


def _acted(thread: Thread, owed: Promise) -> bool:
    """Whether somebody took the thread since its time passed: then the ladder need not be repeated."""
    return thread.owned_since is not None and thread.owned_since >= owed.reply_by


def _heard(
    rungs: Iterable[Rung],
    watched: Watched,
    owed: Promise,
    *,
    policy: Policy,
    now: datetime,
    without: frozenset[str],
) -> Iterator[Notice]:
    """A notice to each person on these rungs, once; not to those who hear more about it anyway."""
    critical = watched.thread.triage.urgency is Urgency.CRITICAL
    about = BROKEN if owed.reply_by <= now else DUE
    told = set(without)
    for rung in rungs:
        people = hearers(rung.tell, watched.thread, policy, watched.absences, now, by=owed.reply_by)
        if critical:
            called = on_call(policy, team_of(watched.thread, policy).key, now, watched.absences)
            people = (*people, *((called,) if called else ()))
        for person in people:
            if person not in told:
                told.add(person)
                yield Notice(
                    person=person,
                    about=about,
                    at=now,
                    thread_id=watched.thread.thread_id,
                    critical=critical,
                    ways=rung.by,
                )


def hearers(
    tell: Iterable[str],
    thread: Thread,
    policy: Policy,
    absences: Sequence[Absence],
    now: datetime,
    *,
    by: datetime,
) -> tuple[str, ...]:
    """The people behind "owner", "team", "lead", "manager" and names, who are to hear it before `by`.

    Who is away is passed over for somebody who is there, and so is an owner who does not work before `by`.
    """
    team = team_of(thread, policy)
    return behind(tell, team, owner=thread.owner, by=by, policy=policy, absences=absences, now=now)


def behind(
    tell: Iterable[str],
    team: Team,
    *,
    owner: str,
    by: datetime,
    policy: Policy,
    absences: Sequence[Absence],
    now: datetime,
) -> tuple[str, ...]:
    """The same for what is of `team` and in the hands of `owner`, "" = nobody's."""
    lead = leads_now(policy, team, now, absences)
    there = on_duty(policy, team.key, now, absences) or lead
    manager = leads_now(policy, team, now, absences, manager=True)
    held_by = there
    if owner in policy.people and not away(owner, now, absences):
        if hears_before(policy, owner, now, by, absences):
            held_by = (owner,)
        elif by <= now:  # too late for anybody: it is theirs all the same
            held_by = (*there, owner)
    behind = {"owner": held_by, "team": there, "lead": lead, "manager": manager}
    people = [person for name in tell for person in behind.get(name, (name,))]
    return tuple(dict.fromkeys(person for person in people if person in policy.people))
