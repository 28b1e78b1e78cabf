"""The Inbox on a mailbox in memory: passes the same contract suite as the one over IMAP."""

from __future__ import annotations

import asyncio
from datetime import date, datetime, timedelta
from email import message_from_bytes
from email.message import Message as Part

from tests.simulate.desk.mailbox import Box, Kept, Mailbox
from triaged.errors import LoginRefused, ServerUnreachable
from triaged.inbox import limits
from triaged.model.mail import FetchedPart, Folder, FolderState, Headline, PartOutline, RawMessage
from triaged.model.ports import Login


class MemoryInbox:
    """One connection of the inbox `inbox` to `mailbox`. `login` None: no password is asked."""

    def __init__(self, inbox: str, mailbox: Mailbox, login: Login | None = None) -> None:
        self._inbox = inbox
        self._mailbox = mailbox
        self._login = login
        self._selected = ""
        self._open = False
        self._news: asyncio.Event | None = None

    async def open(self) -> None:
        await self.close()
        self._mailbox.trouble("connecting")
        if self._login is not None and await self._login.password() != self._mailbox.password:
            raise LoginRefused("the mailbox: wrong password.")
        self._open, self._selected = True, ""

    async def close(self) -> None:
        self._open = False
        if self._news is not None:
            self._news.set()

    def _ask(self, step: str) -> Box:
        """The selected folder ("" selected: INBOX). Raises ServerUnreachable; then the connection is gone."""
        if not self._open:
            raise ServerUnreachable(f"the mailbox: {step}: there is no connection.")
        try:
            self._mailbox.trouble(step)
        except ServerUnreachable:
            self._open = False
            raise
        return self._mailbox.boxes[self._selected or "INBOX"]

    async def select(self, folder: str, *, readonly: bool) -> FolderState:
        self._ask("select")
        if folder not in self._mailbox.boxes:
            raise ServerUnreachable(f"the mailbox: opening the folder {folder}: there is no such folder.")
        self._selected = folder
        box = self._mailbox.boxes[folder]
        return FolderState(name=folder, uidvalidity=box.uidvalidity, uidnext=box.uidnext, exists=len(box.uids))

    async def folders(self) -> tuple[Folder, ...]:
        self._ask("list")
        return tuple(Folder(name=box.name, use=box.use) for box in self._mailbox.boxes.values())

    async def search_from(self, uid: int, *, since: datetime | None = None) -> tuple[int, ...]:
        box = self._ask("search")
        return tuple(found for found in box.from_(uid) if since is None or _since(box.mails[found], since))

    async def search_mark(self, mark: str, *, since: datetime | None = None) -> tuple[int, ...]:
        box = self._ask("search")
        found = (box.mails[uid] for uid in sorted(box.marked))
        return tuple(
            kept.uid for kept in found if kept.mark.startswith(mark) and (since is None or _since(kept, since))
        )

    async def search_answered(self, since: datetime) -> tuple[int, ...]:
        box, first = self._ask("search"), _first_day(since)
        return tuple(uid for uid in sorted(box.answered) if box.mails[uid].day >= first)

    async def present(self, uids: tuple[int, ...]) -> frozenset[int]:
        box = self._ask("search")
        return frozenset(uid for uid in uids if uid in box.mails)

    async def search_id(self, message_id: str) -> tuple[int, ...]:
        box, wanted = self._ask("search"), message_id.strip("<>")
        return tuple(uid for uid in box.uids if box.mails[uid].message_id == wanted)

    async def headlines(self, uids: tuple[int, ...]) -> tuple[Headline, ...]:
        box = self._ask("headlines")
        return tuple(_headline(box, box.mails[uid]) for uid in uids if uid in box.mails)

    async def fetch(self, headlines: tuple[Headline, ...]) -> tuple[RawMessage, ...]:
        box = self._ask("fetch")
        found = (box.mails[head.uid] for head in headlines if head.uid in box.mails)
        return tuple(_raw(self._inbox, box, kept) for kept in found)

    async def mark_seen(self, uids: tuple[int, ...]) -> None:
        box = self._ask("store")
        for uid in uids:
            if uid in box.mails:
                box.flag(uid, "\\Seen")

    async def move(self, uids: tuple[int, ...], folder: str) -> None:
        box = self._ask("move")
        for uid in uids:
            self._mailbox.move(box.name, uid, folder)

    async def append(self, folder: str, octets: bytes, *, flags: tuple[str, ...]) -> None:
        self._ask("append")
        self._mailbox.put(octets, folder, flags=flags)

    async def wait(self, seconds: float) -> bool:
        self._ask("idle")
        loop, self._news = asyncio.get_running_loop(), asyncio.Event()
        wake = self._news.set

        def woken() -> None:
            loop.call_soon_threadsafe(wake)

        self._mailbox.woken.append(woken)
        try:
            async with asyncio.timeout(seconds):
                await self._news.wait()
        except TimeoutError:
            return False
        finally:
            self._mailbox.woken.remove(woken)
            self._news = None
        self._ask("idle")
        return True


class StandingInbox(MemoryInbox):
    """The same where time stands still: nothing is waited for."""

    async def wait(self, seconds: float) -> bool:
        self._ask("idle")
        return False


def _first_day(since: datetime) -> date:
    """SEARCH compares days, and the day before is asked for: servers have zones of their own."""
    return since.date() - timedelta(days=1)


def _since(kept: Kept, since: datetime) -> bool:
    return kept.day >= _first_day(since)


def _headline(box: Box, kept: Kept) -> Headline:
    return Headline(
        folder=box.name,
        uidvalidity=box.uidvalidity,
        uid=kept.uid,
        size=len(kept.octets),
        received=kept.received,
        flags=frozenset(kept.flags),
        mark=kept.mark,
        fields=kept.fields,
    )


def _raw(inbox: str, box: Box, kept: Kept) -> RawMessage:
    whole = len(kept.octets) < limits.WHOLE
    parts = () if whole else tuple(part for part in message_from_bytes(kept.octets).walk() if not part.is_multipart())
    text = next((part for part in parts if part.get_content_type() == "text/plain"), None)
    return RawMessage(
        inbox=inbox,
        folder=box.name,
        uidvalidity=box.uidvalidity,
        uid=kept.uid,
        received=kept.received,
        size=len(kept.octets),
        octets=kept.octets if whole else kept.header,
        flags=frozenset(kept.flags),
        whole=whole,
        text=None if text is None else _text(text),
        outline=tuple(
            PartOutline(content_type=part.get_content_type(), filename=part.get_filename() or "", size=len(_body(part)))
            for part in parts
        ),
    )


def _body(part: Part) -> bytes:
    return str(part.get_payload()).encode("ascii", "surrogateescape")


def _text(part: Part) -> FetchedPart:
    return FetchedPart(
        content_type=part.get_content_type(),
        charset=part.get_content_charset() or "",
        encoding=str(part.get("Content-Transfer-Encoding", "")).lower(),
        octets=_body(part)[: limits.TEXT],
    )
