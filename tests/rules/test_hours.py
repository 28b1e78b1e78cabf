"""Calendars and spans as people write them, and working time where it is easy to get wrong: tables."""

import pickle
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from triaged.hours import (
    BadClosure,
    BadSpan,
    BadWindow,
    Calendar,
    CalendarProblem,
    ClosedDay,
    Closure,
    Holiday,
    NeverOpens,
    OverlappingWindows,
    SpecialDay,
    UnknownHolidays,
    UnknownWeekday,
    UnknownZone,
    Window,
    WorkSpan,
    add,
    build_calendar,
    closed_days,
    closes_at,
    day_opening,
    is_open,
    next_clock_change,
    next_opening,
    parse_span,
    parse_windows,
    public_holidays,
    subtract,
    why_closed,
    working_time,
)

BERLIN = ZoneInfo("Europe/Berlin")
OFFICE = build_calendar(
    name="office",
    zone="Europe/Berlin",
    open=["Mon-Thu 08:00-12:00 12:30-17:00", "Fri 08:00-12:00"],
    holidays="DE-HH",
    not_holiday=[date(2027, 10, 31), date(2028, 5, 1)],
    short={date(2026, 12, 23): "09:00-11:00"},
    closed=[Closure(first=date(2026, 12, 24), last=date(2026, 12, 31), why={"de": "Betriebsferien"})],
)
NIGHTS = build_calendar(name="nights", zone="Europe/Berlin", open=["Mon-Sun 22:00-06:00"], holidays="DE-HH")
ALWAYS = build_calendar(name="always", zone="Europe/Berlin", open=["Mon-Sun 00:00-24:00"])
EMPTY = Calendar(name="empty", zone="Europe/Berlin", week=((),) * 7)


def at(text: str, zone: ZoneInfo = BERLIN) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("text", "span", "canonical"),
    [
        ("45m", WorkSpan(time=timedelta(minutes=45)), "45m"),
        ("4h", WorkSpan(time=timedelta(hours=4)), "4h"),
        ("1h30m", WorkSpan(time=timedelta(minutes=90)), "1h30m"),
        ("1 h 30 min", WorkSpan(time=timedelta(minutes=90)), "1h30m"),
        ("90m", WorkSpan(time=timedelta(minutes=90)), "1h30m"),
        ("1 day", WorkSpan(days=1), "1 day"),
        (" 2  Days ", WorkSpan(days=2), "2 days"),
        ("end of day", WorkSpan(end_of_day=True), "end of day"),
        ("end of next day", WorkSpan(days=1, end_of_day=True), "end of next day"),
    ],
)
def test_spans_people_write(text: str, span: WorkSpan, canonical: str) -> None:
    """A span is read, and written so that it is read again as the same."""
    assert parse_span(text) == span
    assert str(span) == canonical
    assert parse_span(canonical) == span


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", '"" is not a span of working time'),
        ("4", '"4" is not a span of working time'),
        ("soon", '"soon" is not a span of working time'),
        ("4 hours later", '"4 hours later" is not a span of working time'),
        ("-1h", '"-1h" is not a span of working time'),
        ("٤h", '"٤h" is not a span of working time'),
        ("0m", '"0m" lasts no time'),
        ("0 days", '"0 days" lasts no time'),
        ("400 days", '"400 days" is longer than a year'),
        ("9999h", '"9999h" is longer than a year'),
    ],
)
def test_spans_that_are_refused(text: str, message: str) -> None:
    """What is no span is refused with a sentence that quotes it."""
    with pytest.raises(BadSpan) as refused:
        parse_span(text)
    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("text", "days", "windows"),
    [
        ("Mon-Thu 08:00-12:00 12:30-17:00", (0, 1, 2, 3), ((480, 720), (750, 1020))),
        ("Fri 22:00-06:00", (4,), ((1320, 1800),)),
        ("Mon-Sun 00:00-24:00", tuple(range(7)), ((0, 1440),)),
        ("Sat-Mon 18:00-00:00", (5, 6, 0), ((1080, 1440),)),
        ("mon,wed-fri 13:00-14:00 09:00-12:00", (0, 2, 3, 4), ((540, 720), (780, 840))),
    ],
)
def test_hours_people_write(text: str, days: tuple[int, ...], windows: tuple[tuple[int, int], ...]) -> None:
    """Weekdays, ranges of them, several windows, past midnight, all day."""
    assert parse_windows(text) == (days, tuple(Window(*window) for window in windows))


