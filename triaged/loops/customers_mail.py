"""What the customer of a thread wrote: a letter to them answers the last of it."""

from triaged.model.stored import Direction, StoredMessage
from triaged.model.thread import Thread
from triaged.model.tx import Tx


def written_by_hand(tx: Tx, thread: Thread) -> tuple[StoredMessage, ...]:
    """The customer's mails, without what their programs sent; oldest first."""
    return tuple(m for m in tx.messages(thread.thread_id) if m.direction is Direction.CUSTOMER and not m.automatic)


def answering(tx: Tx, thread: Thread) -> str | None:
    """The id of the customer's last mail that has one: it is what a letter answers."""
    return next((mail.message_id for mail in reversed(written_by_hand(tx, thread)) if mail.message_id), None)
