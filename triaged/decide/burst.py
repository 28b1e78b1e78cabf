"""Do more customers than usual write about one thing?

Words that several customers of the last hours used, and that mail of this inbox seldom uses, are put together where
they stand in the same mails: that is a group. A group is a burst when it has enough customers, when so many would come
by chance three times in a hundred thousand looks, however many sets of words there were to choose from, and when it is
half as many again as ever came in so long a time in four weeks. What would be usual is the share that such mails had of
all mail in four weeks, times what comes in at this hour: a full mailbox on a Monday is no burst.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import accumulate
from math import comb, exp, lgamma, log

from triaged.model.burst import Arrivals, Burst, Like, packed, unpacked

HISTORY = timedelta(days=28)
"""So far back it is known what is usual."""
SAMPLE = 300
"""So many mails before those that are looked at show which words are common."""
QUIET = timedelta(hours=12)
"""When nobody wrote about it for so long, who writes then makes a new burst."""
IMPROBABLE = 3e-5
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
CORE = 6
"""Words of a new group, at most."""
TRIED = 12
"""Words that are thought of; and words of a burst that goes on, at most."""
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

    `choices`: among how many sets of so many words these were found, as those that stand out most.
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


def belongs(numbers: frozenset[int], core: frozenset[int]) -> bool:
    """Whether a mail with these numbers is about what the group is about."""
    return len(core & numbers) >= min(SHARED, len(core), len(numbers)) > 0


def enough(core: frozenset[int], threads: int) -> int:
    """How many customers a group with this core must have, where a group needs `threads`."""
    return threads if len(core) >= SHARED else ONE_WORD * threads


def groups(window: Sequence[Like], earlier: Sequence[frozenset[int]], *, threads: int) -> tuple[Group, ...]:
    """Groups of at least so many customers in the window, the least usual first. `earlier`: a sample of mail before."""
    if len({like.customer for like in window}) < threads:
        return ()
    users = _users(window)
    ranked = _seldom(users, earlier, others=len(window))
    found, left = list[Group](), tuple(window)
    while ranked:
        together = _together(ranked, users)
        ranked = [word for word in ranked if word not in together]
        group = _clearest(together, left, earlier, words=len(users), threads=threads)
        if group is not None:
            found.append(group)
            taken = {like.thread_id for like in group.threads}
            left = tuple(like for like in left if like.thread_id not in taken)
    return tuple(found)


def worth_counting(group: Group, earlier: Sequence[frozenset[int]], *, window: int) -> bool:
    """Whether the sample leaves it open that the group is unusual: only then it is counted over four weeks."""
    return len(earlier) < ENOUGH_OTHERS or _chance_by(earlier, group, window) <= WORTH_COUNTING


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
    more = sorted(group.core - burst.core)[: max(TRIED - len(burst.core), 0)]
    return replace(burst, core=burst.core.union(more), last_at=max(burst.last_at, group.threads[-1].at))


def alike_before(core: frozenset[int], before: Sequence[tuple[datetime, bytes]]) -> tuple[datetime, ...]:
    """When earlier mails came that belong to a group with this core, in order."""
    # Ten thousand mails, of which most share nothing with it: each word is looked for in the octets of all at once.
    all_, ends = b"".join(octets for _, octets in before), list(accumulate(len(octets) for _, octets in before))
    seen = Counter(mail for word in core for mail in _mails_with(packed([word]), all_, ends))
    found = (before[mail] for mail, words in seen.items() if words >= min(SHARED, len(core), len(before[mail][1]) // 4))
    return tuple(sorted(at for at, octets in found if belongs(frozenset(unpacked(octets)), core)))


def _mails_with(word: bytes, all_: bytes, ends: Sequence[int]) -> Iterator[int]:
    """The places of the mails in whose octets a packed number stands, or seems to."""
    at = all_.find(word)
    while at >= 0:
        mail = bisect_right(ends, at)
        yield mail
        at = all_.find(word, ends[mail])


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
    ways = lgamma(count + shape) - lgamma(shape) - lgamma(count + 1)
    term = exp(ways + shape * log(times / (times + 1)) - count * log(times + 1))
    total, k = 0.0, count
    while k < count + 10_000 and term > total * 1e-9:
        total += term
        term *= (k + shape) / ((k + 1) * (times + 1))
        k += 1
    return min(total, 1.0)


def _users(window: Iterable[Like]) -> dict[int, set[str]]:
    """Who used each word."""
    users: dict[int, set[str]] = {}
    for like in window:
        for word in like.numbers:
            users.setdefault(word, set()).add(like.customer)
    return users


def _seldom(users: dict[int, set[str]], earlier: Sequence[frozenset[int]], *, others: int) -> list[int]:
    """Words of several customers that earlier mails seldom have, the least probable first."""
    wanted = {word: len(who) for word, who in users.items() if len(who) >= FEWEST}
    seen = Counter(word for numbers in earlier for word in wanted.keys() & numbers)
    size = len(earlier)
    chances = {}
    for word, count in wanted.items():
        if size >= ENOUGH_OTHERS and seen[word] * COMMON_SHARE > size:
            continue
        chance = chance_of(count, before=seen[word], times=(size + 1) / max(others - count, 1))
        if chance <= WORTH_A_LOOK or size < ENOUGH_OTHERS:
            chances[word] = chance
    return sorted(chances, key=lambda word: (chances[word], -wanted[word], word))


def _together(ranked: Sequence[int], users: dict[int, set[str]]) -> list[int]:
    """The first word, and those of the others that often stand where it stands, most often first."""
    first = users[ranked[0]]
    both = {word: len(users[word] & first) for word in ranked}
    near = [word for word in ranked if TOGETHER * both[word] >= min(len(users[word]), len(first))]
    return sorted(near, key=lambda word: (word != ranked[0], -both[word]))[:TRIED]


def _clearest(
    together: Sequence[int], left: Sequence[Like], earlier: Sequence[frozenset[int]], *, words: int, threads: int
) -> Group | None:
    """The group around the first words that is least like chance: around two, three or more of them."""
    best, least = None, 0.0
    for size in range(min(SHARED, len(together)), min(CORE, len(together)) + 1):
        core = frozenset(together[:size])
        members = sorted((m for m in left if belongs(m.numbers, core)), key=lambda like: (like.at, like.thread_id))
        group = Group(core=core, threads=tuple(members), choices=max(comb(words, size), 1))
        chance = group.choices * _chance_by(earlier, group, len(left))
        if group.customers >= enough(core, threads) and (best is None or chance < least):
            best, least = group, chance
    return best


def _chance_by(earlier: Sequence[frozenset[int]], group: Group, window: int) -> float:
    """How probable the group is by these earlier mails alone."""
    alike = sum(belongs(numbers, group.core) for numbers in earlier)
    times = (len(earlier) + 1) / max(window - len(group.threads), 1)
    return chance_of(group.customers, before=alike, times=times)