@pytest.mark.parametrize(
    ("change", "problem", "message", "hint"),
    [
        ({"zone": "Europe/Berlni"}, UnknownZone, 'there is no time zone "Europe/Berlni"', '"Europe/Berlin"?'),
        ({"zone": "Berlin"}, UnknownZone, 'there is no time zone "Berlin"', '"Europe/Berlin"?'),
        ({"zone": "New York"}, UnknownZone, 'there is no time zone "New York"', '"America/New_York"?'),
        ({"zone": "Europe"}, UnknownZone, 'there is no time zone "Europe"', ""),
        ({"zone": "/etc/passwd"}, UnknownZone, 'there is no time zone "/etc/passwd"', "IANA"),
        ({"zone": ""}, UnknownZone, 'there is no time zone ""', "IANA"),
        ({"open": ["Mo-Fri 08:00-17:00"]}, UnknownWeekday, '"Mo" in "Mo-Fri" is not a weekday', 'did you mean "Mon"?'),
        ({"open": ["Mon,Mon-Tue 08:00-17:00"]}, UnknownWeekday, '"Mon,Mon-Tue" names a weekday twice', ""),
        ({"open": ["Mon-Fri 8-17"]}, BadWindow, '"8-17" is not a window', "08:00-12:00"),
        ({"open": ["Mon-Fri 08:00-17:60"]}, BadWindow, '"08:00-17:60" is not a time of day', "24:00"),
        ({"open": ["Mon-Fri 24:00-25:00"]}, BadWindow, '"24:00-25:00" is not a time of day', "24:00"),
        ({"open": ["Mon-Fri"]}, BadWindow, '"Mon-Fri" names no hours', "Mon-Fri 08:00-17:00"),
        ({"open": [""]}, BadWindow, '"" names no hours', "Mon-Fri 08:00-17:00"),
        ({"open": ["Mon 08:00-08:00"]}, BadWindow, '"08:00-08:00" lasts no time', "00:00-24:00"),
        ({"open": ["Mon 08:00-12:00 11:00-13:00"]}, OverlappingWindows, "08:00-12:00 and 11:00-13:00 overlap", ""),
        (
            {"open": ["Mon-Fri 08:00-12:00 17:00-12:30"]},
            OverlappingWindows,
            "on Mon, 17:00-12:30 and 08:00-12:00 overlap",
            "past midnight",
        ),
        (
            {"open": ["Mon 08:00-12:00", "Mon-Fri 11:00-13:00"]},
            OverlappingWindows,
            "on Mon, 08:00-12:00 and 11:00-13:00 overlap",
            "",
        ),
        (
            {"open": ["Sun 22:00-06:00", "Mon 05:00-07:00"]},
            OverlappingWindows,
            "on Sun, 22:00-06:00 and 05:00-07:00 overlap",
            "past midnight",
        ),
        ({"open": []}, NeverOpens, 'the calendar "x" never opens', "open ="),
        ({"holidays": "DE-HHX"}, UnknownHolidays, '"DE" has no subdivision "HHX"', '"DE-HH"?'),
        ({"holidays": "DE-"}, UnknownHolidays, '"DE" has no subdivision ""', "BW"),
        ({"holidays": "de"}, UnknownHolidays, 'there are no public holidays for the country "de" in "de"', '"DE"?'),
        ({"holidays": ""}, UnknownHolidays, 'there are no public holidays for the country "" in ""', "none"),
        ({"short": {date(2026, 12, 23): ""}}, BadWindow, "a day with its own hours names none", "closed"),
        (
            {"closed": [Closure(first=date(2026, 12, 31), last=date(2026, 12, 24), why={})]},
            BadClosure,
            "closed from 2026-12-31 to 2026-12-24: it ends before it starts",
            "",
        ),
        (
            {"closed": [Closure(first=date(2026, 1, 1), last=date(2027, 6, 1), why={})]},
            BadClosure,
            "closed from 2026-01-01 to 2027-06-01 is longer than a year",
            "",
        ),
        (
            {
                "short": {date(2026, 12, 24): "08:00-12:00"},
                "closed": [Closure(first=date(2026, 12, 24), last=date(2026, 12, 26), why={})],
            },
            BadClosure,
            "2026-12-24 stands twice among the short and closed days",
            "",
        ),
    ],
)
def test_calendars_that_are_refused(
    change: dict[str, object], problem: type[CalendarProblem], message: str, hint: str
) -> None:
    """What cannot be a calendar is refused with a plain sentence and a hint at what may have been meant."""
    words: dict[str, object] = {"name": "x", "zone": "Europe/Berlin", "open": ["Mon-Fri 08:00-17:00"]}
    with pytest.raises(problem) as refused:
        build_calendar(**{**words, **change})  # type: ignore[arg-type]
    assert str(refused.value) == message
    assert hint in refused.value.hint


