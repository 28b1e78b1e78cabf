"""The seam to the store for what only people do: conversations put together and taken apart."""

from collections.abc import Sequence
from typing import Protocol

from triaged.model.stored import StoredMessage


class RearrangeTx(Protocol):
    """Mails change their thread."""

    def join_thread(self, thread_id: int, into: int) -> None:
        """Everything of a thread (mails, ids, letters, trail, told notices) is another's from now on.

        Whoever names its reference means the other one. Its promises stay its own: the ledger names them. What nobody
        was told yet about it is forgotten.
        """

    def move_mails(self, mails: Sequence[StoredMessage], into: int) -> None:
        """These mails, their ids, and the trail of how they were decided are another thread's from now on."""
