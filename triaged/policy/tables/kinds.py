"""The kinds of values that stand in rules.toml: how each is read, and the words the reference describes it with."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Literal, TypeVar

from pydantic import BeforeValidator, Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from triaged.hours import WorkSpan, parse_span
from triaged.model.thread import Kind, Tone, Urgency
from triaged.policy import patterns, quantities, references
from triaged.policy.problems import NOT_YET, Wrong, listed, meant, shortened
from triaged.policy.shape import Secret, SendMode, UrgencySetting

T = TypeVar("T")

SHIPPED = ("en", "de", "fr", "es")
"""The languages there are letters in."""

_MAIL = re.compile(r"[^\s@,;:<>()\[\]\"\\*]{1,64}@[^\s@,;:<>()\[\]\"\\*]{1,255}")
_DOMAIN = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)*[^\W_](?:[\w-]{0,61}[^\W_])?")


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of value: how it is read (raising Wrong or another ValueError), and how the reference describes it."""

    read: Callable[[object], object]
    words: str

    def __get_pydantic_core_schema__(self, _source: object, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)


def named(value: object) -> str:
    """What a TOML value is, in plain words."""
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    return "a text" if isinstance(value, str) else "a date or time"


def text_form(parse: Callable[[str], object], words: str) -> Form:
    """The form of a text that `parse` reads."""

    def read(value: object) -> object:
        if not isinstance(value, str):
            raise Wrong(f"{named(value)} stands where a text must stand", expected=words.replace("`", ""))
        return parse(value)

    return Form(read, words)


def one_of(*values: str, later: tuple[str, ...] = (), quiet: bool = False) -> Form:
    """One of a few words. `later`: words of the product that do not work yet. `quiet`: never repeat what is written."""

    def parse(text: str) -> str:
        if text in values:
            return text
        if text in later or any(word.endswith("…") and text.startswith(word[:-1]) for word in later):
            raise Wrong(f'"{shortened(text)}" {NOT_YET}', expected=listed(values))
        what = "this word" if quiet else f'"{shortened(text)}"'
        raise Wrong(f"{what} cannot stand here", expected=listed(values), hint=meant(text, values))

    return text_form(parse, listed(values))


def _line(text: str) -> str:
    if not text.strip():
        raise Wrong("an empty text stands here", expected="a text")
    return _maybe_line(text)


def _maybe_line(text: str) -> str:
    if not text.isprintable():
        raise Wrong("this text contains a line break or a control character", expected="one line")
    if len(text) > 500:
        raise Wrong("this text is longer than 500 characters")
    return text.strip()


def _paragraph(text: str) -> str:
    return "\n".join(_line(line) for line in text.strip().split("\n"))


def _mail(text: str) -> str:
    if _MAIL.fullmatch(text) is None or not text.isprintable() or ".." in text:
        raise Wrong(f'"{shortened(text)}" is not an address', expected='"name@company.example"')
    return text.lower()


def _domain(text: str) -> str:
    plain = text.lower().removeprefix("@")
    if _DOMAIN.fullmatch(plain) is None or len(plain) > 253:
        raise Wrong(f'"{shortened(text)}" is not a domain', expected='"company.example"')
    return plain


def _forwarder(text: str) -> str:
    return _mail(text) if "@" in text.lstrip("@") else _domain(text)


def _look(text: str) -> timedelta:
    every = quantities.parse_clock(text)
    if not timedelta(seconds=1) <= every <= timedelta(seconds=60):
        raise Wrong(f'"{shortened(text)}" is too short or too long', expected='"1s" to "60s"')
    return every


def _interval(text: str) -> timedelta:
    length = quantities.parse_clock(text)
    if length < timedelta(minutes=1):
        raise Wrong(f'"{shortened(text)}" is too short', expected='at least "1m"')
    return length


def _time_of_day(text: str) -> timedelta:
    time = quantities.parse_time_of_day(text)
    if time == timedelta(days=1):
        raise Wrong('"24:00" is the next day', expected='"00:00" to "23:59"')
    return time


def _work_time(text: str) -> timedelta:
    span = parse_span(text)
    if span.days or span.end_of_day:
        raise Wrong(f'"{shortened(text)}" is counted in days', expected='working hours, "30m" or "4h"')
    return span.time


def _span_or_never(text: str) -> WorkSpan | None:
    return None if text == "never" else parse_span(text)


