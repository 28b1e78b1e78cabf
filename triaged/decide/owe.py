"""What do we owe the customer from this mail on, by when, and who answers?"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from triaged.decide.happened import with_owed
from triaged.decide.look import Looked
from triaged.decide.plan import team_of
from triaged.hours import NeverOpens, WorkSpan, add
from triaged.model.decision import Change
from triaged.model.finding import Finding
from triaged.model.forecast import Foretold
from triaged.model.known import Desk, Known
from triaged.model.people import Workload
from triaged.model.thread import Outcome, Owed, Promise, Thread, Tone, Triage, Turn, Urgency
from triaged.policy.fits import Facts, first_row
from triaged.policy.shape import Policy, PromiseRow
from triaged.rules.duty import assignee, lead_now, present_before, workload
from triaged.rules.foretold import A_LATER_MAIL, foretold, foretold_late
from triaged.rules.promise import Unpromised, promise

Findings = tuple[Finding, ...]
SAME_DAY = timedelta(days=1)
"""A second thread of a customer about the same thing within it gets the first one's time (docs/promises.md 5)."""


UNPROMISED = "no time was promised"
"""What a thread asks of people whose customer could be told no time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owing:
    """What we owe: the time that can be told, or a target where none can; inner targets; who answers.

    `unpromised` is why nothing can be promised, "" otherwise.
    """

    reply: Promise | None = None
    inner: tuple[Promise, ...] = ()
    owner: str = ""
    unpromised: str = ""
    findings: Findings = ()


def owe(
    looked: Looked,
    triage: Triage,
    *,
    known: Known,
    desk: Desk,
    policy: Policy,
    now: datetime,
    thread: Thread | None,
    leaves_at: datetime,
) -> Owing:
    """What this mail makes us owe. `thread` is the one it goes on with, None for a new one.

    `leaves_at`: when the letter leaves that tells it, at the earliest.
    """
    row = first_row(policy, looked.facts.decided(triage.urgency, triage.team, triage.topic))
    first = thread is None or thread.answered_at is None
    team = policy.teams[triage.team]
    received = looked.message.received
    answer, findings = promise(
        policy.promise,
        row,
        calendars=policy.calendars,
        team_calendar=team.calendar,
        received=received,
        now=leaves_at,
        what=Owed.REPLY if first else Owed.NEXT,
        workload=work_ahead(triage, desk=desk, policy=policy, now=now),
        foretold=_foretold(triage, first=first, desk=desk, policy=policy, arrived=received, now=leaves_at),
    )
    if isinstance(answer, Unpromised):
        owner = thread.owner if thread else ""
        return Owing(reply=answer.target, unpromised=answer.reason, owner=owner, findings=findings)
    same = _first_ones_time(looked, known, policy, now) if thread is None else None
    own: tuple[Promise, ...] = ()
    if same is not None:
        # What this mail alone would have been told is sooner: we aim at that, as after a correction.
        own = (replace(answer, told=False),) if answer.reply_by < same.reply_by else ()
        answer = replace(answer, reply_by=same.reply_by, basis="same customer")
        findings = (
            *findings,
            Finding(question="Did they write about it before?", answer="yes: the first one's time", row="promise"),
        )
    owner, why_owner = _owner(thread, triage, answer.reply_by, desk=desk, policy=policy, now=now)
    inner = _inner(row, triage, received, now, policy) if thread is None and row is not None else ()
    return Owing(
        reply=replace(answer, person=owner),
        inner=(*own, *inner),
        owner=owner,
        findings=(*findings, *why_owner),
    )


def work_ahead(triage: Triage, *, desk: Desk, policy: Policy, now: datetime) -> Workload | None:
    """The work of equal or higher rank ahead of the team; None where people or their pace are not known."""
    counted = desk.work.get(triage.team, (0, 0, 0, 0))[triage.urgency.rank]
    return _workload(triage.team, triage.urgency, counted, desk=desk, policy=policy, now=now)


def work_before(thread: Thread, desk: Desk, policy: Policy, now: datetime) -> Workload | None:
    """The work ahead of the team without this thread, which the desk counts already; None where it is not known."""
    team, urgency = team_of(thread, policy).key, thread.triage.urgency
    if team not in desk.work:
        return None
    others = max(desk.work[team][urgency.rank] - 1, 0)
    return _workload(team, urgency, others, desk=desk, policy=policy, now=now)


def _foretold(
    triage: Triage, *, first: bool, desk: Desk, policy: Policy, arrived: datetime, now: datetime
) -> Foretold | None:
    """What the team's own answers say of a mail; None where promises are not based on it."""
    if policy.promise.basis != "forecast":
        return None
    if not first:
        return Foretold(by=None, why=A_LATER_MAIL)
    return foretold(
        desk.forecasts.get(triage.team),
        triage.urgency,
        ahead=desk.first.get(triage.team, (0, 0, 0, 0))[triage.urgency.rank],
        calendar=policy.calendars[policy.teams[triage.team].calendar],
        level=policy.promise.forecast_level,
        arrived=arrived,
        now=now,
    )


