"""Times in words: four languages, two zones, the repeated hour, and the turn of the year."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.letters.house import REPLY_BY, WRITTEN
from triaged.mail.moments import LANGUAGES, Moment, at, clock, date_and_time, day, here_and_there, opening, when

NBSP = "\u00a0"


def moment(at: datetime = REPLY_BY, language: str = "en", **changes: object) -> Moment:
    """A moment told in Berlin, written on Monday, 23 November 2026."""
    values: dict[str, object] = {"zone": "Europe/Berlin", "written_at": WRITTEN, **changes}
    return Moment(at=at, language=language, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Tuesday, 24 November, 14:30"),
        ("de", "Dienstag, 24. November, 14:30 Uhr"),
        ("fr", f"mardi 24 novembre à 14{NBSP}h{NBSP}30"),
        ("es", "martes 24 de noviembre a las 14:30"),
    ],
)
def test_weekday_date_clock(language: str, told: str) -> None:
    """A time is told with weekday, date and clock, as that language writes them."""
    assert date_and_time(moment(language=language)) == told


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Friday, 1 January 2027, 8:00"),
        ("de", "Freitag, 1. Januar 2027, 8:00 Uhr"),
        ("fr", f"vendredi 1er janvier 2027 à 8{NBSP}h"),
        ("es", "viernes 1 de enero de 2027 a las 8:00"),
    ],
)
def test_another_year_is_named(language: str, told: str) -> None:
    """The year is named when it is not the year of writing; no clock time has a leading zero."""
    assert date_and_time(moment(datetime(2027, 1, 1, 7, 0, tzinfo=UTC), language)) == told


def test_the_year_is_the_one_at_our_place() -> None:
    """Written at 23:30 UTC on 31 December, a Berlin letter is already of the new year."""
    new_year = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    assert day(moment(datetime(2027, 1, 4, 11, 0, tzinfo=UTC), written_at=new_year)) == "Monday, 4 January"


@pytest.mark.parametrize(("hour", "told"), [(0, "la 1:05"), (1, "las 2:05"), (12, "las 13:05"), (23, "las 0:05")])
def test_the_spanish_clock_brings_its_article(hour: int, told: str) -> None:
    """One o'clock is feminine singular in Spanish, every other hour plural."""
    assert clock(moment(datetime(2026, 11, 24, hour, 5, tzinfo=UTC), "es")) == told


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "14:30 in Berlin (8:30 your time)"),
        ("de", "14:30 Uhr in Berlin (8:30 Uhr bei Ihnen)"),
        ("fr", f"14{NBSP}h{NBSP}30 (Berlin), soit 8{NBSP}h{NBSP}30 chez vous"),
        ("es", "las 14:30 (Berlín), es decir, las 8:30 en su zona horaria"),
    ],
)
def test_here_and_there(language: str, told: str) -> None:
    """A reader in another zone reads our time with our city, and their own."""
    assert here_and_there(moment(language=language, offset=-300)) == told


def test_familiar_here_and_there() -> None:
    """A house that says du says it here too."""
    assert here_and_there(moment(language="de", offset=-300, formal=False)) == "14:30 Uhr in Berlin (8:30 Uhr bei dir)"


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "14:30 in Berlin (Wednesday, 0:30 your time)"),
        ("de", "14:30 Uhr in Berlin (Mittwoch, 0:30 Uhr bei Ihnen)"),
        ("fr", f"14{NBSP}h{NBSP}30 (Berlin), soit mercredi à 0{NBSP}h{NBSP}30 chez vous"),
        ("es", "las 14:30 (Berlín), es decir, el miércoles a las 0:30 en su zona horaria"),
    ],
)
def test_their_day_is_named_when_it_is_another(language: str, told: str) -> None:
    """Half past two on Tuesday is Wednesday in Sydney: then the weekday is told."""
    assert here_and_there(moment(language=language, offset=660)) == told


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"offset": None}, "14:30"),
        ({"offset": 60}, "14:30"),
        ({"offset": 0}, "14:30"),
        ({"offset": 0, "name_zone": True}, "14:30 (Berlin time)"),
        ({"offset": None, "name_zone": True}, "14:30 (Berlin time)"),
        ({"offset": 60, "name_zone": True}, "14:30 (Berlin time)"),
        ({"offset": -300, "name_zone": True}, "14:30 in Berlin (8:30 your time)"),
        ({"offset": -300, "written_at": WRITTEN - timedelta(days=4)}, "14:30 (Berlin time)"),
        ({"offset": -300, "zone": "UTC"}, "13:30 UTC (8:30 your time)"),
        ({"offset": None, "name_zone": True, "zone": "Etc/GMT-3"}, "16:30 UTC+3"),
        ({"offset": None, "name_zone": True, "zone": "Asia/Kolkata"}, "19:00 (Kolkata time)"),
        ({"offset": None, "name_zone": True, "zone": "America/Argentina/Buenos_Aires"}, "10:30 (Buenos Aires time)"),
    ],
)
def test_the_zone_is_named_only_where_needed(changes: dict[str, object], told: str) -> None:
    """Their time needs a non-zero offset that is not ours and three days at most; else only our zone, if asked for."""
    assert here_and_there(moment(**changes)) == told  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "told"),
    [("de", "14:30 Uhr (Ortszeit Berlin)"), ("es", "las 14:30 (hora local: Berlín)")],
)
def test_the_zone_alone(language: str, told: str) -> None:
    """The zone's city is named in the letter's language."""
    assert here_and_there(moment(language=language, name_zone=True)) == told


