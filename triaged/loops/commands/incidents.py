"""triaged incident open · list · show · update · send · close · attach: one thing that is wrong for many customers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

from triaged.decide.alike import Alike, Told, attachable, by_condition, by_words
from triaged.decide.incident import incident_team, known, next_news
from triaged.errors import CommandRefused
from triaged.hours import NeverOpens
from triaged.loops.alike import told, told_before, told_since
from triaged.loops.commands.incident_words import (
    condition_asked,
    inbox_of,
    name_of,
    news_every,
    refuse_texts,
    says_of,
    since_of,
    texts_of,
)
from triaged.loops.commands.request import Request, number, thread_named
from triaged.loops.incident_letters import Desk, customers, why_not
from triaged.loops.incidents import attach, begin, close, stored, update
from triaged.model.stored import Incident
from triaged.model.thread import Thread, Turn
from triaged.model.tx import Tx
from triaged.policy.shape import InboxEntry, Policy, When
from triaged.report.json import Json
from triaged.report.shown import at

T = TypeVar("T")
LOOK_BACK = timedelta(days=1)
"""Threads with mail since then may belong to an incident that is opened now."""
NEWS = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What an incident would attach: threads with why, and how many that are alike cannot be told by themselves."""

    alike: tuple[Alike, ...]
    left_out: int = 0


def open_(tx: Tx, request: Request) -> Json:
    """Show what would be attached; with the count confirmed, open the incident and tell every customer."""
    seed = thread_named(tx, request.text("like")) if request.text("like") else None
    inbox = inbox_of(request, seed)
    name, prepared = name_of(request)
    says = says_of(request, prepared)
    since = since_of(request, inbox)
    by_rule, when = condition_asked(request, prepared, seed)
    desk = _desk(tx, request)
    found = _find(desk, inbox, since or request.now - LOOK_BACK, when, seed)
    team = _team(found, inbox, request.policy)
    every = news_every(request) or (request.policy.incidents[prepared].news if prepared else NEWS)
    incident = Incident(
        name=name,
        inbox=inbox.key,
        team=team,
        says=says,
        since=since or min((one.thread.opened_at for one in found.alike), default=request.now),
        opened_by=request.person or request.who,
        news_every=every,
        prepared=prepared,
        by_rule=by_rule,
    )
    shown = _preview(incident, found, request)
    if not _confirmed(request, found, shown):
        return shown
    opened = begin(desk, incident, [one.thread for one in found.alike])
    waiting = shown["count"]
    done = (
        f'incident {opened.number} "{name}" is open: {waiting} threads share one promise, {shown["customers"]} letters'
    )
    return {"done": done, "incident": incident_json(tx, opened, request.policy)}


def list_(tx: Tx, request: Request) -> Json:
    """Open incidents."""
    return {"incidents": [incident_json(tx, incident, request.policy) for incident in tx.open_incidents()]}


def show(tx: Tx, request: Request) -> Json:
    """One incident with its threads and its promises."""
    incident = stored(tx, number(request))
    return {
        "incident": incident_json(tx, incident, request.policy),
        "says": dict(incident.says),
        "promises": [
            {"by": at(promise.reply_by), "outcome": promise.outcome.value, "outcome_at": at(promise.outcome_at)}
            for promise in tx.shared_promises(incident.number)
        ],
        "threads": [_thread(thread) | {"told": known(thread)} for thread in tx.threads_of_incident(incident.number)],
    }


def update_(tx: Tx, request: Request) -> Json:
    """Tell every customer the news, in every language, and when the next ones come."""
    incident = _open_one(tx, request)
    says = texts_of(request)
    refuse_texts(says, request.policy)
    return _told(tx, request, replace(incident, says=says, news_every=news_every(request) or incident.news_every))


def send(tx: Tx, request: Request) -> Json:
    """Tell every customer the last text again, with a new time: released by a person, it keeps the promise."""
    incident = _open_one(tx, request)
    return _told(tx, request, replace(incident, news_every=news_every(request) or incident.news_every))


def close_(tx: Tx, request: Request) -> Json:
    """It is over: tell every customer; then it is their turn."""
    incident = _open_one(tx, request)
    says = texts_of(request)
    refuse_texts(says, request.policy)
    closed = _served(lambda: close(_desk(tx, request), replace(incident, says=says)))
    return {"done": f"incident {closed.number} is over: its customers are told"}


def attach_(tx: Tx, request: Request) -> Json:
    """Put one thread into an open incident: its customer is told, once."""
    incident = _open_one(tx, request)
    thread = thread_named(tx, request.text("thread"))
    desk = _desk(tx, request)
    if thread.turn is not Turn.OURS or thread.closed_at is not None:
        raise CommandRefused(f"{thread.reference} does not wait for us")
    if thread.incident_id is not None:
        raise CommandRefused(f"{thread.reference} belongs to incident {thread.incident_id} already")
    if why := why_not(desk, thread):
        raise CommandRefused(f"{thread.reference} cannot be told: {why}")
    attach(desk, incident, [thread])
    return {"done": f"{thread.reference} belongs to incident {incident.number}"}


