"""The outbox: each transition of a letter is one UPDATE that names the state it expects."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BindParameter,
    Boolean,
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    func,
    null,
    or_,
    select,
    update,
)

from triaged.errors import StaleState
from triaged.model.letter import Letter, LetterKind, LetterState
from triaged.model.stored import LetterChange, Relay
from triaged.store import tables as t
from triaged.store.mail_rows import LETTER, letter_of, letter_values
from triaged.store.rows import clean
from triaged.store.run import Runner, Upsert, word
from triaged.store.threads import ThreadQueries
from triaged.store.times import HOUR, micros, moment, span_micros

_letter = t.letter.c
_SENDING = and_(_letter.state == word("sending"), t.UNFINISHED)
_READY = and_(_letter.state == word("ready"), t.UNFINISHED)
ADD = Upsert(
    table=t.letter,
    columns=tuple(c.name for c in t.letter.c if c.name != "id"),
    keys=("once_key",),
    returning=("id",),
)
TALLY = Upsert(
    table=t.tally,
    columns=("inbox", "hour", "letters"),
    keys=("inbox", "hour"),
    more=lambda _: {"letters": t.tally.c.letters + 1},
)
BY_ID = select(*LETTER).where(_letter.id == bindparam("key"))
BY_MARK = select(*LETTER).where(_letter.mark == bindparam("of_mark"))
BY_MESSAGE_ID = (
    select(*LETTER)
    .join(t.mail_id, t.mail_id.c.letter_id == _letter.id)
    .where(t.mail_id.c.message_id == bindparam("id_"))
    .limit(1)
)
OF_THREAD = select(*LETTER).where(_letter.thread_id == bindparam("of")).order_by(_letter.id)


def _in(state: LetterState) -> Select[Any]:
    finished = state in (LetterState.SENT, LetterState.CANCELLED)
    there = _letter.state == word(state.value)
    listed = select(*LETTER).where(there if finished else and_(there, t.UNFINISHED))
    return listed.order_by(_letter.sort_at, _letter.id).limit(bindparam("most"))


IN_STATE = {state: _in(state) for state in LetterState}

MAY_GO = select(
    select(t.relay.c.next_attempt_at).where(t.relay.c.account == bindparam("of")).scalar_subquery(),
    select(t.pause.c.since).where(t.pause.c.id == 1).scalar_subquery(),
)
_next = (
    select(_letter.id)
    .where(
        _letter.account == bindparam("of"),
        _READY,
        _letter.next_attempt_at <= bindparam("now"),
        or_(_letter.send_before.is_(None), _letter.send_before > bindparam("now")),
    )
    .order_by(_letter.sort_at, _letter.id)
    .limit(bindparam("most"))
)
CLAIM = update(t.letter).where(_letter.id.in_(_next), _READY).values(state=word("sending"))
CLAIM = CLAIM.returning(*LETTER, _letter.sort_at)
EXPIRED = select(*LETTER).where(
    t.UNFINISHED,
    _letter.state.in_([word("held"), word("ready")]),
    _letter.sort_at <= bindparam("now"),
    _letter.send_before <= bindparam("now"),
)
EXPIRED = EXPIRED.order_by(_letter.send_before, _letter.id)
NEXT = select(func.min(_letter.next_attempt_at)).where(_letter.account == bindparam("of"), _READY)


def _new(name: str, column: ColumnElement[Any]) -> BindParameter[Any]:
    return bindparam(name, type_=column.type)


_proven = and_(bindparam("goes_back", type_=Boolean), _letter.evidence_at.is_not(None))
CHANGE = update(t.letter).where(_letter.id == bindparam("key"), _letter.state == bindparam("expected"))
CHANGE = CHANGE.values(
    state=case((_proven, word("sent")), else_=_new("becomes", _letter.state)),
    sent_at=case((_proven, _letter.evidence_at), else_=func.coalesce(_new("sent", _letter.sent_at), _letter.sent_at)),
    doubt_since=case(
        (
            and_(bindparam("in_doubt", type_=Boolean), _letter.evidence_at.is_(None)),
            func.coalesce(_new("doubt", _letter.doubt_since), _letter.doubt_since),
        ),
        else_=null(),
    ),
    next_attempt_at=func.coalesce(_new("next_at", _letter.next_attempt_at), _letter.next_attempt_at),
    attempts=func.coalesce(_new("tries", _letter.attempts), _letter.attempts),
    resends=func.coalesce(_new("again", _letter.resends), _letter.resends),
    denied=func.coalesce(_new("says_no", _letter.denied), _letter.denied),
    reason=func.coalesce(_new("why", _letter.reason), _letter.reason),
)
"""A letter whose copy was seen while it was being sent never goes back to ready or into doubt: it was sent."""

FOUND = update(t.letter).where(
    _letter.mark == bindparam("of_mark"), _letter.state.in_([word("ready"), word("in doubt")])
)
FOUND = FOUND.values(
    state=word("sent"), sent_at=_new("at", _letter.sent_at), evidence_at=_new("at", _letter.sent_at), doubt_since=null()
).returning(*LETTER)
SEEN = update(t.letter).where(_letter.mark == bindparam("of_mark"), _letter.state == word("sending"))
SEEN = SEEN.values(evidence_at=_new("at", _letter.sent_at))
RECOVER_SEEN = update(t.letter).where(_SENDING, _letter.evidence_at.is_not(None))
RECOVER_SEEN = RECOVER_SEEN.values(state=word("sent"), sent_at=_letter.evidence_at)
RECOVER = update(t.letter).where(_SENDING)
RECOVER = RECOVER.values(state=word("in doubt"), doubt_since=_new("at", _letter.doubt_since))

RELAY = select(t.relay.c.next_attempt_at, t.relay.c.failures, t.relay.c.journal_lag)
RELAY = RELAY.where(t.relay.c.account == bindparam("of"))
SET_RELAY = Upsert(
    table=t.relay,
    columns=("account", "next_attempt_at", "failures", "journal_lag"),
    keys=("account",),
    update=("next_attempt_at", "failures", "journal_lag"),
)
BLOCK = Upsert(
    table=t.blocked,
    columns=("address", "until"),
    keys=("address",),
    update=("until",),
    where=lambda new: t.blocked.c.until < new.until,
)
BLOCKED = select(t.blocked.c.until)
BLOCKED = BLOCKED.where(t.blocked.c.address == bindparam("address"), t.blocked.c.until > bindparam("now"))


class OutboxQueries(ThreadQueries):
    """Part of Transaction: see triaged.model.tx.OutboxTx for what each method promises."""

    _run: Runner

    def add_letter(self, letter: Letter) -> int | None:
        """Store a letter, its id in the thread (automatic), and count it; None when its `once_key` exists."""
        values = letter_values(letter)
        row = self._run.first(ADD, **values)
        if row is None:
            return None
        key = int(row[0])
        self._note_id(
            letter.thread_id,
            letter.inbox,
            letter.message_id,
            letter_id=key,
            automatic=letter.kind is not LetterKind.REPLY,
        )
        stranger = letter.first_time or not letter.proven_sender
        if letter.kind is LetterKind.ACKNOWLEDGEMENT and stranger and letter.state is not LetterState.HELD:
            self._run.count(TALLY, inbox=letter.inbox, hour=values["created_at"] // HOUR, letters=1)
        return key

    # ---- reading

    def letter(self, letter_id: int) -> Letter | None:
        """One letter."""
        row = self._run.first(BY_ID, key=letter_id)
        return letter_of(row) if row else None

    def letter_by_mark(self, mark: str) -> Letter | None:
        """The letter that bears this mark."""
        row = self._run.first(BY_MARK, of_mark=mark)
        return letter_of(row) if row else None

    def letter_by_message_id(self, message_id: str) -> Letter | None:
        """The letter of ours that bears this Message-ID, whichever inbox sent it."""
        row = self._run.first(BY_MESSAGE_ID, id_=message_id)
        return letter_of(row) if row else None

    def letters(self, state: LetterState, *, limit: int = 1000) -> tuple[Letter, ...]:
        """Letters in this state, in the order in which they would be sent."""
        return tuple(letter_of(row) for row in self._run.all(IN_STATE[state], most=limit))

    def letters_of_thread(self, thread_id: int) -> tuple[Letter, ...]:
        """Every letter of the thread, oldest first."""
        return tuple(letter_of(row) for row in self._run.all(OF_THREAD, of=thread_id))

    def expired_letters(self, now: datetime) -> tuple[Letter, ...]:
        """Held or ready letters whose `send_before` has passed: to be cancelled, never sent."""
        return tuple(letter_of(row) for row in self._run.all(EXPIRED, now=micros(now)))

    def next_attempt(self, account: str) -> datetime | None:
        """When the next ready letter of the account is due, the relay's back-off included; None when there is none."""
        pause, paused = self._run.one(MAY_GO, of=account)
        (soonest,) = self._run.one(NEXT, of=account)
        if paused is not None or soonest is None:
            return None
        return moment(max(int(soonest), pause or 0))

    # ---- transitions

    def claim_letters(self, account: str, now: datetime, limit: int) -> tuple[Letter, ...]:
        """Mark up to `limit` letters `sending` and return them, earliest promise first."""
        at = micros(now)
        pause, paused = self._run.one(MAY_GO, of=account)
        if paused is not None or (pause is not None and pause > at):
            return ()
        rows = self._run.all(CLAIM, of=account, now=at, most=limit)
        rows.sort(key=lambda row: (row[-1], row[0]))
        return tuple(letter_of(row) for row in rows)

    def change_letters(self, changes: Sequence[LetterChange]) -> None:
        """Make transitions. Raises StaleState (nothing is written) when one letter is not in the state expected."""
        if not changes:
            return
        self._run.command("SAVEPOINT changes")
        if self._run.many(CHANGE, [_change_values(change) for change in changes]) != len(changes):
            self._run.command("ROLLBACK TO SAVEPOINT changes")
            self._run.command("RELEASE SAVEPOINT changes")
            raise StaleState(_stale(changes))
        self._run.command("RELEASE SAVEPOINT changes")

    def mark_sent_by_evidence(self, mark: str, at: datetime) -> Letter | None:
        """The copy of this letter was found: in doubt or ready again → sent; noted while it is being sent."""
        row = self._run.first(FOUND, of_mark=mark, at=micros(at))
        if row is None:
            self._run.count(SEEN, of_mark=mark, at=micros(at))
            return None
        return letter_of(row)

    def release(self, letter_id: int, at: datetime) -> None:
        """Held → ready, due now. Raises StaleState."""
        self.change_letters(
            [
                LetterChange(
                    letter_id=letter_id,
                    expected=LetterState.HELD,
                    state=LetterState.READY,
                    next_attempt_at=at,
                    reason="",
                )
            ]
        )

    def cancel(self, letter_id: int, reason: str, *, expected: LetterState) -> None:
        """`expected` → cancelled. Raises StaleState."""
        self.change_letters(
            [LetterChange(letter_id=letter_id, expected=expected, state=LetterState.CANCELLED, reason=reason)]
        )

    def recover_sending(self, now: datetime) -> int:
        """At the start: sending → in doubt since `now`, or sent where the copy was seen. How many are in doubt."""
        self._run.count(RECOVER_SEEN)
        return self._run.count(RECOVER, at=micros(now))

    # ---- relays and addresses

    def relay(self, account: str) -> Relay:
        """The account's shared back-off (none yet: no wait)."""
        row = self._run.first(RELAY, of=account)
        if row is None:
            return Relay(account=account)
        lag = timedelta(microseconds=row[2])
        return Relay(account=account, next_attempt_at=moment(row[0]), failures=row[1], journal_lag=lag)

    def set_relay(self, relay: Relay) -> None:
        """Write the account's shared back-off."""
        self._run.count(
            SET_RELAY,
            account=relay.account,
            next_attempt_at=micros(relay.next_attempt_at),
            failures=relay.failures,
            journal_lag=span_micros(relay.journal_lag),
        )

    def block(self, address: str, until: datetime) -> None:
        """No automatic letters to this address until then: one came back."""
        self._run.count(BLOCK, address=address.lower(), until=micros(until))

    def is_blocked(self, address: str, now: datetime) -> bool:
        """Whether a letter to this address came back not long ago."""
        return self._run.first(BLOCKED, address=address.lower(), now=micros(now)) is not None


def _change_values(change: LetterChange) -> dict[str, Any]:
    return {
        "key": change.letter_id,
        "expected": change.expected.value,
        "becomes": change.state.value,
        "goes_back": change.state in (LetterState.READY, LetterState.DOUBT),
        "in_doubt": change.state is LetterState.DOUBT,
        "next_at": micros(change.next_attempt_at),
        "tries": change.attempts,
        "again": change.resends,
        "doubt": micros(change.doubt_since),
        "sent": micros(change.sent_at),
        "says_no": change.denied,
        "why": None if change.reason is None else clean(change.reason),
    }


def _stale(changes: Sequence[LetterChange]) -> str:
    first = changes[0]
    which = f"letter {first.letter_id} is" if len(changes) == 1 else f"one of {len(changes)} letters is"
    return f"{which} not {first.expected.value} any more: nothing was changed"
