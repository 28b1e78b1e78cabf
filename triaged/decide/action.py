"""What an agent orders: what becomes of the thread, or why it cannot be done. What may be ordered is rules/handling."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from triaged.decide.happened import happened, with_owed
from triaged.decide.hears import ASSIGNED
from triaged.decide.incident import alone
from triaged.decide.late import BY_A_PERSON, NEEDS_SEND, NO_TIME_LEFT, NOT_AS_SET, Watched, goes_at, kept_back, margin
from triaged.decide.owe import UNPROMISED, aim, sooner, target
from triaged.decide.plan import calendar_of, planned, team_of
from triaged.hours import is_open, next_opening
from triaged.model.decision import Change
from triaged.model.finding import Finding
from triaged.model.lesson import Correction, Judged
from triaged.model.order import Order, OrderKind, Refusal
from triaged.model.people import Absence
from triaged.model.stored import InboxState, Notice
from triaged.model.thread import Happening, Kind, Owed, Promise, Thread, Tone, Turn, Urgency
from triaged.policy.shape import Policy
from triaged.rules.duty import away, present_before
from triaged.rules.handling import refused
from triaged.rules.promise import friendly

LONGEST_PROMISE = timedelta(days=366)
MINUTE = timedelta(minutes=1)
OF_ONE_LETTER = (NEEDS_SEND, NO_TIME_LEFT, NOT_AS_SET)
"""What holds the letter about one promise only: another promise has another letter."""
OF_THE_LETTER = frozenset({OrderKind.HOLD, OrderKind.PROMISE, OrderKind.NAME})
"""Orders about the letter that says that we are late."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """An order about one thread, and everything it is decided from. `person` is the agent's key, "" where unknown.

    `who` is how the trail names the agent. `open`: the thread's open promises and targets. `on_its_way`: a letter that
    tells the customer a new time is being sent, or may have left. `at`: when it was ordered, by mail before `now`.
    `inbox`: what its folders have shown, None = nothing yet. `blocked`: a letter to the customer came back.
    """

    order: Order
    thread: Thread
    open: tuple[Promise, ...]
    who: str
    person: str
    policy: Policy
    absences: Sequence[Absence]
    now: datetime
    at: datetime
    on_its_way: bool = False
    inbox: InboxState | None = None
    blocked: bool = False


def decide_action(ordered: Ordered) -> Change | Refusal:
    """What the order changes, or one sentence why not."""
    refusal = refused(ordered.order.what, ordered.thread)
    if ordered.on_its_way and ordered.order.what in OF_THE_LETTER:
        return Refusal(reason=f"the letter about {ordered.thread.reference} is on its way: it cannot be changed now")
    return refusal or _ACTIONS[ordered.order.what](ordered)


def _changed(ordered: Ordered, thread: Thread, **more: object) -> Change:
    """A change of the thread itself: written into the trail in the agent's name."""
    order = ordered.order
    evidence = ": ".join(part for part in (ordered.who, order.text) if part)
    finding = Finding(question="What did a person do?", answer=order.what.value, evidence=evidence)
    change = Change(thread=planned(thread, ordered.policy, ordered.now), event=order.what.value, findings=(finding,))
    return replace(change, **more)  # type: ignore[arg-type]


def _happened(ordered: Ordered, happening: Happening, owe: tuple[Promise, ...] = ()) -> Change:
    change = happened(
        ordered.thread,
        happening,
        open_=ordered.open,
        at=ordered.at,
        now=ordered.now,
        who=ordered.who,
        policy=ordered.policy,
        owe=owe,
    )
    return replace(change, event=ordered.order.what.value)


def _mine(ordered: Ordered) -> Change | Refusal:
    thread, person = ordered.thread, ordered.person
    if not person:
        return Refusal(reason=f"rules.toml knows no person with the login name {ordered.who}: see [person.….user]")
    if thread.owner not in {"", person} and not ordered.order.take:
        return Refusal(reason=f"{thread.reference} is with {_since(ordered)}: take it over, or leave it there")
    return _changed(ordered, replace(thread, owner=person, owned_since=ordered.now))


