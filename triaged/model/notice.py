"""What colleagues are told: notices, the morning digest, answers to their mail commands. Plain values, before words.

People appear by name, as their colleagues read it. What of a customer is shown (`ladder.shows`) is the wording's to
decide: the values hold the whole thread.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from triaged.model.order import NotUnderstood, OrderKind
from triaged.model.thread import Owed, Thread


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLine:
    """One thread with its time.

    `due` is the time, `promised` whether the customer was told it, `owed` what is owed by then. `owner` is a name, ""
    = nobody's. `told`: when the owner heard of it. `told_customer_at` and `new_time`: the customer knows already that
    we are late. `nudged`: the customer asked again. `text` is what the customer's last mail added.
    """

    thread: Thread
    due: datetime
    promised: bool
    owed: Owed = Owed.REPLY
    owner: str = ""
    told: tuple[datetime, ...] = ()
    told_customer_at: datetime | None = None
    new_time: datetime | None = None
    nudged: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskLine:
    """A renewal that goes at `goes_at` unless somebody stops it: in place of `promised` it tells `new_time`.

    `waits`: it goes only when somebody says send. `letter` is its text, word for word. `person` is the name it gives,
    "" = the team. `owner` is a name or "".
    """

    thread: Thread
    goes_at: datetime
    promised: datetime
    new_time: datetime
    letter: str
    person: str = ""
    owner: str = ""
    text: str = ""
    waits: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """The thread is the reader's now. `by` is a name, "" = it was their turn; `why` is what that person said of it."""

    thread: Thread
    due: datetime | None = None
    by: str = ""
    why: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """The reader is to hear of this mail at once, by a [[rule]] (`rule`, its name); "": the customer is upset."""

    thread: Thread
    rule: str
    due: datetime | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpromised:
    """Nothing could be promised for the thread. `earliest`: the first time that could be kept, None = not known."""

    thread: Thread
    earliest: datetime | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspected:
    """So many mails within so long fit the prepared incident `key`; `name` by language."""

    key: str
    name: Mapping[str, str]
    mails: int
    within: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Bursting:
    """So many `customers` wrote about one thing since then; `words` they share, the most usual first.

    `references` are examples, the best one first. `key` is the prepared incident that fits, `name` its name by
    language; "" and nothing where none does: then a text must be given in `languages`. `grown`: the reader heard of it
    before, when it was half as many.
    """

    customers: int
    since: datetime
    words: tuple[str, ...]
    references: tuple[str, ...]
    languages: tuple[str, ...]
    key: str = ""
    name: Mapping[str, str] = field(default_factory=dict)
    grown: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Undelivered:
    """A notice could not be delivered to `person` (a name); `why` is what the other side answered.

    `references` are the threads it was about; the reader hears of them instead.
    """

    person: str
    why: str
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WentAway:
    """`person` (a name) is away until then, None = not known; so many `threads` went back to the team."""

    person: str
    until: datetime | None = None
    threads: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """So many late `letters` wait until a person lets them go."""

    letters: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Anything else, as a plain sentence."""

    text: str


News = Assigned | Reported | Unpromised | Suspected | Bursting | Undelivered | WentAway | Waiting | Said
"""What a person must know beside what is due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """A person by name, here or away until then; None = for as long as the day lasts, or nobody knows."""

    name: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """How a team stands: who is on duty and away, how much is open, how much of it is due on the day of writing.

    `late_at_pace`: how many of these will be late at the present pace, None = not known.
    """

    on_duty: tuple[Present, ...]
    away: tuple[Present, ...]
    open: int
    due: int
    late_at_pace: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLetter:
    """The one combined notice to one person.

    `person` and `team` are keys; times are told in the IANA zone `zone`. `answerable`: it reaches its reader where it
    can be answered with commands. `situation` is for leads and managers. `missing`: by the reference of a thread, the
    facts that its topic needs and nobody gave.
    """

    person: str
    team: str
    language: str
    zone: str
    asks: tuple[AskLine, ...] = ()
    broken: tuple[DueLine, ...] = ()
    due: tuple[DueLine, ...] = ()
    news: tuple[News, ...] = ()
    situation: Situation | None = None
    answerable: bool = True
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """So many replies are `due` by `by`; the people on duty can do `can` of them."""

    due: int
    by: datetime
    can: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestLetter:
    """A person's morning: own threads due on that day, the team's without an owner, broken promises, questions.

    `person` and `team` are keys. `questions` are threads that ask something ("answered?"). `held`: letters that wait
    for a person. `capacity` is given where people and pace are known. `likely_late`: references of today's threads
    whose promise will likely break, where promises are based on a forecast.
    """

    person: str
    team: str
    language: str
    zone: str
    own: tuple[DueLine, ...] = ()
    unowned: tuple[DueLine, ...] = ()
    broken: tuple[DueLine, ...] = ()
    questions: tuple[Thread, ...] = ()
    held: int = 0
    away: tuple[Present, ...] = ()
    capacity: Capacity | None = None
    likely_late: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One order that was carried out. `reference` is the thread's, "" for away and back; `person` is a name.

    `in_letter`: the time is told by the letter that says that we are late.
    """

    what: OrderKind
    reference: str = ""
    until: datetime | None = None
    person: str = ""
    in_letter: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One order that was not carried out, and why, in a plain sentence."""

    what: OrderKind
    reason: str
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """What became of a mail with commands. `not_understood`: nothing of it was done."""

    language: str
    zone: str
    done: tuple[Done, ...] = ()
    refused: tuple[Refusal, ...] = ()
    not_understood: NotUnderstood | None = None
