"""What a rehearsal shows, from its ledger and from what colleagues were told. docs/rehearsal.md explains it.

The figures of promises are those of report/ledger. Here stand those that only a rehearsal has: when people would have
been disturbed, when promises pile up, and who was never answered.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from triaged.model.stored import PROMISED, LedgerEntry
from triaged.model.thread import Outcome, Owed
from triaged.report.ledger import Sort, sort_of

HALF_HOUR = timedelta(minutes=30)
REPLIES = frozenset({Owed.REPLY.value, Owed.NEXT.value})
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_ENDED = frozenset({Outcome.RELEASED.value, Outcome.CLOSED_UNANSWERED.value})


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A notice that would have reached a colleague: when, and whom (a person key, or an address)."""

    at: datetime
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """Something that would have switched itself off: when, and why."""

    at: datetime
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Disturbed:
    """The notices of one person: all, on how many days, the day with most of them, and how many in each hour."""

    person: str
    notices: int
    days: int
    worst_day: date
    on_worst_day: int
    by_hour: Mapping[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What a rehearsal's ledger shows beside the figures of a report.

    `renewals`: by day. `busiest`: the half hour for which most promises were made, and how many. `unanswered`: threads
    whose time passed without any answer, longest ago first.
    """

    renewals: Mapping[date, int]
    busiest: tuple[datetime, int] | None
    unanswered: tuple[int, ...]


def shape(entries: Iterable[LedgerEntry], *, until: datetime, zone: ZoneInfo) -> Shape:
    """Fold the ledger, in the order in which it was written. Days are those of `zone`.

    Held in memory are the replies that are owed.
    """
    fold = _Fold(zone=zone)
    for entry in entries:
        fold.take(entry)
    return fold.shape(until)


@dataclass(slots=True, kw_only=True)
class _Fold:
    """The shape while the ledger is read. `owed`: what made us owe a reply, by thread."""

    zone: ZoneInfo
    owed: dict[int, LedgerEntry] = field(default_factory=dict)
    renewals: Counter[date] = field(default_factory=Counter)
    times: Counter[datetime] = field(default_factory=Counter)
    unanswered: list[LedgerEntry] = field(default_factory=list)

    def take(self, entry: LedgerEntry) -> None:
        """One entry more."""
        if entry.event == PROMISED:
            self._promised(entry)
        elif entry.thread_id is None:
            return
        elif entry.event == "answered":
            self.owed.pop(entry.thread_id, None)
        elif entry.event in _ENDED and entry.what in REPLIES:
            made = self.owed.pop(entry.thread_id, None)
            if made is not None and entry.event == Outcome.CLOSED_UNANSWERED:
                self.unanswered.append(made)

    def _promised(self, entry: LedgerEntry) -> None:
        if sort_of(entry) is Sort.PROMISE and entry.due_at is not None:
            self.times[entry.due_at - (entry.due_at - _EPOCH) % HALF_HOUR] += 1
            if entry.number > 0:
                self.renewals[entry.at.astimezone(self.zone).date()] += 1
        if entry.what in REPLIES and entry.number == 0 and entry.thread_id is not None:
            self.owed.setdefault(entry.thread_id, entry)

    def shape(self, until: datetime) -> Shape:
        """What was seen up to `until`."""
        late = (made for made in self.owed.values() if made.due_at is not None and made.due_at < until)
        unanswered = sorted((*self.unanswered, *late), key=lambda made: made.at)
        return Shape(
            renewals=dict(sorted(self.renewals.items())),
            busiest=max(self.times.items(), key=lambda one: (one[1], -one[0].timestamp()), default=None),
            unanswered=tuple(made.thread_id for made in unanswered if made.thread_id is not None),
        )


def disturbed(heard: Iterable[Heard], zone: ZoneInfo) -> tuple[Disturbed, ...]:
    """How often, and when, each colleague would have been told something: who heard most first."""
    by_person: dict[str, list[datetime]] = {}
    for each in heard:
        by_person.setdefault(each.person, []).append(each.at.astimezone(zone))
    found = [_disturbed(person, times) for person, times in by_person.items()]
    return tuple(sorted(found, key=lambda one: (-one.notices, one.person)))


def _disturbed(person: str, times: list[datetime]) -> Disturbed:
    days = Counter(at.date() for at in times)
    worst = min(days, key=lambda day: (-days[day], day))
    return Disturbed(
        person=person,
        notices=len(times),
        days=len(days),
        worst_day=worst,
        on_worst_day=days[worst],
        by_hour=dict(sorted(Counter(at.hour for at in times).items())),
    )
