"""A CSV of past mails is read, what cannot be understood is named by its line, and a bad file says what is wrong."""

import io
from contextlib import suppress
from datetime import UTC
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triaged.errors import FileUnreadable, TriagedError, UsageError
from triaged.learn.forecast.log import Columns, Log, read_log

GOOD = """\
start,end,prio,topic,number
2026-03-02 10:00,2026-03-02 12:30,high,bill,1
2026-03-02 09:00,,low,bill,2
2026-03-02T11:00:00+01:00,2026-03-03 08:00:00,high,login,3
2026-03-02 13:00,2026-03-03 08:00:00,,login,4
2026-03-02 14:00,2026-03-03 08:00:00,low,bill,5
2026-03-02 15:00,2026-03-03 08:00:00,low,login,6
2026-03-02 15:00,2026-03-03 08:00:00,low,login,7
2026-03-02 15:00,2026-03-03 08:00:00,low,login,8
"""


def _read(text: str, **columns: object) -> Log:
    return read_log(iter(io.StringIO(text)), Columns(**columns), UTC, "log.csv")


def test_mails_come_in_the_order_of_arrival_with_open_ones_open() -> None:
    """An empty end is an infinite wait, an empty class one of its own."""
    past = _read(GOOD).past
    waits = [round(float(each), 2) for each in past.replied - past.arrived]
    assert waits == [float("inf"), 2.5, 22.0, 19.0, 18.0, 17.0, 17.0, 17.0]
    assert [past.classes[each] for each in past.of_class][:4] == ["low", "high", "high", "(empty)"]


def test_a_column_that_sorts_mails_is_used_and_a_number_of_each_is_not() -> None:
    """A topic is used, a ticket number is not."""
    log = _read(GOOD)
    assert (log.of_class, log.used) == ("prio", ("topic",))
    assert log.past.traits.shape == (8, 1)


def test_columns_are_left_out_by_name() -> None:
    """Also the one that would be taken as the class."""
    log = _read(GOOD, without=("topic", "prio"))
    assert (log.of_class, log.used, log.past.classes) == ("", (), ("all",))


def test_a_time_without_an_offset_is_of_the_zone() -> None:
    """One with an offset keeps its own."""
    text = "start,end\n2026-07-01 10:00,2026-07-01 11:00Z\n"
    log = read_log(iter(io.StringIO(text)), Columns(), ZoneInfo("Europe/Berlin"), "log.csv")
    assert float(log.past.replied[0] - log.past.arrived[0]) == pytest.approx(3.0)


BAD_LINES = {
    "not a time": ("yesterday,2026-03-02 11:00", "\"start\" is not a time ('yesterday'); write 2026-11-23 09:30"),
    "nothing": (",2026-03-02 11:00", "\"start\" is not a time (''); write 2026-11-23 09:30"),
    "backwards": ("2026-03-02 12:00,2026-03-02 11:00", '"end" lies before "start"'),
    "too far": ("0001-01-01 00:00+14:00,", '"start" is before 1970 or after 2199'),
}


@pytest.mark.parametrize(("line", "why"), BAD_LINES.values(), ids=BAD_LINES)
def test_a_line_that_cannot_be_understood_is_named_and_left_out(line: str, why: str) -> None:
    """By its line in the file, and the others are read."""
    log = _read(f"start,end\n2026-03-02 10:00,2026-03-02 11:00\n{line}\n2026-03-02 10:00,\n")
    assert len(log.past) == 2
    assert log.problems == ((3, why),)


BAD_FILES = {
    "empty": ("", {}, UsageError, 'log.csv: no column "start" (--start); there are none'),
    "no mails": ("start,end\n", {}, FileUnreadable, "log.csv: holds no mail that could be read"),
    "only bad ones": ("start,end\nx,\n", {}, FileUnreadable, "could be read; line 2: "),
    "other names": ("a,b\n1,2\n", {}, UsageError, 'no column "start" (--start); there are a, b'),
    "no such class": (GOOD, {"of_class": "urgency"}, UsageError, 'no column "urgency" (--class)'),
    "no such to leave": (GOOD, {"without": ("x",)}, UsageError, 'no column "x" (--without)'),
    "a class of everybody": (
        "start,end,class\n" + "".join(f"2026-03-02,,{each}\n" for each in range(51)),
        {},
        UsageError,
        '"class" (--class) has 51 values; a class has at most 50',
    ),
    "not CSV": ('start,end\n"2026-03-02,\n', {}, FileUnreadable, "not CSV"),
}


@pytest.mark.parametrize(("text", "columns", "kind", "message"), BAD_FILES.values(), ids=BAD_FILES)
def test_a_file_that_is_no_log_says_why(
    text: str, columns: dict[str, object], kind: type[TriagedError], message: str
) -> None:
    """With the option to change, and the columns there are."""
    with pytest.raises(kind) as raised:
        _read(text, **columns)
    assert message in str(raised.value)


@given(st.text(alphabet='startend,"\n\r -:0129T+\0é', max_size=200))
def test_any_text_is_a_log_or_refused_with_a_sentence(text: str) -> None:
    """No other error leaves the reader."""
    with suppress(UsageError, FileUnreadable):
        assert len(_read("start,end\n" + text).past) > 0
