"""The mailbox in memory as the contract suite of every Inbox sees it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import UTC, datetime

from tests.credentials.accounts import account, environment
from tests.simulate.desk.connection import MemoryInbox
from tests.simulate.desk.mailbox import Box, Mailbox
from triaged.credentials import AccountLogin
from triaged.model.ports import Inbox


class MemoryAgent:
    """What the suite's agent does with an IMAP client, done to the mailbox itself."""

    def __init__(self, box: Box) -> None:
        self._box = box

    def store(self, number: str, command: str, flags: str) -> None:
        """Flags by the mail's place in the folder."""
        self.uid("STORE", str(self._box.uids[int(number) - 1]), command, flags)

    def uid(self, command: str, uid: str, kind: str, flags: str) -> None:
        """UID STORE uid +FLAGS flags."""
        assert (command, kind) == ("STORE", "+FLAGS")
        self._box.flag(int(uid), *flags.strip("()").split())

    def expunge(self) -> None:
        """What is flagged as deleted goes."""
        for uid in [uid for uid, kept in self._box.mails.items() if "\\Deleted" in kept.flags]:
            self._box.drop(uid)


class MemoryWorld:
    """A mailbox in memory and who may open it."""

    def __init__(self, password: str) -> None:
        self.user, self.password = "help@firm.test", password
        self.mailbox = Mailbox(lambda: datetime.now(UTC), password=password)

    @contextlib.contextmanager
    def agent(self, folder: str = "INBOX") -> Iterator[MemoryAgent]:
        yield MemoryAgent(self.mailbox.boxes[folder])

    def put(self, *mails: bytes, folder: str = "INBOX") -> None:
        for octets in mails:
            self.mailbox.put(octets, folder)

    def flags(self, folder: str = "INBOX") -> dict[int, set[str]]:
        return {uid: set(kept.flags) for uid, kept in self.mailbox.boxes[folder].mails.items()}

    def connect(self) -> Inbox:
        login = AccountLogin(account(user=self.user, password=environment("PASSWORD")))
        return MemoryInbox("support", self.mailbox, login)
