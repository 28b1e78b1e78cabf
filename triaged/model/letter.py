"""A mail that triaged sends, from draft to outcome."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from triaged.model.article import Offer
from triaged.model.fact import AskedFact
from triaged.model.thread import Promise


class LetterKind(StrEnum):
    """What a letter is for."""

    ACKNOWLEDGEMENT = "ack"
    RENEWAL = "renewal"
    INCIDENT = "incident"
    REPLY = "reply"
    NOTICE = "notice"


class LetterState(StrEnum):
    """Where a letter stands. The transitions are in rules/resend.py."""

    HELD = "held"
    READY = "ready"
    SENDING = "sending"
    DOUBT = "in doubt"
    SENT = "sent"
    FAILED = "failed"
    CANCELLED = "cancelled"


UNDER_WAY = frozenset({LetterState.HELD, LetterState.READY, LetterState.SENDING, LetterState.DOUBT})
"""Of a letter that has not left for certain, and still may."""
TOO_LATE = "too late: the time it names is too near"
NAMED_AWAY = "who it names is away"
STOPPED = "stopped, or changed, before it left"
NEVER_LEFT = frozenset({TOO_LATE, NAMED_AWAY, STOPPED})
"""Why a letter was cancelled of which no relay heard, and that another one may replace."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody a letter may name. `role` by language."""

    name: str
    role: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """We are closed until `opens_at`; `why` is the holiday's or closure's name in the letter's language, or ""."""

    opens_at: datetime
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telephone:
    """Somebody answers our telephone, until then; None: round the clock."""

    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledgement:
    """Everything the acknowledgement's words depend on: the decision, before it is worded.

    `greet` is the customer's name or "". `zone` is the promise calendar's IANA zone; `customer_offset` the customer's
    UTC offset in minutes or None; `name_zone` whether the zone must be named. `late_since` is the mail's arrival when
    our confirmation is late. `terse` = promise and nothing else (sender unproven).
    `critical` prints the emergency number. `again`: it answers a later mail of the customer. `incident`: what is said
    of the known incident that the mail is about, "" when there is none. `wants`: the facts that it asks for.
    `upset`: the customer is; who has the mail is named first, and nothing is said beside the promise.
    `articles`: those that may answer it already. `telephone`: somebody answers it while this letter is read, None:
    nobody does.
    """

    inbox: str
    to: str
    subject: str
    language: str
    also_language: str = ""
    reference: str
    promise: Promise
    zone: str
    greet: str = ""
    customer_offset: int | None = None
    name_zone: bool = False
    closed: Closed | None = None
    late_since: datetime | None = None
    person: Person | None = None
    critical: bool = False
    terse: bool = False
    again: bool = False
    incident: str = ""
    wants: tuple[AskedFact, ...] = ()
    upset: bool = False
    articles: tuple[Offer, ...] = ()
    telephone: Telephone | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewal:
    """Everything the words of a renewal depend on: we are late, here is a new time.

    `broken` is the promise that will not be, or was not, kept; `missed` whether its time has passed when the letter
    leaves; `promise` the new one, its `number` 1 or 2. `person` answers by then, None = the team. `lead` is named as
    the one who reads the customer's answer, None = nobody. `upset`: the customer is. The other fields as in
    Acknowledgement.
    """

    inbox: str
    to: str
    subject: str
    language: str
    reference: str
    broken: Promise
    promise: Promise
    missed: bool
    zone: str
    team: str
    greet: str = ""
    customer_offset: int | None = None
    name_zone: bool = False
    person: Person | None = None
    lead: Person | None = None
    upset: bool = False


class IncidentPhase(StrEnum):
    """What an incident's letter tells."""

    TOLD = "told"
    UPDATE = "update"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentLetter:
    """Everything the words of an incident's letter depend on.

    `say` is what a person wrote, in the letter's language. `since` is when it began. `promise` is the next news (told,
    update) or when a person looks at an answer (over). `own` is the promise the customer had before (told only).
    """

    inbox: str
    to: str
    subject: str
    language: str
    reference: str
    phase: IncidentPhase
    say: str
    since: datetime
    promise: Promise
    zone: str
    own: Promise | None = None
    greet: str = ""
    customer_offset: int | None = None
    name_zone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """The decision not to acknowledge. `row` cites docs/silence.md; `reason` is one plain sentence."""

    reason: str
    row: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One mail of ours with its octets frozen. The outbox row.

    `once_key` is unique: a second letter for the same purpose cannot exist. `mark` is the value of our signed header.
    `journal` is the second recipient of the same SMTP transaction, or "" where there is no journal copy.
    `send_before`: after it the letter is cancelled, never sent. `resends` counts byte-identical resends after a lost
    reply. `denied`: in doubt although the relay answered 4xx after the payload (some accept all the same).
    `answers_at` is when the mail that it answers arrived, `promise_id` the promise that it tells. `person`: who wrote a
    reply (a person key or login name), "" for every letter that we wrote. `offers`: the help articles that it names.
    """

    letter_id: int | None = None
    once_key: str
    kind: LetterKind
    inbox: str
    account: str
    thread_id: int | None
    sender: str
    recipient: str
    journal: str = ""
    message_id: str
    mark: str
    octets: bytes
    state: LetterState = LetterState.READY
    created_at: datetime
    send_before: datetime | None = None
    next_attempt_at: datetime
    attempts: int = 0
    resends: int = 0
    doubt_since: datetime | None = None
    denied: bool = False
    sent_at: datetime | None = None
    reason: str = ""
    proven_sender: bool = False
    first_time: bool = False
    answers_at: datetime | None = None
    promise_id: int | None = None
    person: str = ""
    offers: tuple[Offer, ...] = ()

    @property
    def stored(self) -> int:
        """`letter_id` of a letter that is in the store. Raises ValueError for one that is not."""
        if self.letter_id is None:
            raise ValueError("this letter was never stored")
        return self.letter_id


class Phase(StrEnum):
    """How far an SMTP transaction came. Up to RCPT nothing can have been accepted; from PAYLOAD on it may have been."""

    CONNECT = "connect"
    MAIL = "mail"
    RCPT = "rcpt"
    DATA = "data"
    PAYLOAD = "payload"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """The relay answered 250 to the final dot. `journal_ok`: the journal recipient was accepted too."""

    answer: str
    journal_ok: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TryLater:
    """Surely not accepted; may be tried again. `shared`: the whole relay must wait (421, 452, 454, no connection)."""

    phase: Phase
    code: int
    answer: str
    shared: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Refused for good (5xx). `answer` as the relay gave it."""

    phase: Phase
    code: int
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InDoubt:
    """The payload went out and no reply came: nobody can know (docs/delivery.md).

    `journal_ok`: the journal recipient was accepted, so that a copy will show it if the letter was.
    """

    phase: Phase
    answer: str
    journal_ok: bool = True


Attempt = Delivered | TryLater | Refused | InDoubt
"""What one attempt to hand a letter over came to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Something wrong with triaged itself, for the health notice: `what` is a plain sentence without personal data."""

    since: datetime
    what: str
