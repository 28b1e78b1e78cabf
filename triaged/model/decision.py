"""All that one step changes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from triaged.model.fact import Fact
from triaged.model.finding import Finding
from triaged.model.lesson import Correction, FirstWord
from triaged.model.letter import Acknowledgement, Renewal, Silence
from triaged.model.stored import Notice
from triaged.model.thread import Happening, Kind, Outcome, Promise, Proof, Thread, Triage, Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Which conversation a mail is part of: `thread_id` None = a new one, perhaps `linked` to an older one."""

    thread_id: int | None
    linked: int | None = None
    automatic_named: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What is decided about one mail: everything the store writes for it, in one transaction.

    `customer` is the address we would answer. `turn` is whose turn the thread gets. `promise` is what is promised (or
    the target, `told` false), `inner` are further targets, `owner` who answers (a person key or ""). `happening` is
    what the mail is for a thread that exists, None for a new one. `incident_id`: the open incident it belongs to.
    `letter` says what to write, or why nothing. `hold` is the reason a person must release the letter first, "" when it
    may go; `after` is how long it waits while we are open. `answers`: the thread that this colleague's mail answers.
    `asks`: a question to the agents; `asks_of`: another thread, which this mail may have answered elsewhere.
    `notices`: who hears of it at once. `open_breaker`: this mail makes the breaker open. `unseen_answer`: the customer
    answers a mail of ours that was never seen. `given`: the facts that the mail gives. `word`: how it was judged,
    as it is remembered where it begins a thread.
    """

    kind: Kind
    place: Place
    customer: str
    customer_name: str
    proof: Proof
    triage: Triage
    turn: Turn
    promise: Promise | None
    letter: Acknowledgement | Silence
    happening: Happening | None = None
    inner: tuple[Promise, ...] = ()
    owner: str = ""
    incident_id: int | None = None
    hold: str = ""
    after: timedelta | None = None
    asks: str = ""
    answers: int | None = None
    asks_of: int | None = None
    duplicate: bool = False
    open_breaker: bool = False
    bounced_thread: int | None = None
    bounced_letter: int | None = None
    unseen_answer: bool = False
    given: tuple[Fact, ...] = ()
    notices: tuple[Notice, ...] = ()
    word: FirstWord | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Everything that one step changes in a thread beside its mails, written in one transaction.

    `settle`: promises with their outcome. `open`: promises and targets that begin. `drop`: why letters that wait for
    this thread are not sent any more, "" = they are. `stops_renewal`: a renewal that waits is not sent as it is; where
    one is still to go it is written anew. `answered_by`: who answered the customer (person key or address),
    "" = nobody did; `answered_at` when they did. `solved_at`: when the solution was there, where it was before
    this. `event` is the trail's word for it. `renewal`: the letter that tells
    that we are late. `corrections`: what an agent says was judged wrong.
    """

    thread: Thread
    settle: tuple[tuple[Promise, Outcome], ...] = ()
    open: tuple[Promise, ...] = ()
    notices: tuple[Notice, ...] = ()
    renewal: Renewal | None = None
    drop: str = ""
    stops_renewal: bool = False
    answered_by: str = ""
    answered_at: datetime | None = None
    solved_at: datetime | None = None
    event: str = ""
    corrections: tuple[Correction, ...] = ()
    findings: tuple[Finding, ...] = ()
