"""The values of the combined notice to one person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from triaged.mail.letter_values.desk import Value, in_language
from triaged.mail.letter_values.spoken import spoken_time
from triaged.mail.letter_values.threads import (
    SHOWN,
    Reader,
    ThreadLine,
    ask_values,
    due_values,
    present_values,
    thread_line,
)
from triaged.mail.moments import Moment
from triaged.mail.plain import one_line
from triaged.mail.reference import printed
from triaged.mail.safe_words import TO
from triaged.model.notice import (
    Assigned,
    Bursting,
    News,
    NoticeLetter,
    Reported,
    Said,
    Situation,
    Suspected,
    Undelivered,
    Unpromised,
    Waiting,
    WentAway,
)
from triaged.model.thread import Thread
from triaged.policy.shape import Policy

_ANOTHER = timedelta(hours=1)
"""In the example of a command, the customer is told a time that much later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replies:
    """Who may answer a notice: the reader's name as owner, and the key of a colleague for the examples, "" = nobody."""

    own: str
    colleague: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsValue(ThreadLine):
    """One thing to know. `kind` says which; the other values are those of its kind, "" or nothing elsewhere.

    assigned: due, name (who gave it), why · reported: due, why (the rule; "": upset) · unpromised: until (the earliest
    time) · suspected: key, name, number (of mails), minutes · burst: number (of customers), since, why (words),
    reference, key, name, command, grown · undelivered: name, why, reference · away: name, until, number (of threads) ·
    waiting: number (of letters), answerable · said: why.
    """

    kind: str
    due: Moment | None = None
    until: Moment | None = None
    name: str = ""
    why: str = ""
    number: int = 0
    minutes: int = 0
    key: str = ""
    reference: str = ""
    since: Moment | None = None
    command: str = ""
    grown: bool = False
    answerable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts(Value):
    """How many there are of each, also of those not listed. `waiting`: asks that wait until somebody says send."""

    asks: int
    waiting: int
    promises: int
    targets: int
    due: int
    news: int
    assigned: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SituationValue(Value):
    """How the team stands. `late_at_pace` is nothing where it is not known."""

    day: Moment
    open: int
    due: int
    late_at_pace: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerValue(Value):
    """The parts of commands that fit this notice.

    `reference` is the first thread's, `of` the same with a blank behind it, or "" where no thread need be named.
    `time` is an example in the reader's words, `name` a colleague's key, `to_colleague` that key with its preposition.
    `mine`: whether something can be taken over.
    """

    of: str
    reference: str
    time: str
    name: str
    to_colleague: str
    mine: bool


def notice_values(letter: NoticeLetter, reader: Reader, replies: Replies | None) -> Mapping[str, object]:
    """The values of one notice: each section has at most `SHOWN` lines. `replies` None: no answer counts."""
    asks, broken = ask_values(letter.asks, reader), due_values(letter.broken, reader)
    due, news = due_values(letter.due, reader), [_news(one, reader, replies) for one in letter.news[:SHOWN]]
    promises = sum(line.promised for line in letter.broken)
    sections = (letter.asks, letter.broken, letter.due, letter.news)
    return {
        "counts": Counts(
            asks=len(letter.asks),
            waiting=sum(ask.waits for ask in letter.asks),
            promises=promises,
            targets=len(letter.broken) - promises,
            due=len(letter.due),
            news=len(letter.news),
            assigned=sum(isinstance(one, Assigned) for one in letter.news),
        ),
        "first": min(due, key=lambda line: line.at.at, default=None),
        "first_ask": min(asks, key=lambda ask: ask.goes_at.at, default=None),
        "first_news": news[0] if news else None,
        "one_time": len({line.due for line in letter.due}) == 1,
        "asks": asks,
        "broken": broken,
        "due": due,
        "news": news,
        "more": sum(max(len(section) - SHOWN, 0) for section in sections),
        "situation": _situation(letter.situation, reader),
        "on_duty": present_values(letter.situation.on_duty, reader) if letter.situation else [],
        "away": present_values(letter.situation.away, reader) if letter.situation else [],
        "answer": _answer(letter, reader, replies) if replies else None,
        "company": reader.company,
        "team": reader.team,
    }


def threads_of(letter: NoticeLetter) -> tuple[Thread, ...]:
    """The threads a notice is about, each once: a command that names none of them means the only one."""
    threads = [ask.thread for ask in letter.asks]
    threads += [line.thread for line in (*letter.broken, *letter.due)]
    threads += [one.thread for one in letter.news if isinstance(one, Assigned | Reported | Unpromised)]
    return tuple({thread.reference: thread for thread in threads}.values())


