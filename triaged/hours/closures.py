"""Why we are closed, in words: public holidays and our own closures, in the language of a letter."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from triaged.hours.arithmetic import next_opening
from triaged.hours.calendar import Calendar
from triaged.hours.index import own_rule
from triaged.hours.public import holidays_of, locale_for, own_locale


class Holiday(NamedTuple):
    """A public holiday on which a calendar is closed."""

    day: date
    name: str


class ClosedDay(NamedTuple):
    """A date with a rule of its own on which the week alone would have us open. `why` is "" when there are no words."""

    day: date
    why: str


def why_closed(calendar: Calendar, t: datetime, language: str) -> str:
    """The reason why we are closed from `t` until the next opening, in `language` (ISO 639-1).

    The name of the first public holiday, or the reason of the first own closure, among the days until then on which we
    would have been open. "" while we are open, when only the night or the week's end closes us, and when there is no
    name in that language: a name in another one would puzzle more than it tells. Raises NeverOpens.
    """
    opens = next_opening(calendar, t)
    zone = ZoneInfo(calendar.zone)
    first, last = t.astimezone(zone).date(), opens.astimezone(zone).date() - timedelta(days=1)
    return next((closed.why for closed in closed_days(calendar, first, last, language) if closed.why), "")


def closed_days(calendar: Calendar, first: date, last: date, language: str) -> Iterator[ClosedDay]:
    """Holidays and our own short and closed days from `first` to `last`, both included, that take hours from us."""
    for days in range((last - first).days + 1):
        day = first + timedelta(days=days)
        if calendar.week[day.weekday()] and own_rule(calendar, day) is not None:
            yield ClosedDay(day, _reason(calendar, day, language))


def public_holidays(calendar: Calendar, first: date, last: date, language: str) -> tuple[Holiday, ...]:
    """The public holidays from `first` to `last`, both included, without those on which we work, in order.

    Named in `language`, or as the country names them where it has no names in that language.
    """
    if not calendar.country:
        return ()
    locale = locale_for(calendar.country, language) or own_locale(calendar.country)
    found = (
        Holiday(day, name)
        for year in range(first.year, last.year + 1)
        for day, name in holidays_of(calendar.country, calendar.subdivision, year, locale).items()
        if first <= day <= last and day not in calendar.not_holiday
    )
    return tuple(sorted(found))


def _reason(calendar: Calendar, day: date, language: str) -> str:
    for special in calendar.special:
        if special.day == day:
            return special.why.get(language, "")
    locale = locale_for(calendar.country, language)
    return holidays_of(calendar.country, calendar.subdivision, day.year, locale).get(day, "") if locale else ""
