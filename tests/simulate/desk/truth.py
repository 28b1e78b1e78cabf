"""What really happened between a customer and the desk: what the invariants are held against."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from tests.simulate.desk.clock import EPOCH


class Broken(AssertionError):
    """An invariant does not hold. `about` is the conversation, None where it is about none."""

    def __init__(self, what: str, about: Conversation | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.about = about


@dataclass(slots=True, kw_only=True, eq=False)
class Customer:
    """Somebody who writes. `dead`: nobody has that mailbox any more. `absent_until`: a robot answers for them."""

    name: str
    address: str
    language: str
    second: str
    dead: bool = False
    bounces: bool = False
    absent_until: datetime | None = None


@dataclass(slots=True, kw_only=True)
class Answer:
    """A person's answer. `visible_at`: since when it lies where it can be seen, None when it never will."""

    at: datetime
    visible_at: datetime | None

    def seen_by(self, looked_at: datetime) -> bool:
        """Whether a look at the mailbox that began then saw it."""
        return self.visible_at is not None and self.visible_at <= looked_at


@dataclass(slots=True, kw_only=True, eq=False)
class Conversation:
    """One matter of one customer.

    `asked` maps each mail that a person wrote to the round it belongs to: a round ends with an answer. `came`: when
    each of them came. `waiting`: whose turn it is. `wrote_at`: when the customer's last mail came, `asked_at` when the
    last that asks for something did.
    `told_ahead`: the time that the customer was told for the case that they write again. `part_of`: the conversation it
    was merged into, `parts`: those that were merged into it, the last at `joined_at`.
    `not_before`: until then nobody at the desk knows what to answer. `silent_until`: until then the customer was just
    told another time, and gets no answer. `letters`: what of ours the customer got, by round. `excused`: why no
    acknowledgement is owed. `unseen`: a mail of it was put away, or the matter ended, before the daemon could read that
    mail. `returned`: a letter of ours came back. `passed_on`: somebody asked others about it; who could not be told in
    time is told no later one, as that may be what the customer waits for.
    """

    number: int
    customer: Customer
    address: str
    subject: str
    began: datetime
    not_before: datetime
    silent_until: datetime = EPOCH
    told_ahead: datetime = EPOCH
    joined_at: datetime = EPOCH
    part_of: Conversation | None = None
    parts: list[Conversation] = field(default_factory=list)
    asked: dict[str, int] = field(default_factory=dict)
    came: dict[str, datetime] = field(default_factory=dict)
    asked_at: datetime | None = None
    wrote_at: datetime | None = None
    ids: list[str] = field(default_factory=list)
    letters: dict[int, list[int]] = field(default_factory=dict)
    answers: list[Answer] = field(default_factory=list)
    waiting: bool = False
    taken_by: str = ""
    closed: bool = False
    excused: str = ""
    unseen: bool = False
    returned: bool = False
    passed_on: bool = False

    @property
    def round(self) -> int:
        """How many answers the customer has had."""
        return len(self.answers)

    @property
    def answered_at(self) -> datetime | None:
        """Since when everybody can see that the customer waits for nothing, None while they do or nobody can."""
        return self.answers[-1].visible_at if self.answers and not self.waiting and not self.returned else None

    @property
    def whole(self) -> Conversation:
        """The conversation that goes on: this one, or the one it is part of."""
        return self if self.part_of is None else self.part_of.whole

    def is_answered(self, answer: Answer) -> None:
        """A person answered it, and all that was merged into it."""
        self.answers.append(answer)
        self.waiting = False
        for part in self.parts:
            part.is_answered(answer)

    def is_answered_late(self, answer: Answer) -> None:
        """An answer from before now was filed: it ends the round of what came before. What came later still waits."""
        waiting = [mail for mail, number in self.asked.items() if number == self.round]
        later = [mail for mail in waiting if self.came[mail] > answer.at]
        if len(later) < len(waiting):
            self.asked |= dict.fromkeys(later, self.round + 1)
            self.answers.append(answer)
        self.waiting = bool(later)

    def joins(self, other: Conversation, now: datetime) -> None:
        """It becomes part of another: what waits in it for an answer waits there."""
        other.joined_at = now
        if self.waiting:
            mine, theirs = self.round, other.round
            other.asked |= {asked: theirs for asked, number in self.asked.items() if number == mine}
            other.letters.setdefault(theirs, []).extend(self.letters.get(mine, []))
            other.asked_at = min(at for at in (self.asked_at, other.asked_at) if at is not None)
            other.waiting, other.closed = True, False
        other.silent_until = max(other.silent_until, self.silent_until)
        other.came |= self.came
        other.ids = [*self.ids, *other.ids]
        other.wrote_at = max(at for at in (self.wrote_at, other.wrote_at) if at is not None)
        other.unseen, other.returned = other.unseen or self.unseen, other.returned or self.returned
        self.waiting, self.part_of = False, other
        other.parts.append(self)

    def parents(self, answers: str = "") -> tuple[str, ...]:
        """What a further mail names: all that was written, and last the mail that it answers."""
        return (*(each for each in self.ids if each != answers), *([answers] if answers else []))

    def answered_since(self, message_id: str) -> Answer | None:
        """The answer that ended the round of this mail."""
        number = self.asked[message_id]
        return self.answers[number] if number < len(self.answers) else None
