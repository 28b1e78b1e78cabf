"""Which moment words mean: tables in four languages, and what must hold for any text."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triaged.hours import build_calendar
from triaged.model.order import NoMoment
from triaged.rules.moments import FARTHEST, LONGEST, moment
from triaged.rules.moments.words import MONTHS, UNITS, WEEKDAYS

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 23, 13, 10, 20, tzinfo=UTC)
"""A Monday, 14:10:20 in Berlin."""
OFFICE = build_calendar(name="office", zone="Europe/Berlin", open=["Mon-Fri 08:00-17:00"], holidays="DE-HH")


def said(text: str, *, now: datetime = NOW, end_of_day: bool = False, zone: str = "Europe/Berlin") -> str:
    """The local time that a text means, or why none."""
    found = moment(text, now=now, zone=zone, end_of_day=end_of_day)
    return found.reason if isinstance(found, NoMoment) else f"{found.astimezone(ZoneInfo(zone)):%a %Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("texts", "meant"),
    [
        (("Thu 12:00", "thu 12", "Thursday, 12:00", "thursday at 12", "by Thu 12pm"), "Thu 2026-11-26 12:00"),
        (
            ("do 12:00", "Donnerstag 12 Uhr", "Do. 12.00 Uhr", "bis Donnerstag um 12:00", "do 12"),
            "Thu 2026-11-26 12:00",
        ),
        (("jeu 12h", "jeudi à 12 h", "jeu. 12:00", "jeudi 12h00", "pour jeudi 12h"), "Thu 2026-11-26 12:00"),
        (("jueves 12:00", "jue 12", "el jueves a las 12:00", "hasta el jueves a las 12"), "Thu 2026-11-26 12:00"),
        (
            ("17:30", "at 17:30", "um 17:30 Uhr", "17h30", "à 17 h 30", "a las 17:30", "5:30pm", "17.30"),
            "Mon 2026-11-23 17:30",
        ),
        (("14:10", "9:00", "9 Uhr", "9am", "at 9:00"), "Tue 2026-11-24"),
        (
            ("tomorrow 9:00", "morgen 9", "morgen um 9 Uhr", "demain 9h", "mañana a las 9", "MANANA 9"),
            "Tue 2026-11-24 09:00",
        ),
        (
            ("übermorgen 9", "uebermorgen 9:00", "après-demain 9h", "après demain à 9h", "pasado mañana 9:00"),
            "Wed 2026-11-25 09:00",
        ),
        (("today 17:00", "heute 17 Uhr", "aujourd’hui 17h", "hoy a las 17:00"), "Mon 2026-11-23 17:00"),
        (
            ("2026-11-26 12:00", "2026-11-26T12:00", "26.11. 12:00", "26.11.2026 12 Uhr", "26.11.26 12:00"),
            "Thu 2026-11-26 12:00",
        ),
        (("26 Nov 12:00", "26th November at 12", "November 26, 2026, 12:00", "Nov 26th 12pm"), "Thu 2026-11-26 12:00"),
        (
            ("26. November 12 Uhr", "am 26. Nov. um 12:00", "Do., 26.11., 12:00 Uhr", "26.11 12:00"),
            "Thu 2026-11-26 12:00",
        ),
        (("26 novembre 12h", "le 26 novembre 2026 à 12 h", "jeudi 26 nov. 12:00"), "Thu 2026-11-26 12:00"),
        (
            ("26 de noviembre a las 12:00", "26 de noviembre de 2026, 12:00", "jueves, 26 nov 12:00"),
            "Thu 2026-11-26 12:00",
        ),
        (
            ("in 2h", "in 2 hours", "in 120 min", "in 2 Stunden", "dans 2 h", "en 2 horas", "dentro de 2 horas"),
            "Mon 2026-11-23 16:11",
        ),
        (("in 1h30", "in 1h 30m", "in 90 minutes", "dans 1h30", "in 1 Stunde und 30 Minuten"), "Mon 2026-11-23 15:41"),
        (("in an hour", "in einer Stunde", "dans une heure", "en una hora"), "Mon 2026-11-23 15:11"),
        (("in 3 days", "in 3 Tagen", "dans 3 jours", "dentro de 3 días", "en 3 dias"), "Thu 2026-11-26 14:11"),
        (("in a week", "in einer Woche", "dans une semaine", "en una semana"), "Mon 2026-11-30 14:11"),
        (("Mon 17:00", "lun 17h", "Montag 17 Uhr"), "Mon 2026-11-23 17:00"),
        (("Mon 14:10", "lunes 9:00", "lundi 9h"), "Mon 2026-11-30"),
        (("mar 9:00", "mardi 9h", "martes a las 9"), "Tue 2026-11-24 09:00"),
        (("12 mar 9:00", "12 mars 9h", "12. März 9 Uhr", "12 de marzo 9:00"), "Fri 2027-03-12 09:00"),
        (("3.1. 9:00", "3 Jan 9:00", "3 janvier 9h", "3 de enero a las 9"), "Sun 2027-01-03 09:00"),
        (("24:00", "heute 24 Uhr"), "Tue 2026-11-24 00:00"),
        (("12 Uhr am 26.11.", "Thu 12 am 26.11."), "Thu 2026-11-26 12:00"),
    ],
)
def test_what_people_type_means_one_moment(texts: tuple[str, ...], meant: str) -> None:
    """The same moment in every way it is typed, in four languages, with and without accents."""
    assert [text for text in texts if not said(text).startswith(meant)] == []


@pytest.mark.parametrize(
    ("texts", "day"),
    [
        (("Friday", "until Friday", "bis Freitag", "jusqu'à vendredi", "hasta el viernes"), "Sat 2026-11-28 00:00"),
        (("26.11.2026", "26.11.", "26 Nov", "2026-11-26", "26 novembre"), "Fri 2026-11-27 00:00"),
        (("tomorrow", "morgen", "demain", "mañana"), "Wed 2026-11-25 00:00"),
        (("today", "heute"), "Tue 2026-11-24 00:00"),
        (("in 3 days", "in 3 Tagen"), "Fri 2026-11-27 00:00"),
        (("Friday 12:00", "Freitag 12 Uhr"), "Fri 2026-11-27 12:00"),
    ],
)
def test_a_day_alone_lasts_until_its_end(texts: tuple[str, ...], day: str) -> None:
    """Where a day's end is asked for, a day alone is the midnight that ends it; a clock time still counts."""
    assert [said(text, end_of_day=True) for text in texts] == [day] * len(texts)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("26/11 12:00", 'Write "26.11." or "26 Nov"'),
        ("05/11/2026 12:00", "which of them is the month"),
        ("12", "a number alone"),
        ("2h", '"2:00" or "in 2h"'),
        ("12.11", '"12.11." or "12:11"'),
        ("thu 12.11", '"12.11." or "12:11"'),
        ("mar 12", "a Tuesday or March"),
        ("next thu 12:00", "this week or the one after"),
        ("nächsten Donnerstag 12 Uhr", "this week or the one after"),
        ("jeudi prochain 12h", "this week or the one after"),
        ("12:00 am", "read in two ways"),
        ("Friday", "at what time?"),
        ("26 Nov", "at what time?"),
        ("Fri 26 Nov 12:00", "is a Thursday"),
        ("tomorrow Fri 12:00", "is a Tuesday"),
        ("tomorrow 26.11. 12:00", "two days"),
        ("Thu Fri 12:00", "two days or two times"),
        ("12:00 13:00", "two days or two times"),
        ("Thu 12:00 14", "two times"),
        ("26.11. 14.30 12:00", "neither"),
        ("Thu 26", "no time of day"),
        ("Thu 12:75", "no time of day"),
        ("Thu 24:30", "no time of day"),
        ("29.2. 9:00", "no such day"),
        ("0.0. 9:00", "no such day"),
        ("2026-13-01 9:00", "no such day"),
        ("20.11. 9:00", '"20.11.2027"'),
        ("2026-11-20 9:00", "that is over"),
        ("today 9:00", "that is over"),
        ("in 0 min", "how long?"),
        ("2031-01-01 9:00", "three years"),
        ("9999-12-31 24:00", "three years"),
        ("in 9999 weeks", "three years"),
        ("in 3 working days", "how long?"),
        ("in 5 x", "how long?"),
        ("in 3 days 20 min", "how long?"),
        ("thu 12:00 please", '"please" is not understood'),
        ("thu 123456", "is not understood"),
        ("the third of never", "is not understood"),
        ("at", "names no time"),
        ("", "names no time"),
        ("1" * (LONGEST + 1), "too long"),
    ],
)
def test_what_may_be_read_in_two_ways_is_refused(text: str, reason: str) -> None:
    """A guess would become a promise: the sentence says what is wrong or what to write."""
    assert reason in said(text)


