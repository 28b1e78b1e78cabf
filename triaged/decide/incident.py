"""One thing is wrong for many customers: what becomes of their threads, and what are they told when?

Attached threads share one promise, the next news. A thread's own promise stands until the letter that tells the shared
one has left; then it is kept in mind (`Thread.proposal`) for the answer "something else".
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from triaged.decide.due import behind
from triaged.decide.happened import happened, with_owed
from triaged.decide.owe import Owing, aim
from triaged.decide.plan import planned
from triaged.hours import Calendar, NeverOpens, WorkSpan, add, holidays_version
from triaged.model.decision import Change
from triaged.model.finding import Finding
from triaged.model.letter import IncidentLetter, IncidentPhase
from triaged.model.people import Absence
from triaged.model.stored import Incident, Notice
from triaged.model.thread import Happening, Outcome, Owed, Promise, Thread, Turn
from triaged.policy.shape import LettersPolicy, Policy, Team, When
from triaged.rules.acknowledge.words import clean_subject, greeting, zone_of_customer
from triaged.rules.escalate import climbed, notice_at, share_at
from triaged.rules.promise import friendly
from triaged.rules.renewal import renewal_at

A_PERSON = "a person"
"""Basis of a promise that a person gave."""
NEWS_AHEAD = timedelta(minutes=10)
"""A customer is not told of news that come sooner than this: then they get a time of their own."""
MOST_WORDS = 60
"""Words of what is told: with the sentences around it a letter stays below 90."""
OFTEN = timedelta(minutes=5)
"""However little there is to do: an incident is looked at so often."""
_BLANK = " .…"
"""A text of dots is a place to write in, not a text."""
SOON = timedelta(seconds=30)
USUAL = WorkSpan(time=timedelta(hours=4))
"""When a person looks at an answer to "it is over", where no promise row says it."""


# ---- what is told


def missing_texts(says: Mapping[str, str], policy: Policy) -> tuple[str, ...]:
    """The company's languages in which nothing is said."""
    return tuple(language for language in policy.company.languages if not says.get(language, "").strip(_BLANK))


def too_long(says: Mapping[str, str]) -> tuple[str, ...]:
    """The languages in which more is said than a letter holds."""
    return tuple(language for language, text in says.items() if len(text.split()) > MOST_WORDS)


def next_news(team: Team, every: timedelta, policy: Policy, now: datetime, *, number: int = 0) -> Promise:
    """The shared promise: news at the first friendly time after `every` of clock time. Raises NeverOpens.

    It lies in the team's working hours, like every time that customers are told. `number` counts the times that news
    were put off by themselves.
    """
    calendar = policy.calendars[team.calendar]
    least = max(every, policy.promise.at_least, policy.promise.round_to)
    return Promise(
        reply_by=friendly(policy.promise, calendar, now + least),
        told=True,
        what=Owed.UPDATE,
        calendar=team.calendar,
        row="",
        basis=A_PERSON,
        holidays_version=holidays_version() if calendar.country else "",
        counted_from=now,
        made_at=now,
        number=number,
    )


def looked_at_by(team: Team, policy: Policy, now: datetime) -> Promise:
    """When a person looks at an answer to "it is over": as after any answer of ours. Raises NeverOpens."""
    calendar = policy.calendars[team.calendar]
    rows = [row for row in policy.promise.rows if not row.calendar or row.calendar == team.calendar]
    span = (rows[-1].next or rows[-1].reply) if rows else USUAL
    earliest = max(add(calendar, now, span), now + max(policy.promise.at_least, policy.promise.round_to))
    by = friendly(policy.promise, calendar, earliest)
    return Promise(
        reply_by=by,
        told=True,
        what=Owed.NEXT,
        calendar=team.calendar,
        row=rows[-1].name if rows else "",
        basis=A_PERSON,
        counted_from=now,
    )


def letter_of(
    incident: Incident, thread: Thread, phase: IncidentPhase, promise: Promise, policy: Policy, *, own: Promise | None
) -> IncidentLetter:
    """The facts of one customer's letter. `own` is the time they were told before."""
    language = thread.triage.language if thread.triage.language in incident.says else next(iter(incident.says))
    zone = policy.calendar(promise.calendar).zone
    offset, name_zone = zone_of_customer(
        thread.offset, thread.last_mail_at, by=promise.reply_by, zone=zone, language=language, policy=policy
    )
    return IncidentLetter(
        inbox=thread.inbox,
        to=thread.customer,
        subject=clean_subject(thread.subject, links=thread.proven),
        language=language,
        reference=thread.reference,
        phase=phase,
        say=incident.says[language],
        since=incident.since,
        promise=promise,
        zone=zone,
        own=own,
        greet=greeting(thread.customer_name, proven=thread.proven, policy=policy),
        customer_offset=offset if thread.proven else None,
        name_zone=name_zone,
    )


