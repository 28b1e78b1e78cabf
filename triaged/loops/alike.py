"""Reads the threads that may be about the same thing, with what their customers wrote."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from triaged.decide.alike import Told
from triaged.model.stored import Direction
from triaged.model.thread import Thread
from triaged.model.tx import Tx

MOST = 5_000
OTHERS = 200
"""So many earlier threads show which words are common in an inbox."""
EARLIER = timedelta(days=14)


def told_since(tx: Tx, inbox: str, since: datetime) -> tuple[Told, ...]:
    """The open threads of the inbox with mail since then."""
    return tuple(told(tx, thread) for thread in tx.recent_threads(inbox, since, limit=MOST))


def told_before(tx: Tx, inbox: str, since: datetime) -> tuple[Told, ...]:
    """Threads of the two weeks before that have had no mail since: what the inbox usually gets."""
    earlier = [t for t in tx.recent_threads(inbox, since - EARLIER) if t.last_mail_at < since]
    return tuple(told(tx, thread) for thread in earlier[-OTHERS:])


def told(tx: Tx, thread: Thread) -> Told:
    """A thread with what its customer wrote in it."""
    return Told(thread=thread, text="\n".join(_texts(tx, thread)))


def _texts(tx: Tx, thread: Thread) -> Iterable[str]:
    return (mail.text for mail in tx.messages(thread.thread_id) if mail.direction is Direction.CUSTOMER)
