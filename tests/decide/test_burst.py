"""What makes a group of mails, and what makes a group unusual."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.decide.house import MONDAY
from triaged.decide.burst import (
    HISTORY,
    LEARNING,
    Group,
    alike_before,
    belongs,
    chance_of,
    goes_on,
    groups,
    most_within,
    same,
    unusual,
    worth_counting,
)
from triaged.decide.likeness import numbers
from triaged.model.burst import Arrivals, Burst, Like, packed

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
OFFLINE = "the controller is offline again"
CORE = numbers(OFFLINE)
NEAR = (0, 1, 1 << 8, 1 << 16, 1 << 24, 0x01010101, 0x00010001)
"""Numbers whose octets are found in those of others."""
ORDINARY = tuple(numbers(f"about my invoice number{n} and shipping{n}") for n in range(40))
PLENTY = Arrivals(in_all=2_000, this_hour=6.0, this_weekday=7.0)


def like(number: int, text: str, customer: str = "") -> Like:
    return Like(thread_id=number, customer=customer or f"c{number}", at=MONDAY + number * MINUTE, numbers=numbers(text))


def offline(count: int) -> list[Like]:
    return [like(n, f"{OFFLINE} room{n}{n}{n}{n}") for n in range(count)]


def group_of(count: int) -> Group:
    return Group(core=CORE, threads=tuple(offline(count)))


def burst_of(core: frozenset[int]) -> Burst:
    return Burst(inbox="support", core=core, since=MONDAY, told_at=MONDAY, customers=5, last_at=MONDAY, burst_id=1)


def test_customers_who_write_alike_are_a_group() -> None:
    """Those who use the same seldom words are one group; who writes of something else is not in it."""
    window = [*offline(5), like(90, "where is my invoice"), like(91, "please change my address")]
    (found,) = groups(window, ORDINARY, threads=5)
    assert [one.thread_id for one in found.threads] == [0, 1, 2, 3, 4]
    assert found.customers == 5
    assert found.core == CORE


def test_two_troubles_at_once_are_two_groups() -> None:
    """Words that never stand in the same mails make groups of their own."""
    window = [*offline(5), *(like(50 + n, "checkout rejects every creditcard") for n in range(6))]
    assert sorted(found.customers for found in groups(window, ORDINARY, threads=5)) == [5, 6]


@pytest.mark.parametrize(
    "window",
    [
        offline(4),
        [like(n, OFFLINE, "one@customer.test") for n in range(9)],
        [like(n, "about my invoice and shipping") for n in range(9)],
        [like(n, f"december special{n}") for n in range(9)],
        [like(n, f"gutschein numb{n}er") for n in range(9)],
    ],
    ids=["too few", "one customer often", "what everybody writes about", "the calendar", "one word, not often enough"],
)
def test_what_is_no_group(window: list[Like]) -> None:
    """Too few customers, one who writes often, usual words, words of the calendar, one single word of a few."""
    assert groups(window, ORDINARY, threads=5) == ()


def test_one_word_is_enough_where_many_use_it() -> None:
    """A group that shares a single word counts from twice the customers on."""
    assert [found.customers for found in groups([like(n, "gutschein") for n in range(10)], ORDINARY, threads=5)] == [10]


def test_a_short_mail_belongs_by_its_only_word() -> None:
    """Who writes nothing but "Offline?" is one of them; who shares one word of many is not; nor is an empty mail."""
    assert belongs(numbers("offline"), CORE)
    assert not belongs(numbers("offline printer question"), CORE)
    assert not belongs(numbers(""), CORE)


@pytest.mark.parametrize(
    ("count", "alike", "arrivals", "told"),
    [
        (6, 0, PLENTY, True),
        (4, 0, PLENTY, False),
        (6, 600, PLENTY, False),
        (30, 600, PLENTY, True),
        (6, 0, Arrivals(in_all=LEARNING - 1, this_hour=1.0, this_weekday=1.0), False),
        (6, 0, Arrivals(in_all=2_000, this_hour=900.0, this_weekday=0.0), False),
        (6, 0, Arrivals(in_all=2_000, this_hour=0.0, this_weekday=900.0), False),
    ],
    ids=["never seen", "too few", "usual", "usual, but so many", "a young desk", "a busy hour", "a busy weekday"],
)
def test_what_is_unusual(count: int, alike: int, arrivals: Arrivals, told: bool) -> None:
    """By how many there are, how many there usually are, and how much mail comes at this hour."""
    times = tuple(MONDAY - HISTORY + n * HOUR for n in range(alike))
    found = unusual(group_of(count), times, arrivals, window=count + 5, within=2 * HOUR, threads=5)
    assert (found is not None) is told


def test_what_came_as_thick_before_is_not_unusual() -> None:
    """However improbable: half as many again as ever is asked for (every month the bills go out)."""
    bills = tuple(MONDAY - 20 * 24 * HOUR + n * MINUTE for n in range(20))
    for count, told in ((29, False), (30, True)):
        found = unusual(group_of(count), bills, PLENTY, window=count, within=2 * HOUR, threads=5)
        assert (found is not None) is told


def test_the_sample_says_what_need_not_be_counted() -> None:
    """A group that the newest mails show to be usual is not looked for in four weeks of mail."""
    usual = (*ORDINARY, *(CORE for _ in range(10)))
    assert worth_counting(group_of(6), ORDINARY, window=8)
    assert not worth_counting(group_of(6), usual, window=40)
    assert worth_counting(group_of(6), (), window=8)


def test_a_burst_that_goes_on_is_the_same() -> None:
    """People come to use other words: shared words, or mails that belong, make it the same burst, which learns them."""
    known, other = burst_of(CORE), numbers("gateway unreachable offline")
    later = Group(core=other, threads=tuple(like(n, "gateway unreachable offline") for n in range(3)))
    assert same(later, [known]) == known
    again = goes_on(known, later)
    assert again.core == CORE | other
    assert again.last_at == later.threads[-1].at
    stranger = Group(core=numbers("creditcard checkout"), threads=(like(1, "creditcard checkout"),))
    assert same(stranger, [known, again]) is None


def test_earlier_mails_are_counted_by_the_same_rule() -> None:
    """What belongs now would have belonged then."""
    before = [(MONDAY, packed(CORE)), (MONDAY - HOUR, packed(numbers("offline printer question")))]
    assert alike_before(CORE, before) == (MONDAY,)


@given(
    mails=st.lists(st.frozensets(st.sampled_from(NEAR), max_size=5), max_size=12),
    core=st.frozensets(st.sampled_from(NEAR), max_size=4),
)
def test_octets_that_only_look_like_a_word_count_for_nothing(mails: list[frozenset[int]], core: frozenset[int]) -> None:
    """Not those across two numbers, nor across two mails: what is counted is what belongs."""
    before = [(MONDAY + n * MINUTE, packed(mail)) for n, mail in enumerate(mails)]
    found = tuple(MONDAY + n * MINUTE for n, mail in enumerate(mails) if belongs(mail, core))
    assert alike_before(core, before) == found


def test_the_most_within_a_time() -> None:
    """Counted is every window, not every hour of the clock."""
    times = [MONDAY + n * 20 * MINUTE for n in (0, 1, 2, 3, 20, 21)]
    assert most_within(times, HOUR) == 4
    assert most_within([], HOUR) == 0


def test_chance_is_that_of_a_rate_known_from_so_many() -> None:
    """Little is improbable where little was seen, much is where much was; what is usual is no surprise."""
    assert chance_of(3, before=30, times=10.0) == 1.0
    assert chance_of(5, before=0, times=1.0) > 1e-3
    assert chance_of(5, before=0, times=300.0) < 1e-12
    assert chance_of(12, before=300, times=100.0) == pytest.approx(chance_of(12, before=3_000, times=1_000.0), rel=0.7)
    # An exact value: before=0, times=1 is a negative binomial with shape 1/2 and p 1/2.
    assert chance_of(1, before=0, times=1.0) == pytest.approx(1 - 0.5**0.5)
