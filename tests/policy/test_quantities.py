"""Quantities are read as people write them and shown as they are read."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triaged.policy.problems import Wrong
from triaged.policy.quantities import (
    parse_clock,
    parse_rate,
    parse_size,
    parse_time_of_day,
    parse_time_of_week,
    show_clock,
    show_rate,
    show_size,
    show_time,
    show_time_of_week,
)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("60s", timedelta(minutes=1)),
        ("30m", timedelta(minutes=30)),
        ("30 min", timedelta(minutes=30)),
        ("2h", timedelta(hours=2)),
        ("1 day", timedelta(days=1)),
        ("5 days", timedelta(days=5)),
        ("0s", timedelta(0)),
    ],
)
def test_lengths_of_time(text: str, length: timedelta) -> None:
    """Seconds, minutes, hours and days of clock time."""
    assert parse_clock(text) == length


@pytest.mark.parametrize(
    ("parse", "text"),
    [
        (parse_clock, "5"),
        (parse_clock, "-5m"),
        (parse_clock, "1.5h"),
        (parse_clock, "5 weeks"),
        (parse_clock, "999999 days"),
        (parse_clock, "٣m"),
        (parse_size, "25"),
        (parse_size, "0 MB"),
        (parse_size, "25 MiBs"),
        (lambda text: parse_rate(text, "day"), "3 an hour"),
        (lambda text: parse_rate(text, "hour"), "thirty an hour"),
        (parse_time_of_day, "6:00"),
        (parse_time_of_day, "24:01"),
        (parse_time_of_day, "06:60"),
        (parse_time_of_day, "0٣:00"),
        (parse_time_of_week, ""),
        (parse_time_of_week, "08:00"),
        (parse_time_of_week, "Mon"),
        (parse_time_of_week, "Monday 08:00"),
        (parse_time_of_week, "Mon 24:00"),
    ],
)
def test_what_is_no_quantity(parse: Callable[[str], object], text: str) -> None:
    """What is not written in one of the known ways is refused with an example."""
    with pytest.raises(Wrong) as caught:
        parse(text)
    assert caught.value.expected


def test_sizes_are_of_1024() -> None:
    """KB, MB and GB are powers of 1024, in any case."""
    assert [parse_size(text) for text in ("1 B", "1KB", "25 mb", "2 GB")] == [1, 1024, 25 << 20, 2 << 30]


@given(st.integers(0, 300_000_000))
def test_lengths_come_back(seconds: int) -> None:
    """A length that is shown is read as the same length."""
    length = timedelta(seconds=seconds)
    if seconds <= 999_999 or seconds % 86_400 == 0:
        assert parse_clock(show_clock(length)) == length


@given(st.integers(1, 999_999_999), st.sampled_from(["minute", "hour", "day"]))
def test_sizes_and_rates_come_back(number: int, per: str) -> None:
    """What is shown is read as the same."""
    assert parse_size(show_size(number)) == number
    assert parse_rate(show_rate(number, per), per) == number


def test_times_of_day_and_week() -> None:
    """Hours and minutes since midnight, and after a weekday in any case; 24:00 is the end of a day."""
    assert parse_time_of_day("06:30") == timedelta(hours=6, minutes=30)
    assert parse_time_of_day("24:00") == timedelta(days=1)
    assert parse_time_of_week("Mon 08:00") == (0, timedelta(hours=8))
    assert parse_time_of_week("sun  23:59") == (6, timedelta(hours=23, minutes=59))


@given(st.integers(0, 6), st.integers(0, 24 * 60 - 1))
def test_times_of_day_and_week_come_back(day: int, minutes: int) -> None:
    """What is shown is read as the same."""
    since = timedelta(minutes=minutes)
    assert parse_time_of_day(show_time(since)) == since
    assert parse_time_of_week(show_time_of_week(day, since)) == (day, since)


@given(st.text(max_size=12) | st.text("MonTue 0123:x", max_size=9))
def test_times_are_total(text: str) -> None:
    """Any text is a time inside its day or is refused."""
    with suppress(Wrong):
        assert timedelta(0) <= parse_time_of_day(text) <= timedelta(days=1)
    with suppress(Wrong):
        day, since = parse_time_of_week(text)
        assert 0 <= day <= 6
        assert timedelta(0) <= since < timedelta(days=1)
