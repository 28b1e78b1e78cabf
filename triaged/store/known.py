"""What is known of one mail, and of its inbox: the reads every mail costs."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, bindparam, exists, func, or_, select

from triaged.model.known import Desk, Joined, Known, Lookup
from triaged.model.lesson import FirstWord, Judged
from triaged.model.thread import Thread, Urgency
from triaged.store import tables as t
from triaged.store.kept import KeptQueries
from triaged.store.rows import NAMED, named_threads, thread_of, threads_where
from triaged.store.run import Row, Runner, word
from triaged.store.times import DAY, HOUR, micros, moment
from triaged.store.watch import BREAKER_RESET

CHUNK = 8
"""So many keys are asked for at once; fewer are filled up with the last one."""

RECENT = 14 * DAY
CLAIMED = 90 * DAY
URGENT = frozenset({Urgency.CRITICAL.value, Urgency.HIGH.value})
MOST_RECENT = 20
MOST_COUNTED = 10_000
"""Counts stop here: no limit is higher, and a busy domain must not make each mail dearer."""


def _among(column: ColumnElement[Any]) -> ColumnElement[bool]:
    return column.in_([bindparam(f"k{n}", type_=column.type) for n in range(CHUNK)])


Key = TypeVar("Key", str, int)


def _chunks(keys: Sequence[Key]) -> list[dict[str, Key]]:
    parts = [keys[start : start + CHUNK] for start in range(0, len(keys), CHUNK)]
    return [{f"k{n}": part[min(n, len(part) - 1)] for n in range(CHUNK)} for part in parts]


def _counted(*conditions: ColumnElement[bool], since: str) -> Any:
    """Acknowledgements that left or will: those held back or cancelled told nobody anything."""
    letters = (
        select(t.letter.c.id)
        .where(
            t.ACKNOWLEDGEMENT,
            *conditions,
            t.letter.c.created_at >= bindparam(since),
            t.letter.c.state.not_in([word("held"), word("cancelled")]),
        )
        .limit(MOST_COUNTED)
    )
    return select(func.count()).select_from(letters.subquery()).scalar_subquery()


TWIN = (
    select(t.message.c.thread_id, t.message.c.digest)
    .where(t.message.c.inbox == bindparam("in_inbox"), t.message.c.identity == bindparam("identity"))
    .order_by((t.message.c.digest == bindparam("digest")).desc(), t.message.c.id)
    .limit(1)
)
ELSEWHERE = (
    select(t.mail_id.c.inbox, t.thread.c.acknowledged_at.is_not(None))
    .join(t.thread, t.thread.c.id == t.mail_id.c.thread_id)
    .where(
        t.mail_id.c.message_id == bindparam("id_"),
        t.mail_id.c.inbox != bindparam("in_inbox"),
        ~t.mail_id.c.phantom,
        ~t.mail_id.c.automatic,
    )
    .order_by(t.thread.c.acknowledged_at.is_(None), t.mail_id.c.inbox)
    .limit(1)
)
BY_ID = threads_where(
    _among(t.mail_id.c.message_id),
    extra=(t.mail_id.c.message_id, t.mail_id.c.inbox, t.mail_id.c.automatic),
    source=t.mail_id.join(t.thread, t.thread.c.id == t.mail_id.c.thread_id),
)
BY_TOKEN = named_threads(_among(NAMED.c.reference))
BY_MARK = select(t.letter.c.id, t.letter.c.thread_id).where(_among(t.letter.c.mark)).limit(1)
BY_LETTER_ID = (
    select(t.mail_id.c.letter_id, t.mail_id.c.thread_id)
    .where(_among(t.mail_id.c.message_id), t.mail_id.c.letter_id.is_not(None))
    .limit(1)
)
REPEATED = (
    select(t.message.c.thread_id)
    .where(_among(t.message.c.thread_id), t.message.c.digest == bindparam("digest"))
    .distinct()
)
MERGED = select(t.thread.c.merged_id, t.thread.c.base_subject).where(_among(t.thread.c.merged_id))
RECENT_THREADS = (
    threads_where(
        t.thread.c.merged_id.is_(None),
        t.thread.c.inbox == bindparam("in_inbox"),
        t.thread.c.customer_key == bindparam("address"),
        t.thread.c.last_mail_at >= bindparam("since"),
    )
    .order_by(t.thread.c.last_mail_at.desc(), t.thread.c.id.desc())
    .limit(MOST_RECENT)
)
_theirs = (
    select(t.thread.c.id, t.thread.c.answered_at)
    .where(
        t.thread.c.inbox == bindparam("in_inbox"),
        t.thread.c.customer_key == bindparam("address"),
        t.thread.c.last_mail_at >= bindparam("since"),
        t.thread.c.kind == word("person"),
    )
    .order_by(t.thread.c.last_mail_at.desc(), t.thread.c.id.desc())
    .limit(MOST_RECENT)
    .subquery()
)
_last_word = (
    select(t.correction.c.value)
    .where(t.correction.c.thread_id == _theirs.c.id, t.correction.c.what == word("urgency"))
    .order_by(t.correction.c.id.desc())
    .limit(1)
    .scalar_subquery()
)
CLAIMS = (
    select(t.message.c.judged, _last_word)
    .select_from(t.message.join(_theirs, _theirs.c.id == t.message.c.thread_id))
    .where(t.message.c.judged != word(""), t.message.c.received_at >= bindparam("since"))
    .where(or_(_theirs.c.answered_at.is_not(None), _last_word.is_not(None)))
    .order_by(t.message.c.id.desc())
    .limit(MOST_RECENT)
)
"""How the customer's newest threads began, where people dealt with them, and their last word about the urgency."""
STANDING: Select[Any] = select(
    _counted(t.letter.c.recipient_key == bindparam("address"), since="day"),
    _counted(t.letter.c.domain == bindparam("domain"), t.UNPROVEN, since="hour"),
    or_(
        exists().where(t.letter.c.recipient_key == bindparam("address"), t.ACKNOWLEDGEMENT),
        exists().where(
            t.thread.c.inbox == bindparam("in_inbox"),
            t.thread.c.customer_key == bindparam("address"),
            t.thread.c.answered_at.is_not(None),
        ),
    ),
    exists().where(t.blocked.c.address == bindparam("address"), t.blocked.c.until > bindparam("now")),
)
DESK: Select[Any] = select(
    select(t.inbox_state.c.baseline_at).where(t.inbox_state.c.inbox == bindparam("in_inbox")).scalar_subquery(),
    _counted(
        t.letter.c.inbox == bindparam("in_inbox"),
        t.STRANGER,
        since="hour",
    ),
    select(func.coalesce(func.max(t.tally.c.letters), 0))
    .where(
        t.tally.c.inbox == bindparam("in_inbox"),
        t.tally.c.hour >= bindparam("week"),
        t.tally.c.hour <= bindparam("whole"),
    )
    .scalar_subquery(),
    exists().where(t.breaker.c.inbox.in_([bindparam("in_inbox"), word("")])),
)


