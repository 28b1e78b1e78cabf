"""The seam to the store for where customers' mails lie."""

from datetime import datetime
from typing import Protocol

from triaged.model.stored import Lying, StoredMessage, Whereabouts


class PlaceTx(Protocol):
    """Where customers' mails lie."""

    def lying(self, inbox: str, folder: str, uidvalidity: int, *, limit: int = 2000) -> tuple[Lying, ...]:
        """Customers' mails that were seen in the folder last, of the `limit` open threads with the newest mail."""

    def stored_message(self, inbox: str, identity: str, digest: str) -> StoredMessage | None:
        """The mail that this inbox has with this identity and this text."""

    def note_place(
        self, stored_id: int, lies: Whereabouts, *, folder: str = "", uidvalidity: int = 0, uid: int = 0
    ) -> None:
        """A mail was seen at this place, or was looked for and lies so."""

    def note_many_left(self, inbox: str, words: str, at: datetime) -> None:
        """Many mails left a folder of the inbox at once: people must hear it."""