def foretold_of_late(thread: Thread, desk: Desk, policy: Policy, now: datetime) -> Foretold | None:
    """What the team's own answers say of a mail that is late; None where promises are not based on it."""
    if policy.promise.basis != "forecast":
        return None
    if thread.answered_at is not None:
        return Foretold(by=None, why=A_LATER_MAIL)
    team = team_of(thread, policy)
    calendar, level = policy.calendars[team.calendar], policy.promise.forecast_level
    return foretold_late(desk.forecasts.get(team.key), calendar=calendar, level=level, now=now)


def _workload(
    team: str, urgency: Urgency, others: int, *, desk: Desk, policy: Policy, now: datetime
) -> Workload | None:
    """With `others` before it, and itself."""
    pace = desk.paces.get(team) or policy.teams[team].pace
    if policy.promise.basis == "fixed" or not pace:
        return None
    return workload(
        policy,
        team,
        ahead=others + 1,
        now=now,
        absences=desk.absences,
        pace=pace,
        critical=urgency is Urgency.CRITICAL,
    )


def _owner(
    thread: Thread | None, triage: Triage, by: datetime, *, desk: Desk, policy: Policy, now: datetime
) -> tuple[str, Findings]:
    """Who answers: who has the thread, while they are there before the time; else whoever's turn it is.

    Where the customer is upset it is the turn of who leads the team.
    """
    if thread is not None and thread.owner:
        if thread.owner in policy.people and present_before(policy, thread.owner, now, by, desk.absences):
            return thread.owner, ()
        gone = Finding(question="Who answers?", answer="the team", evidence=f"{thread.owner} is not there before")
        return "", (gone,)
    lead = lead_now(policy.teams[triage.team], now, desk.absences) if triage.tone is Tone.UPSET else ""
    if lead and present_before(policy, lead, now, by, desk.absences):
        return lead, (Finding(question="Who answers?", answer=lead, evidence="upset: who leads the team"),)
    owner = assignee(
        policy,
        triage.team,
        now=now,
        by=by,
        absences=desk.absences,
        loads=desk.loads,
        last=desk.last_assigned.get(triage.team, ""),
        critical=triage.urgency is Urgency.CRITICAL,
    )
    if not owner:
        return "", ()
    how = policy.teams[triage.team].assign
    return owner, (Finding(question="Who answers?", answer=owner, evidence=f'assign = "{how}"'),)


def _inner(row: PromiseRow, triage: Triage, received: datetime, now: datetime, policy: Policy) -> tuple[Promise, ...]:
    """The target by which it is to be solved: customers are never told it."""
    return (
        ()
        if row.solve is None
        else target(row, Owed.SOLVE, row.solve, team=triage.team, start=received, now=now, policy=policy)
    )