def condition_of(incident: Incident, policy: Policy) -> When | None:
    """The condition by which new mail belongs to the incident: the [[rule]] named for it, or what it was prepared for.

    None where only people put threads into it.
    """
    named = next((rule.when for rule in policy.rules if incident.by_rule and rule.name == incident.by_rule), None)
    prepared = policy.incidents.get(incident.prepared)
    return named or (prepared.like if prepared is not None else None)


def writable(letters: LettersPolicy, zone: str, now: datetime) -> datetime:
    """The first moment from `now` on at which letters to customers leave (`write_from`, `write_till`)."""
    local = now.astimezone(ZoneInfo(zone))
    clock = timedelta(hours=local.hour, minutes=local.minute)
    if letters.write_from <= clock < letters.write_till:
        return now
    day = local.date() if clock < letters.write_from else local.date() + timedelta(days=1)
    hours, rest = divmod(letters.write_from, timedelta(hours=1))
    opens = datetime.combine(day, time(hours % 24, rest // timedelta(minutes=1)), local.tzinfo)
    return opens.astimezone(now.tzinfo)


# ---- threads of an incident


def attached(
    thread: Thread,
    incident: Incident,
    open_: Sequence[Promise],
    *,
    told: bool,
    policy: Policy,
    now: datetime,
    renewal_on_its_way: bool = False,
) -> Change:
    """The thread belongs to the incident. Its targets are gone; its own promise stands until the customer was told.

    `told`: its customer knows the own promise; else the letter that would tell it is dropped, and it is gone too. What
    a `renewal_on_its_way` tells stays proposed: found sent, it is the promise.
    """
    stay = tuple(promise for promise in open_ if promise.told and told)
    within = replace(with_owed(thread, stay), incident_id=incident.incident_id, rungs=0, asked_at=None)
    within = replace(within, proposal=thread.proposal if renewal_on_its_way else None, held="", snoozed_until=None)
    if not told:
        within = replace(within, acknowledged_at=None)
    return Change(
        thread=planned(within, policy, now),
        settle=tuple((promise, Outcome.RELEASED) for promise in open_ if promise not in stay),
        drop=REPLACED,
        event="incident",
        findings=(_finding("yes", f'incident {incident.incident_id}, "{incident.name}"'),),
    )


def knows(thread: Thread, policy: Policy, *, at: datetime, now: datetime) -> Change:
    """Its customer knows the shared promise since `at`: the own one was renewed in time, or it was missed."""
    own = thread.promise
    settle: tuple[tuple[Promise, Outcome], ...] = ()
    if own is not None:
        settle = ((own, Outcome.RENEWED if at <= own.reply_by else Outcome.MISSED),)
    changed = replace(thread, promise=None, acknowledged_at=at, proposal=own)
    return Change(thread=planned(changed, policy, now), settle=settle, event="incident told")


def known(thread: Thread) -> bool:
    """Whether the customer of a thread of an incident knows the shared promise."""
    return thread.promise is None and thread.acknowledged_at is not None


def alone(thread: Thread, open_: Sequence[Promise], policy: Policy, now: datetime, *, why: str) -> Change:
    """Out of the incident: it gets an answer of its own, by its own time where that lies ahead, else by a target."""
    begins: tuple[Promise, ...] = ()
    if thread.turn is Turn.OURS and not open_:
        given = given_back(thread, now)
        begins = (given,) if given is not None else aim(thread, policy, now)
    told_soon = thread.proposal if thread.promise is not None else None  # by a renewal on its way (`attached`)
    out = replace(thread, incident_id=None, proposal=told_soon, rungs=0, asked_at=None)
    return Change(
        thread=planned(with_owed(out, (*open_, *begins)), policy, now),
        open=begins,
        drop="it belongs to no incident any more",
        event=OUT,
        findings=(_finding("no", why),),
    )


def given_back(thread: Thread, now: datetime) -> Promise | None:
    """The time that the customer was told for the case that they write: their own, or when a person looks at it."""
    told = thread.proposal
    ours_to_keep = thread.incident_id is not None and told is not None and told.reply_by > now
    return replace(told, made_at=now) if told is not None and ours_to_keep else None


def kept_word(thread: Thread, owing: Owing, now: datetime) -> Owing:
    """What we owe a customer who was told a time for the case that they write: that time; no letter repeats it."""
    given = given_back(thread, now)
    if given is None:
        return owing
    finding = _finding("no more", "the time holds that was told for the case that they write")
    return replace(owing, reply=given, unpromised="", findings=(*owing.findings, finding))


def over(
    thread: Thread, open_: Sequence[Promise], look: Promise, policy: Policy, *, at: datetime, now: datetime
) -> Change:
    """The letter "it is over" left at `at`: a person answered all of them at once, it is their turn now.

    No answer of that person is counted for each of them: a team's pace is not measured from it.
    """
    change = happened(thread, Happening.ANSWER, open_=open_, at=at, now=now, who="the incident is over", policy=policy)
    return replace(change, thread=replace(change.thread, proposal=look), answered_by="", event="incident over", drop="")


def _finding(answer: str, evidence: str) -> Finding:
    return Finding(question="Is it part of an incident?", answer=answer, evidence=evidence, row="incident")


# ---- time passes


REPLACED = "an incident's letter goes in its place"
"""Why an acknowledgement that waited does not leave."""
OUT = "out of the incident"
"""The trail's word for it. What a person, or its customer, took out is not put in again with the next news."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """What the passing of time makes of an incident. `renew`: its customers are told that news come later."""

    incident: Incident
    notices: tuple[Notice, ...] = ()
    renew: Promise | None = None


def passed(
    incident: Incident, *, customers: int, about: int | None, policy: Policy, absences: Sequence[Absence], now: datetime
) -> Passed:
    """Who hears that news are due, and whether customers hear that they come later. `about`: one of its threads."""
    promise = incident.promise
    if promise is None or incident.closed_at is not None:
        return Passed(incident=incident)
    team, calendar = incident_team(incident, policy), policy.calendar(promise.calendar)
    reached = climbed(incident.rungs, promise, policy.ladder, calendar, now)
    told = replace(incident, rungs=reached.rungs)
    asked = _is_asked(incident, promise, policy, calendar, now)
    lead = behind(("lead",), team, owner="", by=promise.reply_by, policy=policy, absences=absences, now=now)
    if asked:
        told = replace(told, asked_at=now)
    owner = incident.opened_by if incident.opened_by in policy.people else team.lead
    people = [(person, ()) for person in lead] if asked else list[tuple[str, tuple[str, ...]]]()
    people += [
        (person, rung.by)
        for rung in reached.reached
        for person in behind(
            rung.tell, team, owner=owner, by=promise.reply_by, policy=policy, absences=absences, now=now
        )
    ]
    text = notice_text(incident, promise, customers, policy, now)
    notices = tuple(
        Notice(person=person, about=f"incident {incident.incident_id}", at=now, thread_id=about, text=text, ways=ways)
        for person, ways in dict(reversed(people)).items()
    )
    return Passed(incident=told, notices=notices, renew=_renewed(told, promise, policy, calendar, now))


def incident_team(incident: Incident, policy: Policy) -> Team:
    """The incident's team; its inbox's where rules.toml does not know that team any more."""
    inbox = policy.inboxes.get(incident.inbox) or next(iter(policy.inboxes.values()))
    return policy.teams.get(incident.team) or policy.teams[inbox.team]


def _is_asked(incident: Incident, promise: Promise, policy: Policy, calendar: Calendar, now: datetime) -> bool:
    """Whether the lead is asked, once for each promise, to write or to send the last text again."""
    if policy.renewal.send == "off" or incident.asked_at is not None or incident.proposal is not None:
        return False
    return now >= share_at(policy.renewal.ask_at, promise, calendar)


def _renewed(incident: Incident, promise: Promise, policy: Policy, calendar: Calendar, now: datetime) -> Promise | None:
    """The new time that customers are told by themselves: only where renewals go without being asked for."""
    if policy.renewal.send != "auto" or incident.proposal is not None:
        return None
    if promise.number >= policy.renewal.most or not renewal_at(promise, calendar, policy.renewal) <= now:
        return None
    if writable(policy.letters, calendar.zone, now) > now:
        return None
    return next_news(incident_team(incident, policy), incident.news_every, policy, now, number=promise.number + 1)


def notice_text(incident: Incident, promise: Promise, customers: int, policy: Policy, now: datetime) -> str:
    """What is told of news that are due, and how to write them, in one line."""
    by = promise.reply_by.astimezone(ZoneInfo(policy.calendar(promise.calendar).zone))
    when = f"were promised by {by:%a %d %b, %H:%M}" if promise.reply_by <= now else f"are due by {by:%a %d %b, %H:%M}"
    number = incident.incident_id
    waits = "; letters with news wait for release or are on their way" if incident.proposal is not None else ""
    return (
        f'News on incident {number} "{incident.name}" {when} ({customers} customers wait{waits}). '
        f"Write them: triaged incident update {number} --text …; or send the last text again with a new time: "
        f"triaged incident send {number}"
    )


def looked_at_next(incident: Incident, policy: Policy, now: datetime, *, under_way: bool) -> Incident:
    """When the incident is looked at next: at its rungs, soon while letters are under way, and now and then."""
    if incident.closed_at is not None:
        return replace(incident, look_at=now + SOON if under_way else None)
    times = [now + (SOON if under_way else OFTEN)]
    promise = incident.promise
    if promise is not None and policy.ladder.rungs:
        with suppress(NeverOpens):
            times.append(notice_at(incident.rungs, promise, policy.ladder, policy.calendar(promise.calendar)))
    return replace(incident, look_at=max(min(times), now + timedelta(seconds=1)))
