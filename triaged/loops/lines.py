"""The lines of notices and digests: what is read of a thread so that a colleague can act on it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from triaged.decide.late import Watched, renewal_letter
from triaged.decide.plan import calendar_of
from triaged.model.letter import LetterKind, LetterState
from triaged.model.notice import AskLine, DueLine
from triaged.model.people import Absence
from triaged.model.stored import Direction, InboxState
from triaged.model.thread import Thread, Turn
from triaged.model.tx import Tx
from triaged.policy.shape import Policy
from triaged.rules.escalate import owed_now
from triaged.rules.renewal import renewal_at
from triaged.scribe import Scribe

SHOWN_TEXT = 200


def due_line(tx: Tx, thread: Thread, policy: Policy, *, nudged: bool = False) -> DueLine | None:
    """The thread with its time; None when nobody waits for us any more."""
    if thread.due_at is None or thread.turn is Turn.NOBODY:
        return None
    told = [n.told_at for n in tx.notices_of_thread(thread.thread_id) if n.person == thread.owner and n.told_at]
    promise = thread.promise
    nearest = min(owed_now(thread) or thread.owed, key=lambda owed: owed.reply_by)
    renewed = promise is not None and promise.number > 0
    return DueLine(
        thread=thread,
        due=thread.due_at,
        promised=promise is not None and promise.reply_by == thread.due_at,
        owed=nearest.what,
        owner=name_of(thread.owner, policy),
        told=tuple(told),
        told_customer_at=_apologised_at(tx, thread) if renewed else None,
        new_time=promise.reply_by if renewed and promise is not None else None,
        nudged=nudged,
        text=last_text(tx, thread),
    )


def _apologised_at(tx: Tx, thread: Thread) -> datetime | None:
    """When the customer heard last that we are late."""
    sent = [
        letter.sent_at
        for letter in tx.letters_of_thread(thread.thread_id)
        if letter.kind is LetterKind.RENEWAL and letter.state is LetterState.SENT and letter.sent_at is not None
    ]
    return max(sent, default=None)


def ask_line(
    tx: Tx, thread: Thread, *, policy: Policy, scribe: Scribe, absences: Sequence[Absence], now: datetime
) -> AskLine | None:
    """The letter that goes to the customer unless somebody stops it; None when none does any more."""
    promise, proposal = thread.promise, thread.proposal
    if promise is None or proposal is None or thread.turn is not Turn.OURS:
        return None
    watched = Watched(thread=thread, open=(), inbox=InboxState(inbox=thread.inbox, baseline=now), absences=absences)
    worded = scribe.wording.render_renewal(renewal_letter(watched, promise, proposal, policy, now), policy, now)
    goes_at = renewal_at(promise, calendar_of(thread, promise, policy), policy.renewal)
    return AskLine(
        thread=thread,
        goes_at=max(goes_at, now),
        promised=promise.reply_by,
        new_time=proposal.reply_by,
        letter=worded.text,
        person=name_of(proposal.person, policy),
        owner=name_of(thread.owner, policy),
        text=last_text(tx, thread),
        waits=bool(thread.held),
    )


def last_text(tx: Tx, thread: Thread) -> str:
    """What the customer's last mail added, shortened."""
    mails = [mail for mail in tx.messages(thread.thread_id) if mail.direction is Direction.CUSTOMER]
    return mails[-1].text[:SHOWN_TEXT] if mails else ""


def once(lines: Iterable[DueLine]) -> tuple[DueLine, ...]:
    """Each thread once, nearest first; that the customer asked again is not lost."""
    found: dict[int, DueLine] = {}
    for line in lines:
        before = found.get(line.thread.thread_id)
        found[line.thread.thread_id] = replace(line, nudged=line.nudged or (before is not None and before.nudged))
    return tuple(sorted(found.values(), key=lambda line: (line.due, line.thread.triage.urgency.rank)))


def name_of(person: str, policy: Policy) -> str:
    """The name of a person key; what is no key of rules.toml any more stands for itself."""
    entry = policy.people.get(person)
    return entry.name if entry else person