def _since(ordered: Ordered) -> str:
    """Who has the thread and since when, by the clock of its calendar: Anna Petersen since 09:12."""
    thread = ordered.thread
    entry = ordered.policy.people.get(thread.owner)
    name = entry.name if entry else thread.owner
    if thread.owned_since is None:
        return name
    local = thread.owned_since.astimezone(ZoneInfo(calendar_of(thread, None, ordered.policy).zone))
    today = ordered.now.astimezone(local.tzinfo).date() == local.date()
    return f"{name} since {local:%H:%M}" if today else f"{name} since {local:%Y-%m-%d %H:%M}"


def _give(ordered: Ordered) -> Change | Refusal:
    person, thread = ordered.order.person, ordered.thread
    if person not in ordered.policy.people:
        return Refusal(reason=f"rules.toml knows no person {person!r}")
    if away(person, ordered.now, ordered.absences):
        return Refusal(reason=f"{ordered.policy.people[person].name} is away")
    notice = Notice(person=person, about=ASSIGNED, at=ordered.now, thread_id=thread.thread_id, text=ordered.order.text)
    given = replace(thread, owner=person, owned_since=ordered.now)
    return _changed(ordered, given, notices=() if person == ordered.person else (notice,))


def _release(ordered: Ordered) -> Change | Refusal:
    return _changed(ordered, replace(ordered.thread, owner="", owned_since=None))


def _answered(ordered: Ordered) -> Change | Refusal:
    change = _happened(ordered, Happening.CALLED, news_owed(ordered.thread, ordered.policy, ordered.at, ordered.now))
    return replace(change, answered_by=ordered.person or ordered.who)


def news_owed(thread: Thread, policy: Policy, at: datetime, now: datetime) -> tuple[Promise, ...]:
    """The next news we owe after an answer, where the promise's row wants news until it is solved."""
    owed = next(iter(thread.owed), None)
    row = None if owed is None else next((row for row in policy.promise.rows if row.name == owed.row), None)
    if row is None or row.update is None:
        return ()
    team = team_of(thread, policy).key
    return target(row, Owed.UPDATE, row.update, team=team, start=at, now=now, policy=policy)


def _hold(ordered: Ordered) -> Change | Refusal:
    return _changed(ordered, replace(ordered.thread, held=f"{ordered.who} holds it"), stops_renewal=True)


def _send(ordered: Ordered) -> Change | Refusal:
    return _changed(ordered, replace(ordered.thread, held="", asks=""))


def _promise(ordered: Ordered) -> Change | Refusal:
    """Another time: in the letter that would go; else one that the agent told the customer, watched like ours."""
    thread, until = ordered.thread, ordered.order.until
    if until is None or not ordered.now < until <= ordered.now + LONGEST_PROMISE:
        return Refusal(reason="a promise names a time to come, within a year")
    calendar = calendar_of(thread, thread.promise, ordered.policy)
    if not (is_open(calendar, until) or is_open(calendar, until - MINUTE)):
        return Refusal(reason=f"we are closed then: write {_words(ordered, next_opening(calendar, until))}")
    if thread.proposal is not None and thread.promise is not None and not _kept_back(ordered, thread.promise):
        return _in_the_letter(ordered, thread.promise, thread.proposal, until)
    own = Promise(
        reply_by=until,
        told=True,
        what=Owed.COMMITMENT,
        calendar=calendar.name,
        row="",
        basis=BY_A_PERSON,
        counted_from=ordered.now,
        made_at=ordered.now,
        person=ordered.person,
    )
    change = _happened(ordered, Happening.PROMISED, (own,))
    owner = ordered.person or thread.owner
    asks = "" if thread.asks.startswith(UNPROMISED) else thread.asks
    held = "" if thread.held.startswith(OF_ONE_LETTER) else change.thread.held
    promised = replace(change.thread, owner=owner, owned_since=ordered.now, acknowledged_at=ordered.now)
    planned_anew = planned(replace(promised, asks=asks, held=held), ordered.policy, ordered.now)
    return replace(change, thread=planned_anew, drop="a person promised another time")


