"""triaged why-late: for each promise that was missed, what led to it."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime

from triaged.decide.plan import team_of
from triaged.loops.commands.report import zone_of
from triaged.loops.commands.request import Request
from triaged.model.thread import Promise, Thread
from triaged.model.tx import Tx
from triaged.policy.shape import Policy
from triaged.report.json import Json
from triaged.report.period import USUAL, beginning
from triaged.report.shown import at
from triaged.report.why_late import Missed, cause, causes_counted, news_story, story

MOST = 200
"""Stories in one answer: the latest. A desk that misses more has one cause, not two hundred."""
SOMEBODY = "a colleague"


def why_late(tx: Tx, request: Request) -> Json:
    """The stories of the promises that were missed since `since`, the latest first. Raises CommandRefused."""
    zone = zone_of(request.policy)
    since = beginning(request.text("since", USUAL), now=request.now, zone=zone)
    found = []
    for thread_id, promise in tx.missed(since, request.now, limit=MOST + 1):
        thread = tx.thread(thread_id)
        if thread is not None:
            found.append(_missed(tx, request, thread, promise))
    more, found = len(found) > MOST, found[:MOST]
    return {
        "zone": zone.key,
        "since": at(since),
        "until": at(request.now),
        "more": more,
        "causes": [{"cause": one.key, "words": one.words, "count": n} for one, n in causes_counted(found)],
        "missed": [_story(missed) for missed in found],
        "incidents": list(_news(tx, since, request.now)),
    }


def _news(tx: Tx, since: datetime, now: datetime) -> Iterator[Json]:
    for number, promise in tx.missed_news(since, now, limit=MOST):
        incident = tx.incident(number)
        if incident is None:
            continue
        yield {
            "incident": incident.name,
            "inbox": incident.inbox,
            "team": incident.team,
            "promised": at(promise.reply_by),
            "answered": promise.outcome_at is not None,
            "late": int(((promise.outcome_at or now) - promise.reply_by).total_seconds()),
            "trail": [{"at": at(line.at), "what": line.words} for line in news_story(incident, promise)],
        }


def _story(missed: Missed) -> Json:
    likely = cause(missed)
    return {
        "thread": missed.thread.reference,
        "inbox": missed.thread.inbox,
        "team": missed.thread.triage.team,
        "promised": at(missed.due),
        "answered": missed.promise.outcome_at is not None,
        "late": int(missed.late.total_seconds()),
        "cause": likely.key,
        "words": likely.words,
        "trail": [{"at": at(line.at), "what": line.words} for line in story(missed)],
    }


def _missed(tx: Tx, request: Request, thread: Thread, promise: Promise) -> Missed:
    called = _called(request.policy, thread)
    return Missed(
        promise=promise,
        thread=thread,
        mails=tx.messages(thread.thread_id),
        letters=tx.letters_of_thread(thread.thread_id),
        trail=tx.trail(thread.thread_id),
        notices=tx.notices_of_thread(thread.thread_id),
        absences=tx.absences(promise.made_at or promise.reply_by),
        called=called,
        worded=_worded(request.policy, called),
        now=request.now,
    )


def _called(policy: Policy, thread: Thread) -> Callable[[str], str]:
    """How a person is named: by name where report.by_person allows it, else by what they are for the thread."""
    team = team_of(thread, policy)
    roles = {team.manager: "the manager", team.lead: "the lead", thread.owner: "the owner"}

    def called(person: str) -> str:
        entry = policy.people.get(person)
        if policy.by_person and entry is not None:
            return entry.name
        return roles.get(person, SOMEBODY) if person else SOMEBODY

    return called


def _worded(policy: Policy, called: Callable[[str], str]) -> Callable[[str], str]:
    """A sentence as it may be shown: people's names, keys and login names in it become what they are."""
    names = {
        name: key
        for key, person in policy.people.items()
        for name in (person.name, key, person.user, *person.mail)
        if name
    }
    longest_first = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)({longest_first})(?!\w)", re.IGNORECASE)
    keys = {name.casefold(): key for name, key in names.items()}

    def worded(text: str) -> str:
        if policy.by_person or not names:
            return text
        return pattern.sub(lambda found: called(keys.get(found[0].casefold(), "")), text)

    return worded
