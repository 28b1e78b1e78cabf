"""Which topics had more new threads than usual in a period, and how often chance alone would do that?

Whole weeks (the last four at most) are held against the weeks before them, a shorter time against the same days and
hours of the weeks before: a Monday is no rise. Two counts are compared as those of one steady rate, exactly (the
conditional test of two Poisson counts, Przyborowski and Wilenski 1940): what was usual is itself known from few weeks.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import exp, floor, lgamma, log, log10

WEEK = timedelta(weeks=1)
WEEKS, FEWEST_WEEKS = 4, 2
"""So many weeks before the period show what is usual; so many at least must have been watched."""
LEAST = 5
"""Fewer threads than this are not told of."""
IMPROBABLE = 0.01
"""All topics considered: of a hundred reports of steady mail, one at most tells of a rise."""
_SELDOM = 1_000_000

Topic = tuple[str, str]
"""An inbox, and a topic in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretches:
    """The time from `since` to `until`, and those `before` it that are compared with it, the latest first."""

    since: datetime
    until: datetime
    before: tuple[tuple[datetime, datetime], ...]

    def watched(self, beginning: datetime) -> int:
        """How many whole weeks before the time lie behind the beginning, `WEEKS` at most; negative is possible."""
        return min((self.since - beginning) // WEEK, WEEKS)

    @property
    def share(self) -> float:
        """How long one of those before is, where the time itself is 1."""
        first, end = self.before[0]
        return (end - first) / (self.until - self.since)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rise:
    """A topic that had more new threads than usual.

    `usual`: how many come in so long a time, from `before` threads in the weeks before. `chance`: of so many or more
    of any topic at a steady rate, 0 to `IMPROBABLE`.
    """

    inbox: str
    topic: str
    count: int
    before: int
    usual: float
    chance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Risen:
    """The topics that rose in a time, the least probable first.

    `looked_at`: how many topics could have been told of, inbox by inbox. `too_young`: inboxes that were not watched for
    long enough before `since`: of them nobody can say.
    """

    since: datetime
    until: datetime
    looked_at: int = 0
    rises: tuple[Rise, ...] = ()
    too_young: tuple[str, ...] = ()


def stretches(since: datetime, until: datetime) -> Stretches:
    """What is compared with what, for a period that ends after it began."""
    whole = min((until - since) // WEEK, WEEKS)
    start = until - whole * WEEK if whole else since
    end = start if whole else until - WEEK
    first = start - WEEK
    return Stretches(
        since=start,
        until=until,
        before=tuple((first - week * WEEK, end - week * WEEK) for week in range(WEEKS)),
    )


def risen(
    looked: Stretches,
    count: Mapping[Topic, int],
    before: Sequence[Mapping[Topic, int]],
    beginnings: Mapping[str, datetime],
) -> Risen:
    """The topics that rose. `count` in the time itself, `before` in each of those before it.

    `beginnings`: when each inbox was first watched. Inboxes that are not in it, and threads without a topic, are left
    out.
    """
    weeks = {inbox: looked.watched(beginning) for inbox, beginning in beginnings.items()}
    old = {inbox: number for inbox, number in weeks.items() if number >= FEWEST_WEEKS}
    earlier: Counter[Topic] = Counter()
    for number, counted in enumerate(before):
        earlier.update({key: n for key, n in counted.items() if old.get(key[0], 0) > number})
    topics = sorted(key for key in {*count, *earlier} if key[1] and key[0] in old)
    # Who has fewer in both times together could never be told of: they are no chances to be wrong.
    topics = [key for key in topics if count.get(key, 0) + earlier[key] >= LEAST]
    found = list[Rise]()
    for key in topics:
        now, then, times = count.get(key, 0), earlier[key], old[key[0]] * looked.share
        chance = min(len(topics) * chance_of(now, before=then, times=times), 1.0)
        if now >= LEAST and chance < IMPROBABLE:
            rise = Rise(inbox=key[0], topic=key[1], count=now, before=then, usual=then / times, chance=chance)
            found.append(rise)
    return Risen(
        since=looked.since,
        until=looked.until,
        looked_at=len(topics),
        rises=tuple(sorted(found, key=lambda rise: (rise.chance, rise.inbox, rise.topic))),
        too_young=tuple(sorted(weeks.keys() - old.keys())),
    )


def chance_of(count: int, *, before: int, times: float) -> float:
    """How probable it is that of `count + before` threads so many or more came in the later time, at a steady rate.

    `before` came in a time `times` as long. 1.0 where `count` is no more than usual.
    """
    if count * times <= before or not count:
        return 1.0
    total = count + before
    share = 1 / (1 + times)
    chance = 0.0
    for later in range(count, total + 1):
        ways = lgamma(total + 1) - lgamma(later + 1) - lgamma(total - later + 1)
        term = exp(ways + later * log(share) + (total - later) * log(1 - share))
        chance += term
        if term < chance * 1e-9:
            break
    return min(chance, 1.0)


def in_words(chance: float) -> str:
    """A chance of at most one: "1 in 400". Never less probable than it is: rounded to the more probable side."""
    times = min(1 / chance, _SELDOM) if chance > 0 else _SELDOM
    if times >= _SELDOM:
        return f"less than 1 in {_SELDOM:,}"
    step = 10 ** floor(log10(times))
    return f"1 in {floor(times / step) * step:,}"
