"""Mail of the time before triaged was there: when it came, when it was answered; the words of what people filed."""

from sqlalchemy import Index, Table

from triaged.store.tables.base import metadata, time, words

history = Table(
    "history",
    metadata,
    words("key", primary_key=True),
    words("inbox"),
    time("arrived_at"),
    time("answered_at", optional=True),
    time("seen_until"),
    words("urgency"),
    words("topic"),
    Index("ix_history_arrived", "arrived_at"),
    sqlite_with_rowid=False,
)
"""No name, no address, no text: it stays for ever."""

filed = Table(
    "filed",
    metadata,
    words("key", primary_key=True),
    words("inbox"),
    words("subject"),
    words("text"),
    words("language"),
    time("received_at"),
    words("topic"),
    Index("ix_filed_received", "received_at"),
    sqlite_with_rowid=False,
)
"""The newest few thousand: as many as are learned from."""
