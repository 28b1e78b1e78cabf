"""Letters to the customers of an incident: one a customer, however many threads they have in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from triaged.decide.incident import letter_of, writable
from triaged.loops.customers_mail import answering
from triaged.mail.letter_headers import UnsafeAddress, ascii_address
from triaged.model.finding import Finding
from triaged.model.letter import IncidentPhase, Letter, LetterKind, LetterState
from triaged.model.stored import Incident, TrailEntry
from triaged.model.thread import Promise, Thread
from triaged.model.tx import Tx
from triaged.policy.shape import Policy
from triaged.scribe import Scribe

HELD_BY_MODE = {
    "hold": "a person releases every letter of this inbox",
    "drafts": "a person sends it from Drafts",
}
Customer = tuple[Thread, ...]
"""The threads of one customer in an incident, the one with the newest mail first: it carries their letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """With what letters are written."""

    tx: Tx
    policy: Policy
    scribe: Scribe
    now: datetime


def customers(threads: Iterable[Thread]) -> tuple[Customer, ...]:
    """The threads by customer, in the order in which they came."""
    found: dict[str, list[Thread]] = {}
    for thread in threads:
        found.setdefault(thread.customer.casefold(), []).append(thread)
    return tuple(tuple(sorted(group, key=lambda t: t.last_mail_at, reverse=True)) for group in found.values())


def why_not(desk: Desk, thread: Thread) -> str:
    """Why no letter can go to the customer, "" where one can."""
    inbox = desk.policy.inboxes.get(thread.inbox)
    if inbox is None or inbox.send == "off":
        return "letters are switched off for this inbox"
    if not thread.customer:
        return "there is nobody to answer"
    if desk.tx.is_blocked(thread.customer, desk.now):
        return "a letter to this customer came back"
    try:
        ascii_address(thread.customer)
    except UnsafeAddress as error:
        return str(error)
    return ""


def write_letter(desk: Desk, incident: Incident, thread: Thread, phase: IncidentPhase, promise: Promise) -> bool:
    """Put the customer's letter into the outbox; False where none can go, or this one was written before.

    It tells `promise`. Nobody is written to at night.
    """
    if why_not(desk, thread):
        return False
    own = thread.promise if phase is IncidentPhase.TOLD else None
    facts = letter_of(incident, thread, phase, promise, desk.policy, own=own)
    letter, worded = desk.scribe.incident(
        facts,
        key=f"{prefix(incident, incident.rounds)}{phase.value}|{thread.thread_id}",
        thread=thread,
        answering=answering(desk.tx, thread),
        promise_id=incident.promise.promise_id if incident.promise else None,
        hold=HELD_BY_MODE.get(desk.policy.inboxes[thread.inbox].send, ""),
        leaves_at=writable(desk.policy.letters, facts.zone, desk.now),
        now=desk.now,
    )
    if worded.problem:
        broken = Finding(question="Which words?", answer="the built-in ones", evidence=worded.problem)
        trail = TrailEntry(at=desk.now, event="template failed", findings=(broken,), thread_id=thread.thread_id)
        desk.tx.add_trail(trail)
    return desk.tx.add_letter(letter) is not None


def prefix(incident: Incident, round_: int | None = None) -> str:
    """How the keys of an incident's letters begin: of all of them, or of one round."""
    return f"incident|{incident.incident_id}|" + ("" if round_ is None else f"{round_}|")


def letters_of(tx: Tx, incident: Incident, customer: Customer) -> tuple[Letter, ...]:
    """Every letter of the incident that was written to this customer."""
    start = prefix(incident)
    written = (letter for thread in customer for letter in tx.letters_of_thread(thread.thread_id))
    return tuple(letter for letter in written if letter.once_key.startswith(start))


def drop_waiting(tx: Tx, letters: Iterable[Letter], why: str) -> None:
    """Letters of an incident that wait are not sent any more."""
    for letter in letters:
        if letter.kind is LetterKind.INCIDENT and letter.state in {LetterState.HELD, LetterState.READY}:
            tx.cancel(letter.stored, why, expected=letter.state)


def left_at(letters: Iterable[Letter]) -> datetime | None:
    """When the first of these letters left, None when none has."""
    return min((one.sent_at for one in letters if one.state is LetterState.SENT and one.sent_at), default=None)
