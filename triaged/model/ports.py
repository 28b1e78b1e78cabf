"""The seams to the world. Each has a contract suite in tests/contracts that every implementation passes."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol, TypeVar

from triaged.model.chat import ChatMessage, PostOutcome
from triaged.model.judgement import Judgement
from triaged.model.letter import Attempt, Letter
from triaged.model.mail import Folder, FolderState, Headline, Message, RawMessage
from triaged.model.tx import Store, Tx

__all__ = ["ChatSender", "Clock", "Courier", "Inbox", "Judge", "Login", "Store", "Tx"]

T = TypeVar("T")
Clock = Callable[[], datetime]
"""Gives now, aware UTC. Injected everywhere, so that a year can run in virtual time."""


class Login(Protocol):
    """What an edge logs in with. Secrets are read anew at each call: a rotated one is found without a restart (I12)."""

    @property
    def user(self) -> str:
        """The user name."""

    @property
    def oauth(self) -> bool:
        """Whether `token` is used (XOAUTH2), not `password`."""

    async def password(self) -> str:
        """The password. Raises LoginRefused naming the secret's place when it cannot be read."""

    async def token(self, *, refused: bool = False) -> str:
        """A valid access token; `refused`: the last one was refused, get another one (I13).

        Raises LoginRefused or ServerUnreachable.
        """


class Judge(Protocol):
    """Judges a mail: by built-in words and signals on the first day, by what agents taught it later."""

    def judge(self, message: Message, language: str) -> Judgement:
        """Urgency, tone, request and topic, each with its reasons. Total: never raises for any Message."""


class Courier(Protocol):
    """Hands letters to a relay."""

    async def send(self, letter: Letter) -> Attempt:
        """One attempt for one letter: exactly its octets, to its recipient (and its journal, once RCPT was accepted).

        Never raises for what a relay or network does: the outcome says it. Raises LoginRefused, and ServerUnreachable
        when the server that gives out tokens is away.
        """

    async def close(self) -> None:
        """Give up every kept connection."""


class ChatSender(Protocol):
    """Tells colleagues in a chat, or a program at a webhook: one channel of rules.toml."""

    async def post(self, message: ChatMessage) -> PostOutcome:
        """One attempt for one message. Never raises for a server, a network or a wrong setting: the outcome says it."""


class Inbox(Protocol):
    """One IMAP connection. Every method may raise ServerUnreachable, FolderChanged, Throttled or LoginRefused."""

    async def open(self) -> None:
        """Connect and log in."""

    async def close(self) -> None:
        """Drop the connection, at once, also when a call is under way."""

    async def select(self, folder: str, *, readonly: bool) -> FolderState:
        """Select a folder."""

    async def folders(self) -> tuple[Folder, ...]:
        """All folders, with their special use (RFC 6154)."""

    async def search_from(self, uid: int, *, since: datetime | None = None) -> tuple[int, ...]:
        """UIDs >= uid in the selected folder, ascending; with `since` only mail of that day or later."""

    async def search_mark(self, mark: str, *, since: datetime | None = None) -> tuple[int, ...]:
        """UIDs of mails in the selected folder whose signed header contains `mark` (a prefix will do), by date."""

    async def search_answered(self, since: datetime) -> tuple[int, ...]:
        r"""UIDs of mails flagged \Answered in the selected folder, of that day or later."""

    async def present(self, uids: tuple[int, ...]) -> frozenset[int]:
        """Which of these still lie in the selected folder."""

    async def search_id(self, message_id: str) -> tuple[int, ...]:
        """UIDs of mails in the selected folder that bear this Message-ID; none where IMAP cannot say it."""

    async def headlines(self, uids: tuple[int, ...]) -> tuple[Headline, ...]:
        """The cheap first look at these mails (those that still exist), octets of the bodies untouched."""

    async def fetch(self, headlines: tuple[Headline, ...]) -> tuple[RawMessage, ...]:
        r"""These mails, as far as they still exist; large ones in part (see RawMessage). Never sets \\Seen."""

    async def mark_seen(self, uids: tuple[int, ...]) -> None:
        r"""Set \\Seen: only ever on our own journal copies."""

    async def move(self, uids: tuple[int, ...], folder: str) -> None:
        r"""Move: MOVE, or COPY and UID EXPUNGE, or (without UIDPLUS) COPY and \\Deleted only."""

    async def append(self, folder: str, octets: bytes, *, flags: tuple[str, ...]) -> None:
        """Append a mail (drafts)."""

    async def wait(self, seconds: float) -> bool:
        """IDLE on the selected folder until something may have happened (True) or `seconds` passed."""
