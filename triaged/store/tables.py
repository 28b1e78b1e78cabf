"""The tables, once for SQLite and PostgreSQL. Times are integers: microseconds since 1970, UTC. Enums are their words.

The migrations in migrations/ build exactly this; a test compares the two on both engines.
"""

from typing import Any

from sqlalchemy import (
    DDL,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    and_,
    event,
    literal_column,
    not_,
    or_,
    text,
)

REVISION = "0001"
"""The newest migration: a store that says so needs none. A test holds it against the migrations."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

KEY = BigInteger().with_variant(Integer, "sqlite")
TIME = BigInteger


def _id() -> Column[int]:
    return Column("id", KEY, primary_key=True)


def _words(name: str, **more: Any) -> Column[str]:
    return Column(name, Text, nullable=False, **more)


def _time(name: str, *, optional: bool = False) -> Column[int]:
    return Column(name, TIME, nullable=optional)


def _count(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False)


def _thread_id(*, optional: bool) -> Column[int]:
    return Column("thread_id", KEY, ForeignKey("thread.id"), nullable=optional)


def _index(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """An index over the few rows a list asks for: it stays small however much is stored."""
    return Index(name, *columns, unique=unique, info={"where": text(where)})


meta = Table("meta", metadata, _words("name", primary_key=True), Column("value", LargeBinary, nullable=False))

inbox_state = Table(
    "inbox_state",
    metadata,
    _words("inbox", primary_key=True),
    _time("baseline_at"),
    _time("caught_up_at", optional=True),
    _time("last_mail_at", optional=True),
    _time("sent_looked_at", optional=True),
    _count("answers_seen"),
    _words("renewals_off"),
)

quiet = Table(
    "quiet",
    metadata,
    _words("inbox", primary_key=True),
    Column("hour", SmallInteger, primary_key=True, autoincrement=False),
    Column("longest", BigInteger, nullable=False),
)

cursor = Table(
    "cursor",
    metadata,
    _words("inbox", primary_key=True),
    _words("folder", primary_key=True),
    Column("uidvalidity", BigInteger, nullable=False),
    Column("uid", BigInteger, nullable=False),
)

tried = Table(
    "tried",
    metadata,
    _words("inbox", primary_key=True),
    _words("folder", primary_key=True),
    Column("uidvalidity", BigInteger, primary_key=True, autoincrement=False),
    Column("uid", BigInteger, primary_key=True, autoincrement=False),
    _count("tries"),
)

quarantine = Table(
    "quarantine",
    metadata,
    _id(),
    _words("inbox"),
    _words("folder"),
    Column("uidvalidity", BigInteger, nullable=False),
    Column("uid", BigInteger, nullable=False),
    _words("reason"),
    _time("at"),
    Column("size", BigInteger, nullable=False),
    _flag("retry"),
    UniqueConstraint("inbox", "folder", "uidvalidity", "uid"),
)

thread = Table(
    "thread",
    metadata,
    _id(),
    _words("reference"),
    _words("inbox"),
    _words("customer"),
    _words("customer_key"),
    _words("customer_name"),
    _words("subject"),
    _words("base_subject"),
    _words("kind"),
    _words("turn"),
    _words("urgency"),
    Column("urgency_rank", SmallInteger, nullable=False),
    Column("score", Float, nullable=False),
    _words("language"),
    _flag("language_sure"),
    _words("team"),
    _words("customer_group"),
    _words("topic"),
    _time("opened_at"),
    _time("last_mail_at"),
    _time("due_at", optional=True),
    _time("look_at", optional=True),
    _words("owner"),
    _time("owned_since", optional=True),
    _count("rungs"),
    _words("held"),
    _time("asked_at", optional=True),
    _words("proposal"),
    _time("answered_at", optional=True),
    _time("closed_at", optional=True),
    _time("snoozed_until", optional=True),
    Column("incident_id", KEY, ForeignKey("incident.id")),
    _words("asks"),
    _time("acknowledged_at", optional=True),
    _count("unanswered_mails"),
    _flag("proven"),
    Column("utc_offset", SmallInteger),
    Column("linked_id", KEY, ForeignKey("thread.id")),
    UniqueConstraint("reference"),
    Index("ix_thread_customer", "inbox", "customer_key", "last_mail_at"),
    _index(
        "ix_thread_due",
        "due_at",
        "urgency_rank",
        "opened_at",
        where="turn = 'ours' AND closed_at IS NULL AND due_at IS NOT NULL",
    ),
    _index("ix_thread_look", "look_at", where="look_at IS NOT NULL"),
    _index("ix_thread_ahead", "team", "urgency_rank", where="turn = 'ours' AND closed_at IS NULL AND kind = 'person'"),
    _index("ix_thread_owner", "owner", where="owner <> '' AND turn = 'ours' AND closed_at IS NULL"),
    _index("ix_thread_incident", "incident_id", where="incident_id IS NOT NULL"),
    _index(
        "ix_thread_undated",
        "urgency_rank",
        "opened_at",
        where="turn = 'ours' AND closed_at IS NULL AND due_at IS NULL",
    ),
    _index("ix_thread_waiting", "last_mail_at", where="turn = 'theirs' AND closed_at IS NULL"),
    _index("ix_thread_machine", "last_mail_at", where="kind = 'machine' AND closed_at IS NULL"),
    _index("ix_thread_suspect", "last_mail_at", where="kind = 'suspect' AND closed_at IS NULL"),
    _index("ix_thread_asks", "last_mail_at", where="asks <> '' AND closed_at IS NULL"),
)

message = Table(
    "message",
    metadata,
    _id(),
    _words("inbox"),
    _words("identity"),
    _words("digest"),
    Column("message_id", Text),
    _thread_id(optional=True),
    _words("direction"),
    _words("kind"),
    _words("author"),
    _words("subject"),
    _time("received_at"),
    Column("size", BigInteger, nullable=False),
    _flag("automatic"),
    _words("text"),
    UniqueConstraint("inbox", "identity", "digest"),
    Index("ix_message_thread", "thread_id", "received_at"),
)

promise = Table(
    "promise",
    metadata,
    _id(),
    _thread_id(optional=True),
    Column("incident_id", KEY, ForeignKey("incident.id")),
    _time("reply_by"),
    _flag("told"),
    _words("what"),
    _words("calendar"),
    _words("row"),
    _words("basis"),
    _words("holidays_version"),
    _time("counted_from"),
    _time("made_at"),
    _count("number"),
    _words("person"),
    _words("outcome"),
    _time("outcome_at", optional=True),
    Index("ix_promise_thread", "thread_id"),
    _index("uq_promise_told", "thread_id", where="outcome = 'open' AND told", unique=True),
    _index("uq_promise_target", "thread_id", "what", where="outcome = 'open' AND NOT told", unique=True),
    _index("uq_promise_shared", "incident_id", where="outcome = 'open' AND incident_id IS NOT NULL", unique=True),
)

ledger = Table(
    "ledger",
    metadata,
    _id(),
    _time("at"),
    _words("event"),
    Column("thread_id", KEY),
    Column("promise_id", KEY),
    Column("incident_id", KEY),
    _words("inbox"),
    _words("team"),
    _words("topic"),
    _words("urgency"),
    _words("customer_group"),
    _words("person"),
    _flag("told"),
    _words("what"),
    _count("number"),
    _time("due_at", optional=True),
    Column("delay", BigInteger),
    _words("row"),
    Index("ix_ledger_at", "at"),
)
"""Append-only: a trigger refuses every change. What it names may be gone; it stands alone."""

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

incident = Table(
    "incident",
    metadata,
    _id(),
    _words("name"),
    _words("prepared"),
    _words("inbox"),
    _words("team"),
    _words("says"),
    _time("since"),
    _words("opened_by"),
    Column("news_every", BigInteger, nullable=False),
    _time("look_at", optional=True),
    _count("rungs"),
    _words("held"),
    _time("asked_at", optional=True),
    _time("closed_at", optional=True),
    _index("ix_incident_look", "look_at", where="look_at IS NOT NULL"),
)

absence = Table(
    "absence",
    metadata,
    _id(),
    _words("person"),
    _time("since"),
    _time("until"),
    _words("recorded_by"),
    Index("ix_absence_until", "until"),
)

post = Table(
    "post",
    metadata,
    _id(),
    _words("channel"),
    _words("person"),
    _words("title"),
    _words("lines"),
    _words("state"),
    _time("created_at"),
    _time("next_attempt_at"),
    _count("attempts"),
    _words("reason"),
    _index("ix_post_ready", "next_attempt_at", where="state = 'ready'"),
)
"""Notices on their way over a channel beside mail."""

letter = Table(
    "letter",
    metadata,
    _id(),
    _words("once_key"),
    _words("kind"),
    _words("inbox"),
    _words("account"),
    _thread_id(optional=True),
    _words("sender"),
    _words("recipient"),
    _words("recipient_key"),
    _words("domain"),
    _words("journal"),
    _words("message_id"),
    _words("mark"),
    _words("state"),
    _time("created_at"),
    _time("send_before", optional=True),
    _time("sort_at"),
    _time("next_attempt_at"),
    _count("attempts"),
    _count("resends"),
    _time("doubt_since", optional=True),
    _flag("denied"),
    _time("evidence_at", optional=True),
    _time("sent_at", optional=True),
    _words("reason"),
    _flag("proven_sender"),
    _flag("first_time"),
    _time("answers_at", optional=True),
    Column("promise_id", KEY),
    Column("octets", LargeBinary, nullable=False),
    UniqueConstraint("once_key"),
    UniqueConstraint("mark"),
    Index("ix_letter_thread", "thread_id"),
)

ACKNOWLEDGEMENT = letter.c.kind == literal_column("'ack'")
UNPROVEN = not_(letter.c.proven_sender)
STRANGER = or_(letter.c.first_time, UNPROVEN)
UNFINISHED = letter.c.state.in_(
    [literal_column(f"'{state}'") for state in ("held", "ready", "sending", "in doubt", "failed")]
)
"""Conditions that an index and a query must state in the same words, so that SQLite sees that they fit."""

for _name, _columns, _condition in (
    ("ix_letter_unfinished", ("state", "account", "sort_at", "next_attempt_at"), UNFINISHED),
    ("ix_letter_to", ("recipient_key", "created_at"), ACKNOWLEDGEMENT),
    ("ix_letter_domain", ("domain", "created_at"), and_(ACKNOWLEDGEMENT, UNPROVEN)),
    ("ix_letter_stranger", ("inbox", "created_at"), and_(ACKNOWLEDGEMENT, STRANGER)),
):
    Index(_name, *(letter.c[n] for n in _columns), info={"where": _condition})

mail_id = Table(
    "mail_id",
    metadata,
    _words("message_id", primary_key=True),
    _words("inbox", primary_key=True),
    _thread_id(optional=True),
    Column("letter_id", KEY, ForeignKey("letter.id")),
    _flag("automatic"),
    _flag("phantom"),
    Index("ix_mail_id_thread", "thread_id"),
    sqlite_with_rowid=False,
)

tally = Table(
    "tally",
    metadata,
    _words("inbox", primary_key=True),
    Column("hour", BigInteger, primary_key=True, autoincrement=False),
    _count("letters"),
)

relay = Table(
    "relay",
    metadata,
    _words("account", primary_key=True),
    _time("next_attempt_at", optional=True),
    _count("failures"),
    Column("journal_lag", BigInteger, nullable=False),
)

blocked = Table("blocked", metadata, _words("address", primary_key=True), _time("until"))

trail = Table(
    "trail",
    metadata,
    _id(),
    _time("at"),
    _words("event"),
    _thread_id(optional=True),
    Column("letter_id", KEY, ForeignKey("letter.id")),
    Column("stored_id", KEY, ForeignKey("message.id")),
    _words("findings"),
    Index("ix_trail_thread", "thread_id"),
)

notice = Table(
    "notice",
    metadata,
    _id(),
    _words("person"),
    _words("about"),
    Column("thread_id", KEY, nullable=False),
    _words("text"),
    _flag("critical"),
    _words("ways"),
    _time("at"),
    _time("told_at", optional=True),
    Column("letter_id", KEY),
    Column("post_id", KEY),
    _flag("climbed"),
    _index("uq_notice_waiting", "person", "about", "thread_id", where="told_at IS NULL", unique=True),
    Index("ix_notice_thread", "thread_id"),
    _index("ix_notice_letter", "letter_id", where="letter_id IS NOT NULL"),
    _index("ix_notice_post", "post_id", where="post_id IS NOT NULL"),
)

breaker = Table("breaker", metadata, _words("inbox", primary_key=True), _words("reason"), _time("since"))

pause = Table(
    "pause",
    metadata,
    Column("id", SmallInteger, primary_key=True, autoincrement=False),
    _time("since"),
)


def complete() -> MetaData:
    """The tables with the conditions of their indexes: for migrations.

    To name them loads the dialects of both engines, memory that a running daemon has no use for.
    """
    for index in (index for table in metadata.tables.values() for index in table.indexes if "where" in index.info):
        for dialect in ("sqlite", "postgresql"):
            index.dialect_options[dialect]["where"] = index.info["where"]
    return metadata
