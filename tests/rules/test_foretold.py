"""By when are so many of a hundred such mails answered? The look-up, and the text a forecast is kept as."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.forecasts import CELLS, flat, numbered
from tests.rules.test_promise import CALENDARS, at
from triaged.errors import ModelUnusable
from triaged.model.forecast import AHEAD, STRETCHES, Forecast, Foretold, of_text
from triaged.model.thread import Urgency
from triaged.rules.foretold import NOT_YET, foretold, foretold_late

OFFICE = CALENDARS["office"]
TUESDAY = "2026-11-24T10:00"


def said(forecast: Forecast | None, *, received: str = TUESDAY, now: str = "", level: float = 0.95) -> Foretold:
    return foretold(
        forecast,
        Urgency.NORMAL,
        ahead=3,
        calendar=OFFICE,
        level=level,
        arrived=at(received),
        now=at(now or received),
    )


@pytest.mark.parametrize(
    ("received", "now", "by"),
    [
        ("2026-11-24T10:00", "", "2026-11-24T14:30"),  # a break of half an hour lies between
        ("2026-11-24T15:00", "", "2026-11-25T10:00"),
        ("2026-11-21T11:00", "", "2026-11-23T12:00"),  # Saturday: from Monday on
        ("2026-11-24T10:00", "2026-11-24T14:00", "2026-11-24T14:30"),
        ("2026-11-24T10:00", "2026-11-25T08:00", "2026-11-25T12:00"),  # the time has passed: from now on
    ],
)
def test_a_forecast_counts_working_time_from_the_arrival(received: str, now: str, by: str) -> None:
    """Four hours of the team's calendar; from now on where that has passed."""
    found = said(flat(timedelta(hours=4), made_at=at("2026-11-21T00:00")), received=received, now=now)
    assert (found.by, found.within, found.why) == (at(by), timedelta(hours=4), "")
    assert (found.level, found.answers, found.ahead) == (0.95, 812, 3)


@pytest.mark.parametrize(
    ("forecast", "why"),
    [
        (None, NOT_YET),
        (replace(flat(timedelta(hours=4)), why="41 of 60 answers known"), "41 of 60 answers known"),
        (flat(timedelta(hours=4), level=0.9), "rules.toml has changed since it was learned"),
        (flat(timedelta(hours=4), calendar="always"), "rules.toml has changed since it was learned"),
        (flat(timedelta(hours=4), made_at=at("2026-11-16T09:00")), "what was learned is 8 days old"),
        (replace(flat(timedelta(hours=4)), waits=(-1,) * CELLS), "too few answers to such mails are known"),
    ],
)
def test_where_nothing_can_be_said_it_says_why(forecast: Forecast | None, why: str) -> None:
    """Nothing learned, not enough, for other rules, too long ago, not for this mail."""
    assert said(forecast) == Foretold(by=None, why=why)


def test_a_late_mail_is_counted_from_now() -> None:
    """What so many of the late ones were answered within, from the time at which they were late."""
    found = foretold_late(
        flat(timedelta(hours=4), late=timedelta(hours=2)), calendar=OFFICE, level=0.95, now=at(TUESDAY)
    )
    assert (found.by, found.late) == (at("2026-11-24T12:00"), True)
    unknown = foretold_late(flat(timedelta(hours=4)), calendar=OFFICE, level=0.95, now=at(TUESDAY))
    assert unknown == Foretold(by=None, why="too few answers to mails that are late are known")


def test_every_cell_is_found_where_it_was_written() -> None:
    """By urgency, stretch of the week and work ahead, in this order; more work than the last border counts as that."""
    forecast, monday = numbered(), datetime(2026, 11, 23, tzinfo=UTC)
    number = 0
    for urgency in Urgency:
        for stretch in range(STRETCHES):
            for most in AHEAD:
                begins = monday + timedelta(hours=3 * stretch)
                for moment in (begins, begins + timedelta(hours=2, minutes=59)):
                    assert forecast.wait(urgency, moment, most) == timedelta(minutes=number)
                number += 1
    assert forecast.wait(Urgency.CRITICAL, monday, 5) == forecast.wait(Urgency.CRITICAL, monday, 6)
    assert forecast.wait(Urgency.LOW, monday, 99_999) == forecast.wait(Urgency.LOW, monday, AHEAD[-1])


def test_of_a_hundred_so_many_were_answered_within() -> None:
    """The line of hundredths, read from the other side."""
    forecast = flat(timedelta(minutes=95))
    assert forecast.of_hundred(Urgency.HIGH, timedelta(minutes=60)) == 60
    assert forecast.of_hundred(Urgency.HIGH, timedelta()) == 0
    assert forecast.of_hundred(Urgency.HIGH, timedelta(days=9)) == 99
    assert replace(forecast, within=()).of_hundred(Urgency.HIGH, timedelta(1)) is None


def test_what_was_written_is_read_again() -> None:
    """With figures, and with a reason in their place."""
    silent = replace(numbered(), waits=(), middle=(), within=(), why="41 of 60 answers known")
    for forecast in (numbered(), silent):
        assert of_text(forecast.as_text()) == forecast


def test_a_changed_text_is_refused() -> None:
    """Not one digit of the table can change unseen, and a whole one that does not fit is no forecast."""
    text = numbered().as_text()
    with pytest.raises(ModelUnusable, match="sha256"):
        of_text(text.replace(",4711,", ",4712,"))
    for wrong in (
        replace(numbered(), waits=tuple(range(CELLS - 1))),
        replace(numbered(), waits=(-2,) * CELLS),
        replace(numbered(), waits=(0.5,) * CELLS),  # type: ignore[arg-type]
        replace(numbered(), within=((1,),) * 4),
        replace(numbered(), level=1.5),
    ):
        with pytest.raises(ModelUnusable):
            of_text(wrong.as_text())


@given(
    st.text()
    | st.builds(
        lambda a, b: f"{json.dumps(a)}\n{json.dumps(b)}", st.dictionaries(st.text(), st.text()), st.lists(st.integers())
    )
)
def test_no_text_does_harm(text: str) -> None:
    """Whatever is kept in its place: one error, and no other."""
    with pytest.raises(ModelUnusable):
        of_text(text)


def test_a_text_longer_than_any_forecast_is_not_read() -> None:
    """Nor one whose numbers are nested without end."""
    for text in ("x" * 1_000_001, "[" * 500_000, '{"format": "triaged forecast", "version": 1, "sha256": 3}\n'):
        with pytest.raises(ModelUnusable):
            of_text(text)
