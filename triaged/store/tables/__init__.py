"""The tables, once for SQLite and PostgreSQL. Times are integers: microseconds since 1970, UTC. Enums are their words.

The migrations in migrations/ build exactly this; a test compares the two on both engines.
"""

from sqlalchemy import MetaData

from triaged.store.tables.base import metadata
from triaged.store.tables.bursts import burst, likeness
from triaged.store.tables.history import filed, history
from triaged.store.tables.letters import ACKNOWLEDGEMENT, STRANGER, UNFINISHED, UNPROVEN, blocked, letter, relay, tally
from triaged.store.tables.people import absence, incident, notice, post
from triaged.store.tables.promised import LEDGER_GUARDS, counted, ledger, promise
from triaged.store.tables.reading import cursor, inbox_state, quarantine, quiet, tried
from triaged.store.tables.switches import breaker, meta, pause
from triaged.store.tables.taught import correction, model
from triaged.store.tables.threads import fact, mail_id, message, thread, trail

__all__ = [
    "ACKNOWLEDGEMENT",
    "LEDGER_GUARDS",
    "REVISION",
    "STRANGER",
    "UNFINISHED",
    "UNPROVEN",
    "absence",
    "blocked",
    "breaker",
    "burst",
    "complete",
    "correction",
    "counted",
    "cursor",
    "fact",
    "filed",
    "history",
    "inbox_state",
    "incident",
    "ledger",
    "letter",
    "likeness",
    "mail_id",
    "message",
    "meta",
    "metadata",
    "model",
    "notice",
    "pause",
    "post",
    "promise",
    "quarantine",
    "quiet",
    "relay",
    "tally",
    "thread",
    "trail",
    "tried",
]

REVISION = "0001"
"""The newest migration: a store that says so needs none. A test holds it against the migrations."""


def complete() -> MetaData:
    """The tables with the conditions of their indexes: for migrations.

    To name them loads the dialects of both engines, memory that a running daemon has no use for.
    """
    for index in (index for table in metadata.tables.values() for index in table.indexes if "where" in index.info):
        for dialect in ("sqlite", "postgresql"):
            index.dialect_options[dialect]["where"] = index.info["where"]
    return metadata
