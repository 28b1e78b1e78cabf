"""What one notice says: everything that is still true of what was gathered for a person."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from triaged.decide.due import BROKEN, DUE
from triaged.decide.hears import ASSIGNED, NO_TIME, NUDGED, RULE, UPSET
from triaged.decide.late import ASKED
from triaged.decide.plan import team_of
from triaged.loops.burst_notice import BURST, bursting
from triaged.loops.held import LATE_HELD, late_letters
from triaged.loops.lines import ask_line, due_line, last_text, name_of, once
from triaged.loops.situation import situation_of
from triaged.model.notice import (
    AskLine,
    Assigned,
    DueLine,
    News,
    NoticeLetter,
    Reported,
    Said,
    Suspected,
    Undelivered,
    Unpromised,
    Waiting,
)
from triaged.model.people import Absence
from triaged.model.stored import UNDELIVERED, Notice
from triaged.model.thread import Thread, Turn
from triaged.model.tx import Tx
from triaged.policy.shape import PersonEntry, Policy
from triaged.rules.facts import missing
from triaged.scribe import Scribe

SUSPECTED = "incident?"
"""Mail fits a prepared incident. The notice's text is its key."""
ABOUT_TIME = frozenset({DUE, BROKEN, NUDGED})


@dataclass(slots=True, kw_only=True)
class _Gathered:
    """What is found to say, while the notices are read."""

    threads: list[Thread] = field(default_factory=list)
    lines: list[DueLine] = field(default_factory=list)
    asks: list[AskLine] = field(default_factory=list)
    news: list[News] = field(default_factory=list)


def notice_letter(
    tx: Tx,
    entry: PersonEntry,
    notices: Sequence[Notice],
    *,
    policy: Policy,
    scribe: Scribe,
    absences: Sequence[Absence],
    now: datetime,
) -> NoticeLetter | None:
    """The one letter about all of them; None when nothing of it is true any more."""
    found = _Gathered()
    for notice in notices:
        thread = None if notice.thread_id is None else tx.thread(notice.thread_id)
        if thread is not None:
            found.threads.append(thread)
        if thread is not None and notice.about in ABOUT_TIME:
            line = due_line(tx, thread, policy, nudged=notice.about == NUDGED)
            found.lines += [] if line is None else [line]
        elif thread is not None and notice.about == ASKED:
            ask = ask_line(tx, thread, policy=policy, scribe=scribe, absences=absences, now=now)
            found.asks += [] if ask is None else [ask]
        elif notice.about != UNDELIVERED and (said := _news(tx, thread, notice, entry, policy)) is not None:
            found.news.append(said)
    found.news += _undelivered(tx, notices, policy)
    if not (found.lines or found.asks or found.news):
        return None
    team = team_of(found.threads[0], policy) if found.threads else next(iter(policy.teams.values()))
    lines = once(found.lines)
    return NoticeLetter(
        person=entry.key,
        team=team.key,
        language=policy.company.languages[0],
        zone=policy.calendars[team.calendar].zone,
        asks=tuple({ask.thread.thread_id: ask for ask in found.asks}.values()),
        broken=tuple(line for line in lines if line.due <= now),
        due=tuple(line for line in lines if line.due > now),
        news=tuple(found.news),
        situation=situation_of(tx, team.key, policy, absences, now) if entry.key in {team.lead, team.manager} else None,
        answerable=policy.ladder.answer,
        missing=_missing(found.threads, policy),
    )


def _missing(threads: Iterable[Thread], policy: Policy) -> Mapping[str, tuple[str, ...]]:
    needed = ((one.reference, missing(one.triage.topic, one.given, one.asked, policy)) for one in threads)
    return {reference: names for reference, names in needed if names}


def _news(tx: Tx, thread: Thread | None, notice: Notice, entry: PersonEntry, policy: Policy) -> News | None:
    if notice.about == LATE_HELD:
        waiting = len(late_letters(tx, entry.key, policy))
        return Waiting(letters=waiting) if waiting else None
    if notice.about == BURST:
        return bursting(tx, notice, policy)
    if notice.about == SUSPECTED:
        return _suspected(notice.text, policy)
    if thread is not None and notice.about in {ASSIGNED, RULE, NO_TIME, UPSET}:
        return _about_thread(tx, thread, notice)
    return Said(text=notice.text) if notice.text else None


def _about_thread(tx: Tx, thread: Thread, notice: Notice) -> News | None:
    text = last_text(tx, thread)
    if notice.about == ASSIGNED and (thread.owner != notice.person or thread.turn is Turn.NOBODY):
        return None
    if notice.about == NO_TIME and (thread.turn is not Turn.OURS or thread.promise is not None):
        return None
    if notice.about == ASSIGNED:
        return Assigned(thread=thread, due=thread.due_at, why=notice.text, text=text)
    if notice.about == UPSET and thread.turn is not Turn.OURS:
        return None
    if notice.about in {RULE, UPSET}:
        return Reported(thread=thread, rule=notice.text, due=thread.due_at, text=text)
    return Unpromised(thread=thread, earliest=thread.due_at, text=text)


def _suspected(key: str, policy: Policy) -> News | None:
    prepared = policy.incidents.get(key)
    if prepared is None or prepared.suggest is None:
        return None
    suggest = prepared.suggest
    return Suspected(key=key, name=prepared.name, mails=suggest.mails, within=suggest.within)


def _undelivered(tx: Tx, notices: Iterable[Notice], policy: Policy) -> Iterable[News]:
    """One line for each person whom notices did not reach, with all that they were about."""
    about: dict[str, dict[str, None]] = {}
    for notice in notices:
        if notice.about != UNDELIVERED:
            continue
        thread = None if notice.thread_id is None else tx.thread(notice.thread_id)
        about.setdefault(notice.text, {}).update({thread.reference: None} if thread else {})
    for told, references in about.items():
        person, _, why = told.partition("\t")
        yield Undelivered(person=name_of(person, policy), why=why, references=tuple(references))
