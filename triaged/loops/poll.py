"""Reads one inbox: its watched folders, its sent folders, and the copies of its letters.

A round reads the first watched folder at once (that is what IDLE woke us for) and then everything else. IDLE is never
trusted: a search follows every wait, and no wait is longer than the inbox's `look_every`, a minute at most.
"""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from triaged.intake import Intake
from triaged.loops import log
from triaged.loops.alone import deadly
from triaged.loops.batches import BATCH, MOST_TRIES, batches
from triaged.loops.evidence import IN_DRAFTS, Look, is_ours, look_for, note_copies, note_draft, settle
from triaged.loops.health import Health
from triaged.loops.sent import from_headline, note_flagged, note_sent
from triaged.mail.limits import ParseLimits
from triaged.model.letter import Letter, LetterState
from triaged.model.mail import FolderState, Headline
from triaged.model.ports import Clock, Inbox
from triaged.model.stored import Cursor, InboxState, Quarantined
from triaged.model.tx import Store, Tx
from triaged.policy.shape import InboxEntry, Policy

MOST_OFTEN = 1.0
"""Seconds. However often IDLE wakes us, the other folders are not looked at more often than this."""
CLOCKS_DIFFER = timedelta(minutes=5)
"""How far the server's clock may be behind ours: later mail is never taken for older (N30)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Folders:
    """The inbox's folders by their use, as the server has them."""

    watch: tuple[str, ...]
    sent: tuple[str, ...]
    drafts: str


@dataclass(slots=True, kw_only=True)
class Reading:
    """One pass over a folder: how often each mail was tried before, and how many late ones it has met so far."""

    state: FolderState
    tries: Mapping[int, int]
    lost_cursor: bool
    late: int = 0


