"""The morning digest: what a person's day holds, once a working day, when there is something to say."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from triaged.hours import NeverOpens, next_opening
from triaged.loops.lines import due_line, once
from triaged.loops.situation import away_today, capacity_of, end_of_day, likely_late
from triaged.mail.letter_headers import UnsafeAddress
from triaged.model.letter import LetterState
from triaged.model.notice import DigestLetter, DueLine
from triaged.model.people import Absence
from triaged.model.thread import Thread, Turn
from triaged.model.tx import Tx
from triaged.policy.shape import PersonEntry, Policy, Team
from triaged.rules.duty import away
from triaged.rules.duty.roster import all_hours_of
from triaged.scribe import Scribe

LOOKED = "digests written until"
EVERY = timedelta(minutes=1)
TOO_LATE = timedelta(hours=4)
"""After a longer standstill the morning is over."""
MOST = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Morning:
    """What all digests of one moment are written from."""

    today: tuple[DueLine, ...]
    late: tuple[Thread, ...]
    asking: tuple[Thread, ...]
    held: int
    absences: tuple[Absence, ...]
    now: datetime


def write_digests(tx: Tx, policy: Policy, scribe: Scribe, now: datetime) -> bool:
    """Write the digests whose hour has come since the last look; whether there were any."""
    if policy.digest is None:
        return False
    kept = tx.remembered(LOOKED)
    last = datetime.fromisoformat(kept) if kept else now
    if kept and now - last < EVERY:
        return False
    tx.remember(LOOKED, now.isoformat())
    since = max(last, now - TOO_LATE)
    due = [entry for entry in policy.people.values() if since < (digest_at(policy, entry.key, now) or since) <= now]
    if not due:
        return False
    morning = _morning(tx, policy, now)
    written = [_write(tx, entry, morning, policy, scribe) for entry in due]
    return any(written)


def digest_at(policy: Policy, person: str, now: datetime) -> datetime | None:
    """When the person gets a digest on this day: when they begin, where that is known, else at the time of rules.toml.

    None on a day on which they do not work.
    """
    if policy.digest is None:
        return None
    for calendar in all_hours_of(policy, person):
        zone = ZoneInfo(calendar.zone)
        today = now.astimezone(zone).date()
        midnight = datetime.combine(today, time(), zone)
        try:
            begins = next_opening(calendar, midnight.astimezone(now.tzinfo))
        except NeverOpens:
            continue
        if begins.astimezone(zone).date() != today:
            continue
        own = policy.people[person].hours is not None and begins > midnight
        # On the wall clock: on the day of a clock change it is the same time as on any other.
        written = (datetime.combine(today, time()) + policy.digest).replace(tzinfo=zone)
        return begins if own else written.astimezone(now.tzinfo)
    return None


def _morning(tx: Tx, policy: Policy, now: datetime) -> Morning:
    return Morning(
        today=tuple(_lines(tx, tx.queue(now, limit=MOST), policy, now)),
        late=tuple(one.thread for one in likely_late(tx, policy, now)),
        asking=tx.attention().asks,
        held=len(tx.letters(LetterState.HELD)),
        absences=tx.absences(now),
        now=now,
    )


def _write(tx: Tx, entry: PersonEntry, morning: Morning, policy: Policy, scribe: Scribe) -> bool:
    if away(entry.key, morning.now, morning.absences):
        return False
    letter = digest_letter(tx, entry, morning, policy)
    if letter is None:
        return False
    worded = scribe.wording.render_digest(letter, policy, morning.now)
    inbox = next((i for i in policy.inboxes.values() if i.team == letter.team), next(iter(policy.inboxes.values())))
    today = morning.now.astimezone(ZoneInfo(letter.zone)).date().isoformat()
    try:
        mail = scribe.notice(worded, to=entry.mail[0], inbox=inbox, key=f"digest|{entry.key}|{today}", now=morning.now)
    except UnsafeAddress:
        return False
    return tx.add_letter(mail) is not None


def digest_letter(tx: Tx, entry: PersonEntry, morning: Morning, policy: Policy) -> DigestLetter | None:
    """What the person's day holds; None when that is nothing."""
    person, now = entry.key, morning.now
    teams = _teams_of(person, policy)
    team = teams[0] if teams else next(iter(policy.teams.values()))
    leads = tuple(t.key for t in teams if person in {t.lead, t.manager})
    works = tuple(t.key for t in teams if person in t.people)
    today = morning.today
    broken = [line for line in today if line.due <= now and _theirs(line.thread, person, leads)]
    own = [line for line in today if line.due > now and line.thread.owner == person]
    missed = {line.thread.thread_id for line in broken}
    free = [line for line in today if _free(line.thread, works)]
    unowned = [line for line in free if line.thread.thread_id not in missed]
    questions = tuple(thread for thread in morning.asking if _theirs(thread, person, leads))
    held = morning.held if leads else 0
    late = tuple(t.reference for t in morning.late if _theirs(t, person, leads) or _free(t, works))
    if not (own or unowned or broken or questions or held or late):
        return None
    return DigestLetter(
        person=person,
        team=team.key,
        language=policy.company.languages[0],
        zone=policy.calendars[team.calendar].zone,
        own=once(own),
        unowned=once(unowned),
        broken=once(broken),
        questions=questions,
        held=held,
        away=away_today(team.key, policy, morning.absences, now),
        capacity=capacity_of(tx, team.key, policy, morning.absences, now),
        likely_late=late,
    )


def _teams_of(person: str, policy: Policy) -> tuple[Team, ...]:
    """Their teams: first those in which they answer, then those that they lead or manage."""
    answering = [team for team in policy.teams.values() if person in team.people]
    leading = [team for team in policy.teams.values() if person in {team.lead, team.manager}]
    return tuple({team.key: team for team in (*answering, *leading)}.values())


def _lines(tx: Tx, queue: Iterable[Thread], policy: Policy, now: datetime) -> Iterator[DueLine]:
    """What is due until the end of the day of its team, broken ones included."""
    ends: dict[str, datetime] = {}
    for thread in queue:
        team = thread.triage.team
        if thread.turn is not Turn.OURS or thread.due_at is None or team not in policy.teams:
            continue
        end = ends.setdefault(team, end_of_day(team, policy, now))
        line = due_line(tx, thread, policy) if thread.due_at <= end else None
        if line is not None:
            yield line


def _free(thread: Thread, works: Sequence[str]) -> bool:
    return not thread.owner and thread.triage.team in works


def _theirs(thread: Thread, person: str, leads: Sequence[str]) -> bool:
    return thread.owner == person or thread.triage.team in leads