def _kept_back(ordered: Ordered, promise: Promise) -> str:
    """Why no letter says that we are late, "" where one is to go: then the customer hears another time from it."""
    inbox = ordered.inbox or InboxState(inbox=ordered.thread.inbox, baseline=ordered.now)
    known = Watched(
        thread=ordered.thread,
        open=ordered.open,
        inbox=inbox,
        absences=ordered.absences,
        blocked=ordered.blocked,
    )
    return kept_back(known, promise, ordered.policy, ordered.now)


def _in_the_letter(ordered: Ordered, promise: Promise, proposal: Promise, until: datetime) -> Change | Refusal:
    """The letter names that time, where it can still tell it when it goes."""
    thread, policy = ordered.thread, ordered.policy
    goes = goes_at(thread, promise, policy, ordered.now)
    earliest = max(goes + margin(policy), promise.reply_by + MINUTE)
    if until < earliest:
        first = _words(ordered, friendly(policy.promise, calendar_of(thread, promise, policy), earliest))
        return Refusal(reason=f"the letter that says that we are late cannot tell that time: write {first} or later")
    there = proposal.person and present_before(policy, proposal.person, goes, until, ordered.absences)
    new = replace(proposal, reply_by=until, person=proposal.person if there else "", basis=BY_A_PERSON)
    return _changed(ordered, replace(thread, proposal=new), stops_renewal=True)


def _words(ordered: Ordered, at: datetime) -> str:
    """A time as it can be ordered: by the clock that orders are read by (rules/moments)."""
    zone = ZoneInfo(next(iter(ordered.policy.calendars.values())).zone)
    soon = at - ordered.now < timedelta(days=6)
    return f"{at.astimezone(zone):{'%a %H:%M' if soon else '%Y-%m-%d %H:%M'}}"


def _name(ordered: Ordered) -> Change | Refusal:
    proposal, person = ordered.thread.proposal, ordered.order.person
    if proposal is None or person not in ordered.policy.people:
        return Refusal(reason=f"rules.toml knows no person {person!r}")
    if not present_before(ordered.policy, person, ordered.now, proposal.reply_by, ordered.absences):
        return Refusal(reason=f"{ordered.policy.people[person].name} is not there before that time")
    set_ = replace(proposal, person=person, basis=BY_A_PERSON)
    named = replace(ordered.thread, proposal=set_, owner=person, owned_since=ordered.now)
    notice = Notice(person=person, about=ASSIGNED, at=ordered.now, thread_id=ordered.thread.thread_id)
    notices = () if person == ordered.person else (notice,)
    return _changed(ordered, named, notices=notices, stops_renewal=True)


def _close(ordered: Ordered) -> Change | Refusal:
    if ordered.thread.kind is not Kind.PERSON:
        return _changed(ordered, replace(ordered.thread, closed_at=ordered.now, asks=""))
    return _happened(ordered, Happening.CLOSED)


def _reopen(ordered: Ordered) -> Change | Refusal:
    return _happened(ordered, Happening.REOPENED, aim(ordered.thread, ordered.policy, ordered.now))


def _snooze(ordered: Ordered) -> Change | Refusal:
    until, due = ordered.order.until, ordered.thread.due_at
    if until is None or until <= ordered.now:
        return Refusal(reason="it can sleep until a time to come only")
    if due is not None and until >= due:
        return Refusal(reason=f"{ordered.thread.reference} is due before: wake it earlier, or promise another time")
    return _changed(ordered, replace(ordered.thread, snoozed_until=until))


def _spam(ordered: Ordered) -> Change | Refusal:
    if ordered.thread.kind is not Kind.PERSON:
        return _close(ordered)
    return _happened(ordered, Happening.SPAM)


def _person(ordered: Ordered) -> Change | Refusal:
    """A mail that was taken for a machine's or a forger's: ours to answer from now on; no letter goes any more."""
    thread = replace(ordered.thread, kind=Kind.PERSON, turn=Turn.NOBODY)
    owe = aim(thread, ordered.policy, ordered.now)
    ours = with_owed(replace(thread, turn=Turn.OURS, closed_at=None, asks=""), owe)
    return _changed(ordered, ours, open=owe)


