"""Which moment does a person mean?

What agents type in commands and mail, in four languages at once: "Thu 12:00", "do 12", "jeu 12h", "tomorrow 9:00",
"26.11. 12:00", "26 Nov 12:00", "17:30", "in 2h". What may be read in two ways is refused with a sentence that says
what to write: a wrong guess becomes a promise to a customer.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from triaged.hours import Calendar, NeverOpens, next_opening
from triaged.model.order import NoMoment
from triaged.policy.typed import plain
from triaged.rules.moments.read import EXAMPLES, Refused, Said, read
from triaged.rules.moments.words import DAY, FROM_NOW, HOUR, MINUTE, ONE, UNITS

LONGEST = 100
"""Characters that are looked at: a longer text names no moment."""
FARTHEST = timedelta(days=3 * 366)
"""What lies farther ahead is a slip of the hand."""
NEXT_YEAR_WITHIN = timedelta(days=183)
"""A date without its year is next year's when that is so near; else it is over."""

_MINUTE, _DAY = timedelta(minutes=1), timedelta(days=1)
_SPAN = re.compile(
    rf"(?:{'|'.join(FROM_NOW)}) (?P<number>[0-9]{{1,4}}|{'|'.join(sorted(ONE))}) ?(?P<unit>[a-z]+)"
    r"(?:(?: (?:and|und|et|y))? ?(?P<more>[0-9]{1,2}) ?(?P<part>[a-z]+)?)?",
    re.ASCII,
)
_BEGINS_SPAN = re.compile(rf"(?:{'|'.join(FROM_NOW)}) (?:[0-9]|(?:{'|'.join(sorted(ONE))}) )")


def moment(
    text: str, *, now: datetime, zone: str, calendar: Calendar | None = None, end_of_day: bool = False
) -> datetime | NoMoment:
    """The moment after `now` that `text` means, aware UTC, to the minute.

    `zone` is the IANA zone whose clocks are meant. A time without a day is today's while that is ahead, else the next
    day's: with `calendar`, the next day's on which we are open. A day without a time is refused, or with `end_of_day`
    it is the midnight that ends the day. A clock time that a clock change skips is moved forward by as much; of one
    that occurs twice the first is meant (PEP 495, fold = 0).
    """
    if len(text) > LONGEST:
        return NoMoment(reason=f"that is too long for a time: write {EXAMPLES}", spoken=False)
    typed = plain(text).strip(" ,;!")
    local = now.astimezone(ZoneInfo(zone))
    try:
        at = _from_now(typed, local, end_of_day=end_of_day)
        if at is None:
            at = _worked_out(read(typed), local, calendar, end_of_day=end_of_day)
    except Refused as refused:
        return NoMoment(reason=refused.reason, spoken=refused.spoken)
    if at <= now:
        return NoMoment(reason="that is over: write a time that is still to come")
    if at - now > FARTHEST:
        return NoMoment(reason="that is more than three years ahead: write a sooner time")
    return at


def _from_now(typed: str, local: datetime, *, end_of_day: bool) -> datetime | None:
    """So much clock time from now, or in so many days at the same time. None when it is not said so. Raises Refused."""
    found = _SPAN.fullmatch(typed)
    if found is None:
        if _BEGINS_SPAN.match(typed):
            raise Refused('how long? Write "in 2h", "in 1h30" or "in 3 days"')
        return None
    number = 1 if found["number"] in ONE else int(found["number"])
    unit = UNITS.get(found["unit"])
    part = UNITS.get(found["part"]) if found["part"] else MINUTE
    if unit is None or not number or (found["more"] and (unit != HOUR or part != MINUTE)):
        raise Refused('how long? Write "in 2h", "in 1h30" or "in 3 days"')
    if unit < DAY:
        return _whole_minute(local.astimezone(UTC) + (number * unit + int(found["more"] or 0)) * _MINUTE)
    day = local.date() + timedelta(minutes=number * unit)
    if end_of_day:
        return _at(day, 24, 0, local)
    return _whole_minute(datetime.combine(day, local.time(), local.tzinfo).astimezone(UTC))


def _worked_out(said: Said, local: datetime, calendar: Calendar | None, *, end_of_day: bool) -> datetime:
    clock = said.clock
    if clock is None:
        if not end_of_day:
            raise Refused('at what time? Write "Thu 12:00" or "26 Nov 12:00"')
        if said.weekday == local.weekday() and said.date is None and said.ahead is None:
            raise Refused('today or in a week? Write "today", or a date such as "26 Nov"')
        clock = (24, 0)
    if said.day:
        at = _on(said, clock, local)
    else:
        at = _at(local.date(), *clock, local)
        if at <= local:
            at = _at(_next_day(local, calendar), *clock, local)
    return at


def _on(said: Said, clock: tuple[int, int], local: datetime) -> datetime:
    """That clock time on the day that was said. Raises Refused where the weekday is another one."""
    today = local.date()
    if said.date is not None and said.ahead is not None:
        raise Refused(f"those are two days: write one, such as {EXAMPLES}")
    if said.date is not None:
        day = _dated(said.date, clock, local)
    elif said.ahead is not None:
        day = today + said.ahead * _DAY
    else:
        day = today + ((said.weekday or 0) - today.weekday()) % 7 * _DAY
        return _at(day, *clock, local) if _at(day, *clock, local) > local else _at(day + 7 * _DAY, *clock, local)
    if said.weekday is not None and said.weekday != day.weekday():
        raise Refused(f"{day.isoformat()} is a {_ENGLISH[day.weekday()]}: leave the weekday or the date out")
    return _at(day, *clock, local)


def _dated(said: tuple[int, int, int], clock: tuple[int, int], local: datetime) -> date:
    """That date; without a year, the one to come. Raises Refused where there is no such day."""
    year, month, number = said
    if year > local.year + 4:
        raise Refused("that is more than three years ahead: write a sooner time")
    day = _day(year or local.year, month, number)
    if day is not None and year == 0 and _at(day, *clock, local) <= local:
        following = _day(local.year + 1, month, number)
        if following is None or _at(following, *clock, local) - local > NEXT_YEAR_WITHIN:
            raise Refused(f'{day.isoformat()} is over: write the year too, "{number}.{month}.{local.year + 1}"')
        day = following
    if day is None:
        raise Refused(f"there is no such day in the calendar: write {EXAMPLES}")
    return day


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _next_day(local: datetime, calendar: Calendar | None) -> date:
    """The day after today, the next open one where a calendar says which are. Raises Refused when none is."""
    if calendar is None:
        return local.date() + _DAY
    try:
        return next_opening(calendar, _at(local.date(), 24, 0, local)).astimezone(local.tzinfo).date()
    except NeverOpens as never:
        raise Refused(f"we do not open again: write the day too, such as {EXAMPLES}") from never


def _at(day: date, hours: int, minutes: int, local: datetime) -> datetime:
    """That wall clock time in UTC; 24:00 is the next day's 0:00."""
    day += hours // 24 * _DAY
    return datetime.combine(day, time(hours % 24, minutes), local.tzinfo).astimezone(UTC)


def _whole_minute(at: datetime) -> datetime:
    """`at`, or the next whole minute."""
    whole = at.replace(second=0, microsecond=0)
    return whole if whole == at else whole + _MINUTE


_ENGLISH = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
