"""Which times could this team promise, by urgency and topic?

Each group of mails gets the shortest friendly time within which `level` of them were answered. A more urgent mail is
never promised a later time than a less urgent one about the same thing.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from triaged.hours import WorkSpan
from triaged.model.thread import Urgency
from triaged.policy.shape import Policy, PromiseRow, When
from triaged.rehearse.curve import NOTHING, Curve
from triaged.rehearse.friendly import friendly, length, shortest_day
from triaged.rehearse.groups import ENOUGH, Group, answers, curve_of, groups, in_order
from triaged.rehearse.waits import Wait
from triaged.report.preview import calendars_of

ELSE = "everything else"
SHOWN_NOW = 3
"""Times of rules.toml that are named for one group."""
ANY_CRITICAL = When(urgency=frozenset({Urgency.CRITICAL}))
_NEVER_SEEN = timedelta.max


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """A promise row, and what it rests on.

    `reads`: "as it is" (a row of rules.toml with too few answers), "new time" (a row of rules.toml, its condition
    stays) or "new". `mails` fell under it: `answers` were answered, `waiting` may still be, `never` were not.
    `now` names the times that they were promised; `kept_now` counts how many of how many kept it, without `never`.
    `needs`: the working time within which `level` of them were answered, None where so many never were. `kept`: the
    share that would have kept `row.reply`, which `lasts` so much working time at least. `raised`: the time is that of a
    more urgent row.
    """

    row: PromiseRow
    reads: str
    mails: int
    answers: int
    waiting: int
    never: int
    now: tuple[str, ...]
    kept_now: tuple[int, int]
    needs: timedelta | None = None
    kept: float | None = None
    raised: bool = False
    lasts: timedelta = timedelta(0)
    curve: Curve = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Promise rows for the place of those in rules.toml. `level`: the share that is to be kept. `mails`: of all rows.

    `at_most`: no row may promise more. `day`: what a day has at least, in working time.
    """

    level: float
    mails: int
    rows: tuple[Suggested, ...]
    at_most: WorkSpan
    day: timedelta

    @property
    def says_something(self) -> bool:
        """Whether any row has a time of its own: else there were too few answers."""
        return any(row.reads != "as it is" for row in self.rows)


def suggest(waits: Sequence[Wait], *, policy: Policy, level: float) -> Suggestion:
    """The rows that this team could keep. Rows with conditions beyond urgency and topic stay, and come first."""
    stay = [row for row in policy.promise.rows if _has_its_own(row)]
    rest = _without(waits, stay)
    if answers(rest) < ENOUGH:
        stay, rest = list(policy.promise.rows), []
    making = _Making(policy=policy, level=level)
    kept = [making.staying(row, [wait for wait in waits if wait.row == row.name]) for row in stay]
    new = making.new(rest, {row.name for row in stay}, least=_least(kept)) if rest else []
    return Suggestion(level=level, mails=len(waits), rows=(*kept, *new), at_most=policy.promise.at_most, day=making.day)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Making:
    policy: Policy
    level: float

    @property
    def day(self) -> timedelta:
        """The shortest day of the teams."""
        return shortest_day(self.policy.calendars[team.calendar] for team in self.policy.teams.values())

    def staying(self, row: PromiseRow, waits: Sequence[Wait]) -> Suggested:
        """A row of rules.toml: with a new time where there are enough answers."""
        made = _counted(row, waits, self.policy)
        if made.answers < ENOUGH:
            return made
        day = shortest_day(self.policy.calendars[name] for name in calendars_of(self.policy, row))
        seen = curve_of(waits)
        return self._timed(replace(made, reads="new time"), seen, seen.when(self.level), day)

    def new(self, waits: Sequence[Wait], taken: Iterable[str], *, least: timedelta) -> list[Suggested]:
        """A row for each group, none below `least`."""
        found = groups(waits, self.policy.topics)
        needs = [group.curve.when(self.level) for group in found]
        times = in_order(found, [_NEVER_SEEN if need is None else max(need, least) for need in needs])
        rows = []
        for group, need, time in zip(found, needs, times, strict=True):
            row = _row(group, self.policy, taken, last=group is found[-1])
            made = replace(
                _counted(row, group.waits, self.policy), reads="new", raised=need is not None and time > need
            )
            rows.append(self._timed(made, group.curve, None if time == _NEVER_SEEN else time, self.day))
        return rows

    def _timed(self, made: Suggested, seen: Curve, time: timedelta | None, day: timedelta) -> Suggested:
        """With the friendly time that is long enough; with the longest that may be promised, where none is."""
        most = self.policy.promise.at_most
        reply = most if time is None else friendly(time, day)
        if length(reply, day) > length(most, day) > timedelta(0):
            reply = most
        solve = made.row.solve
        if solve is not None and length(solve, day) < length(reply, day):
            solve = None
        row = replace(made.row, reply=reply, solve=solve)
        lasts = length(reply, day)
        return replace(made, row=row, needs=time, kept=seen.by(lasts), lasts=lasts, curve=seen)


def _has_its_own(row: PromiseRow) -> bool:
    """Whether a row says more than urgency and topic: then only the owner knows what it is for.

    So it is for rows about critical mail: who is called at night is no question of what was usual.
    """
    plain = replace(row.when, urgency=frozenset(), topic=frozenset()) == When()
    return bool(row.calendar) or not plain or Urgency.CRITICAL in row.when.urgency


def _least(rows: Iterable[Suggested]) -> timedelta:
    """What critical mail needs on the teams' calendars, where that was seen: no other mail is promised less."""
    critical = (one for one in rows if one.row.when == ANY_CRITICAL and not one.row.calendar)
    return max((one.needs for one in critical if one.needs is not None), default=timedelta())


def _without(waits: Iterable[Wait], rows: Iterable[PromiseRow]) -> list[Wait]:
    names = {row.name for row in rows}
    return [wait for wait in waits if wait.row not in names]


def _row(group: Group, policy: Policy, taken: Iterable[str], *, last: bool) -> PromiseRow:
    """The group's row, with the further targets of the row that most of its mails fell under."""
    urgencies = frozenset() if last else frozenset(group.urgencies)
    name = ELSE if last else ", ".join(group.urgencies) + (f": {group.topic}" if group.topic else "")
    rows = {row.name: row for row in policy.promise.rows}
    usual = Counter(wait.row for wait in group.waits if wait.row in rows).most_common(1)
    model = rows[usual[0][0]] if usual else None
    return PromiseRow(
        name=f"{name} (suggested)" if name in set(taken) else name,
        when=When(urgency=urgencies, topic=frozenset({group.topic} if group.topic else ())),
        reply=policy.promise.at_most,
        update=None if model is None else model.update,
        solve=None if model is None else model.solve,
    )


def _counted(row: PromiseRow, waits: Sequence[Wait], policy: Policy) -> Suggested:
    """The row as it is, and what became of its mails."""
    replies = {row.name: str(row.reply) for row in policy.promise.rows}
    now = Counter(replies[wait.row] for wait in waits if wait.row in replies)
    known = [wait.kept for wait in waits if wait.kept is not None and not wait.never]
    answered, never = answers(waits), sum(wait.never for wait in waits)
    return Suggested(
        row=row,
        reads="as it is",
        mails=len(waits),
        answers=answered,
        waiting=len(waits) - answered - never,
        never=never,
        now=tuple(span for span, _ in now.most_common(SHOWN_NOW)),
        kept_now=(sum(known), len(known)),
    )