def test_today_alone_by_its_weekday_is_asked_back() -> None:
    """Until Monday, said on a Monday, may be today or in a week."""
    assert "today or in a week?" in said("Monday", end_of_day=True)


@pytest.mark.parametrize(
    ("text", "spoken"), [("thu 12:00 please", True), ("12", True), ("Hello Petra,", False), ("", False)]
)
def test_other_words_are_told_from_times(text: str, spoken: bool) -> None:
    """Words that speak of no time may be something else, and say so."""
    found = moment(text, now=NOW, zone="Europe/Berlin")
    assert isinstance(found, NoMoment)
    assert found.spoken is spoken


@pytest.mark.parametrize(
    ("now", "text", "meant"),
    [
        ("2026-11-27 18:00", "17:30", "Mon 2026-11-30 17:30"),
        ("2026-12-24 18:00", "17:30", "Mon 2026-12-28 17:30"),
        ("2026-11-26 18:00", "9:00", "Fri 2026-11-27 09:00"),
        ("2026-11-28 10:00", "17:30", "Sat 2026-11-28 17:30"),
        ("2026-11-27 18:00", "Sat 9:00", "Sat 2026-11-28 09:00"),
    ],
)
def test_a_time_without_a_day_falls_on_an_open_day(now: str, text: str, meant: str) -> None:
    """With a calendar, the next day is one on which we are open; today and a day that was said stay."""
    at = datetime.fromisoformat(now).replace(tzinfo=BERLIN)
    found = moment(text, now=at.astimezone(UTC), zone="Europe/Berlin", calendar=OFFICE)
    assert isinstance(found, datetime)
    assert f"{found.astimezone(BERLIN):%a %Y-%m-%d %H:%M}" == meant


