"""Past mail in the folders of an inbox: opened by EXAMINE, read by BODY.PEEK, so that nothing there changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from triaged.errors import FileUnreadable, FolderChanged
from triaged.model.mail import FolderState, Headline, RawMessage
from triaged.model.ports import Inbox
from triaged.past.source import Arrival

AT_ONCE = 500
"""Headlines that are held at a time while arrivals are listed."""
TOGETHER = 50


@dataclass(slots=True, kw_only=True)
class Mailroom:
    """One connection, shared by the folders that are replayed. The caller opens and closes it."""

    inbox: Inbox
    _here: str = field(default="", init=False)
    _validities: dict[str, int] = field(default_factory=dict, init=False)

    async def names(self) -> tuple[str, ...]:
        """The folders there are."""
        return tuple(folder.name for folder in await self.inbox.folders())

    async def folder(self, name: str) -> "ServerFolder":
        """A folder by name. Raises FileUnreadable when there is none."""
        known = await self.names()
        if name not in known:
            raise FileUnreadable(f"there is neither a file nor a folder {name!r}; the folders are {', '.join(known)}")
        return ServerFolder(room=self, name=name)

    async def sent(self, wanted: Sequence[str]) -> "list[ServerFolder]":
        r"""The sent folders as rules.toml names them ("auto": the one with the \Sent attribute)."""
        by_use = {folder.use: folder.name for folder in reversed(await self.inbox.folders())}
        names = (by_use.get("sent", "") if name == "auto" else name for name in wanted)
        return [await self.folder(name) for name in dict.fromkeys(names) if name]

    async def enter(self, name: str) -> None:
        """Have this folder open, for reading only. Raises FolderChanged when the server numbered it anew meanwhile."""
        if self._here == name:
            return
        state: FolderState = await self.inbox.select(name, readonly=True)
        self._here = name
        if self._validities.setdefault(name, state.uidvalidity) != state.uidvalidity:
            raise FolderChanged(f"the server numbered the folder {name} anew while it was read: read it again")


@dataclass(slots=True, kw_only=True)
class ServerFolder:
    """A folder on the server. A mail arrived when the server says (INTERNALDATE)."""

    room: Mailroom
    name: str
    together: int = TOGETHER
    undated: int = 0

    async def arrivals(self, since: datetime | None) -> Sequence[Arrival]:
        """Every mail of the day of `since` or later."""
        await self.room.enter(self.name)
        inbox = self.room.inbox
        uids = await inbox.search_from(1, since=since)
        found: list[Arrival] = []
        for at in range(0, len(uids), AT_ONCE):
            headlines = await inbox.headlines(uids[at : at + AT_ONCE])
            found += [Arrival(headline.received, headline.uid) for headline in headlines]
        return found

    async def mails(self, arrivals: Sequence[Arrival]) -> Mapping[int, RawMessage]:
        """These mails by UID."""
        headlines = await self._headlines(arrivals)
        return {raw.uid: raw for raw in await self.room.inbox.fetch(headlines)}

    async def headlines(self, arrivals: Sequence[Arrival]) -> Mapping[int, Headline]:
        """Their headlines by UID."""
        return {headline.uid: headline for headline in await self._headlines(arrivals)}

    async def _headlines(self, arrivals: Sequence[Arrival]) -> tuple[Headline, ...]:
        await self.room.enter(self.name)
        return await self.room.inbox.headlines(tuple(arrival.place for arrival in arrivals))
