"""What `status` says, and what waits for a person's decision."""

from datetime import datetime

from sqlalchemy import bindparam, exists, func, not_, or_, select

from triaged.model.letter import LetterState
from triaged.model.stored import UNDELIVERED_FOR, Attention, Figures
from triaged.store import tables as t
from triaged.store.intake import IntakeQueries
from triaged.store.mail_rows import LETTER, letter_of
from triaged.store.notices import NoticeQueries
from triaged.store.outbox import OutboxQueries
from triaged.store.people import PeopleQueries
from triaged.store.rows import threads_where
from triaged.store.run import Runner, word
from triaged.store.times import micros, moment
from triaged.store.watch import WatchQueries, latest_first

MOST = 1000

OPEN = t.thread.c.closed_at.is_(None)
OURS = t.thread.c.turn == word("ours")
DATED = t.thread.c.due_at.is_not(None)
PERSON = t.thread.c.kind == word("person")

SUSPECTS = latest_first(threads_where(t.thread.c.kind == word("suspect"), OPEN))
ASKS = latest_first(threads_where(t.thread.c.asks != word(""), OPEN))

FIGURES = select(
    select(func.count()).select_from(t.thread).where(OURS, OPEN, DATED, PERSON).scalar_subquery(),
    select(func.count()).select_from(t.thread).where(OURS, OPEN, t.thread.c.due_at.is_(None), PERSON).scalar_subquery(),
    select(func.count())
    .select_from(t.thread)
    .where(OURS, OPEN, DATED, PERSON, t.thread.c.due_at <= bindparam("now"))
    .scalar_subquery(),
    select(func.min(t.letter.c.created_at)).where(t.letter.c.state == word("ready"), t.UNFINISHED).scalar_subquery(),
    select(func.count()).select_from(t.quarantine).scalar_subquery(),
)
BEGUN = select(t.thread.c.inbox, t.thread.c.topic, func.count()).where(
    PERSON, t.thread.c.opened_at >= bindparam("since"), t.thread.c.opened_at < bindparam("until")
)
BEGUN = BEGUN.group_by(t.thread.c.inbox, t.thread.c.topic)
_failed = t.letter.c.state == word("failed")
_matters = or_(t.letter.c.thread_id.is_(None), exists().where(t.thread.c.id == t.letter.c.thread_id, OURS, OPEN))
"""A letter that was refused needs somebody until its thread was answered or closed."""
LETTERS = select(t.letter.c.state, func.count()).where(t.UNFINISHED, or_(not_(_failed), _matters))
LETTERS = LETTERS.group_by(t.letter.c.state)
FAILED = select(*LETTER).where(_failed, t.UNFINISHED, _matters)
FAILED = FAILED.order_by(t.letter.c.sort_at, t.letter.c.id).limit(MOST)


class ListQueries(IntakeQueries, OutboxQueries, WatchQueries, NoticeQueries, PeopleQueries):
    """Part of Transaction: what is put together from several rooms of the store."""

    _run: Runner

    def attention(self) -> Attention:
        """What waits for a person's decision."""
        return Attention(
            failed=tuple(letter_of(row) for row in self._run.all(FAILED)),
            held=self.letters(LetterState.HELD),
            in_doubt=self.letters(LetterState.DOUBT),
            quarantined=self.quarantined(),
            asks=self._threads(ASKS, {}, MOST),
            suspects=self._threads(SUSPECTS, {}, MOST),
        )

    def figures(self, now: datetime) -> Figures:
        """The store's part of `status`."""
        dated, undated, overdue, oldest, quarantined = self._run.one(FIGURES, now=micros(now))
        return Figures(
            open_threads=dated + undated,
            overdue=overdue,
            next_due=self.next_due(now),
            oldest_ready=moment(oldest),
            quarantined=quarantined,
            letters={LetterState(state): count for state, count in self._run.all(LETTERS)},
            inboxes=self.inboxes(),
            breakers=self.breakers(),
            paused_since=self.paused_since(),
            undelivered=len(self.failed_posts(now - UNDELIVERED_FOR)),
            ledger=self.counted(),
            promises_late=self.promises_late(now),
        )

    def begun(self, since: datetime, until: datetime) -> dict[tuple[str, str], int]:
        """How many threads of persons began in that time, by inbox and topic, whatever became of them."""
        rows = self._run.all(BEGUN, since=micros(since), until=micros(until))
        return {(inbox, topic): count for inbox, topic, count in rows}
