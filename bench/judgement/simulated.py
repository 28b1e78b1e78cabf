"""A desk that is made up, so that the truth is known: when each mail is answered follows from a queue.

Five people, Monday to Friday from 9 to 17 h. Who is free takes the oldest mail of the highest class. In the second half
of the half year an outage brings 150 mails in six hours, and two people are away for a week.
"""

from __future__ import annotations

import heapq

import numpy as np

from triaged.hours import build_calendar
from triaged.learn.forecast.clock import WorkClock
from triaged.learn.forecast.past import Floats, Ints, Past

WEEKS = 26
MAILS = 12_000
OFFICE = build_calendar(name="office", zone="UTC", open=["Mon-Fri 09:00-17:00"])
CLASSES = ("critical", "high", "normal", "low")
_OF_CLASS = (0.04, 0.18, 0.58, 0.20)
_PEOPLE, _AWAY = 5, 2
_LOAD = 0.72
"""Of the people's hours, in a week like all others."""
_OUTAGE, _OUTAGE_HOURS = 150, 6
_HOURS_A_WEEK = 40.0
_BEGIN = 490_992.0
"""Monday, 5 January 2026, hours since 1970."""


def clock() -> WorkClock:
    """The desk's hours, for its half year and as long after it as a mail may wait."""
    return WorkClock.of(OFFICE, _BEGIN, _BEGIN + 3 * WEEKS * 168.0)


def simulated(seed: int) -> Past:
    """About 12,000 mails with the moments of their answers; the same for the same seed."""
    chance, hours = np.random.default_rng(seed), clock()
    arrived = _BEGIN + _arrivals(chance)
    of_class = chance.choice(len(CLASSES), len(arrived), p=_OF_CLASS)
    mean = _LOAD * _PEOPLE * _HOURS_A_WEEK / (MAILS / WEEKS)
    work = chance.lognormal(np.log(mean) - 0.32, 0.8, len(arrived))
    away_from = _HOURS_A_WEEK * int(chance.integers(int(WEEKS * 0.55), int(WEEKS * 0.9)))
    ends = _served(hours.at(arrived), of_class, work, away_from)
    return Past(
        arrived=arrived,
        replied=np.maximum(hours.when(ends), arrived),
        of_class=of_class,
        classes=CLASSES,
        traits=np.empty((len(arrived), 0), dtype=np.int64),
    )


def _arrivals(chance: np.random.Generator) -> Floats:
    """Hours since the beginning: most by day, some in the evening and at the weekend; weeks differ a little."""
    hour = np.arange(WEEKS * 168)
    day, of_day = (hour // 24) % 7, hour % 24
    by_day = np.where((of_day >= 8) & (of_day < 18), 1.0, np.where((of_day >= 6) & (of_day < 23), 0.35, 0.08))
    rate = np.where(day < 5, by_day, 0.15)
    rate *= (MAILS - _OUTAGE) / rate.sum() * np.repeat(chance.gamma(150, 1 / 150, WEEKS), 168)
    outage = 168 * int(chance.integers(int(WEEKS * 0.55), int(WEEKS * 0.85))) + 24 * int(chance.integers(0, 4)) + 10
    rate[outage : outage + _OUTAGE_HOURS] += _OUTAGE / _OUTAGE_HOURS
    counts = chance.poisson(rate)
    return np.sort(np.repeat(hour, counts) + chance.random(int(counts.sum())))


def _served(came: Floats, of_class: Ints, work: Floats, away_from: float) -> Floats:
    """The worked hour at which each mail is answered."""
    ends, coming = np.zeros(len(came)), 0
    waiting: list[tuple[int, int]] = []
    free = [(0.0, person) for person in range(_PEOPLE)]
    while coming < len(came) or waiting:
        now, person = heapq.heappop(free)
        if person < _AWAY and away_from <= now < away_from + _HOURS_A_WEEK:
            heapq.heappush(free, (away_from + _HOURS_A_WEEK, person))
            continue
        while coming < len(came) and came[coming] <= now:
            heapq.heappush(waiting, (int(of_class[coming]), coming))
            coming += 1
        if waiting:
            _, mail = heapq.heappop(waiting)
            ends[mail] = now + work[mail]
            heapq.heappush(free, (float(ends[mail]), person))
        else:
            heapq.heappush(free, (float(came[coming]), person))
    return ends
