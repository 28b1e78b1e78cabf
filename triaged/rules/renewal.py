"""Is the customer told that we are late, and when?

The customer hears before the promise passes, once owner and lead could stop it, and only where nothing speaks against
it. Every reason not to is one row of `GUARDS`; docs/promises.md 8 explains them.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from triaged.hours import Calendar, is_open, next_opening, subtract
from triaged.model.letter import LetterState
from triaged.model.stored import InboxState
from triaged.model.thread import Kind, Promise, Thread, Turn
from triaged.policy.shape import LettersPolicy, RenewalPolicy, SendMode, Team

ANSWERS_NEEDED = 20
"""So many answers of people must have been seen in an inbox before its customers are told by themselves."""
FRESH = timedelta(seconds=60)
"""The last look at the sent folders is at most this old when the letter is committed."""
TIME_TO_STOP = timedelta(minutes=10)
"""Owner and lead have at least so long between being asked and the letter."""
MINUTE = timedelta(minutes=1)
RELEASED = frozenset({"hold", "drafts"})
"""Modes of an inbox in which people release its letters: a renewal goes when a person says send."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Everything that the guards look at. `told` is the state of the letter that told the promise, None = by a person.

    `team` is the thread's, `lead` who leads it now, `mode` the inbox's. `blocked`: a letter to the customer came back.
    """

    thread: Thread
    promise: Promise
    renewal: RenewalPolicy
    letters: LettersPolicy
    inbox: InboxState
    team: Team
    lead: str
    mode: SendMode
    calendar: Calendar
    told: LetterState | None
    blocked: bool
    now: datetime


def sends(renewal: RenewalPolicy, mode: SendMode) -> RenewalPolicy:
    """The policy as it holds in an inbox: where people release the letters, "auto" is "ask"."""
    return replace(renewal, send="ask") if mode in RELEASED and renewal.send == "auto" else renewal


def renewal_at(promise: Promise, calendar: Calendar, policy: RenewalPolicy) -> datetime:
    """When the customer is told: `before` (working time) the promise, half way of a short one. Raises NeverOpens."""
    start = promise.made_at or promise.counted_from or promise.reply_by
    return max(subtract(calendar, promise.reply_by, policy.before), start + (promise.reply_by - start) / 2)


def never(asked: Asked) -> str:
    """Why this promise is not renewed by itself, "" where it may be."""
    return next((why for guard in GUARDS if (why := guard(asked))), "")


def not_now(asked: Asked) -> datetime | None:
    """The next moment at which the letter may go, where it may not go at this one; None when it may go now.

    It waits for the time after asking, for a look at the sent folders, for daylight and for opening.
    """
    if asked.renewal.send == "ask" and asked.thread.asked_at is not None:
        earliest = asked.thread.asked_at + TIME_TO_STOP
        if asked.now < earliest:
            return earliest
    if not _daylight(asked):
        return _morning(asked)
    if not is_open(asked.calendar, asked.now):
        return next_opening(asked.calendar, asked.now)
    looked = asked.inbox.sent_looked_at
    if looked is None or asked.now - looked > FRESH:
        return asked.now + timedelta(seconds=5)
    return None


def _off(asked: Asked) -> str:
    return "renewals are off (renewal.send)" if asked.renewal.send == "off" else ""


def _mode(asked: Asked) -> str:
    return "letters are switched off for this inbox" if asked.mode == "off" else ""


def _person(asked: Asked) -> str:
    return "" if asked.thread.kind is Kind.PERSON and asked.thread.turn is Turn.OURS else "nobody waits for us"


def _told(asked: Asked) -> str:
    if not asked.promise.told:
        return "the customer was told no time"
    if asked.told in (None, LetterState.SENT):
        return ""
    return "it is not certain that the customer knows the time"


def _held(asked: Asked) -> str:
    return asked.thread.held


def _answered_already(asked: Asked) -> str:
    return f"a question is open: {asked.thread.asks}" if asked.thread.asks else ""


def _often(asked: Asked) -> str:
    number = asked.promise.number + 1
    if number > asked.renewal.most:
        return f"it was renewed {asked.promise.number} times already"
    if number > 1 and asked.thread.owner not in {asked.team.lead, asked.lead}:
        return "a second renewal is the lead's, who has not taken the thread"
    return ""


def _answers_seen(asked: Asked) -> str:
    if asked.renewal.needs != "answers seen" or asked.inbox.answers_seen >= ANSWERS_NEEDED:
        return ""
    return f"only {asked.inbox.answers_seen} of {ANSWERS_NEEDED} answers were seen in this inbox yet"


def _unseen(asked: Asked) -> str:
    return asked.inbox.renewals_off


def _returned(asked: Asked) -> str:
    return "a letter to this customer came back" if asked.blocked else ""


def _incident(asked: Asked) -> str:
    return "an incident's promise stands for it" if asked.thread.incident_id is not None else ""


GUARDS: tuple[Callable[[Asked], str], ...] = (
    _off,
    _mode,
    _person,
    _told,
    _incident,
    _held,
    _answered_already,
    _often,
    _answers_seen,
    _unseen,
    _returned,
)
"""Why a customer is not told by itself that we are late, in the order in which it is asked."""


def _daylight(asked: Asked) -> bool:
    local = asked.now.astimezone(ZoneInfo(asked.calendar.zone))
    clock = timedelta(hours=local.hour, minutes=local.minute)
    return asked.letters.write_from <= clock < asked.letters.write_till


def _morning(asked: Asked) -> datetime:
    """The next moment at which letters are written, found minute by minute of the local clock (DST)."""
    zone = ZoneInfo(asked.calendar.zone)
    at = asked.now.replace(second=0, microsecond=0) + MINUTE
    for _ in range(2 * 24 * 60):
        local = at.astimezone(zone)
        clock = timedelta(hours=local.hour, minutes=local.minute)
        if asked.letters.write_from <= clock < asked.letters.write_till:
            return at
        at += MINUTE
    return asked.now + timedelta(days=1)
