"""Moments in the words of a letter: weekday, date and clock time in four languages, and two zones side by side.

Names of days, months, cities and zones come from CLDR by Babel; the order of the words is ours, because a letter's
sentences are built around it. Nothing here says "today" or "tomorrow": a letter is read later than it is written.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import get_timezone_location, get_timezone_name

LANGUAGES = ("en", "de", "fr", "es")
"""The languages whose grammar is known here; templates exist for these."""

_THEIR_TIME_WITHIN = timedelta(days=3)
_WEEKDAY_IS_ENOUGH = timedelta(days=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A time as one letter tells it.

    `at` and `written_at` are aware. `zone` is the IANA zone it is told in. `offset` is the reader's UTC offset in
    minutes, None when unknown; `name_zone` asks for the zone's city whatever the reader's offset. `formal` chooses
    the German "bei Ihnen" or "bei dir".
    """

    at: datetime
    zone: str
    language: str
    written_at: datetime
    offset: int | None = None
    name_zone: bool = False
    formal: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grammar:
    """The order of words in one language. `joiner` stands between a day and a clock time.

    `at` and `at_day` say when something happens, on the day of writing and on another.
    """

    day: str
    year: str
    joiner: str
    city: str
    zone: str
    theirs: str
    their_day: str
    at: str
    at_day: str
    on_day: str = "{when}"
    theirs_familiar: str = ""


_GRAMMAR = {
    "en": _Grammar(
        day="{weekday}, {day} {month}",
        year=" {year}",
        joiner=", ",
        city="{clock} in {city}",
        zone="{clock} ({city} time)",
        theirs=" ({when} your time)",
        their_day="{weekday}, {clock}",
        at="at {when}",
        at_day="on {when}",
    ),
    "de": _Grammar(
        day="{weekday}, {day}. {month}",
        year=" {year}",
        joiner=", ",
        city="{clock} in {city}",
        zone="{clock} (Ortszeit {city})",
        theirs=" ({when} bei Ihnen)",
        theirs_familiar=" ({when} bei dir)",
        their_day="{weekday}, {clock}",
        at="um {when}",
        at_day="am {when}",
    ),
    "fr": _Grammar(
        day="{weekday} {day} {month}",
        year=" {year}",
        joiner=" à ",
        city="{clock} ({city})",
        zone="{clock} (heure locale\u00a0: {city})",
        theirs=", soit {when} chez vous",
        their_day="{weekday} à {clock}",
        at="à {when}",
        at_day="{when}",
    ),
    "es": _Grammar(
        day="{weekday} {day} de {month}",
        year=" de {year}",
        joiner=" a ",
        city="{clock} ({city})",
        zone="{clock} (hora local: {city})",
        theirs=", es decir, {when} en su zona horaria",
        their_day="el {weekday} a {clock}",
        at="a {when}",
        at_day="{when}",
        on_day="el {when}",
    ),
}


def day(moment: Moment) -> str:
    """Weekday and date: "Tuesday, 24 November". The year is named only when it is not the year of writing."""
    written = moment.written_at.astimezone(_zone(moment.zone))
    return _day(moment.at, moment.zone, moment.language, written.year)


def clock(moment: Moment) -> str:
    """The time of day as people of that language write it.

    "14:30", "8:00 Uhr", "14 h 30", and in Spanish with its article: "las 14:30", "la 1:30". In the hour that the end of
    summer time repeats, the zone's full name and offset follow, so that it is told once only.
    """
    return _clock(moment.at, moment.zone, moment.language)


def here_and_there(moment: Moment) -> str:
    """The clock time, with the zone and the reader's own time where they are needed.

    Plain when the reader's offset is ours, or unknown and nobody asked for the zone. "14:30 in Berlin (8:30 your
    time)" when it differs: only from a non-zero offset (+0000 is what Exchange writes for everybody), at most three
    days ahead, and not across a clock change of ours, after which theirs cannot be known. Else "14:30 (Berlin time)".
    """
    elsewhere = _reader_is_elsewhere(moment)
    if not elsewhere and not moment.name_zone:
        return clock(moment)
    local = _local(moment)
    grammar = _GRAMMAR[moment.language]
    city = _city(moment.zone, moment.language)
    told = clock(moment)
    if elsewhere and _their_time_is_known(moment, local):
        here = grammar.city.format(clock=told, city=city) if city else f"{told} {_utc(local)}"
        return here + _their_time(moment, local, grammar)
    if _twice(local):
        return told
    return grammar.zone.format(clock=told, city=city) if city else f"{told} {_utc(local)}"


def opening(moment: Moment) -> str:
    """Weekday and clock time, "Monday, 8:00"; with the date when a weekday alone could mean two days."""
    grammar = _GRAMMAR[moment.language]
    if abs(moment.at - moment.written_at) < _WEEKDAY_IS_ENOUGH:
        name = _names(moment.language)[0][_local(moment).weekday()]
    else:
        name = day(moment)
    return f"{name}{grammar.joiner}{clock(moment)}"


