"""Who we are, when we work, who works, whom we know: [company] [calendar.*] [person.*] [team.*] [customer.*]."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from triaged.hours import check_zone, parse_hours, parse_windows
from triaged.hours.public import split_country
from triaged.policy.patterns import address
from triaged.policy.problems import Wrong
from triaged.policy.tables.base import Table
from triaged.policy.tables.kinds import (
    SHIPPED,
    Day,
    Domain,
    Form,
    Language,
    Line,
    Mail,
    MaybeLine,
    Pace,
    Paragraph,
    Several,
    Texts,
    TimeOfWeek,
    one_of,
    text_form,
)

LIST_FILE = "file:"


def _checked(check: Callable[[str], object], words: str) -> Form:
    """The form of a text that stays as it is written once `check` accepts it."""

    def keep(text: str) -> str:
        check(text)
        return text

    return text_form(keep, words)


def _who(text: str) -> None:
    if text.startswith(LIST_FILE):
        name = text.removeprefix(LIST_FILE)
        if not name or not name.isprintable() or name.startswith("/") or ".." in name.split("/"):
            raise Wrong("this list cannot be read", expected='"file:partners.txt", a file beside this one or below it')
    else:
        address(text)


Zone = Annotated[str, _checked(check_zone, 'IANA zone, `"Europe/Berlin"`')]
Windows = Annotated[str, _checked(parse_windows, '`"Mon-Fri 08:00-12:00 12:30-17:00"`')]
Hours = Annotated[str, _checked(parse_hours, '`"08:00-12:00"`')]
Holidays = Annotated[str, _checked(split_country, 'country and region, `"DE-HH"`, or `"none"`')]
Who = Annotated[str, _checked(_who, "address pattern, or `file:list.txt`")]


class AddressForm(Table):
    """How customers are addressed."""

    de: Annotated[Literal["Sie", "du"], one_of("Sie", "du")] = Field("Sie", description="In German.")


class Company(Table):
    """Who we are."""

    spare: ClassVar[Mapping[str, object]] = MappingProxyType({"name": "?"})

    name: Line = Field(description="As it stands under every letter.")
    domains: list[Domain] | None = Field(
        None,
        description="Mail from here is a colleague's, never a customer's. Default: the domains of inboxes and"
        " people, without mail providers.",
    )
    languages: Several[Language] = Field(
        list(SHIPPED), description="Languages we write; the first one when a mail's language is not clear."
    )
    address: AddressForm = Field(
        AddressForm.model_construct(de="Sie"), description='`{ de = "Sie" }` or `{ de = "du" }`.'
    )
    phone: MaybeLine = Field("", description="Printed under every letter, and in it where a customer may rather talk.")
    emergency: MaybeLine = Field("", description="Printed in letters about critical matters only.")
    imprint: dict[Language, Paragraph] = Field(
        {}, description="The last lines of every letter, in every language, or none."
    )


class Closed(Table):
    """Days on which a calendar is closed."""

    from_: Day = Field(alias="from", description="First day.")
    to: Day = Field(description="Last day.")
    why: Texts = Field({}, description="Said in letters that name the closure; in every language, or none.")


class CalendarTable(Table):
    """When we work."""

    spare: ClassVar[Mapping[str, object]] = MappingProxyType({"zone": "UTC", "open": "Mon-Sun 00:00-24:00"})

    zone: Zone = Field(description="Where the clock hangs.")
    open: Several[Windows] = Field(
        description="Weekdays and windows; a window that ends before it starts runs past midnight."
    )
    holidays: Holidays = Field("none", description="Public holidays, on which we are closed.")
    not_holiday: list[Day] = Field([], description="Public holidays on which we do work.")
    short: dict[Day, Hours] = Field({}, description='Days with their own windows, `{ 2026-12-23 = "08:00-12:00" }`.')
    closed: list[Closed] = Field([], description="Our own closed days.")


class Person(Table):
    """A colleague."""

    spare: ClassVar[Mapping[str, object]] = MappingProxyType({"name": "?", "mail": "nobody@spare.invalid"})

    name: Line = Field(description="As letters and notices name them.")
    role: Texts = Field({}, description="Printed where a letter names them; in every language, or none.")
    mail: Several[Mail] = Field(
        description="Their addresses. The first gets notices; answers sent from any count as answers."
    )
    user: Line | None = Field(
        None, description="Login name on this machine; commands know them by it. Default: the person's NAME."
    )
    tell: Several[Line] = Field(
        ["mail"], description='Where notices reach them, first choice first: "mail" or channels.'
    )
    open: Several[Windows] | None = Field(
        None,
        description="Their own hours, with zone, holidays and closed days of their first team's calendar. Default: the"
        " team's hours.",
    )


class OnCallTable(Table):
    """Who is on call outside the team's hours: one at a time, in turn. Nobody else is ever woken."""

    calendar: Line = Field(description="When somebody is on call.")
    people: Several[Line] = Field(description="Persons of the team, in the order of their weeks.")
    changes: TimeOfWeek = Field(
        "Mon 08:00", description="When the next one takes over, every week.", validate_default=True
    )


class Team(Table):
    """People who share work."""

    name: Texts | None = Field(
        None,
        description='In every language, as letters name the team. Default: "customer service" and its translations.',
    )
    lead: Line | None = Field(None, description="Person who hears of what is late. Default: the first of `people`.")
    manager: MaybeLine = Field("", description="Person above the lead. Default: the lead.")
    people: Several[Line] | None = Field(
        None, description="Persons; the first is the lead where `lead` names nobody. Default: everybody."
    )
    calendar: Line | None = Field(None, description="When the team works. Default: the only calendar.")
    assign: Annotated[Literal["in turn", "least busy", "nobody"], one_of("in turn", "least busy", "nobody")] = Field(
        "nobody", description='Who gets a new thread. "nobody": people take what they like.'
    )
    pace: Pace | None = Field(
        None, description="Mails one person on duty answers in an hour, until it has been measured."
    )
    on_call: OnCallTable | None = Field(None, description="Who is on call outside the team's hours.")


class Customer(Table):
    """A group of customers."""

    spare: ClassVar[Mapping[str, object]] = MappingProxyType({"who": "nobody@spare.invalid"})

    who: Several[Who] = Field(
        description="Address patterns; `file:list.txt` reads them from a file beside this one, one a line."
    )
    importance: Annotated[Literal["high", "normal", "low"], one_of("high", "normal", "low")] = Field(
        "normal",
        description='"high" makes their mail more urgent by at most one class, never critical; "low" less urgent.',
    )
