"""The seam to the store: what one transaction can ask and write, in the words of the product.

A step is a plain function of one `Tx`. Everything it writes becomes durable together, or nothing does; what it wrote it
also reads. Every transition names the state it expects and raises StaleState when the row is in another one.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from triaged.model.known import Desk, Joined, Known, Lookup
from triaged.model.letter import Letter, LetterState
from triaged.model.people import Absence
from triaged.model.stored import (
    Attention,
    Cursor,
    Figures,
    InboxState,
    Incident,
    LedgerEntry,
    LetterChange,
    Lying,
    Notice,
    OpenBreaker,
    Post,
    Quarantined,
    Relay,
    StoredMessage,
    TrailEntry,
    Tried,
    Whereabouts,
)
from triaged.model.thread import Outcome, Promise, Thread
from triaged.model.tx_rearrange import RearrangeTx

T = TypeVar("T")


class IntakeTx(Protocol):
    """Reading mail: cursors, marks before parsing, quarantine, the state of an inbox."""

    def begin_inbox(self, inbox: str, now: datetime) -> InboxState:
        """The inbox's state; written with baseline `now` when the inbox is new."""

    def cursor(self, inbox: str, folder: str) -> Cursor | None:
        """How far the folder was read, None when never."""

    def set_cursor(self, cursor: Cursor) -> None:
        """Write how far the folder is read now."""

    def caught_up(self, inbox: str, at: datetime, *, sent_looked_at: datetime) -> None:
        """All folders of the inbox are read to the end; the look at its sent folders began at `sent_looked_at`."""

    def inbox_state(self, inbox: str) -> InboxState | None:
        """What is known of the inbox, None when it was never begun."""

    def answer_seen(self, inbox: str) -> None:
        """A person's answer was seen in this inbox."""

    def renewals_off(self, inbox: str, why: str) -> None:
        """Tell no customer of this inbox by itself that we are late, because of `why`; "": they may be told again."""

    def note_mail(self, inbox: str, received: Iterable[datetime]) -> None:
        """Mail arrived: keeps the newest arrival and how long this inbox is usually quiet, by hour of the week."""

    def usual_quiet(self, inbox: str, now: datetime) -> timedelta | None:
        """The longest quiet ever seen around this hour of the week; None before two weeks of history."""

    def mark_tried(self, inbox: str, folder: str, uidvalidity: int, uids: Sequence[int]) -> dict[int, int]:
        """Mark UIDs before they are parsed; the number of starts of each, this one included (three: quarantine)."""

    def tried(self, inbox: str) -> tuple[Tried, ...]:
        """UIDs marked and never finished: what was in work when the process died."""

    def clear_tried(self, inbox: str, folder: str, uidvalidity: int, uids: Sequence[int]) -> None:
        """These are stored or quarantined."""

    def quarantine(self, item: Quarantined) -> int:
        """Keep a mail apart for people; the same mail again replaces the reason. Returns its id."""

    def quarantined(self) -> tuple[Quarantined, ...]:
        """All that is in quarantine, oldest first."""

    def retry_quarantined(self, quarantine_id: int) -> Quarantined:
        """Ask for another try. Raises StaleState when there is no such entry."""

    def to_retry(self, inbox: str) -> tuple[Quarantined, ...]:
        """Entries of this inbox that a person wants tried again."""

    def drop_quarantined(self, quarantine_id: int) -> Quarantined:
        """Take an entry out (dropped by a person, or read at last). Raises StaleState when there is none."""

    def desk(self, inbox: str, now: datetime) -> Desk:
        """The state of the inbox for decisions; `late_in_batch` and `already_marked` are the caller's to fill."""

    def known(self, lookup: Lookup) -> Known:
        """All that is known of one mail; keys that are empty cost nothing."""


