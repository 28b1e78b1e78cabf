"""What the store keeps beside threads and letters, as values. Times are aware UTC."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from triaged.model.finding import Finding
from triaged.model.letter import Letter, LetterState
from triaged.model.thread import Kind, Promise, Thread, Turn


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
    `last_mail_at`: arrival of the newest mail. `sent_looked_at`: when the last look at its sent folders began.
    `answers_seen`: how many answers of people were seen here. `renewals_off`: why no customer of this inbox is told by
    itself that we are late, "" when that is on. `many_left`: what people must hear of many mails that left a folder at
    once, "" when that never happened, and when it happened last.
    """

    inbox: str
    baseline: datetime
    caught_up_at: datetime | None = None
    last_mail_at: datetime | None = None
    sent_looked_at: datetime | None = None
    answers_seen: int = 0
    renewals_off: str = ""
    many_left: str = ""
    many_left_at: datetime | None = None


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


class Whereabouts(StrEnum):
    """Where a customer's mail lies, as far as it was looked for.

    `watched`: in a watched folder, at the noted place. `gone`: in no folder. `unknown`: never noted, or lost sight of.
    """

    WATCHED = "watched"
    JUNK = "junk"
    TRASH = "trash"
    ELSEWHERE = "elsewhere"
    GONE = "gone"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lying:
    """A customer's mail of an open thread, in the folder it was asked for."""

    thread_id: int
    stored_id: int
    uid: int
    message_id: str | None
    turn: Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredMessage:
    """One mail as it is remembered. `text` is what it adds, cut at 4,000 characters. `automatic`: no person wrote it.

    `folder`, `uidvalidity` and `uid` are the place where a customer's mail was seen last, `lies` what is known since.
    `mentions` are ids this mail names that may belong to mails not seen yet: a later mail that bears one of them joins
    this thread (T7). They are written, never read back. `judged` is how a person's mail that began a thread was judged
    (FirstWord), "" of every other.
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
    folder: str = ""
    uidvalidity: int = 0
    uid: int = 0
    lies: Whereabouts = Whereabouts.UNKNOWN
    mentions: tuple[str, ...] = ()
    judged: str = ""
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


UNDELIVERED = "undelivered"
"""What a notice is about that tells of one to somebody else which did not arrive: their key, a tab, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something a colleague must hear, waiting to be gathered into one notice. `about` is a word ("due", "asked").

    `critical`: reaches who is on call outside hours. `ways`: channel keys and "mail", () = as the person wishes.
    Of one that did not arrive, `way` is the way it took, `failed` what the other side answered.
    """

    person: str
    about: str
    at: datetime
    thread_id: int | None = None
    text: str = ""
    critical: bool = False
    ways: tuple[str, ...] = ()
    told_at: datetime | None = None
    way: str = ""
    failed: str = ""
    notice_id: int | None = None


PROMISED = "promised"
"""The event of the ledger that opens a promise; it ends with the word of its outcome."""
OFFERED, SOLVED = "article offered", "said solved"
"""Events of a thread: a letter that named a help article left (`row` is its address); the customer wrote "solved"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """One event of the ledger: it names what it is about by key, and stands when thread and person are gone.

    `event` is PROMISED or the word of an outcome, "acknowledged", "answered", "silence", OFFERED or SOLVED. `due_at` is
    the promised time; `delay` how long after the mail a letter left, or after the due time an answer came (negative:
    before it).
    """

    at: datetime
    event: str
    thread_id: int | None = None
    promise_id: int | None = None
    incident_id: int | None = None
    inbox: str = ""
    team: str = ""
    topic: str = ""
    urgency: str = ""
    customer_group: str = ""
    person: str = ""
    told: bool = False
    what: str = ""
    number: int = 0
    due_at: datetime | None = None
    delay: timedelta | None = None
    row: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How often an event was written into the ledger since the store was made; `told` and `what` as in LedgerEntry."""

    event: str
    told: bool
    what: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One thing that is wrong for many customers, with one promise for all of them: the next news.

    `says` is what they are told, by language. `prepared` is its key in rules.toml, `by_rule` the [[rule]] by which new
    mail belongs to it; "" for none. `news_every`: clock time. `promise` is the open one, `proposal` the one that
    letters on their way tell. `rounds` counts how often its customers were written to. `look_at`, `rungs`, `asked_at`
    as in Thread.
    """

    name: str
    inbox: str
    team: str
    says: Mapping[str, str]
    since: datetime
    opened_by: str
    news_every: timedelta
    prepared: str = ""
    by_rule: str = ""
    promise: Promise | None = None
    proposal: Promise | None = None
    rounds: int = 0
    look_at: datetime | None = None
    rungs: int = 0
    asked_at: datetime | None = None
    closed_at: datetime | None = None
    incident_id: int | None = None

    @property
    def number(self) -> int:
        """`incident_id` of an incident that is in the store. Raises ValueError for one that is not."""
        if self.incident_id is None:
            raise ValueError("this incident was never stored")
        return self.incident_id


class PostState(StrEnum):
    """Where a notice on a channel stands."""

    READY = "ready"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A notice on its way over a channel beside mail. It may arrive twice, never be lost in silence."""

    channel: str
    person: str
    title: str
    lines: tuple[str, ...]
    created_at: datetime
    next_attempt_at: datetime
    state: PostState = PostState.READY
    attempts: int = 0
    reason: str = ""
    post_id: int | None = None


UNDELIVERED_FOR = timedelta(days=1)
"""So long a post that a channel did not take is shown: its notice went another way, or to the next person."""


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
    """The store's part of `triaged status`. `letters` counts those not sent or cancelled, by state.

    `undelivered`: notices of the last day that a channel did not take. `ledger`: its events, counted since the store
    was made. `promises_late`: promises whose time has passed and that nobody answered.
    """

    open_threads: int
    overdue: int
    next_due: datetime | None
    oldest_ready: datetime | None
    quarantined: int
    letters: Mapping[LetterState, int] = field(default_factory=dict)
    inboxes: tuple[InboxState, ...] = ()
    breakers: tuple[OpenBreaker, ...] = ()
    paused_since: datetime | None = None
    undelivered: int = 0
    ledger: tuple[Counted, ...] = ()
    promises_late: int = 0