def test_a_calendar_is_a_value() -> None:
    """Calendars written alike are equal and hash alike; they can be carried to another process; others differ."""
    words = {"zone": "Europe/Berlin", "open": ["Mon-Fri 08:00-17:00"], "short": {date(2026, 12, 23): "08:00-12:00"}}
    one, other = (build_calendar(name="x", **words) for _ in range(2))  # type: ignore[arg-type]
    assert one == other
    assert hash(one) == hash(other)
    assert pickle.loads(pickle.dumps(one)) == one
    longer = build_calendar(name="x", zone="Europe/Berlin", open=["Mon-Fri 08:00-18:00"])
    assert longer != one
    assert not is_open(one, at("2026-11-24T17:30"))
    assert is_open(longer, at("2026-11-24T17:30")), "the cache of compiled years tells them apart"


@pytest.mark.parametrize(
    ("calendar", "span", "start", "end"),
    [
        (OFFICE, "4h", "2026-11-24T08:00", "2026-11-24T12:00"),  # ends at the break, not after it
        (OFFICE, "4h", "2026-11-24T08:01", "2026-11-24T12:31"),
        (OFFICE, "1 day", "2026-11-24T14:10", "2026-11-25T14:10"),
        (OFFICE, "1 day", "2026-11-26T14:10", "2026-11-27T12:00"),  # Friday closes earlier: its close
        (OFFICE, "1 day", "2026-11-27T13:00", "2026-12-01T08:00"),  # Friday, closed: counts from Monday 08:00
        (OFFICE, "2 days", "2026-11-26T09:00", "2026-11-30T09:00"),  # over the week's end
        (OFFICE, "1 day", "2026-12-22T08:30", "2026-12-23T09:00"),  # opens later that day: its opening
        (OFFICE, "1 day", "2026-12-22T12:10", "2026-12-23T11:00"),
        (OFFICE, "end of day", "2026-11-24T09:00", "2026-11-24T17:00"),
        (OFFICE, "end of day", "2026-11-27T13:00", "2026-11-30T17:00"),
        (OFFICE, "end of next day", "2026-11-26T09:00", "2026-11-27T12:00"),
        (OFFICE, "1h", "2026-12-23T10:30", "2027-01-04T08:30"),
        (NIGHTS, "1h", "2026-11-25T05:30", "2026-11-25T22:30"),
        (NIGHTS, "1 day", "2026-11-25T02:00", "2026-11-26T02:00"),  # 02:00 belongs to the night before
        (NIGHTS, "end of day", "2026-11-25T02:00", "2026-11-25T06:00"),
        (NIGHTS, "end of day", "2026-11-25T12:00", "2026-11-26T06:00"),
        (NIGHTS, "8h", "2026-03-28T22:00", "2026-03-29T23:00"),  # that night lasts seven hours
        (NIGHTS, "8h", "2026-10-24T22:00", "2026-10-25T05:00"),  # and this one nine
        (ALWAYS, "24h", "2026-03-28T12:00", "2026-03-29T13:00"),
        (ALWAYS, "1 day", "2026-03-28T12:00", "2026-03-29T12:00"),  # the same clock time, an hour less
        (ALWAYS, "1 day", "2026-03-28T02:30", "2026-03-29T03:30"),  # 02:30 does not exist that day
        (ALWAYS, "end of day", "2026-11-25T12:00", "2026-11-26T00:00"),
    ],
)
def test_adding(calendar: Calendar, span: str, start: str, end: str) -> None:
    """A span from a start ends where people would say it does (local clock)."""
    assert add(calendar, at(start), parse_span(span)) == at(end)