class ThreadTx(Protocol):
    """Messages, threads, promises, the trail."""

    def add_message(self, message: StoredMessage) -> int | None:
        """Store a mail and its id; None when this inbox has it already (same identity, same digest: I1, T9)."""

    def messages(self, thread_id: int) -> tuple[StoredMessage, ...]:
        """The thread's mails, oldest first."""

    def joined(self, inbox: str, ids: Sequence[str]) -> tuple[Joined, ...]:
        """Threads that know one of these ids, in the order of `ids`, those of `inbox` first."""

    def note_id(
        self, thread_id: int | None, inbox: str, message_id: str, *, automatic: bool, letter: int | None = None
    ) -> None:
        """Another id that a mail of the thread, or this letter, bears (the provider gave ours a new one: T1)."""

    def add_thread(self, thread: Thread, references: Iterable[str], *, linked: int | None = None) -> Thread:
        """Store a new thread under the first free reference; `thread_id` and `reference` of the value are ignored.

        Its `promise`, when there is one, is opened with it. Raises StaleState when every reference is taken.
        """

    def update_thread(self, thread: Thread) -> None:
        """Write what may change of a thread (everything but its promise, id, reference and inbox)."""

    def thread(self, thread_id: int) -> Thread | None:
        """The thread with its open promise (else target)."""

    def thread_by_reference(self, text: str) -> Thread | None:
        """The thread a person named: its reference with or without prefix and brackets, in any case."""

    def add_trail(self, entry: TrailEntry) -> None:
        """Remember why. Written when the transaction ends."""

    def trail(self, thread_id: int) -> tuple[TrailEntry, ...]:
        """What happened in the thread, oldest first."""


class PlaceTx(Protocol):
    """Where customers' mails lie."""

    def lying(self, inbox: str, folder: str, uidvalidity: int, *, limit: int = 2000) -> tuple[Lying, ...]:
        """Customers' mails that were seen in the folder last, of the `limit` open threads with the newest mail."""

    def stored_message(self, inbox: str, identity: str, digest: str) -> StoredMessage | None:
        """The mail that this inbox has with this identity and this text."""

    def note_place(
        self, stored_id: int, lies: Whereabouts, *, folder: str = "", uidvalidity: int = 0, uid: int = 0
    ) -> None:
        """A mail was seen at this place, or was looked for and lies so."""

    def note_many_left(self, inbox: str, words: str, at: datetime) -> None:
        """Many mails left a folder of the inbox at once: people must hear it."""


class PromiseTx(Protocol):
    """Promises, and the ledger that remembers each event of theirs: one is never written without the other."""

    def open_promise(self, thread_id: int, promise: Promise, at: datetime) -> int:
        """Record what was promised, or aimed at, at `at`. Raises StaleState when one of that sort is open."""

    def open_shared_promise(self, incident_id: int, promise: Promise, at: datetime) -> int:
        """Record the one promise of an incident. Raises StaleState when one is open."""

    def settle_promise(self, promise_id: int, outcome: Outcome, at: datetime, *, person: str = "") -> None:
        """Give an open promise its outcome, once; `person` did it. Raises StaleState when it has one already."""

    def name_nobody(self, promise_id: int) -> None:
        """Nobody is named any more for a promise that its customer was not told yet. Raises StaleState: not open."""

    def promise(self, promise_id: int) -> Promise | None:
        """One promise."""

    def promises(self, thread_id: int) -> tuple[Promise, ...]:
        """Every promise and target of the thread, oldest first."""

    def shared_promises(self, incident_id: int) -> tuple[Promise, ...]:
        """Every promise of the incident, oldest first."""

    def note_event(
        self,
        thread_id: int,
        event: str,
        at: datetime,
        *,
        person: str = "",
        delay: timedelta | None = None,
        row: str = "",
    ) -> None:
        """Write an event of a thread that belongs to no promise into the ledger. Raises StaleState: no such thread."""

    def ledger(self, until: datetime, *, since: datetime | None = None) -> Iterator[LedgerEntry]:
        """Every entry before `until`, in the order in which they were written.

        `since`: begin at the first one from then on. What was written after it is there, whatever its time: an answer
        that was seen late has a time before the promise that it keeps.
        """

    def missed(self, since: datetime, now: datetime, *, limit: int = 1000) -> tuple[tuple[int, Promise], ...]:
        """Promises to customers of single threads whose time lay since then and passed unkept, with their thread.

        Those that were missed, and those that are open past their time; the latest time first.
        """

    def answers_since(self, since: datetime) -> tuple[tuple[str, datetime, str, timedelta], ...]:
        """Who answered when, for which team, and how long the mail had waited; oldest first."""


