"""What an agent orders in a few typed words, and how it is refused."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class OrderKind(StrEnum):
    """What is ordered. `NAME`: another name in the letter of a renewal; `PERSON`: a person wrote that mail, after all.

    `SEND` releases what waits for a person: late letters, or a renewal at once. `PROMISE`: the customer was told, or is
    to be told, another time. From RELEASE on they are given at the command line only.
    """

    MINE = "mine"
    DONE = "done"
    CALLED = "called"
    HOLD = "hold"
    SEND = "send"
    PROMISE = "promise"
    GIVE = "give"
    NAME = "name"
    CLOSE = "close"
    SNOOZE = "snooze"
    SPAM = "spam"
    PERSON = "was a person"
    AWAY = "away"
    BACK = "back"
    RELEASE = "release"
    REOPEN = "reopen"
    NOTE = "note"
    MACHINE = "was a machine"
    URGENCY = "urgency"
    TOPIC = "topic"
    TONE = "tone"
    DETACH = "detach"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One order. `references` are threads without their prefix ("7K3F"), in the order given; none for away and back.

    `until`: the time of promise, snooze and away, aware UTC. `person`: the key of who is given the threads, named, away
    or back, "" = whoever writes. `text`: a note, the reason of a hand-over, an urgency, a topic or a tone. `take`: also
    from somebody who has the thread.
    """

    what: OrderKind
    references: tuple[str, ...] = ()
    until: datetime | None = None
    person: str = ""
    text: str = ""
    take: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why an order is not carried out: one sentence for the person."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """Everything that a mail orders, in its order: at least one."""

    orders: tuple[Order, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotUnderstood:
    """Nothing of the mail is done. `line` is the one not understood, shortened ("" = it said nothing).

    `hint` says in plain words why, or what could be written.
    """

    line: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoMoment:
    """Words that name no moment to come. `reason` is a plain sentence that says what to write.

    `spoken` is False where the words speak of no time at all, so that they may be something else.
    """

    reason: str
    spoken: bool = True