def _language(text: str) -> str:
    if text not in SHIPPED:
        raise Wrong(f'there are no letters in the language "{shortened(text)}"', expected=listed(SHIPPED))
    return text


def _urgency(text: str) -> Urgency:
    words = [urgency.value for urgency in Urgency]
    if text not in words:
        raise Wrong(f'"{shortened(text)}" is not an urgency', expected=listed(words), hint=meant(text, words))
    return Urgency(text)


def _tone(text: str) -> Tone:
    words = [tone.value for tone in Tone]
    if text not in words:
        raise Wrong(f'"{shortened(text)}" is not a tone', expected=listed(words), hint=meant(text, words))
    return Tone(text)


def _urgency_setting(text: str) -> UrgencySetting:
    at_least = text.startswith("at least ")
    return UrgencySetting(urgency=_urgency(text.removeprefix("at least ")), at_least=at_least)


def _own_mail(text: str) -> tuple[str, patterns.Words]:
    scheme, _, rest = text.partition(":")
    name, equals, value = rest.partition("=")
    if scheme != "header" or not equals:
        raise Wrong(f'"{shortened(text)}" says no header', expected='"header:X-Name=value"')
    return patterns.header_name(name), patterns.words(value)


def _host_port(text: str) -> tuple[str, int] | None:
    if not text:
        return None
    found = re.fullmatch(r"(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9.-]+)):(\d{1,5})", text, re.ASCII)
    if found is None or not 0 < int(found[3]) < 65536:
        raise Wrong(f'"{shortened(text)}" is not an address to listen at', expected='"127.0.0.1:9464"')
    return found[1] or found[2], int(found[3])


def _silent(text: str) -> timedelta | None:
    return None if text == "auto" else quantities.parse_clock(text)


def _hearer(text: str) -> str:
    return _mail(text.removeprefix("mail:")) if text.startswith("mail:") else _line(text)


def _envelope(text: str) -> str:
    return text if text in {"", "<>"} else _mail(text)


def _journal(text: str) -> str:
    return text if text in {"", "off"} else _mail(text)


def _web_or_none(text: str) -> str:
    return references.parse_web(text) if text else ""


def _page_address(text: str) -> str:
    if text and "{path}" not in text:
        raise Wrong("this address is the same for every article", expected='"https://help.example.com/{path}"')
    if text:
        references.parse_web(text.replace("{path}", "path"))
    return text


def _prefix(value: object) -> str | bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and re.fullmatch(r"[A-HJ-NP-Z]{2}", value):
        return value
    raise Wrong(
        "this cannot stand before a reference", expected='true, false or two capital letters, "NL", without O and I'
    )


def _day(value: object) -> date:
    if isinstance(value, datetime) or not isinstance(value, date | str):
        raise Wrong(f"{named(value)} stands where a day must stand", expected="2026-12-24")
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise Wrong(f'"{shortened(value)}" is not a day', expected="2026-12-24") from None


def _several(value: object) -> object:
    """One value stands for a list of one; an empty list would fit nothing."""
    if value == []:
        raise Wrong("an empty list fits nothing", expected="at least one entry")
    return value if isinstance(value, list) else [value]


def whole(first: int, last: int) -> Form:
    """A whole number from `first` to `last`."""
    words = f"whole number from {first} to {last}"

    def read(value: object) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and first <= value <= last:
            return value
        raise Wrong(f"this is not a {words}", expected=f"{first} to {last}")

    return Form(read, words)


def _sought(text: str) -> patterns.Finds | patterns.Whole:
    scheme, _, rest = text.partition(":")
    return patterns.file_or_type(rest) if scheme == "attachment" else patterns.finder(text)


