"""A mailbox in memory, as its server keeps it: folders, UIDs, flags, arrival times. Agents change it directly."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

_FIELDS = {
    b"x-triaged",
    b"message-id",
    b"in-reply-to",
    b"references",
    b"from",
    b"to",
    b"cc",
    b"date",
    b"subject",
    b"auto-submitted",
}
_FIELD = re.compile(rb"[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*")
_MARK = re.compile(rb"^x-triaged:[ \t]*([!-~]+)[ \t]*\r?$", re.MULTILINE | re.IGNORECASE)
_ID = re.compile(rb"^message-id:\s*<?([^<>\s]+)", re.MULTILINE | re.IGNORECASE)
USES = {"INBOX": "", "Sent": "sent", "Drafts": "drafts", "Junk": "junk", "Trash": "trash"}


@dataclass(kw_only=True)
class Kept:
    """A mail in a folder."""

    uid: int
    octets: bytes
    received: datetime
    flags: set[str] = field(default_factory=set)

    @cached_property
    def day(self) -> date:
        """The day of its arrival, as SEARCH sees it."""
        return self.received.date()

    @cached_property
    def header(self) -> bytes:
        """The header block with the empty line behind it."""
        head, gap, _ = self.octets.partition(b"\r\n\r\n")
        return head + gap

    @cached_property
    def fields(self) -> bytes:
        """What the first look at a mail fetches of the header."""
        kept = (line for line in _FIELD.findall(self.header) if line.partition(b":")[0].strip().lower() in _FIELDS)
        return b"".join(kept) + b"\r\n"

    @cached_property
    def message_id(self) -> str:
        """The mail's own id without <>, "" where there is none."""
        found = _ID.search(self.fields)
        return found[1].decode("ascii", "replace") if found else ""

    @cached_property
    def mark(self) -> str:
        """The value of our signed header, "" where there is none."""
        found = _MARK.search(self.fields)
        return found[1].decode("ascii") if found else ""


@dataclass(kw_only=True)
class Box:
    """One folder. `uids` ascend; `answered` and `marked` are the few that searches ask for."""

    name: str
    uidvalidity: int
    use: str = ""
    uidnext: int = 1
    mails: dict[int, Kept] = field(default_factory=dict)
    uids: list[int] = field(default_factory=list)
    answered: set[int] = field(default_factory=set)
    marked: set[int] = field(default_factory=set)

    def add(self, octets: bytes, received: datetime, flags: Iterable[str]) -> Kept:
        kept = Kept(uid=self.uidnext, octets=octets, received=received, flags=set())
        self.uidnext += 1
        self.mails[kept.uid] = kept
        insort(self.uids, kept.uid)
        if kept.mark:
            self.marked.add(kept.uid)
        self.flag(kept.uid, *flags)
        return kept

    def flag(self, uid: int, *flags: str) -> None:
        self.mails[uid].flags.update(flags)
        if "\\Answered" in flags:
            self.answered.add(uid)

    def drop(self, uid: int) -> Kept:
        del self.uids[bisect_left(self.uids, uid)]
        self.answered.discard(uid)
        self.marked.discard(uid)
        return self.mails.pop(uid)

    def uid_of(self, message_id: str) -> int:
        """The UID of a mail, 0 where it lies here no more."""
        wanted = message_id.strip("<>")
        return next((uid for uid in reversed(self.uids) if self.mails[uid].message_id == wanted), 0)

    def from_(self, uid: int) -> list[int]:
        """UIDs >= uid."""
        return self.uids[bisect_left(self.uids, uid) :]


class Mailbox:
    """The account as its server keeps it. `trouble` is asked before every command and may raise; `now` gives arrivals.

    `woken` are called when something arrives in a folder; `changes` counts what a look at the mailbox may find.
    """

    def __init__(self, now: Callable[[], datetime], *, password: str = "") -> None:
        self.now = now
        self.password = password
        self.trouble: Callable[[str], None] = lambda _: None
        self.woken: list[Callable[[], None]] = []
        self.changes = 0
        self._validity = 1
        self.boxes = {name: Box(name=name, use=use, uidvalidity=self._validity) for name, use in USES.items()}

    def put(self, octets: bytes, folder: str = "INBOX", *, flags: Iterable[str] = ()) -> Kept:
        """A mail arrives, or an agent's program files it."""
        kept = self.create(folder).add(octets, self.now(), flags)
        self.changes += 1
        for wake in self.woken:
            wake()
        return kept

    def create(self, folder: str) -> Box:
        """The folder, made when it is missing."""
        if folder not in self.boxes:
            self.boxes[folder] = Box(name=folder, uidvalidity=self._validity)
        return self.boxes[folder]

    def move(self, source: str, uid: int, target: str) -> None:
        """Move a mail: it keeps its arrival time and its flags; what is gone already is no error."""
        box = self.boxes[source]
        if uid in box.mails:
            kept = box.drop(uid)
            self.create(target).add(kept.octets, kept.received, kept.flags)

    def renumber(self, folder: str) -> None:
        """The server loses its index: the same mails under new UIDs and a new UIDVALIDITY."""
        old = self.boxes[folder]
        self._validity += 1
        self.changes += 1
        self.boxes[folder] = new = Box(name=folder, use=old.use, uidvalidity=self._validity)
        for kept in old.mails.values():
            new.add(kept.octets, kept.received, kept.flags)

    def clear_out(self, older: timedelta) -> None:
        """What is older is archived elsewhere."""
        limit = self.now() - older
        for box in self.boxes.values():
            for uid in [uid for uid, kept in box.mails.items() if kept.received < limit]:
                box.drop(uid)
