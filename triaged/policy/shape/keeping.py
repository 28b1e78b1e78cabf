"""What is written, and how promises are kept."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from triaged.hours import WorkSpan
from triaged.policy.shape.basics import SendMode


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """Who hears of a promise at `at` percent of its working time (0: at once, 100: when it breaks).

    `tell`: "owner", "team", "lead", "manager" or persons. `by`: channel keys and "mail", () = as each person wishes.
    """

    at: int
    tell: tuple[str, ...]
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """How people hear of promises that are about to break. `rungs` in the order of `at`.

    `shows`: what a notice carries outside the mailbox. `gather`: how long threads are gathered into one notice.
    `repeat`: working time between notices after the last rung, until somebody acts. `answer`: notices can be answered.
    """

    shows: Literal["link", "subject", "text"]
    gather: timedelta
    rungs: tuple[Rung, ...]
    repeat: timedelta
    answer: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalPolicy:
    """How a customer hears that a promise will not be kept.

    `send` "ask": owner and lead are asked at `ask_at` percent and can stop it; "auto": nobody is asked. The letter goes
    `before` (working time) the promise passes. At most `most` in a row. `needs` "answers seen": off in an inbox until
    enough people's answers were seen there.
    """

    send: Literal["ask", "auto", "off"]
    ask_at: int
    before: timedelta
    most: int
    needs: Literal["answers seen", "nothing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosePolicy:
    """When threads close by themselves, and what it means that a customer's mail left its folder.

    `after`: working time of silence after our answer, None = never.
    """

    after: WorkSpan | None
    left_inbox: Literal["nothing", "done"]
    to_trash: Literal["ask", "done"]
    to_junk: Literal["spam", "nothing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LettersPolicy:
    """What we write. `reference` is the prefix printed before a reference ("NL"), None = no reference in the subject.

    `templates` "" = only those that come with the program.

    `doubt_wait`: how long evidence is looked for before a letter in doubt is sent once more. `person`: how letters name
    people. `write_from`, `write_till`: clock times since midnight between which renewals and incident notices go out,
    in the zone of the promise's calendar.
    """

    send: SendMode
    templates: str
    reference: str | None
    greet_name: Literal["always", "proven", "never"]
    zone: Literal["when needed", "always"]
    doubt_wait: timedelta
    person: Literal["full name", "first name", "team"]
    write_from: timedelta
    write_till: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgePolicy:
    """When we acknowledge.

    `unsure_language`: a mail whose language is not clear gets the company's first language, or the first two.
    `late`: mail up to this old still is, after an outage; above `late_above` of them a person releases them.
    `again`: also the customer's next mail after an answer of ours. `wait`: two mails within it are one.
    `same_customer` "one promise": a second thread about the same thing within a day gets the first one's time.
    """

    new: bool
    again: bool
    wait: timedelta
    same_customer: Literal["one promise", "each"]
    late: timedelta
    late_above: int
    max_recipients: int
    unsure_language: Literal["first", "both"]
