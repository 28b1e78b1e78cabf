"""Why was a promise missed? The trail from the mail's arrival to the miss in plain words, and the likely cause.

The cause is the first row of `CAUSES` that fits. It says what the records say; it does not judge anybody.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from triaged.decide.late import NO_NEW_TIME
from triaged.model.letter import Letter, LetterKind, LetterState
from triaged.model.order import OrderKind
from triaged.model.people import Absence
from triaged.model.stored import UNDELIVERED, Direction, Incident, Notice, StoredMessage, TrailEntry
from triaged.model.thread import Happening, Promise, Thread

A_LITTLE = timedelta(minutes=15)
"""An answer that comes so soon after its time was only just too late."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A missed promise of a thread, and everything that is remembered of it. `answered_at` None: nobody did yet.

    `absences` are those that were not over when the promise was made. `called` names a person as the report may: by
    role where names are not allowed. `worded` takes names out of a sentence where they are not.
    """

    promise: Promise
    thread: Thread
    mails: tuple[StoredMessage, ...]
    letters: tuple[Letter, ...]
    trail: tuple[TrailEntry, ...]
    notices: tuple[Notice, ...]
    absences: tuple[Absence, ...]
    called: Callable[[str], str]
    worded: Callable[[str], str]
    now: datetime

    @property
    def made_at(self) -> datetime:
        """When it was promised."""
        return self.promise.made_at or self.promise.reply_by

    @property
    def due(self) -> datetime:
        """The time that was promised."""
        return self.promise.reply_by

    @property
    def ended_at(self) -> datetime:
        """When it ended; now where it has not."""
        return self.promise.outcome_at or self.now

    @property
    def late(self) -> timedelta:
        """How late it was, or is by now."""
        return self.ended_at - self.due

    @property
    def before(self) -> tuple[Notice, ...]:
        """Notices that were gathered while it could be kept."""
        return tuple(n for n in self.notices if self.made_at <= n.at <= self.due)

    @property
    def heard(self) -> tuple[Notice, ...]:
        """Notices that people were told while it could be kept."""
        return tuple(n for n in self.notices if n.told_at is not None and self.made_at <= n.told_at <= self.due)

    def events(self, *words: str) -> bool:
        """Whether one of these stands in the trail while it could be kept."""
        return any(entry.event in words and self.made_at <= entry.at <= self.due for entry in self.trail)


@dataclass(frozen=True, slots=True)
class Cause:
    """A likely cause: its key, its sentence, and when it fits."""

    key: str
    words: str
    fits: Callable[[Missed], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One step of the way to the miss."""

    at: datetime
    words: str


def _only_just(missed: Missed) -> bool:
    return missed.promise.outcome_at is not None and missed.late <= A_LITTLE


def _undelivered(missed: Missed) -> bool:
    return any(notice.about == UNDELIVERED for notice in missed.before)


def _nobody_reached(missed: Missed) -> bool:
    return bool(missed.before) and not missed.heard


def _owner_away(missed: Missed) -> bool:
    owner, start = missed.thread.owner, missed.made_at
    return any(a.person == owner != "" and a.since < missed.due and start < a.until for a in missed.absences)


CAUSES: tuple[Cause, ...] = (
    Cause("only just", "it was answered a few minutes late", _only_just),
    Cause("undelivered", "a notice about it could not be delivered", _undelivered),
    Cause(
        "asked", 'it was thought to be answered: "answered?" was asked', lambda m: m.events(Happening.ELSEWHERE.value)
    ),
    Cause("deleted", "the mail was deleted or moved away unanswered", lambda m: m.events(Happening.GONE.value)),
    Cause(
        "solved", "the customer was thought to have said that it is solved", lambda m: m.events(Happening.SOLVED.value)
    ),
    Cause("returned", "a letter to the customer came back", lambda m: m.events(Happening.BOUNCE.value)),
    Cause("owner away", "its owner was away", _owner_away),
    Cause(
        "held", "a person held the letter that would have told the customer", lambda m: m.events(OrderKind.HOLD.value)
    ),
    Cause("no time", "no new time could be promised in its place", lambda m: m.events(NO_NEW_TIME)),
    Cause("nobody reached", "who should have been told was not at work before its time", _nobody_reached),
    Cause("nobody told", "nobody was told before its time", lambda m: not m.before),
    Cause("not answered", "people were told in time, and nobody answered in time", lambda _: True),
)
"""The likely causes, in the order in which they are asked."""


