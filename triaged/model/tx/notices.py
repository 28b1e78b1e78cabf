"""The seam to the store for what colleagues must hear, and the ways on which they hear it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from triaged.model.stored import Notice, Post


class NoticeTx(Protocol):
    """What colleagues must hear, and the ways on which they hear it."""

    def add_notice(self, notice: Notice) -> bool:
        """Gather a notice; False when this person waits to hear the same about the same thread already."""

    def notices(self) -> tuple[Notice, ...]:
        """Notices nobody was told yet, by person, oldest first."""

    def notices_of_thread(self, thread_id: int) -> tuple[Notice, ...]:
        """Every notice about the thread, oldest first."""

    def notices_of_letter(self, letter_id: int) -> tuple[Notice, ...]:
        """What this letter told a colleague."""

    def notices_told(
        self, notice_ids: Sequence[int], at: datetime, *, letter: int | None = None, post: int | None = None
    ) -> None:
        """These went into a letter or a post. Raises StaleState when one was told already."""

    def notices_of_post(self, post_id: int) -> tuple[Notice, ...]:
        """What this post told a colleague."""

    def undelivered_notices(self) -> tuple[Notice, ...]:
        """Notices whose letter or post was refused for good, and which nobody else heard in their place.

        `way` and `failed` of these are filled.
        """

    def notices_climbed(self, notice_ids: Sequence[int]) -> None:
        """Somebody else is told in place of who could not be reached."""

    def add_post(self, post: Post) -> int:
        """Put a notice on its way over a channel."""

    def ready_posts(self, now: datetime, *, limit: int = 20) -> tuple[Post, ...]:
        """Posts whose next attempt is due, longest due first."""

    def next_post(self) -> datetime | None:
        """When the next post is due."""

    def failed_posts(self, since: datetime) -> tuple[Post, ...]:
        """Posts since then that could not be delivered, newest first."""

    def update_post(self, post: Post) -> None:
        """Write what an attempt came to. Raises StaleState when the post is not ready."""
