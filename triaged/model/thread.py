"""A conversation with one customer, how it was judged, and what the customer was told."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from triaged.model.fact import Fact
from triaged.model.finding import Finding


class Kind(StrEnum):
    """Who wrote."""

    PERSON = "person"
    MACHINE = "machine"
    SUSPECT = "suspect"
    NOT_OURS = "not ours"


class Turn(StrEnum):
    """Whose turn it is: a promise runs only while it is ours."""

    OURS = "ours"
    THEIRS = "theirs"
    NOBODY = "nobody"


class Happening(StrEnum):
    """What can happen to a thread."""

    MAIL = "mail"
    NUDGE = "nudge"
    THANKS = "thanks"
    SOLVED = "solved"
    OTHER = "something else"
    MACHINE = "out of office"
    BOUNCE = "our letter came back"
    ANSWER = "answer"
    CALLED = "called"
    PROMISED = "promised"
    ELSEWHERE = "mail to others"
    CLOSED = "closed"
    REOPENED = "reopened"
    SPAM = "spam"
    NOT_SPAM = "not spam"
    DONE = "moved to done"
    GONE = "deleted"
    QUIET = "quiet"
    MERGED = "merged"


class Urgency(StrEnum):
    """How soon a person must look."""

    CRITICAL = "critical"
    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"

    @property
    def rank(self) -> int:
        """0 for critical to 3 for low: sorts the most urgent first."""
        return ("critical", "high", "normal", "low").index(self.value)


class Tone(StrEnum):
    """How the customer sounds. Decides the wording, and is never shown to the customer."""

    UPSET = "upset"
    NEUTRAL = "neutral"
    PLEASED = "pleased"


class Proof(StrEnum):
    """What our own server's Authentication-Results say of the sender (RFC 8601; N22, N23)."""

    PROVEN = "proven"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A judgement of urgency. `rank` orders the queue: 0 (can wait) to 1 (now); `reasons` in plain words.

    `proven`: whoever judged has been right so often that it may say critical by itself. `unclaimed`: the same without
    what raises it only because the mail says "urgent"; None where nothing does. `claims`: where it says so, as the mail
    has it, the first few. `sounded`: the urgency before what is
    known beside the words moved it, None where nothing did.
    """

    urgency: Urgency
    rank: float
    confidence: float
    reasons: tuple[Finding, ...] = ()
    proven: bool = False
    unclaimed: "Score | None" = None
    claims: tuple[str, ...] = ()
    sounded: Urgency | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Triage:
    """How a mail was judged. `rank` orders threads of equal urgency; `language` is an ISO 639-1 code."""

    urgency: Urgency
    rank: float
    language: str
    language_sure: bool
    team: str
    customer_group: str = ""
    topic: str = ""
    tone: Tone = Tone.NEUTRAL


class Outcome(StrEnum):
    """What became of a promise. Append-only: a promise gets one outcome, once."""

    OPEN = "open"
    KEPT = "kept"
    MISSED = "missed"
    RENEWED = "renewed"
    RELEASED = "released"
    CLOSED_UNANSWERED = "closed unanswered"


class Owed(StrEnum):
    """What we owe by a time: the first reply, a later one, news, the solution, or what a person said themselves."""

    REPLY = "reply"
    NEXT = "next"
    UPDATE = "update"
    SOLVE = "solve"
    COMMITMENT = "commitment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A time by which a person replies. `told` is false for a target: a time only we know.

    `row` names the [[promise.row]] it came from, `holidays_version` the holiday data that were used ("" = none).
    `counted_from` is where the working time until `reply_by` begins: the ladder's shares are counted from there.
    `made_at` is when it was made. `number`: how many promises it stands in place of (0: the first; renewals count up).
    `person`: who was named to the customer, or who promised; a person key or "".
    """

    reply_by: datetime
    told: bool
    calendar: str
    row: str
    what: Owed = Owed.REPLY
    basis: str = "fixed"
    holidays_version: str = ""
    counted_from: datetime | None = None
    made_at: datetime | None = None
    number: int = 0
    person: str = ""
    outcome: Outcome = Outcome.OPEN
    outcome_at: datetime | None = None
    promise_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """One conversation as the store knows it.

    `customer` is the address we answer; `base_subject` as RFC 5256 strips it; `offset` the customer's UTC offset in
    minutes as their mail said it, `proven` whether their address was proven.
    `promise` is what the customer was told; `target` what only we know (a sooner time, or the only one), `solution` the
    target by which it is to be solved: it outlives every answer. `due_at` is the earliest of them that counts now
    (rules/escalate.owed_now), None when nobody waits for us. `look_at` is when the watcher looks next.
    `owner` is a person key, "" = the team. `rungs` counts the notices of the ladder
    that were given about the promise or target with the id `climbing`.
    `held` is why the customer is not told by itself that we are late, "" when nothing holds it; `asked_at` when owner
    and lead were asked about it, `proposal` what the customer would be told then.
    `asks` is a question for the agents ("answered?"), "" when there is none. `acknowledged_at` is when a letter told a
    time since a person answered last, None when none did (once per person's answer). `snoozed_until`: out of the queue
    until then. `given`: the facts that the customer gave, `asked`: the names of those that a letter asked for.
    """

    thread_id: int
    reference: str
    inbox: str
    customer: str
    customer_name: str
    subject: str
    base_subject: str
    kind: Kind
    turn: Turn
    triage: Triage
    opened_at: datetime
    last_mail_at: datetime
    due_at: datetime | None = None
    look_at: datetime | None = None
    promise: Promise | None = None
    target: Promise | None = None
    solution: Promise | None = None
    owner: str = ""
    owned_since: datetime | None = None
    rungs: int = 0
    climbing: int | None = None
    held: str = ""
    asked_at: datetime | None = None
    proposal: Promise | None = None
    answered_at: datetime | None = None
    closed_at: datetime | None = None
    snoozed_until: datetime | None = None
    incident_id: int | None = None
    asks: str = ""
    acknowledged_at: datetime | None = None
    unanswered_mails: int = 1
    proven: bool = False
    offset: int | None = None
    given: tuple[Fact, ...] = ()
    asked: tuple[str, ...] = ()

    @property
    def owed(self) -> tuple[Promise, ...]:
        """What is open: the promise, then the targets."""
        return tuple(open_ for open_ in (self.promise, self.target, self.solution) if open_ is not None)