def target(
    row: PromiseRow, what: Owed, span: WorkSpan, *, team: str, start: datetime, now: datetime, policy: Policy
) -> tuple[Promise, ...]:
    """A time only we know: `span` of the row's working time from `start`. Nothing where the calendar never opens."""
    name = row.calendar or policy.teams[team].calendar
    try:
        by = add(policy.calendars[name], start, span)
        by = by if by > now else add(policy.calendars[name], now, span)
    except NeverOpens:
        return ()
    return (
        Promise(reply_by=by, told=False, what=what, calendar=name, row=row.name, counted_from=start, basis="fixed"),
    )


def _first_ones_time(looked: Looked, known: Known, policy: Policy, now: datetime) -> Promise | None:
    """The promise of the same customer's other thread about the same thing, made within a day and still to come."""
    if policy.acknowledge.same_customer != "one promise":
        return None
    soonest = now + max(policy.promise.at_least, policy.promise.round_to)
    for thread in known.recent:
        made = thread.promise
        if thread.turn is not Turn.OURS or made is None or not made.told or thread.inbox != looked.inbox.key:
            continue
        if now - thread.opened_at <= SAME_DAY and made.reply_by >= soonest and _same_thing(thread, looked):
            return made
    return None


def _same_thing(thread: Thread, looked: Looked) -> bool:
    subject = " ".join(looked.message.subject.split()).casefold()
    return bool(subject) and " ".join(thread.base_subject.split()).casefold() == subject


def row_of(thread: Thread, policy: Policy) -> PromiseRow | None:
    """The promise row that fits a thread as it is judged now. What only its mails could say is not asked again."""
    triage = thread.triage
    facts = Facts(
        inbox=thread.inbox,
        from_=thread.customer,
        subject=thread.subject,
        customer=frozenset({triage.customer_group} - {""}),
        language=triage.language,
        urgency=triage.urgency,
        team=triage.team,
        topic=triage.topic,
        tone=triage.tone,
    )
    return first_row(policy, facts)


def aim(thread: Thread, policy: Policy, now: datetime) -> tuple[Promise, ...]:
    """The time by which we want to answer what nobody was told a time for."""
    row = row_of(thread, policy)
    if row is None:
        return ()
    return target(row, Owed.REPLY, row.reply, team=team_of(thread, policy).key, start=now, now=now, policy=policy)


def sooner(change: Change, *, open_: tuple[Promise, ...], policy: Policy, now: datetime) -> Change:
    """The change that makes a thread more urgent, with its inner time: its row's from now, if nothing is due before.

    The customer was told a time and is told no other: what people must do sooner is a target (docs/promises.md, words).
    There is one of a sort, so an older one gives way. What sleeps wakes. `open_`: what was open before the change.
    """
    settled = [promise for promise, _ in change.settle]
    left = tuple(p for p in (*open_, *change.open) if p not in settled)
    aims = _sooner(change.thread, left, policy, now)
    if not aims:
        return change
    older = tuple(p for p in left if p.what is Owed.REPLY and not p.told)
    stay = tuple(p for p in left if p not in older)
    return replace(
        change,
        thread=replace(with_owed(change.thread, (*stay, *aims)), rungs=0, snoozed_until=None),
        settle=(*change.settle, *((p, Outcome.RELEASED) for p in older if p in open_)),
        open=(*(p for p in change.open if p in stay), *aims),
    )


def _sooner(thread: Thread, open_: tuple[Promise, ...], policy: Policy, now: datetime) -> tuple[Promise, ...]:
    row = row_of(thread, policy)
    if row is None or any(p.told and p.row == row.name for p in open_):
        return ()
    team = team_of(thread, policy).key
    aims = target(row, Owed.REPLY, row.reply, team=team, start=now, now=now, policy=policy)
    due = min((p.reply_by for p in open_ if p.what is not Owed.SOLVE), default=None)
    return tuple(aim for aim in aims if due is None or aim.reply_by < due)
