"""What mails that begin a conversation are about, and the bursts that people were told of."""

from sqlalchemy import Column, ForeignKey, Index, LargeBinary, Table

from triaged.store.tables.base import KEY, count, metadata, own_id, time, words

likeness = Table(
    "likeness",
    metadata,
    Column("thread_id", KEY, ForeignKey("thread.id"), primary_key=True, autoincrement=False),
    words("inbox"),
    time("at"),
    Column("numbers", LargeBinary, nullable=False),
    Index("ix_likeness_at", "inbox", "at"),
)

burst = Table(
    "burst",
    metadata,
    own_id(),
    words("inbox"),
    Column("core", LargeBinary, nullable=False),
    time("since"),
    time("told_at"),
    count("customers"),
    time("last_at"),
    time("grown_at", optional=True),
)
