"""Promises as they stand, and the ledger of every event of theirs, which nothing can change."""

from sqlalchemy import DDL, BigInteger, Boolean, Column, ForeignKey, Index, Table, event

from triaged.store.tables.base import KEY, count, flag, index, metadata, own_id, thread_id, time, words

promise = Table(
    "promise",
    metadata,
    own_id(),
    thread_id(optional=True),
    Column("incident_id", KEY, ForeignKey("incident.id")),
    time("reply_by"),
    flag("told"),
    words("what"),
    words("calendar"),
    words("row"),
    words("basis"),
    words("holidays_version"),
    time("counted_from"),
    time("made_at"),
    count("number"),
    words("person"),
    words("outcome"),
    time("outcome_at", optional=True),
    Index("ix_promise_thread", "thread_id"),
    index("ix_promise_incident", "incident_id", where="incident_id IS NOT NULL"),
    index("uq_promise_told", "thread_id", where="outcome = 'open' AND told", unique=True),
    index("uq_promise_target", "thread_id", "what", where="outcome = 'open' AND NOT told", unique=True),
    index("ix_promise_missed", "reply_by", where="outcome = 'missed' AND told"),
    index("ix_promise_due", "reply_by", where="outcome = 'open' AND told"),
    index("uq_promise_shared", "incident_id", where="outcome = 'open' AND incident_id IS NOT NULL", unique=True),
)

ledger = Table(
    "ledger",
    metadata,
    own_id(),
    time("at"),
    words("event"),
    Column("thread_id", KEY),
    Column("promise_id", KEY),
    Column("incident_id", KEY),
    words("inbox"),
    words("team"),
    words("topic"),
    words("urgency"),
    words("customer_group"),
    words("person"),
    flag("told"),
    words("what"),
    count("number"),
    time("due_at", optional=True),
    Column("delay", BigInteger),
    words("row"),
    Index("ix_ledger_at", "at"),
)
"""Append-only: a trigger refuses every change. What it names may be gone; it stands alone."""

counted = Table(
    "counted",
    metadata,
    words("event", primary_key=True),
    Column("told", Boolean, primary_key=True),
    words("what", primary_key=True),
    Column("number", BigInteger, nullable=False),
)
"""How often each event was written into the ledger: figures that cost nothing to ask, however long the ledger is."""

_REFUSE = "the ledger is append-only"
LEDGER_GUARDS = {
    "sqlite": tuple(
        f"CREATE TRIGGER ledger_no_{verb.lower()} BEFORE {verb} ON ledger BEGIN SELECT RAISE(ABORT, '{_REFUSE}'); END"
        for verb in ("UPDATE", "DELETE")
    ),
    "postgresql": (
        "CREATE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSE}'; END $$",
        "CREATE TRIGGER ledger_no_change BEFORE UPDATE OR DELETE ON ledger "
        "FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only()",
    ),
}
for _dialect, _guards in LEDGER_GUARDS.items():
    for _guard in _guards:
        event.listen(ledger, "after_create", DDL(_guard).execute_if(dialect=_dialect))  # type: ignore[no-untyped-call]
