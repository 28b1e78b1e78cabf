"""What the store keeps beside threads and letters, as values. Times are aware UTC."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from triaged.model.finding import Finding
from triaged.model.letter import Letter, LetterState
from triaged.model.thread import Kind, Thread


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """How far a folder was read: every UID up to `uid` under this `uidvalidity` is stored or quarantined."""

    inbox: str
    folder: str
    uidvalidity: int
    uid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxState:
    """What is known of an inbox as a whole.

    `baseline`: when it was first seen (N30). `caught_up_at`: when its watched folders were last read to the end.
    `last_mail_at`: arrival of the newest mail.
    """

    inbox: str
    baseline: datetime
    caught_up_at: datetime | None = None
    last_mail_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A UID that was marked before parsing and never finished: `tries` counts the starts."""

    folder: str
    uidvalidity: int
    uid: int
    tries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantined:
    """A mail that could not be handled: shown to people, never answered. `retry`: a person asked to try it again."""

    inbox: str
    folder: str
    uidvalidity: int
    uid: int
    reason: str
    at: datetime
    size: int = 0
    retry: bool = False
    quarantine_id: int | None = None


class Direction(StrEnum):
    """Who a stored mail came from."""

    CUSTOMER = "customer"
    AGENT = "agent"
    OURS = "ours"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredMessage:
    """One mail as it is remembered. `text` is what it adds, cut at 4,000 characters. `automatic`: no person wrote it.

    `mentions` are ids this mail names that may belong to mails not seen yet: a later mail that bears one of them joins
    this thread (T7). They are written, never read back.
    """

    inbox: str
    identity: str
    digest: str
    message_id: str | None
    thread_id: int | None
    direction: Direction
    kind: Kind
    author: str
    subject: str
    received_at: datetime
    size: int
    automatic: bool = False
    text: str = ""
    mentions: tuple[str, ...] = ()
    stored_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterChange:
    """One transition of a letter: from `expected` to `state`. What is None stays as it is.

    `attempts` and `resends` are the new totals. `doubt_since` is cleared by the store when the letter leaves doubt.
    """

    letter_id: int
    expected: LetterState
    state: LetterState
    next_attempt_at: datetime | None = None
    attempts: int | None = None
    resends: int | None = None
    doubt_since: datetime | None = None
    sent_at: datetime | None = None
    denied: bool | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    """The shared back-off of one account's relay (S6). `journal_lag`: how late journal copies have come lately."""

    account: str
    next_attempt_at: datetime | None = None
    failures: int = 0
    journal_lag: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailEntry:
    """One step of the trail: when, what happened (`event`, a word), and the findings that led to it."""

    at: datetime
    event: str
    findings: tuple[Finding, ...] = ()
    thread_id: int | None = None
    letter_id: int | None = None
    stored_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something a colleague must hear, waiting to be gathered into one letter. `about` is a word ("overdue")."""

    person: str
    about: str
    at: datetime
    thread_id: int | None = None
    text: str = ""
    notice_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenBreaker:
    """An open breaker: `inbox` "" = all inboxes. A person closes it."""

    inbox: str
    reason: str
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """Everything that waits for a person's decision and is not a customer's turn; shown only when not empty."""

    failed: tuple[Letter, ...] = ()
    held: tuple[Letter, ...] = ()
    in_doubt: tuple[Letter, ...] = ()
    quarantined: tuple[Quarantined, ...] = ()
    asks: tuple[Thread, ...] = ()
    suspects: tuple[Thread, ...] = ()

    def __bool__(self) -> bool:
        return any((self.failed, self.held, self.in_doubt, self.quarantined, self.asks, self.suspects))


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The store's part of `triaged status`. `letters` counts those not sent or cancelled, by state."""

    open_threads: int
    overdue: int
    next_due: datetime | None
    oldest_ready: datetime | None
    quarantined: int
    letters: Mapping[LetterState, int] = field(default_factory=dict)
    inboxes: tuple[InboxState, ...] = ()
    breakers: tuple[OpenBreaker, ...] = ()
    paused_since: datetime | None = None
