"""The seam to the store for what was there before triaged was."""

from collections.abc import Iterable
from typing import Protocol

from triaged.model.history import FiledMail, PastMail


class HistoryTx(Protocol):
    """Past mail that was read once, so that the desk need not begin with nothing."""

    def add_history(self, mails: Iterable[PastMail]) -> None:
        """Keep these. One that is kept already is judged anew; an answer once seen stays."""

    def history(self, *, limit: int = 10_000) -> tuple[PastMail, ...]:
        """The newest so many, oldest first, without those that came as mail since: the store knows their threads."""

    def add_filed(self, mails: Iterable[FiledMail]) -> None:
        """Keep these, of all the newest so many. One that is kept already takes the topic of the later look."""

    def filed(self, *, limit: int = 5_000) -> tuple[FiledMail, ...]:
        """The newest so many, oldest first, without those that came as mail since."""

    def forget_history(self) -> None:
        """Keep nothing of it."""
