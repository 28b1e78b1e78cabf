"""Which moment does a person mean: from typed words to a day and a clock time, as far as they are said.

One pass over the text with patterns that are anchored at each place, so the time grows with the length only.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, fields, replace

from triaged.rules.moments.words import COMMON, DAYS_AHEAD, MONTHS, TWO_WORDS, VAGUE, WEEKDAYS

EXAMPLES = '"Thu 12:00", "tomorrow 9:00" or "26 Nov 12:00"'


class Refused(Exception):
    """The words name no moment. `spoken`: whether they speak of a time at all."""

    def __init__(self, reason: str, *, spoken: bool = True) -> None:
        super().__init__(reason)
        self.reason = reason
        self.spoken = spoken


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was said, nothing of it worked out.

    `weekday` from Monday, 0. `ahead`: days from today. `date`: year (0 = not said), month, day. `clock`: hours,
    minutes. `hours`: "12h", a time or how long. `number`: the hour when a day is known. `pair`: "12.11", day or time.
    """

    weekday: int | None = None
    ahead: int | None = None
    date: tuple[int, int, int] | None = None
    clock: tuple[int, int] | None = None
    hours: int | None = None
    number: int | None = None
    pair: tuple[int, int] | None = None

    @property
    def day(self) -> bool:
        """Whether any day was said."""
        return (self.weekday, self.ahead, self.date) != (None, None, None)


def read(text: str) -> Said:
    """What `text`, as `plain` gives it, says: a day, a clock time, or both. Raises Refused."""
    for words, word in TWO_WORDS.items():
        text = text.replace(words, word)
    said, understood = Said(), 0
    strange: list[str] = []
    at = 0
    while at < len(text):
        found, reader = next((found, reader) for pattern, reader in _READERS if (found := pattern.match(text, at)))
        part = reader(found)
        if part is None:
            strange.append(found.group())
        elif part != _NOTHING:
            said = _joined(said, part)
            understood += 1
        at = found.end()
    if strange:
        what = strange[0] if len(strange[0]) <= _LONGEST_SHOWN and strange[0].isprintable() else "that"
        raise Refused(f'"{what}" is not understood as a time: write {EXAMPLES}', spoken=understood >= len(strange))
    vague = next((word for word in _WORDS.findall(text) if word in VAGUE), None)
    if vague is not None:
        raise Refused(f'"{vague}" may mean this week or the one after: write a date, such as "26 Nov 12:00"')
    if said == _NOTHING:
        raise Refused(f"that names no time: write {EXAMPLES}", spoken=False)
    return _settled(said)


def _joined(said: Said, part: Said) -> Said:
    """Both. Raises Refused where they speak of the same."""
    for field in fields(part):
        value = getattr(part, field.name)
        if value is not None:
            if getattr(said, field.name) is not None:
                raise Refused(f"those are two days or two times: write one, such as {EXAMPLES}")
            said = replace(said, **{field.name: value})
    return said


def _settled(said: Said) -> Said:
    """`hours`, `number` and `pair` told apart into `date` and `clock`. Raises Refused."""
    if said.pair is not None:
        said = _day_or_time(said, said.pair)
    times = [time for time in (said.clock, said.hours, said.number) if time is not None]
    if len(times) > 1:
        raise Refused(f"those are two times: write one, such as {EXAMPLES}")
    if said.number is not None:
        if not said.day:
            raise Refused(f"a number alone may be a day or a time: write {EXAMPLES}")
        return replace(said, number=None, clock=_clock(said.number))
    if said.hours is not None:
        if not said.day and said.hours <= _HALF_A_DAY:
            raise Refused(f'{said.hours}h may be a time or how long: write "{said.hours}:00" or "in {said.hours}h"')
        return replace(said, hours=None, clock=_clock(said.hours))
    return said


def _day_or_time(said: Said, pair: tuple[int, int]) -> Said:
    """26.11 is a day, 14.30 is a time; 12.11 may be either, unless the other of them stands beside it."""
    first, second = pair
    said = replace(said, pair=None)
    may_be_date = said.date is None and said.ahead is None and 1 <= first <= _LONGEST_MONTH and 1 <= second <= _MONTHS
    may_be_time = (said.clock, said.hours, said.number) == (None, None, None) and first < _DAY and second < _HOUR
    if may_be_date and may_be_time:
        day, time = f"{first}.{second}.", f"{first}:{second:02d}"
        raise Refused(f'{first}.{second:02d} may be a day or a time: write "{day}" or "{time}"')
    if may_be_date:
        return replace(said, date=(0, second, first))
    if may_be_time:
        return replace(said, clock=(first, second))
    raise Refused(f"{first}.{second:02d} is neither a day nor a time here: write {EXAMPLES}")


def _clock(hours: int, minutes: int = 0) -> tuple[int, int]:
    if hours > _DAY or minutes >= _HOUR or (hours == _DAY and minutes):
        raise Refused(f"that is no time of day: write {EXAMPLES}")
    return hours, minutes


