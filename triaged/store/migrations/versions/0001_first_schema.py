"""The first schema: inboxes, threads, promises, the outbox, the trail."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ACKNOWLEDGEMENT = sa.column("kind", sa.Text) == sa.literal_column("'ack'")
FIRST_TIME = sa.column("first_time", sa.Boolean)
UNFINISHED = sa.column("state", sa.Text).in_(
    [sa.literal_column(f"'{state}'") for state in ("held", "ready", "sending", "in doubt", "failed")]
)
UNPROVEN = sa.not_(sa.column("proven_sender", sa.Boolean))


def _value(name: str, kind: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def _words(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, nullable=False)


def _maybe(name: str, kind: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=True)


def _index(name: str, table: str, columns: list[str], where: Any = None, *, unique: bool = False) -> None:
    op.create_index(name, table, columns, unique=unique, sqlite_where=where, postgresql_where=where)


def upgrade() -> None:
    """Make every table."""
    _inboxes_and_switches()
    _incidents_and_people()
    _threads()
    _letters()
    _mails_and_trail()
    _ledger()
    _bursts()
    _history()


def _inboxes_and_switches() -> None:
    op.create_table(
        "blocked",
        _words("address"),
        _value("until", sa.BigInteger),
        sa.PrimaryKeyConstraint("address", name="pk_blocked"),
    )
    op.create_table(
        "breaker",
        _words("inbox"),
        _words("reason"),
        _value("since", sa.BigInteger),
        sa.PrimaryKeyConstraint("inbox", name="pk_breaker"),
    )
    op.create_table(
        "cursor",
        _words("inbox"),
        _words("folder"),
        _value("uidvalidity", sa.BigInteger),
        _value("uid", sa.BigInteger),
        sa.PrimaryKeyConstraint("inbox", "folder", name="pk_cursor"),
    )
    op.create_table(
        "inbox_state",
        _words("inbox"),
        _value("baseline_at", sa.BigInteger),
        _maybe("caught_up_at", sa.BigInteger),
        _maybe("last_mail_at", sa.BigInteger),
        _maybe("sent_looked_at", sa.BigInteger),
        _value("answers_seen", sa.Integer),
        _words("renewals_off"),
        _words("many_left"),
        _maybe("many_left_at", sa.BigInteger),
        sa.PrimaryKeyConstraint("inbox", name="pk_inbox_state"),
    )
    op.create_table(
        "meta", _words("name"), _value("value", sa.LargeBinary), sa.PrimaryKeyConstraint("name", name="pk_meta")
    )
    op.create_table(
        "notice",
        _value("id", KEY),
        _words("person"),
        _words("about"),
        _value("thread_id", KEY),
        _words("text"),
        _value("critical", sa.Boolean),
        _words("ways"),
        _value("at", sa.BigInteger),
        _maybe("told_at", sa.BigInteger),
        _maybe("letter_id", KEY),
        _maybe("post_id", KEY),
        _value("climbed", sa.Boolean),
        sa.PrimaryKeyConstraint("id", name="pk_notice"),
    )
    _index("uq_notice_waiting", "notice", ["person", "about", "thread_id"], sa.text("told_at IS NULL"), unique=True)
    _index("ix_notice_thread", "notice", ["thread_id"])
    _index("ix_notice_letter", "notice", ["letter_id"], sa.text("letter_id IS NOT NULL"))
    _index("ix_notice_post", "notice", ["post_id"], sa.text("post_id IS NOT NULL"))
    op.create_table(
        "pause",
        sa.Column("id", sa.SmallInteger, autoincrement=False, nullable=False),
        _value("since", sa.BigInteger),
        sa.PrimaryKeyConstraint("id", name="pk_pause"),
    )
    op.create_table(
        "quarantine",
        _value("id", KEY),
        _words("inbox"),
        _words("folder"),
        _value("uidvalidity", sa.BigInteger),
        _value("uid", sa.BigInteger),
        _words("reason"),
        _value("at", sa.BigInteger),
        _value("size", sa.BigInteger),
        _value("retry", sa.Boolean),
        sa.PrimaryKeyConstraint("id", name="pk_quarantine"),
        sa.UniqueConstraint("inbox", "folder", "uidvalidity", "uid", name="uq_quarantine_inbox_folder_uidvalidity_uid"),
    )
    op.create_table(
        "quiet",
        _words("inbox"),
        sa.Column("hour", sa.SmallInteger, autoincrement=False, nullable=False),
        _value("longest", sa.BigInteger),
        sa.PrimaryKeyConstraint("inbox", "hour", name="pk_quiet"),
    )
    op.create_table(
        "relay",
        _words("account"),
        _maybe("next_attempt_at", sa.BigInteger),
        _value("failures", sa.Integer),
        _value("journal_lag", sa.BigInteger),
        sa.PrimaryKeyConstraint("account", name="pk_relay"),
    )
    op.create_table(
        "tally",
        _words("inbox"),
        sa.Column("hour", sa.BigInteger, autoincrement=False, nullable=False),
        _value("letters", sa.Integer),
        sa.PrimaryKeyConstraint("inbox", "hour", name="pk_tally"),
    )
    op.create_table(
        "tried",
        _words("inbox"),
        _words("folder"),
        sa.Column("uidvalidity", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("uid", sa.BigInteger, autoincrement=False, nullable=False),
        _value("tries", sa.Integer),
        sa.PrimaryKeyConstraint("inbox", "folder", "uidvalidity", "uid", name="pk_tried"),
    )


def _threads() -> None:
    op.create_table(
        "thread",
        _value("id", KEY),
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
        _value("urgency_rank", sa.SmallInteger),
        _value("score", sa.Float),
        _words("language"),
        _value("language_sure", sa.Boolean),
        _words("team"),
        _words("customer_group"),
        _words("topic"),
        _words("tone"),
        _value("opened_at", sa.BigInteger),
        _value("last_mail_at", sa.BigInteger),
        _maybe("due_at", sa.BigInteger),
        _maybe("look_at", sa.BigInteger),
        _words("owner"),
        _maybe("owned_since", sa.BigInteger),
        _value("rungs", sa.Integer),
        _maybe("climbing", KEY),
        _words("held"),
        _maybe("asked_at", sa.BigInteger),
        _words("proposal"),
        _maybe("answered_at", sa.BigInteger),
        _maybe("closed_at", sa.BigInteger),
        _maybe("snoozed_until", sa.BigInteger),
        _maybe("incident_id", KEY),
        _words("asks"),
        _maybe("acknowledged_at", sa.BigInteger),
        _value("unanswered_mails", sa.Integer),
        _value("proven", sa.Boolean),
        _maybe("utc_offset", sa.SmallInteger),
        _words("facts"),
        _maybe("linked_id", KEY),
        _maybe("merged_id", KEY),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name="fk_thread_incident_id"),
        sa.ForeignKeyConstraint(["linked_id"], ["thread.id"], name="fk_thread_linked_id"),
        sa.ForeignKeyConstraint(["merged_id"], ["thread.id"], name="fk_thread_merged_id"),
        sa.PrimaryKeyConstraint("id", name="pk_thread"),
        sa.UniqueConstraint("reference", name="uq_thread_reference"),
    )
    _index("ix_thread_asks", "thread", ["last_mail_at"], sa.text("asks <> '' AND closed_at IS NULL"))
    _index("ix_thread_customer", "thread", ["inbox", "customer_key", "last_mail_at"])
    _index(
        "ix_thread_due",
        "thread",
        ["due_at", "urgency_rank", "opened_at"],
        sa.text("turn = 'ours' AND closed_at IS NULL AND due_at IS NOT NULL"),
    )
    _index("ix_thread_machine", "thread", ["last_mail_at"], sa.text("kind = 'machine' AND closed_at IS NULL"))
    _index("ix_thread_open", "thread", ["inbox", "last_mail_at"], sa.text("kind = 'person' AND closed_at IS NULL"))
    _index("ix_thread_opened", "thread", ["opened_at"])
    _index("ix_thread_suspect", "thread", ["last_mail_at"], sa.text("kind = 'suspect' AND closed_at IS NULL"))
    _index(
        "ix_thread_undated",
        "thread",
        ["urgency_rank", "opened_at"],
        sa.text("turn = 'ours' AND closed_at IS NULL AND due_at IS NULL"),
    )
    _index("ix_thread_look", "thread", ["look_at"], sa.text("look_at IS NOT NULL"))
    _index(
        "ix_thread_ahead",
        "thread",
        ["team", "urgency_rank"],
        sa.text("turn = 'ours' AND closed_at IS NULL AND kind = 'person'"),
    )
    _index("ix_thread_owner", "thread", ["owner"], sa.text("owner <> '' AND turn = 'ours' AND closed_at IS NULL"))
    _index("ix_thread_incident", "thread", ["incident_id"], sa.text("incident_id IS NOT NULL"))
    _index("ix_thread_linked", "thread", ["linked_id"], sa.text("linked_id IS NOT NULL"))
    _index("ix_thread_merged", "thread", ["merged_id"], sa.text("merged_id IS NOT NULL"))
    _index("ix_thread_waiting", "thread", ["last_mail_at"], sa.text("turn = 'theirs' AND closed_at IS NULL"))
    op.create_table(
        "fact",
        _value("thread_id", KEY),
        _words("name"),
        _words("value"),
        sa.ForeignKeyConstraint(["thread_id"], ["thread.id"], name="fk_fact_thread_id"),
        sa.PrimaryKeyConstraint("thread_id", "name", "value", name="pk_fact"),
        sqlite_with_rowid=False,
    )
    _index("ix_fact_value", "fact", ["value", "name"])
    op.create_table(
        "promise",
        _value("id", KEY),
        _maybe("thread_id", KEY),
        _maybe("incident_id", KEY),
        _value("reply_by", sa.BigInteger),
        _value("told", sa.Boolean),
        _words("what"),
        _words("calendar"),
        _words("row"),
        _words("basis"),
        _words("holidays_version"),
        _value("counted_from", sa.BigInteger),
        _value("made_at", sa.BigInteger),
        _value("number", sa.Integer),
        _words("person"),
        _words("outcome"),
        _maybe("outcome_at", sa.BigInteger),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name="fk_promise_incident_id"),
        sa.ForeignKeyConstraint(["thread_id"], ["thread.id"], name="fk_promise_thread_id"),
        sa.PrimaryKeyConstraint("id", name="pk_promise"),
    )
    _index("ix_promise_thread", "promise", ["thread_id"])
    _index("ix_promise_incident", "promise", ["incident_id"], sa.text("incident_id IS NOT NULL"))
    _index("ix_promise_missed", "promise", ["reply_by"], sa.text("outcome = 'missed' AND told"))
    _index("ix_promise_due", "promise", ["reply_by"], sa.text("outcome = 'open' AND told"))
    _index("uq_promise_told", "promise", ["thread_id"], sa.text("outcome = 'open' AND told"), unique=True)
    _index("uq_promise_target", "promise", ["thread_id", "what"], sa.text("outcome = 'open' AND NOT told"), unique=True)
    _index(
        "uq_promise_shared",
        "promise",
        ["incident_id"],
        sa.text("outcome = 'open' AND incident_id IS NOT NULL"),
        unique=True,
    )


def _incidents_and_people() -> None:
    op.create_table(
        "incident",
        _value("id", KEY),
        _words("name"),
        _words("prepared"),
        _words("by_rule"),
        _words("inbox"),
        _words("team"),
        _words("says"),
        _value("since", sa.BigInteger),
        _words("opened_by"),
        _value("news_every", sa.BigInteger),
        _words("proposal"),
        _value("rounds", sa.Integer),
        _maybe("look_at", sa.BigInteger),
        _value("rungs", sa.Integer),
        _maybe("asked_at", sa.BigInteger),
        _maybe("closed_at", sa.BigInteger),
        sa.PrimaryKeyConstraint("id", name="pk_incident"),
    )
    _index("ix_incident_look", "incident", ["look_at"], sa.text("look_at IS NOT NULL"))
    op.create_table(
        "absence",
        _value("id", KEY),
        _words("person"),
        _value("since", sa.BigInteger),
        _value("until", sa.BigInteger),
        _words("recorded_by"),
        _value("begun", sa.Boolean),
        sa.PrimaryKeyConstraint("id", name="pk_absence"),
    )
    _index("ix_absence_until", "absence", ["until"])
    op.create_table(
        "post",
        _value("id", KEY),
        _words("channel"),
        _words("person"),
        _words("title"),
        _words("lines"),
        _words("state"),
        _value("created_at", sa.BigInteger),
        _value("next_attempt_at", sa.BigInteger),
        _value("attempts", sa.Integer),
        _words("reason"),
        sa.PrimaryKeyConstraint("id", name="pk_post"),
    )
    _index("ix_post_ready", "post", ["next_attempt_at"], sa.text("state = 'ready'"))
    _index("ix_post_failed", "post", ["created_at"], sa.text("state = 'failed'"))


def _ledger() -> None:
    op.create_table(
        "ledger",
        _value("id", KEY),
        _value("at", sa.BigInteger),
        _words("event"),
        _maybe("thread_id", KEY),
        _maybe("promise_id", KEY),
        _maybe("incident_id", KEY),
        _words("inbox"),
        _words("team"),
        _words("topic"),
        _words("urgency"),
        _words("customer_group"),
        _words("person"),
        _value("told", sa.Boolean),
        _words("what"),
        _value("number", sa.Integer),
        _maybe("due_at", sa.BigInteger),
        _maybe("delay", sa.BigInteger),
        _words("row"),
        sa.PrimaryKeyConstraint("id", name="pk_ledger"),
    )
    _index("ix_ledger_at", "ledger", ["at"])
    op.create_table(
        "counted",
        _words("event"),
        _value("told", sa.Boolean),
        _words("what"),
        _value("number", sa.BigInteger),
        sa.PrimaryKeyConstraint("event", "told", "what", name="pk_counted"),
    )
    refuse = "the ledger is append-only"
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER ledger_no_{verb.lower()} BEFORE {verb} ON ledger "
                f"BEGIN SELECT RAISE(ABORT, '{refuse}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{refuse}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER ledger_no_change BEFORE UPDATE OR DELETE ON ledger "
        "FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only()"
    )


def _letters() -> None:
    op.create_table(
        "letter",
        _value("id", KEY),
        _words("once_key"),
        _words("kind"),
        _words("inbox"),
        _words("account"),
        _maybe("thread_id", KEY),
        _words("sender"),
        _words("recipient"),
        _words("recipient_key"),
        _words("domain"),
        _words("journal"),
        _words("message_id"),
        _words("mark"),
        _words("state"),
        _value("created_at", sa.BigInteger),
        _maybe("send_before", sa.BigInteger),
        _value("sort_at", sa.BigInteger),
        _value("next_attempt_at", sa.BigInteger),
        _value("attempts", sa.Integer),
        _value("resends", sa.Integer),
        _maybe("doubt_since", sa.BigInteger),
        _value("denied", sa.Boolean),
        _maybe("evidence_at", sa.BigInteger),
        _maybe("sent_at", sa.BigInteger),
        _words("reason"),
        _value("proven_sender", sa.Boolean),
        _value("first_time", sa.Boolean),
        _maybe("answers_at", sa.BigInteger),
        _maybe("promise_id", KEY),
        _words("person"),
        _words("offers"),
        _value("octets", sa.LargeBinary),
        sa.ForeignKeyConstraint(["thread_id"], ["thread.id"], name="fk_letter_thread_id"),
        sa.PrimaryKeyConstraint("id", name="pk_letter"),
        sa.UniqueConstraint("mark", name="uq_letter_mark"),
        sa.UniqueConstraint("once_key", name="uq_letter_once_key"),
    )
    _index("ix_letter_domain", "letter", ["domain", "created_at"], sa.and_(ACKNOWLEDGEMENT, UNPROVEN))
    _index(
        "ix_letter_stranger", "letter", ["inbox", "created_at"], sa.and_(ACKNOWLEDGEMENT, sa.or_(FIRST_TIME, UNPROVEN))
    )
    _index("ix_letter_thread", "letter", ["thread_id"])
    _index("ix_letter_unfinished", "letter", ["state", "account", "sort_at", "next_attempt_at"], UNFINISHED)
    _index("ix_letter_to", "letter", ["recipient_key", "created_at"], sa.text("kind = 'ack'"))


def _mails_and_trail() -> None:
    op.create_table(
        "message",
        _value("id", KEY),
        _words("inbox"),
        _words("identity"),
        _words("digest"),
        _maybe("message_id", sa.Text),
        _maybe("thread_id", KEY),
        _words("direction"),
        _words("kind"),
        _words("author"),
        _words("subject"),
        _value("received_at", sa.BigInteger),
        _value("size", sa.BigInteger),
        _value("automatic", sa.Boolean),
        _words("text"),
        _words("folder"),
        _value("uidvalidity", sa.BigInteger),
        _value("uid", sa.BigInteger),
        _words("lies"),
        _words("judged"),
        sa.ForeignKeyConstraint(["thread_id"], ["thread.id"], name="fk_message_thread_id"),
        sa.PrimaryKeyConstraint("id", name="pk_message"),
        sa.UniqueConstraint("inbox", "identity", "digest", name="uq_message_inbox_identity_digest"),
    )
    _index("ix_message_thread", "message", ["thread_id", "received_at"])
    op.create_table(
        "correction",
        _value("id", KEY),
        _value("thread_id", KEY),
        _value("at", sa.BigInteger),
        _words("what"),
        _words("was"),
        _words("value"),
        _words("person"),
        sa.ForeignKeyConstraint(["thread_id"], ["thread.id"], name="fk_correction_thread_id"),
        sa.PrimaryKeyConstraint("id", name="pk_correction"),
    )
    _index("ix_correction_thread", "correction", ["thread_id"])
    op.create_table(
        "model",
        _value("id", KEY),
        _words("task"),
        _value("made_at", sa.BigInteger),
        _value("current", sa.Boolean),
        _words("card"),
        _value("octets", sa.LargeBinary),
        sa.PrimaryKeyConstraint("id", name="pk_model"),
    )
    op.create_table(
        "mail_id",
        _words("message_id"),
        _words("inbox"),
        _maybe("thread_id", KEY),
        _maybe("letter_id", KEY),
        _value("automatic", sa.Boolean),
        _value("phantom", sa.Boolean),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name="fk_mail_id_letter_id"),
        sa.ForeignKeyConstraint(["thread_id"], ["thread.id"], name="fk_mail_id_thread_id"),
        sa.PrimaryKeyConstraint("message_id", "inbox", name="pk_mail_id"),
        sqlite_with_rowid=False,
    )
    _index("ix_mail_id_thread", "mail_id", ["thread_id"])
    op.create_table(
        "trail",
        _value("id", KEY),
        _value("at", sa.BigInteger),
        _words("event"),
        _maybe("thread_id", KEY),
        _maybe("letter_id", KEY),
        _maybe("stored_id", KEY),
        _words("findings"),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name="fk_trail_letter_id"),
        sa.ForeignKeyConstraint(["stored_id"], ["message.id"], name="fk_trail_stored_id"),
        sa.ForeignKeyConstraint(["thread_id"], ["thread.id"], name="fk_trail_thread_id"),
        sa.PrimaryKeyConstraint("id", name="pk_trail"),
    )
    _index("ix_trail_thread", "trail", ["thread_id"])


def downgrade() -> None:
    """There is nothing before the first schema."""
    raise NotImplementedError("the first schema has no predecessor: restore a backup instead")


def _bursts() -> None:
    op.create_table(
        "likeness",
        sa.Column("thread_id", KEY, autoincrement=False, nullable=False),
        _words("inbox"),
        _value("at", sa.BigInteger),
        _value("numbers", sa.LargeBinary),
        sa.ForeignKeyConstraint(["thread_id"], ["thread.id"], name="fk_likeness_thread_id"),
        sa.PrimaryKeyConstraint("thread_id", name="pk_likeness"),
    )
    _index("ix_likeness_at", "likeness", ["inbox", "at"])
    op.create_table(
        "burst",
        _value("id", KEY),
        _words("inbox"),
        _value("core", sa.LargeBinary),
        _value("since", sa.BigInteger),
        _value("told_at", sa.BigInteger),
        _value("customers", sa.Integer),
        _value("last_at", sa.BigInteger),
        _maybe("grown_at", sa.BigInteger),
        sa.PrimaryKeyConstraint("id", name="pk_burst"),
    )


def _history() -> None:
    op.create_table(
        "history",
        _words("key"),
        _words("inbox"),
        _value("arrived_at", sa.BigInteger),
        _maybe("answered_at", sa.BigInteger),
        _value("seen_until", sa.BigInteger),
        _words("urgency"),
        _words("topic"),
        sa.PrimaryKeyConstraint("key", name="pk_history"),
        sqlite_with_rowid=False,
    )
    _index("ix_history_arrived", "history", ["arrived_at"])
    op.create_table(
        "filed",
        _words("key"),
        _words("inbox"),
        _words("subject"),
        _words("text"),
        _words("language"),
        _value("received_at", sa.BigInteger),
        _words("topic"),
        sa.PrimaryKeyConstraint("key", name="pk_filed"),
        sqlite_with_rowid=False,
    )
    _index("ix_filed_received", "filed", ["received_at"])
