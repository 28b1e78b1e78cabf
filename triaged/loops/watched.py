"""Takes in what is new in a watched folder, batch by batch.

While one batch is parsed and decided the next is fetched. One transaction writes a batch, moves the cursor and marks
the next batch as tried: marked durably before it is parsed, fetched before it is marked, so that neither a mail that
kills the program (N34) nor a connection that breaks is taken for the other.
"""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from triaged.intake import Intake
from triaged.loops.alone import deadly
from triaged.loops.batches import MOST_TRIES, batches
from triaged.loops.evidence import file_copies, is_ours
from triaged.model.mail import FolderState, Headline, RawMessage
from triaged.model.ports import Clock, Inbox
from triaged.model.stored import Cursor, Quarantined
from triaged.model.tx import Store, Tx
from triaged.policy.shape import InboxEntry

Tries = dict[int, int]
"""By UID: how often reading a mail was begun and never finished, when this program started."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """One pass over a folder. `lost_cursor`: it is read anew (N30, I1); `sent`: the folders of sent mail."""

    state: FolderState
    lost_cursor: bool
    sent: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """UIDs to read together. `again`: out of quarantine, so the cursor stays."""

    uids: tuple[int, ...]
    again: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A batch as the server gave it out. `marks`: ours near late mail; `dead`: what must not be parsed, and why."""

    batch: Batch
    copies: tuple[Headline, ...]
    raws: tuple[RawMessage, ...]
    marks: frozenset[str]
    dead: tuple[tuple[Headline, str], ...]


