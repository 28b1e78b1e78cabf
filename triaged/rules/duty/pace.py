"""How many mails does one person on duty answer in an hour?

Measured from what people did. An answer costs its person the time on duty since they could begin with it: since their
answer before it, or since the mail came, whichever is later. So waiting for mail costs nothing. Answers sent in a burst
were written since the first of them could be begun, and share that time. Of earlier days only those count on which the
person answered something: who answers nothing all day was not at mail (a course, the counter, an absence that nobody
recorded), and a pace that counted such days would be that of no day at all.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from zoneinfo import ZoneInfo

from triaged.model.people import Absence, PersonAnswer
from triaged.policy.shape import Policy
from triaged.rules.duty.roster import Roster, team_roster
from triaged.rules.duty.work import worked

WINDOW = timedelta(days=28)
"""Only answers of so long count: four of each weekday, and no more of how the desk was once."""
ENOUGH = 60
"""With fewer answers the pace is not known."""
TOGETHER = timedelta(minutes=5)
"""Answers that follow each other sooner are one burst: the order in which they were sent tells nothing."""

_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Burst:
    """Answers that one person sent together: the first of them could be begun at `received`, the last left at `at`."""

    received: datetime
    at: datetime
    times: tuple[datetime, ...]


def measured_pace(
    policy: Policy, team: str, answers: Sequence[PersonAnswer], *, now: datetime, absences: Sequence[Absence]
) -> float | None:
    """Mails that one person of the team on duty answers in an hour, over the last 28 days. None: not enough is known.

    `answers`: people's answers to the team's mail, in any order; `absences`: those of that time. Answers of others, and
    answers outside a person's hours, are left out with the time since the answer before: nobody may rely on them.
    """
    roster = team_roster(policy, team, absences)
    counted, time = 0, timedelta(0)
    for person, own in _by_person(answers, now).items():
        alone = roster.only(person)
        if not alone.people:
            continue
        before: datetime | None = None
        for burst in _bursts(own):
            within = sum(bool(alone.there(at)) for at in burst.times)
            if within:
                counted += within
                time += _cost(alone, burst, before)
            before = burst.at
    return counted / (time / _HOUR) if counted >= ENOUGH and time else None


def _by_person(answers: Sequence[PersonAnswer], now: datetime) -> dict[str, list[PersonAnswer]]:
    found: defaultdict[str, list[PersonAnswer]] = defaultdict(list)
    for answer in sorted(answers, key=lambda answer: answer.at):
        if now - WINDOW <= answer.at <= now:
            found[answer.person].append(answer)
    return found


def _bursts(answers: Sequence[PersonAnswer]) -> Iterator[_Burst]:
    """One person's answers, the earliest first, as bursts."""
    together: list[PersonAnswer] = []
    for answer in answers:
        if together and answer.at - together[-1].at >= TOGETHER:
            yield _burst(together)
            together = []
        together.append(answer)
    if together:
        yield _burst(together)


def _burst(answers: Sequence[PersonAnswer]) -> _Burst:
    return _Burst(
        received=min(answer.received for answer in answers),
        at=answers[-1].at,
        times=tuple(answer.at for answer in answers),
    )


def _cost(alone: Roster, burst: _Burst, before: datetime | None) -> timedelta:
    """The person's time on duty for one burst; `before`: their answer before it."""
    zone = ZoneInfo(alone.people[0][1][0].zone)
    today = burst.at.astimezone(zone).date()
    start = burst.received if before is None else max(burst.received, before)
    cost = worked(alone, max(start, _midnight(today, zone)), burst.at)
    if before is not None:
        day = before.astimezone(zone).date()
        if day < today:
            cost += worked(alone, start, _midnight(day + _DAY, zone))
    return cost


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, clock(), tzinfo=zone).astimezone(UTC)
