"""Mail of the time before triaged was there: when it came, when it was answered; no names, no text."""

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
