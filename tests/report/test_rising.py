"""A topic that rose is told, and steady mail is not told more often than the chance that is stated."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime, timedelta
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triaged.report.rising import IMPROBABLE, LEAST, Risen, chance_of, in_words, risen, stretches
from triaged.report.rising_json import risen_json

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
LONG_AGO = {"support": NOW - 52 * WEEK, "sales": NOW - 52 * WEEK}
PRINTER, INVOICE = ("support", "printer"), ("support", "invoice")


def of_a_week(
    count: dict[tuple[str, str], int],
    *before: dict[tuple[str, str], int],
    beginnings: dict[str, datetime] | None = None,
) -> Risen:
    """The last week against those before it, the latest first."""
    looked = stretches(NOW - WEEK, NOW)
    return risen(looked, count, before, LONG_AGO if beginnings is None else beginnings)


@pytest.mark.parametrize(
    ("period", "since", "first", "last"),
    [
        (WEEK, WEEK, (2 * WEEK, WEEK), (5 * WEEK, 4 * WEEK)),
        (28 * DAY, 4 * WEEK, (5 * WEEK, 4 * WEEK), (8 * WEEK, 7 * WEEK)),
        (10 * DAY, WEEK, (2 * WEEK, WEEK), (5 * WEEK, 4 * WEEK)),
        (400 * DAY, 4 * WEEK, (5 * WEEK, 4 * WEEK), (8 * WEEK, 7 * WEEK)),
        (DAY, DAY, (8 * DAY, 7 * DAY), (29 * DAY, 28 * DAY)),
        (3 * DAY, 3 * DAY, (10 * DAY, 7 * DAY), (31 * DAY, 28 * DAY)),
    ],
)
def test_weeks_are_held_against_weeks_and_days_against_the_same_days(
    period: timedelta, since: timedelta, first: tuple[timedelta, timedelta], last: tuple[timedelta, timedelta]
) -> None:
    """How long ago each begins and ends: whole weeks, four at most; of less the same days of the weeks before."""
    looked = stretches(NOW - period, NOW)
    ago = [(NOW - begin, NOW - end) for begin, end in looked.before]
    assert (NOW - looked.since, ago[0], ago[-1], len(ago)) == (since, first, last, 4)


@pytest.mark.parametrize(
    ("count", "before", "told"),
    [
        (20, (4, 4, 4, 4), True),
        (8, (2, 2, 2, 2), True),
        (7, (2, 2, 2, 2), False),
        (6, (0, 0, 0, 0), True),
        (4, (0, 0, 0, 0), False),
        (100, (100, 100, 100, 100), False),
        (125, (100, 100, 100, 100), False),
        (135, (100, 100, 100, 100), True),
        (5, (50, 50, 50, 50), False),
        (0, (9, 9, 9, 9), False),
    ],
)
def test_what_is_told(count: int, before: tuple[int, ...], told: bool) -> None:
    """More than chance, and five threads at least, against four weeks."""
    made = of_a_week({PRINTER: count}, *({PRINTER: n} for n in before))
    assert [rise.topic for rise in made.rises] == (["printer"] if told else [])


def test_every_topic_that_could_be_told_makes_chance_likelier() -> None:
    """Of forty topics one rises so far by chance; topics of which hardly anybody wrote are not among them."""
    week = {PRINTER: 10}
    before = [{PRINTER: 2}] * 4
    few: dict[tuple[str, str], int] = {("support", f"few {n}"): 4 for n in range(90)}
    many: dict[tuple[str, str], int] = {("support", f"many {n}"): 5 for n in range(39)}
    alone = of_a_week(week, *before)
    assert alone.looked_at == 1
    assert of_a_week(week | few, *before) == alone
    crowd = of_a_week(week | many, *(one | many for one in before))
    assert (crowd.looked_at, crowd.rises) == (40, ())


def test_the_figures_of_a_rise() -> None:
    """By inbox; the least probable first; without threads that have no topic, or of an inbox that is not known."""
    week = {PRINTER: 20, INVOICE: 40, ("sales", "printer"): 4, ("support", ""): 90, ("gone", "printer"): 90}
    made = of_a_week(week, *([{PRINTER: 4, INVOICE: 5, ("sales", "printer"): 4}] * 4))
    assert [(one.inbox, one.topic, one.count, one.before, one.usual) for one in made.rises] == [
        ("support", "invoice", 40, 20, 5.0),
        ("support", "printer", 20, 16, 4.0),
    ]
    assert made.looked_at == 3
    month = risen(stretches(NOW - 4 * WEEK, NOW), {PRINTER: 40}, [{PRINTER: 4}] * 4, LONG_AGO)
    assert [(one.before, one.usual) for one in month.rises] == [(16, 16.0)]


def test_of_an_inbox_that_is_young_nobody_can_say() -> None:
    """Two whole weeks before the period; of those that were watched, each counts."""
    week, before = {PRINTER: 60}, [{PRINTER: 4}, {PRINTER: 2}, {PRINTER: 900}, {PRINTER: 900}]
    young = of_a_week(week, *before, beginnings={"support": NOW - 3 * WEEK + DAY})
    assert (young.rises, young.too_young, young.looked_at) == ((), ("support",), 0)
    newborn = of_a_week(week, *before, beginnings={"support": NOW - DAY})
    assert newborn.too_young == ("support",)
    old = of_a_week(week, *before, beginnings={"support": NOW - 3 * WEEK})
    assert [(one.before, one.usual) for one in old.rises] == [(6, 3.0)]
    assert old.too_young == ()


@given(st.integers(0, 80), st.integers(0, 80), st.sampled_from([0.5, 1.0, 2.0, 3.0, 4.0]))
def test_the_chance_is_that_of_a_fair_draw(count: int, before: int, times: float) -> None:
    """Each thread falls into the later time by its length: the tail of the binomial, where it is more than usual."""
    share, total = 1 / (1 + times), count + before
    exact = sum(comb(total, k) * share**k * (1 - share) ** (total - k) for k in range(count, total + 1))
    expected = 1.0 if count * times <= before else exact
    assert chance_of(count, before=before, times=times) == pytest.approx(expected, rel=1e-6)


@given(st.integers(1, 5000), st.integers(0, 5000), st.sampled_from([0.5, 1.0, 4.0]))
def test_more_threads_are_never_more_probable(count: int, before: int, times: float) -> None:
    """Nor is the same count where less was usual."""
    chance = chance_of(count, before=before, times=times)
    assert 0 <= chance_of(count + 1, before=before, times=times) <= chance <= 1
    assert chance <= chance_of(count, before=before + 1, times=times) * (1 + 1e-9)


@pytest.mark.parametrize("topics", [1, 12])
def test_steady_mail_is_not_told_more_often_than_stated(topics: int) -> None:
    """Four thousand weeks of steady mail at every rate: one report in a hundred tells of something, at most."""
    chance = random.Random(topics)
    rates = [0.5, 2, 4, 8, 16, 60, 3, 1, 6, 12, 25, 40]
    weeks, told = 4000, 0
    for week in range(weeks):
        keys = {("support", f"topic {n}"): rates[(week + n) % len(rates)] for n in range(topics)}
        drawn = [{key: _poisson(chance, rate) for key, rate in keys.items()} for _ in range(5)]
        told += bool(of_a_week(drawn[0], *drawn[1:]).rises)
    # Three times the spread of so rare a count above the most that may be expected.
    most = IMPROBABLE * weeks
    assert 0 < told <= most + 3 * most**0.5


def test_a_topic_that_rises_far_is_mostly_told() -> None:
    """From twenty a week to fifty: three weeks of four, and more, among thirteen topics."""
    chance = random.Random(7)
    told = 0
    for _ in range(200):
        before = [{("support", f"topic {n}"): _poisson(chance, 20) for n in range(12)} for _ in range(4)]
        week = {key: _poisson(chance, 20) for key in before[0]} | {PRINTER: _poisson(chance, 50)}
        old = [one | {PRINTER: _poisson(chance, 20)} for one in before]
        told += "printer" in [one.topic for one in of_a_week(week, *old).rises]
    assert told >= 150


def _poisson(chance: random.Random, rate: float) -> int:
    """How many arrive in a time of one, each so long after the other."""
    count, at = 0, chance.expovariate(rate)
    while at < 1:
        count, at = count + 1, at + chance.expovariate(rate)
    return count


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        (0.0099, "1 in 100"),
        (1 / 437, "1 in 400"),
        (1 / 1999, "1 in 1,000"),
        (1 / 87_654, "1 in 80,000"),
        (1e-6, "less than 1 in 1,000,000"),
        (0.0, "less than 1 in 1,000,000"),
    ],
)
def test_a_chance_in_words_is_never_smaller_than_it_is(chance: float, words: str) -> None:
    """One digit, towards the more probable."""
    assert in_words(chance) == words


def test_the_json_of_it() -> None:
    """Every name, and numbers as numbers."""
    answer = json.loads(
        json.dumps(
            risen_json(
                of_a_week(
                    {PRINTER: 20},
                    *([{PRINTER: 4}, {PRINTER: 5}] * 2),
                    beginnings={"support": LONG_AGO["support"], "sales": NOW},
                )
            )
        )
    )
    chance = answer["topics"][0].pop("chance")
    assert answer == {
        "since": "2026-11-16T09:00:00Z",
        "until": "2026-11-23T09:00:00Z",
        "looked_at": 1,
        "topics": [
            {
                "inbox": "support",
                "topic": "printer",
                "count": 20,
                "before": 18,
                "usual": 4.5,
                "words": in_words(chance),
            }
        ],
        "too_young": ["sales"],
    }
    assert 0 < chance < IMPROBABLE
    assert LEAST == 5