def test_no_guess_across_a_clock_change() -> None:
    """When our clocks change before the promise, theirs may too: their time is not told, our zone is."""
    written = datetime(2026, 10, 24, 12, 0, tzinfo=UTC)
    monday = datetime(2026, 10, 26, 9, 0, tzinfo=UTC)
    assert here_and_there(moment(monday, written_at=written, offset=-240)) == "10:00 (Berlin time)"
    assert here_and_there(moment(monday, written_at=written, offset=120)) == "10:00"


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        (
            "en",
            "2:30 (Central European Summer Time, UTC+2)",
            "2:30 (Central European Standard Time, UTC+1)",
        ),
        (
            "de",
            "2:30 Uhr (Mitteleuropäische Sommerzeit, UTC+2)",
            "2:30 Uhr (Mitteleuropäische Normalzeit, UTC+1)",
        ),
    ],
)
def test_the_repeated_hour_is_told_once(language: str, first: str, second: str) -> None:
    """Half past two exists twice on 25 October 2026: zone name and offset say which."""
    at = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert clock(moment(at, language)) == first
    assert clock(moment(at + timedelta(hours=1), language)) == second
    assert clock(moment(at + timedelta(hours=2), language)).startswith("3:30")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_quarter_of_the_repeated_night_is_told_differently(language: str) -> None:
    """No two quarters of an hour in that night read the same, in no language."""
    start = datetime(2026, 10, 24, 22, 0, tzinfo=UTC)
    told = {date_and_time(moment(start + timedelta(minutes=15 * n), language)) for n in range(25 * 4)}
    assert len(told) == 25 * 4


@pytest.mark.parametrize(
    ("days", "told"), [(2, "Wednesday, 14:10"), (5, "Saturday, 14:10"), (7, "Monday, 30 November, 14:10")]
)
def test_opening_names_the_date_when_a_weekday_is_not_enough(days: int, told: str) -> None:
    """Within six days a weekday says which day we open; later the date is told."""
    assert opening(moment(WRITTEN + timedelta(days=days))) == told


@pytest.mark.parametrize("language", LANGUAGES)
def test_opening_names_the_date_of_what_is_long_past(language: str) -> None:
    """A weekday alone means the next or the last one of that name, and no other."""
    past = moment(WRITTEN - timedelta(days=8), language)
    assert day(past) in opening(past)
    assert day(moment(WRITTEN - timedelta(days=1), language)) not in opening(
        moment(WRITTEN - timedelta(days=1), language)
    )


@pytest.mark.parametrize(
    ("language", "same_day", "at_same_day", "other_day", "at_other_day"),
    [
        ("en", "16:10", "at 16:10", "Tuesday, 14:30", "on Tuesday, 14:30"),
        ("de", "16:10 Uhr", "um 16:10 Uhr", "Dienstag, 14:30 Uhr", "am Dienstag, 14:30 Uhr"),
        ("fr", f"16{NBSP}h{NBSP}10", f"à 16{NBSP}h{NBSP}10", *[f"mardi à 14{NBSP}h{NBSP}30"] * 2),
        ("es", "las 16:10", "a las 16:10", *["el martes a las 14:30"] * 2),
    ],
)
def test_times_among_colleagues_are_short(
    language: str, same_day: str, at_same_day: str, other_day: str, at_other_day: str
) -> None:
    """On the day of writing the clock is enough; on another the weekday stands with it."""
    soon, later = moment(WRITTEN + timedelta(hours=2), language), moment(language=language)
    assert (when(soon), at(soon)) == (same_day, at_same_day)
    assert (when(later), at(later)) == (other_day, at_other_day)