@pytest.mark.parametrize(
    ("now", "text", "meant"),
    [
        ("2026-03-27T12:00", "29.3. 2:30", "2026-03-29T01:30"),
        ("2026-03-27T12:00", "Sun 1:59", "2026-03-29T00:59"),
        ("2026-10-23T12:00", "25.10. 2:30", "2026-10-25T00:30"),
        ("2026-10-23T12:00", "in 3 days", "2026-10-26T13:00"),
        ("2026-10-25T00:15", "in 1h", "2026-10-25T01:15"),
        ("2026-10-25T00:45", "2:30", "2026-10-26T01:30"),
    ],
)
def test_clock_changes(now: str, text: str, meant: str) -> None:
    """A skipped time moves forward, of a repeated one the first is meant, and days keep their clock time."""
    found = moment(text, now=datetime.fromisoformat(now).replace(tzinfo=UTC), zone="Europe/Berlin")
    assert found == datetime.fromisoformat(meant).replace(tzinfo=UTC)


def test_words_of_one_kind_do_not_contradict_each_other() -> None:
    """Seven weekdays, twelve months; only "mar" is both, and each unit has words in every language."""
    assert set(WEEKDAYS.values()) == set(range(7))
    assert set(MONTHS.values()) == set(range(1, 13))
    assert set(WEEKDAYS) & set(MONTHS) == {"mar"}
    assert len(set(UNITS.values())) == 4


nows = st.integers(0, 180 * 365 * 86_400).map(
    lambda second: datetime(2000, 1, 1, tzinfo=UTC) + timedelta(seconds=second)
)
zones = st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"])
words = st.sampled_from(
    [
        *WEEKDAYS,
        *MONTHS,
        *UNITS,
        "in",
        "dans",
        "en",
        "at",
        "um",
        "à",
        "next",
        "uhr",
        "h",
        "pm",
        "am",
        ":",
        ".",
        "/",
        "-",
        "²",
        "٣",
    ]
)
pieces = st.one_of(
    words,
    st.integers(0, 3000).map(str),
    st.sampled_from(["12:00", "26.11.", "2026-11-26", "12.11"]),
    st.text(max_size=3),
)
texts = st.one_of(
    st.text(max_size=120), st.lists(pieces, max_size=7).map(" ".join), st.lists(pieces, max_size=7).map("".join)
)


@settings(max_examples=500, deadline=None)
@given(texts, nows, zones, st.booleans(), st.booleans())
def test_every_text_is_a_moment_to_come_or_is_refused(
    text: str, now: datetime, zone: str, end_of_day: bool, with_calendar: bool
) -> None:
    """It never raises; what comes out lies ahead, not too far, on a whole minute, in UTC; a refusal has a sentence."""
    found = moment(text, now=now, zone=zone, calendar=OFFICE if with_calendar else None, end_of_day=end_of_day)
    if isinstance(found, NoMoment):
        assert found.reason.isprintable()
        return
    assert found.tzinfo is UTC
    assert now < found <= now + FARTHEST
    assert (found.second, found.microsecond) == (0, 0)


FORMATS = (
    "%Y-%m-%d %H:%M",
    "%d.%m.%Y %H:%M",
    "%d.%m.%Y, %H.%M Uhr",
    "%a %d %b %Y %H:%M",
    "%A, %B %d, %Y at %H:%M",
)


@settings(max_examples=300, deadline=None)
@given(st.integers(1, 3 * 365 * 1440), st.sampled_from(FORMATS), zones, nows)
def test_a_moment_that_is_written_out_is_read_back(minutes: int, how: str, zone: str, now: datetime) -> None:
    """Whatever moment is written in figures or in words comes back, but for the second of two equal clock times."""
    at = (now + minutes * timedelta(minutes=1)).replace(second=0, microsecond=0) + timedelta(minutes=1)
    local = at.astimezone(ZoneInfo(zone))
    found = moment(local.strftime(how), now=now, zone=zone)
    if local.fold:
        assert found == local.replace(fold=0).astimezone(UTC) or isinstance(found, NoMoment)
    else:
        assert found == at