class OutboxTx(Protocol):
    """Letters: the outbox."""

    def add_letter(self, letter: Letter) -> int | None:
        """Store a letter, its id in the thread (automatic), and count it; None when one with its `once_key` exists."""

    def letter(self, letter_id: int) -> Letter | None:
        """One letter."""

    def letter_by_mark(self, mark: str) -> Letter | None:
        """The letter that bears this mark."""

    def letter_by_message_id(self, message_id: str) -> Letter | None:
        """The letter of ours that bears this Message-ID, whichever inbox sent it."""

    def letters(self, state: LetterState, *, limit: int = 1000) -> tuple[Letter, ...]:
        """Letters in this state, in the order in which they would be sent."""

    def letters_of_thread(self, thread_id: int) -> tuple[Letter, ...]:
        """Every letter of the thread, oldest first."""

    def claim_letters(self, account: str, now: datetime, limit: int) -> tuple[Letter, ...]:
        """Mark up to `limit` letters `sending` and return them, earliest promise first.

        Only those whose next attempt is due and whose `send_before` has not passed; none while paused or while the
        account's relay backs off.
        """

    def expired_letters(self, now: datetime) -> tuple[Letter, ...]:
        """Held or ready letters whose `send_before` has passed: to be cancelled, never sent."""

    def next_attempt(self, account: str) -> datetime | None:
        """When the next ready letter of the account is due, the relay's back-off included; None when there is none."""

    def change_letters(self, changes: Sequence[LetterChange]) -> None:
        """Make transitions. Raises StaleState (nothing is written) when one letter is not in the state expected."""

    def mark_sent_by_evidence(self, mark: str, at: datetime) -> Letter | None:
        """The copy of this letter was found: sending or in doubt → sent. None when it was in no such state."""

    def release(self, letter_id: int, at: datetime) -> None:
        """Held → ready, due now. Raises StaleState."""

    def cancel(self, letter_id: int, reason: str, *, expected: LetterState) -> None:
        """`expected` → cancelled. Raises StaleState."""

    def recover_sending(self, now: datetime) -> int:
        """At the start: sending → in doubt since `now`. How many."""

    def relay(self, account: str) -> Relay:
        """The account's shared back-off (none yet: no wait)."""

    def set_relay(self, relay: Relay) -> None:
        """Write the account's shared back-off."""

    def block(self, address: str, until: datetime) -> None:
        """No automatic letters to this address until then: one came back."""

    def is_blocked(self, address: str, now: datetime) -> bool:
        """Whether a letter to this address came back not long ago."""


class WatchTx(Protocol):
    """Deadlines, lists for people, switches."""

    def to_look_at(self, now: datetime, *, limit: int = 1000) -> tuple[Thread, ...]:
        """Threads whose `look_at` has come, longest ago first."""

    def next_look(self) -> datetime | None:
        """The earliest `look_at` of all threads."""

    def work_ahead(self, team: str, rank: int) -> int:
        """How many open threads of the team, of at least this urgency (by rank), wait for us; at most 2,000."""

    def next_due(self, now: datetime) -> datetime | None:
        """The next time after `now` at which a thread becomes overdue."""

    def queue(self, now: datetime, *, limit: int = 1000) -> tuple[Thread, ...]:
        """What is ours to answer: broken times (latest first), nearest time, urgency, longest waiting."""

    def waiting(self, *, limit: int = 1000) -> tuple[Thread, ...]:
        """Threads that wait for the customer, latest mail first."""

    def machines(self, *, limit: int = 1000) -> tuple[Thread, ...]:
        """Open threads written by machines, latest mail first."""

    def attention(self) -> Attention:
        """What waits for a person's decision."""

    def figures(self, now: datetime) -> Figures:
        """The store's part of `status`."""

    def open_breaker(self, inbox: str, reason: str, at: datetime) -> bool:
        """Stop acknowledgements of the inbox ("" = all); False when that breaker is open already."""

    def reset_breaker(self, at: datetime, inbox: str | None = None) -> int:
        """A person closes the inbox's breaker (None: every one); counting begins anew. How many were open."""

    def breakers(self) -> tuple[OpenBreaker, ...]:
        """Open breakers, oldest first."""

    def pause(self, at: datetime) -> bool:
        """No letter is claimed from now on; False when paused already."""

    def resume(self) -> bool:
        """Letters go again; False when not paused."""

    def paused_since(self) -> datetime | None:
        """Since when letters are paused."""

    def remember(self, name: str, value: str) -> None:
        """Keep a short text under a name, in place of the one before (a rotated refresh token)."""

    def remembered(self, name: str) -> str:
        """The text kept under `name`, "" when there is none."""


