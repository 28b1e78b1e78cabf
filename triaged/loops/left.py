"""Notices that customers' mails left the folder where they were read, and looks where they lie now.

The server is asked only when something can have left: the folder holds fewer mails than it must, or a minute has
passed. A mail counts as gone when two looks, ten seconds apart, did not find it: people move and answer at the same
moment, and the sent folders are read before each look (I17).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from triaged.errors import ServerUnreachable, Throttled
from triaged.loops import log
from triaged.loops.moved import Moved, note_moved
from triaged.model.mail import Folder, FolderState
from triaged.model.ports import Clock, Inbox
from triaged.model.stored import Lying, Whereabouts
from triaged.model.thread import Turn
from triaged.model.tx import Store, Tx
from triaged.policy.shape import InboxEntry, Policy
from triaged.rules.left import many_left, too_many

LOOK_EVERY = timedelta(seconds=60)
SURE_AFTER = timedelta(seconds=10)
MOST_FOLDERS = 100
"""In more folders nobody looks for a mail: what was not found by then was moved, not deleted."""
MOST_SEARCHES = 200
"""In one round: new mail waits meanwhile. What was not looked for is missed at the next round as well."""
LYING = {"junk": Whereabouts.JUNK, "trash": Whereabouts.TRASH}


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedAt:
    """A folder as it was at the last look, and since when each mail that is missing there was missed, by its key."""

    state: FolderState
    at: datetime
    missing: dict[int, datetime]


@dataclass(slots=True, kw_only=True)
class Left:
    """Looks after the customers' mails of one inbox, on its one connection."""

    entry: InboxEntry
    inbox: Inbox
    policy: Policy
    store: Store
    clock: Clock
    beat: Callable[[], None]
    _looked: dict[str, LookedAt] = field(default_factory=dict, init=False)

    async def look(self, states: Sequence[FolderState]) -> None:
        """Look into these watched folders, as they were just now, where something can have left."""
        for state in states:
            if self._can_have_left(state):
                await self._look_into(state.name)

    def _can_have_left(self, state: FolderState) -> bool:
        last, now = self._looked.get(state.name), self.clock()
        if last is None or last.state.uidvalidity != state.uidvalidity:
            return True
        if not timedelta() <= now - last.at < LOOK_EVERY:
            return True
        arrived = state.uidnext - last.state.uidnext
        known = state.exists >= last.state.exists + arrived
        return not known or any(now - since >= SURE_AFTER for since in last.missing.values())

    async def _look_into(self, folder: str) -> None:
        state = await self.inbox.select(folder, readonly=True)
        key = self.entry.key
        known = await self.store.transact(lambda tx: tx.lying(key, folder, state.uidvalidity))
        present = await self.inbox.present(tuple(mail.uid for mail in known))
        gone = tuple(mail for mail in known if mail.uid not in present)
        now, last = self.clock(), self._looked.get(folder)
        before = last.missing if last is not None and last.state.uidvalidity == state.uidvalidity else {}
        missing = {mail.stored_id: before.get(mail.stored_id, now) for mail in gone}
        self._looked[folder] = LookedAt(state=state, at=now, missing=missing)
        sure = tuple(mail for mail in gone if now - missing[mail.stored_id] >= SURE_AFTER)
        count = sum(mail.turn is Turn.OURS for mail in gone)
        if too_many(count):
            if len(sure) == len(gone):
                await self._lose_sight(gone, many_left(count, folder))
        elif sure:
            await self._settle(sure)

    async def _lose_sight(self, mails: tuple[Lying, ...], words: str) -> None:
        """So many left at once that it says nothing of any of them: people hear of it, nothing is closed."""

        def step(tx: Tx) -> None:
            now = self.clock()
            note_moved(tx, (_moved(mail, Whereabouts.UNKNOWN) for mail in mails), policy=self.policy, now=now)
            tx.note_many_left(self.entry.key, words, now)

        await self.store.transact(step)
        log.many_left(inbox=self.entry.key, count=len(mails))

    async def _settle(self, gone: tuple[Lying, ...]) -> None:
        """Find out where these are, and write what that says.

        Of answered mails only those in the junk folder say something; where many of them are tidied away, none does.
        """
        ours = tuple(mail for mail in gone if mail.turn is Turn.OURS)
        answered = tuple(mail for mail in gone if mail.turn is not Turn.OURS)
        folders = self._in_order(await self.inbox.folders())
        found = await self._find(_at_once(ours, folders), folders)
        if too_many(len(answered)):
            found += tuple(_moved(mail, Whereabouts.UNKNOWN) for mail in answered)
        else:
            near = tuple(folder for folder in folders if folder.name in self.entry.watch or folder.use == "junk")
            found += await self._find(_at_once(answered, near), near, otherwise=Whereabouts.ELSEWHERE)
        await self.store.transact(lambda tx: note_moved(tx, found, policy=self.policy, now=self.clock()))

    def _in_order(self, folders: Sequence[Folder]) -> tuple[Folder, ...]:
        """Where a mail lies most likely first: what is read, junk and trash, then all the others."""
        watched = tuple(folder for folder in folders if folder.name in self.entry.watch)
        thrown = tuple(folder for folder in folders if folder.use in LYING and folder not in watched)
        return (*watched, *thrown, *(folder for folder in folders if folder not in watched and folder not in thrown))

    async def _find(
        self,
        mails: tuple[Lying, ...],
        folders: Sequence[Folder],
        *,
        otherwise: Whereabouts = Whereabouts.GONE,
    ) -> tuple[Moved, ...]:
        """Look for the mails by Message-ID. What is in none of the folders lies `otherwise`."""
        found: dict[int, Moved] = {mail.stored_id: _moved(mail, Whereabouts.UNKNOWN) for mail in mails if not _id(mail)}
        everywhere = len(folders) <= MOST_FOLDERS
        for folder in folders[:MOST_FOLDERS]:
            wanted = tuple(mail for mail in mails if mail.stored_id not in found)
            if not wanted:
                break
            try:
                found |= await self._find_in(folder, wanted)
            except Throttled:
                raise
            except ServerUnreachable:
                everywhere = False  # a folder that nobody may read, or the connection is gone: that shows below
        if not everywhere:
            otherwise = Whereabouts.ELSEWHERE
            await self.inbox.select(self.entry.watch[0], readonly=True)
        return tuple(found.get(mail.stored_id) or _moved(mail, otherwise) for mail in mails)

    async def _find_in(self, folder: Folder, mails: tuple[Lying, ...]) -> dict[int, Moved]:
        state = await self.inbox.select(folder.name, readonly=True)
        watched = folder.name in self.entry.watch
        found = {}
        for mail in mails:
            uids = await self.inbox.search_id(_id(mail))
            self.beat()
            if uids and watched:
                found[mail.stored_id] = Moved(
                    thread_id=mail.thread_id,
                    stored_id=mail.stored_id,
                    lies=Whereabouts.WATCHED,
                    folder=folder.name,
                    uidvalidity=state.uidvalidity,
                    uid=uids[-1],
                )
            elif uids:
                found[mail.stored_id] = _moved(mail, LYING.get(folder.use, Whereabouts.ELSEWHERE))
        return found


def _at_once(mails: tuple[Lying, ...], folders: Sequence[Folder]) -> tuple[Lying, ...]:
    """As many as one round can look for in so many folders; one in any case."""
    return mails[: max(1, MOST_SEARCHES // max(1, min(len(folders), MOST_FOLDERS)))]


def _id(mail: Lying) -> str:
    """What it can be looked for by, "" where it bears nothing that every server can be asked for."""
    known = mail.message_id or ""
    return known if known.isascii() and known.isprintable() else ""


def _moved(mail: Lying, lies: Whereabouts) -> Moved:
    return Moved(thread_id=mail.thread_id, stored_id=mail.stored_id, lies=lies)
