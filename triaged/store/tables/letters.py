"""The outbox: letters, how many left when, the relays they leave by, addresses where one came back."""

from sqlalchemy import BigInteger, Column, Index, LargeBinary, Table, UniqueConstraint, and_, literal_column, not_, or_

from triaged.store.tables.base import KEY, count, flag, metadata, own_id, thread_id, time, words

letter = Table(
    "letter",
    metadata,
    own_id(),
    words("once_key"),
    words("kind"),
    words("inbox"),
    words("account"),
    thread_id(optional=True),
    words("sender"),
    words("recipient"),
    words("recipient_key"),
    words("domain"),
    words("journal"),
    words("message_id"),
    words("mark"),
    words("state"),
    time("created_at"),
    time("send_before", optional=True),
    time("sort_at"),
    time("next_attempt_at"),
    count("attempts"),
    count("resends"),
    time("doubt_since", optional=True),
    flag("denied"),
    time("evidence_at", optional=True),
    time("sent_at", optional=True),
    words("reason"),
    flag("proven_sender"),
    flag("first_time"),
    time("answers_at", optional=True),
    Column("promise_id", KEY),
    words("person"),
    words("offers"),
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

tally = Table(
    "tally",
    metadata,
    words("inbox", primary_key=True),
    Column("hour", BigInteger, primary_key=True, autoincrement=False),
    count("letters"),
)

relay = Table(
    "relay",
    metadata,
    words("account", primary_key=True),
    time("next_attempt_at", optional=True),
    count("failures"),
    Column("journal_lag", BigInteger, nullable=False),
)

blocked = Table("blocked", metadata, words("address", primary_key=True), time("until"))