@pytest.mark.parametrize(
    ("start", "time", "until"),
    [
        ("2026-11-24T12:30", 30, "2026-11-24T11:30"),
        ("2026-11-24T14:00", 30, "2026-11-24T13:30"),
        ("2026-11-24T14:00", 0, "2026-11-24T14:00"),
        ("2027-01-04T08:00", 60, "2026-12-23T10:00"),
    ],
)
def test_subtracting(start: str, time: int, until: str) -> None:
    """The latest moment from which so many minutes of work are left."""
    assert subtract(OFFICE, at(start), timedelta(minutes=time)) == at(until)


def test_a_night_that_begins_on_a_holiday_is_not_worked() -> None:
    """A holiday has no hours of its own, and what the evening before would run into it ends at midnight."""
    eve, may_day, after = (f"2026-{day}T00:00" for day in ("04-30", "05-01", "05-02"))
    assert working_time(NIGHTS, at(eve), at(may_day)) == timedelta(hours=8)
    assert working_time(NIGHTS, at(may_day), at(after)) == timedelta(0)
    assert next_opening(NIGHTS, at(may_day)) == at("2026-05-02T22:00")


def test_measuring_backwards_is_negative() -> None:
    """The working time from a later to an earlier moment is what lies between, below zero."""
    assert working_time(OFFICE, at("2026-11-25T09:00"), at("2026-11-24T16:00")) == timedelta(hours=-2)


@pytest.mark.parametrize(
    ("calendar", "t", "day", "closes"),
    [
        (OFFICE, "2026-11-24T13:00", "2026-11-24T08:00", "2026-11-24T17:00"),
        (OFFICE, "2026-11-24T12:10", None, "2026-11-24T17:00"),
        (OFFICE, "2026-11-27T13:00", None, "2026-11-30T12:00"),
        (NIGHTS, "2026-11-25T02:00", "2026-11-24T22:00", "2026-11-25T06:00"),
        (ALWAYS, "2026-11-25T02:00", None, None),
    ],
)
def test_edges(calendar: Calendar, t: str, day: str | None, closes: str | None) -> None:
    """When the day around a moment began, and when we close next."""
    assert day_opening(calendar, at(t)) == (day and at(day))
    assert closes_at(calendar, at(t)) == (closes and at(closes))


def test_a_stretch_reaches_over_the_new_year_of_utc() -> None:
    """A night that 1 January 00:00 UTC falls into is one stretch, not two."""
    midnight = datetime(2027, 1, 1, tzinfo=UTC)
    tokyo = build_calendar(name="tokyo", zone="Asia/Tokyo", open=["Mon-Fri 08:00-12:00"])
    for t in (midnight - timedelta(minutes=30), midnight, midnight + timedelta(minutes=30)):
        assert closes_at(tokyo, t) == midnight + timedelta(hours=3)


@pytest.mark.parametrize(
    "t", [datetime(1, 1, 1, tzinfo=UTC), datetime(2026, 11, 24, tzinfo=UTC), datetime.max.replace(tzinfo=UTC)]
)
def test_what_never_opens_is_found_out(t: datetime) -> None:
    """No search is endless, whatever the moment."""
    for ask in (
        lambda: add(EMPTY, t, parse_span("1h")),
        lambda: add(EMPTY, t, parse_span("1 day")),
        lambda: subtract(EMPTY, t, timedelta(hours=1)),
        lambda: next_opening(EMPTY, t),
        lambda: closes_at(EMPTY, t),
    ):
        with pytest.raises(NeverOpens, match='the calendar "empty" does not open within three years'):
            ask()
    assert not is_open(EMPTY, t)


