"""The seam to the store for the ways by which letters leave that wait."""

from typing import Protocol


class WayTx(Protocol):
    """By which way letters leave that wait: all of an inbox, or of an account, at once."""

    def ways(self) -> tuple[tuple[str, str], ...]:
        """Inbox and account of letters that wait or are in doubt, each pair once."""

    def change_way(self, inbox: str, account: str, *, to: str, sender: str, journal: str) -> None:
        """They leave by another account, with its envelope. One in doubt keeps the address its copy went to."""

    def hold_account(self, inbox: str, account: str, why: str) -> None:
        """Ready → held, all of the inbox that would leave by this account."""

    def hold_inbox(self, inbox: str, why: str) -> None:
        """Ready → held: automatic letters of the inbox to customers, but for those that may have left already."""