def replies_of(letter: NoticeLetter, policy: Policy) -> Replies | None:
    """Who may answer this notice; None where the policy or the channel knows no answers."""
    if not (letter.answerable and policy.ladder.answer):
        return None
    reader, team = policy.people.get(letter.person), policy.teams.get(letter.team)
    return Replies(
        own=reader.name if reader else "",
        colleague=next((key for key in (team.people if team else ()) if key != letter.person), ""),
    )


def _answer(letter: NoticeLetter, reader: Reader, replies: Replies) -> AnswerValue | None:
    """What can be answered; None when no thread is named."""
    threads = threads_of(letter)
    if not threads:
        return None
    lines = (*letter.broken, *letter.due)
    reference = (lines[0].thread if lines else threads[0]).reference
    return AnswerValue(
        of=f"{threads[0].reference} " if len(threads) > 1 else "",
        reference=reference,
        time=spoken_time(_later(letter, reader.written_at) + _ANOTHER, reader),
        name=replies.colleague,
        to_colleague=f"{TO[reader.language]} {replies.colleague}" if replies.colleague else "",
        mine=any(line.owner != replies.own for line in lines),
    )


def _later(letter: NoticeLetter, now: datetime) -> datetime:
    """The time from which the example of another time is counted."""
    return max([now, *(ask.new_time for ask in letter.asks[:1]), *(line.due for line in letter.due[:1])])


def _situation(situation: Situation | None, reader: Reader) -> SituationValue | None:
    if situation is None:
        return None
    return SituationValue(
        day=reader.moment(reader.written_at),
        open=situation.open,
        due=situation.due,
        late_at_pace=situation.late_at_pace,
    )


def _about(kind: str, thread: Thread, reader: Reader, text: str, **told: object) -> NewsValue:
    shown = thread_line(thread, reader, text=text)
    return NewsValue(
        kind=kind,
        reference=shown.reference,
        who=shown.who,
        subject=shown.subject,
        group=shown.group,
        urgency=shown.urgency,
        text=shown.text,
        facts=shown.facts,
        missing=shown.missing,
        **told,  # type: ignore[arg-type]
    )


def _news(one: News, reader: Reader, replies: Replies | None) -> NewsValue:
    match one:
        case Assigned():
            told = {"due": reader.perhaps(one.due), "name": one_line(one.by, 60), "why": one_line(one.why)}
            return _about("assigned", one.thread, reader, one.text, **told)
        case Reported():
            told = {"due": reader.perhaps(one.due), "why": one_line(one.rule)}
            return _about("reported", one.thread, reader, one.text, **told)
        case Unpromised():
            return _about("unpromised", one.thread, reader, one.text, until=reader.perhaps(one.earliest))
        case Suspected() | Bursting():
            return _many(one, reader)
        case Undelivered():
            return NewsValue(
                kind="undelivered",
                name=one_line(one.person, 60),
                why=one_line(one.why, 300),
                reference=_references(one.references, reader),
            )
        case WentAway():
            name = one_line(one.person, 60)
            return NewsValue(kind="away", name=name, until=reader.perhaps(one.until), number=one.threads)
        case Waiting():
            return NewsValue(kind="waiting", number=one.letters, answerable=replies is not None)
        case Said():
            return NewsValue(kind="said", why=one_line(one.text, 500))


def _many(one: Suspected | Bursting, reader: Reader) -> NewsValue:
    if isinstance(one, Bursting):
        return _bursting(one, reader)
    return NewsValue(
        kind="suspected",
        key=one.key,
        name=one_line(in_language(one.name, reader.language)),
        number=one.mails,
        minutes=int(one.within.total_seconds()) // 60,
    )


def _bursting(burst: Bursting, reader: Reader) -> NewsValue:
    """The words of customers leave the mailbox where their subjects may."""
    words = one_line(", ".join(burst.words)).replace('"', "") if reader.shows != "link" else ""
    example = burst.references[0] if burst.references else ""
    own = " ".join(f"--text {language}=…" for language in burst.languages)
    command = burst.key or f'"{words or example}" --like {example} {own}'
    return NewsValue(
        kind="burst",
        number=burst.customers,
        since=reader.moment(burst.since),
        why=words,
        reference=_references(burst.references, reader),
        key=burst.key,
        name=one_line(in_language(burst.name, reader.language)) if burst.key else "",
        command=f"triaged incident open {command}",
        grown=burst.grown,
    )


def _references(references: Iterable[str], reader: Reader) -> str:
    return ", ".join(printed(reference, reader.prefix) for reference in references)
