"""Mails, conversations, promises, and the trail of why."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Text, bindparam, func, or_, select, update

from triaged.errors import StaleState
from triaged.model.fact import comparable
from triaged.model.stored import StoredMessage, TrailEntry
from triaged.model.thread import Promise, Thread
from triaged.store import tables as t
from triaged.store.mail_rows import MESSAGE, findings_of, findings_text, message_of
from triaged.store.promises import PromiseQueries
from triaged.store.rows import NAMED, clean, named_threads, thread_of, thread_values, threads_where
from triaged.store.run import Runner, Upsert, insert_into, word
from triaged.store.times import micros, moment

KEPT_TEXT = 4000
"""Characters of a mail's own text that are kept for the queue."""

ADD_MESSAGE = Upsert(
    table=t.message,
    columns=tuple(c.name for c in t.message.c if c.name != "id"),
    keys=("inbox", "identity", "digest"),
    returning=("id",),
)
NOTE_ID = Upsert(
    table=t.mail_id,
    columns=tuple(c.name for c in t.mail_id.c),
    keys=("message_id", "inbox"),
    update=("thread_id", "letter_id", "automatic", "phantom"),
    where=lambda new: t.mail_id.c.phantom & ~new.phantom,
)
"""The first mail seen to bear an id keeps it; an id that was only mentioned gives way."""

MESSAGES = select(*MESSAGE).where(t.message.c.thread_id == bindparam("of"))
MESSAGES = MESSAGES.order_by(t.message.c.received_at, t.message.c.id)

MOST_FOUND = 100
KEPT = ("id", "reference", "inbox", "linked_id", "merged_id")
"""Columns of a thread that no decision about it changes."""
ADD_THREAD = Upsert(
    table=t.thread,
    columns=tuple(c.name for c in t.thread.c if c.name not in {"id", "merged_id"}),
    keys=("reference",),
    returning=("id",),
)
UPDATE_THREAD = update(t.thread).where(t.thread.c.id == bindparam("key"))
UPDATE_THREAD = UPDATE_THREAD.values({c: bindparam(c.name) for c in t.thread.c if c.name not in KEPT})
THREAD = threads_where(t.thread.c.id == bindparam("key"))
BY_REFERENCE = named_threads(NAMED.c.reference == bindparam("wanted"))

LINKED = (
    threads_where(
        or_(
            t.thread.c.linked_id == bindparam("of"),
            t.thread.c.id == select(NAMED.c.linked_id).where(NAMED.c.id == bindparam("of")).scalar_subquery(),
        )
    )
    .order_by(t.thread.c.id)
    .limit(20)
)

ADD_FACT = Upsert(table=t.fact, columns=("thread_id", "name", "value"), keys=("thread_id", "name", "value"))
_GAVE = t.fact.join(NAMED, t.fact.c.thread_id == NAMED.c.id)
_GAVE = _GAVE.join(t.thread, t.thread.c.id == func.coalesce(NAMED.c.merged_id, NAMED.c.id))
WITH_FACT = threads_where(
    t.fact.c.value == bindparam("value"),
    or_(t.fact.c.name == bindparam("name"), bindparam("name", type_=Text) == word("")),
    source=_GAVE,
)
WITH_FACT = WITH_FACT.order_by(t.thread.c.last_mail_at.desc(), t.thread.c.id.desc()).limit(MOST_FOUND)

ADD_TRAIL = insert_into(t.trail)
TRAIL = select(
    t.trail.c.at, t.trail.c.event, t.trail.c.findings, t.trail.c.thread_id, t.trail.c.letter_id, t.trail.c.stored_id
)
TRAIL = TRAIL.where(t.trail.c.thread_id == bindparam("of")).order_by(t.trail.c.id)


