"""Cursors, marks before parsing, quarantine, and how an inbox usually behaves."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, func, or_, select, update

from triaged.errors import StaleState
from triaged.model.stored import Cursor, InboxState, Quarantined, Tried
from triaged.store import tables as t
from triaged.store.mail_rows import QUARANTINED, quarantined_of
from triaged.store.rows import clean
from triaged.store.run import Row, Runner, Upsert
from triaged.store.times import DAY, HOUR, micros, moment

WEEK = 7 * 24
"""Hours of the week: quiet is learned for each."""

ENOUGH_HISTORY = 14 * DAY

_FOLDER = ("inbox", "folder")
_UID = ("inbox", "folder", "uidvalidity", "uid")

BEGIN_INBOX = Upsert(
    table=t.inbox_state, columns=("inbox", "baseline_at", "answers_seen", "renewals_off", "many_left"), keys=("inbox",)
)
_NEW = {"answers_seen": 0, "renewals_off": "", "many_left": ""}
INBOX = select(t.inbox_state).where(t.inbox_state.c.inbox == bindparam("in_inbox"))
INBOXES = select(t.inbox_state).order_by(t.inbox_state.c.inbox)
_HERE = t.inbox_state.c.inbox == bindparam("in_inbox")
CAUGHT_UP = update(t.inbox_state).where(_HERE).values(caught_up_at=bindparam("at"), sent_looked_at=bindparam("looked"))
ANSWER_SEEN = update(t.inbox_state).where(_HERE).values(answers_seen=t.inbox_state.c.answers_seen + 1)
RENEWALS_OFF = update(t.inbox_state).where(_HERE).values(renewals_off=bindparam("why"))
LAST_MAIL = update(t.inbox_state).where(
    t.inbox_state.c.inbox == bindparam("in_inbox"),
    or_(t.inbox_state.c.last_mail_at.is_(None), t.inbox_state.c.last_mail_at < bindparam("at")),
)
LAST_MAIL = LAST_MAIL.values(last_mail_at=bindparam("at"))
QUIET = Upsert(
    table=t.quiet,
    columns=("inbox", "hour", "longest"),
    keys=("inbox", "hour"),
    update=("longest",),
    where=lambda new: t.quiet.c.longest < new.longest,
)
USUAL_QUIET = select(func.max(t.quiet.c.longest)).where(
    t.quiet.c.inbox == bindparam("in_inbox"),
    t.quiet.c.hour.in_([bindparam("before"), bindparam("at"), bindparam("after")]),
)

CURSOR = select(t.cursor.c.uidvalidity, t.cursor.c.uid)
CURSOR = CURSOR.where(t.cursor.c.inbox == bindparam("in_inbox"), t.cursor.c.folder == bindparam("in_folder"))
SET_CURSOR = Upsert(table=t.cursor, columns=_UID, keys=_FOLDER, update=("uidvalidity", "uid"))

MARK_TRIED = Upsert(table=t.tried, columns=(*_UID, "tries"), keys=_UID, more=lambda _: {"tries": t.tried.c.tries + 1})
TRIED = select(t.tried.c.folder, t.tried.c.uidvalidity, t.tried.c.uid, t.tried.c.tries)
TRIED = TRIED.where(t.tried.c.inbox == bindparam("in_inbox"))
TRIED = TRIED.order_by(t.tried.c.folder, t.tried.c.uidvalidity, t.tried.c.uid)
CLEAR_TRIED = delete(t.tried).where(
    t.tried.c.inbox == bindparam("in_inbox"),
    t.tried.c.folder == bindparam("in_folder"),
    t.tried.c.uidvalidity == bindparam("of"),
    t.tried.c.uid == bindparam("is_uid"),
)

QUARANTINE = Upsert(
    table=t.quarantine,
    columns=(*_UID, "reason", "at", "size", "retry"),
    keys=_UID,
    update=("reason", "at", "size", "retry"),
    returning=("id",),
)
IN_QUARANTINE = select(*QUARANTINED).order_by(t.quarantine.c.at, t.quarantine.c.id)
TO_RETRY = select(*QUARANTINED).where(t.quarantine.c.inbox == bindparam("in_inbox"), t.quarantine.c.retry)
TO_RETRY = TO_RETRY.order_by(t.quarantine.c.id)
RETRY = update(t.quarantine).where(t.quarantine.c.id == bindparam("key")).values(retry=True).returning(*QUARANTINED)
DROP = delete(t.quarantine).where(t.quarantine.c.id == bindparam("key")).returning(*QUARANTINED)


class IntakeQueries:
    """Part of Transaction: see triaged.model.tx.IntakeTx for what each method promises."""

    _run: Runner

    # ---- the inbox as a whole

    def begin_inbox(self, inbox: str, now: datetime) -> InboxState:
        """The inbox's state; written with baseline `now` when the inbox is new."""
        known = self.inbox_state(inbox)
        if known is None:
            self._run.count(BEGIN_INBOX, inbox=inbox, baseline_at=micros(now), **_NEW)
            return InboxState(inbox=inbox, baseline=now)
        return known

    def inboxes(self) -> tuple[InboxState, ...]:
        """Every inbox ever begun."""
        return tuple(_inbox_of(row) for row in self._run.all(INBOXES))

    def caught_up(self, inbox: str, at: datetime, *, sent_looked_at: datetime) -> None:
        """All folders of the inbox are read to the end; the look at its sent folders began at `sent_looked_at`."""
        self._run.count(CAUGHT_UP, in_inbox=inbox, at=micros(at), looked=micros(sent_looked_at))

    def inbox_state(self, inbox: str) -> InboxState | None:
        """What is known of the inbox, None when it was never begun."""
        row = self._run.first(INBOX, in_inbox=inbox)
        return _inbox_of(row) if row else None

    def answer_seen(self, inbox: str) -> None:
        """A person's answer was seen in this inbox."""
        self._run.count(ANSWER_SEEN, in_inbox=inbox)

    def renewals_off(self, inbox: str, why: str) -> None:
        """Tell no customer of this inbox by itself that we are late, because of `why`; "": they may be told again."""
        self._run.count(RENEWALS_OFF, in_inbox=inbox, why=clean(why))

    def note_mail(self, inbox: str, received: Iterable[datetime]) -> None:
        """Mail arrived: keeps the newest arrival and how long this inbox is usually quiet, by hour of the week."""
        arrivals = sorted(micros(at) for at in received)
        state = self.inbox_state(inbox)
        if not arrivals or state is None:
            return
        longest: dict[int, int] = {}
        last = micros(state.last_mail_at or state.baseline)
        for at in arrivals:
            for hour, quiet in _quiet_hours(last, at):
                longest[hour] = max(longest.get(hour, 0), quiet)
            last = max(last, at)
        self._run.many(QUIET, [{"inbox": inbox, "hour": hour, "longest": quiet} for hour, quiet in longest.items()])
        self._run.count(LAST_MAIL, in_inbox=inbox, at=arrivals[-1])

    def usual_quiet(self, inbox: str, now: datetime) -> timedelta | None:
        """The longest quiet ever seen around this hour of the week; None before two weeks of history."""
        state, at = self.inbox_state(inbox), micros(now)
        if state is None or at - micros(state.baseline) < ENOUGH_HISTORY:
            return None
        hour = at // HOUR
        row = self._run.first(
            USUAL_QUIET, in_inbox=inbox, before=(hour - 1) % WEEK, at=hour % WEEK, after=(hour + 1) % WEEK
        )
        return timedelta(microseconds=row[0]) if row and row[0] is not None else None

    # ---- cursors and tries

    def cursor(self, inbox: str, folder: str) -> Cursor | None:
        """How far the folder was read, None when never."""
        row = self._run.first(CURSOR, in_inbox=inbox, in_folder=folder)
        return Cursor(inbox=inbox, folder=folder, uidvalidity=row[0], uid=row[1]) if row else None

    def set_cursor(self, cursor: Cursor) -> None:
        """Write how far the folder is read now."""
        self._run.count(
            SET_CURSOR, inbox=cursor.inbox, folder=cursor.folder, uidvalidity=cursor.uidvalidity, uid=cursor.uid
        )

    def mark_tried(self, inbox: str, folder: str, uidvalidity: int, uids: Sequence[int]) -> None:
        """Mark UIDs before they are parsed: counts the starts of each (three: quarantine)."""
        same = {"inbox": inbox, "folder": folder, "uidvalidity": uidvalidity, "tries": 1}
        self._run.many(MARK_TRIED, [{**same, "uid": uid} for uid in uids])

    def tried(self, inbox: str) -> tuple[Tried, ...]:
        """UIDs marked and never finished: what was in work when the process died."""
        rows = self._run.all(TRIED, in_inbox=inbox)
        return tuple(Tried(folder=row[0], uidvalidity=row[1], uid=row[2], tries=row[3]) for row in rows)

    def clear_tried(self, inbox: str, folder: str, uidvalidity: int, uids: Sequence[int]) -> None:
        """These are stored or quarantined."""
        same = {"in_inbox": inbox, "in_folder": folder, "of": uidvalidity}
        self._run.many(CLEAR_TRIED, [{**same, "is_uid": uid} for uid in uids])

    # ---- quarantine

    def quarantine(self, item: Quarantined) -> int:
        """Keep a mail apart for people; the same mail again replaces the reason. Returns its id."""
        row = self._run.one(
            QUARANTINE,
            inbox=item.inbox,
            folder=item.folder,
            uidvalidity=item.uidvalidity,
            uid=item.uid,
            reason=clean(item.reason),
            at=micros(item.at),
            size=item.size,
            retry=item.retry,
        )
        return int(row[0])

    def quarantined(self) -> tuple[Quarantined, ...]:
        """All that is in quarantine, oldest first."""
        return tuple(quarantined_of(row) for row in self._run.all(IN_QUARANTINE))

    def to_retry(self, inbox: str) -> tuple[Quarantined, ...]:
        """Entries of this inbox that a person wants tried again."""
        return tuple(quarantined_of(row) for row in self._run.all(TO_RETRY, in_inbox=inbox))

    def retry_quarantined(self, quarantine_id: int) -> Quarantined:
        """Ask for another try. Raises StaleState when there is no such entry."""
        return _entry(self._run.first(RETRY, key=quarantine_id), quarantine_id)

    def drop_quarantined(self, quarantine_id: int) -> Quarantined:
        """Take an entry out (dropped by a person, or read at last). Raises StaleState when there is none."""
        return _entry(self._run.first(DROP, key=quarantine_id), quarantine_id)


def _inbox_of(row: Row) -> InboxState:
    inbox, baseline, caught_up, last, looked, seen, off, many_left, many_left_at = row
    return InboxState(
        inbox=inbox,
        baseline=moment(baseline),
        caught_up_at=moment(caught_up),
        last_mail_at=moment(last),
        sent_looked_at=moment(looked),
        answers_seen=seen,
        renewals_off=off,
        many_left=many_left,
        many_left_at=moment(many_left_at),
    )


def _entry(row: Row | None, quarantine_id: int) -> Quarantined:
    if row is None:
        raise StaleState(f"nothing in quarantine has the number {quarantine_id}: see `triaged quarantine list`")
    return quarantined_of(row)


def _quiet_hours(start: int, end: int) -> Iterable[tuple[int, int]]:
    """For each hour of the week in (start, end]: how long it had been quiet when that hour, or the quiet, ended."""
    first, last = start // HOUR, end // HOUR
    for hour in range(max(first, last - WEEK + 1), last + 1):
        yield hour % WEEK, min((hour + 1) * HOUR, end) - start
