"""All that one step changes."""

from dataclasses import dataclass

from triaged.model.finding import Finding
from triaged.model.letter import Acknowledgement, Silence
from triaged.model.thread import Kind, Promise, Proof, Triage, Turn


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
    the target, `told` false). `letter` says what to write, or why nothing. `hold` is the reason a person must release
    the letter first, "" when it may go. `answers`: the thread that this colleague's mail answers. `asks`: a question to
    the agents. `open_breaker`: this mail makes the breaker open.
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
    hold: str = ""
    asks: str = ""
    answers: int | None = None
    duplicate: bool = False
    open_breaker: bool = False
    bounced_thread: int | None = None
    bounced_letter: int | None = None
    findings: tuple[Finding, ...] = ()
