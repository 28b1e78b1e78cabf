"""The seam to the store for reading mail: how far a folder was read, what is apart, what is known of an inbox."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from triaged.model.known import Desk, Known, Lookup
from triaged.model.stored import Cursor, InboxState, Quarantined, Tried


class IntakeTx(Protocol):
    """Reading mail: cursors, marks before parsing, quarantine, the state of an inbox."""

    def begin_inbox(self, inbox: str, now: datetime) -> InboxState:
        """The inbox's state; written with baseline `now` when the inbox is new."""

    def cursor(self, inbox: str, folder: str) -> Cursor | None:
        """How far the folder was read, None when never."""

    def set_cursor(self, cursor: Cursor) -> None:
        """Write how far the folder is read now."""

    def caught_up(self, inbox: str, at: datetime, *, sent_looked_at: datetime) -> None:
        """All folders of the inbox are read to the end; the look at its sent folders began at `sent_looked_at`."""

    def inbox_state(self, inbox: str) -> InboxState | None:
        """What is known of the inbox, None when it was never begun."""

    def answer_seen(self, inbox: str) -> None:
        """A person's answer was seen in this inbox."""

    def renewals_off(self, inbox: str, why: str) -> None:
        """Tell no customer of this inbox by itself that we are late, because of `why`; "": they may be told again."""

    def note_mail(self, inbox: str, received: Iterable[datetime]) -> None:
        """Mail arrived: keeps the newest arrival and how long this inbox is usually quiet, by hour of the week."""

    def usual_quiet(self, inbox: str, now: datetime) -> timedelta | None:
        """The longest quiet ever seen around this hour of the week; None before two weeks of history."""

    def mark_tried(self, inbox: str, folder: str, uidvalidity: int, uids: Sequence[int]) -> None:
        """Mark UIDs before they are parsed: counts the starts of each (three: quarantine)."""

    def tried(self, inbox: str) -> tuple[Tried, ...]:
        """UIDs marked and never finished: what was in work when the process died."""

    def clear_tried(self, inbox: str, folder: str, uidvalidity: int, uids: Sequence[int]) -> None:
        """These are stored or quarantined."""

    def quarantine(self, item: Quarantined) -> int:
        """Keep a mail apart for people; the same mail again replaces the reason. Returns its id."""

    def quarantined(self) -> tuple[Quarantined, ...]:
        """All that is in quarantine, oldest first."""

    def retry_quarantined(self, quarantine_id: int) -> Quarantined:
        """Ask for another try. Raises StaleState when there is no such entry."""

    def to_retry(self, inbox: str) -> tuple[Quarantined, ...]:
        """Entries of this inbox that a person wants tried again."""

    def drop_quarantined(self, quarantine_id: int) -> Quarantined:
        """Take an entry out (dropped by a person, or read at last). Raises StaleState when there is none."""

    def desk(self, inbox: str, now: datetime) -> Desk:
        """The state of the inbox for decisions; `late_in_batch` and `already_marked` are the caller's to fill."""

    def known(self, lookup: Lookup) -> Known:
        """All that is known of one mail; keys that are empty cost nothing."""
