"""What was promised and what became of it, recomputed from the ledger alone. docs/reports.md explains every figure.

A promise belongs to the time in which it was made, and to the team, topic, urgency and inbox that its thread had when
it ended. Answers, acknowledgements and silences belong to the time at which they happened.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from enum import StrEnum
from math import ceil

from triaged.model.stored import PROMISED, Counted, LedgerEntry
from triaged.model.thread import Outcome, Owed
from triaged.report.offered import Offering, Shown

_SECOND = timedelta(seconds=1)
EPOCH, QUARTER = datetime(1970, 1, 1, tzinfo=UTC), timedelta(minutes=15)
"""Midnight lies between two quarters of an hour in every zone: the week of each is worked out once."""


class By(StrEnum):
    """What figures are told apart by."""

    TEAM = "team"
    TOPIC = "topic"
    URGENCY = "urgency"
    INBOX = "inbox"
    WEEK = "week"
    PERSON = "person"


class Sort(StrEnum):
    """What customers were told by us, what a person told them, and times that only we knew: never added up."""

    PROMISE = "promise"
    COMMITMENT = "commitment"
    TARGET = "target"


def sort_of(event: LedgerEntry | Counted) -> Sort:
    """Which of the three a promise is."""
    if not event.told:
        return Sort.TARGET
    return Sort.COMMITMENT if event.what == Owed.COMMITMENT else Sort.PROMISE


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Durations, whole seconds of clock time: half of them are at most `median`, nine of ten at most `ninth`."""

    count: int
    median: timedelta
    ninth: timedelta
    worst: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes:
    """What became of the promises of one sort.

    `missed` counts those that ended too late and those that wait past their time, `waiting` of which nobody answered
    yet. `open` have their time ahead. `late` is how late the missed ones were that ended.
    """

    made: int = 0
    kept: int = 0
    renewed: int = 0
    missed: int = 0
    waiting: int = 0
    released: int = 0
    closed_unanswered: int = 0
    open: int = 0
    late: Spread | None = None

    @property
    def judged(self) -> int:
        """Those whose outcome says something: neither open nor released."""
        return self.kept + self.renewed + self.missed + self.closed_unanswered


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The figures of one group. `silences`: how many mails were not acknowledged, by the row that said so."""

    name: str
    outcomes: Mapping[Sort, Outcomes]
    answers: int = 0
    waited: Spread | None = None
    acknowledged: Spread | None = None
    silences: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The figures of a period: of all, and of each group, by name; of all, the help articles that letters named."""

    since: datetime | None
    until: datetime
    by: By | None
    total: Group
    groups: tuple[Group, ...] = ()
    articles: tuple[Shown, ...] = ()


def report(
    entries: Iterable[LedgerEntry],
    *,
    until: datetime,
    zone: tzinfo,
    since: datetime | None = None,
    by: By | None = None,
) -> Report:
    """Fold the ledger, in the order in which it was written. Weeks are those of `zone`."""
    counting = Counting(until=until, zone=zone, since=since, by=by)
    counting.add(entries)
    return counting.report()


class Counting:
    """A report while the ledger is read, part by part.

    Held in memory are only the promises that are open, the delays of each group, and the threads that got an article.
    """

    def __init__(self, *, until: datetime, zone: tzinfo, since: datetime | None = None, by: By | None = None) -> None:
        self._until, self._since, self._by = until, since, by
        self._name_of = _NAMES[by](zone) if by is not None else None
        self._total, self._groups = _Fold(), dict[str, _Fold]()
        self._open: dict[int, LedgerEntry] = {}
        self._offering = Offering(until=until, since=since)

    def add(self, entries: Iterable[LedgerEntry]) -> None:
        """The entries behind those that were added before."""
        until, since, open_ = self._until, self._since, self._open
        for entry in entries:
            self._offering.add(entry)
            if entry.promise_id is not None:
                made = entry if entry.event == PROMISED else open_.pop(entry.promise_id, None)
                if made is None or made.at >= until or (since is not None and made.at < since):
                    continue
                if entry.event == PROMISED or entry.at >= until:
                    open_[entry.promise_id] = made
                    continue
                for fold in self._folds(entry, made):
                    fold.ended(made, entry)
            elif entry.at < until and (since is None or entry.at >= since):
                for fold in self._folds(entry, entry):
                    fold.happened(entry)

    def report(self) -> Report:
        """The figures, once all was added: promises that are open stand as they are."""
        for made in self._open.values():
            for fold in self._folds(made, made):
                fold.stands(made, self._until)
        return Report(
            since=self._since,
            until=self._until,
            by=self._by,
            total=self._total.group(""),
            groups=tuple(self._groups[name].group(name) for name in sorted(self._groups)),
            articles=self._offering.by_article(),
        )

    def _folds(self, entry: LedgerEntry, made: LedgerEntry) -> tuple["_Fold", ...]:
        if self._name_of is None:
            return (self._total,)
        return (self._total, self._groups.setdefault(self._name_of(entry, made), _Fold()))