def _level(value: object) -> float:
    number = float(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0.0
    if 0.5 <= number <= 0.99:
        return number
    hint = f"{number:g} of 100 mails is {number / 100:g}" if 50 <= number <= 99 else ""
    raise Wrong("this is not a share of mails", expected="0.5 to 0.99", hint=hint)


def _pace(value: object) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= 1000:
        return float(value)
    raise Wrong("this is not a number of mails an hour", expected="a number above 0")


def _rate(per: str) -> Form:
    return text_form(lambda text: quantities.parse_rate(text, per), f'rate, `"{quantities.show_rate(30, per)}"`')


Several = Annotated[list[T], BeforeValidator(_several)]
Line = Annotated[str, text_form(_line, "text")]
MaybeLine = Annotated[str, text_form(_maybe_line, "text")]
Paragraph = Annotated[str, text_form(_paragraph, "text")]
Language = Annotated[str, text_form(_language, listed(SHIPPED))]
Texts = dict[Language, Line]
Mail = Annotated[str, text_form(_mail, "address")]
Domain = Annotated[str, text_form(_domain, "domain")]
Forwarder = Annotated[str, text_form(_forwarder, "domain or address")]
Clock = Annotated[timedelta, text_form(quantities.parse_clock, 'clock time, `"30m"`')]
Interval = Annotated[timedelta, text_form(_interval, 'clock time from `"1m"`')]
TimeOfDay = Annotated[timedelta, text_form(_time_of_day, 'time of day, `"08:00"`')]
DayEnd = Annotated[timedelta, text_form(quantities.parse_time_of_day, 'time of day, `"21:00"`')]
TimeOfWeek = Annotated[tuple[int, timedelta], text_form(quantities.parse_time_of_week, '`"Mon 08:00"`')]
Look = Annotated[timedelta, text_form(_look, 'clock time from `"1s"` to `"60s"`')]
Span = Annotated[WorkSpan, text_form(parse_span, 'working time, `"4h"`')]
WorkTime = Annotated[timedelta, text_form(_work_time, 'working time in hours, `"30m"`')]
SpanOrNever = Annotated[WorkSpan | None, text_form(_span_or_never, 'working time, `"7 days"`, or `"never"`')]
Level = Annotated[float, Form(_level, "share, `0.95`, from 0.5 to 0.99")]
Pace = Annotated[float, Form(_pace, "number above 0")]
Size = Annotated[int, text_form(quantities.parse_size, 'size, `"25 MB"`')]
PerDay = Annotated[int, _rate("day")]
PerHour = Annotated[int, _rate("hour")]
PerMinute = Annotated[int, _rate("minute")]
Count = Annotated[int, Field(strict=True, ge=0, le=1_000_000)]
Flag = Annotated[bool, Field(strict=True)]
SecretRef = Annotated[
    Secret, text_form(references.parse_secret, "secret: `credential:NAME`, `file:/path`, `env:NAME` or `cmd:program`")
]
Web = Annotated[str, text_form(_web_or_none, "web address, https (http on loopback)")]
PageAddress = Annotated[str, text_form(_page_address, "web address with `{path}` in it")]
StoreUrl = Annotated[str, text_form(references.parse_store, "`sqlite:/path` or `postgresql://…`")]
WordsPattern = Annotated[patterns.Words, text_form(patterns.words, "words or `re:…`")]
AddressPattern = Annotated[patterns.Whole, text_form(patterns.address, 'address pattern, `"*@x.example"`')]
FilePattern = Annotated[patterns.Whole, text_form(patterns.file_or_type, 'file name or type, `"*.pdf"`, `"image/*"`')]
FactPattern = Annotated[
    patterns.Finds | patterns.Whole, text_form(_sought, "words, `re:…`, or `attachment:` and a file name or type")
]
HeaderPattern = Annotated[tuple[str, patterns.Words], text_form(patterns.header, '`"Name: words"`')]
OwnMail = Annotated[tuple[str, patterns.Words], text_form(_own_mail, '`"header:Name=value"`')]
UrgencyWord = Annotated[Urgency, text_form(_urgency, listed(u.value for u in Urgency))]
UrgencyRule = Annotated[UrgencySetting, text_form(_urgency_setting, 'urgency, or `"at least high"`')]
ToneWord = Annotated[Tone, text_form(_tone, listed(tone.value for tone in Tone))]
KindWord = Annotated[Kind, one_of(*(kind.value for kind in Kind))]
Mode = Annotated[SendMode, one_of("on", "hold", "drafts", "off")]
HostPort = Annotated[tuple[str, int] | None, text_form(_host_port, '`"127.0.0.1:9464"`, `""` = none')]
Silent = Annotated[timedelta | None, text_form(_silent, '`"auto"` or clock time')]
Hearer = Annotated[str, text_form(_hearer, "person, or `mail:address`")]
Envelope = Annotated[str, text_form(_envelope, 'address, or `"<>"`')]
Journal = Annotated[str, text_form(_journal, 'address, or `"off"`')]
Prefix = Annotated[str | bool, Form(_prefix, 'true, false, or two letters, `"NL"`')]
Day = Annotated[date, Form(_day, "day, `2026-12-24`")]
Grant = Annotated[Literal["client", "refresh"], one_of("client", "refresh", later=("device",), quiet=True)]
