"""What people turned on and off, and the few values that are kept by name."""

from sqlalchemy import Column, LargeBinary, SmallInteger, Table

from triaged.store.tables.base import metadata, time, words

meta = Table("meta", metadata, words("name", primary_key=True), Column("value", LargeBinary, nullable=False))

breaker = Table("breaker", metadata, words("inbox", primary_key=True), words("reason"), time("since"))

pause = Table(
    "pause",
    metadata,
    Column("id", SmallInteger, primary_key=True, autoincrement=False),
    time("since"),
)