@pytest.mark.parametrize(
    ("t", "language", "why"),
    [
        ("2026-11-24T09:00", "de", ""),  # open
        ("2026-11-24T20:00", "de", ""),  # the night
        ("2026-11-27T13:00", "de", ""),  # the week's end
        ("2026-12-23T12:00", "de", "Betriebsferien"),
        ("2026-12-23T12:00", "en", "New Year's Day"),  # no English words for the closure; the next reason has
        ("2027-01-01T09:00", "de", "Neujahr"),
        ("2027-01-01T09:00", "en", "New Year's Day"),
        ("2027-01-01T09:00", "fr", ""),
        ("2027-10-29T13:00", "de", ""),  # 31 October is a Sunday
    ],
)
def test_why_we_are_closed(t: str, language: str, why: str) -> None:
    """The first holiday or closure that takes hours from us before we open, in the letter's language or not at all."""
    assert why_closed(OFFICE, at(t), language) == why


def test_closed_days_are_those_that_take_hours_from_us() -> None:
    """Holidays at the week's end and holidays on which we work are not among them; short days are."""
    days = list(closed_days(OFFICE, date(2026, 12, 20), date(2027, 1, 31), "de"))
    assert days[0] == ClosedDay(date(2026, 12, 23), "")
    assert days[-1] == ClosedDay(date(2027, 1, 1), "Neujahr")
    assert len(days) == 1 + 6 + 1
    assert is_open(OFFICE, at("2028-05-01T09:00"))


def test_public_holidays_by_name() -> None:
    """The holidays between two dates in order, without those on which we work; none for a calendar without any."""
    listed = public_holidays(OFFICE, date(2027, 10, 1), date(2028, 5, 31), "de")
    assert listed[0] == Holiday(date(2027, 10, 3), "Tag der Deutschen Einheit")
    assert listed[1] == Holiday(date(2027, 12, 25), "Erster Weihnachtstag"), "31 October 2027 is worked"
    assert date(2028, 5, 1) not in {holiday.day for holiday in listed}
    assert public_holidays(OFFICE, date(2027, 10, 1), date(2027, 10, 31), "fr")[0].name == "Tag der Deutschen Einheit"
    assert public_holidays(ALWAYS, date(2027, 10, 1), date(2028, 10, 1), "de") == ()


@pytest.mark.parametrize(
    ("country", "language", "name"),
    [
        ("FR", "fr", "Jour de l'an"),
        ("ES", "es", "Año Nuevo"),
        ("GB", "en", "New Year's Day"),
        ("US", "en", "New Year's Day"),
        ("AT", "de", "Neujahr"),
    ],
)
def test_countries_name_their_holidays(country: str, language: str, name: str) -> None:
    """The first holiday of 2027 in each country's own language, asked for by its ISO 639-1 code."""
    calendar = build_calendar(name="x", zone="UTC", open=["Mon-Sun 08:00-17:00"], holidays=country)
    first = public_holidays(calendar, date(2027, 1, 1), date(2027, 12, 31), language)[0]
    assert first.name == name
    assert (
        why_closed(calendar, datetime(first.day.year, first.day.month, first.day.day, 9, tzinfo=UTC), language) == name
    )


@pytest.mark.parametrize(
    ("zone", "change"),
    [
        ("Europe/Berlin", datetime(2027, 3, 28, 1, tzinfo=UTC)),
        ("America/New_York", datetime(2027, 3, 14, 7, tzinfo=UTC)),
        ("Australia/Lord_Howe", datetime(2027, 4, 3, 15, tzinfo=UTC)),
        ("Asia/Tokyo", None),
    ],
)
def test_the_next_clock_change(zone: str, change: datetime | None) -> None:
    """The moment from which a zone's offset differs, none where clocks stay."""
    assert next_clock_change(zone, datetime(2026, 11, 24, 9, 0, 0, 1, tzinfo=UTC)) == change


def test_a_special_day_wins_over_a_holiday() -> None:
    """A public holiday that is listed with hours of its own is worked in those hours."""
    calendar = build_calendar(
        name="x",
        zone="Europe/Berlin",
        open=["Mon-Fri 08:00-17:00"],
        holidays="DE",
        short={date(2027, 1, 1): "10:00-12:00"},
    )
    assert calendar.special == (SpecialDay(day=date(2027, 1, 1), windows=(Window(600, 720),), why={}),)
    assert working_time(calendar, at("2027-01-01T00:00"), at("2027-01-02T00:00")) == timedelta(hours=2)