class KnownQueries(KeptQueries):
    """The reads of one transaction that decisions are made from."""

    _run: Runner

    def desk(self, inbox: str, now: datetime) -> Desk:
        """See triaged.model.tx.IntakeTx."""
        at = micros(now)
        resets = (self.remembered(name) for name in (BREAKER_RESET, f"{BREAKER_RESET} {inbox}"))
        since = max(at - HOUR, *(int(reset or 0) for reset in resets))
        row = self._run.one(
            DESK, in_inbox=inbox, hour=since, week=(at - 7 * DAY) // HOUR, whole=(at - HOUR) // HOUR - 1
        )
        baseline, hour, busiest, breaker = row
        return Desk(
            baseline=now if baseline is None else moment(baseline),
            hour=hour,
            busiest_hour=busiest,
            breaker_open=bool(breaker),
        )

    def known(self, lookup: Lookup) -> Known:
        """See triaged.model.tx.IntakeTx."""
        twin = self._run.first(TWIN, in_inbox=lookup.inbox, identity=lookup.identity, digest=lookup.digest)
        elsewhere = self._elsewhere(lookup)
        bounced = self._bounced(lookup.bounced) if lookup.bounced else None
        to, to_domain, ever, blocked = self._standing(lookup) if lookup.customer else (0, 0, False, False)
        by_id = self.joined(lookup.inbox, lookup.ids)
        by_token = self._by_token(lookup.tokens) if lookup.tokens else ()
        recent = self._recent(lookup) if lookup.customer else ()
        threads = (*(joined.thread for joined in by_id), *by_token, *recent)
        return Known(
            twin_thread=twin[0] if twin else None,
            twin_digest=twin[1] if twin else "",
            elsewhere=elsewhere[0] if elsewhere else "",
            elsewhere_acknowledged=bool(elsewhere[1]) if elsewhere else False,
            by_id=by_id,
            by_token=by_token,
            bounced_letter=bounced[0] if bounced else None,
            bounced_thread=bounced[1] if bounced else None,
            recent=recent,
            repeated=self._repeated(threads, lookup.digest),
            merged=self._merged(threads),
            claims=self._claims(lookup) if lookup.claims and lookup.customer else (),
            letters_to=to,
            letters_to_domain=to_domain,
            ever_written_to=bool(ever),
            blocked=bool(blocked),
        )

    def joined(self, inbox: str, ids: Sequence[str]) -> tuple[Joined, ...]:
        """See triaged.model.tx.ThreadTx."""
        ids = tuple(dict.fromkeys(ids))
        rows = [row for keys in _chunks(ids) for row in self._run.all(BY_ID, **keys)]
        place = {message_id: n for n, message_id in enumerate(ids)}
        rows.sort(key=lambda row: (place[row[-3]], row[-2] != inbox, row[-2]))
        return tuple(Joined(message_id=row[-3], thread=thread_of(row), automatic=bool(row[-1])) for row in rows)

    def _elsewhere(self, lookup: Lookup) -> Row | None:
        if lookup.message_id is None:
            return None
        return self._run.first(ELSEWHERE, id_=lookup.message_id, in_inbox=lookup.inbox)

    def _by_token(self, tokens: Sequence[str]) -> tuple[Thread, ...]:
        wanted = tuple(dict.fromkeys(token.upper() for token in tokens))
        found = {row[-1]: thread_of(row) for keys in _chunks(wanted) for row in self._run.all(BY_TOKEN, **keys)}
        threads = {found[token].thread_id: found[token] for token in wanted if token in found}
        return tuple(threads.values())

    def _bounced(self, keys: Sequence[str]) -> Row | None:
        for statement in (BY_MARK, BY_LETTER_ID):
            for chunk in _chunks(keys):
                row = self._run.first(statement, **chunk)
                if row is not None:
                    return row
        return None

    def _recent(self, lookup: Lookup) -> tuple[Thread, ...]:
        rows = self._run.all(
            RECENT_THREADS,
            in_inbox=lookup.inbox,
            address=lookup.customer.lower(),
            since=micros(lookup.now) - RECENT,
        )
        return tuple(thread_of(row) for row in rows)

    def _claims(self, lookup: Lookup) -> tuple[bool, ...]:
        since = micros(lookup.now) - CLAIMED
        rows = self._run.all(CLAIMS, in_inbox=lookup.inbox, address=lookup.customer.lower(), since=since)
        found = ((FirstWord.of_text(judged), value) for judged, value in rows)
        return tuple(
            (value or first.urgency) in URGENT
            for first, value in found
            if first.claimed and (value is not None or Judged.URGENCY not in first.ruled)
        )

    def _repeated(self, threads: Sequence[Thread], digest: str) -> frozenset[int]:
        keys = sorted({thread.thread_id for thread in threads})
        rows = (row for some in _chunks(keys) for row in self._run.all(REPEATED, **some, digest=digest))
        return frozenset(row[0] for row in rows)

    def _merged(self, threads: Sequence[Thread]) -> tuple[tuple[int, str], ...]:
        keys = sorted({thread.thread_id for thread in threads})
        return tuple((row[0], row[1]) for some in _chunks(keys) for row in self._run.all(MERGED, **some))

    def _standing(self, lookup: Lookup) -> Row:
        address, now = lookup.customer.lower(), micros(lookup.now)
        return self._run.one(
            STANDING,
            in_inbox=lookup.inbox,
            address=address,
            domain=address.rpartition("@")[2],
            day=now - DAY,
            hour=now - HOUR,
            now=now,
        )