_Name = Callable[[LedgerEntry, LedgerEntry], str]


def _week(zone: tzinfo) -> _Name:
    known: dict[int, str] = {}

    def name(_: LedgerEntry, made: LedgerEntry) -> str:
        quarter = (made.at - EPOCH) // QUARTER
        if quarter not in known:
            year, week, _day = made.at.astimezone(zone).isocalendar()
            known[quarter] = f"{year}-W{week:02}"
        return known[quarter]

    return name


_NAMES: Mapping[By, Callable[[tzinfo], _Name]] = {
    By.TEAM: lambda _: lambda entry, _made: entry.team,
    By.TOPIC: lambda _: lambda entry, _made: entry.topic,
    By.URGENCY: lambda _: lambda entry, _made: entry.urgency,
    By.INBOX: lambda _: lambda entry, _made: entry.inbox,
    By.WEEK: _week,
    By.PERSON: lambda _: lambda entry, made: entry.person or made.person,
}
"""The name of the group: from the entry that ends a promise and the one that made it, else from the entry twice."""


class _Fold:
    """The figures of a group while they are counted. Delays are whole seconds."""

    __slots__ = ("acknowledged", "answered", "counts", "late", "silences")

    def __init__(self) -> None:
        self.counts: Counter[tuple[Sort, str]] = Counter()
        self.late: dict[Sort, array[int]] = {sort: array("q") for sort in Sort}
        self.answered, self.acknowledged = array("q"), array("q")
        self.silences: Counter[str] = Counter()

    def ended(self, made: LedgerEntry, end: LedgerEntry) -> None:
        """A promise got its outcome."""
        sort = sort_of(made)
        self.counts[sort, end.event] += 1
        if end.event == Outcome.MISSED and end.delay is not None:
            self.late[sort].append(end.delay // _SECOND)

    def stands(self, made: LedgerEntry, until: datetime) -> None:
        """A promise is open; past its time it is missed all the same."""
        late = made.due_at is not None and made.due_at < until
        self.counts[sort_of(made), "waiting" if late else "open"] += 1

    def happened(self, entry: LedgerEntry) -> None:
        """Something that belongs to no promise."""
        seconds = 0 if entry.delay is None else max(entry.delay // _SECOND, 0)
        match entry.event:
            case "answered":
                self.answered.append(seconds)
            case "acknowledged":
                self.acknowledged.append(seconds)
            case "silence":
                self.silences[entry.row] += 1

    def group(self, name: str) -> Group:
        """The figures as they are now."""
        return Group(
            name=name,
            outcomes={sort: self._outcomes(sort) for sort in Sort},
            answers=len(self.answered),
            waited=spread(self.answered),
            acknowledged=spread(self.acknowledged),
            silences=dict(sorted(self.silences.items(), key=lambda one: (-one[1], one[0]))),
        )

    def _outcomes(self, sort: Sort) -> Outcomes:
        count = {event: number for (counted, event), number in self.counts.items() if counted is sort}
        waiting = count.get("waiting", 0)
        return Outcomes(
            made=sum(count.values()),
            kept=count.get(Outcome.KEPT, 0),
            renewed=count.get(Outcome.RENEWED, 0),
            missed=count.get(Outcome.MISSED, 0) + waiting,
            waiting=waiting,
            released=count.get(Outcome.RELEASED, 0),
            closed_unanswered=count.get(Outcome.CLOSED_UNANSWERED, 0),
            open=count.get("open", 0),
            late=spread(self.late[sort]),
        )


def spread(seconds: Iterable[int]) -> Spread | None:
    """Median, ninth of ten and worst by nearest rank: each is a duration that was really seen. None of nothing."""
    ranked = sorted(seconds)
    if not ranked:
        return None
    median, ninth = (ranked[ceil(len(ranked) * share / 10) - 1] for share in (5, 9))
    return Spread(
        count=len(ranked),
        median=timedelta(seconds=median),
        ninth=timedelta(seconds=ninth),
        worst=timedelta(seconds=ranked[-1]),
    )
