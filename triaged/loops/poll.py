"""Reads one inbox: its watched folders, its sent folders, and the copies of its letters.

A round reads the first watched folder at once (that is what IDLE woke us for) and then everything else. IDLE is never
trusted: a search follows every wait, and no wait is longer than the inbox's `look_every`, a minute at most.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

from triaged.intake import Intake
from triaged.loops import log
from triaged.loops.batches import BATCH
from triaged.loops.evidence import (
    IN_DRAFTS,
    SHOWN_EVERY,
    Look,
    file_copies,
    is_ours,
    look_for,
    note_copies,
    note_draft,
    open_to_a_look,
    settle,
)
from triaged.loops.health import Health
from triaged.loops.left import Left
from triaged.loops.sent import from_headline, note_flagged, note_sent
from triaged.loops.watched import Pass, Watched
from triaged.mail.limits import ParseLimits
from triaged.model.letter import Letter, LetterState
from triaged.model.mail import FolderState, Headline
from triaged.model.ports import Clock, Inbox
from triaged.model.stored import Cursor, InboxState
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
    _watched: Watched = field(init=False)
    _left: Left = field(init=False)
    _folders: Folders | None = field(default=None, init=False)
    _sent_to: dict[str, Cursor] = field(default_factory=dict, init=False)
    _flags_read: set[int] = field(default_factory=set, init=False)
    _looked_at_all: float = field(default=0.0, init=False)
    _left_filed: bool = field(default=False, init=False)
    _looked_for_all: datetime | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self._watched = Watched(
            entry=self.entry,
            inbox=self.inbox,
            intake=self.intake,
            store=self.store,
            clock=self.clock,
            beat=self._beat,
            send_now=self.send_now,
        )
        self._left = Left(
            entry=self.entry,
            inbox=self.inbox,
            policy=self.policy,
            store=self.store,
            clock=self.clock,
            beat=self._beat,
        )

    @property
    def name(self) -> str:
        """The loop's name in status and log."""
        return f"inbox {self.entry.key}"

    def _beat(self) -> None:
        """The server answered: this loop is not stuck."""
        self.health.beat(self.name)

    async def round(self) -> None:
        """Read what is new, then wait for more."""
        if self._folders is None:
            await self.inbox.open()
            self._folders = await self._find_folders()
            self._sent_to.clear()
            self._flags_read.clear()
            self._looked_at_all, self._left_filed = 0.0, False
        folders = self._folders
        first, *others = folders.watch
        read = await self._read(folders, first)
        if time.monotonic() - self._looked_at_all >= MOST_OFTEN:
            states = (read, *[await self._read(folders, folder) for folder in others])
            await self._look_at_the_rest(folders, states)
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

    async def _look_at_the_rest(self, folders: Folders, states: Sequence[FolderState]) -> None:
        began = self.clock()
        for folder in folders.sent:
            await self._read_sent(folder)
        await self._read_flags(folders.watch[0])
        await self._left.look(states)
        await self._settle_doubts(folders)
        await self._file_drafts(folders)
        await self._file_what_was_left(folders)
        await self.store.transact(partial(self._note_caught_up, began=began))

    def _note_caught_up(self, tx: Tx, *, began: datetime) -> None:
        tx.caught_up(self.entry.key, self.clock(), sent_looked_at=began)
        for cursor in self._sent_to.values():
            tx.set_cursor(cursor)
        self._sent_to.clear()

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

    async def _read(self, folders: Folders, folder: str) -> FolderState:
        """Take in what is new in a folder; the folder as it was before the search."""
        state = await self._select(folder)
        cursor, since = await self._cursor(state)
        uids = await self.inbox.search_from(self._watched.after(cursor), since=since)
        await self._watched.take_in(uids, Pass(state=state, lost_cursor=since is not None, sent=folders.sent))
        return state

    async def _file_what_was_left(self, folders: Folders) -> None:
        """Once a connection: copies that were read, but not filed because the program died in between."""
        if self._left_filed or not folders.sent:
            return
        since = self.clock() - self.policy.acknowledge.late
        for folder in folders.watch:
            if folder != folders.sent[0]:
                await self._select(folder)
                headlines = await self.inbox.headlines(await self.inbox.search_mark("v1.", since=since))
                copies = tuple(headline for headline in headlines if is_ours(headline, self.store.secret))
                await file_copies(self.inbox, copies, folders.sent)
        self._left_filed = True

    async def _read_sent(self, folder: str) -> None:
        """Note copies and answers. Where a batch holds only copies the cursor waits for the end of the round."""
        state = await self.inbox.select(folder, readonly=True)
        cursor, since = await self._cursor(state)
        uids = await self.inbox.search_from(cursor.uid + 1, since=since)
        for at in range(0, len(uids), BATCH):
            batch = uids[at : at + BATCH]
            end = replace(cursor, uid=batch[-1])
            headlines = await self.inbox.headlines(batch)
            await self.store.transact(partial(self._note_sent, headlines=headlines, end=end))
            self._sent_to[folder] = end
            self.send_now()

    def _note_sent(self, tx: Tx, *, headlines: tuple[Headline, ...], end: Cursor) -> None:
        ours = tuple(headline for headline in headlines if is_ours(headline, self.store.secret))
        note_copies(tx, ours, account=self.entry.account, policy=self.policy, now=self.clock())
        mails = (from_headline(headline, self.entry.key, self.limits) for headline in headlines if headline not in ours)
        read = [mail for mail in mails if mail is not None]
        note_sent(tx, read, inbox=self.entry, policy=self.policy, now=self.clock())
        if read or len(headlines) > len(ours):
            tx.set_cursor(end)

    async def _read_flags(self, folder: str) -> None:
        r"""Mails flagged \Answered whose answer was not seen: the agents are asked, once a connection and mail."""
        since = self.clock() - self.policy.acknowledge.late
        await self.inbox.select(folder, readonly=True)
        uids = tuple(uid for uid in await self.inbox.search_answered(since) if uid not in self._flags_read)[-200:]
        if not uids:
            return
        headlines = await self.inbox.headlines(uids)
        mails = [from_headline(headline, self.entry.key, self.limits) for headline in headlines]
        await self.store.transact(
            lambda tx: note_flagged(
                tx,
                [mail for mail in mails if mail is not None],
                inbox=self.entry,
                policy=self.policy,
                now=self.clock(),
            )
        )
        self._flags_read.update(uids)

    async def _settle_doubts(self, folders: Folders) -> None:
        began = self.clock()
        doubts = await self.store.transact(self._doubts)
        if not doubts:
            return
        possible = any(letter.journal for letter in doubts) or self.policy.accounts[self.entry.account].files_sent
        wait = self.policy.letters.doubt_wait
        wanted = self._wanted(doubts, wait, began) if possible else ()
        found = await look_for(self.inbox, (*folders.watch, *folders.sent), wanted, beat=self._beat)
        look = Look(began=began, found=found, possible=possible)
        again = await self.store.transact(
            lambda tx: settle(
                tx,
                look,
                inbox=self.entry.key,
                account=self.entry.account,
                wait=wait,
                policy=self.policy,
                now=self.clock(),
            )
        )
        if again:
            self.send_now()

    def _wanted(self, doubts: tuple[Letter, ...], wait: timedelta, now: datetime) -> tuple[Letter, ...]:
        """The letters to look for: all of them once an hour, else those that may go again."""
        last = self._looked_for_all
        if last is not None and timedelta() <= now - last < SHOWN_EVERY:
            return open_to_a_look(doubts, wait=wait, now=now)
        self._looked_for_all = now
        return doubts

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
