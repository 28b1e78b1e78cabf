"""A thread as a line of a notice shows it. What leaves the mailbox is the policy's to say (`ladder.shows`)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from triaged.mail.letter_values.desk import Named, Value
from triaged.mail.moments import Moment, at, same_day
from triaged.mail.plain import greetable, one_line
from triaged.mail.reference import printed
from triaged.mail.safe_words import AND, IN, UPSET, URGENCY
from triaged.model.notice import AskLine, DueLine, Present
from triaged.model.thread import Thread, Tone

SHOWN = 50
"""Lines in one section of a notice; the others are counted."""

_SUBJECT, _NAME, _TEXT = 60, 60, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """For whom a letter is written, how much of a mail it shows, and who we are.

    `missing`: by the reference of a thread, the facts that its topic needs and nobody gave.
    """

    language: str
    zone: str
    written_at: datetime
    prefix: str | None
    shows: Literal["link", "subject", "text"]
    company: Named
    team: Named
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def moment(self, when: datetime) -> Moment:
        """That time as this reader is told it."""
        return Moment(at=when, zone=self.zone, language=self.language, written_at=self.written_at)

    def perhaps(self, when: datetime | None) -> Moment | None:
        """That time if there is one."""
        return None if when is None else self.moment(when)


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadLine(Value):
    """Which thread. `who`, `subject`, `group` are "" where only references are shown, `text` where no text is.

    `facts`: what the customer gave, with its values where text is shown; `missing`: what its topic needs beside.
    """

    reference: str
    who: str = ""
    subject: str = ""
    group: str = ""
    urgency: str = ""
    text: str = ""
    facts: str = ""
    missing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueValue(ThreadLine):
    """A thread with its time. `left` is how long that is still ("in 38 min"), "" on another day."""

    at: Moment
    left: str
    promised: bool
    owed: str
    owner: str
    since: Moment | None
    told: str
    nudged: bool
    told_customer: Moment | None
    new_time: Moment | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskValue(ThreadLine):
    """A renewal that goes by itself, or `waits` until somebody says send. `letter` is quoted line by line."""

    waits: bool
    goes_at: Moment
    same_day: bool
    promised: Moment
    new_time: Moment
    person: str
    owner: str
    since: Moment | None
    letter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentValue(Value):
    """A person here or away. `last` of the list: no comma follows."""

    name: str
    until: Moment | None
    last: bool


def thread_line(thread: Thread, reader: Reader, *, text: str = "") -> ThreadLine:
    """The thread, as far as it may be shown."""
    reference = printed(thread.reference, reader.prefix)
    urgency = URGENCY[reader.language][thread.triage.urgency]
    if thread.triage.tone is Tone.UPSET:
        urgency = f"{urgency}, {UPSET[reader.language]}"
    if reader.shows == "link":
        return ThreadLine(reference=reference, urgency=urgency)
    return ThreadLine(
        reference=reference,
        who=who(thread),
        subject=one_line(thread.subject, _SUBJECT) or "…",
        group=one_line(thread.triage.customer_group, _NAME),
        urgency=urgency,
        text=one_line(text, _TEXT) if reader.shows == "text" else "",
        facts=one_line(_facts(thread, values=reader.shows == "text"), _TEXT),
        missing=one_line(", ".join(reader.missing.get(thread.reference, ())), _TEXT),
    )


def _facts(thread: Thread, *, values: bool) -> str:
    """What was given, of each fact the last value; without `values` only what it is: they stand in the mail's text."""
    last = {fact.name: fact.value for fact in thread.given}
    return ", ".join(f"{name}: {value}" for name, value in last.items()) if values else ", ".join(last)


def due_values(lines: Sequence[DueLine], reader: Reader) -> list[DueValue]:
    """The first `SHOWN` of these threads."""
    return [_due(line, reader) for line in lines[:SHOWN]]


def ask_values(lines: Sequence[AskLine], reader: Reader) -> list[AskValue]:
    """The first `SHOWN` of these renewals."""
    return [_ask(line, reader) for line in lines[:SHOWN]]


def present_values(people: Sequence[Present], reader: Reader) -> list[PresentValue]:
    """People on duty or away."""
    return [
        PresentValue(
            name=one_line(person.name, _NAME), until=reader.perhaps(person.until), last=number == len(people) - 1
        )
        for number, person in enumerate(people)
    ]


def who(thread: Thread) -> str:
    """The customer's name if it looks like one, else the start of the address."""
    return greetable(thread.customer_name) or f"{one_line(thread.customer.partition('@')[0], 30)}@…"


def _due(line: DueLine, reader: Reader) -> DueValue:
    shown = thread_line(line.thread, reader, text=line.text)
    moment = reader.moment(line.due)
    return DueValue(
        reference=shown.reference,
        who=shown.who,
        subject=shown.subject,
        group=shown.group,
        urgency=shown.urgency,
        text=shown.text,
        facts=shown.facts,
        missing=shown.missing,
        at=moment,
        left=_left(moment),
        promised=line.promised,
        owed=line.owed.value,
        owner=one_line(line.owner, _NAME),
        since=reader.perhaps(line.thread.owned_since),
        told=_listed((reader.moment(told) for told in line.told), reader.language),
        nudged=line.nudged,
        told_customer=reader.perhaps(line.told_customer_at),
        new_time=reader.perhaps(line.new_time),
    )


def _left(moment: Moment) -> str:
    """How long that is still, in whole minutes: "in 1 h 38 min". "" on another day, and when it has come."""
    hours, minutes = divmod(int((moment.at - moment.written_at).total_seconds()) // 60, 60)
    if hours < 0 or not (hours or minutes) or not same_day(moment):
        return ""
    parts = [IN[moment.language], *([f"{hours} h"] if hours else []), *([f"{minutes} min"] if minutes else [])]
    return " ".join(parts)


def _ask(line: AskLine, reader: Reader) -> AskValue:
    shown = thread_line(line.thread, reader, text=line.text)
    goes_at = reader.moment(line.goes_at)
    return AskValue(
        reference=shown.reference,
        who=shown.who,
        subject=shown.subject,
        group=shown.group,
        urgency=shown.urgency,
        text=shown.text,
        facts=shown.facts,
        missing=shown.missing,
        waits=line.waits,
        goes_at=goes_at,
        same_day=same_day(goes_at),
        promised=reader.moment(line.promised),
        new_time=reader.moment(line.new_time),
        person=one_line(line.person, _NAME),
        owner=one_line(line.owner, _NAME),
        since=reader.perhaps(line.thread.owned_since),
        letter=_quoted(line, reader),
    )


def _quoted(line: AskLine, reader: Reader) -> str:
    """The letter, quoted word for word. Where only references are shown, without the greeting and the name in it."""
    letter = line.letter.strip("\n")
    if reader.shows == "link":
        letter = letter.partition("\n\n")[2]
        if name := greetable(line.thread.customer_name):
            letter = letter.replace(name, "…")
    return "\n".join(f"> {one}".rstrip() for one in letter.split("\n"))


def _listed(moments: Iterable[Moment], language: str) -> str:
    """Times one after the other: "at 12:20 and at 13:40"."""
    return f" {AND[language]} ".join(at(moment) for moment in moments)