@dataclass(slots=True, kw_only=True)
class Poll:
    """The loop of one inbox: one connection, one round after the other."""

    entry: InboxEntry
    inbox: Inbox
    intake: Intake
    policy: Policy
    store: Store
    clock: Clock
    health: Health
    send_now: Callable[[], None]
    limits: ParseLimits
    _folders: Folders | None = field(default=None, init=False)
    _looked_at_all: float = field(default=0.0, init=False)
    _left_filed: bool = field(default=False, init=False)

    @property
    def name(self) -> str:
        """The loop's name in status and log."""
        return f"inbox {self.entry.key}"

    async def round(self) -> None:
        """Read what is new, then wait for more."""
        if self._folders is None:
            await self.inbox.open()
            self._folders = await self._find_folders()
            self._looked_at_all, self._left_filed = 0.0, False
        folders = self._folders
        first, *others = folders.watch
        read = await self._read(first)
        if time.monotonic() - self._looked_at_all >= MOST_OFTEN:
            for folder in others:
                await self._read(folder)
            await self._look_at_the_rest(folders)
            self._looked_at_all = time.monotonic()
            # What came while the other folders were open is old news to IDLE: it would not wake us.
            if (await self._select(first)).uidnext != read.uidnext:
                return
        if self.health.trouble(self.name, ""):
            log.loop_well(loop=self.name)
        await self.inbox.wait(self.entry.look_every.total_seconds())

    async def recover(self) -> None:
        """Drop the connection after a failure: it is never used again."""
        self._folders = None
        await self.inbox.close()

    async def _look_at_the_rest(self, folders: Folders) -> None:
        for folder in folders.sent:
            await self._read_sent(folder)
        await self._read_flags(folders.watch[0])
        await self._settle_doubts(folders)
        await self._file_drafts(folders)
        await self._file_what_was_left(folders)
        await self.store.transact(lambda tx: tx.caught_up(self.entry.key, self.clock()))

    async def _find_folders(self) -> Folders:
        found = await self.inbox.folders()
        by_use = {folder.use: folder.name for folder in reversed(found)}
        sent = tuple(by_use.get("sent", "") if name == "auto" else name for name in self.entry.sent)
        return Folders(
            watch=self.entry.watch,
            sent=tuple(dict.fromkeys(name for name in sent if name)),
            drafts=by_use.get("drafts", ""),
        )

    async def _select(self, folder: str) -> FolderState:
        return await self.inbox.select(folder, readonly=False)

    async def _cursor(self, state: FolderState) -> tuple[Cursor, datetime | None]:
        """Where to read on, and, where the server renumbered the folder, since when its mail is read again (I1).

        A folder seen for the first time starts at its end: nothing in it is answered (N30).
        """
        key, now = self.entry.key, self.clock()
        cursor = await self.store.transact(lambda tx: tx.cursor(key, state.name))
        if cursor is not None and cursor.uidvalidity == state.uidvalidity:
            return cursor, None
        uid = max(state.uidnext - 1, 0) if cursor is None else 0
        start = Cursor(inbox=key, folder=state.name, uidvalidity=state.uidvalidity, uid=uid)

        def step(tx: Tx) -> InboxState:
            tx.set_cursor(start)
            return tx.begin_inbox(key, now - CLOCKS_DIFFER)

        inbox = await self.store.transact(step)
        if cursor is None:
            return start, None
        log.resync(inbox=key)
        return start, min(inbox.caught_up_at or now, now) - self.policy.acknowledge.late

    async def _read(self, folder: str) -> FolderState:
        """Take in what is new in a folder; the folder as it was before the search."""
        state = await self._select(folder)
        cursor, since = await self._cursor(state)
        uids = await self.inbox.search_from(cursor.uid + 1, since=since)
        retry = await self._to_retry(state)
        tries = await self._tries(state) if uids or retry else {}
        reading = Reading(state=state, tries=tries, lost_cursor=since is not None)
        for batch in batches(retry, tries):
            await self._take(reading, batch, again=True)
        for batch in batches(uids, tries):
            await self._take(reading, batch)
            self.health.beat(self.name)
        return state

    async def _tries(self, state: FolderState) -> dict[int, int]:
        """How often reading each mail of this folder was begun and never finished: the program died."""
        tried = await self.store.transact(lambda tx: tx.tried(self.entry.key))
        return {
            mail.uid: mail.tries
            for mail in tried
            if mail.folder == state.name and mail.uidvalidity == state.uidvalidity
        }

    async def _to_retry(self, state: FolderState) -> tuple[int, ...]:
        """Quarantined mails that a person wants tried again. They stay in quarantine until they are read at last."""
        items = await self.store.transact(lambda tx: tx.to_retry(self.entry.key))
        return tuple(
            sorted(item.uid for item in items if item.folder == state.name and item.uidvalidity == state.uidvalidity)
        )

    async def _take(self, reading: Reading, uids: tuple[int, ...], *, again: bool = False) -> None:
        """One batch: mark it tried, fetch, parse, decide and write it, in that order. `again`: out of quarantine."""
        state = reading.state
        headlines = await self.inbox.headlines(uids)
        copies = tuple(headline for headline in headlines if is_ours(headline, self.store.secret))
        mails = tuple(headline for headline in headlines if headline not in copies)
        end = Cursor(inbox=self.entry.key, folder=state.name, uidvalidity=state.uidvalidity, uid=uids[-1])
        fresh = await self._mark_tried(state, mails, reading.tries)
        marks = await self._marks_of_late(mails)
        raws = await self.inbox.fetch(fresh) if fresh else ()
        read = await asyncio.to_thread(self.intake.read, raws) if raws else ()

        def step(tx: Tx) -> bool:
            written = self.intake.take(
                tx,
                mails=read,
                copies=copies,
                cursor=None if again else end,
                marks=marks,
                late_before=reading.late,
                lost_cursor=reading.lost_cursor,
            )
            if again:
                _out_of_quarantine(tx, state, self.entry.key, uids)
            return written

        changed = await self.store.transact(step)
        reading.late += self.intake.late_among(raw.received for raw in raws)
        if changed:
            self.send_now()
        await self._file(copies)

    async def _mark_tried(
        self, state: FolderState, mails: tuple[Headline, ...], tries: Mapping[int, int]
    ) -> tuple[Headline, ...]:
        """Mark durably before anything is parsed; the mails that may be parsed, the others go into quarantine."""
        if not mails:
            return ()
        uids = [mail.uid for mail in mails]
        await self.store.transact(lambda tx: tx.mark_tried(self.entry.key, state.name, state.uidvalidity, uids))
        interrupted = tuple(mail for mail in mails if tries.get(mail.uid) == 1)
        dead = await deadly(await self.inbox.fetch(interrupted)) if interrupted else frozenset()
        fresh = []
        for mail in mails:
            if tries.get(mail.uid, 0) >= MOST_TRIES:
                await self._quarantine(mail, "the program died three times while reading it")
            elif mail.uid in dead:
                await self._quarantine(mail, "reading it takes more time or memory than any mail may")
            else:
                fresh.append(mail)
        return tuple(fresh)

    async def _quarantine(self, mail: Headline, reason: str) -> None:
        item = Quarantined(
            inbox=self.entry.key,
            folder=mail.folder,
            uidvalidity=mail.uidvalidity,
            uid=mail.uid,
            size=mail.size,
            reason=reason,
            at=self.clock(),
        )
        log.quarantined(inbox=self.entry.key, uid=mail.uid, reason=reason)

        def step(tx: Tx) -> None:
            tx.quarantine(item)
            tx.clear_tried(item.inbox, item.folder, item.uidvalidity, [item.uid])

        await self.store.transact(step)

    async def _marks_of_late(self, mails: tuple[Headline, ...]) -> frozenset[str]:
        """Our marks near late mail: after a lost cursor or a restored backup it may have been answered already."""
        late = [mail.received for mail in mails if self.intake.is_late(mail.received, self.clock())]
        if not late or self._folders is None:
            return frozenset()
        here, marks = mails[0].folder, set()
        for folder in dict.fromkeys((*self._folders.sent, here)):
            await self.inbox.select(folder, readonly=True)
            uids = await self.inbox.search_mark("v1.", since=min(late))
            marks |= {headline.mark for headline in await self.inbox.headlines(uids)}
        await self._select(here)
        return frozenset(marks)

    async def _file(self, copies: tuple[Headline, ...]) -> None:
        """Mark our own copies read and put them where sent mail is kept."""
        if not copies or self._folders is None:
            return
        uids = tuple(copy.uid for copy in copies)
        await self.inbox.mark_seen(uids)
        if self._folders.sent and self._folders.sent[0] != copies[0].folder:
            await self.inbox.move(uids, self._folders.sent[0])

    async def _file_what_was_left(self, folders: Folders) -> None:
        """Once a connection: copies that were read, but not filed because the program died in between."""
        if self._left_filed or not folders.sent:
            return
        since = self.clock() - self.policy.acknowledge.late
        for folder in folders.watch:
            if folder != folders.sent[0]:
                await self._select(folder)
                headlines = await self.inbox.headlines(await self.inbox.search_mark("v1.", since=since))
                await self._file(tuple(headline for headline in headlines if is_ours(headline, self.store.secret)))
        self._left_filed = True

    async def _read_sent(self, folder: str) -> None:
        state = await self.inbox.select(folder, readonly=True)
        cursor, since = await self._cursor(state)
        uids = await self.inbox.search_from(cursor.uid + 1, since=since)
        for start in range(0, len(uids), BATCH):
            batch = uids[start : start + BATCH]
            headlines = await self.inbox.headlines(batch)
            await self.store.transact(partial(self._note_sent, headlines=headlines, state=state, uid=batch[-1]))
            self.send_now()

    def _note_sent(self, tx: Tx, *, headlines: tuple[Headline, ...], state: FolderState, uid: int) -> None:
        ours = tuple(headline for headline in headlines if is_ours(headline, self.store.secret))
        note_copies(tx, ours, account=self.entry.account, now=self.clock())
        mails = (from_headline(headline, self.entry.key, self.limits) for headline in headlines if headline not in ours)
        read = [mail for mail in mails if mail is not None]
        note_sent(tx, read, inbox=self.entry, policy=self.policy, now=self.clock())
        tx.set_cursor(Cursor(inbox=self.entry.key, folder=state.name, uidvalidity=state.uidvalidity, uid=uid))

    async def _read_flags(self, folder: str) -> None:
        r"""Mails flagged \Answered whose answer was not seen: the agents are asked, nothing else happens."""
        since = self.clock() - self.policy.acknowledge.late
        await self.inbox.select(folder, readonly=True)
        uids = await self.inbox.search_answered(since)
        if not uids:
            return
        headlines = await self.inbox.headlines(uids[-200:])
        mails = [from_headline(headline, self.entry.key, self.limits) for headline in headlines]
        await self.store.transact(
            lambda tx: note_flagged(tx, [mail for mail in mails if mail is not None], inbox=self.entry)
        )

    async def _settle_doubts(self, folders: Folders) -> None:
        began = self.clock()
        doubts = await self.store.transact(self._doubts)
        if not doubts:
            return
        possible = any(letter.journal for letter in doubts) or self.policy.accounts[self.entry.account].files_sent
        found = await look_for(self.inbox, (*folders.watch, *folders.sent), doubts) if possible else frozenset()
        look = Look(began=began, found=found, possible=possible)
        wait = self.policy.letters.doubt_wait
        again = await self.store.transact(
            lambda tx: settle(tx, look, inbox=self.entry.key, account=self.entry.account, wait=wait, now=self.clock())
        )
        if again:
            self.send_now()

    def _doubts(self, tx: Tx) -> tuple[Letter, ...]:
        return tuple(letter for letter in tx.letters(LetterState.DOUBT) if letter.inbox == self.entry.key)

    async def _file_drafts(self, folders: Folders) -> None:
        """`letters.send = "drafts"`: put each held letter into Drafts once; a person sends it from there."""
        if self.entry.send != "drafts":
            return
        held = await self.store.transact(lambda tx: tx.letters(LetterState.HELD))
        for letter in held:
            if letter.inbox != self.entry.key or letter.reason == IN_DRAFTS:
                continue
            if not await self._is_in(folders.drafts, letter):
                await self.inbox.append(folders.drafts or "Drafts", letter.octets, flags=("\\Draft",))
            await self.store.transact(partial(note_draft, letter=letter))

    async def _is_in(self, folder: str, letter: Letter) -> bool:
        """Whether the letter lies in the folder, "" being one that the server does not have (yet)."""
        if not folder:
            return False
        await self.inbox.select(folder, readonly=True)
        return bool(await self.inbox.search_mark(letter.mark))


def _out_of_quarantine(tx: Tx, state: FolderState, inbox: str, uids: tuple[int, ...]) -> None:
    """What was read at last, or is gone, leaves quarantine; what failed again is there anew, without the wish."""
    for item in tx.to_retry(inbox):
        here = item.folder == state.name and item.uidvalidity == state.uidvalidity and item.uid in uids
        if here and item.quarantine_id is not None:
            tx.drop_quarantined(item.quarantine_id)
