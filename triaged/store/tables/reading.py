"""Reading mail: how far each folder was read, what is in work, what is kept apart."""

from sqlalchemy import BigInteger, Column, SmallInteger, Table, UniqueConstraint

from triaged.store.tables.base import count, flag, metadata, own_id, time, words

inbox_state = Table(
    "inbox_state",
    metadata,
    words("inbox", primary_key=True),
    time("baseline_at"),
    time("caught_up_at", optional=True),
    time("last_mail_at", optional=True),
    time("sent_looked_at", optional=True),
    count("answers_seen"),
    words("renewals_off"),
    words("many_left"),
    time("many_left_at", optional=True),
)

quiet = Table(
    "quiet",
    metadata,
    words("inbox", primary_key=True),
    Column("hour", SmallInteger, primary_key=True, autoincrement=False),
    Column("longest", BigInteger, nullable=False),
)

cursor = Table(
    "cursor",
    metadata,
    words("inbox", primary_key=True),
    words("folder", primary_key=True),
    Column("uidvalidity", BigInteger, nullable=False),
    Column("uid", BigInteger, nullable=False),
)

tried = Table(
    "tried",
    metadata,
    words("inbox", primary_key=True),
    words("folder", primary_key=True),
    Column("uidvalidity", BigInteger, primary_key=True, autoincrement=False),
    Column("uid", BigInteger, primary_key=True, autoincrement=False),
    count("tries"),
)

quarantine = Table(
    "quarantine",
    metadata,
    own_id(),
    words("inbox"),
    words("folder"),
    Column("uidvalidity", BigInteger, nullable=False),
    Column("uid", BigInteger, nullable=False),
    words("reason"),
    time("at"),
    Column("size", BigInteger, nullable=False),
    flag("retry"),
    UniqueConstraint("inbox", "folder", "uidvalidity", "uid"),
)
