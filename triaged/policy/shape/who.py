"""Who we are and who works."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from triaged.hours import Calendar
from triaged.policy.shape.basics import Pattern, Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """Who we are. `languages`: the first one is used when a mail's language is not clear."""

    name: str
    domains: frozenset[str]
    languages: tuple[str, ...]
    formal: bool
    phone: str
    emergency: str
    imprint: Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonEntry:
    """A colleague. `mail[0]` gets the notices; answers sent from any of `mail` count as answers.

    `user` is their login name on this machine: the control socket knows agents by it. `tell` are channel keys and
    "mail", first choice first. `hours` are their own, None where they work the hours of their team.
    """

    key: str
    name: str
    role: Texts
    mail: tuple[str, ...]
    user: str
    tell: tuple[str, ...] = ("mail",)
    hours: Calendar | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerGroup:
    """Customers that are known by their addresses. `importance` moves the urgency of their mail by a class at most."""

    who: tuple[Pattern, ...]
    importance: Literal["high", "normal", "low"] = "normal"


@dataclass(frozen=True, slots=True, kw_only=True)
class OnCall:
    """Who is on call: one of `people` at a time while `calendar` (a key) is open, in turn.

    They change every week at `changes`: (weekday 0 = Monday, clock time) in the calendar's zone.
    """

    calendar: str
    people: tuple[str, ...]
    changes: tuple[int, timedelta]


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """People who share work. `lead` and `manager` are person keys; `manager` may be "" (then the lead).

    `assign`: who gets a new thread. `pace`: mails that one person on duty answers in an hour, None = not known.
    """

    key: str
    name: Texts
    lead: str
    manager: str
    people: tuple[str, ...]
    calendar: str
    assign: Literal["in turn", "least busy", "nobody"] = "nobody"
    pace: float | None = None
    on_call: OnCall | None = None
