"""The figures, their targets and aims, and whether they are reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bench.commits import Commits
from bench.latency import Latency, percentile
from bench.run import Run
from bench.start import Start
from bench.watching import Watching

MB = 1_000_000
GROWTH = 5.0
"""Megabytes between two runs of a process that are noise: a page cache of SQLite, a block of the allocator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure. `limit` must be reached: as a lower or as an upper bound. `aim` is what we would like.

    `limit` None: it is reported, and nothing is claimed.
    """

    key: str
    what: str
    value: float
    limit: float | None
    bound: Literal["at least", "at most"]
    aim: float | None = None
    unit: str = ""
    note: str = ""

    @property
    def reached(self) -> bool:
        """Whether the target is reached, where there is one."""
        return self.limit is None or self._within(self.limit)

    def _within(self, limit: float) -> bool:
        return self.value >= limit if self.bound == "at least" else self.value <= limit

    @property
    def verdict(self) -> str:
        """In words."""
        if self.limit is None:
            return "reported"
        if not self.reached:
            return "MISSED"
        return "aim" if self.aim is not None and self._within(self.aim) else "reached"

    def row(self) -> str:
        """A line of the table."""
        sign = "≥" if self.bound == "at least" else "≤"
        limit = "–" if self.limit is None else f"{sign} {self.limit:g} {self.unit}"
        aim = f"{self.aim:g} {self.unit}".strip() if self.aim is not None else "–"
        return (
            f"| {self.key} | {self.what} | {self.value:.3g} {self.unit} | {limit} | {aim} | {self.verdict} |"
        ).replace("  ", " ")


def throughput(runs: Mapping[str, Run]) -> list[Figure]:
    """B1 to B3, from runs by name: triaged, helpdesk, vacation, floor, bare; reported: sentences."""
    ours, helpdesk, floor = runs["triaged"], runs["helpdesk"], runs["floor"]
    figures = [
        _ratio("B1", "rate against django-helpdesk", ours.rate / helpdesk.rate, 6, 9),
        Figure(
            key="B1",
            what="own CPU a message against django-helpdesk",
            value=ours.cpu_ms / helpdesk.cpu_ms,
            limit=round(1 / 7, 3),
            aim=0.1,
            bound="at most",
            unit="x",
        ),
    ]
    if "vacation" in runs:
        figures.append(_ratio("B1", "rate against Pigeonhole vacation", ours.rate / runs["vacation"].rate, 1.5, 2))
    return [
        *figures,
        Figure(
            key="B2",
            what="own CPU a message against the compat32 floor script",
            value=ours.cpu_ms / floor.cpu_ms,
            limit=1.5,
            bound="at most",
            unit="x",
        ),
        _ratio("B3", "rate against bare smtplib", ours.rate / runs["bare"].rate, 0.4, 0.6),
        *_with_sentences(runs),
    ]


def _with_sentences(runs: Mapping[str, Run]) -> list[Figure]:
    """The same, where it is judged what each mail means: so that everybody sees what it costs."""
    if "sentences" not in runs:
        return []
    ours, helpdesk, floor, bare = (runs[key] for key in ("sentences", "helpdesk", "floor", "bare"))
    found = [
        _reported("B1", "rate against django-helpdesk, with sentences", ours.rate / helpdesk.rate),
        _reported("B1", "own CPU a message against django-helpdesk, with sentences", ours.cpu_ms / helpdesk.cpu_ms),
    ]
    if "vacation" in runs:
        rate = ours.rate / runs["vacation"].rate
        found.append(_reported("B1", "rate against Pigeonhole vacation, with sentences", rate))
    floor_cpu = ours.cpu_ms / floor.cpu_ms
    return [
        *found,
        _reported("B2", "own CPU a message against the compat32 floor script, with sentences", floor_cpu),
        _reported("B3", "rate against bare smtplib, with sentences", ours.rate / bare.rate),
    ]


def _reported(key: str, what: str, value: float, unit: str = "x") -> Figure:
    return Figure(key=key, what=what, value=value, limit=None, bound="at least", unit=unit)


def _ratio(key: str, what: str, value: float, limit: float, aim: float) -> Figure:
    return Figure(key=key, what=what, value=value, limit=limit, aim=aim, bound="at least", unit="x")


def latency(found: Latency, *, sentences: bool = False) -> list[Figure]:
    """B4: above the bare wake of IDLE in the same run."""
    with_ = ", with sentences" if sentences else ""
    return [
        Figure(
            key="B4",
            what=f"delivery to acknowledgement accepted{with_}, p{percent} above the bare IDLE wake "
            f"({1000 * percentile(found.bare, percent):.0f} ms)",
            value=1000 * (percentile(found.triaged, percent) - percentile(found.bare, percent)),
            limit=None if sentences else limit,
            bound="at most",
            unit="ms",
        )
        for percent, limit in ((50, 50), (99, 250))
    ]


def watching(few: Watching, many: Watching) -> list[Figure]:
    """B8: what watching costs, and that it needs no more memory for ten times as many open threads."""
    return [
        Figure(
            key="B8",
            what=f"CPU of the watcher's round, nothing due, {many.threads:,} open threads",
            value=many.idle_ms,
            limit=50,
            bound="at most",
            unit="ms",
        ),
        Figure(
            key="B8",
            what=f"CPU a due thread, its letter and notices included, {many.threads:,} open threads",
            value=many.due_ms,
            limit=2,
            bound="at most",
            unit="ms",
        ),
        Figure(
            key="B8",
            what=f"memory at {many.threads:,} open threads against {few.threads:,}",
            value=many.grown / MB - few.grown / MB,
            limit=GROWTH,
            bound="at most",
            unit="MB",
        ),
    ]


def commits(found: Commits) -> list[Figure]:
    """B6."""
    letters = Figure(
        key="B6",
        what="letters sent on one SMTP connection",
        value=found.letters_per_connection,
        limit=100,
        bound="at least",
    )
    if found.per_batch is None:
        return [letters]
    durable = Figure(key="B6", what="durable commits a batch of 50", value=found.per_batch, limit=3, bound="at most")
    return [durable, letters]


def start(found: Start) -> list[Figure]:
    """B7."""

    def seconds(what: str, value: float) -> Figure:
        return Figure(key="B7", what=f"CPU to start: {what}", value=value, limit=0.35, bound="at most", unit="s")

    def size(what: str, value: int, limit: float) -> Figure:
        return Figure(key="B7", what=f"memory: {what}", value=value / MB, limit=limit, bound="at most", unit="MB")

    sentences = "daemon before mail, four languages, with sentences"
    return [
        seconds("triaged --version", found.version),
        seconds("triaged --help", found.help),
        seconds("triaged queue, the daemon running", found.queue),
        size("daemon before mail, one language", found.daemon, 90),
        size("daemon before mail, four languages", found.daemon_languages, 180),
        size("a process that holds scikit-learn", found.sklearn, 180),
        *(
            [_reported("B7", f"memory: {sentences}", found.daemon_sentences / MB, "MB")]
            if found.daemon_sentences is not None
            else []
        ),
    ]