class ThreadQueries(PromiseQueries):
    """Part of Transaction: see triaged.model.tx.ThreadTx for what each method promises."""

    _run: Runner
    _trail: list[dict[str, Any]]

    # ---- mails and their ids

    def add_message(self, message: StoredMessage) -> int | None:
        """Store a mail and its id; None when this inbox has it already (same identity, same digest: I1, T9)."""
        row = self._run.first(
            ADD_MESSAGE,
            inbox=message.inbox,
            identity=message.identity,
            digest=message.digest,
            message_id=message.message_id,
            thread_id=message.thread_id,
            direction=message.direction.value,
            kind=message.kind.value,
            author=clean(message.author),
            subject=clean(message.subject),
            received_at=micros(message.received_at),
            size=message.size,
            automatic=message.automatic,
            text=clean(message.text[:KEPT_TEXT]),
            folder=message.folder,
            uidvalidity=message.uidvalidity,
            uid=message.uid,
            lies=message.lies.value,
            judged=message.judged,
        )
        if row is None:
            return None
        if message.thread_id is not None:
            if message.message_id is not None:
                self._note_id(message.thread_id, message.inbox, message.message_id)
            for mentioned in message.mentions:
                self._note_id(message.thread_id, message.inbox, mentioned, phantom=True)
        return int(row[0])

    def messages(self, thread_id: int) -> tuple[StoredMessage, ...]:
        """The thread's mails, oldest first."""
        return tuple(message_of(row) for row in self._run.all(MESSAGES, of=thread_id))

    def note_id(
        self, thread_id: int | None, inbox: str, message_id: str, *, automatic: bool, letter: int | None = None
    ) -> None:
        """Another id that a mail of the thread, or this letter, bears (the provider gave ours a new one: T1)."""
        self._note_id(thread_id, inbox, message_id, letter_id=letter, automatic=automatic)

    def _note_id(
        self,
        thread_id: int | None,
        inbox: str,
        message_id: str,
        *,
        letter_id: int | None = None,
        automatic: bool = False,
        phantom: bool = False,
    ) -> None:
        self._run.count(
            NOTE_ID,
            message_id=message_id,
            inbox=inbox,
            thread_id=thread_id,
            letter_id=letter_id,
            automatic=automatic,
            phantom=phantom,
        )

    # ---- conversations

    def add_thread(self, thread: Thread, references: Iterable[str], *, linked: int | None = None) -> Thread:
        """Store a new thread under the first free reference, its promise and targets opened with it."""
        values = {**thread_values(thread), "inbox": thread.inbox, "linked_id": linked}
        for reference in references:
            row = self._run.first(ADD_THREAD, reference=reference.upper(), **values)
            if row is None:
                continue
            key = int(row[0])
            self._add_facts(key, thread)
            return replace(
                thread,
                thread_id=key,
                reference=reference.upper(),
                promise=self._opened(key, thread.promise, thread.opened_at),
                target=self._opened(key, thread.target, thread.opened_at),
                solution=self._opened(key, thread.solution, thread.opened_at),
            )
        raise StaleState("every reference that was offered for a new thread is taken")

    def _opened(self, thread_id: int, owed: Promise | None, at: datetime) -> Promise | None:
        if owed is None:
            return None
        key = self.open_promise(thread_id, owed, at)
        return replace(owed, promise_id=key, counted_from=owed.counted_from or at, made_at=at)

    def update_thread(self, thread: Thread) -> None:
        """Write what may change of a thread."""
        if self._run.count(UPDATE_THREAD, key=thread.thread_id, **thread_values(thread)) != 1:
            raise StaleState(f"there is no thread number {thread.thread_id}")
        self._add_facts(thread.thread_id, thread)

    def _add_facts(self, thread_id: int, thread: Thread) -> None:
        """What the thread is found by: every value ever given in it."""
        for fact in thread.given:
            self._run.count(ADD_FACT, thread_id=thread_id, name=fact.name, value=clean(comparable(fact.value)))

    def with_fact(self, value: str, name: str = "") -> tuple[Thread, ...]:
        """Threads in which that value was given, newest mail first."""
        rows = self._run.all(WITH_FACT, value=clean(comparable(value)), name=name)
        found = {row[0]: thread_of(row) for row in rows}
        return tuple(found.values())

    def thread(self, thread_id: int) -> Thread | None:
        """The thread with its open promise and targets."""
        row = self._run.first(THREAD, key=thread_id)
        return thread_of(row) if row else None

    def thread_by_reference(self, text: str) -> Thread | None:
        """The thread a person named: its reference with or without prefix and brackets, in any case."""
        words = re.findall(r"\w+", text)
        row = self._run.first(BY_REFERENCE, wanted=words[-1].upper()) if words else None
        return thread_of(row) if row else None

    def linked(self, thread_id: int) -> tuple[Thread, ...]:
        """The older thread it was linked to, and those that were linked to it."""
        return tuple(thread_of(row) for row in self._run.all(LINKED, of=thread_id))

    # ---- the trail

    def add_trail(self, entry: TrailEntry) -> None:
        """Remember why. Written when the transaction ends, all at once."""
        self._trail.append(
            {
                "at": micros(entry.at),
                "event": entry.event,
                "thread_id": entry.thread_id,
                "letter_id": entry.letter_id,
                "stored_id": entry.stored_id,
                "findings": findings_text(entry.findings),
            }
        )

    def trail(self, thread_id: int) -> tuple[TrailEntry, ...]:
        """What happened in the thread, oldest first."""
        self._write_trail()
        return tuple(
            TrailEntry(
                at=moment(row[0]),
                event=row[1],
                findings=findings_of(row[2]),
                thread_id=row[3],
                letter_id=row[4],
                stored_id=row[5],
            )
            for row in self._run.all(TRAIL, of=thread_id)
        )

    def _write_trail(self) -> None:
        self._run.many(ADD_TRAIL, self._trail)
        self._trail.clear()