def _machine(ordered: Ordered) -> Change | Refusal:
    change = _happened(ordered, Happening.SPAM)
    thread = replace(change.thread, kind=Kind.MACHINE, turn=Turn.NOBODY, closed_at=None, asks="")
    return replace(change, thread=planned(thread, ordered.policy, ordered.now))


def _note(ordered: Ordered) -> Change | Refusal:
    if not ordered.order.text.strip():
        return Refusal(reason="a note says something")
    return replace(_changed(ordered, ordered.thread), thread=ordered.thread)


def _urgency(ordered: Ordered) -> Change | Refusal:
    word = ordered.order.text
    if word not in set(Urgency):
        return Refusal(reason=f"{word!r} is no urgency: write {', '.join(Urgency)}")
    before = ordered.thread.triage.urgency
    thread = replace(ordered.thread, triage=replace(ordered.thread.triage, urgency=Urgency(word)))
    corrections = _correction(ordered, Judged.URGENCY, before)
    if Urgency(word).rank >= before.rank or thread.turn is not Turn.OURS:
        return _changed(ordered, thread, corrections=corrections)
    change = sooner(Change(thread=thread), open_=ordered.open, policy=ordered.policy, now=ordered.now)
    return _changed(ordered, change.thread, settle=change.settle, open=change.open, corrections=corrections)


def _topic(ordered: Ordered) -> Change | Refusal:
    entry = ordered.policy.topics.get(ordered.order.text)
    if entry is None:
        known = ", ".join(ordered.policy.topics) or "none"
        return Refusal(reason=f"{ordered.order.text!r} is no topic of rules.toml; its topics: {known}")
    triage = replace(ordered.thread.triage, topic=entry.key, team=entry.team or ordered.thread.triage.team)
    corrections = _correction(ordered, Judged.TOPIC, ordered.thread.triage.topic)
    return _changed(ordered, replace(ordered.thread, triage=triage), corrections=corrections)


def _tone(ordered: Ordered) -> Change | Refusal:
    """The letter that was written stays as it is: it is for the next ones, and for what is learned."""
    word = ordered.order.text
    if word not in set(Tone):
        return Refusal(reason=f"{word!r} is no tone: write {', '.join(Tone)}")
    thread = replace(ordered.thread, triage=replace(ordered.thread.triage, tone=Tone(word)))
    return _changed(ordered, thread, corrections=_correction(ordered, Judged.TONE, ordered.thread.triage.tone))


def _correction(ordered: Ordered, what: Judged, was: str) -> tuple[Correction, ...]:
    """What is learned from it; the same word as before is a confirmation, and teaches as much."""
    return (Correction(what=what, was=was, value=ordered.order.text, person=ordered.person, at=ordered.now),)


def _detach(ordered: Ordered) -> Change | Refusal:
    """Out of its incident: it gets an answer of its own again."""
    return alone(ordered.thread, ordered.open, ordered.policy, ordered.now, why=ordered.who)


_ACTIONS: Mapping[OrderKind, Callable[[Ordered], Change | Refusal]] = {
    OrderKind.MINE: _mine,
    OrderKind.RELEASE: _release,
    OrderKind.GIVE: _give,
    OrderKind.DONE: _answered,
    OrderKind.CALLED: _answered,
    OrderKind.HOLD: _hold,
    OrderKind.SEND: _send,
    OrderKind.PROMISE: _promise,
    OrderKind.NAME: _name,
    OrderKind.CLOSE: _close,
    OrderKind.REOPEN: _reopen,
    OrderKind.SNOOZE: _snooze,
    OrderKind.SPAM: _spam,
    OrderKind.PERSON: _person,
    OrderKind.MACHINE: _machine,
    OrderKind.NOTE: _note,
    OrderKind.URGENCY: _urgency,
    OrderKind.TOPIC: _topic,
    OrderKind.TONE: _tone,
    OrderKind.DETACH: _detach,
}
"""What each order about a thread does."""
