"""A conversation with one customer, how it was judged, and what the customer was told."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

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


class Proof(StrEnum):
    """What our own server's Authentication-Results say of the sender (RFC 8601; N22, N23)."""

    PROVEN = "proven"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A judgement of urgency. `rank` orders the queue: 0 (can wait) to 1 (now); `reasons` in plain words."""

    urgency: Urgency
    rank: float
    confidence: float
    reasons: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Triage:
    """How a mail was judged. `rank` orders threads of equal urgency; `language` is an ISO 639-1 code."""

    urgency: Urgency
    rank: float
    language: str
    language_sure: bool
    team: str
    customer_group: str = ""


class Outcome(StrEnum):
    """What became of a promise. Append-only: a promise gets one outcome, once."""

    OPEN = "open"
    KEPT = "kept"
    MISSED = "missed"
    RENEWED = "renewed"
    RELEASED = "released"
    CLOSED_UNANSWERED = "closed unanswered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A time by which a person replies. `told` is false for a target: a time only we know.

    `row` names the [[promise.row]] it came from, `holidays_version` the holiday data that were used ("" = none).
    """

    reply_by: datetime
    told: bool
    calendar: str
    row: str
    basis: str = "fixed"
    holidays_version: str = ""
    outcome: Outcome = Outcome.OPEN
    outcome_at: datetime | None = None
    promise_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """One conversation as the store knows it.

    `customer` is the address we answer; `base_subject` as RFC 5256 strips it.
    `due_at` is the stored deadline (the open promise's or target's time), None when nobody waits for us.
    `asks` is a question for the agents ("answered?"), "" when there is none.
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
    promise: Promise | None = None
    answered_at: datetime | None = None
    closed_at: datetime | None = None
    overdue_told_at: datetime | None = None
    asks: str = ""
    acknowledged: bool = False
    unanswered_mails: int = 1
