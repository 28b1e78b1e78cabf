"""Colleagues: who is away, what they must hear and over which way, and the incidents they opened."""

from sqlalchemy import BigInteger, Column, Index, Table

from triaged.store.tables.base import KEY, count, flag, index, metadata, own_id, time, words

incident = Table(
    "incident",
    metadata,
    own_id(),
    words("name"),
    words("prepared"),
    words("by_rule"),
    words("inbox"),
    words("team"),
    words("says"),
    time("since"),
    words("opened_by"),
    Column("news_every", BigInteger, nullable=False),
    words("proposal"),
    count("rounds"),
    time("look_at", optional=True),
    count("rungs"),
    time("asked_at", optional=True),
    time("closed_at", optional=True),
    index("ix_incident_look", "look_at", where="look_at IS NOT NULL"),
)

absence = Table(
    "absence",
    metadata,
    own_id(),
    words("person"),
    time("since"),
    time("until"),
    words("recorded_by"),
    flag("begun"),
    Index("ix_absence_until", "until"),
)

notice = Table(
    "notice",
    metadata,
    own_id(),
    words("person"),
    words("about"),
    Column("thread_id", KEY, nullable=False),
    words("text"),
    flag("critical"),
    words("ways"),
    time("at"),
    time("told_at", optional=True),
    Column("letter_id", KEY),
    Column("post_id", KEY),
    flag("climbed"),
    index("uq_notice_waiting", "person", "about", "thread_id", where="told_at IS NULL", unique=True),
    Index("ix_notice_thread", "thread_id"),
    index("ix_notice_letter", "letter_id", where="letter_id IS NOT NULL"),
    index("ix_notice_post", "post_id", where="post_id IS NOT NULL"),
)

post = Table(
    "post",
    metadata,
    own_id(),
    words("channel"),
    words("person"),
    words("title"),
    words("lines"),
    words("state"),
    time("created_at"),
    time("next_attempt_at"),
    count("attempts"),
    words("reason"),
    index("ix_post_ready", "next_attempt_at", where="state = 'ready'"),
    index("ix_post_failed", "created_at", where="state = 'failed'"),
)
"""Notices on their way over a channel beside mail."""
