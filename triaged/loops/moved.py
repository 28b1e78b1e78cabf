"""Writes what it says that a customer's mail left its folder, or came back to one that is read. Rules: rules/left."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from triaged.decide.happened import ASKS, HELD, happened
from triaged.decide.owe import row_of, target
from triaged.decide.plan import planned, team_of
from triaged.loops.handle import act, open_promises, write
from triaged.model.finding import Finding
from triaged.model.mail import Message, RawMessage
from triaged.model.stored import Direction, StoredMessage, TrailEntry, Whereabouts
from triaged.model.thread import Happening, Outcome, Owed, Promise, Thread, Turn
from triaged.model.tx import Tx
from triaged.policy.shape import Policy
from triaged.rules.left import ROW, left
from triaged.rules.turn import Do

WHO = "somebody, in the mailbox"
"""A server does not tell who moved a mail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A mail that is not where it was seen last, and what was found of it: its new place where it is read there."""

    thread_id: int
    stored_id: int
    lies: Whereabouts
    folder: str = ""
    uidvalidity: int = 0
    uid: int = 0


def note_moved(tx: Tx, mails: Iterable[Moved], *, policy: Policy, now: datetime) -> None:
    """Note where each mail lies now, and do what that makes of its thread."""
    threads: dict[int, None] = {}
    for mail in mails:
        tx.note_place(mail.stored_id, mail.lies, folder=mail.folder, uidvalidity=mail.uidvalidity, uid=mail.uid)
        if mail.lies is not Whereabouts.WATCHED:
            threads[mail.thread_id] = None
    for thread_id in threads:
        thread = tx.thread(thread_id)
        if thread is not None:
            _judge(tx, thread, policy, now)


def _judge(tx: Tx, thread: Thread, policy: Policy, now: datetime) -> None:
    places = [mail.lies for mail in tx.messages(thread.thread_id) if _counts(mail, thread)]
    happening, findings = left(places, turn=thread.turn, close=policy.close)
    if happening is not None:
        act(tx, thread, happening, policy=policy, at=now, now=now, who=WHO, findings=findings)
    elif findings:
        tx.add_trail(TrailEntry(at=now, event="moved", findings=findings, thread_id=thread.thread_id))


def _counts(mail: StoredMessage, thread: Thread) -> bool:
    """Whether it is a customer's mail that waits; where nobody waits, any mail of the customer."""
    if mail.direction is not Direction.CUSTOMER or mail.automatic:
        return False
    answered = thread.answered_at
    return thread.turn is not Turn.OURS or answered is None or mail.received_at > answered


def seen_again(tx: Tx, raw: RawMessage, message: Message, *, policy: Policy, now: datetime) -> None:
    """A known mail lies in a watched folder again: what its leaving had said is undone (docs/promises.md 11)."""
    known = tx.stored_message(message.inbox, message.identity, message.digest)
    if known is None or known.stored_id is None or known.direction is not Direction.CUSTOMER:
        return
    tx.note_place(known.stored_id, Whereabouts.WATCHED, folder=raw.folder, uidvalidity=raw.uidvalidity, uid=raw.uid)
    thread = None if known.thread_id is None else tx.thread(known.thread_id)
    if thread is None:
        return
    if known.lies is Whereabouts.JUNK and _closed_by_this(tx, thread):
        _not_spam(tx, thread, policy, now)
    elif known.lies in {Whereabouts.TRASH, Whereabouts.GONE} and thread.asks == ASKS[Do.ASK_DELETED]:
        _not_deleted(tx, thread, policy, now)


def _closed_by_this(tx: Tx, thread: Thread) -> bool:
    """Whether it was closed because its mails went to the junk folder, and not by a person's order."""
    if thread.turn is not Turn.NOBODY or thread.closed_at is None:
        return False
    closing = (entry for entry in tx.trail(thread.thread_id) if entry.at == thread.closed_at)
    return any(
        entry.event == Happening.SPAM.value and any(finding.row == ROW for finding in entry.findings)
        for entry in closing
    )


def _not_spam(tx: Tx, thread: Thread, policy: Policy, now: datetime) -> None:
    """Ours again, with a time that only we know: the customer got a letter before, or none, and gets no other."""
    change = happened(
        thread,
        Happening.NOT_SPAM,
        open_=open_promises(tx, thread.thread_id),
        at=now,
        now=now,
        who=WHO,
        policy=policy,
        owe=_aim(tx, thread, policy, now),
    )
    write(tx, thread, change, now=now)


def _aim(tx: Tx, thread: Thread, policy: Policy, now: datetime) -> tuple[Promise, ...]:
    """The time that the customer was told, as long as it lies ahead; else that of a mail which arrives now."""
    told = [p for p in tx.promises(thread.thread_id) if p.told and p.outcome is Outcome.RELEASED and p.reply_by > now]
    if told:
        aim = replace(told[-1], told=False, promise_id=None, outcome=Outcome.OPEN, outcome_at=None)
        return (aim,)
    row = row_of(thread, policy)
    if row is None:
        return ()
    team = team_of(thread, policy).key
    return target(row, Owed.REPLY, row.reply, team=team, start=now, now=now, policy=policy)


def _not_deleted(tx: Tx, thread: Thread, policy: Policy, now: datetime) -> None:
    held = "" if thread.held == HELD[Happening.GONE] else thread.held
    tx.update_thread(planned(replace(thread, asks="", held=held), policy, now))
    finding = Finding(question="Where is the customer's mail?", answer="in a folder that is read", row=ROW)
    tx.add_trail(TrailEntry(at=now, event="came back", findings=(finding,), thread_id=thread.thread_id))