def _written_clock(found: re.Match[str]) -> Said:
    return Said(clock=_clock(int(found["hours"]), int(found["minutes"] or 0)))


def _english_clock(found: re.Match[str]) -> Said:
    """5pm. Twelve is noon with pm; with am it is said wrong too often to be believed."""
    hours, minutes, afternoon = int(found["hours"]), int(found["minutes"] or 0), found["half"] == "p"
    if not 1 <= hours <= _HALF_A_DAY or (hours == _HALF_A_DAY and not afternoon):
        raise Refused(f'"{found.group().strip()}" may be read in two ways: write "17:00"')
    return Said(clock=_clock(hours % _HALF_A_DAY + (_HALF_A_DAY if afternoon else 0), minutes))


def _hours(found: re.Match[str]) -> Said:
    if found["minutes"] or found["sure"]:
        return _written_clock(found)
    return Said(hours=int(found["hours"]))


def _date(found: re.Match[str]) -> Said:
    """A date in figures; a year of two figures is one of this century."""
    year = int(found["year"] or 0)
    return Said(date=(year + _CENTURY if 0 < year < 100 else year, int(found["month"]), int(found["day"])))


def _named_month(found: re.Match[str]) -> Said:
    if found["month"] == "mar" and found.group().startswith("mar"):
        raise Refused('"mar" may be a Tuesday or March here: write "Tue 12:00" or "12 March"')
    return Said(date=(int(found["year"] or 0), MONTHS[found["month"]], int(found["day"])))


def _slashes(found: re.Match[str]) -> Said:
    raise Refused(f'{found.group()}: which of them is the month? Write "26.11." or "26 Nov"')


def _word(found: re.Match[str]) -> Said | None:
    word = found["word"]
    if word in COMMON or word in VAGUE:
        return _NOTHING
    if word in WEEKDAYS:
        return Said(weekday=WEEKDAYS[word])
    return Said(ahead=DAYS_AHEAD[word]) if word in DAYS_AHEAD else None


_NOTHING = Said()
_LONGEST_SHOWN = 20
_DAY, _HALF_A_DAY, _HOUR, _LONGEST_MONTH, _MONTHS, _CENTURY = 24, 12, 60, 31, 12, 2000

_WORDS = re.compile(r"[a-z]+")
_MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
_YEAR = r"(?:,?[ ](?:de[ ])?(?P<year>[0-9]{4})(?![0-9:h]))?"
_MINUTES = r"(?:[ ]?(?P<minutes>[0-9]{2})(?![ ]?[a-z0-9.:/]))?"
_HALF = r"(?P<half>[ap])\.?m\b\.?"


def _at(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII | re.DOTALL)


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Said | None]], ...] = (
    (_at(r"[ ,.!;]+"), lambda _: _NOTHING),
    (_at(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})(?:t(?=[0-9])|(?![0-9a-z]))"), _date),
    (_at(r"(?P<day>[0-9]{1,2})\.[ ]?(?P<month>[0-9]{1,2})\.[ ]?(?P<year>[0-9]{4})(?![0-9:h])"), _date),
    (_at(r"(?P<day>[0-9]{1,2})\.[ ]?(?P<month>[0-9]{1,2})\.(?P<year>[0-9]{2})?(?![0-9:h])"), _date),
    (_at(rf"(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th|er|\.)?[ ]?(?:de[ ])?{_MONTH}{_YEAR}"), _named_month),
    (_at(rf"{_MONTH}[ ](?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?![0-9a-z:.]){_YEAR}"), _named_month),
    (_at(r"[0-9]{1,2}/[0-9]{1,2}(?:/[0-9]{2,4})?(?![0-9])"), _slashes),
    (_at(rf"(?P<hours>[0-9]{{1,2}})(?::(?P<minutes>[0-9]{{2}}))?[ ]?{_HALF}(?![ ]?[0-9])"), _english_clock),
    (_at(r"(?P<hours>[0-9]{1,2}):(?P<minutes>[0-9]{2})(?::00)?(?![0-9:])(?:[ ]?(?:uhr|h)\b)?"), _written_clock),
    (_at(r"(?P<hours>[0-9]{1,2})\.(?P<minutes>[0-9]{2})[ ]?(?:uhr|h)\b"), _written_clock),
    (_at(rf"(?P<hours>[0-9]{{1,2}})[ ]?(?:(?P<sure>uhr)|h){_MINUTES}(?![a-z0-9])"), _hours),
    (
        _at(r"(?P<first>[0-9]{1,2})\.(?P<second>[0-9]{1,2})(?![0-9])"),
        lambda found: Said(pair=(int(found["first"]), int(found["second"]))),
    ),
    (_at(r"(?P<number>[0-9]{1,2})(?![0-9a-z:])"), lambda found: Said(number=int(found["number"]))),
    (_at(r"(?P<word>[a-z]+(?:['-][a-z]+)*)"), _word),
    (_at(r"[0-9][0-9a-z:.]*|."), lambda _: None),
)
"""Asked in this order at each place; the last one always fits."""
