"""Every letter to a colleague: each section empty, with one line and with several, and all that a line may say."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product
from typing import Literal

from triaged.mail import letter_values as values
from triaged.mail.letter_cases.house import FULL, REPLY_BY, WRITTEN_AT, ZONE, promise
from triaged.model.fact import Fact
from triaged.model.letter import Trouble
from triaged.model.notice import (
    AskLine,
    Assigned,
    Bursting,
    Capacity,
    Confirmation,
    DigestLetter,
    Done,
    DueLine,
    News,
    NoticeLetter,
    Present,
    Refusal,
    Reported,
    Said,
    Situation,
    Suspected,
    Undelivered,
    Unpromised,
    Waiting,
    WentAway,
)
from triaged.model.order import NotUnderstood, OrderKind
from triaged.model.thread import Kind, Owed, Thread, Triage, Turn, Urgency

Shows = Literal["link", "subject", "text"]
_SHOWS: tuple[Shows, ...] = ("link", "subject", "text")
_SOON = WRITTEN_AT + timedelta(minutes=98)
_SINCE = WRITTEN_AT - timedelta(hours=30)
THREAD = Thread(
    thread_id=1,
    reference="7K3F",
    inbox="support",
    customer="petra@customer.example",
    customer_name="Petra Kranz",
    subject="Rechnung Oktober",
    base_subject="rechnung oktober",
    kind=Kind.PERSON,
    turn=Turn.OURS,
    triage=Triage(
        urgency=Urgency.HIGH, rank=0.8, language="de", language_sure=True, team="service", customer_group="vip"
    ),
    opened_at=WRITTEN_AT,
    last_mail_at=WRITTEN_AT,
    promise=promise(),
    owned_since=WRITTEN_AT - timedelta(hours=3),
    given=(Fact(name="order_number", value="BT-118204"),),
)
OTHER = replace(THREAD, thread_id=2, reference="7K44", customer_name="", subject="", owned_since=None, given=())
_SECTIONS: tuple[Literal[0, 1, 2], ...] = (0, 1, 2)


def due_lines(number: int, *, due: datetime = _SOON) -> tuple[DueLine, ...]:
    """One line that says all a line can say, and one that says nothing it need not."""
    full = DueLine(
        thread=THREAD,
        due=due,
        promised=True,
        owner="Ben Oduya",
        told=(WRITTEN_AT - timedelta(hours=2), WRITTEN_AT - timedelta(hours=1)),
        told_customer_at=WRITTEN_AT - timedelta(minutes=30),
        new_time=REPLY_BY,
        nudged=True,
        text="Where is it?",
    )
    bare = DueLine(thread=OTHER, due=due + timedelta(days=1), promised=False, owed=Owed.UPDATE)
    return (full, bare)[:number]


def ask_lines(number: int) -> tuple[AskLine, ...]:
    """A renewal that names a person and goes on the day of writing, and one that does neither."""
    letter = "Hello Petra Kranz,\n\nWe said you would have a reply.\n"
    full = AskLine(
        thread=THREAD,
        goes_at=_SOON,
        promised=_SOON + timedelta(minutes=30),
        new_time=REPLY_BY,
        letter=letter,
        person="Ben Oduya",
        owner="Ben Oduya",
        text="Where is it?",
    )
    bare = AskLine(thread=OTHER, goes_at=REPLY_BY, promised=REPLY_BY, new_time=REPLY_BY, letter=letter)
    return (full, bare)[:number]


NEWS: tuple[News, ...] = (
    Assigned(thread=THREAD, due=REPLY_BY, by="Ben Oduya", why="you know them", text="Where is it?"),
    Assigned(thread=OTHER),
    Reported(thread=THREAD, rule="an angry big customer", due=REPLY_BY),
    Unpromised(thread=THREAD, earliest=REPLY_BY),
    Unpromised(thread=OTHER),
    Suspected(key="cloud", name={"en": "the app cannot reach the devices"}, mails=8, within=timedelta(minutes=20)),
    Bursting(
        customers=9,
        since=_SINCE,
        words=("offline", "controller"),
        references=("7K3F", "7K44"),
        languages=("en", "de"),
    ),
    Bursting(
        customers=18,
        since=_SINCE,
        words=("offline",),
        references=("7K3F",),
        languages=("en",),
        key="cloud",
        name={"en": "the app cannot reach the devices"},
        grown=True,
    ),
    Undelivered(person="Ben Oduya", why="550 no such user", references=("7K3F", "7K44")),
    Undelivered(person="Ben Oduya", why="the channel answers 404"),
    WentAway(person="Ben Oduya", until=REPLY_BY, threads=1),
    WentAway(person="Ben Oduya", threads=2),
    WentAway(person="Ben Oduya"),
    Waiting(letters=1),
    Waiting(letters=23),
    Said(text="The sent folder cannot be read; renewals are off."),
)
SITUATIONS: tuple[Situation | None, ...] = (
    None,
    Situation(on_duty=(), away=(), open=0, due=0),
    Situation(
        on_duty=(Present(name="Cem Aydin", until=_SOON), Present(name="Eva Nowak")),
        away=(Present(name="Anna Petersen", until=REPLY_BY),),
        open=41,
        due=23,
        late_at_pace=6,
    ),
)


_NOTICE = NoticeLetter(person="ben", team="service", language="en", zone=ZONE)


def notice_cases(language: str) -> Iterator[Mapping[str, object]]:
    """Every notice: each section empty, one line, two; what is shown; who reads it; answered or not."""
    for asks, broken, due, shows, answerable in product(_SECTIONS, _SECTIONS, _SECTIONS, _SHOWS, (True, False)):
        letter = replace(_NOTICE, asks=ask_lines(asks), broken=due_lines(broken, due=_SINCE), due=due_lines(due))
        yield _notice(letter, language, shows, answerable=answerable)
    for news, shows in product((*((one,) for one in NEWS), NEWS[:2], NEWS), _SHOWS):
        yield _notice(replace(_NOTICE, news=news), language, shows)
    first, second = ask_lines(2)
    waits = replace(first, waits=True)
    for lines, answerable in product(((waits,), (waits, second), (waits, replace(second, waits=True))), (True, False)):
        yield _notice(replace(_NOTICE, asks=lines), language, "subject", answerable=answerable)
    for situation in SITUATIONS:
        yield _notice(replace(_NOTICE, situation=situation), language, "subject")


def digest_cases(language: str) -> Iterator[Mapping[str, object]]:
    """Every digest: each section empty and not, with and without a capacity."""
    choices = product(_SECTIONS, _SECTIONS, _SECTIONS, (0, 1, 2), _SHOWS)
    for own, unowned, broken, others, shows in choices:
        letter = DigestLetter(
            person="ben",
            team="service",
            language=language,
            zone=ZONE,
            own=due_lines(own),
            unowned=due_lines(unowned),
            broken=due_lines(broken, due=_SINCE),
            questions=(THREAD, OTHER)[:others],
            held=others,
            away=(Present(name="Eva Nowak", until=REPLY_BY), Present(name="Cem Aydin"))[:others],
            capacity=Capacity(due=60, by=_SOON, can=48) if others else None,
            likely_late=("7K3F", "7K44")[:others],
        )
        yield values.digest_values(letter, _reader(language, shows))


def confirmation_cases(language: str) -> Iterator[Mapping[str, object]]:
    """Every order done, with and without its thread, time and person; refused; not understood."""
    done = [
        Done(what=what, reference=reference, until=until, person=person)
        for what in OrderKind
        for reference, until, person in product(("7K3F", ""), (REPLY_BY, None), ("Ben Oduya", ""))
        if until or what not in {OrderKind.PROMISE, OrderKind.SNOOZE}
    ]
    done.append(Done(what=OrderKind.PROMISE, reference="7K3F", until=REPLY_BY, in_letter=True))
    refused = (Refusal(what=OrderKind.GIVE, reference="7K3F", reason="dina is away"),)
    answers = (
        *(Confirmation(language=language, zone=ZONE, done=(one,)) for one in done),
        Confirmation(language=language, zone=ZONE, done=tuple(done[:3]), refused=refused),
        Confirmation(language=language, zone=ZONE, refused=refused),
        Confirmation(language=language, zone=ZONE, not_understood=NotUnderstood(line="fine", hint="write done")),
        Confirmation(language=language, zone=ZONE, not_understood=NotUnderstood(line="", hint="nothing is ordered")),
    )
    for answer in answers:
        yield values.confirmation_values(answer, _reader(language, "subject"))


def health_cases(language: str) -> Iterator[Mapping[str, object]]:
    """Health notices with one trouble and with several."""
    trouble = Trouble(since=WRITTEN_AT, what="inbox support: the server refuses the login")
    for number in (1, 3):
        yield values.health_values(
            [trouble] * number, FULL.company, zone=ZONE, language=language, written_at=WRITTEN_AT
        )


def _notice(letter: NoticeLetter, language: str, shows: Shows, *, answerable: bool = True) -> Mapping[str, object]:
    replies = values.Replies(own="Ben Oduya", colleague="dina" if len(letter.asks) != len(letter.due) else "")
    return values.notice_values(letter, _reader(language, shows), replies if answerable else None)


def _reader(language: str, shows: Shows) -> values.Reader:
    return values.Reader(
        language=language,
        zone=ZONE,
        written_at=WRITTEN_AT,
        prefix=FULL.prefix,
        shows=shows,
        company=FULL.company,
        team=FULL.team,
        missing={THREAD.reference: ("photo", "serial_number")},
    )