@dataclass(slots=True, kw_only=True)
class Watched:
    """Reads the watched folders of one inbox, on its one connection."""

    entry: InboxEntry
    inbox: Inbox
    intake: Intake
    store: Store
    clock: Clock
    beat: Callable[[], None]
    send_now: Callable[[], None]
    _tries: dict[tuple[str, int], Tries] = field(default_factory=dict, init=False)
    _read_to: dict[tuple[str, int], int] = field(default_factory=dict, init=False)

    def after(self, cursor: Cursor) -> int:
        """The first UID to look for: behind the stored cursor, and behind copies for which it was not moved."""
        return max(cursor.uid, self._read_to.get((cursor.folder, cursor.uidvalidity), 0)) + 1

    async def take_in(self, uids: tuple[int, ...], way: Pass) -> None:
        """Take in these mails of the selected folder, and those of it that a person wants read again."""
        again = await self._to_retry(way.state)
        if not uids and not again:
            return
        tries = await self._tries_of(way.state)
        waiting = iter(
            (
                *(Batch(uids=batch, again=True) for batch in batches(again, tries)),
                *(Batch(uids=batch, again=False) for batch in batches(uids, tries)),
            )
        )
        first, late = await self._fetch(next(waiting), way, tries), 0
        if first.raws:
            await self.store.transact(lambda tx: self._mark_tried(tx, first, way.state))
        fetched: Fetched | None = first
        while fetched is not None:
            fetched, late = await self._take(fetched, waiting, way, tries, late)
            self.beat()

    async def _take(
        self, fetched: Fetched, waiting: Iterator[Batch], way: Pass, tries: Tries, late: int
    ) -> tuple[Fetched | None, int]:
        """Parse, decide and write one batch, while the next is fetched; the next, and the late mails so far."""
        following = next(waiting, None)
        ahead = None if following is None else asyncio.create_task(self._fetch(following, way, tries))
        try:
            read = await asyncio.to_thread(self.intake.read, fetched.raws) if fetched.raws else ()
            if ahead is not None:
                await asyncio.wait({ahead})
        finally:
            if ahead is not None and not ahead.done():
                ahead.cancel()
        # What is at hand is written, whatever became of the batch behind it.
        came = ahead.result() if ahead is not None and ahead.exception() is None else None

        def step(tx: Tx) -> bool:
            written = self.intake.take(
                tx,
                mails=read,
                copies=fetched.copies,
                cursor=self._end(fetched, way.state),
                marks=fetched.marks,
                late_before=late,
                lost_cursor=way.lost_cursor,
            )
            self._write_dead(tx, fetched)
            if fetched.batch.again:
                _out_of_quarantine(tx, way.state, self.entry.key, fetched.batch.uids)
            if came is not None:
                self._mark_tried(tx, came, way.state)
            return written

        if await self.store.transact(step):
            self.send_now()
        self._forget(fetched, way.state, tries)
        await file_copies(self.inbox, fetched.copies, way.sent)
        late += self.intake.late_among(raw.received for raw in fetched.raws)
        return (came if ahead is None else ahead.result()), late

    # ---- fetching

    async def _fetch(self, batch: Batch, way: Pass, tries: Tries) -> Fetched:
        headlines = await self.inbox.headlines(batch.uids)
        copies = tuple(headline for headline in headlines if is_ours(headline, self.store.secret))
        mails = tuple(headline for headline in headlines if headline not in copies)
        killed = tuple(mail for mail in mails if tries.get(mail.uid, 0) >= MOST_TRIES)
        marks = await self._marks_of_late(mails, way.sent)
        wanted = tuple(mail for mail in mails if mail not in killed)
        raws = await self.inbox.fetch(wanted) if wanted else ()
        interrupted = tuple(raw for raw in raws if tries.get(raw.uid) == 1)
        heavy = await deadly(interrupted) if interrupted else frozenset()
        dead = (
            *((mail, "the program died three times while reading it") for mail in killed),
            *((mail, "reading it takes more time or memory than any mail may") for mail in wanted if mail.uid in heavy),
        )
        fresh = tuple(raw for raw in raws if raw.uid not in heavy)
        return Fetched(batch=batch, copies=copies, raws=fresh, marks=marks, dead=dead)

    async def _marks_of_late(self, mails: tuple[Headline, ...], sent: tuple[str, ...]) -> frozenset[str]:
        """Our marks near late mail: after a lost cursor or a restored backup it may have been answered already."""
        late = [mail.received for mail in mails if self.intake.is_late(mail.received, self.clock())]
        if not late:
            return frozenset()
        here, marks = mails[0].folder, set()
        for folder in dict.fromkeys((*sent, here)):
            await self.inbox.select(folder, readonly=True)
            uids = await self.inbox.search_mark("v1.", since=min(late))
            marks |= {headline.mark for headline in await self.inbox.headlines(uids)}
        await self.inbox.select(here, readonly=False)
        return frozenset(marks)

    # ---- marks before parsing, and quarantine

    async def _tries_of(self, state: FolderState) -> Tries:
        """Asked once: a mark that this program made and outlived says nothing."""
        place = (state.name, state.uidvalidity)
        if place not in self._tries:
            tried = await self.store.transact(lambda tx: tx.tried(self.entry.key))
            self._tries[place] = {mail.uid: mail.tries for mail in tried if (mail.folder, mail.uidvalidity) == place}
        return self._tries[place]

    def _mark_tried(self, tx: Tx, fetched: Fetched, state: FolderState) -> None:
        tx.mark_tried(self.entry.key, state.name, state.uidvalidity, [raw.uid for raw in fetched.raws])

    def _end(self, fetched: Fetched, state: FolderState) -> Cursor | None:
        """Where the cursor moves to. Not for copies alone: they are about to be filed, which needs no commit."""
        if fetched.batch.again or not (fetched.raws or fetched.dead):
            return None
        uid = fetched.batch.uids[-1]
        return Cursor(inbox=self.entry.key, folder=state.name, uidvalidity=state.uidvalidity, uid=uid)

    def _forget(self, fetched: Fetched, state: FolderState, tries: Tries) -> None:
        """The batch is written: its tries are history, and it is not looked for again."""
        for uid in fetched.batch.uids:
            tries.pop(uid, None)
        if not fetched.batch.again:
            self._read_to[state.name, state.uidvalidity] = fetched.batch.uids[-1]

    def _write_dead(self, tx: Tx, fetched: Fetched) -> None:
        for mail, reason in fetched.dead:
            self.intake.quarantine(tx, mail, reason, self.clock())
            tx.clear_tried(self.entry.key, mail.folder, mail.uidvalidity, [mail.uid])

    async def _to_retry(self, state: FolderState) -> tuple[int, ...]:
        """Quarantined mails that a person wants tried again. They stay in quarantine until they are read at last."""
        items = await self.store.transact(lambda tx: tx.to_retry(self.entry.key))
        return tuple(sorted(item.uid for item in items if _lies_in(item, state)))


def _lies_in(item: Quarantined, state: FolderState) -> bool:
    return (item.folder, item.uidvalidity) == (state.name, state.uidvalidity)


def _out_of_quarantine(tx: Tx, state: FolderState, inbox: str, uids: tuple[int, ...]) -> None:
    """What was read at last, or is gone, leaves quarantine; what failed again is there anew, without the wish."""
    for item in tx.to_retry(inbox):
        if _lies_in(item, state) and item.uid in uids and item.quarantine_id is not None:
            tx.drop_quarantined(item.quarantine_id)
