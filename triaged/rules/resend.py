"""A letter waited or is in doubt: may it go?

Theory of operation. A letter is frozen when it is committed and has one state. Every change of state is one row of
`TRANSITIONS`; the store performs each as a single UPDATE that names the expected old state.

    held ── released ──▶ ready ── claimed ──▶ sending ── accepted ──▶ sent ── returned ──▶ failed
      │                    │ ▲                  │ │ └── refused ───▶ failed ── dropped ──▶ cancelled
      └── dropped ─┐       │ └──── later ───────┘ └──── lost ──────▶ in doubt ── found ──▶ sent
                   ▼       │ ▲                                        │ │
               cancelled ◀─┘ └───────────── resent ───────────────────┘ └── dropped ──▶ cancelled

`sending` is durable before MAIL FROM. After a crash every letter that is still `sending` is in doubt. A letter in doubt
is looked for (its signed header, in the inbox and in the sent folders); found, it was sent. Not found within the wait
it goes out once more, octet by octet the same: at most `PROVEN_RESENDS` times where a look proved each time that no
copy arrived. Where nobody can look, once after a lost reply (a relay that always loses it would send a copy each time),
and at most `BLIND_RESENDS` times after crashes. Then people are shown it. A
notice to a colleague that comes back after all failed: somebody else is told in their place.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from triaged.model.letter import Attempt, Delivered, InDoubt, Letter, LetterState, Phase, Refused, TryLater
from triaged.policy.shape import SendMode


class Event(StrEnum):
    """What can happen to a letter."""

    RELEASED = "released"
    CLAIMED = "claimed"
    ACCEPTED = "accepted"
    LATER = "later"
    REFUSED = "refused"
    LOST = "lost"
    FOUND = "found"
    RESENT = "resent"
    DROPPED = "dropped"
    RETURNED = "returned"


TRANSITIONS: dict[tuple[LetterState, Event], LetterState] = {
    (LetterState.HELD, Event.RELEASED): LetterState.READY,
    (LetterState.HELD, Event.DROPPED): LetterState.CANCELLED,
    (LetterState.HELD, Event.FOUND): LetterState.SENT,
    (LetterState.READY, Event.FOUND): LetterState.SENT,
    (LetterState.READY, Event.CLAIMED): LetterState.SENDING,
    (LetterState.READY, Event.DROPPED): LetterState.CANCELLED,
    (LetterState.SENDING, Event.ACCEPTED): LetterState.SENT,
    (LetterState.SENDING, Event.LATER): LetterState.READY,
    (LetterState.SENDING, Event.REFUSED): LetterState.FAILED,
    (LetterState.SENDING, Event.LOST): LetterState.DOUBT,
    (LetterState.SENT, Event.RETURNED): LetterState.FAILED,
    (LetterState.DOUBT, Event.FOUND): LetterState.SENT,
    (LetterState.DOUBT, Event.RESENT): LetterState.READY,
    (LetterState.DOUBT, Event.DROPPED): LetterState.CANCELLED,
    (LetterState.FAILED, Event.DROPPED): LetterState.CANCELLED,
}
"""Every change of state there is."""

FIRST_WAIT = timedelta(minutes=5)
LONGEST_WAIT = timedelta(minutes=66)
PROVEN_RESENDS = 5
BLIND_RESENDS = 3
"""After a crash nothing may have left at all: once would lose a letter whose sending was interrupted twice."""
GIVE_UP_AFTER = timedelta(days=5)
"""`send_before` of a letter that names no time."""


STRICTNESS: Mapping[SendMode, int] = MappingProxyType({"on": 0, "hold": 1, "drafts": 1, "off": 2})
"""Of the modes of an inbox: in a stricter one fewer letters leave by themselves."""


class Verdict(StrEnum):
    """What to do with a letter in doubt."""

    WAIT = "wait"
    RESEND = "resend"
    SHOW = "show"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A verdict with its reason in plain words."""

    verdict: Verdict
    reason: str


def stops(before: str, now: SendMode) -> bool:
    """Whether letters that are ready must wait for a person, because the mode of their inbox became stricter.

    Where it did not, a person may have released them: they are not asked twice. `before` "": nothing is known.
    """
    known = next((mode for mode in STRICTNESS if mode == before), now)
    return STRICTNESS[now] > STRICTNESS[known]


def back_off(attempts: int, jitter: float) -> timedelta:
    """How long after the `attempts`-th failure (1, 2, …) a letter is tried again: 5, 10, 20, 40, then 66 minutes.

    Greylisting wants the first retry after about five minutes (S5). `jitter` in [0, 1) adds up to a tenth, so that
    letters refused together do not come back together (S6).
    """
    wait = min(FIRST_WAIT * (1 << min(attempts - 1, 6)), LONGEST_WAIT)
    return wait + wait * 0.1 * jitter


def most_resends(*, evidence: bool) -> int:
    """How often a letter in doubt may go out again."""
    return PROVEN_RESENDS if evidence else BLIND_RESENDS


def settle_doubt(letter: Letter, *, now: datetime, looked_at: datetime | None, wait: timedelta) -> Answer:
    """A letter in doubt that was looked for and not found.

    `looked_at` is when the last complete look began (None: nobody can look, there is no evidence). Absence proves
    something only when the look began `wait` after the doubt: a journal copy takes its time (I3, S1).
    """
    since = letter.doubt_since or letter.created_at
    if now - since < wait:
        return Answer(verdict=Verdict.WAIT, reason="its copy may still be on the way")
    if looked_at is not None and looked_at - since < wait:
        return Answer(verdict=Verdict.WAIT, reason="not looked for late enough")
    if letter.send_before is not None and now >= letter.send_before:
        return Answer(verdict=Verdict.SHOW, reason="in doubt, and too late to send again")
    if letter.denied:
        return Answer(verdict=Verdict.RESEND, reason="the relay said no, and no copy arrived")
    if letter.resends >= most_resends(evidence=looked_at is not None):
        return Answer(verdict=Verdict.SHOW, reason="in doubt again: not sent again")
    return Answer(verdict=Verdict.RESEND, reason="no copy arrived: sent once more, octet by octet the same")


def event_of(attempt: Attempt, *, evidence: bool) -> Event:
    """What an attempt means for the letter's state.

    A 4xx after the payload is a no that some relays give after accepting: with `evidence` it is looked for first.
    """
    match attempt:
        case Delivered():
            return Event.ACCEPTED
        case Refused():
            return Event.REFUSED
        case InDoubt():
            return Event.LOST
        case TryLater(phase=Phase.PAYLOAD) if evidence:
            return Event.LOST
        case TryLater():
            return Event.LATER
