"""A promise will not be kept: are owner and lead asked, is the customer told, with which time and in whose name?

rules/renewal says whether and when, rules/promise the new time, rules/duty who may be named.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from triaged.decide.plan import asked_at, calendar_of, renewal_of, team_of
from triaged.hours import Calendar, WorkSpan, next_opening
from triaged.model.finding import Finding
from triaged.model.forecast import Foretold
from triaged.model.letter import LetterState, Renewal
from triaged.model.people import Absence, Workload
from triaged.model.stored import InboxState, Notice
from triaged.model.thread import Promise, Thread, Tone
from triaged.policy.shape import Policy, PromiseRow, Team, When
from triaged.rules.acknowledge.words import greeting, name_of, zone_of_customer
from triaged.rules.duty import away, hears_before, lead_now, leads_now, present_before
from triaged.rules.promise import Unpromised, promise
from triaged.rules.renewal import RELEASED, TIME_TO_STOP, Asked, never, not_now, renewal_at

ASKED = "asked"
"""A notice about a customer who would be told that we are late, word for word."""
NO_NEW_TIME = "no new time"
NO_TIME_LEFT = "no new time can be promised:"
NOT_AS_SET = "what a person set cannot be told any more:"
"""Why the letter waits: its time is too near by now, or who is named in it is not there."""
TOLD_LATE = "Is the customer told that we are late?"
NEEDS_SEND = "a person must say send: letters of this inbox are released by people"
BY_A_PERSON = "a person"
"""The basis of a promise whose time or name a person set: nothing else takes its place unasked."""
SOONEST = WorkSpan(time=timedelta(hours=1))
"""A new time is never nearer than this working time: a second apology soon after is worse than none."""
USUAL = WorkSpan(time=timedelta(hours=4))
"""The new time where the promise's row is gone from rules.toml."""
GRACE = timedelta(minutes=5)
"""A letter with a time that a person set may go so much later than it was to, before it is held."""
LOOK_AGAIN = timedelta(minutes=2)
"""How soon a thread whose renewal is under way is looked at again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """All the store said about a thread that is looked at.

    `open`: its open promises and targets. `told`: the state of the letter that told the promise, None = a person told
    it. `heard`: persons who were told of this thread since the promise was made. `under_way`: a renewal's letter is.
    `blocked`: a letter to the customer came back. `workload`: the work ahead of the team, None = not known. `foretold`:
    what the team's answers say of mails that are late, None where no promise is based on that.
    """

    thread: Thread
    open: tuple[Promise, ...]
    inbox: InboxState
    absences: Sequence[Absence]
    told: LetterState | None = None
    heard: frozenset[str] = frozenset()
    under_way: bool = False
    blocked: bool = False
    workload: Workload | None = None
    foretold: Foretold | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """What is done about a promise that will not be kept. `again`: when it must be looked at next, at the latest."""

    thread: Thread
    notices: tuple[Notice, ...] = ()
    letter: Renewal | None = None
    event: str = ""
    findings: tuple[Finding, ...] = ()
    again: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """One promise that is late, and everything the questions about it are answered from."""

    watched: Watched
    owed: Promise
    policy: Policy
    now: datetime

    @property
    def thread(self) -> Thread:
        return self.watched.thread

    @property
    def team(self) -> Team:
        return team_of(self.thread, self.policy)

    @property
    def calendar(self) -> Calendar:
        return calendar_of(self.thread, self.owed, self.policy)

    @property
    def leads(self) -> tuple[str, ...]:
        return leads_now(self.policy, self.team, self.now, self.watched.absences)

    @property
    def people(self) -> tuple[str, ...]:
        """Owner and lead, who can stop the letter: those of them who are not away."""
        owner = self.thread.owner
        gone = away(owner, self.now, self.watched.absences)
        asked = (*(() if gone else (owner,)), *self.leads)
        return tuple(dict.fromkeys(person for person in asked if person in self.policy.people))


def late(watched: Watched, owed: Promise, policy: Policy, now: datetime) -> Late:
    """Ask, or tell the customer, or wait, or leave it: one of them. Raises NeverOpens."""
    case = _Case(watched=watched, owed=owed, policy=policy, now=now)
    thread, calendar = case.thread, case.calendar
    if watched.under_way:
        return Late(thread=thread, again=now + LOOK_AGAIN)
    asked = _asked(case)
    tell_at = renewal_at(owed, calendar, asked.renewal)
    if now < min(asked_at(owed, asked.renewal, calendar), tell_at):
        return Late(thread=thread)
    if why := never(asked):
        return _not_told(case, why, tell_at)
    if asked.renewal.send == "ask" and thread.asked_at is None:
        return _ask(case, tell_at)
    if now < tell_at:
        return Late(thread=thread, again=tell_at)
    if (later := not_now(asked)) is not None:
        return Late(thread=thread, again=later)
    return _tell(case)


def kept_back(watched: Watched, owed: Promise, policy: Policy, now: datetime) -> str:
    """Why the letter about `owed` would not go, "" where it would: by itself, or once a person says send."""
    thread = watched.thread
    thread = replace(thread, held="") if thread.held == NEEDS_SEND else thread
    case = _Case(watched=replace(watched, thread=thread), owed=owed, policy=policy, now=now)
    return never(_asked(case))


def goes_at(thread: Thread, owed: Promise, policy: Policy, now: datetime) -> datetime:
    """When the letter about `owed` goes at the earliest. Raises NeverOpens."""
    calendar = calendar_of(thread, owed, policy)
    times = [now, renewal_at(owed, calendar, renewal_of(thread, policy))]
    if thread.asked_at is not None:
        times.append(thread.asked_at + TIME_TO_STOP)
    return next_opening(calendar, max(times))


def _asked(case: _Case) -> Asked:
    inbox = case.policy.inboxes.get(case.thread.inbox)
    return Asked(
        thread=case.thread,
        promise=case.owed,
        renewal=renewal_of(case.thread, case.policy),
        letters=case.policy.letters,
        inbox=case.watched.inbox,
        team=case.team,
        lead=lead_now(case.team, case.now, case.watched.absences),
        mode=inbox.send if inbox else "off",
        calendar=case.calendar,
        told=case.watched.told,
        blocked=case.watched.blocked,
        now=case.now,
    )


def _not_told(case: _Case, why: str, tell_at: datetime) -> Late:
    """The customer is not told; the trail says so once, when the letter would have gone."""
    if not tell_at <= case.now <= case.owed.reply_by:
        return Late(thread=case.thread)
    finding = Finding(question=TOLD_LATE, answer=f"no: {why}", row="renewal")
    return Late(thread=case.thread, event="not renewed", findings=(finding,))


def _ask(case: _Case, tell_at: datetime) -> Late:
    """Owner and lead see the letter that would go, and can stop or change it."""
    thread, people = replace(case.thread, asked_at=case.now), case.people
    goes = max(tell_at, case.now + TIME_TO_STOP)
    hear = {p for p in people if hears_before(case.policy, p, case.now, goes, case.watched.absences)}
    proposal, findings = propose(case.watched, case.owed, case.policy, case.now, told=case.watched.heard | hear)
    if isinstance(proposal, Unpromised):
        return _no_time(case, thread, proposal.reason, findings)
    released = case.policy.inboxes[thread.inbox].send in RELEASED
    return Late(
        thread=replace(thread, proposal=proposal, held=NEEDS_SEND if released else ""),
        notices=_notices(case, people, ASKED),
        event="people were asked",
        findings=findings,
        again=goes,
    )


def _no_time(case: _Case, thread: Thread, reason: str, findings: tuple[Finding, ...]) -> Late:
    """Nothing honest can be told: the lead hears why, the customer nothing by itself."""
    held = f"{NO_TIME_LEFT} {reason}"
    notices = _notices(case, case.leads, NO_NEW_TIME, f"{thread.reference}: {held}")
    return Late(thread=replace(thread, held=held), notices=notices, event=NO_NEW_TIME, findings=findings)


def _not_as_set(case: _Case, set_: Promise) -> Late:
    """What a person set cannot be told any more: they say what is told in its place, not the program."""
    at, reference = set_.reply_by.astimezone(ZoneInfo(case.calendar.zone)), case.thread.reference
    held = f"{NOT_AS_SET} {at:%a %d %b, %H:%M}{f' by {set_.person}' if set_.person else ''}"
    text = (
        f"{reference}: {held}. Tell the customer (then: triaged promise {reference} …), or let another time be told: "
    )
    return Late(
        thread=replace(case.thread, held=held, proposal=None),
        notices=_notices(case, case.people, NO_NEW_TIME, f"{text}triaged renewal send {reference}"),
        event="not renewed",
        findings=(Finding(question=TOLD_LATE, answer=f"no: {held}", row="renewal"),),
    )


def _notices(case: _Case, people: Sequence[str], about: str, text: str = "") -> tuple[Notice, ...]:
    key = case.thread.thread_id
    return tuple(Notice(person=p, about=about, at=case.now, thread_id=key, text=text) for p in people)


def _tell(case: _Case) -> Late:
    thread, proposal = case.thread, case.thread.proposal
    findings: tuple[Finding, ...] = ()
    if proposal is None or not still_good(proposal, case.watched, case.policy, case.now):
        if proposal is not None and proposal.basis == BY_A_PERSON:
            return _not_as_set(case, proposal)
        answer, findings = propose(case.watched, case.owed, case.policy, case.now, told=case.watched.heard)
        if isinstance(answer, Unpromised):
            return _no_time(case, thread, answer.reason, findings)
        proposal = answer
    return Late(
        thread=replace(thread, proposal=proposal),
        letter=renewal_letter(case.watched, case.owed, proposal, case.policy, case.now),
        event="the customer is told that we are late",
        findings=findings,
        again=case.now + LOOK_AGAIN,
    )


def margin(policy: Policy) -> timedelta:
    """So far from the letter is the time it tells, at least."""
    return max(policy.promise.at_least, policy.promise.round_to)


def still_good(proposal: Promise, watched: Watched, policy: Policy, now: datetime) -> bool:
    """Whether what was proposed can still be told: not too near, and who is named will be there."""
    named = proposal.person
    grace = GRACE if proposal.basis == BY_A_PERSON else timedelta()
    if proposal.reply_by < now + margin(policy) - grace:
        return False
    return not named or present_before(policy, named, now, proposal.reply_by, watched.absences)


def propose(
    watched: Watched, owed: Promise, policy: Policy, now: datetime, *, told: frozenset[str]
) -> tuple[Promise | Unpromised, tuple[Finding, ...]]:
    """The new promise, in the name of the owner if they are there before it and have been told; else of the team."""
    thread = watched.thread
    answer, findings = new_time(owed, thread, policy, now, workload=watched.workload, foretold=watched.foretold)
    if isinstance(answer, Unpromised):
        return answer, findings
    known = thread.owner in policy.people and thread.owner in told
    named = known and present_before(policy, thread.owner, now, answer.reply_by, watched.absences)
    person = thread.owner if named else ""
    return replace(answer, number=owed.number + 1, person=person), findings


def new_time(
    owed: Promise,
    thread: Thread,
    policy: Policy,
    now: datetime,
    *,
    workload: Workload | None,
    foretold: Foretold | None = None,
) -> tuple[Promise | Unpromised, tuple[Finding, ...]]:
    """What can be promised from now on in place of `owed`.

    What the work ahead of the team and its own answers say; where neither is known, what its row says.
    """
    span = next((row.reply for row in policy.promise.rows if row.name == owed.row), USUAL)
    row = PromiseRow(
        name=owed.row,
        when=When(),
        reply=SOONEST if workload is not None or (foretold and foretold.by) else span,
        calendar=owed.calendar if owed.calendar in policy.calendars else "",
    )
    answer, findings = promise(
        policy.promise,
        row,
        calendars=policy.calendars,
        team_calendar=team_of(thread, policy).calendar,
        received=now,
        now=now,
        workload=workload,
        foretold=foretold,
    )
    return answer if isinstance(answer, Unpromised) else replace(answer, what=owed.what), findings


def renewal_letter(watched: Watched, owed: Promise, proposal: Promise, policy: Policy, now: datetime) -> Renewal:
    """The facts of the letter that tells the customer."""
    thread, team = watched.thread, team_of(watched.thread, policy)
    calendar, language = calendar_of(thread, owed, policy), thread.triage.language
    offset, name_zone = zone_of_customer(
        thread.offset, thread.last_mail_at, by=proposal.reply_by, zone=calendar.zone, language=language, policy=policy
    )
    lead = "" if proposal.person == team.lead or away(team.lead, now, watched.absences) else team.lead
    return Renewal(
        inbox=thread.inbox,
        to=thread.customer,
        subject=thread.subject,
        language=language,
        reference=thread.reference,
        broken=owed,
        promise=proposal,
        missed=now >= owed.reply_by,
        zone=calendar.zone,
        team=team.key,
        greet=greeting(thread.customer_name, proven=thread.proven, policy=policy),
        customer_offset=offset if thread.proven else None,
        name_zone=name_zone,
        person=name_of(proposal.person, policy),
        lead=name_of(lead, policy),
        upset=thread.triage.tone is Tone.UPSET,
    )