def when(moment: Moment) -> str:
    """As short as may be among colleagues, who read it soon: "14:30" on the day of writing, else as `opening`.

    In Spanish with its article, so that it can follow "desde" and "hasta": "las 14:30", "el lunes a las 8:00".
    """
    if same_day(moment):
        return clock(moment)
    return _GRAMMAR[moment.language].on_day.format(when=opening(moment))


def at(moment: Moment) -> str:
    """As `when`, with the word that says when something happens: "at 14:30", "am Montag, 8:00 Uhr", "à 14 h 30"."""
    grammar = _GRAMMAR[moment.language]
    return (grammar.at if same_day(moment) else grammar.at_day).format(when=when(moment))


def same_day(moment: Moment) -> bool:
    """Whether it is on the day of writing, where it is told."""
    return _local(moment).date() == moment.written_at.astimezone(_zone(moment.zone)).date()


def date_and_time(moment: Moment) -> str:
    """Weekday, date and clock time in one: "Tuesday, 24 November, 14:30"."""
    return f"{day(moment)}{_GRAMMAR[moment.language].joiner}{here_and_there(moment)}"


@lru_cache(maxsize=1_024)
def _day(at: datetime, zone: str, language: str, year_of_writing: int) -> str:
    local = at.astimezone(_zone(zone))
    grammar = _GRAMMAR[language]
    weekdays, months = _names(language)
    number = "1er" if language == "fr" and local.day == 1 else str(local.day)
    told = grammar.day.format(weekday=weekdays[local.weekday()], day=number, month=months[local.month - 1])
    return told if local.year == year_of_writing else told + grammar.year.format(year=local.year)


@lru_cache(maxsize=1_024)
def _clock(at: datetime, zone: str, language: str) -> str:
    local = at.astimezone(_zone(zone))
    told = _plain_clock(local, language)
    return f"{told} ({_which(local, language)})" if _twice(local) else told


def _their_time(moment: Moment, local: datetime, grammar: _Grammar) -> str:
    theirs = moment.at.astimezone(timezone(timedelta(minutes=moment.offset or 0)))
    when = _plain_clock(theirs, moment.language)
    if theirs.date() != local.date():
        when = grammar.their_day.format(weekday=_names(moment.language)[0][theirs.weekday()], clock=when)
    pattern = grammar.theirs if moment.formal or not grammar.theirs_familiar else grammar.theirs_familiar
    return pattern.format(when=when)


def _reader_is_elsewhere(moment: Moment) -> bool:
    if not moment.offset:
        return False
    ours = moment.written_at.astimezone(_zone(moment.zone)).utcoffset()
    return ours != timedelta(minutes=moment.offset)


def _their_time_is_known(moment: Moment, local: datetime) -> bool:
    same_offset = local.utcoffset() == moment.written_at.astimezone(local.tzinfo).utcoffset()
    return same_offset and moment.at - moment.written_at <= _THEIR_TIME_WITHIN


def _plain_clock(local: datetime, language: str) -> str:
    if language == "fr":
        return f"{local.hour}\u00a0h" + (f"\u00a0{local.minute:02d}" if local.minute else "")
    told = f"{local.hour}:{local.minute:02d}"
    if language == "de":
        return f"{told} Uhr"
    if language == "es":
        return f"la {told}" if local.hour == 1 else f"las {told}"
    return told


def _twice(local: datetime) -> bool:
    """Whether this wall time occurs twice, because clocks are set back."""
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


def _which(local: datetime, language: str) -> str:
    name = get_timezone_name(local, "long", locale=_locale(language))
    return _utc(local) if name.startswith(("GMT", "UTC")) else f"{name}, {_utc(local)}"


def _utc(local: datetime) -> str:
    minutes = int((local.utcoffset() or timedelta()).total_seconds()) // 60
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '-'}{hours}" + (f":{rest:02d}" if rest else "")


def _local(moment: Moment) -> datetime:
    return moment.at.astimezone(_zone(moment.zone))


@lru_cache(maxsize=64)
def _zone(key: str) -> tzinfo:
    return ZoneInfo(key)


@lru_cache(maxsize=256)
def _city(zone: str, language: str) -> str:
    """The city that names a zone, in that language; "" for zones without one (UTC, Etc/GMT+2)."""
    if "/" not in zone or zone.startswith("Etc/"):
        return ""
    name = get_timezone_location(zone, locale=_locale(language), return_city=True)
    return name.rpartition("/")[2]  # CLDR has no name of its own for some: "Argentina/Buenos Aires"


@lru_cache(maxsize=len(LANGUAGES))
def _locale(language: str) -> Locale:
    return Locale.parse(language)


@lru_cache(maxsize=len(LANGUAGES))
def _names(language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Weekdays from Monday, months from January."""
    locale = _locale(language)
    weekdays, months = locale.days["format"]["wide"], locale.months["format"]["wide"]
    return tuple(weekdays[i] for i in range(7)), tuple(months[i] for i in range(1, 13))