class NoticeTx(Protocol):
    """What colleagues must hear, and the ways on which they hear it."""

    def add_notice(self, notice: Notice) -> bool:
        """Gather a notice; False when this person waits to hear the same about the same thread already."""

    def notices(self) -> tuple[Notice, ...]:
        """Notices nobody was told yet, by person, oldest first."""

    def notices_of_thread(self, thread_id: int) -> tuple[Notice, ...]:
        """Every notice about the thread, oldest first."""

    def notices_of_letter(self, letter_id: int) -> tuple[Notice, ...]:
        """What this letter told a colleague."""

    def notices_told(
        self, notice_ids: Sequence[int], at: datetime, *, letter: int | None = None, post: int | None = None
    ) -> None:
        """These went into a letter or a post. Raises StaleState when one was told already."""

    def notices_of_post(self, post_id: int) -> tuple[Notice, ...]:
        """What this post told a colleague."""

    def undelivered_notices(self) -> tuple[Notice, ...]:
        """Notices whose letter or post was refused for good, and which nobody else heard in their place.

        `way` and `failed` of these are filled.
        """

    def notices_climbed(self, notice_ids: Sequence[int]) -> None:
        """Somebody else is told in place of who could not be reached."""

    def add_post(self, post: Post) -> int:
        """Put a notice on its way over a channel."""

    def ready_posts(self, now: datetime, *, limit: int = 20) -> tuple[Post, ...]:
        """Posts whose next attempt is due, longest due first."""

    def next_post(self) -> datetime | None:
        """When the next post is due."""

    def failed_posts(self, since: datetime) -> tuple[Post, ...]:
        """Posts since then that could not be delivered, newest first."""

    def update_post(self, post: Post) -> None:
        """Write what an attempt came to. Raises StaleState when the post is not ready."""


class PeopleTx(Protocol):
    """Who is away, how much everybody has, and what incidents are open."""

    def add_absence(self, absence: Absence) -> None:
        """Somebody is away."""

    def absence_begun(self, absence_id: int) -> None:
        """What they had was handed over. Raises StaleState when there is no such absence."""

    def end_absences(self, person: str, now: datetime) -> int:
        """They are back: absences end now, later ones are dropped. How many that were."""

    def absences(self, now: datetime) -> tuple[Absence, ...]:
        """Absences that are not over, earliest first."""

    def loads(self) -> dict[str, int]:
        """How many open threads, ours to answer, each person has."""

    def owned(self, person: str) -> tuple[Thread, ...]:
        """The open threads of a person that are ours to answer, nearest time first."""

    def add_incident(self, incident: Incident) -> int:
        """Open an incident; its promise is opened by `open_shared_promise`."""

    def update_incident(self, incident: Incident) -> None:
        """Write what may change of an incident. Raises StaleState when there is none."""

    def incident(self, incident_id: int) -> Incident | None:
        """One incident, with its open promise."""

    def open_incidents(self) -> tuple[Incident, ...]:
        """Incidents that are not closed, oldest first."""

    def incidents_to_look_at(self, now: datetime) -> tuple[Incident, ...]:
        """Incidents whose `look_at` has come."""

    def threads_of_incident(self, incident_id: int) -> tuple[Thread, ...]:
        """The threads attached to it."""

    def recent_threads(self, inbox: str, since: datetime, *, limit: int = 10_000) -> tuple[Thread, ...]:
        """Open threads of the inbox with mail since then."""


class Tx(IntakeTx, ThreadTx, PlaceTx, PromiseTx, OutboxTx, WatchTx, NoticeTx, PeopleTx, RearrangeTx, Protocol):
    """One transaction."""


class Store(Protocol):
    """The open store. One transaction at a time, in the order asked."""

    @property
    def secret(self) -> bytes:
        """32 random octets made with the store: the key of Message-IDs and marks."""

    async def transact(self, step: Callable[[Tx], T]) -> T:
        """Run `step` in one durable transaction, in the store's own thread; its exception undoes everything.

        Raises StoreFailed when the disk or the database server refuses; after a failed fsync or a lost lock every
        later call raises it too (`broken`).
        """

    def transact_now(self, step: Callable[[Tx], T]) -> T:
        """The same, waiting for the store's thread: for one-shot commands and tests, never in the event loop."""

    @property
    def broken(self) -> str:
        """Why the store must not be used any more, "" while it may: then the process ends (P3)."""

    async def close(self) -> None:
        """Finish the transaction under way, give up the lock."""