def cause(missed: Missed) -> Cause:
    """The first cause that fits; the last one always does."""
    return next(one for one in CAUSES if one.fits(missed))


def story(missed: Missed) -> tuple[Line, ...]:
    """What happened from the mail's arrival to the answer, oldest first."""
    lines = [*_mails(missed), *_letters(missed), *_notices(missed), *_events(missed), *_promise(missed)]
    return tuple(sorted(lines, key=lambda line: line.at))


def _promise(missed: Missed) -> Iterator[Line]:
    number = missed.promise.number
    yield Line(at=missed.made_at, words="a new time was promised" if number else "a time was promised")
    yield Line(at=missed.due, words="the promised time passed")


def _mails(missed: Missed) -> Iterator[Line]:
    words = {Direction.CUSTOMER: "the customer wrote", Direction.AGENT: "a person answered the customer"}
    begin = max((m.received_at for m in missed.mails if m.received_at <= missed.made_at), default=missed.made_at)
    for mail in missed.mails:
        if begin <= mail.received_at <= missed.ended_at and mail.direction in words and not mail.automatic:
            yield Line(at=mail.received_at, words=words[mail.direction])


_LETTERS = {
    LetterKind.ACKNOWLEDGEMENT: "the acknowledgement",
    LetterKind.RENEWAL: "the letter that says that we are late",
    LetterKind.INCIDENT: "the letter about an incident",
    LetterKind.REPLY: "a person's reply",
}
_STATES = {
    LetterState.HELD: "was held for a person",
    LetterState.FAILED: "was refused",
    LetterState.CANCELLED: "was not sent",
    LetterState.DOUBT: "may not have arrived",
}


def _letters(missed: Missed) -> Iterator[Line]:
    for letter in missed.letters:
        name = _LETTERS.get(letter.kind)
        at = letter.sent_at or letter.created_at
        if name is None or not missed.made_at <= at <= missed.ended_at:
            continue
        if letter.state is LetterState.SENT:
            yield Line(at=at, words=f"{name} left")
        elif letter.state in _STATES:
            why = f": {missed.worded(letter.reason)}" if letter.reason else ""
            yield Line(at=at, words=f"{name} {_STATES[letter.state]}{why}")


def _notices(missed: Missed) -> Iterator[Line]:
    for notice in missed.notices:
        if not missed.made_at <= notice.at <= missed.ended_at:
            continue
        who = missed.called(notice.person)
        if notice.told_at is None:
            yield Line(at=notice.at, words=f"{who} should have been told ({notice.about}), and was not reached")
        else:
            yield Line(at=notice.told_at, words=f"{who} was told ({notice.about})")


_ORDERS = frozenset(OrderKind)
_TOLD_OTHERWISE = frozenset({"mail", "people were told", Happening.ANSWER.value, ""})
"""Events of the trail that mails, notices and the promise itself tell already."""


def _events(missed: Missed) -> Iterator[Line]:
    for entry in missed.trail:
        if entry.event not in _TOLD_OTHERWISE and missed.made_at <= entry.at <= missed.ended_at:
            reason = next((f.answer for f in entry.findings if f.answer.startswith("no: ")), "")
            event = f"a colleague ordered: {entry.event}" if entry.event in _ORDERS else entry.event
            yield Line(
                at=entry.at, words=f"{event} ({missed.worded(reason.removeprefix('no: '))})" if reason else event
            )


def news_story(incident: Incident, promise: Promise) -> tuple[Line, ...]:
    """The same of the news that all customers of an incident were promised."""
    lines = [
        Line(at=incident.since, words="the incident was opened"),
        Line(at=promise.made_at or promise.reply_by, words="news was promised"),
        Line(at=promise.reply_by, words="the promised time passed"),
    ]
    if incident.closed_at is not None:
        lines.append(Line(at=incident.closed_at, words="the incident was closed"))
    if promise.outcome_at is not None and promise.outcome_at != incident.closed_at:
        lines.append(Line(at=promise.outcome_at, words="news was sent"))
    return tuple(sorted(lines, key=lambda line: line.at))


def causes_counted(found: Sequence[Missed]) -> tuple[tuple[Cause, int], ...]:
    """How often each cause was the likely one, the most frequent first."""
    causes = [cause(missed) for missed in found]
    counted = [(one, causes.count(one)) for one in CAUSES]
    return tuple(sorted(((one, n) for one, n in counted if n), key=lambda pair: -pair[1]))