INCIDENTS = {
    "incident open": open_,
    "incident list": list_,
    "incident show": show,
    "incident update": update_,
    "incident send": send,
    "incident close": close_,
    "incident attach": attach_,
}
"""The commands about incidents; `incident detach` is an order about one thread."""


def _desk(tx: Tx, request: Request) -> Desk:
    return Desk(tx=tx, policy=request.policy, scribe=request.scribe, now=request.now)


def _open_one(tx: Tx, request: Request) -> Incident:
    incident = stored(tx, number(request))
    if incident.closed_at is not None:
        raise CommandRefused(f"incident {incident.number} is over")
    return incident


# ---- what is attached


def _find(desk: Desk, inbox: InboxEntry, since: datetime, when: When | None, seed: Thread | None) -> Found:
    if when is None and seed is None:
        return Found(alike=())
    near = told_since(desk.tx, inbox.key, since)
    alike = by_condition(near, when, desk.policy) if when is not None else _like(desk.tx, inbox, since, near, seed)
    waiting = [one for one in alike if one.thread.turn is Turn.OURS and one.thread.incident_id is None]
    can = tuple(one for one in waiting if attachable(one.thread) and not why_not(desk, one.thread))
    return Found(alike=can, left_out=len(waiting) - len(can))


def _like(tx: Tx, inbox: InboxEntry, since: datetime, near: tuple[Told, ...], seed: Thread | None) -> tuple[Alike, ...]:
    return () if seed is None else by_words(told(tx, seed), near, told_before(tx, inbox.key, since))


def _team(found: Found, inbox: InboxEntry, policy: Policy) -> str:
    """The team that has most of the threads; the inbox's where there are none."""
    teams = [one.thread.triage.team for one in found.alike if one.thread.triage.team in policy.teams]
    return max(dict.fromkeys(teams), key=teams.count) if teams else inbox.team


def _preview(incident: Incident, found: Found, request: Request) -> dict[str, object]:
    """What would be done; nothing is changed."""
    policy = request.policy
    team = incident_team(incident, policy)
    news = _served(lambda: next_news(team, incident.news_every, policy, request.now))
    count = len(found.alike)
    return {
        "name": incident.name,
        "inbox": incident.inbox,
        "team": incident.team,
        "since": at(incident.since),
        "next_news": at(news.reply_by),
        "says": dict(incident.says),
        "count": count,
        "customers": len(customers(one.thread for one in found.alike)),
        "left_out": found.left_out,
        "threads": [_thread(one.thread) | {"why": one.why} for one in found.alike],
        "add": f"--confirm {count}",
    }


def _confirmed(request: Request, found: Found, shown: Mapping[str, object]) -> bool:
    """Whether the count was confirmed. Raises CommandRefused where it is another one by now."""
    confirm = request.arguments.get("confirm")
    if confirm is None:
        return False
    if confirm != shown["count"]:
        names = ", ".join(one.thread.reference for one in found.alike) or "none"
        raise CommandRefused(f"nothing was done: it is {shown['count']} threads now ({names}); add {shown['add']}")
    return True


def _told(tx: Tx, request: Request, incident: Incident) -> Json:
    told_ = _served(lambda: update(_desk(tx, request), incident))
    waiting = [thread for thread in tx.threads_of_incident(told_.number) if thread.turn is Turn.OURS]
    return {
        "done": f"{len(customers(waiting))} customers of incident {told_.number} are told",
        "incident": incident_json(tx, told_, request.policy),
    }


def _served(step: Callable[[], T]) -> T:
    """Raises CommandRefused where the team's calendar never opens again."""
    try:
        return step()
    except NeverOpens as error:
        raise CommandRefused(f"no time can be told: {error}") from error


def incident_json(tx: Tx, incident: Incident, policy: Policy) -> dict[str, object]:
    """An incident as lists show it."""
    threads = tx.threads_of_incident(incident.number)
    ours = [thread for thread in threads if thread.turn is Turn.OURS]
    return {
        "id": incident.number,
        "name": incident.name,
        "inbox": incident.inbox,
        "team": incident.team,
        "since": at(incident.since),
        "opened_by": policy.people[incident.opened_by].name
        if incident.opened_by in policy.people
        else incident.opened_by,
        "threads": len(threads),
        "waiting": len(ours),
        "customers": len(customers(threads)),
        "next_news": at(incident.promise.reply_by) if incident.promise else None,
        "being_told": at(incident.proposal.reply_by) if incident.proposal else None,
        "closed": at(incident.closed_at),
    }


def _thread(thread: Thread) -> dict[str, object]:
    return {
        "id": thread.reference,
        "customer": thread.customer,
        "subject": thread.subject,
        "turn": thread.turn.value,
        "due": at(thread.promise.reply_by) if thread.promise else None,
    }
