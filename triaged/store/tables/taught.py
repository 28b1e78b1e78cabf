"""What was learned: corrections of agents, and models made of them."""

from sqlalchemy import Column, Index, LargeBinary, Table

from triaged.store.tables.base import flag, metadata, own_id, thread_id, time, words

correction = Table(
    "correction",
    metadata,
    own_id(),
    thread_id(optional=False),
    time("at"),
    words("what"),
    words("was"),
    words("value"),
    words("person"),
    Index("ix_correction_thread", "thread_id"),
)

model = Table(
    "model",
    metadata,
    own_id(),
    words("task"),
    time("made_at"),
    flag("current"),
    words("card"),
    Column("octets", LargeBinary, nullable=False),
)
