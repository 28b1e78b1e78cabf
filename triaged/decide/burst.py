"""Do more customers than usual write about one thing?

Words that several customers of the last hours used, and that mail of this inbox seldom uses, are put together where
they stand in the same mails: that is a group. A group is a burst when it has enough customers, when so many would come
by chance twice in a million looks (however many pairs of words there were to choose from), and when it is half
as many again as ever came in so long a time in four weeks. What would be usual is the share that such mails had of all
mail in four weeks, times what comes in at this hour: a full mailbox on a Monday is no burst.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import comb, exp, lgamma, log

from triaged.model.burst import Arrivals, Burst, Like, unpacked

HISTORY = timedelta(days=28)
"""So far back it is known what is usual."""
SAMPLE = 300
"""So many mails before those that are looked at show which words are common."""
QUIET = timedelta(hours=12)
"""When nobody wrote about it for so long, who writes then makes a new burst."""
IMPROBABLE = 2e-6
"""Every look is a chance to be wrong: a desk takes some thousand in a month, most of them at the same mails."""
WORTH_A_LOOK = 0.01
"""A word that is more probable than this, by a small sample, needs no count over four weeks."""
WORTH_COUNTING = 0.001
"""The same of a group."""
TOGETHER = 3
"""Two words belong together where one in so many of those who use the rarer one use both."""
LEARNING = 200
"""So many mails must have come before anybody can say what is usual."""
MORE_THAN_EVER = 1.5
SHARED = 2
"""So many words of a group make a mail part of it; one is enough of a mail, or for a group, that has no more."""
ONE_WORD = 2
"""A group that shares one word only must have so many times the customers."""
CORE = 12
"""Words of a group, at most."""
COMMON_SHARE = 5
"""A word that more than one of so many other mails uses says nothing."""
ENOUGH_OTHERS = 10
FEWEST = 3
"""So many customers at least use a word of a group."""
SAME_SHARE = 3
"""A group of which one in so many mails belongs to a burst that people heard of is that burst."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Conversations about one thing: the numbers that they share, the earliest first.

    `choices`: among how many pairs of words these were found, as those that stand out most.
    """

    core: frozenset[int]
    threads: tuple[Like, ...]
    choices: int = 1

    @property
    def customers(self) -> int:
        """How many customers they are of."""
        return len({like.customer for like in self.threads})


@dataclass(frozen=True, slots=True, kw_only=True)
class Unusual:
    """A group that is more than usual.

    `usual`: how many there would be, in a time so long. `chance`: of so many or more, all groups considered.
    """

    group: Group
    usual: float
    chance: float


def belongs(numbers: Iterable[int], core: frozenset[int]) -> bool:
    """Whether a mail with these numbers is about what the group is about."""
    found = tuple(numbers)
    return len(core.intersection(found)) >= min(SHARED, len(core), len(found)) > 0


def enough(core: frozenset[int], threads: int) -> int:
    """How many customers a group with this core must have, where a group needs `threads`."""
    return threads if len(core) >= SHARED else ONE_WORD * threads


def groups(window: Sequence[Like], sample: Sequence[bytes], *, threads: int) -> tuple[Group, ...]:
    """Groups of at least so many customers in the window, the least usual first. `sample`: earlier mails, packed."""
    if len({like.customer for like in window}) < threads:
        return ()
    users = _users(window)
    ranked = _seldom(users, sample, others=len(window))
    found, left = list[Group](), list(window)
    while ranked:
        core = _core(ranked, users)
        ranked = [word for word in ranked if word not in core]
        members = tuple(like for like in left if belongs(like.numbers, core))
        ordered = tuple(sorted(members, key=lambda like: (like.at, like.thread_id)))
        group = Group(core=core, threads=ordered, choices=max(comb(len(users), SHARED), 1))
        if group.customers >= enough(core, threads):
            found.append(group)
            taken = {like.thread_id for like in members}
            left = [like for like in left if like.thread_id not in taken]
    return tuple(found)


def worth_counting(group: Group, sample: Sequence[bytes], *, window: int) -> bool:
    """Whether the sample leaves it open that the group is unusual: only then it is counted over four weeks."""
    alike = sum(belongs(unpacked(octets), group.core) for octets in sample)
    times = (len(sample) + 1) / max(window - len(group.threads), 1)
    return len(sample) < ENOUGH_OTHERS or chance_of(group.customers, before=alike, times=times) <= WORTH_COUNTING


def unusual(
    group: Group, alike: Sequence[datetime], arrivals: Arrivals, *, window: int, within: timedelta, threads: int
) -> Unusual | None:
    """How unusual the group is; None where it is not.

    `alike`: when such mails came in `HISTORY`, in order; `arrivals`: all mail of that time. `window`: how many mails
    came in all in the time `within` that is looked at.
    """
    count = group.customers
    if (
        arrivals.in_all < LEARNING
        or count < enough(group.core, threads)
        or count < MORE_THAN_EVER * most_within(alike, within)
    ):
        return None
    volume = max(arrivals.this_hour, arrivals.this_weekday, window - len(group.threads), 1.0)
    times = (arrivals.in_all + 1) / volume
    chance = group.choices * chance_of(count, before=len(alike), times=times)
    if chance > IMPROBABLE:
        return None
    return Unusual(group=group, usual=len(alike) / times, chance=chance)


def same(group: Group, bursts: Iterable[Burst]) -> Burst | None:
    """The burst that people heard of already which this group is; None for a new one."""
    for burst in bursts:
        alike = sum(belongs(like.numbers, burst.core) for like in group.threads)
        if burst.core & group.core or alike * SAME_SHARE >= len(group.threads):
            return burst
    return None


def goes_on(burst: Burst, group: Group) -> Burst:
    """The burst with what is new in the group: people come to use other words for the same trouble."""
    more = sorted(group.core - burst.core)[: 2 * CORE - len(burst.core)]
    return replace(burst, core=burst.core.union(more), last_at=max(burst.last_at, group.threads[-1].at))


def alike_before(core: frozenset[int], before: Iterable[tuple[datetime, bytes]]) -> tuple[datetime, ...]:
    """When earlier mails came that belong to a group with this core."""
    found = []
    for at, octets in before:
        if belongs(unpacked(octets), core):
            found.append(at)
    return tuple(sorted(found))


def most_within(times: Sequence[datetime], within: timedelta) -> int:
    """The most of these moments (in order) that lie in any time so long."""
    most, first = 0, 0
    for last, at in enumerate(times):
        while at - times[first] > within:
            first += 1
        most = max(most, last - first + 1)
    return most


def chance_of(count: int, *, before: int, times: float) -> float:
    """How probable `count` or more are, where `before` came in a time that is `times` as long.

    A Poisson count whose rate is known from `before` alone (Gamma-Poisson with Jeffreys' prior): where little was seen,
    little is improbable. 1.0 where `count` is no more than usual.
    """
    shape = before + 0.5
    if count <= shape / times:
        return 1.0
    stay = log(times / (times + 1))
    total, term, k = 0.0, 1.0, count
    while k < count + 10_000 and term > total * 1e-9:
        term = exp(lgamma(k + shape) - lgamma(shape) - lgamma(k + 1) + shape * stay - k * log(times + 1))
        total += term
        k += 1
    return min(total, 1.0)


def _users(window: Iterable[Like]) -> dict[int, set[str]]:
    """Who used each word."""
    users: dict[int, set[str]] = {}
    for like in window:
        for word in like.numbers:
            users.setdefault(word, set()).add(like.customer)
    return users


def _seldom(users: dict[int, set[str]], sample: Sequence[bytes], *, others: int) -> list[int]:
    """Words of several customers that the sample seldom has, the least probable first."""
    wanted = {word: len(who) for word, who in users.items() if len(who) >= FEWEST}
    seen = dict.fromkeys(wanted, 0)
    for octets in sample:
        for word in wanted.keys() & unpacked(octets):
            seen[word] += 1
    size = len(sample)
    chances = {}
    for word, count in wanted.items():
        if size >= ENOUGH_OTHERS and seen[word] * COMMON_SHARE > size:
            continue
        chance = chance_of(count, before=seen[word], times=(size + 1) / max(others - count, 1))
        if chance <= WORTH_A_LOOK or size < ENOUGH_OTHERS:
            chances[word] = chance
    return sorted(chances, key=lambda word: (chances[word], -wanted[word], word))


def _core(ranked: Sequence[int], users: dict[int, set[str]]) -> frozenset[int]:
    """The first word, and those of the others that mostly stand where it stands."""
    first = users[ranked[0]]
    with_it = [word for word in ranked if TOGETHER * len(users[word] & first) >= min(len(users[word]), len(first))]
    return frozenset(with_it[:CORE])
